"""A result for people, before it is decided where it is shown: headings, paragraphs, tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``strong`` for the sentence that matters most."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that keep their own shape, such as a tree."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. A column that may not wrap keeps its figures whole."""

    title: str
    align: Literal["left", "right"] = "left"
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Lines | Table
Document = tuple[Block, ...]
