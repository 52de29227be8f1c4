"""Tells, as a spreadsheet tests it, whether a cell that a formula needs is blank."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.forms.expressions import (
    Applies,
    ByReading,
    Choose,
    ConditionByReading,
    IsChoice,
    IsYes,
    LineValue,
    RateValue,
    parts,
)
from ai_cli.forms.spreadsheet import Translator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ai_cli.forms.expressions import Condition, Expression
    from ai_cli.forms.spreadsheet import Cells


class _Needed(NamedTuple):
    """Cells that must hold a number or an answer, each once, and tests of what only one branch of a choice needs."""

    numbers: dict[str, None]
    answers: dict[str, None]
    branches: list[str]


class BlankCells:
    """Writes the test for blank cells that formulas need.

    ``cells`` is where the figures stand, ``readings`` the choices made; ``is_blank`` tells of a rate that its cell is blank.
    """

    def __init__(
        self, cells: Cells, readings: Mapping[str, str], is_blank: Callable[[RateValue], bool]
    ) -> None:
        self._cells = cells
        self._readings = readings
        self._is_blank = is_blank
        self._translator = Translator(cells, readings)

    def test(self, piece: Expression | Condition) -> str:
        """Return the test that is true while a cell is blank that a formula needs, empty where it needs none.

        What only one branch of a choice needs is looked at only where that branch is taken.
        """
        needed = _Needed({}, {}, [])
        self._note(piece, needed)
        tests = [f'{cell}=""' for cell in needed.answers]
        if needed.numbers:
            tests.insert(0, f"COUNT({','.join(needed.numbers)})<{len(needed.numbers)}")
        first, second = any_of(tests), any_of(needed.branches)
        return f"IF({first},TRUE,{second})" if first and second else first or second

    def _note(self, piece: Expression | Condition, needed: _Needed) -> None:
        match piece:
            case LineValue():
                needed.numbers[self._cells.line(piece.key)] = None
            case RateValue():
                if self._is_blank(piece):
                    needed.numbers[self._cells.rate(piece.key, piece.fiscal_year)] = None
            case IsYes() | IsChoice():
                needed.answers[self._cells.line(piece.key)] = None
            case ByReading() | ConditionByReading():
                self._note(piece.choices[self._readings[piece.reading]], needed)
            case Choose(condition=Applies() as condition):
                self._note(piece.then if self._cells.applies(condition.key) else piece.otherwise, needed)
            case Choose():
                self._note(piece.condition, needed)
                then, otherwise = self.test(piece.then), self.test(piece.otherwise)
                if then or otherwise:
                    test = self._translator.condition(piece.condition)
                    needed.branches.append(f"IF({test},{then or 'FALSE'},{otherwise or 'FALSE'})")
            case _:
                for part in parts(piece):
                    self._note(part, needed)


def any_of(tests: list[str]) -> str:
    """Return the test that one of these tests is true, empty for none."""
    if not tests:
        return ""
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"
