"""Lines of a form on a sheet, computed live from cells that hold what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.forms.expressions import ByReading, ConditionByReading, LineValue, RateValue, parts, pieces
from ai_cli.forms.lines import Derived, RateLine, formula_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from ai_cli.forms.expressions import Condition, Expression
    from ai_cli.forms.form import Form
    from ai_cli.forms.lines import Line


class RateKey(NamedTuple):
    """A rate of a law in a fiscal year. ``as_enacted`` is one of a fixed past year, which no rate of the user changes."""

    law: str
    key: str
    fiscal_year: int
    as_enacted: bool = False


class Beside(NamedTuple):
    """What stands beside the lines of a form.

    ``inner`` is line key -> the cells of the form that derives it, ``rows`` the key of a line that takes rows and a column
    -> cells. ``absent`` are the lines that do not apply.
    """

    inner: Mapping[str, FormCells]
    rows: Mapping[tuple[str, str], tuple[str, ...]]
    absent: Container[str]


class FormCells:
    """Where the lines of a form and the rates of its law stand in a workbook.

    ``lines`` is line key -> cell, ``rates`` rate -> cell.
    ``as_enacted`` is set for a form of a fixed past year.
    """

    def __init__(
        self,
        law: str,
        fiscal_year: int,
        lines: Mapping[str, str],
        rates: Mapping[RateKey, str],
        beside: Beside | None = None,
        *,
        as_enacted: bool = False,
    ) -> None:
        self._law = law
        self._fiscal_year = fiscal_year
        self._lines = lines
        self._rates = rates
        self._beside = beside or Beside({}, {}, frozenset())
        self._as_enacted = as_enacted

    def line(self, key: str) -> str:
        """Return the cell of a line's value."""
        return self._lines[key]

    def rate(self, key: str, fiscal_year: int | None) -> str:
        """Return the cell of a rate, of the form's year or of a fixed one."""
        fixed = self._as_enacted or fiscal_year is not None
        return self._rates[RateKey(self._law, key, fiscal_year or self._fiscal_year, fixed)]

    def rows(self, key: str, column: str) -> tuple[str, ...]:
        """Return the cells of one column of a line that takes rows, a cell a row."""
        return self._beside.rows.get((key, column), ())

    def applies(self, key: str) -> bool:
        """Tell whether a line applies."""
        return key not in self._beside.absent

    def within(self, key: str) -> FormCells:
        """Return the cells of the form that derives a line."""
        return self._beside.inner[key]

    def inner(self, key: str, taken: str) -> str:
        """Return the cell of the line ``taken`` in the form that derives the line ``key``."""
        return self._beside.inner[key].line(taken)


def rated(
    form: Form,
    fiscal_year: int,
    lines: Iterable[Line] | None = None,
    readings: Mapping[str, str] | None = None,
    *,
    as_enacted: bool = False,
) -> list[RateKey]:
    """Return the rates that lines of a form need, all its lines by default, each once, in the order of the form.

    ``readings`` are the choices made; without them the rates of every choice are needed.
    """
    found: dict[RateKey, None] = {}

    def note(key: str, year: int | None) -> None:
        found[RateKey(form.law, key, year or fiscal_year, as_enacted or year is not None)] = None

    for one in form.lines if lines is None else lines:
        if isinstance(one, RateLine):
            note(one.rate, one.fiscal_year)
        for part in pieces_of(one, readings or {}):
            if isinstance(part, RateValue):
                note(part.key, part.fiscal_year)
    return list(found)


def pieces_of(one: Line, readings: Mapping[str, str]) -> Iterator[Expression | Condition]:
    """Go through all pieces of the expression that computes a line under these readings; none for a line without one."""
    formula = formula_of(one)
    if formula is not None:
        yield from _pieces(formula, readings)


def _pieces(piece: Expression | Condition, readings: Mapping[str, str]) -> Iterator[Expression | Condition]:
    if isinstance(piece, ByReading | ConditionByReading) and piece.reading in readings:
        yield from _pieces(piece.choices[readings[piece.reading]], readings)
        return
    yield piece
    for part in parts(piece):
        yield from _pieces(part, readings)


def rested_on(form: Form, wanted: Iterable[str]) -> list[Line]:
    """Return the lines that the wanted ones rest on, themselves too, in the order of the form.

    A line that is given or else derived is taken as given.
    """
    keys: set[str] = set()
    waiting = list(wanted)
    while waiting:
        key = waiting.pop()
        if key not in keys:
            keys.add(key)
            one = form.by_key[key]
            formula = formula_of(one) if isinstance(one, Derived) else None
            if formula is not None:
                waiting += [part.key for part in pieces(formula) if isinstance(part, LineValue)]
    return [one for one in form.lines if one.key in keys]
