"""A result for people, before it is decided where it is shown: headings, paragraphs, tables."""

from __future__ import annotations

from textwrap import wrap
from typing import Literal, NamedTuple

_WIDTH_OF_FIGURES = 12


class Heading(NamedTuple):
    """A line that names what follows."""

    text: str


class Paragraph(NamedTuple):
    """Running text; ``strong`` for the sentence that matters most."""

    text: str
    strong: bool = False


class Lines(NamedTuple):
    """Lines that keep their own shape, such as a tree."""

    lines: tuple[str, ...]


class Column(NamedTuple):
    """A column of a table. A column that may not wrap keeps its figures whole; its title may have several lines."""

    title: str
    align: Literal["left", "right"] = "left"
    wraps: bool = False


def title_over_figures(text: str) -> str:
    """Return the title of a column set on several lines, so that it takes no more room than the figures below it."""
    return "\n".join(wrap(text, _WIDTH_OF_FIGURES, break_long_words=False, break_on_hyphens=False))


class Divider(NamedTuple):
    """A line across a table, with what it means: the rows above are on one side of it, those below on the other."""

    text: str


class Table(NamedTuple):
    """Rows of texts under columns, and lines across them."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...] | Divider, ...]


Block = Heading | Paragraph | Lines | Table
