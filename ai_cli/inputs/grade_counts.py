"""Gathers the state's rows of counts by grade into one group a school or district, and checks that they add up."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.facts.identifiers import read_grade, read_minnesota_district, school_number
from ai_cli.facts.numbers import read_count
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.findings import Finding, finding
from ai_cli.inputs.state_columns import Columns, cell_text
from ai_cli.inputs.state_table import UNCALCULATED, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL_GRADES = "All Grades"
WHOLE_DISTRICT = "000"
"""The school number on the rows of a whole district."""

_SUMS_OF_DISTRICTS = ("9999-99", "7777-77")
"""The ids on rows of the state and of its counties."""

_LAST_ROW = "end of worksheet"


class Skipped(StrEnum):
    """Why a row is left out."""

    OF_THE_STATE = "of the state or a county"
    EMPTY = "empty or end of worksheet"
    REPEATED = "that repeat another"
    UNREADABLE = "that cannot be read"


Counts = tuple[int, ...]
"""A number for each count of the shape, in its order."""


class Grade(NamedTuple):
    """The counts of a grade and the row they stand in."""

    counts: Counts
    row: int


class Group:
    """The rows of one school, or of a whole district: counts by grade, the All Grades row, and what is wrong."""

    __slots__ = ("all_grades", "blanks", "classification", "district_id", "district_name", "findings", "grades", "name", "row", "school")  # fmt: skip

    def __init__(self, district_id: str, school: str, row: int) -> None:
        self.district_id = district_id
        self.school = school
        self.row = row
        self.district_name = ""
        self.name = ""
        self.classification: str | None = None
        self.grades: dict[str, Grade] = {}
        self.all_grades: Grade | None = None
        self.blanks: list[int] = []
        self.findings: list[Finding] = []

    def who(self) -> str:
        """Return the school or the district by its id and name."""
        if self.school == WHOLE_DISTRICT:
            return f"district {self.district_id} {self.district_name}".strip()
        return f"school {self.school} of {self.district_id} {self.name}".strip()

    def counts(self) -> Counts | None:
        """Return the counts of all grades together, None where there are none."""
        if self.grades:
            return tuple(map(sum, zip(*(one.counts for one in self.grades.values()), strict=True)))
        return None if self.all_grades is None else self.all_grades.counts


class Gathered:
    """The groups of a table by district and school, how many rows there were, and why some were left out."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self.table = table
        self.columns = columns
        self.groups: dict[tuple[str, str], Group] = {}
        self.years: dict[str, int] = {}
        self.rows = 0
        self.skipped: dict[Skipped, int] = {}
        self.findings: list[Finding] = []
        self._plan = tuple(columns.counts.values())

    def gather(self, rows: Iterable[tuple[int, Row]]) -> None:
        """Take in rows of the table, each with its number."""
        text, number, kind = self.columns.text, self.columns.fields["number"], self.columns.fields["type"]
        for at, row in rows:
            self.rows += 1
            if len(row) <= number or len(row) <= kind or row[number] is None or not cell_text(row[number]):
                self._leave_out(at, row)
                continue
            district_id = _district_id(cell_text(row[number]), cell_text(row[kind]))
            if district_id is None:
                found = f"{text(row, 'number')}-{text(row, 'type')}"
                allowed = "a district number of up to four digits and a type of up to two"
                self._unreadable(self.findings, at, "number", found, allowed)
                self.skip(Skipped.UNREADABLE)
            elif district_id in _SUMS_OF_DISTRICTS:
                self.skip(Skipped.OF_THE_STATE)
            else:
                self._take(district_id, at, row)

    def skip(self, why: Skipped) -> None:
        """Count a row that is left out."""
        self.skipped[why] = self.skipped.get(why, 0) + 1

    def _leave_out(self, at: int, row: Row) -> None:
        filled = [one for one in map(cell_text, row) if one]
        if not filled or filled[0].casefold() == _LAST_ROW:
            self.skip(Skipped.EMPTY)
            return
        self._unreadable(self.findings, at, "number", filled[0], "a row with a district number")
        self.skip(Skipped.UNREADABLE)

    def _take(self, district_id: str, at: int, row: Row) -> None:
        text = self.columns.text
        school = school_number(text(row, "school_number"))
        group = self.groups.get((district_id, school))
        if group is None:
            group = self.groups[district_id, school] = Group(district_id, school, at)
            group.district_name, group.name = text(row, "district"), text(row, "school")
            group.classification = text(row, "classification") or None
            self.years.setdefault(text(row, "year"), at)
        elif text(row, "year") not in self.years:
            self.years[text(row, "year")] = at
        grade = _grade(text(row, "grade"))
        if grade is None:
            self._unreadable(
                group.findings, at, "grade", text(row, "grade"), "PK, EC, KG, 01 to 12, All Grades"
            )
            self.skip(Skipped.UNREADABLE)
            return
        if (text(row, "classification") or None) != group.classification:
            self._twice(group, at, "SchoolClassification", f"as {group.classification} in row {group.row}")
        counts = Grade(tuple([self._count(group, at, row, plan) for plan in self._plan]), at)
        known = group.all_grades if grade == ALL_GRADES else group.grades.get(grade)
        if known is not None:
            self.skip(Skipped.REPEATED)
            if known.counts != counts.counts:
                self._twice(group, at, f"{group.who()}, {grade}", f"in row {known.row} with other counts")
            return
        if grade == ALL_GRADES:
            group.all_grades = counts
        else:
            group.grades[grade] = counts

    def _count(self, group: Group, at: int, row: Row, indexes: tuple[int, ...]) -> int:
        count = 0
        for index in indexes:
            value = row[index] if index < len(row) else None
            if type(value) is int and value >= 0:
                count += value
                continue
            text = cell_text(value)
            if not text:
                group.blanks.append(at)
                continue
            try:
                count += int(read_count(text))
            except UnreadableValue as problem:
                fix = problem.fix
                if text == UNCALCULATED:
                    fix = "open the workbook in Excel, save it, and try again"
                self._unreadable(group.findings, at, index, text, problem.allowed, fix, problem.code)
        return count

    def _unreadable(  # noqa: PLR0913, PLR0917 - a finding has as many parts
        self,
        findings: list[Finding],
        at: int,
        column: str | int,
        found: str,
        allowed: str,
        fix: str = "mend the row, or get the file from the department again",
        code: str = "I102",
    ) -> None:
        index = self.columns.fields[column] if isinstance(column, str) else column
        place = self.table.place(at, index)
        key = self.columns.titles[index]
        findings.append(finding(code, place, key=key, found=f"'{found}'", allowed=allowed, fix=fix))

    def _twice(self, group: Group, at: int, key: str, first: str) -> None:
        group.findings.append(finding("I104", self.table.place(at), key=key, found=key, first=first))


