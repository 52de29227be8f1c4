"""Reads the department's public test results, text to 2018 and workbooks since, into counts by level of all tested grades."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.facts.accountability import LeftOut, PublicCell, Read
from ai_cli.facts.entity_ids import entity_id
from ai_cli.facts.school_years import read_school_year
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.findings import Finding, Place, finding, in_order
from ai_cli.inputs.accountability_rows import BLANK, IMPOSSIBLE, TWICE, UNREADABLE, read_count
from ai_cli.inputs.document import cannot_read
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.public_groups import ALL_GRADES, OUT_OF_STATE_FILES, STATE, group_of, subject_of
from ai_cli.inputs.state_columns import Columns, Shape, columns_needed, recognised
from ai_cli.inputs.state_table import read_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.inputs.state_table import Row, Table

PUBLIC_RESULTS = Shape(
    what="the department's public results of a test",
    fields={
        "year": ("DataYear",),
        "number": ("DistrictNumber",),
        "type": ("DistrictType",),
        "school": ("SchoolNumber",),
        "test": ("TestName",),
        "subject": ("Subject",),
        "grade": ("Grade",),
        "category": ("GroupCategory", "reportCategory"),
        "group": ("StudentGroup", "ReportDescription"),
        "filtered": ("FilterAll", "filtered"),
        "tested": ("TotalTested", "countTested"),
        "D": ("CountLevelD", "countLevel1"),
        "P": ("CountLevelP", "countLevel2"),
        "M": ("CountLevelM", "countLevel3"),
        "E": ("CountLevelE", "countLevel4"),
        "alternate": ("CountValidScoresMTAS",),
    },
    counts={},
    may_lack=frozenset({"school", "filtered", "category", "alternate"}),
)
_SHEETS = ("State", "District", "School")
_LEVELS = ("D", "P", "M", "E")
_ALTERNATE = "MTAS"
"""The alternate test, whose scores are among the levels of a file that counts them in a column of their own."""

_NOT_PUBLISHED = ("", "no data", "n/a", "*")
_YES = "y"
_ROWS_ABOVE_THE_HEADER = 10
_WHOLE_DISTRICT = "0"

FILTERED, NO_GROUP, NO_SUBJECT, NO_GRADE, NO_ENTITY = (
    "a grade that is not published", "a group that is none of accountability", "a subject that is not evaluated",
    "a grade that is not tested in the subject", "a row of no district",
)  # fmt: skip
"""Why rows are left out, beside what is wrong with them."""

Key = tuple[str, int, str, str]
"""Entity, year, subject and group."""


class _Grade(NamedTuple):
    """The counts of one grade in one test: tested and the four levels; None where they are not published."""

    counts: tuple[int, ...] | None
    row: int


def read_public_results(
    file: str, tested_grades: Mapping[str, tuple[str, ...]]
) -> tuple[dict[Key, PublicCell], Read]:
    """Return the counts of a public file by entity, year, subject and group, and what was left out of it.

    ``tested_grades`` are the grades of each subject. Grades and tests are added up; a row of all grades, where it is
    published, goes before them. The counts are of all who were tested, not of those enrolled for the full academic year.
    Findings: I102 what cannot be read and a file without the columns, I104 a grade that stands twice, I105 levels that are more
    than those tested. Nothing is raised.
    """
    reading = _Reading(file, tested_grades)
    try:
        for table in read_tables(file, _SHEETS):
            reading.read(table)
    except Refused as refusal:
        return {}, Read(LeftOut(file, reading.rows, dict(reading.reasons)), (refusal.finding,))
    if not reading.recognised:
        allowed = f"columns {', '.join(columns_needed(PUBLIC_RESULTS))}"
        fix = "give a file of the department's test results with its header"
        reading.findings.append(cannot_read(file, "no such columns", allowed, fix))
    cells = {
        key: _cell(key, grades, reading.places[key], (_ALTERNATE,) if key in reading.alternate else ())
        for key, grades in reading.grades.items()
    }
    found = {key: one for key, one in cells.items() if one is not None}
    return found, Read(LeftOut(file, reading.rows, dict(reading.reasons)), in_order(reading.findings))


class _Reading:
    def __init__(self, file: str, tested_grades: Mapping[str, tuple[str, ...]]) -> None:
        self.file = file
        self.tested_grades = tested_grades
        self.grades: dict[Key, dict[tuple[str, str], _Grade]] = {}
        self.places: dict[Key, Place] = {}
        self.alternate: set[Key] = set()
        self.findings: list[Finding] = []
        self.reasons: Counter[str] = Counter()
        self.rows = 0
        self.recognised = False
        self.combined = False

    def read(self, table: Table) -> None:
        """Read the rows of a table below its header; a table without one is passed over."""
        for _, row in islice(table.rows, _ROWS_ABOVE_THE_HEADER):
            columns = recognised(row, PUBLIC_RESULTS)
            if isinstance(columns, Columns):
                self.recognised = True
                self.combined = "alternate" in columns.fields
                break
        else:
            return
        for number, row in table.rows:
            self.rows += 1
            reason = self._take(table, columns, number, row)
            if reason is not None:
                self.reasons[reason] += 1

    def _take(self, table: Table, columns: Columns, number: int, row: Row) -> str | None:
        """Keep a row, or return why it is left out."""
        text = {field: columns.text(row, field) for field in PUBLIC_RESULTS.fields}
        if not any(text.values()):
            return BLANK
        subject, group = subject_of(text["subject"]), group_of(text["category"], text["group"])
        if subject is None:
            return NO_SUBJECT
        if group is None:
            return NO_GROUP
        if text["number"] in OUT_OF_STATE_FILES or not text["number"].isdigit():
            return NO_ENTITY
        grade = text["grade"].lstrip("0") or ALL_GRADES
        if grade != ALL_GRADES and grade not in self.tested_grades[subject]:
            return NO_GRADE
        try:
            year = read_school_year(text["year"]).ends
            entity = _entity(text)
            counts = _counts(text)
        except UnreadableValue as problem:
            self._refuse(problem.code, table.place(number), f"row {number}", problem.allowed, problem.fix)
            return UNREADABLE
        if counts is not None and sum(counts[1:]) > counts[0]:
            found, fix = f"{sum(counts[1:])} in four levels of {counts[0]} tested", "get the file again"
            self._refuse("I105", table.place(number), found, f"at most {counts[0]}", fix)
            return IMPOSSIBLE
        key = (entity, year, subject, group)
        known, own = self.grades.setdefault(key, {}), (text["test"], grade)
        if own in known:
            what, first = f"{' '.join(map(str, (*key, *own)))}", f"in row {known[own].row}"
            self.findings.append(finding("I104", table.place(number), key=what, found=what, first=first))
            return TWICE
        self.places.setdefault(key, table.place(number))
        if self.combined:
            self.alternate.add(key)
        known[own] = _Grade(counts, number)
        return FILTERED if counts is None else None

    def _refuse(self, code: str, place: Place, found: str, allowed: str, fix: str) -> None:
        self.findings.append(finding(code, place, key="the row", found=found, allowed=allowed, fix=fix))


def _entity(text: Mapping[str, str]) -> str:
    """Return the id of a school or district, or ``state``. Errors: ``UnreadableValue`` with I102."""
    if text["number"] == STATE.number:
        return STATE.entity
    parts = (text["number"], text["type"], text["school"] or _WHOLE_DISTRICT)
    if not all(one.isascii() and one.isdigit() for one in parts):
        allowed = "district number, type and school in digits"
        raise UnreadableValue("I102", allowed, "correct the row, or get the file again")
    return entity_id(*parts)


def _counts(text: Mapping[str, str]) -> tuple[int, ...] | None:
    """Return tested and the four levels, None where they are not published. Errors: ``UnreadableValue``."""
    wanted = [text[field] for field in ("tested", *_LEVELS)]
    hidden = text["filtered"].casefold().startswith(_YES)
    if hidden or any(one.casefold() in _NOT_PUBLISHED for one in wanted):
        return None
    return tuple(map(read_count, wanted))


def _cell(
    key: Key, grades: Mapping[tuple[str, str], _Grade], place: Place, among: tuple[str, ...]
) -> PublicCell | None:
    """Return a cell of its grades: of the row of all grades for a test that has one published, else of each grade.

    ``among`` are tests whose scores are among those of the others.
    """
    together = [0] * len(("tested", *_LEVELS))
    tests, filtered = sorted({test for test, _ in grades}), []
    for test in tests:
        whole = grades.get((test, ALL_GRADES))
        if whole is not None and whole.counts is not None:
            counted = [whole.counts]
        else:
            own = {
                grade: one.counts for (of, grade), one in grades.items() if of == test and grade != ALL_GRADES
            }
            filtered += [f"{test} {grade}" for grade, counts in own.items() if counts is None]
            counted = [counts for counts in own.values() if counts is not None]
        together = [sum(one) for one in zip(together, *counted, strict=True)]
    if not any(together) and not filtered:
        return None
    tested, lowest, partially, meets, exceeds = together
    levels = (lowest, partially, meets, exceeds)
    return PublicCell(*key, tested, *levels, (*tests, *among), tuple(sorted(filtered)), place)
