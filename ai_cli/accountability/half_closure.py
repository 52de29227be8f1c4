"""Paths that close half of what an index lacks of one hundred, R63 and R64."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.accountability.index import PER_CENT
from ai_cli.results.gaps import PathYear, Progress

if TYPE_CHECKING:
    from ai_cli.accountability.index import Index
    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import Slot


def year_of(key: str, rules: Rules) -> int:
    """Return a year of the law as a number."""
    return int(rules.text(key).removeprefix("FY "))


def path(base: Fraction, rules: Rules, base_year: int | None = None) -> tuple[PathYear, ...]:
    """Return the targets of the years after the base through the goal year, in equal steps.

    Shape: one group and subject. Units: index points, 0 to 100, exact. ``base_year`` is that of the law where it is not given.
    Errors: ``ValueError`` for a base outside 0 to 100, or a base year that is not before the goal year.
    Source: closure, base_year, goal_year.
    """
    first = year_of("base_year", rules) if base_year is None else base_year
    last = year_of("goal_year", rules)
    if not 0 <= base <= PER_CENT or first >= last:
        raise ValueError(f"no path from {base} in {first} to {last}")
    rise = (PER_CENT - base) * rules.share("closure")
    years = range(first + 1, last + 1)
    return tuple(PathYear(year, base + rise * Fraction(year - first, last - first)) for year in years)


def progress(
    slot: Slot, index: Index, base: Index, rules: Rules, base_year: int | None = None
) -> Progress | None:
    """Return how a group stands beside its own path in a year, subject and group; None where it or its base is too small.

    The goal is met strictly above the target. Units: index points, exact. Errors: as ``path``, and ``LookupError`` for a year
    that is not on the path. Source: least_students.
    """
    if min(index.students, base.students) < rules.whole("least_students"):
        return None
    year, subject, group = slot
    found = {one.year: one.target for one in path(base.value, rules, base_year)}
    if year not in found:
        raise LookupError(f"{year} is not on the path")
    target = found[year]
    difference = index.value - target
    cited = rules.cited(("R63", "R64"))
    return Progress(year, subject, group, index.value, target, difference, difference > 0, cited)


def is_closing(groups: tuple[Progress, ...]) -> bool:
    """Tell whether the goal of a district is met: every group is above its target, and there is one."""
    return bool(groups) and all(one.met for one in groups)
