"""The sheet Accountability of a report: the schools of a district and the route by which each cell meets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.results.accountability_rows import outcomes
from ai_cli.workbooks.book import BOLD, BREACH, COUNT, NOTE, NUMBER, TEXT, TITLE, Column

if TYPE_CHECKING:
    from ai_cli.results.accountability_rows import Basis, CellRow, EntityRow
    from ai_cli.workbooks.book import Sheet, Value

_COLUMNS = (
    Column("Id", 14, TEXT),
    Column("Name", 40),
    Column("Of", 14),
    Column("Subject", 9),
    Column("Group", 9),
    Column("Students", 11, COUNT),
    Column("Value", 11, NUMBER),
    Column("Target", 11, NUMBER),
    Column("Result", 18),
    Column("Route or reason", 26),
    Column("Rules", 24),
)
_RESULT = "I"
_HEADER_ROW = 4
_INTERNAL = "INTERNAL: figures of any number of students are shown; not to be published"
_PUBLISHED = "Figures that would tell of too few students are withheld."


class AccountabilityListing(NamedTuple):
    """The schools of a district with their cells, and what they rest on."""

    rows: tuple[EntityRow, ...]
    basis: Basis


def put_accountability(sheet: Sheet, listing: AccountabilityListing) -> None:
    """Write each determination in a row, those that do not meet in the colour of a breach; then readings and labels."""
    basis = listing.basis
    year = listing.rows[0].year if listing.rows else ""
    sheet.put(1, 1, f"Adequate yearly progress, {year}", **TITLE)
    sheet.merge(2, 1, len(_COLUMNS), _INTERNAL if basis.internal else _PUBLISHED, _COLUMNS, **BOLD)
    sheet.last_row = _HEADER_ROW - 1
    sheet.put_header(_COLUMNS, stays=False)
    for one in listing.rows:
        for cell in (*outcomes(one), *one.cells):
            row = sheet.put_row(_cell(cell, one.name), _COLUMNS)
            sheet.colour(
                f"A{row}:K{row}", f'OR(${_RESULT}{row}="not met",${_RESULT}{row}="not made")', **BREACH
            )
    sheet.last_row += 1
    readings = ", ".join(f"{name}={choice}" for name, choice in basis.readings.items())
    for text in (f"Readings: {readings}", *(f"Note: {label}" for label in basis.labels)):
        sheet.last_row += 1
        sheet.merge(sheet.last_row, 1, len(_COLUMNS), text, _COLUMNS, **NOTE)


def _cell(one: CellRow, name: str | None) -> tuple[Value, ...]:
    figures = (one.n, one.value, one.target)
    students, value, target = (
        "withheld" if one.withheld and figure is None else figure for figure in figures
    )
    result = one.result.replace("_", " ")
    return (
        one.entity_id,
        name,
        one.scope,
        one.subject,
        one.group,
        students,
        value,
        target,
        result,
        one.route or one.reason,
        one.rules,
    )
