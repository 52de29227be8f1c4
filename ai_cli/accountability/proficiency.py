"""Proficiency, R22 to R27: whether the index of a cell meets its target, and by which route."""

from __future__ import annotations

from string import digits
from typing import TYPE_CHECKING

from ai_cli.accountability.index import index_of, scored
from ai_cli.accountability.routes import AVERAGE, NONE, SAFE_HARBOR, TARGET, TARGET_CI, way
from ai_cli.accountability.small_schools import ALL_YEARS, SMALL, all_years_way, is_evaluated, small_way
from ai_cli.results.accountability import (
    MET,
    NOT_EVALUATED,
    NOT_MET,
    PROFICIENCY,
    SMALL_AVERAGED,
    SMALL_BELOW,
    UNDETERMINED,
    Determination,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from ai_cli.accountability.routes import Way, Years
    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import AccountabilityFacts, Counts, Slot

ONLY_ALL, NO_TARGET = "small_school_all_only", "no_target"
"""Why a cell is not evaluated, beside too few students, or undetermined."""

_TOO_FEW = ("R1",)
_RULES = {
    TARGET: ("R1", "R22", "R23", "R25"),
    TARGET_CI: ("R1", "R22", "R23", "R24", "R25"),
    SAFE_HARBOR: ("R1", "R22", "R25", "R26"),
    AVERAGE: ("R1", "R22", "R24", "R25", "R27"),
    NONE: ("R1", "R22", "R23", "R24", "R25", "R26", "R27"),
    SMALL: ("R1", "R22", "R24", "R33", "R34"),
    ALL_YEARS: ("R22", "R24", "R33", "R35"),
}


def rules_of_route(route: str, small: str | None) -> tuple[str, ...]:
    """Return the numbers of the rules that decided by a route, in a school that is small in this way or not."""
    if route == NONE and small is not None:
        return _RULES[small]
    return _RULES.get(route) or _RULES[route.rstrip(digits)]


class Proficiency:
    """Determines the cells of one year, for one entity after another."""

    def __init__(self, facts: AccountabilityFacts, rules: Rules) -> None:
        self.facts = facts
        self.rules = rules
        self.too_few = f"n_below_{rules.least_scored}"
        self.back = max(rules.safe_harbor_years + 1, rules.averaged_years)

    def years(self, entity: str, slot: Slot, counts: Counts) -> Years:
        """Return a cell and those before it, None for a year without scored students."""
        year, subject, group = slot
        find = self.facts.cells.counts
        before = (find(entity, (year - back, subject, group)) for back in range(1, self.back))
        return tuple(one if one is not None and scored(one) else None for one in (counts, *before))

    def is_evaluated(self, entity: str, slot: Slot, counts: Counts, status: str) -> bool:
        """Tell whether a cell has enough students, R1; in a small school over several years, R34 and R35."""
        if status == SMALL_AVERAGED:
            return is_evaluated(self.years(entity, slot, counts), self.rules)
        if status == SMALL_BELOW:
            return slot[-1] == self.rules.all_students and any(self.years(entity, slot, counts))
        return scored(counts) >= self.rules.least_scored

    def of(self, entity: str, slot: Slot, counts: Counts, z: Fraction | None, status: str) -> Determination:
        """Return the determination of one cell of an entity with this status, and with the z of its decisions."""
        year, subject, group = slot
        index = index_of(counts, self.rules.partial_weight)
        known = self.facts.targets.get(slot)
        target = None if known is None else known.value
        small = {SMALL_AVERAGED: SMALL, SMALL_BELOW: ALL_YEARS}.get(status)
        cell = (PROFICIENCY, entity, year, subject, group, index.students, index.points, index.whole, target)
        if not self.is_evaluated(entity, slot, counts, status):
            below = status == SMALL_BELOW and group != self.rules.all_students
            reason, deciding = (ONLY_ALL, ("R35",)) if below else (self.too_few, _TOO_FEW)
            return Determination(*cell, NOT_EVALUATED, None, reason, deciding)
        if target is None:
            return Determination(*cell, UNDETERMINED, None, NO_TARGET, ("R1", "R23"))
        if small is None and index.reaches(target):
            return Determination(*cell, MET, TARGET, None, _RULES[TARGET], z)
        route, trail = self._way(self.years(entity, slot, counts), target, z, small)
        result = NOT_MET if route == NONE else MET
        own_z = z if small is None else None
        return Determination(*cell, result, route, None, rules_of_route(route, small), own_z, trail)

    def _way(self, years: Years, target: Fraction, z: Fraction | None, small: str | None) -> Way:
        if small is None:
            return way(years, target, z, self.rules)
        if small == ALL_YEARS:
            return all_years_way(years, target, z, self.rules)
        found = small_way(years, target, z, self.rules)
        if found is None:
            raise ValueError("a cell that is not evaluated has no route")
        return found
