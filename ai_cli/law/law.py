"""The records of one law: its rates with their years, and its readings."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.law.falling import Falls, day_of, rule_words
from ai_cli.law.rate_text import rate_number, rate_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal


NUMBERS = frozenset(
    {
        *("dollars", "ratio", "weight", "hours", "pupils", "percentage_points", "percent"),
        *("years", "days", "words", "clause", "decisions", "score"),
    }
)
"""The units whose values are numbers."""


class RateEntry(NamedTuple):
    """What a rate is from one fiscal year on. ``written`` is one text, or several for a list."""

    first_fiscal_year: int
    written: str | tuple[str, ...]
    standing: str
    cite: str
    url: str
    note: str | None = None


class Rate(NamedTuple):
    """A rate, threshold, date or list of a law, over the years.

    ``known_through`` is the last fiscal year it is known for, None where it is known for good. ``falls`` says of a date to
    which fiscal year it belongs.
    """

    law: str
    key: str
    title: str
    unit: str
    known_through: int | None
    entries: tuple[RateEntry, ...]
    falls: Falls | None = None

    def entry(self, fiscal_year: int) -> RateEntry | None:
        """Return what the rate is in that fiscal year, None before its first one."""
        known = [one for one in self.entries if one.first_fiscal_year <= fiscal_year]
        return known[-1] if known else None

    def through(self, entry: RateEntry) -> int | None:
        """Return the last fiscal year that the value of this entry is known for, None where it is known for good."""
        later = (one for one in self.entries[self.entries.index(entry) + 1 :])
        following = next((one for one in later if one.written != entry.written), None)
        return self.known_through if following is None else following.first_fiscal_year - 1

    def since(self, entry: RateEntry) -> int:
        """Return the first fiscal year from which the rate has had the value of this entry without a break."""
        first = entry.first_fiscal_year
        for one in reversed(self.entries[: self.entries.index(entry)]):
            if one.written != entry.written:
                break
            first = one.first_fiscal_year
        return first

    def number(self, written: str | tuple[str, ...]) -> Decimal:
        """Return the number that is written, ``66%`` as 0.66.

        Errors: ``ValueError`` when it is a list or spells no number.
        """
        if isinstance(written, tuple):
            raise ValueError(f"{self.key} is a list, not a number")  # noqa: TRY004 - the value is wrong
        return rate_number(written)

    def day(self, written: str | tuple[str, ...], fiscal_year: int) -> date:
        """Return the day of the date that is written and is for this fiscal year.

        Errors: ``ValueError`` when it is no date of a calendar.
        """
        if self.falls is None or isinstance(written, tuple):
            raise ValueError(f"{self.key} is no date of a calendar")
        return day_of(self.unit, written, fiscal_year - self.falls.ahead)

    def rule(self, written: str | tuple[str, ...]) -> str:
        """Return the rule of a date in words, ``third Monday of June``. Errors: as ``day``."""
        if self.falls is None or isinstance(written, tuple):
            raise ValueError(f"{self.key} is no date of a calendar")
        return rule_words(self.unit, written, self.falls)

    def is_number(self, written: str | tuple[str, ...]) -> bool:
        """Tell whether the value is a number, not a list, a date or a code."""
        return self.unit in NUMBERS and not isinstance(written, tuple)

    def text(self, written: str | tuple[str, ...]) -> str:
        """Return the value as a finance officer writes it, ``$350`` or ``66%``."""
        return rate_text(written, self.unit)


class Reading(NamedTuple):
    """A question that the law leaves open, its possible answers, and the one taken by default."""

    law: str
    name: str
    question: str
    default: str
    choices: Mapping[str, str]
    cite: str
    standing: str


class Rule(NamedTuple):
    """What a law says without a figure of its own, by the number that results name it by."""

    number: str
    title: str
    cite: str
    standing: str


class Doubtful(NamedTuple):
    """Fiscal years whose rates are not known for certain, and why."""

    first_fiscal_year: int
    last_fiscal_year: int
    why: str


class Law(NamedTuple):
    """One law: who made it, the fiscal years it is in force, its rates and readings.

    ``kind`` is program, bill, support, criteria, screening, accountability, calendar or shared.
    ``last_fiscal_year`` is None where the law is still in force. ``rules`` are those that results name by number.
    """

    key: str
    title: str
    kind: str
    state: str
    cite: str
    url: str
    first_fiscal_year: int
    last_fiscal_year: int | None
    note: str | None
    rates: Mapping[str, Rate]
    readings: Mapping[str, Reading]
    doubtful: Doubtful | None = None
    rules: Mapping[str, Rule] = MappingProxyType({})

    def is_doubtful(self, fiscal_year: int) -> bool:
        """Tell whether the rates of a fiscal year are not known for certain."""
        return (
            self.doubtful is not None
            and self.doubtful.first_fiscal_year <= fiscal_year <= self.doubtful.last_fiscal_year
        )

    def nearest_year(self, fiscal_year: int) -> int:
        """Return the fiscal year in force that is nearest to the one given."""
        if self.last_fiscal_year is not None and fiscal_year > self.last_fiscal_year:
            return self.last_fiscal_year
        return max(fiscal_year, self.first_fiscal_year)

    def in_force_words(self) -> str:
        """Return the years in force as text, such as ``FY 2014 on`` or ``FY 1999 to FY 2013``."""
        if self.last_fiscal_year is None:
            enacted = ", had it been enacted" if self.kind == "bill" else ""
            return f"FY {self.first_fiscal_year} on{enacted}"
        return f"FY {self.first_fiscal_year} to FY {self.last_fiscal_year}"
