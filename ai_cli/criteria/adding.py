"""Which lines the totals of a workbook add, directly or through other totals."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ai_cli.facts.budget import BudgetLine
    from ai_cli.facts.budget_file import BudgetWorkbook, PrintedTotal, Range

_ROW = re.compile(r"[0-9]+$")


class Reached(NamedTuple):
    """What a total comes to: the numbers of the lines under it, each once, and what typed totals among them add."""

    lines: frozenset[int]
    typed: Fraction


class Adding:
    """The lines and totals of a workbook, and how they hang together."""

    def __init__(self, workbook: BudgetWorkbook, lines: Iterable[BudgetLine]) -> None:
        self._columns = {sheet.casefold(): column for sheet, column in workbook.amount_columns.items()}
        self._lines: dict[str, list[BudgetLine]] = {}
        for line in lines:
            self._lines.setdefault(str(line.sheet).casefold(), []).append(line)
        self._totals = workbook.totals

    def reached(self, total: PrintedTotal, above: tuple[PrintedTotal, ...] = ()) -> Reached | None:
        """Return what a total that is a plain sum comes to; None where it adds what is neither line nor total."""
        if not total.is_sum or total in above:
            return None
        lines: set[int] = set()
        typed = Fraction()
        for one in total.ranges:
            inside = list(self._totals_in(one))
            if self._columns.get(one.sheet.casefold()) != one.column and not inside:
                return None
            lines |= {line.number for line in self.lines_in(one)}
            for inner in inside:
                if inner is total:
                    continue
                if inner.is_typed:
                    typed += Fraction(inner.value or 0)
                    continue
                below = self.reached(inner, (*above, total))
                if below is None:
                    return None
                lines |= below.lines
                typed += below.typed
        return Reached(frozenset(lines), typed)

    def lines_in(self, one: Range) -> Iterator[BudgetLine]:
        """Go through the lines whose amount stands among these cells."""
        sheet = one.sheet.casefold()
        if self._columns.get(sheet) == one.column:
            yield from (line for line in self._lines.get(sheet, ()) if one.has_row(line.row))

    def named_by(self, totals: Iterable[PrintedTotal]) -> frozenset[int] | None:
        """Return the numbers of the lines that any of these totals takes.

        None where none of them takes amounts, or one does not tell which it takes: it was typed over, or looks them up.
        """
        numbers: set[int] = set()
        takes = False
        for total in totals:
            if total.is_typed or not total.names_all:
                return None
            through = self.reached(total)
            numbers |= through.lines if through is not None else set()
            for one in total.ranges:
                if self._columns.get(one.sheet.casefold()) == one.column:
                    takes = True
                    numbers |= {line.number for line in self.lines_in(one)}
        return frozenset(numbers) if takes else None

    def _totals_in(self, one: Range) -> Iterator[PrintedTotal]:
        for total in self._totals:
            cell, sheet = str(total.place.cell), str(total.place.sheet)
            row = _ROW.search(cell)
            if row is not None and one.holds(sheet, cell[: row.start()], int(row.group())):
                yield total
