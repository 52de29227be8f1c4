"""Participation, R28: whether enough of the enrolled students of a group were tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.accountability.index import PER_CENT
from ai_cli.results.accountability import (
    ENROLLED_NOT_KNOWN,
    MET,
    NOT_EVALUATED,
    NOT_MET,
    PARTICIPATION,
    Determination,
    made,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import Counts, Slot

_TOO_FEW, _RULES = ("R2",), ("R2", "R28")


def reaches(part: int, whole: int, goal: Fraction) -> bool:
    """Tell whether a part of a whole is at least a share: 38 of 40 is 95 percent exactly. Whole numbers are compared."""
    return goal.denominator * part >= goal.numerator * whole


class Participation:
    """Determines the participation of the cells of one year, for one entity after another.

    Units: tested of enrolled students in the window. Source: least_enrolled, participation_goal.
    """

    def __init__(self, rules: Rules, slots: Sequence[Slot], *, enrolled_known: bool = True) -> None:
        self.slots = slots
        self.goal = rules.share("participation_goal")
        self.least = rules.least_enrolled
        self.shown = self.goal * PER_CENT
        self.too_few = f"enrolled_below_{self.least}" if enrolled_known else ENROLLED_NOT_KNOWN

    def of(self, entity: str, found: Sequence[Counts | None]) -> list[Determination]:
        """Return the participation of each cell of an entity, which are in the order of the slots."""
        whole, part, least = self.goal.numerator, self.goal.denominator, self.least
        every: list[Determination] = []
        for (year, subject, group), counts in zip(self.slots, found, strict=True):
            if counts is None:
                continue
            enrolled, tested, *_ = counts
            cell = (PARTICIPATION, entity, year, subject, group, enrolled, tested, enrolled, self.shown)
            if enrolled < least:
                every.append(Determination(*cell, NOT_EVALUATED, None, self.too_few, _TOO_FEW))
            else:
                result = MET if part * tested >= whole * enrolled else NOT_MET
                every.append(made((*cell, result, None, None, _RULES, None, None)))
        return every

    def evaluated(self, found: Sequence[Counts | None]) -> int:
        """Return how many cells have enough enrolled students, R2."""
        return sum([counts[0] >= self.least for counts in found if counts is not None])
