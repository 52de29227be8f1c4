"""Participation, R28: whether enough of the enrolled students of a group were tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.results.accountability import MET, NOT_EVALUATED, NOT_MET, PARTICIPATION, Determination

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import Counts, Slot

_RULES = ("R2", "R28")


def reaches(part: int, whole: int, goal: Fraction) -> bool:
    """Tell whether a part of a whole is at least a share: 38 of 40 is 95 percent exactly. Whole numbers are compared."""
    return goal.denominator * part >= goal.numerator * whole


def participation_of(rules: Rules) -> Callable[[str, Slot, Counts], Determination]:
    """Return what determines the participation of a cell.

    Units: tested of enrolled students in the window. Source: least_enrolled, participation_goal.
    """
    goal, least = rules.share("participation_goal"), rules.least_enrolled
    shown, too_few = goal * 100, f"enrolled_below_{least}"

    def of(entity: str, slot: Slot, counts: Counts) -> Determination:
        year, subject, group = slot
        enrolled, tested, *_ = counts
        cell = (PARTICIPATION, entity, year, subject, group, enrolled, tested, enrolled, shown)
        if enrolled < least:
            return Determination(*cell, NOT_EVALUATED, None, too_few, _RULES[:1])
        return Determination(*cell, MET if reaches(tested, enrolled, goal) else NOT_MET, None, None, _RULES)

    return of
