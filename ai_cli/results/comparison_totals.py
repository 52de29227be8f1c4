"""What the comparisons of a run come to together, kept as running sums."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from ai_cli.results.comparison import AID, LEVY, OTHER_AID, REVENUE
from ai_cli.results.filled_form import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.results.comparison import Comparison
    from ai_cli.results.filled_form import FilledLine

SUMMED = (REVENUE, AID, LEVY, OTHER_AID)
"""The common rows that are added up, all in dollars."""

_WHY = {State.INCOMPLETE: "incomplete", State.NOT_APPLICABLE: "not applicable"}


class ComparisonTotals:
    """Adds up what each program gives, over the comparisons in which the revenue of every program is complete.

    ``titles`` are the programs compared, key -> title, in their order. ``years`` are the fiscal years in the sums,
    ``districts`` the number of districts in them, each counted once a year. ``left_out`` counts the others by the
    reason in words.
    """

    def __init__(self, titles: Mapping[str, str]) -> None:
        self.titles = titles
        self.districts = 0
        self.years: set[int] = set()
        self.left_out: Counter[str] = Counter()
        self._sums: dict[tuple[str, str], Decimal] = {}
        self._lacking: set[tuple[str, str]] = set()

    def add(self, one: Comparison) -> None:
        """Add one district and fiscal year, or count it as left out."""
        sides = {side.estimate.form.key: side for side in one.sides}
        revenues = {key: sides[key].lines.get(REVENUE) if key in sides else None for key in self.titles}
        reasons = [
            f"{_why_not(line, computed=key in sides)} under {key}"
            for key, line in revenues.items()
            if line is None or line.state is not State.COMPLETE
        ]
        if reasons:
            self.left_out[f"revenue {', '.join(reasons)}"] += 1
            return
        self.districts += 1
        self.years.update(side.estimate.form.fiscal_year for side in one.sides)
        for key, side in sides.items():
            for row in SUMMED:
                line = side.lines.get(row)
                if line is not None and isinstance(line.value, Decimal):
                    self._sums[key, row] = self._sums.get((key, row), Decimal(0)) + line.value
                elif line is not None and not (row == OTHER_AID and line.state is State.NOT_APPLICABLE):
                    self._lacking.add((key, row))

    def has(self, program: str, row: str) -> bool:
        """Tell whether a program has a line for a row."""
        return (program, row) in self._sums or (program, row) in self._lacking

    def amount(self, program: str, row: str) -> Decimal | None:
        """Return the sum of a row in dollars; None where there is none, or a district in the sums lacks it."""
        return None if (program, row) in self._lacking else self._sums.get((program, row))


def _why_not(line: FilledLine | None, *, computed: bool) -> str:
    if line is None:
        return "not a line" if computed else "not computed"
    return _WHY[line.state]
