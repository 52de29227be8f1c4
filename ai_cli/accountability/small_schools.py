"""Small schools, R33 to R36: how a school with few students in tested grades is evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.accountability.index import index_of, mean, pooled
from ai_cli.accountability.routes import LEAST_AVERAGED, NONE, Way, average_of, meets, shown, trail_of
from ai_cli.facts.accountability import DISTRICT as DISTRICT_LEVEL
from ai_cli.results.accountability import DISTRICT, FEEDER, NORMAL, SMALL_AVERAGED, SMALL_BELOW

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from ai_cli.accountability.routes import Years
    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import Entity
    from ai_cli.results.accountability import Pooled

SMALL, ALL_YEARS = "small_average_", "small_all"
"""The routes of small schools; the first is followed by a number of years."""


def status_of(entity: Entity, entities: Mapping[tuple[str, int], Entity], rules: Rules) -> str:
    """Return how a school or district is evaluated in its year.

    A school without tested grades that feeds another is a feeder; one with fewer than the least students in tested grades is
    evaluated on the years that together have as many, or as below them; one whose students are not known as any other.
    Source: small_school_students, small_school_years.
    """
    if entity.level == DISTRICT_LEVEL:
        return DISTRICT
    if entity.tested_grade_students is None:
        return NORMAL
    if not entity.tested_grade_students and entity.feeder_to is not None:
        return FEEDER
    least = rules.whole("small_school_students")
    if entity.tested_grade_students >= least:
        return NORMAL
    years = range(entity.year - rules.whole("small_school_years") + 1, entity.year + 1)
    known = (entities.get((entity.id, year)) for year in years)
    together = sum(one.tested_grade_students or 0 for one in known if one is not None)
    return SMALL_AVERAGED if together >= least else SMALL_BELOW


def small_way(years: Years, target: Fraction, z: Fraction | None, rules: Rules) -> Way:
    """Return how a cell of a small school meets: on the fewest years with enough students, then on one more, R34.

    Only the target with its interval is tried. Source: least_scored_students, averaged_years.
    """
    tried: list[Pooled | None] = []
    for count in range(LEAST_AVERAGED, rules.averaged_years + 1):
        average = average_of(years, count, rules)
        enough = average is not None and average.students >= rules.least_scored
        tried.append(shown(average, z) if average is not None and enough else None)
        if average is not None and enough and meets(average, target, z):
            return Way(f"{SMALL}{count}", trail_of(tried))
    return Way(NONE, trail_of(tried))


def is_evaluated(years: Years, rules: Rules) -> bool:
    """Tell whether some number of years of a small school's cell has enough students."""
    averages = (average_of(years, count, rules) for count in range(LEAST_AVERAGED, rules.averaged_years + 1))
    return any(one is not None and one.students >= rules.least_scored for one in averages)


def all_years_way(years: Years, target: Fraction, z: Fraction | None, rules: Rules) -> Way:
    """Return how all students of a school below the least meet: on every year there is, together, R35."""
    known = [index_of(one, rules.partial_weight) for one in years[: rules.averaged_years] if one is not None]
    together = mean(known) if rules.averages_means else pooled(known)
    route = ALL_YEARS if meets(together, target, z) else NONE
    return Way(route, trail_of([None, shown(together, z)]))
