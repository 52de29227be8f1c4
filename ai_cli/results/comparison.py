"""Estimates beside one another: those of several programs, and those of several years."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.results.filled_form import State, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.results.estimate import Estimate
    from ai_cli.results.filled_form import FilledLine

REVENUE, MOST_REVENUE, AID, LEVY, OTHER_AID = "revenue", "most_revenue", "aid", "levy", "other_aid"

COMMON_ROWS: Mapping[str, str] = {
    "adjusted_pupil_units": "Adjusted pupil units",
    "enrollment": "Enrollment",
    "protected_enrollment": "Protected enrollment",
    "protected_share": "Protected share",
    MOST_REVENUE: "Most revenue, before budget or cost",
    REVENUE: "Revenue",
    AID: "Aid",
    LEVY: "Levy",
    OTHER_AID: "Other aid, on top of it",
}
"""What the lines of different programs have in common: key of a row -> its label, in the order they are shown."""

_NOT_AMOUNTS = frozenset({Unit.CLAUSE, Unit.FLAG, Unit.ROWS})
_DIGITS = Context(prec=60)


class Side(NamedTuple):
    """The estimate of one program and year, with those of its lines that stand in the common rows, by row."""

    estimate: Estimate
    lines: Mapping[str, FilledLine]


class Comparison(NamedTuple):
    """What several programs give one district in one fiscal year; the first is the one compared with."""

    sides: tuple[Side, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """The common rows that at least one of the programs has a line for, in their order."""
        return tuple(row for row in COMMON_ROWS if any(row in one.lines for one in self.sides))


class ProgramYears(NamedTuple):
    """What one program gives one district year after year, and the keys of its lines that a table shows."""

    sides: tuple[Side, ...]
    main_lines: tuple[str, ...]


def side_of(estimate: Estimate, compared: Mapping[str, str]) -> Side:
    """Return an estimate with its lines by common row; ``compared`` is common row -> key of the program's line."""
    by_key = estimate.form.by_key
    return Side(estimate, {row: by_key[key] for row, key in compared.items() if key in by_key})


def together(side: Side) -> Decimal | None:
    """Return the revenue of a side with the other aid on top of it, in dollars; None where the revenue is not complete."""
    revenue, other = side.lines.get(REVENUE), side.lines.get(OTHER_AID)
    if revenue is None or revenue.state is not State.COMPLETE or not isinstance(revenue.value, Decimal):
        return None
    on_top = other.value if other is not None and isinstance(other.value, Decimal) else Decimal(0)
    return _DIGITS.add(revenue.value, on_top)


def difference(line: FilledLine | None, first: FilledLine | None) -> Decimal | None:
    """Return by how much a line is more than the first one, exactly and in their unit.

    None where either is not complete, or where they are no amounts of one unit.
    """
    if line is None or first is None or line.unit is not first.unit or line.unit in _NOT_AMOUNTS:
        return None
    if line.state is not State.COMPLETE or first.state is not State.COMPLETE:
        return None
    if not isinstance(line.value, Decimal) or not isinstance(first.value, Decimal):
        return None
    return _DIGITS.subtract(line.value, first.value)
