"""Says what is wrong with the rows of a file of students, without showing who they are of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ai_cli.facts.entity_ids import district_of, read_entity
from ai_cli.facts.names import nearest
from ai_cli.facts.students import GRADES, VALID, YES
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.accountability_rows import IMPOSSIBLE, MISSING, UNKNOWN, UNREADABLE
from ai_cli.inputs.students_columns import (
    ANSWER,
    CODE,
    COUNT,
    DAY,
    DISTRICT,
    FIRST_YEAR,
    IDENTIFIER,
    IN_ORDER,
    LAST_YEAR,
    SCHOOL,
    SCORE,
    SCORED,
    YEAR,
)
from ai_cli.inputs.students_ids import read_district

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import polars as pl

    from ai_cli.inputs.students_columns import Column

    Row = Mapping[str, str | None]

Fault = tuple[str, str, str, str, str]
"""Code, column, what was found, what is allowed, how to mend it."""

MOST_OF_A_KIND = 20
"""So many findings of one code and column are written out; the rest are counted in one more."""

_REASONS = {"I101": MISSING, "I102": UNREADABLE, "I103": UNKNOWN, "I105": IMPOSSIBLE}
_INITIALS = 2
_HIDDEN = "a value that names a student"
_ALLOWED = {
    DAY: ("I102", "a day such as 2012-10-01", "write year-month-day"),
    COUNT: ("I102", "a whole number of school days, such as 15", "write the number in digits"),
    YEAR: ("I102", f"a year from {FIRST_YEAR} to {LAST_YEAR}", "write the year in which the cycle ends"),
    SCORE: ("I102", "a score such as -0.25, of at most six decimals", "write the score in digits"),
}


class Faults:
    """The findings and the counts, by reason, of rows that are left out."""

    def __init__(
        self,
        file: str,
        titles: Mapping[str, str],
        columns: Iterable[Column],
        frames: Iterable[pl.DataFrame],
    ) -> None:
        self.file = file
        self.columns = {one.name: one for one in columns}
        self.titles = titles
        self.reasons: Counter[str] = Counter()
        self.kinds: Counter[tuple[str, str]] = Counter()
        self.findings: list[Finding] = []
        for frame in frames:
            for row in frame.iter_rows(named=True):
                self._take(row["line"], row)
        for (code, name), count in self.kinds.items():
            if count > MOST_OF_A_KIND:
                self._add(code, name, None, f"as much in {count - MOST_OF_A_KIND} further rows", *_OF_MANY)

    def _take(self, line: int, row: Row) -> None:
        faults = list(self._faults(row)) or [
            ("I102", "row_id", "a row that cannot be read", "a whole row", "check the row")
        ]
        self.reasons[_REASONS[faults[0][0]]] += 1
        for code, name, found, allowed, fix in faults:
            self.kinds[code, name] += 1
            if self.kinds[code, name] <= MOST_OF_A_KIND:
                self._add(code, name, line, found, allowed, fix)

    def _add(self, code: str, name: str, line: int | None, found: str, allowed: str, fix: str) -> None:
        key = self.titles.get(name, "the row" if name == "row_id" else name)
        details = {"key": key, "found": found, "allowed": allowed, "fix": fix, "what": f"{key}: {found}"}
        self.findings.append(finding(code, Place(self.file, line=line), **details))

    def _faults(self, row: Row) -> Iterator[Fault]:
        for name, column in self.columns.items():
            text = row[name]
            if text is None:
                if not column.may_be_empty:
                    yield "I101", name, "nothing", "a value", f"fill in {self.titles.get(name, name)}"
            else:
                yield from _wrong(column, text, shown(text, row, self.columns))
        yield from _school_of_another_district(row)
        if row["test_status"] == VALID:
            for name in SCORED:
                if row[name] is None:
                    allowed = "a value, since the test is valid"
                    yield "I101", name, "nothing", allowed, "fill it in, or correct test_status"
        if row["new_to_country"] == YES and row["elp_tested"] is None:
            allowed = "Y or N, since the student is new to the country"
            yield "I101", "elp_tested", "nothing", allowed, "say whether the language test was taken"
        for first, second in IN_ORDER:
            before, after = row[first], row[second]
            if before is not None and after is not None and after < before:
                found = f"{shown(after, row, self.columns)}, before {shown(before, row, self.columns)}"
                yield (
                    "I105",
                    second,
                    found,
                    f"the day of {first} or a later one",
                    "correct one of the two days",
                )


_OF_MANY = ("as said of the rows before", "mend these rows in the same way")


def shown(text: str, row: Row, columns: Mapping[str, Column]) -> str:
    """Return a value in quotation marks, or that it names a student: where it is or holds one of the row's identifiers.

    An identifier of one or two letters, as an initial is, counts only where the value is no more than that.
    """
    own = [(row[name] or "").casefold() for name, column in columns.items() if column.kind == IDENTIFIER]
    value = text.casefold()
    hidden = any(one == value or (len(one) > _INITIALS and one in value) for one in own if one)
    return _HIDDEN if hidden else f"'{text}'"


def _wrong(column: Column, text: str, found: str) -> Iterator[Fault]:
    """Give what is wrong with one value, if anything is."""
    if column.kind in (CODE, ANSWER):
        written = text.lstrip("0") if column.codes == GRADES else text
        if written not in column.codes:
            near = next((one for one in column.codes if one.casefold() == text.casefold()), text)
            yield "I103", column.name, found, ", ".join(column.codes), nearest(near, column.codes)
    elif column.kind in (DISTRICT, SCHOOL):
        try:
            (read_district if column.kind == DISTRICT else read_entity)(text)
        except UnreadableValue as problem:
            yield problem.code, column.name, found, problem.allowed, problem.fix
    elif column.kind in _ALLOWED and _cannot_be_read(column, text):
        code, allowed, fix = _ALLOWED[column.kind]
        yield code, column.name, found, allowed, fix


def _cannot_be_read(column: Column, text: str) -> bool:
    import polars as pl

    return bool(pl.DataFrame({column.name: [text]}).select(column.is_wrong()).item())


def _school_of_another_district(row: Row) -> Iterator[Fault]:
    district, school = row["district_id"], row["school_id"]
    if district is None or school is None:
        return
    try:
        own = district_of(read_entity(school))
        if own != read_district(district):
            fix = "correct one of the two ids"
            yield "I105", "school_id", f"{school} in {district}", f"a school of {district}", fix
    except UnreadableValue:
        return
