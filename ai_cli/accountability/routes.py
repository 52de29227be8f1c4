"""The ways in which a cell that misses its target may still meet: interval, safe harbor, averages; R24 to R27."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.accountability.index import PER_CENT, Index, index_of, mean, percent_of, pooled
from ai_cli.accountability.interval import within
from ai_cli.results.accountability import Pooled, Trail

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import Counts

TARGET, TARGET_CI, SAFE_HARBOR, AVERAGE, NONE = "target", "target_ci", "safe_harbor_", "average_", "none"
"""The routes; the third and fourth are followed by a number of years."""

Years = tuple["Counts | None", ...]
"""A cell and those of the years before it, this year first; None where there is no cell or nobody was scored."""


LEAST_AVERAGED = 1 + 1
"""An average has this year and at least the one before."""


class Way(NamedTuple):
    """The route by which a cell meets, or ``none``, and what was compared on the way."""

    route: str
    trail: Trail | None


def way(
    counts: Counts, years: Callable[[], Years], target: Fraction, z: Fraction | None, rules: Rules
) -> Way:
    """Return the first route that a cell meets by which misses its target, in the order of R25.

    ``counts`` are those of the cell, which has students; ``years`` gives it with those before it, as many as safe harbor goes
    back, and is asked only where the interval does not let the cell pass. Units: the target in index points, 0 to 100.
    Source: safe_harbor_reduction, safe_harbor_years, averaged_years.
    """
    if z is not None and within(index_of(counts, rules.partial_weight), target, z):
        return Way(TARGET_CI, None)
    known = years()
    for back in range(1, rules.safe_harbor_years + 1):
        base = safe_harbor_base(known, back, rules)
        if base is not None and _loses_enough(_basis(counts, rules), base, rules):
            return Way(f"{SAFE_HARBOR}{back}", Trail(back, safe_harbor_target(base, rules)))
    own_z = z if rules.interval_of_average else None
    return averaged(known, target, own_z, rules)


def _basis(counts: Counts, rules: Rules) -> Index:
    """Return what safe harbor compares: the index or the percent proficient, by the reading ``sh-basis``."""
    return percent_of(counts) if rules.safe_harbor_on_percent else index_of(counts, rules.partial_weight)


def safe_harbor_base(years: Years, back: int, rules: Rules) -> Index | None:
    """Return what safe harbor over so many years compares with, None where there is no such base.

    It is the year so far back, or all since then together by the reading ``sh-base``, each of which must be there; and it has
    at least the students of the reading ``sh-base-min-n``.
    """
    since = years[1 : back + 1] if rules.safe_harbor_on_pool else years[back : back + 1]
    known = [_basis(one, rules) for one in since if one is not None]
    if not known or len(known) < len(since):
        return None
    base = pooled(known)
    return base if base.students >= rules.least_safe_harbor_base else None


def _loses_enough(now: Index, base: Index, rules: Rules) -> bool:
    """Tell whether what is lacking now is at most the part of what the base lacked that may be kept: in whole numbers."""
    kept = rules.kept_nonproficiency
    lacking, lacked = now.whole - now.points, base.whole - base.points
    return lacking * base.whole * kept.denominator <= kept.numerator * lacked * now.whole


def safe_harbor_target(base: Index, rules: Rules) -> Fraction:
    """Return what a cell must reach to have lost enough nonproficiency since the base, in index points."""
    return PER_CENT - rules.kept_nonproficiency * (PER_CENT - base.value)


def average_of(years: Years, count: int, rules: Rules) -> Index | None:
    """Return the index of a cell over so many years, None where one is missing that it needs, R27.

    It needs each of the years, or by the reading ``avg-missing-year=skip`` only the oldest.
    """
    tried = years[:count]
    known = [index_of(one, rules.partial_weight) for one in tried if one is not None]
    if len(tried) < count or tried[-1] is None or (len(known) < count and not rules.skips_missing_years):
        return None
    return mean(known) if rules.averages_means else pooled(known)


def averaged(years: Years, target: Fraction, z: Fraction | None, rules: Rules) -> Way:
    """Return the average that a cell meets by, or none; each average that was tried is on the trail."""
    tried: list[Pooled | None] = []
    for count in range(LEAST_AVERAGED, rules.averaged_years + 1):
        average = average_of(years, count, rules)
        tried.append(None if average is None else shown(average, z))
        if average is not None and meets(average, target, z):
            return Way(f"{AVERAGE}{count}", trail_of(tried))
    return Way(NONE, trail_of(tried))


def meets(index: Index, target: Fraction, z: Fraction | None) -> bool:
    """Tell whether an index is at or above a target, lowered by its interval where there is a z."""
    return index.reaches(target) if z is None else within(index, target, z)


def shown(average: Index, z: Fraction | None) -> Pooled:
    """Return an average as a result has it."""
    return Pooled(average.students, average.points, average.whole, z)


def trail_of(tried: Sequence[Pooled | None]) -> Trail:
    """Return the trail of the averages over two and three years that were tried."""
    two, three, *_ = (*tried, None, None)
    return Trail(pooled_2=two, pooled_3=three)
