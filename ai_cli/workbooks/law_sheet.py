"""The sheet Law of a report: each rate that a figure rests on, with its citation, standing and years."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.law import law
from ai_cli.law.rate_book import NoRate, RateBook, RateInForce
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
    Column("Law", 28, TEXT),
    Column("Fiscal year", 14),
    Column("Same since", 16),
    Column("Known through", 18),
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
    """Write the rates, each once, and return their cells; a rate that is not known has an empty cell.

    One of a fixed past year stands for itself, as enacted, beside that of the year asked for, which the user may change.
    """
    sheet.put_header(_COLUMNS)
    cells: dict[RateKey, str] = {}
    missing: set[RateKey] = set()
    for key in dict.fromkeys(keys):
        book = rates.as_enacted if key.as_enacted else rates
        found = book.rate(key.law, key.key, key.fiscal_year)
        year = f"FY {key.fiscal_year}" + (", as enacted" if key.as_enacted else "")
        if isinstance(found, NoRate):
            texts: tuple[str | None, ...] = (key.law, year, None, None, "not known")
            row = sheet.put_row((found.rate.title, key.key, None, *texts), _COLUMNS)
            missing.add(key)
        else:
            marked = UNVERIFIED if found.entry.standing == "unverified" else {}
            texts = (key.law, year, _since(found), _through(found), found.entry.standing, found.entry.cite)
            row = sheet.put_row(
                (found.rate.title, key.key, None, *texts, found.entry.url), _COLUMNS, **marked
            )
            sheet.put(row, _VALUE, found.value, num_format=unit_format(found.rate.unit), **marked)
        cells[key] = sheet.cell(row, _VALUE)
    return RateCells(cells, frozenset(missing))


def _since(found: RateInForce) -> str:
    """Return the year from which a rate is the same, or why there is no such year to name."""
    if found.origin == "user":
        return "your own"
    if found.origin == "nearest":
        return f"nearest year in force, FY {law(found.rate.law).nearest_year(found.fiscal_year)}"
    return f"FY {found.since}"


def _through(found: RateInForce) -> str:
    """Return the year through which a rate is known; of a bill also that it is one."""
    the_law, known = law(found.rate.law), found.rate.known_through
    text = "for good" if known is None else f"FY {known}"
    if found.origin == "nearest":
        text = f"in force {the_law.in_force_words()}"
    if found.origin == "carried":
        text += ", carried on"
    return f"bill, not enacted: {text}" if the_law.kind == "bill" else text
