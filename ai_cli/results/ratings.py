"""What a statewide file of domain scores says: percentile ranks, ratings and designations of schools."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from ai_cli.findings import Finding
    from ai_cli.results.accountability import RuleOfLaw
    from ai_cli.results.screening import RateOfLaw

PRIORITY, FOCUS, REWARD, CELEBRATION_ELIGIBLE, CONTINUOUS_IMPROVEMENT = (
    "priority", "focus", "reward", "celebration_eligible", "continuous_improvement",
)  # fmt: skip
"""The designations. A school may have Focus and Celebration Eligible together."""

DESIGNATIONS = (PRIORITY, FOCUS, REWARD, CELEBRATION_ELIGIBLE, CONTINUOUS_IMPROVEMENT)


class Points(NamedTuple):
    """Points earned of those possible; a domain that is not applicable is in neither."""

    earned: Fraction
    possible: Fraction

    @property
    def rating(self) -> Fraction | None:
        """The share earned in percent, 0 to 100 and exact; None where no domain is applicable."""
        return 100 * self.earned / self.possible if self.possible else None


class SchoolRating(NamedTuple):
    """The rating of one school inside its type.

    ``ranks`` are percentile ranks by domain, 0 to 1 and exact, None where a domain is not applicable. ``mmr`` is the
    Multiple Measurements Rating, ``focus_rating`` that of gap reduction and focused proficiency.
    """

    school: str
    school_type: str
    title_i: bool
    ranks: Mapping[str, Fraction | None]
    mmr: Points
    focus_rating: Points
    designations: tuple[str, ...]
    rules: tuple[str, ...]


class Ratings(NamedTuple):
    """The ratings of a state's schools in one year, by id, with the law and the readings behind them.

    ``schools`` is empty where the file is not of a whole state, which its findings say.
    """

    file: str
    year: int
    schools: tuple[SchoolRating, ...]
    readings: Mapping[str, str]
    rules: tuple[RuleOfLaw, ...]
    rates: tuple[RateOfLaw, ...]
    labels: tuple[str, ...]
    findings: tuple[Finding, ...]
