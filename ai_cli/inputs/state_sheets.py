"""Finds the table of enrollment in a state's file: the sheet of schools, or of districts, or the one table of a text."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.state_columns import ENROLLMENT_BY_RACE, Columns, columns_needed, recognised
from ai_cli.inputs.state_table import Table, read_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHOOLS, DISTRICTS = "School", "District"
"""The sheets of the state's workbook. Schools add up to their district, so that one of the two is enough."""

_SUMS = ("State", "County")
_MOST_ROWS_ABOVE_THE_HEADER = 10
_EVERY_COLUMN = columns_needed(ENROLLMENT_BY_RACE)


class FoundTable(NamedTuple):
    """A table and where its columns stand; its rows go on behind the header."""

    table: Table
    columns: Columns


def find_tables(file: str) -> tuple[FoundTable, FoundTable | None]:
    """Return the table to read, and the sheet of districts where that is another.

    Errors: ``Refused`` with I102 where no table has the columns, a sheet School or District lacks one, or a second
    sheet has them too; with I104 for a column that stands twice.
    """
    tables = list(read_tables(file, (SCHOOLS, DISTRICTS)))
    nearest: tuple[str, ...] = ()
    for index, table in enumerate(tables):
        found = _columns(table)
        if isinstance(found, Columns):
            chosen = FoundTable(table, found)
            rest = tables[index + 1 :]
            _refuse_another([one for one in rest if not one.is_called(DISTRICTS, *_SUMS)], table)
            return chosen, _districts(rest) if table.is_called(SCHOOLS) else None
        if table.is_called(SCHOOLS, DISTRICTS):
            raise Refused(_not_recognised(file, table.sheet, found))
        nearest = min(nearest or found, found, key=len)
    raise Refused(_not_recognised(file, None, nearest))


def _districts(tables: Iterable[Table]) -> FoundTable | None:
    table = next((one for one in tables if one.is_called(DISTRICTS)), None)
    found = None if table is None else _columns(table)
    return FoundTable(table, found) if table is not None and isinstance(found, Columns) else None


def _refuse_another(tables: Iterable[Table], chosen: Table) -> None:
    """Refuse a workbook in which more than one sheet holds such counts: rows of one of them would be lost."""
    for table in tables:
        if isinstance(_columns(table), Columns):
            fix = f"put all rows on one sheet {SCHOOLS}"
            found, allowed = f"counts on the sheets {chosen.sheet} and {table.sheet}", "counts on one sheet"
            place = Place(table.file, table.sheet)
            raise Refused(finding("I102", place, key=str(table.sheet), found=found, allowed=allowed, fix=fix))


def _columns(table: Table) -> Columns | tuple[str, ...]:
    """Return the columns of a table, or which are missing in the row that comes nearest to a header."""
    nearest = _EVERY_COLUMN
    for number, row in islice(table.rows, _MOST_ROWS_ABOVE_THE_HEADER):
        found = recognised(row, ENROLLMENT_BY_RACE)
        if not isinstance(found, Columns):
            nearest = min(nearest, found, key=len)
            continue
        if found.twice:
            key, place = found.titles[found.twice[0]], table.place(number, found.twice[0], found.titles)
            raise Refused(finding("I104", place, key=key, found=key, first="in the same row"))
        if "school_number" not in found.fields and {"school", "classification"} & set(found.fields):
            return ("schoolNumber",)
        return found
    return nearest


def _not_recognised(file: str, sheet: str | None, missing: tuple[str, ...]) -> Finding:
    allowed = f"columns {', '.join(_EVERY_COLUMN)}"
    fix = "name the department's file of enrollment by race and grade, with its header row"
    found = f"no column {', '.join(missing)}"
    return finding("I102", Place(file, sheet), key=sheet or file, found=found, allowed=allowed, fix=fix)
