"""Says what is wrong with the rows of a file of students, without showing who they are of."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ai_cli.facts.entity_ids import read_entity
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
from ai_cli.inputs.students_ids import is_school_of, read_district

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
_SHORT_NUMBER = re.compile(r"[-+]?(?=[0-9.]{1,4}$)[0-9]{0,3}\.?[0-9]{0,3}")
_ID = re.compile(r"[0-9]{1,4}-[0-9]{1,2}(-[0-9]{1,3})?")
_MOST_SIGNS = 24
_ALLOWED = {
    DAY: ("I102", "a day such as 2012-10-01", "write year-month-day"),
    COUNT: ("I102", "a whole number of school days, such as 15", "write the number in digits"),
    YEAR: ("I102", f"a year from {FIRST_YEAR} to {LAST_YEAR}", "write the year in which the cycle ends"),
    SCORE: ("I102", "a score such as -0.25, of at most six decimals", "write the score in digits, rounded"),
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
                yield from _wrong(column, text, shown(text, row, self.columns, name))
        yield from _not_a_school_of_the_district(row)
        if row["test_status"] == VALID:
            for name in SCORED:
                if row[name] is None:
                    allowed = "a value, since the test is valid"
                    yield "I101", name, "nothing", allowed, "fill it in, or correct test_status"
        if row["new_to_country"] == YES and row["elp_tested"] is None:
            allowed = "Y or N, since the student is new to the country"
            yield "I101", "elp_tested", "nothing", allowed, "say whether the language test was taken"
        for first, second in IN_ORDER:
            before, after = self._day(row, first), self._day(row, second)
            if before and after and after < before:
                found, allowed = f"a day before that of {first}", f"the day of {first} or a later one"
                yield "I105", second, found, allowed, "correct one of the two days"

    def _day(self, row: Row, name: str) -> str:
        """Return a day that can be read, as it is written; nothing where there is none."""
        text = row[name] or ""
        return "" if _cannot_be_read(self.columns[name], text) else text


_OF_MANY = ("as said of the rows before", "mend these rows in the same way")


def shown(text: str, row: Row, columns: Mapping[str, Column], name: str) -> str:
    """Return a value in quotation marks where it can name nobody, its form otherwise.

    A code in other letters is shown, a number of at most three digits, and a well written id of a school or district. Of any
    other value, which may be a name, a birth date or a number that slipped into the column, it is said which kinds of signs it
    has; of one that is or holds an identifier of the row only that.
    """
    own = [(row[one] or "").casefold() for one, column in columns.items() if column.kind == IDENTIFIER]
    value = text.casefold()
    if any(one == value or (len(one) > _INITIALS and one in value) for one in own if one):
        return _HIDDEN
    is_code = value in map(str.casefold, columns[name].codes)
    is_id = columns[name].kind in (DISTRICT, SCHOOL) and _ID.fullmatch(text)
    if is_code or is_id or _SHORT_NUMBER.fullmatch(text):
        return f"'{text}'"
    return f"a value of the form {form_of(text)}"


def form_of(text: str) -> str:
    """Return a text with an a for each letter and a 9 for each digit, cut where it is long."""
    signs = (
        "9"
        if one.isdecimal()
        else "a"
        if one.isalpha()
        else one
        if one.isascii() and one.isprintable()
        else "?"
        for one in text[:_MOST_SIGNS]
    )
    return "".join(signs) + ("..." if len(text) > _MOST_SIGNS else "")


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


def _not_a_school_of_the_district(row: Row) -> Iterator[Fault]:
    district, school = row["district_id"], row["school_id"]
    if district is None or school is None:
        return
    try:
        if not is_school_of(read_entity(school), read_district(district)):
            fix = "correct one of the two ids"
            yield "I105", "school_id", f"{school} in {district}", f"a school of {district}", fix
    except UnreadableValue:
        return
