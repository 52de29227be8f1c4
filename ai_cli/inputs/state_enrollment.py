"""Reads the state's enrollment by race and grade, of any year, into the students of each district and school."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ai_cli.facts.enrollment import (
    NO_GRADES,
    DistrictEnrollment,
    SchoolEnrollment,
    StateEnrollment,
    Students,
    together,
)
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.facts.years import read_fiscal_year
from ai_cli.findings import Finding, Place, finding, in_order
from ai_cli.inputs.count_checks import check_counts
from ai_cli.inputs.document import cannot_read
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.grade_counts import Gathered
from ai_cli.inputs.grade_groups import WHOLE_DISTRICT, Counts, Group
from ai_cli.inputs.state_sheets import SCHOOLS, find_tables
from ai_cli.inputs.state_table import MOST_PROBLEMS, too_many_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ai_cli.inputs.state_table import Row, Table

    Progress = Callable[[Iterator[tuple[int, Row]], int | None], Iterable[tuple[int, Row]]]

T = TypeVar("T")


def unwatched(rows: Iterator[T], expected: int | None) -> Iterable[T]:
    """Go through rows without showing how far it is."""
    del expected
    return rows


def read_state_enrollment(
    file: str, progress: Progress = unwatched, *, both_sheets: bool = False
) -> tuple[StateEnrollment | None, tuple[Finding, ...]]:
    """Return the counts of a state's file, or None with findings that say why there are none.

    ``progress`` is handed the rows and how many there may be, and gives them back as it shows them. With
    ``both_sheets`` the sheet of districts is read beside that of schools, to compare the two. Findings about a
    district stand with it; those returned beside the counts belong to no district.
    Findings: I101 a blank count that nothing checks, grades cut off, no sheet of schools; I102 what cannot be read, and
    columns that are not there; I104 rows, columns and sheets that stand twice; I105 more protected students than
    students; I107 grades that do not add up. Nothing is raised for what the file holds.
    """
    try:
        schools, districts_beside = find_tables(file)
        gathered = Gathered(schools.table, schools.columns)
        gathered.gather(progress(schools.table.rows, schools.table.expected))
        if both_sheets and districts_beside is not None:
            beside = Gathered(districts_beside.table, districts_beside.columns)
            beside.gather(progress(districts_beside.table.rows, districts_beside.table.expected))
            _lay_beside(gathered, beside)
        year = _year(gathered)
        empty = _empty_column(gathered)
        if isinstance(year, Finding) or empty is not None:
            problems = [one for one in (year, empty) if isinstance(one, Finding)]
            return None, in_order((*gathered.findings, *problems))
        districts = dict(_districts(gathered, year))
    except Refused as refused:
        return None, (refused.finding,)
    if not districts:
        found, fix = "no row of a district or a school", "name the state's file of districts or schools"
        return None, (*gathered.findings, cannot_read(file, found, "rows of districts or schools", fix))
    findings = [*gathered.findings, *_no_schools(gathered.table, districts)]
    skipped = {str(why): number for why, number in gathered.skipped.items()}
    state = StateEnrollment(file, gathered.table.sheet, year, districts, gathered.rows, skipped)
    return state, in_order(findings)


def _lay_beside(gathered: Gathered, districts: Gathered) -> None:
    """Take the rows of whole districts into what was gathered of their schools."""
    for key, group in districts.groups.items():
        if group.school == WHOLE_DISTRICT:
            gathered.groups.setdefault(key, group)
    gathered.years = {**districts.years, **gathered.years}
    gathered.rows += districts.rows
    gathered.findings.extend(districts.findings)
    for why, number in districts.skipped.items():
        gathered.skipped[why] = gathered.skipped.get(why, 0) + number


def _year(gathered: Gathered) -> int | Finding:
    """Return the fiscal year of all rows, or a finding where they are of several or it cannot be read."""
    years = {}
    for written, row in gathered.years.items():
        try:
            years[read_fiscal_year(written)] = row
        except UnreadableValue as problem:
            found = f"'{written}'"
            return finding(
                "I102",
                gathered.place(row, "year"),
                key="DataYear",
                found=found,
                allowed=problem.allowed,
                fix=problem.fix,
            )
    if len(years) > 1:
        found = ", ".join(f"FY {year}" for year in sorted(years))
        fix = "keep the rows of one year in the file"
        return finding(
            "I102",
            gathered.place(max(years.values()), "year"),
            key="DataYear",
            found=found,
            allowed="one year",
            fix=fix,
        )
    return next(iter(years), 0)


def _empty_column(gathered: Gathered) -> Finding | None:
    """Return the finding that no row counts something; American Indian students are then not counted, not none."""
    counted = any(one.counts() is not None for one in gathered.groups.values())
    for index, (name, columns) in enumerate(tuple(gathered.columns.counts.items())):
        if index in gathered.filled or not counted:
            continue
        if name == "american_indian":
            del gathered.columns.counts[name]
            continue
        key, place = gathered.columns.titles[columns[0]], Place(gathered.table.file, gathered.table.sheet)
        fix = "get the file from the department again"
        return finding("I102", place, key=key, found="an empty column", allowed="counts of students", fix=fix)
    return None


def _districts(gathered: Gathered, year: int) -> Iterator[tuple[str, DistrictEnrollment]]:
    by_district: dict[str, list[Group]] = {}
    for group in gathered.groups.values():
        by_district.setdefault(group.district_id, []).append(group)
    problems = 0
    for district_id in sorted(by_district):
        district = _district(district_id, by_district[district_id], year)
        problems += len(district.findings)
        if problems > MOST_PROBLEMS:
            raise Refused(too_many_problems(district.findings[0].place))
        yield district_id, district


def _district(district_id: str, groups: list[Group], year: int) -> DistrictEnrollment:
    for group in groups:
        check_counts(group)
    first = groups[0]
    schools = tuple(
        SchoolEnrollment(
            id=group.school,
            name=group.name or None,
            classification=group.classification,
            grades={grade: _students(group, one.counts) for grade, one in group.grades.items()},
            place=group.table.place(group.row),
            doubt=_doubt(group),
        )
        for group in groups
        if group.school != WHOLE_DISTRICT
    )
    whole = [group for group in groups if group.school == WHOLE_DISTRICT]
    counted = whole or groups
    doubtful = next((group for group in counted if group.findings or group.counts() is None), None)
    counts = [_students(group, group.counts() or ()) for group in counted] if doubtful is None else None
    return DistrictEnrollment(
        id=district_id,
        name=first.district_name or None,
        fiscal_year=year,
        place=first.table.place(first.row),
        students=None if counts is None else together(counts),
        schools=schools,
        source="the rows of the district" if whole else "the sum of its schools",
        doubt=None if doubtful is None else f"the counts of {doubtful.who()} cannot be relied on",
        findings=in_order(one for group in groups for one in group.findings),
    )


def _students(group: Group, counts: Counts) -> Students:
    found = dict(zip(group.columns.counts, counts, strict=False))
    return Students(found["total"], found["protected"], found.get("american_indian"))


def _doubt(group: Group) -> str | None:
    """Say why the counts by grade of a school cannot be relied on, None where they can."""
    if group.findings:
        return "its counts cannot be relied on"
    return None if group.grades else NO_GRADES


def _no_schools(table: Table, districts: dict[str, DistrictEnrollment]) -> Iterator[Finding]:
    """Say that a workbook has no schools to screen, I101; a text file of districts is what it is."""
    if table.sheet is not None and not any(one.schools for one in districts.values()):
        what = f"sheet {SCHOOLS} is missing, so that no school can be screened; sheet {table.sheet} was read"
        fix = "name the workbook as the department published it, with all its sheets"
        yield finding("I101", Place(table.file), what=what, allowed=f"a sheet {SCHOOLS}", fix=fix)
