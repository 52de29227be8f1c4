"""The ratings of a state's schools as rows to be shown, also as two other readings of percentile ranks would have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.accountability.ratings import rate
from ai_cli.results.percent_text import rounded
from ai_cli.results.ratings import DESIGNATIONS
from ai_cli.results.student_tables import RatingRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from fractions import Fraction

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.ratings import StatewideScores
    from ai_cli.results.ratings import Ratings, SchoolRating

_DECIMALS, _DECIMALS_OF_RANKS = 4, 6
_READING, _OTHERS = "percentile", ("rank-over-n", "midrank")


def rating_rows(ratings: Ratings, state: StatewideScores, rules: Rules) -> Iterator[RatingRow]:
    """Go through the schools that were rated, by id.

    Shape: a row for each school. Units: ranks 0 to 1 with six decimals, points and ratings with four. Errors: none.
    Source: the rules R51 to R62.
    """
    others = [
        {one.school: one for one in rate(state, rules.under({_READING: choice})).schools}
        for choice in _OTHERS
    ]
    for one in ratings.schools:
        rank_over_n, midrank = (_rating(other[one.school]) for other in others)
        has_points = one.mmr.possible > 0
        earned, possible = one.mmr if has_points else (None, None)
        row = (
            one.school,
            *(_rounded(rank, _DECIMALS_OF_RANKS) for rank in one.ranks.values()),
            _rounded(earned, _DECIMALS),
            _rounded(possible, _DECIMALS),
            _rating(one),
            _rounded(one.focus_rating.rating, _DECIMALS),
            rank_over_n,
            midrank,
            *("NY"[name in one.designations] for name in DESIGNATIONS),
        )
        yield RatingRow._make(row)


def _rating(one: SchoolRating) -> Decimal | None:
    return _rounded(one.mmr.rating, _DECIMALS)


def _rounded(value: Fraction | None, decimals: int) -> Decimal | None:
    return None if value is None else rounded(value, decimals)