def check_sums(gathered: Gathered, group: Group, names: tuple[str, ...]) -> None:
    """Add a finding to a group whose grades do not add up to its All Grades row, I107, or cannot be checked, I101.

    ``names`` are the names of the counts in words, in the order of the shape. A blank count is zero where the All
    Grades row then agrees.
    """
    place = gathered.table.place
    if group.grades and group.all_grades is not None:
        sums = group.counts() or ()
        for name, found, stated in zip(names, sums, group.all_grades.counts, strict=True):
            if found != stated:
                blank = f", blank counts taken as 0 ({len(group.blanks)})" if group.blanks else ""
                group.findings.append(
                    finding(
                        "I107",
                        place(group.all_grades.row),
                        who=group.who(),
                        found=f"{found:,} {name}{blank}",
                        stated=f"{stated:,}",
                    )
                )
    elif group.blanks:
        what = f"a count of {group.who()} is blank, and no All Grades row says whether it is zero"
        fix = "type the count, 0 where there are no students"
        group.findings.append(
            finding("I101", place(group.blanks[0]), what=what, allowed="a count in every row", fix=fix)
        )


@cache
def _district_id(number: str, kind: str) -> str | None:
    try:
        return read_minnesota_district(f"{number}-{kind}")
    except UnreadableValue:
        return None


@cache
def _grade(text: str) -> str | None:
    if text.casefold() == ALL_GRADES.casefold():
        return ALL_GRADES
    try:
        return read_grade(text)
    except UnreadableValue:
        return None
