"""Gathers the state's rows of counts by grade into one group a school or district."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from ai_cli.facts.identifiers import (
    read_classification,
    read_grade,
    read_minnesota_district,
    read_school_number,
)
from ai_cli.facts.numbers import read_count
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.findings import Finding, finding
from ai_cli.inputs.document import cannot_read
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.grade_groups import HOW_TO_MEND, WHOLE_DISTRICT, Grade, Group
from ai_cli.inputs.state_columns import Columns, cell_text
from ai_cli.inputs.state_table import MOST_PROBLEMS, UNCALCULATED, Row, Table, too_many_problems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_cli.findings import Place

ALL_GRADES = "All Grades"
_SUMS_OF_DISTRICTS = ("9999-99", "7777-77")
"""The ids on rows of the state and of its counties."""

_LAST_ROW = "end of worksheet"


class Skipped(StrEnum):
    """Why a row is left out."""

    OF_THE_STATE = "of the state or a county"
    EMPTY = "empty or end of worksheet"
    REPEATED = "that repeat another"
    UNREADABLE = "that cannot be read"


MOST_SCHOOLS = 6_000
"""A state has some three thousand."""

_MOST_OF_A_NAME = 200


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
        self.problems = 0
        self.filled: set[int] = set()
        """The counts, by index, of which some row says something."""
        self._plan = tuple(columns.counts.values())

    def gather(self, rows: Iterable[tuple[int, Row]]) -> None:
        """Take in rows of the table, each with its number.

        Errors: ``Refused`` with I102 where there are far more schools than in a state, or far more problems than are read.
        """
        columns = self.columns
        for at, row in rows:
            self.rows += 1
            number, kind = columns.text(row, "number"), columns.text(row, "type")
            district_id = _district_id(number, kind)
            if district_id in _SUMS_OF_DISTRICTS:
                self.skip(Skipped.OF_THE_STATE)
            elif district_id is not None:
                group = self._group(district_id, at, row)
                before = len(group.findings)
                self._take(group, at, row)
                self.problems += len(group.findings) - before
            elif _is_empty(row):
                self.skip(Skipped.EMPTY)
            else:
                field = "type" if number.isdigit() else "number"
                place = self.place(at, field)
                key, found = columns.titles[columns.fields[field]], f"'{columns.text(row, field)}'"
                allowed = "a district number of up to four digits and a type of up to two"
                self.findings.append(
                    finding("I102", place, key=key, found=found, allowed=allowed, fix=HOW_TO_MEND)
                )
                self.problems += 1
                self.skip(Skipped.UNREADABLE)
            if self.problems > MOST_PROBLEMS:
                raise Refused(too_many_problems(self.table.place(at)))
            if len(self.groups) > MOST_SCHOOLS:
                found, fix = (
                    f"more than {MOST_SCHOOLS:,} schools and districts",
                    "check that it is the file you mean",
                )
                raise Refused(cannot_read(self.table.file, found, "the schools of one state and year", fix))

    def place(self, at: int, field: str) -> Place:
        """Return where a field of a row stands."""
        return self.table.place(at, self.columns.fields[field], self.columns.titles)

    def skip(self, why: Skipped) -> None:
        """Count a row that is left out."""
        self.skipped[why] = self.skipped.get(why, 0) + 1

    def _take(self, group: Group, at: int, row: Row) -> None:
        text = self.columns.text
        if text(row, "year") not in self.years:
            self.years[text(row, "year")] = at
        if self.table.sheet is None and len(row) != len(self.columns.titles):
            allowed = f"{len(self.columns.titles)} fields, as in the header"
            place, found = self.table.place(at), f"{len(row)} fields"
            group.findings.append(
                finding("I102", place, key="row", found=found, allowed=allowed, fix=HOW_TO_MEND)
            )
            self.skip(Skipped.UNREADABLE)
            return
        written = text(row, "grade")
        grade = ALL_GRADES if written.casefold() == ALL_GRADES.casefold() else read_grade_or_none(written)
        if grade is None:
            column, allowed = self.columns.fields["grade"], "PK, EC, KG, 01 to 12, All Grades"
            group.refuse("I102", at, column, text(row, "grade"), allowed)
            self.skip(Skipped.UNREADABLE)
            return
        self._check_same(group, at, row)
        counts = self._counts(group, at, row)
        known = group.all_grades if grade == ALL_GRADES else group.grades.get(grade)
        if known is not None:
            self.skip(Skipped.REPEATED)
            if known.counts != counts.counts:
                first = f"in row {known.row} with other counts"
                group.twice(at, self.columns.fields["grade"], f"{group.who()}, {grade}", first)
        elif grade == ALL_GRADES:
            group.all_grades = counts
        else:
            group.grades[grade] = counts

    def _group(self, district_id: str, at: int, row: Row) -> Group:
        """Return the group that a row belongs to; one without a school number has a group of its own, in doubt."""
        text = self.columns.text
        written = text(row, "school_number")
        school = _school_number(written) if "school_number" in self.columns.fields else WHOLE_DISTRICT
        key = (district_id, school or f"'{written}'")
        group = self.groups.get(key)
        if group is None:
            group = self.groups[key] = Group(self.table, self.columns, *key, at)
            for field in ("district", "school"):
                if len(text(row, field)) > _MOST_OF_A_NAME:
                    column, allowed = (
                        self.columns.fields[field],
                        f"a name of at most {_MOST_OF_A_NAME} characters",
                    )
                    group.refuse("I102", at, column, f"{text(row, field)[:_MOST_OF_A_NAME]}...", allowed)
            group.district_name = text(row, "district")[:_MOST_OF_A_NAME]
            group.name = text(row, "school")[:_MOST_OF_A_NAME]
            group.range = text(row, "range")
            code = text(row, "classification")
            group.classification = _classification(code) if code else None
            if code and group.classification is None:
                column, allowed = self.columns.fields["classification"], "a school classification such as 10"
                group.refuse("I102", at, column, code, allowed)
            if school is None:
                column = self.columns.fields["school_number"]
                group.refuse("I102", at, column, written, "a school number, 000 for the whole district")
        return group

    def _check_same(self, group: Group, at: int, row: Row) -> None:
        """Add a finding where a row says another name or classification of its school than the first one did."""
        text = self.columns.text
        code = text(row, "classification")
        if (_classification(code) if code else None) != group.classification:
            first = f"as {group.classification} in row {group.row}"
            group.twice(at, self.columns.fields["classification"], "SchoolClassification", first)
        elif text(row, "school")[:_MOST_OF_A_NAME] != group.name:
            first = f"as {group.name} in row {group.row}"
            group.twice(at, self.columns.fields["school"], f"name of school {group.school}", first)

    def _counts(self, group: Group, at: int, row: Row) -> Grade:
        counts = []
        blanks: dict[int, int] = {}
        for index, columns in enumerate(self._plan):
            count = 0
            for column in columns:
                value = row[column] if column < len(row) else None
                if type(value) is int and value >= 0:
                    count += value
                    continue
                text = cell_text(value)
                if text:
                    count += _count(group, at, column, text)
                else:
                    blanks[index] = column
            counts.append(count)
        if len(self.filled) < len(counts):
            self.filled |= set(range(len(counts))) - set(blanks)
        return Grade(tuple(counts), at, blanks) if blanks else Grade(tuple(counts), at)


def _count(group: Group, at: int, column: int, text: str) -> int:
    try:
        return int(read_count(text))
    except UnreadableValue as problem:
        uncalculated = "open the workbook in Excel or LibreOffice, save it as a workbook there, and try again"
        fix = uncalculated if text == UNCALCULATED else "type a whole number in digits, such as 45"
        group.refuse(problem.code, at, column, text, problem.allowed, fix)
        return 0


def _is_empty(row: Row) -> bool:
    """Tell whether a row has nothing in it, or the words that end a sheet of the state's."""
    filled = {one.casefold() for one in map(cell_text, row) if one}
    return filled <= {_LAST_ROW}


@cache
def _district_id(number: str, kind: str) -> str | None:
    try:
        return read_minnesota_district(f"{number}-{kind}")
    except UnreadableValue:
        return None


@cache
def read_grade_or_none(text: str) -> str | None:
    """Return a grade as the state writes it, None where the text is none."""
    try:
        return read_grade(text)
    except UnreadableValue:
        return None


@cache
def _school_number(text: str) -> str | None:
    try:
        return read_school_number(text)
    except UnreadableValue:
        return None


@cache
def _classification(text: str) -> str | None:
    try:
        return read_classification(text)
    except UnreadableValue:
        return None
