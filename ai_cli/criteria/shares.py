"""The shares of the uses in the whole budget: B101, B102, B103."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.criteria.words import dollars, percent, up_to_the_cent
from ai_cli.facts.budget import ADMINISTRATION, DIRECT, PROFESSIONAL_DEVELOPMENT
from ai_cli.findings import Finding, Place, finding
from ai_cli.results.checked_budget import Limit, NotChecked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.criteria.review import Review

LIMITS = {
    DIRECT: ("B101", "direct_services_least_share"),
    PROFESSIONAL_DEVELOPMENT: ("B102", "professional_development_most_share"),
    ADMINISTRATION: ("B103", "administration_most_share"),
}
"""Category -> the code of its share, and the rate that limits it."""


def limits(review: Review) -> tuple[Limit, ...]:
    """Return the limits of the shares, as the table draws them."""
    return tuple(
        Limit(category, Fraction(review.law.number(rate)), review.law.rate(rate).text, category == DIRECT)
        for category, (_, rate) in LIMITS.items()
    )


def direct_services(review: Review) -> Iterator[Finding | NotChecked]:
    """B101: direct services must not be below their least share."""
    yield from _share(review, DIRECT)


def professional_development(review: Review) -> Iterator[Finding | NotChecked]:
    """B102: professional development must not be above its greatest share."""
    yield from _share(review, PROFESSIONAL_DEVELOPMENT)


def administration(review: Review) -> Iterator[Finding | NotChecked]:
    """B103: administration must not be above its greatest share."""
    yield from _share(review, ADMINISTRATION)


def _share(review: Review, category: str) -> Iterator[Finding | NotChecked]:
    code, rate = LIMITS[category]
    totals = review.totals
    total, part = totals.total, getattr(totals, category)
    if total is None or part is None:
        yield NotChecked(code, review.budget.unread or "an amount or a category of a line is not known")
        return
    if not total:
        yield NotChecked(code, "the budget adds up to nothing")
        return
    limit, share = Fraction(review.law.number(rate)), Fraction(part) / Fraction(total)
    is_least = category == DIRECT
    if (share < limit) if is_least else (share > limit):
        moved = abs(Fraction(part) - limit * Fraction(total))
        yield finding(
            code,
            Place(review.budget.file),
            found=percent(share, limit),
            amount=dollars(part),
            total=dollars(total),
            limit=review.law.rate(rate).text,
            short=dollars(up_to_the_cent(moved)),
            cut=dollars(up_to_the_cent(moved / (limit if is_least else 1 - limit))),
        )
