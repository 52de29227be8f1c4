"""Rows of named columns for people, as they are."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Column, Heading, Lines, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ai_cli.outputs.csv_text import Cell

_WITHHELD = "withheld"


def row_blocks(title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Iterator[Block]:
    """Go through a table of rows under the names of their columns; one of which figures are withheld has a star."""
    yield Heading(title)
    if not rows:
        yield Lines(("no rows",))
        return
    shown = [index for index, name in enumerate(columns) if name != _WITHHELD]
    flag = columns.index(_WITHHELD) if _WITHHELD in columns else None
    right = {index for index in shown if any(isinstance(row[index], int | Decimal) for row in rows)}
    heads = tuple(
        Column(columns[index].replace("_", " "), "right" if index in right else "left") for index in shown
    )
    lines = (
        tuple(
            _text(row[index], hidden=flag is not None and bool(row[flag]) and index in right)
            for index in shown
        )
        for row in rows
    )
    yield Table(heads, tuple(lines))
    if flag is not None and any(row[flag] for row in rows):
        yield Lines(("* withheld",))


def _text(value: Cell, *, hidden: bool) -> str:
    if value is None:
        return "*" if hidden else ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
