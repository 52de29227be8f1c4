"""Reads a formula as a finance officer writes it: ``lesser of (12), (15)``.

A line is its number in parentheses, so a group is written in brackets: ``[ (7) - (8) ]``. A line of dollars is
rounded to the cent as it is computed; the words speak of rounding only where it is another one, or none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, assert_never

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
from ai_cli.forms.rounding import CENTS, step_under
from ai_cli.results.filled_form import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

_SIGNS = {"+": "+", "-": "-", "*": "x", "/": "/"}
_LISTED, _ADDED, _MULTIPLIED, _SINGLE = range(4)


class RateText(Protocol):
    """Gives the text of a rate, by its key and its fixed fiscal year, if it has one."""

    def __call__(self, key: str, fiscal_year: int | None) -> str:
        """Return the text, such as ``$350`` or ``66%``."""


def in_words(
    formula: Expression | Condition,
    unit: Unit,
    numbers: Mapping[str, str],
    rate_text: RateText,
    readings: Mapping[str, str],
) -> str:
    """Return the formula of a line in words.

    ``numbers`` is line key -> line number; ``readings`` the choices made, which decide the expression that is
    worded. The outermost rounding to the cent of a dollar line is left out; without it the words say so.
    """
    worder = _Worder(numbers, rate_text, readings)
    if isinstance(formula, Condition):
        return worder.condition(formula)
    while isinstance(formula, ByReading):
        formula = formula.choices[readings[formula.reading]]
    if isinstance(formula, Rounded) and formula.step == CENTS and unit is Unit.DOLLARS:
        return worder.words(formula.operand)
    words = worder.words(formula)
    if unit is Unit.DOLLARS and not isinstance(formula, Rounded):
        return f"{worder.at_least(formula, _ADDED)}, not rounded"
    return words


class _Worder:
    def __init__(self, numbers: Mapping[str, str], rate_text: RateText, readings: Mapping[str, str]) -> None:
        self.numbers = numbers
        self.rate_text = rate_text
        self.readings = readings

    def words(self, piece: Expression) -> str:
        match piece:
            case LineValue():
                return f"({self.numbers[piece.key]})"
            case RateValue():
                return self.rate_text(piece.key, piece.fiscal_year)
            case Constant():
                return str(piece.value)
            case Column():
                return f"each {piece.name}"
            case Arithmetic():
                level = _level(piece, self.readings)
                left = self.at_least(piece.left, level)
                return f"{left} {_SIGNS[piece.operator]} {self.at_least(piece.right, level + 1)}"
            case Extreme():
                listed = ", ".join(self.at_least(one, _SINGLE) for one in piece.operands)
                return f"{piece.which} of {listed}"
            case Rounded():
                step = step_under(piece.step, self.readings)
                return f"{self.at_least(piece.operand, _ADDED)}, rounded {step.words}"
            case Choose() if len(cases := _cases(piece)) >= _FEWEST_CASES:
                return self.by_cases(piece, cases)
            case Choose():
                then = self.at_least(piece.then, _ADDED)
                chain = isinstance(piece.otherwise, Choose)
                otherwise = self.words(piece.otherwise) if chain else self.at_least(piece.otherwise, _ADDED)
                return f"if {self.condition(piece.condition)} then {then}, otherwise {otherwise}"
            case ByReading():
                return self.words(piece.choices[self.readings[piece.reading]])
            case RowSum():
                return f"sum over ({self.numbers[piece.rows]}) of {self.at_least(piece.term, _SINGLE)}"
            case _:
                raise TypeError(piece)

    def by_cases(self, piece: Choose, cases: list[Choose]) -> str:
        """Return a choice by the values of one line: ``by (1): 1 $206, 2 $445, otherwise 0``."""
        listed = []
        for one in cases:
            value = one.condition.right if isinstance(one.condition, Comparison) else one.otherwise
            listed.append(f"{self.words(value)} {self.at_least(one.then, _ADDED)}")
        number = self.numbers[_asked(piece) or ""]
        return f"by ({number}): {', '.join(listed)}, otherwise {self.at_least(cases[-1].otherwise, _ADDED)}"

    def condition(self, condition: Condition) -> str:
        match condition:
            case Comparison():
                left, right = (self.at_least(one, _ADDED) for one in (condition.left, condition.right))
                relation = "is" if condition.relation == "equal to" else f"is {condition.relation}"
                return f"{left} {relation} {right}"
            case IsYes():
                return f"({self.numbers[condition.key]}) is yes"
            case IsChoice():
                return f"({self.numbers[condition.key]}) is {condition.choice}"
            case Applies():
                return f"({self.numbers[condition.key]}) applies"
            case ConditionByReading():
                return self.condition(condition.choices[self.readings[condition.reading]])
            case _:
                assert_never(condition)

    def at_least(self, piece: Expression, level: int) -> str:
        """Return the words of a piece, in brackets where it binds more loosely than ``level``."""
        words = self.words(piece)
        return words if _level(piece, self.readings) >= level else f"[ {words} ]"


_FEWEST_CASES = 4
"""So many values of one line are worded as a list."""


def _cases(piece: Choose) -> list[Choose]:
    """Return the choices that follow each other by the value of the same line, the first one alone where there are none."""
    found = [piece]
    while (
        isinstance(found[-1].otherwise, Choose) and _asked(found[-1].otherwise) == _asked(piece) is not None
    ):
        found.append(found[-1].otherwise)
    return found


def _asked(piece: Choose) -> str | None:
    """Return the key of the line whose value a choice compares with a rate, None for any other choice."""
    asked = piece.condition
    if not isinstance(asked, Comparison) or asked.relation != "equal to":
        return None
    is_value = isinstance(asked.left, LineValue) and isinstance(asked.right, RateValue)
    return asked.left.key if is_value and isinstance(asked.left, LineValue) else None


def _level(piece: Expression, readings: Mapping[str, str]) -> int:
    match piece:
        case Arithmetic():
            return _ADDED if piece.operator in "+-" else _MULTIPLIED
        case Extreme() | Rounded() | Choose() | RowSum():
            return _LISTED
        case ByReading():
            return _level(piece.choices[readings[piece.reading]], readings)
        case _:
            return _SINGLE
