"""The sheet Law of a report: each rate that a figure rests on, with its citation, standing and years."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.law.rate_book import NoRate, RateBook
from ai_cli.workbooks.book import TEXT, Column
from ai_cli.workbooks.look import UNVERIFIED, unit_format

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_cli.workbooks.book import Sheet
    from ai_cli.workbooks.form_cells import RateKey

_COLUMNS = (
    Column("Rate", 38),
    Column("Key", 26, TEXT),
    Column("Value", 16, "General"),
    Column("Fiscal year", 12),
    Column("Same since", 12),
    Column("Known through", 14),
    Column("Standing", 14),
    Column("Citation", 38),
    Column("Address", 42),
)
_VALUE = 3


class RateCells(NamedTuple):
    """Where the rates stand, and which of them are not known."""

    cells: dict[RateKey, str]
    missing: frozenset[RateKey]


def put_law(sheet: Sheet, keys: Iterable[RateKey], rates: RateBook) -> RateCells:
    """Write the rates, each once, and return their cells; a rate that is not known has an empty cell."""
    sheet.put_header(_COLUMNS)
    cells: dict[RateKey, str] = {}
    missing: set[RateKey] = set()
    for key in dict.fromkeys(keys):
        book = rates.as_enacted if key.as_enacted else rates
        found = book.rate(key.law, key.key, key.fiscal_year)
        year = f"FY {key.fiscal_year}"
        if isinstance(found, NoRate):
            row = sheet.put_row((found.rate.title, key.key, None, year, None, None, "not known"), _COLUMNS)
            missing.add(key)
        else:
            known = found.rate.known_through
            through = "for good" if known is None else f"FY {known}"
            if found.origin == "carried":
                through += ", carried on"
            marked = UNVERIFIED if found.entry.standing == "unverified" else {}
            since = "your own" if found.origin == "user" else f"FY {found.since}"
            texts = (year, since, through, found.entry.standing, found.entry.cite, found.entry.url)
            row = sheet.put_row((found.rate.title, key.key, None, *texts), _COLUMNS, **marked)
            sheet.put(row, _VALUE, found.value, num_format=unit_format(found.rate.unit), **marked)
        cells[key] = sheet.cell(row, _VALUE)
    return RateCells(cells, frozenset(missing))
