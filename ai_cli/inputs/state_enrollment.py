"""Reads the state's enrollment by race and grade, of any year, into the students of each district and school."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, TypeVar

from ai_cli.facts.enrollment import DistrictEnrollment, SchoolEnrollment, StateEnrollment, Students, together
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.facts.years import read_fiscal_year
from ai_cli.findings import Finding, Place, finding, in_order
from ai_cli.inputs.document import cannot_read
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.grade_counts import WHOLE_DISTRICT, Counts, Gathered, Group, check_sums
from ai_cli.inputs.state_columns import ENROLLMENT_BY_RACE, Columns, columns_needed, recognised
from ai_cli.inputs.state_table import Table, read_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ai_cli.inputs.state_table import Row

    Progress = Callable[[Iterator[tuple[int, Row]], int | None], Iterable[tuple[int, Row]]]

SCHOOLS, DISTRICTS = "School", "District"
"""The sheets of the state's workbook; schools by grade add up to their district, so one of the two is read."""

_MOST_ROWS_ABOVE_THE_HEADER = 10
_WORDS = {
    "total": "students",
    "protected": "protected students",
    "american_indian": "American Indian students",
}

_EVERY_COLUMN = columns_needed(ENROLLMENT_BY_RACE)

T = TypeVar("T")


def _unwatched(rows: Iterator[T], expected: int | None) -> Iterable[T]:
    del expected
    return rows


def read_state_enrollment(
    file: str, progress: Progress = _unwatched
) -> tuple[StateEnrollment | None, tuple[Finding, ...]]:
    """Return the counts of a state's file, or None with findings that say why there are none.

    ``progress`` is handed the rows and how many there may be, and gives them back as it shows them. Findings about a
    district stand with it; those returned beside the counts belong to no district.
    Findings: I101 a blank count that nothing checks, or no sheet of schools; I102 what cannot be read, and columns that
    are not there; I104 rows that stand twice; I105 more protected students than students; I107 grades that do not
    add up. Nothing is raised for what the file holds.
    """
    try:
        table, columns = _table_of(file)
        gathered = Gathered(table, columns)
        gathered.gather(progress(table.rows, table.expected))
    except Refused as refused:
        return None, (refused.finding,)
    year = _year(gathered)
    if isinstance(year, Finding):
        return None, in_order((*gathered.findings, year))
    districts = dict(_districts(gathered, year))
    if not districts:
        found, fix = "no row of a district or a school", "name the state's file of districts or schools"
        return None, (*gathered.findings, cannot_read(file, found, "rows of districts or schools", fix))
    findings = [*gathered.findings, *_no_schools(table, districts)]
    rows = StateEnrollment(
        file,
        table.sheet,
        year,
        districts,
        gathered.rows,
        {str(why): rows for why, rows in gathered.skipped.items()},
    )
    return rows, in_order(findings)


def _table_of(file: str) -> tuple[Table, Columns]:
    """Return the table to read, its header behind it. Errors: ``Refused`` with I102 where no table has the columns."""
    missing: tuple[str, ...] = ()
    for table in read_tables(file, (SCHOOLS, DISTRICTS)):
        found = _columns(table)
        if isinstance(found, Columns):
            return table, found
        if not missing or len(found) < len(missing):
            missing = found
        if table.is_called(SCHOOLS, DISTRICTS):
            raise Refused(_not_recognised(table.file, table.sheet, found))
    raise Refused(_not_recognised(file, None, missing))


def _columns(table: Table) -> Columns | tuple[str, ...]:
    """Return the columns of a table, or which are missing in the row that comes nearest to a header."""
    nearest = _EVERY_COLUMN
    for _, row in islice(table.rows, _MOST_ROWS_ABOVE_THE_HEADER):
        found = recognised(row, ENROLLMENT_BY_RACE)
        if isinstance(found, Columns):
            return found
        nearest = min(nearest, found, key=len)
    return nearest


def _not_recognised(file: str, sheet: str | None, missing: tuple[str, ...]) -> Finding:
    allowed = f"columns {', '.join(_EVERY_COLUMN)}"
    fix = "name the department's file of enrollment by race and grade, with its header row"
    found = f"no column {', '.join(missing)}"
    return finding("I102", Place(file, sheet), key=sheet or file, found=found, allowed=allowed, fix=fix)


