"""Reads a line as a live spreadsheet formula: ``=ROUND(MIN(D14,D17),2)``."""

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
    pieces,
)
from ai_cli.forms.lines import Line, RateLine, formula_of, inner_form_of
from ai_cli.forms.rounding import RoundingStep, step_under

if TYPE_CHECKING:
    from collections.abc import Mapping

_FUNCTIONS = {"lesser": "MIN", "greater": "MAX"}
_RELATIONS = {"more than": ">", "at least": ">=", "equal to": "="}
_ADDED, _MULTIPLIED, _SINGLE = range(3)
_BEYOND = 5


class Cells(Protocol):
    """Where the figures of a form stand in a workbook."""

    def line(self, key: str) -> str:
        """Return the cell of a line's value."""

    def rate(self, key: str, fiscal_year: int | None) -> str:
        """Return the cell of a rate, of the form's year or of a fixed one."""

    def rows(self, key: str, column: str) -> tuple[str, ...]:
        """Return the cells of one column of a line that takes rows, a cell a row."""

    def inner(self, key: str, taken: str) -> str:
        """Return the cell of the line ``taken`` in the form that derives the line ``key``."""

    def applies(self, key: str) -> bool:
        """Tell whether a line applies; in a workbook that is settled when it is written."""


def spreadsheet_formula(one: Line, cells: Cells, readings: Mapping[str, str]) -> str | None:
    """Return the formula of a line as a spreadsheet takes it, None for a line that is only typed.

    ``readings`` are the choices made. A flag's cell holds ``yes`` or ``no``, a choice's cell its text. Errors:
    ``TypeError`` for a piece of a formula that it does not know.
    """
    if isinstance(one, RateLine):
        return f"={cells.rate(one.rate, one.fiscal_year)}"
    inner = inner_form_of(one)
    if inner is not None:
        return f"={cells.inner(one.key, inner.take)}"
    formula, translator = formula_of(one), Translator(cells, readings)
    if isinstance(formula, Condition):
        return f'=IF({translator.condition(formula)},"yes","no")'
    return None if formula is None else f"={translator.text(formula)}"


class Translator:
    """Puts expressions and conditions in a spreadsheet's words, under the readings chosen."""

    def __init__(self, cells: Cells, readings: Mapping[str, str]) -> None:
        self.cells = cells
        self.readings = readings
        self.row: int | None = None
        self.rows_key = ""

    def text(self, piece: Expression) -> str:
        """Return an expression as a formula without its sign of equality. Errors: ``TypeError`` for an unknown piece."""
        match piece:
            case LineValue():
                return self.cells.line(piece.key)
            case RateValue():
                return self.cells.rate(piece.key, piece.fiscal_year)
            case Constant():
                return str(piece.value)
            case Arithmetic():
                level = _level(piece)
                return (
                    f"{self.grouped(piece.left, level)}{piece.operator}{self.grouped(piece.right, level + 1)}"
                )
            case Extreme():
                return f"{_FUNCTIONS[piece.which]}({','.join(map(self.text, piece.operands))})"
            case Rounded():
                return _round(self.text(piece.operand), step_under(piece.step, self.readings))
            case Choose(condition=Applies() as asked):
                return self.grouped(piece.then if self.cells.applies(asked.key) else piece.otherwise, _SINGLE)
            case Choose():
                test = self.condition(piece.condition)
                return f"IF({test},{self.text(piece.then)},{self.text(piece.otherwise)})"
            case ByReading():
                return self.grouped(piece.choices[self.readings[piece.reading]], _SINGLE)
            case RowSum():
                return self.sum_of_rows(piece)
            case Column():
                return self.cells.rows(self.rows_key, piece.name)[self.row or 0]
            case _:
                raise TypeError(piece)

    def condition(self, condition: Condition) -> str:
        """Return a condition as a spreadsheet tests it."""
        match condition:
            case Comparison():
                left, right = self.grouped(condition.left, _ADDED), self.grouped(condition.right, _ADDED)
                return f"{left}{_RELATIONS[condition.relation]}{right}"
            case IsYes():
                return f'{self.cells.line(condition.key)}="yes"'
            case IsChoice():
                return f'{self.cells.line(condition.key)}="{condition.choice}"'
            case Applies():
                return "TRUE" if self.cells.applies(condition.key) else "FALSE"
            case ConditionByReading():
                return self.condition(condition.choices[self.readings[condition.reading]])
            case _:
                assert_never(condition)

    def sum_of_rows(self, piece: RowSum) -> str:
        """Return the sum over the rows, a term a row; zero for no rows."""
        self.rows_key = piece.rows
        columns = {one.name for one in pieces(piece.term) if isinstance(one, Column)}
        count = min(len(self.cells.rows(piece.rows, name)) for name in columns)
        terms = []
        for row in range(count):
            self.row = row
            terms.append(self.text(piece.term))
        self.row = None
        return f"SUM({','.join(terms)})" if terms else "0"

    def grouped(self, piece: Expression, level: int) -> str:
        """Return an expression, in parentheses where it binds more loosely than ``level``."""
        text = self.text(piece)
        return text if _level(piece) >= level else f"({text})"


def _round(text: str, step: RoundingStep) -> str:
    # Binary noise can put an exact half below it, or lift an exact amount above itself, so it is taken off first.
    exact = f"ROUND({text},{step.decimals + _BEYOND})"
    if not step.always_up:
        return f"ROUND({exact if not step.decimals else text},{step.decimals})"
    unit = "1" if not step.decimals else f"0.{'1'.zfill(step.decimals)}"
    near = f"ROUND({text},{step.decimals})"
    upward = f"IF({exact}>{near},IF({exact}>0,{unit},0),IF({near}>{exact},IF(0>{exact},0-{unit},0),0))"
    return f"ROUND({near}+{upward},{step.decimals})"  # up is away from zero


def _level(piece: Expression) -> int:
    if isinstance(piece, Arithmetic):
        return _ADDED if piece.operator in "+-" else _MULTIPLIED
    return _SINGLE
