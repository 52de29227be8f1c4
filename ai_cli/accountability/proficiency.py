"""Proficiency, R22 to R27: whether the index of a cell meets its target, and by which route."""

from __future__ import annotations

from functools import partial as partial_of
from string import digits
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.accountability.index import PER_CENT, scored
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
    made,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction

    from ai_cli.accountability.routes import Way, Years
    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import AccountabilityFacts, Counts, Slot

    _Cell = tuple[str, str, int, str, str, int, int, int, Fraction | None]

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


_NO_TARGET = ("R1", "R23")


def rules_of_route(route: str) -> tuple[str, ...]:
    """Return the numbers of the rules that decided by a route."""
    return _RULES.get(route) or _RULES[route.rstrip(digits)]


class _Goal(NamedTuple):
    """A cell of the year with its target, and the two whole numbers that an index is compared with."""

    slot: Slot
    target: Fraction | None
    numerator: int
    hundredfold: int


class Proficiency:
    """Determines the cells of one year, for one entity after another. ``slots`` are their years, subjects and groups."""

    def __init__(self, facts: AccountabilityFacts, rules: Rules, slots: Sequence[Slot]) -> None:
        self.facts = facts
        self.rules = rules
        self.goals = tuple(_goal(slot, facts) for slot in slots)
        self.too_few = f"n_below_{rules.least_scored}"
        self.back = max(rules.safe_harbor_years + 1, rules.averaged_years)

    def of(
        self, entity: str, found: Sequence[Counts | None], z: Fraction | None, status: str
    ) -> list[Determination]:
        """Return the determination of each cell of an entity, which are in the order of the slots.

        ``status`` is how the entity is evaluated, ``z`` that of its decisions.
        """
        partial, least = self.rules.partial_weight, self.rules.least_scored
        part, full = partial.numerator, partial.denominator
        ordinary, by_target = status not in _SMALL, _RULES[TARGET]
        every: list[Determination] = []
        for goal, counts in zip(self.goals, found, strict=True):
            if counts is None:
                continue
            (year, subject, group), target, numerator, hundredfold = goal
            _, _, lowest, partially, meets, exceeds, _ = counts
            students = lowest + partially + meets + exceeds
            points, whole = full * (meets + exceeds) + part * partially, full * students
            cell = (PROFICIENCY, entity, year, subject, group, students, points, whole, target)
            if not ordinary:
                every.append(self._of_small(cell, goal, counts, z, status))
            elif students < least:
                every.append(Determination(*cell, NOT_EVALUATED, None, self.too_few, _TOO_FEW))
            elif target is None:
                every.append(Determination(*cell, UNDETERMINED, None, NO_TARGET, _NO_TARGET))
            elif hundredfold * points >= numerator * whole:
                every.append(made((*cell, MET, TARGET, None, by_target, z, None)))
            else:
                years = partial_of(self.years, entity, goal.slot, counts)
                route, trail = way(counts, years, target, z, self.rules)
                result = NOT_MET if route == NONE else MET
                every.append(Determination(*cell, result, route, None, rules_of_route(route), z, trail))
        return every

    def years(self, entity: str, slot: Slot, counts: Counts) -> Years:
        """Return a cell and those before it, None for a year without scored students."""
        year, subject, group = slot
        find = self.facts.cells.counts
        before = [find(entity, (year - back, subject, group)) for back in range(1, self.back)]
        return tuple([one if one is not None and scored(one) else None for one in (counts, *before)])

    def evaluated(self, entity: str, found: Sequence[Counts | None], status: str) -> int:
        """Return how many cells have enough students, R1; in a small school over several years, R34 and R35."""
        if status not in _SMALL:
            least, enough = self.rules.least_scored, 0
            for counts in found:
                if counts is not None:
                    _, _, lowest, partially, meets, exceeds, _ = counts
                    enough += lowest + partially + meets + exceeds >= least
            return enough
        known = (
            (goal.slot, counts) for goal, counts in zip(self.goals, found, strict=True) if counts is not None
        )
        return sum(
            self._is_evaluated(self.years(entity, slot, counts), slot, status) for slot, counts in known
        )

    def _is_evaluated(self, years: Years, slot: Slot, status: str) -> bool:
        if status == SMALL_AVERAGED:
            return is_evaluated(years, self.rules)
        return self._is_of_small(slot[-1]) and any(years[: self.rules.averaged_years])

    def _is_of_small(self, group: str) -> bool:
        """Tell whether a group of a school below the least is evaluated: all students, or each by ``small-below-20=every``."""
        every = self.rules.reads("small-below-20", "every")
        return every or group == self.rules.all_students

    def _of_small(
        self, cell: _Cell, goal: _Goal, counts: Counts, z: Fraction | None, status: str
    ) -> Determination:
        """Return the determination of a cell of a small school."""
        years = self.years(cell[1], goal.slot, counts)
        if not self._is_evaluated(years, goal.slot, status):
            below = status == SMALL_BELOW and not self._is_of_small(goal.slot[-1])
            reason, deciding = (ONLY_ALL, ("R35",)) if below else (self.too_few, _TOO_FEW)
            return Determination(*cell, NOT_EVALUATED, None, reason, deciding)
        if goal.target is None:
            return Determination(*cell, UNDETERMINED, None, NO_TARGET, _NO_TARGET)
        kind, how = _SMALL[status]
        route, trail = how(years, goal.target, z, self.rules)
        result = NOT_MET if route == NONE else MET
        return Determination(*cell, result, route, None, _RULES[kind], None, trail)


_SMALL: Mapping[str, tuple[str, Callable[[Years, Fraction, Fraction | None, Rules], Way]]] = {
    SMALL_AVERAGED: (SMALL, small_way),
    SMALL_BELOW: (ALL_YEARS, all_years_way),
}
"""How small schools are evaluated -> their route, and what finds it."""


def _goal(slot: Slot, facts: AccountabilityFacts) -> _Goal:
    known = facts.targets.get(slot)
    if known is None:
        return _Goal(slot, None, 0, 0)
    return _Goal(slot, known.value, known.value.numerator, PER_CENT * known.value.denominator)
