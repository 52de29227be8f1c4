"""A filled form: every line with its value or the reason it has none, and all that it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal
    from fractions import Fraction

    from ai_cli.findings import Place


class Unit(StrEnum):
    """What the value of a line counts."""

    DOLLARS = "dollars"
    PUPIL_UNITS = "pupil_units"
    PUPILS = "pupils"
    RATIO = "ratio"
    PERCENT = "percent"
    CLAUSE = "clause"
    FLAG = "flag"
    ROWS = "rows"
    WEIGHT = "weight"
    COUNT = "count"


class State(StrEnum):
    """Whether a line has a value: it has, it lacks inputs, or it does not apply."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    NOT_APPLICABLE = "not_applicable"


class Mark(StrEnum):
    """What a reader must know of a figure before relying on it. Lines inherit marks from what they rest on."""

    UNVERIFIED = "unverified"
    CARRIED = "carried"
    ILLUSTRATION = "illustration"
    USER_RATE = "user_rate"
    ASSUMED = "assumed"
    OTHER_YEAR = "other_year"


class Source(NamedTuple):
    """The input a given line was filled from: its dotted key, its place, and what is to be said of it.

    ``other_year`` is the fiscal year of the facts where it is not the year of the form. ``note`` says which count
    it is, or what was given too and not used. ``standing`` is how well it is founded where a reading of the law decided
    which input it is.
    """

    key: str
    place: Place
    assumed: bool = False
    other_year: int | None = None
    note: str | None = None
    standing: str | None = None


class RateUsed(NamedTuple):
    """A rate as it was used: its value, the years it is known for, its citation and standing.

    ``known_through`` is None for a rate known for good. ``origin`` is ``law``, ``carried`` (past the last known
    year), ``nearest`` (the program is not in force that year) or ``user``.
    """

    law: str
    key: str
    title: str
    text: str
    unit: str
    value: Decimal
    fiscal_year: int
    first_fiscal_year: int
    known_through: int | None
    cite: str
    url: str
    standing: str
    origin: str


class MissingRate(NamedTuple):
    """A rate that a line needs and that the law does not have for the fiscal year."""

    law: str
    key: str
    title: str
    fiscal_year: int
    allowed: str
    fix: str


class FilledLine(NamedTuple):
    """One line of a filled form.

    ``value`` is a Decimal in the unit of the line, a bool for a flag, a text for a choice, None when the line is
    not complete; ``exact`` is the same number without any rounding, on which later lines rest. ``standing`` is
    the weakest of the line's own formula, its rates and the lines it rests on. ``rests_on`` holds the keys of
    the lines that this value was computed from: lines of ``part``, where the line was filled from a form of its
    own, otherwise of the same form. ``inputs`` holds the keys of all inputs behind it. ``rows`` are
    those that were entered on a line that takes rows, ``unverified_readings`` the readings of unverified standing that
    chose between its formulas: law, reading, choice.
    """

    number: str
    key: str
    label: str
    unit: Unit
    kind: str
    state: State
    value: Decimal | bool | str | None
    exact: Fraction | None
    words: str | None
    cite: str
    url: str
    formula_standing: str
    standing: str
    marks: frozenset[Mark] = frozenset()
    source: Source | None = None
    rates: tuple[RateUsed, ...] = ()
    rests_on: tuple[str, ...] = ()
    reason: str | None = None
    missing: tuple[str, ...] = ()
    inputs: frozenset[str] = frozenset()
    part: FilledForm | None = None
    rows: tuple[Mapping[str, Decimal], ...] = ()
    unverified_readings: tuple[tuple[str, str, str], ...] = ()

    @property
    def assumed(self) -> bool:
        """Tell whether the value rests on an input that the user calls assumed."""
        return Mark.ASSUMED in self.marks


@dataclass(frozen=True)
class FilledForm:
    """All lines of a form, filled for one district and fiscal year, with the readings that were used."""

    key: str
    title: str
    fiscal_year: int
    lines: tuple[FilledLine, ...]
    readings: Mapping[str, str] = field(default_factory=dict)
    missing_rates: tuple[MissingRate, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, FilledLine]:
        """The lines by their key."""
        return {line.key: line for line in self.lines}

    @property
    def complete(self) -> bool:
        """Tell whether no line lacks an input. Lines that do not apply count as complete."""
        return all(line.state is not State.INCOMPLETE for line in self.lines)

    def find(self, name: str) -> FilledLine | None:
        """Return the line with this number or key, written ``12``, ``(12)`` or ``max_initial_revenue``."""
        wanted = name.strip().strip("()")
        return next((line for line in self.lines if wanted in (line.number, line.key)), None)

    def resting_on(self, names: Iterable[str]) -> FilledForm:
        """Return the form with only the lines of these numbers or keys, and those that they rest on."""
        waiting = [line.key for name in names if (line := self.find(name)) is not None]
        kept: set[str] = set()
        while waiting:
            key = waiting.pop()
            line = self.by_key.get(key)
            if line is not None and key not in kept:
                kept.add(key)
                waiting += () if line.part is not None else line.rests_on
        lines = tuple(line for line in self.lines if line.key in kept)
        lacks_a_rate = any(line.state is State.INCOMPLETE and not line.missing for line in lines)
        return replace(self, lines=lines, missing_rates=self.missing_rates if lacks_a_rate else ())

    def needed_lines(self) -> Iterator[FilledLine]:
        """Go through the lines, each followed by those of the form that it was filled from on which it rests."""
        for line in self.lines:
            yield line
            if line.part is not None:
                yield from line.part.resting_on(line.rests_on).needed_lines()

    def every_line(self) -> Iterator[FilledLine]:
        """Go through the lines, each followed by the lines of the form that it was filled from, if any."""
        for line in self.lines:
            yield line
            if line.part is not None:
                yield from line.part.every_line()
