"""The shares of the uses in the whole budget: B101, B102, B103."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.criteria.words import dollars, percent
from ai_cli.findings import Finding, Place, finding
from ai_cli.results.checked_budget import Limit, NotChecked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.criteria.review import Review

LIMITS = {
    "direct": ("B101", "direct_services_least_share"),
    "professional_development": ("B102", "professional_development_most_share"),
    "administration": ("B103", "administration_most_share"),
}
"""Category -> the code of its share, and the rate that limits it."""


def limits(review: Review) -> tuple[Limit, ...]:
    """Return the limits of the shares, as the table draws them."""
    return tuple(
        Limit(category, Fraction(review.law.number(rate)), review.law.rate(rate).text, category == "direct")
        for category, (_, rate) in LIMITS.items()
    )


def direct_services(review: Review) -> Iterator[Finding | NotChecked]:
    """B101: direct services must not be below their least share."""
    yield from _share(review, "direct")


def professional_development(review: Review) -> Iterator[Finding | NotChecked]:
    """B102: professional development must not be above its greatest share."""
    yield from _share(review, "professional_development")


def administration(review: Review) -> Iterator[Finding | NotChecked]:
    """B103: administration must not be above its greatest share."""
    yield from _share(review, "administration")


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
    if (share < limit) if category == "direct" else (share > limit):
        yield finding(
            code,
            Place(review.budget.file),
            found=percent(share, limit),
            amount=dollars(part),
            total=dollars(total),
            limit=review.law.rate(rate).text,
            short=dollars(abs(Fraction(part) - limit * Fraction(total))),
            cut=dollars(abs(Fraction(total) - Fraction(part) / limit)),
        )
