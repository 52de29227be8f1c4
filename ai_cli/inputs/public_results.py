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
    from collections.abc import Callable, Mapping

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
    than those tested, A101 a label of a year that was turned into a day, once each. Nothing is raised.
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
        self.damaged: set[str] = set()
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
            year = read_school_year(text["year"])
            entity = _entity(text)
            counts = _counts(text)
        except UnreadableValue:
            self._name_wrong(table, columns, number, text)
            return UNREADABLE
        if year.damaged and text["year"] not in self.damaged:
            self.damaged.add(text["year"])
            place, name = _cell_of(table, columns, number, "year")
            self.findings.append(finding("A101", place, key=name, found=text["year"], read=year.label))
        if counts is not None and sum(counts[1:]) > counts[0]:
            # without the counts, which may be of too few students to be told
            place, name = _cell_of(table, columns, number, "tested")
            found, allowed = "fewer than in the four levels", "at least as many as in the levels"
            fix = "get the file again"
            self.findings.append(finding("I105", place, key=name, found=found, allowed=allowed, fix=fix))
            return IMPOSSIBLE
        key = (entity, year.ends, subject, group)
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

    def _name_wrong(self, table: Table, columns: Columns, number: int, text: Mapping[str, str]) -> None:
        """Note each field of a row that cannot be read."""
        counts = ("tested", *_LEVELS) if _is_published(text) else ()
        readers: dict[str, Callable[[str], object]] = {
            "year": read_school_year,
            **dict.fromkeys(("number", "type", "school"), _read_part),
            **dict.fromkeys(counts, read_count),
        }
        for field, read in readers.items():
            try:
                read(text[field] or (_WHOLE_DISTRICT if field == "school" else ""))
            except UnreadableValue as problem:
                place, name = _cell_of(table, columns, number, field)
                words = {"found": f"'{text[field]}'", "allowed": problem.allowed, "fix": problem.fix}
                self.findings.append(finding(problem.code, place, key=name, **words))


def _cell_of(table: Table, columns: Columns, number: int, field: str) -> tuple[Place, str]:
    """Return where a field of a row stands, and the name of its column."""
    index = columns.fields[field]
    return table.place(number, index, columns.titles), columns.titles[index]


def _read_part(text: str) -> str:
    """Return a part of an id. Errors: ``UnreadableValue`` with I102."""
    if not (text.isascii() and text.isdigit()):
        raise UnreadableValue("I102", "a number in digits", "correct the row, or get the file again")
    return text


def _entity(text: Mapping[str, str]) -> str:
    """Return the id of a school or district, or ``state``. Errors: ``UnreadableValue`` with I102."""
    if text["number"] == STATE.number:
        return STATE.entity
    return entity_id(
        _read_part(text["number"]), _read_part(text["type"]), _read_part(text["school"] or _WHOLE_DISTRICT)
    )


def _is_published(text: Mapping[str, str]) -> bool:
    hidden = text["filtered"].casefold().startswith(_YES)
    return not hidden and all(text[field].casefold() not in _NOT_PUBLISHED for field in ("tested", *_LEVELS))


def _counts(text: Mapping[str, str]) -> tuple[int, ...] | None:
    """Return tested and the four levels, None where they are not published. Errors: ``UnreadableValue``."""
    return tuple(read_count(text[field]) for field in ("tested", *_LEVELS)) if _is_published(text) else None


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
