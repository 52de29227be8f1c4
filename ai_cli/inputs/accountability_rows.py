"""Reads the fields of the accountability files row by row, and notes what is wrong and what is left out."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from ai_cli.facts.accountability import DISTRICT, SCHOOL, LeftOut, Read, level_of
from ai_cli.facts.entity_ids import read_entity
from ai_cli.facts.names import nearest
from ai_cli.facts.school_years import read_school_year
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.findings import Finding, Place, finding, in_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from ai_cli.inputs.csv_file import Row
    from ai_cli.inputs.excel_file import Refused
    from ai_cli.inputs.state_columns import Columns

T = TypeVar("T")

UNREADABLE, UNKNOWN, IMPOSSIBLE, TWICE, MISSING, BLANK, SHORT = (
    "a value that cannot be read", "an unknown name", "a value out of range", "a row that stands twice",
    "a value is missing", "a blank row", "too few or too many fields",
)  # fmt: skip
"""Why rows are left out."""

_REASONS = {"I101": MISSING, "I102": UNREADABLE, "I103": UNKNOWN, "I104": TWICE, "I105": IMPOSSIBLE}
_MOST_DIGITS, _MOST_PER_CENT, _MOST_DECIMALS = 9, 100, 6


class Fields:
    """The fields of one row after another. What is wrong is noted; a row with a wrong field is left out and counted."""

    def __init__(self, file: str, columns: Columns) -> None:
        self.file = file
        self.columns = columns
        self.findings: list[Finding] = []
        self.reasons: Counter[str] = Counter()
        self.rows = 0
        self.number = 0
        self.row: Row = []
        self.reason: str | None = None
        self.padded: set[str] = set()
        self.damaged: set[str] = set()

    def start(self, number: int, row: Row) -> bool:
        """Turn to a row; a blank one is counted and False comes back."""
        self.number, self.row, self.reason = number, row, None
        self.rows += 1
        if any(map(str.strip, row)):
            return True
        self.reasons[BLANK] += 1
        return False

    def is_whole(self, width: int) -> bool:
        """Tell whether the row has as many fields as the header; one that has not is noted."""
        if len(self.row) == width:
            return True
        fix, allowed = "check the commas and quotation marks of the row", f"{width} fields, as the header has"
        self.refuse("I102", "the row", f"{len(self.row)} fields", allowed, fix)
        self.reason = SHORT
        return False

    def done(self) -> bool:
        """Tell whether the row can be kept; one that cannot is counted under its first reason."""
        if self.reason is not None:
            self.reasons[self.reason] += 1
        return self.reason is None

    @property
    def place(self) -> Place:
        """Where the row stands."""
        return Place(self.file, line=self.number)

    def place_of(self, field: str) -> Place:
        """Where a field of the row stands; the row alone where its column is not in the file."""
        return Place(
            self.file, line=self.number, column=self.title(field) if field in self.columns.fields else None
        )

    def text(self, field: str) -> str:
        """Return the text of a field, empty where there is none."""
        return self.columns.text(self.row, field)

    def title(self, field: str) -> str:
        """Return the name of the column of a field, as the file has it."""
        index = self.columns.fields.get(field)
        return field if index is None else self.columns.titles[index]

    def refuse(self, code: str, field: str, found: str, allowed: str, fix: str, *, beside: str = "") -> None:
        """Note that a field is wrong, so that its row is left out; ``beside`` stands after the name of its column."""
        key = self.title(field) + beside
        details = {"key": key, "found": found, "allowed": allowed, "fix": fix, "what": f"{key}: {found}"}
        self.findings.append(finding(code, self.place_of(field), **details))
        self.reason = self.reason or _REASONS[code]

    def twice(self, what: str, first: int) -> None:
        """Note that a row says again what an earlier one has said."""
        self.findings.append(finding("I104", self.place, key=what, found=what, first=f"in row {first}"))
        self.reason = self.reason or TWICE

    def read(self, field: str, read: Callable[[str], T]) -> T | None:
        """Return a field as ``read`` gives it, None with a finding where it cannot be read or is empty."""
        text = self.text(field)
        if not text:
            self.refuse("I101", field, "nothing", "a value", f"fill in {self.title(field)}")
            return None
        try:
            return read(text)
        except UnreadableValue as problem:
            self.refuse(problem.code, field, f"'{text}'", problem.allowed, problem.fix)
            return None

    def optional(self, field: str, read: Callable[[str], T]) -> T | None:
        """Return a field that may be empty."""
        return self.read(field, read) if self.text(field) else None

    def entity(self, field: str) -> str | None:
        """Return an id with its leading zeros; the first of a column that lacks them is noted."""
        found = self.read(field, read_entity)
        text = self.text(field)
        if found is not None and found != text:
            if field not in self.padded:
                place, key = self.place_of(field), self.title(field)
                self.findings.append(finding("A102", place, key=key, found=text, read=found))
            self.padded.add(field)
        return found

    def school_year(self, field: str) -> int | None:
        """Return the calendar year in which a school year ends; a label that was turned into a day is noted, once."""
        year = self.read(field, read_school_year)
        if year is None:
            return None
        text = self.text(field)
        if year.damaged and text not in self.damaged:
            self.damaged.add(text)
            place, key = self.place_of(field), self.title(field)
            self.findings.append(finding("A101", place, key=key, found=text, read=year.label))
        return year.ends

    def level(self, field: str, entity: str | None) -> str | None:
        """Return whether the row is of a school or a district, which its id says too."""
        level = self.word(field, (SCHOOL, DISTRICT))
        if entity is not None and level is not None and level != level_of(entity):
            fix = "write -000 at the end of the id of a district, and of no school"
            self.refuse("I105", field, f"'{level}' of {entity}", level_of(entity), fix)
        return level

    def word(self, field: str, known: tuple[str, ...]) -> str | None:
        """Return one of the words that are known here; another is I103 with the nearest known one."""
        text = self.text(field)
        if text in known:
            return text
        if not text:
            return self.read(field, str)
        same = next((one for one in known if one.casefold() == text.casefold()), text)
        self.refuse("I103", field, f"'{text}'", ", ".join(known), nearest(same, known), beside=f" '{text}'")
        return None

    def read_all(self) -> Read:
        """Return the count of rows and what is wrong with them."""
        return Read(LeftOut(self.file, self.rows, dict(self.reasons)), in_order(self.findings))


def read_count(text: str) -> int:
    """Return a whole number of students or days. Errors: ``UnreadableValue`` with I102, I105 for a negative one."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        raise UnreadableValue(
            "I102", "a whole number such as 42", "write the count in digits, without commas"
        )
    if digits != text and int(digits):
        raise UnreadableValue("I105", "a count of 0 or more", "correct the count")
    return int(digits)


def read_percent(text: str) -> Fraction:
    """Return a number from 0 to 100. Errors: ``UnreadableValue`` with I102, I105 for one outside of these."""
    digits = text.removeprefix("-")
    before, _, after = digits.partition(".")
    plain = (before + after).isascii() and (before + after).isdigit()
    if not (plain and before and len(before) <= _MOST_DIGITS and len(after) <= _MOST_DECIMALS):
        raise UnreadableValue("I102", "a number such as 62.5", "write the number without a sign or words")
    value = Fraction(Decimal(text))
    if not 0 <= value <= _MOST_PER_CENT:
        raise UnreadableValue("I105", "a number from 0 to 100", "correct the number")
    return value


def refused(file: str, refusal: Refused) -> Read:
    """Return what is said of a file that gives no records at all."""
    return Read(LeftOut(file, 0, {}), (refusal.finding,))
