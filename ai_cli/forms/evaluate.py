"""Computes the value of one formula, exactly, and notes what it was computed from."""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, assert_never

from ai_cli.forms.expressions import (
    Applies,
    Arithmetic,
    ByReading,
    Choose,
    Column,
    Comparison,
    Condition,
    ConditionByReading,
    Constant,
    Expression,
    Extreme,
    IsChoice,
    IsYes,
    LineValue,
    RateValue,
    Rounded,
    RowSum,
)
from ai_cli.forms.rounding import READING as ROUNDING
from ai_cli.forms.rounding import rounded, step_under
from ai_cli.law import UNVERIFIED, NoRate, RateBook, readings_of
from ai_cli.results.filled_form import FilledLine, MissingRate, RateUsed, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from ai_cli.forms.expressions import Relation

_RELATIONS: Mapping[Relation, Callable[[Fraction, Fraction], bool]] = {
    "more than": operator.gt,
    "at least": operator.ge,
    "equal to": operator.eq,
}

Rows = tuple["Mapping[str, Decimal]", ...]


class Blocked(NamedTuple):
    """Why an expression has no value: its state, the reason in words, and the inputs it lacks."""

    state: State
    reason: str
    missing: tuple[str, ...] = ()


class Trace(NamedTuple):
    """What one line was computed from; it grows as the formula is evaluated.

    ``readings`` are those that chose between expressions -> how well the choice is founded.
    """

    lines: dict[str, FilledLine]
    rates: dict[tuple[str, int], RateUsed]
    readings: dict[str, str]


@dataclass(slots=True)
class Evaluation:
    """Evaluates the formulas of one form for one fiscal year.

    ``filled`` are the lines filled so far and ``rows`` the rows entered, by line key. ``readings_used`` and
    ``missing_rates`` grow as formulas are evaluated.
    """

    law: str
    fiscal_year: int
    rates: RateBook
    readings: Mapping[str, str]
    rows: Mapping[str, Rows]
    filled: dict[str, FilledLine] = field(default_factory=dict)
    readings_used: dict[str, str] = field(default_factory=dict)
    missing_rates: dict[tuple[str, str, int], MissingRate] = field(default_factory=dict)
    row: Mapping[str, Decimal] = field(default_factory=dict)

    def rate(self, piece: RateValue, trace: Trace) -> Fraction | Blocked:
        """Return a rate for the year, and note that it was used."""
        year = piece.fiscal_year or self.fiscal_year
        rates = self.rates if piece.fiscal_year is None else self.rates.as_enacted
        found = _rate(rates, self.law, piece.key, year)
        if isinstance(found, MissingRate):
            self.missing_rates[self.law, piece.key, year] = found
            return Blocked(State.INCOMPLETE, f"no rate for FY {year}: {found.title}")
        used, number = found
        trace.rates[piece.key, year] = used
        return number

    def value(self, piece: Expression, trace: Trace) -> Fraction | Blocked:
        """Return the value of an expression, or why it has none."""
        match piece:
            case LineValue():
                return self.line_value(piece.key, trace)
            case Rounded():
                return self.rounded(piece, trace)
            case Arithmetic():
                return self.arithmetic(piece, trace)
            case RateValue():
                return self.rate(piece, trace)
            case Extreme():
                return self.extreme(piece, trace)
            case Constant():
                return Fraction(piece.value)
            case Column():
                return Fraction(self.row[piece.name])
            case Choose():
                holds = self.holds(piece.condition, trace)
                if isinstance(holds, Blocked):
                    return holds
                return self.value(piece.then if holds else piece.otherwise, trace)
            case ByReading():
                return self.value(piece.choices[self.choice(piece.reading, trace)], trace)
            case RowSum():
                return self.row_sum(piece, trace)
            case _:
                raise TypeError(piece)

    def extreme(self, piece: Extreme, trace: Trace) -> Fraction | Blocked:
        """Return the least or the greatest operand."""
        values = [self.value(one, trace) for one in piece.operands]
        numbers = [one for one in values if isinstance(one, Fraction)]
        if len(numbers) < len(values):
            return _blocked(values)
        return min(numbers) if piece.which == "lesser" else max(numbers)

    def rounded(self, piece: Rounded, trace: Trace) -> Fraction | Blocked:
        """Return the operand rounded by the step that the readings ask for."""
        number = self.value(piece.operand, trace)
        if piece.step.dollars:
            self.readings_used[ROUNDING] = self.readings[ROUNDING]
        return (
            number if isinstance(number, Blocked) else rounded(number, step_under(piece.step, self.readings))
        )

    def arithmetic(self, piece: Arithmetic, trace: Trace) -> Fraction | Blocked:
        """Return the sum, difference, product or quotient."""
        left = self.value(piece.left, trace)
        divisor = Trace({}, {}, trace.readings)
        right = self.value(piece.right, divisor if piece.operator == "/" else trace)
        trace.lines.update(divisor.lines)
        trace.rates.update(divisor.rates)
        if isinstance(left, Blocked) or isinstance(right, Blocked):
            return _blocked([left, right])
        match piece.operator:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                if right:
                    return left / right
                zeros = [f"({line.number}) {line.label}" for line in divisor.lines.values()]
                inputs = sorted({key for line in divisor.lines.values() for key in line.inputs})
                return Blocked(
                    State.INCOMPLETE, f"cannot divide by zero: {', '.join(zeros) or 'a rate'}", tuple(inputs)
                )
            case _:
                assert_never(piece.operator)

    def holds(self, condition: Condition, trace: Trace) -> bool | Blocked:
        """Tell whether a condition holds. Both sides of a comparison are unrounded."""
        match condition:
            case Comparison():
                left, right = self.value(condition.left, trace), self.value(condition.right, trace)
                if isinstance(left, Blocked) or isinstance(right, Blocked):
                    return _blocked([left, right])
                return _RELATIONS[condition.relation](left, right)
            case IsYes():
                answer = self.answer(condition.key, trace)
                return answer if isinstance(answer, Blocked) else answer is True
            case IsChoice():
                answer = self.answer(condition.key, trace)
                return answer if isinstance(answer, Blocked) else answer == condition.choice
            case Applies():
                return self.filled[condition.key].state is not State.NOT_APPLICABLE
            case ConditionByReading():
                return self.holds(condition.choices[self.choice(condition.reading, trace)], trace)
            case _:
                assert_never(condition)

    def row_sum(self, piece: RowSum, trace: Trace) -> Fraction | Blocked:
        """Return the sum over the rows entered; a rounding in the term is done in each row."""
        line = self.line_value(piece.rows, trace)
        if isinstance(line, Blocked):
            return line
        total = Fraction(0)
        for row in self.rows.get(piece.rows, ()):
            self.row = row
            term = self.value(piece.term, trace)
            if isinstance(term, Blocked):
                return term
            total += term
        return total

    def choice(self, reading: str, trace: Trace) -> str:
        """Return the choice made for a reading, and note that the line rests on it."""
        choice = self.readings[reading]
        self.readings_used[reading] = choice
        trace.readings[reading] = standing_of(self.law, reading, choice)
        return choice

    def answer(self, key: str, trace: Trace) -> Decimal | bool | str | Blocked | None:
        """Return what a flag or choice line holds."""
        line = self.filled[key]
        trace.lines[key] = line
        return line.value if line.state is State.COMPLETE else because_of(line)

    def line_value(self, key: str, trace: Trace) -> Fraction | Blocked:
        """Return the exact value of a line that is filled already."""
        line = self.filled[key]
        trace.lines[key] = line
        return line.exact if line.exact is not None else because_of(line)


