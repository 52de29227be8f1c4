"""The Multiple Measurements Rating and the Focus Rating, R51 to R55: points earned of those possible."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.accountability.percentile_ranks import percentile_ranks
from ai_cli.facts.ratings import DOMAINS, FOCUSED, GAP_REDUCTION, GRADUATION, GROWTH, PROFICIENCY
from ai_cli.results.ratings import Points

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.ratings import RatedSchool

OF_THE_RATING = (PROFICIENCY, GROWTH, GAP_REDUCTION, GRADUATION)
OF_THE_FOCUS_RATING = (GAP_REDUCTION, FOCUSED)
_LOWER_IS_BETTER = (GAP_REDUCTION,)

Ranks = dict[str, Fraction | None]


def ranks_of(schools: Iterable[RatedSchool], rules: Rules) -> dict[str, Ranks]:
    """Return the percentile ranks of schools of one type, by school and domain, None where a domain is not applicable.

    Graduation is a domain of high schools only. Units: 0 to 1, exact. Source: graduation_school_types.
    """
    rated = [one for one in schools if one.eligible]
    found: dict[str, Ranks] = {one.id: dict.fromkeys(DOMAINS) for one in rated}
    for domain in DOMAINS:
        scores = {one.id: one.scores[domain] for one in rated if _has(one, domain, rules)}
        ranks = percentile_ranks(scores, rules, lower_is_better=domain in _LOWER_IS_BETTER)
        for school, rank in ranks.items():
            found[school][domain] = rank
    return found


def _has(school: RatedSchool, domain: str, rules: Rules) -> bool:
    with_graduation = school.school_type in rules.texts("graduation_school_types")
    return domain in school.scores and (domain != GRADUATION or with_graduation)


def points(ranks: Mapping[str, Fraction | None], domains: Iterable[str], rules: Rules) -> Points:
    """Return the points of some domains: the rank of each applicable one times what it gives. Source: domain_points."""
    worth = rules.share("domain_points")
    known = [rank for rank in (ranks[one] for one in domains) if rank is not None]
    return Points(worth * sum(known, Fraction()), worth * len(known))


def first_rating(years: Iterable[Points]) -> Points:
    """Return the rating of two years together, R54, as the first one of May 2012 was: points of both over those possible."""
    several = tuple(years)
    return Points(
        sum((one.earned for one in several), Fraction()), sum((one.possible for one in several), Fraction())
    )
