"""The totals of the budget against the lines of the form, and against what is stated: B201, B202, B203."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ai_cli.criteria.words import cents, dollars
from ai_cli.findings import Finding, Place, finding
from ai_cli.results.checked_budget import NotChecked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ai_cli.criteria.review import Review
_STATED = (("initial",), ("incentive",), ("stated", "initial"), ("stated", "incentive"), ("stated", "total"))
"""Where under ``budget`` a total may be stated."""


def initial_budget(review: Review) -> Iterator[Finding | NotChecked]:
    """B201: the initial budget should not be above the one that claims all of Max Initial Rev."""
    yield from _limit(review, "B201", review.totals.initial, "budget_for_maximum")


def incentive_budget(review: Review) -> Iterator[Finding | NotChecked]:
    """B202: the incentive budget should not be above Max Incentive Revenue."""
    yield from _limit(review, "B202", review.totals.incentive, "max_incentive_revenue")


def _limit(review: Review, code: str, budget: Decimal | None, line: str) -> Iterator[Finding | NotChecked]:
    most = review.line_of_the_form(line)
    if budget is None:
        yield NotChecked(code, review.budget.unread or "an amount or a revenue of a line is not known")
    elif review.estimate is None:
        yield NotChecked(
            code, "district and fiscal year; give them in the budget file, or facts with --facts"
        )
    elif most is None:
        needed = [one for one in review.estimate.missing if not one.startswith("budget.")]
        yield NotChecked(code, ", ".join(needed) or "a rate of the fiscal year")
    elif cents(budget) > most:
        place = Place(review.budget.file)
        yield finding(
            code, place, found=dollars(budget), over=dollars(cents(budget) - most), limit=dollars(most)
        )


def stated_totals(review: Review) -> Iterator[Finding | NotChecked]:
    """B203: a total that a YAML file states must be the sum of its lines, to the cent."""
    head = review.budget.facts.budget
    if head is None:
        return
    for path in _STATED:
        said: Any = head
        for part in path:
            said = getattr(said, part, None)
        sum_of_lines = getattr(review.totals, path[-1])
        name = ".".join(("budget", *path))
        if said is None:
            continue
        if sum_of_lines is None:
            unknown = review.budget.unread or "an amount or a revenue of a line is not known"
            yield NotChecked("B203", f"{name}: {unknown}")
        elif said != sum_of_lines:
            place = review.budget.written.place(("budget", *path))
            yield finding("B203", place, key=name, found=dollars(said), sum=dollars(sum_of_lines))