@lru_cache(maxsize=1024)
def _rate(rates: RateBook, law: str, key: str, fiscal_year: int) -> tuple[RateUsed, Fraction] | MissingRate:
    """Return a rate as results show it, with its exact number; it is the same for all districts of a year."""
    found = rates.rate(law, key, fiscal_year)
    if isinstance(found, NoRate):
        return MissingRate(law, key, found.rate.title, fiscal_year, found.allowed, found.fix)
    used = RateUsed(
        law=law,
        key=key,
        title=found.rate.title,
        text=found.text,
        unit=found.rate.unit,
        value=found.value,
        fiscal_year=fiscal_year,
        first_fiscal_year=found.since,
        known_through=found.rate.known_through if found.origin == "user" else found.rate.through(found.entry),
        cite=found.entry.cite,
        url=found.entry.url,
        standing=found.entry.standing,
        origin=found.origin,
    )
    return used, Fraction(used.value)


@lru_cache(maxsize=256)
def standing_of(law_key: str, reading: str, choice: str) -> str:
    """Return how well a choice is founded: its default as the law's reading stands, another one as the user's own.

    A reading of unverified standing stays so under every choice.
    """
    known = readings_of((law_key,)).get(reading)
    if known is None or choice == known.default or known.standing == UNVERIFIED:
        return UNVERIFIED if known is None else known.standing
    return "user"


def because_of(line: FilledLine) -> Blocked:
    """Return why nothing can be computed from this line."""
    return Blocked(line.state, line.reason or "", line.missing)


def _blocked(values: list[Fraction | Blocked]) -> Blocked:
    """Join the reasons: what does not apply decides, otherwise all that is missing is named."""
    blocked = [one for one in values if isinstance(one, Blocked)]
    absent = [one for one in blocked if one.state is State.NOT_APPLICABLE]
    if absent:
        return absent[0]
    reasons = "; ".join(dict.fromkeys(part for one in blocked for part in one.reason.split("; ")))
    missing = tuple(dict.fromkeys(key for one in blocked for key in one.missing))
    return Blocked(State.INCOMPLETE, reasons, missing)
