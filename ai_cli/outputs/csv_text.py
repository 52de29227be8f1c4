"""Writes rows as CSV for other programs."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Cell = Decimal | bool | int | str | None


class Rows(NamedTuple):
    """A result as rows under column names, as CSV and plain workbooks have it."""

    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def csv_pieces(table: Rows, *, header: bool = True) -> Iterator[str]:
    """Go through the text of a CSV file, a piece a row, with the column names first unless ``header`` is false.

    A text that a spreadsheet program would take for a formula is written with an apostrophe before it, and control
    characters as spaces, since rows may be shown on a terminal; numbers stay numbers.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    if header:
        writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([_cell(one) for one in row])
        yield written.getvalue()
        written.seek(0)
        written.truncate()
    yield written.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = _CONTROL.sub(" ", str(value))
    formula = isinstance(value, str) and text.startswith(_FORMULA_STARTS) and text != "-"
    return f"'{text}" if formula else text