def _year(gathered: Gathered) -> int | Finding:
    """Return the fiscal year of all rows, or a finding where they are of several or it cannot be read."""
    place = gathered.table.place
    years = {}
    for written, row in gathered.years.items():
        try:
            years[read_fiscal_year(written)] = row
        except UnreadableValue as problem:
            found = f"'{written}'"
            return finding(
                "I102", place(row), key="DataYear", found=found, allowed=problem.allowed, fix=problem.fix
            )
    if len(years) > 1:
        found = ", ".join(f"FY {year}" for year in sorted(years))
        fix = "keep the rows of one year in the file"
        return finding(
            "I102", place(max(years.values())), key="DataYear", found=found, allowed="one year", fix=fix
        )
    return next(iter(years), 0)


def _districts(gathered: Gathered, year: int) -> Iterator[tuple[str, DistrictEnrollment]]:
    by_district: dict[str, list[Group]] = {}
    for group in gathered.groups.values():
        by_district.setdefault(group.district_id, []).append(group)
    for district_id in sorted(by_district):
        yield district_id, _district(district_id, by_district[district_id], gathered, year)


def _district(district_id: str, groups: list[Group], gathered: Gathered, year: int) -> DistrictEnrollment:
    place = gathered.table.place
    names = tuple(gathered.columns.counts)
    for check in (check_sums, _check_parts):
        for group in groups:
            if not group.findings:  # one fault, one finding
                check(gathered, group, tuple(_WORDS[name] for name in names))
    schools = tuple(
        SchoolEnrollment(
            id=group.school,
            name=group.name or None,
            classification=group.classification,
            grades={grade: _students(names, one.counts) for grade, one in group.grades.items()},
            place=place(group.row),
            doubt=_doubt(group),
        )
        for group in groups
        if group.school != WHOLE_DISTRICT
    )
    whole = [group for group in groups if group.school == WHOLE_DISTRICT]
    counted = whole or groups
    doubtful = next((group for group in counted if group.findings or group.counts() is None), None)
    counts = [_students(names, group.counts() or ()) for group in counted] if doubtful is None else None
    return DistrictEnrollment(
        id=district_id,
        name=groups[0].district_name or None,
        fiscal_year=year,
        place=place(groups[0].row),
        students=None if counts is None else together(counts),
        schools=schools,
        source="the rows of the district" if whole else "the sum of its schools",
        doubt=None if doubtful is None else f"the counts of {doubtful.who()} cannot be relied on",
        findings=in_order(one for group in groups for one in group.findings),
    )


def _students(names: tuple[str, ...], counts: Counts) -> Students:
    found = dict(zip(names, counts, strict=True))
    return Students(found["total"], found["protected"], found.get("american_indian"))


def _check_parts(gathered: Gathered, group: Group, words: tuple[str, ...]) -> None:
    """Add a finding to a group, I105, for each row where a count is more than the one that it is a part of.

    The counts of the shape stand in such an order: protected students after all students, of whom they are a part.
    """
    rows = [*group.grades.values(), *([group.all_grades] if group.all_grades is not None else [])]
    for one in rows:
        place = gathered.table.place(one.row)
        for (most, _), (part, what) in pairwise(zip(one.counts, words, strict=True)):
            if part > most:
                allowed, fix = f"at most {most:,} in this row", "check the counts of this row"
                found = f"{part:,}"
                group.findings.append(finding("I105", place, key=what, found=found, allowed=allowed, fix=fix))


def _doubt(group: Group) -> str | None:
    """Say why the counts by grade of a school cannot be relied on, None where they can."""
    if group.findings:
        return "its counts cannot be relied on"
    return None if group.grades else "it has no counts by grade"


def _no_schools(table: Table, districts: dict[str, DistrictEnrollment]) -> Iterator[Finding]:
    """Say that a workbook has no schools to screen, I101; a text file of districts is what it is."""
    if table.sheet is not None and not any(one.schools for one in districts.values()):
        what = f"sheet {SCHOOLS} is missing, so that no school can be screened; sheet {table.sheet} was read"
        fix = "name the workbook as the department published it, with all its sheets"
        yield finding("I101", Place(table.file), what=what, allowed=f"a sheet {SCHOOLS}", fix=fix)
