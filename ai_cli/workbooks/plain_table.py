"""A plain table as a workbook: ids as text, numbers as numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ai_cli.workbooks.book import TEXT, Book, Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

_LEAST, _MOST, _SPARE = 10, 60, 2


def table_workbook(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Decimal | bool | int | str | None]],
    stamp: datetime | None = None,
) -> bytes:
    """Return the bytes of a workbook with one sheet, the rows under their column names.

    Every text stays a text, ids with leading zeros and texts that look like formulas too. The columns are as wide as
    their texts need, within reason.
    """
    listed = [tuple(row) for row in rows]
    book = Book(title, stamp)
    sheet = book.sheet(title[:31])
    widths = [
        min(_MOST, max(_LEAST, *(len(str(row[index] or "")) for row in [tuple(columns), *listed])) + _SPARE)
        for index in range(len(columns))
    ]
    sheet.put_header([Column(name, width) for name, width in zip(columns, widths, strict=True)])
    for number, row in enumerate(listed, start=2):
        for column, value in enumerate(row, start=1):
            is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
            sheet.put(number, column, value, **({} if is_number else {"num_format": TEXT}))
    sheet.page.autofilter(0, 0, max(1, len(listed)), len(columns) - 1)
    return book.saved()
