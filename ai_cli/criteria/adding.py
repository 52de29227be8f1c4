"""Which lines the totals of a workbook add, directly or through other totals."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from fractions import Fraction
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_cli.facts.budget import BudgetLine
    from ai_cli.facts.budget_file import BudgetWorkbook, PrintedTotal, Range

_CELL = re.compile(r"(?P<column>[A-Z]+)(?P<row>[0-9]+)")
_DEEPEST = 100
"""So many totals one above the other; no budget has more than a few."""

Held = TypeVar("Held")


class Reached(NamedTuple):
    """What a total comes to: the numbers of the lines under it, each once, and what typed totals among them add."""

    lines: frozenset[int]
    typed: Fraction
    over_typed: bool


class _Column(Generic[Held]):
    """What stands in the rows of one column of a sheet, found by row."""

    def __init__(self, held: Iterable[tuple[int, Held]]) -> None:
        listed = sorted(held, key=lambda one: one[0])
        self._rows = [row for row, _ in listed]
        self._held = [one for _, one in listed]

    def within(self, one: Range) -> list[Held]:
        first = 0 if one.first is None else bisect_left(self._rows, one.first)
        last = len(self._rows) if one.last is None else bisect_right(self._rows, one.last)
        return self._held[first:last]

    def above(self, row: int) -> tuple[int, Held] | None:
        """Return the nearest that stands above a row, and where."""
        index = bisect_left(self._rows, row) - 1
        return (self._rows[index], self._held[index]) if index >= 0 else None


class Adding:
    """The lines and totals of a workbook, and how they hang together."""

    def __init__(self, workbook: BudgetWorkbook, lines: Iterable[BudgetLine]) -> None:
        columns = {sheet.casefold(): column for sheet, column in workbook.amount_columns.items()}
        held: dict[tuple[str, str], list[tuple[int, BudgetLine]]] = {}
        for line in lines:
            sheet = str(line.sheet).casefold()
            held.setdefault((sheet, columns.get(sheet, "")), []).append((line.row or 0, line))
        printed: dict[tuple[str, str], list[tuple[int, PrintedTotal]]] = {}
        for total in workbook.totals:
            place, row = _place_of(total)
            printed.setdefault(place, []).append((row, total))
        self._amounts = set(columns.items())
        self._lines = {place: _Column(one) for place, one in held.items()}
        self._totals = {place: _Column(one) for place, one in printed.items()}
        self._known: dict[int, Reached | None] = {}

    def reached(self, total: PrintedTotal, depth: int = 0) -> Reached | None:
        """Return what a total that is a plain sum comes to; None where it adds what is neither line nor total."""
        if id(total) not in self._known:
            self._known[id(total)] = None  # one that adds itself comes to nothing known
            self._known[id(total)] = self._reached(total, depth) if depth < _DEEPEST else None
        return self._known[id(total)]

    def _reached(self, total: PrintedTotal, depth: int) -> Reached | None:
        if not total.is_sum:
            return None
        lines: set[int] = set()
        typed, over_typed = Fraction(), False
        for one in total.ranges:
            inside = [inner for inner in self.totals_in(one) if inner is not total]
            if (one.sheet.casefold(), one.column) not in self._amounts and not inside:
                return None
            lines.update(line.number for line in self.lines_in(one))
            for inner in inside:
                below = (
                    Reached(frozenset(), Fraction(inner.value or 0), over_typed=True)
                    if inner.is_typed
                    else None
                )
                below = below or self.reached(inner, depth + 1)
                if below is None:
                    return None
                lines |= below.lines
                typed += below.typed
                over_typed |= below.over_typed
        return Reached(frozenset(lines), typed, over_typed)

    def lines_in(self, one: Range) -> list[BudgetLine]:
        """Return the lines whose amount stands among these cells."""
        column = self._lines.get((one.sheet.casefold(), one.column))
        return [] if column is None else column.within(one)

    def totals_in(self, one: Range) -> list[PrintedTotal]:
        """Return the totals that stand among these cells."""
        column = self._totals.get((one.sheet.casefold(), one.column))
        return [] if column is None else column.within(one)

    def line_right_above(self, total: PrintedTotal) -> BudgetLine | None:
        """Return the line that stands nearest above a total, None where another total stands between."""
        place, row = _place_of(total)
        line = self._lines[place].above(row) if place in self._lines else None
        other = self._totals[place].above(row) if place in self._totals else None
        if line is None or (other is not None and other[0] > line[0]):
            return None
        return line[1]

    def named_by(self, totals: Iterable[PrintedTotal]) -> frozenset[int] | None:
        """Return the numbers of the lines that any of these totals takes.

        None where none of them takes amounts, or one does not tell which it takes: it was typed over, looks them up, or
        takes another total that does not tell.
        """
        numbers: set[int] = set()
        takes = False
        for total in totals:
            if total.is_typed or not total.names_all:
                return None
            through = self.reached(total)
            if through is not None:
                if through.over_typed:
                    return None
                takes = True
                numbers |= through.lines
                continue
            if any(one.first == one.last and self.totals_in(one) for one in total.ranges):
                return None
            for one in total.ranges:
                if (one.sheet.casefold(), one.column) in self._amounts:
                    takes = True
                    numbers.update(line.number for line in self.lines_in(one))
        return frozenset(numbers) if takes else None


def _place_of(total: PrintedTotal) -> tuple[tuple[str, str], int]:
    match = _CELL.fullmatch(str(total.place.cell))
    column, row = (match["column"], int(match["row"])) if match is not None else ("", 0)
    return (str(total.place.sheet).casefold(), column), row
