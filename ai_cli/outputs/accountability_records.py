"""Determinations for programs: JSON records and CSV rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.results.accountability_rows import CellRow, EntityRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ai_cli.facts.accountability import LeftOut
    from ai_cli.outputs.csv_text import Cell
    from ai_cli.outputs.json_text import Record
    from ai_cli.results.accountability_rows import Basis, GraduationRow

_ENDING = ("name", "withheld", "internal")
_NOT_COLUMNS = ("cells", "labels", "name", "withheld", "new_school")
_OF_NEW_SCHOOLS = ("new_school", "new_school_reasons")
CELL_COLUMNS = (*CellRow._fields, "internal")
ENTITY_COLUMNS = (*(one for one in EntityRow._fields if one not in _NOT_COLUMNS), *_ENDING)


def left_out_record(one: LeftOut) -> Record:
    """Return the count of a file's rows, and of those left out by reason."""
    return {"file": one.file, "rows": one.rows, "left_out": dict(one.reasons)}


def basis_record(basis: Basis) -> Record:
    """Return what a listing rests on, as JSON shows it."""
    return {
        "internal": basis.internal,
        "readings": dict(basis.readings),
        "labels": list(basis.labels),
        "rules": [one._asdict() for one in basis.rules],
        "rates": [one._asdict() for one in basis.rates],
    }


def entity_record(one: EntityRow) -> Record:
    """Return a school or district with its cells, as JSON shows it."""
    record = one._asdict()
    record["failing"] = None if one.failing is None else [part for part in one.failing.split(";") if part]
    record["cells"] = [cell_record(cell) for cell in one.cells]
    record["new_school"] = None if one.new_school is None else one.new_school._asdict()
    return record


def cell_record(one: CellRow) -> Record:
    """Return a determination as JSON shows it."""
    record = one._asdict()
    record["rules"] = [part for part in one.rules.split(";") if part]
    return record


def entity_columns(rows: Iterable[EntityRow]) -> tuple[str, ...]:
    """Return the names of the columns, last those of new schools where something is said of one."""
    asks = any(one.new_school is not None for one in rows)
    return (*ENTITY_COLUMNS, *_OF_NEW_SCHOOLS) if asks else ENTITY_COLUMNS


def entity_csv_rows(rows: Sequence[EntityRow], *, internal: bool) -> Iterator[Sequence[Cell]]:
    """Go through the rows of a CSV file, one a school or district."""
    columns = entity_columns(rows)
    for one in rows:
        eligible = None if one.priority_focus_eligible is None else "NY"[one.priority_focus_eligible]
        known = one._replace(priority_focus_eligible=None)._asdict() | {
            "internal": internal,
            "priority_focus_eligible": eligible,
            "new_school": None if one.new_school is None else one.new_school.outcome,
            "new_school_reasons": None if one.new_school is None else ";".join(one.new_school.reasons),
        }
        yield tuple(known[column] for column in columns)


def cell_csv_rows(rows: Iterable[CellRow], *, internal: bool) -> Iterator[Sequence[Cell]]:
    """Go through the rows of a CSV file, one a determination."""
    return ((*one, internal) for one in rows)


def graduation_columns(rows: Sequence[GraduationRow]) -> tuple[str, ...]:
    """Return the names of the columns: those of each rate, and of the rates of the year before."""
    figures = tuple(rows[0].figures) if rows else ()
    start, ending = ("data_year", "district_id", "category", "group"), ("result", "route", "reason")
    return (*start, *figures, *ending, "district", "withheld", "internal")


def graduation_csv_rows(rows: Iterable[GraduationRow], *, internal: bool) -> Iterator[Sequence[Cell]]:
    """Go through the rows of a CSV file, one a group of a district."""
    for one in rows:
        start = (one.data_year, one.district_id, one.category, one.group)
        yield (
            *start,
            *one.figures.values(),
            one.result,
            one.route,
            one.reason,
            one.district,
            one.withheld,
            internal,
        )


def graduation_record(one: GraduationRow) -> Record:
    """Return the graduation of a group as JSON shows it."""
    record = one._asdict()
    return {**record, **record.pop("figures")}
