"""Lines of a form on a sheet, computed live from cells that hold what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.forms.expressions import LineValue, RateValue, pieces
from ai_cli.forms.lines import Derived, GivenOrDerived, RateLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ai_cli.forms.form import Form
    from ai_cli.forms.lines import Line


class RateKey(NamedTuple):
    """A rate of a law in a fiscal year."""

    law: str
    key: str
    fiscal_year: int


class FormCells:
    """Where the lines of a form and the rates of its law stand in a workbook.

    ``lines`` is line key -> cell, ``rates`` rate -> cell, ``inner`` line key -> the cells of the form that derives it.
    """

    def __init__(
        self,
        law: str,
        fiscal_year: int,
        lines: Mapping[str, str],
        rates: Mapping[RateKey, str],
        inner: Mapping[str, FormCells] | None = None,
    ) -> None:
        self._law = law
        self._fiscal_year = fiscal_year
        self._lines = lines
        self._rates = rates
        self._inner = inner or {}

    def line(self, key: str) -> str:
        """Return the cell of a line's value."""
        return self._lines[key]

    def rate(self, key: str, fiscal_year: int | None) -> str:
        """Return the cell of a rate, of the form's year or of a fixed one."""
        return self._rates[RateKey(self._law, key, fiscal_year or self._fiscal_year)]

    def rows(self, key: str, column: str) -> tuple[str, ...]:
        """Errors: ``ValueError``, always; no form that is written to a workbook takes rows yet."""
        raise ValueError(f"{key}: rows of {column} have no cells")

    def inner(self, key: str, taken: str) -> str:
        """Return the cell of the line ``taken`` in the form that derives the line ``key``."""
        return self._inner[key].line(taken)


def rated(form: Form, fiscal_year: int, lines: Iterable[Line] | None = None) -> list[RateKey]:
    """Return the rates that lines of a form need, all its lines by default, each once, in the order of the form."""
    found: dict[RateKey, None] = {}
    for one in form.lines if lines is None else lines:
        if isinstance(one, RateLine):
            found[RateKey(form.law, one.rate, one.fiscal_year or fiscal_year)] = None
        for part in pieces_of(one):
            if isinstance(part, RateValue):
                found[RateKey(form.law, part.key, part.fiscal_year or fiscal_year)] = None
    return list(found)


def pieces_of(one: Line) -> Iterable[object]:
    """Go through all pieces of the expression that computes a line; none for a line that has no expression."""
    if isinstance(one, Derived):
        return pieces(one.formula)
    if isinstance(one, GivenOrDerived) and not isinstance(one.derivation, tuple):
        return pieces(one.derivation)
    return ()


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
            if isinstance(one, Derived):
                waiting += [part.key for part in pieces(one.formula) if isinstance(part, LineValue)]
    return [one for one in form.lines if one.key in keys]
