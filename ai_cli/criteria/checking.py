"""Checks a budget against all criteria, and gathers findings and what could not be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.criteria.lines import readable
from ai_cli.criteria.registry import CRITERIA
from ai_cli.criteria.shares import limits
from ai_cli.findings import Finding, Place, finding, in_order
from ai_cli.results.checked_budget import CheckedBudget, NotChecked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ai_cli.criteria.review import Review
    from ai_cli.law.figures import Figures

_OF_THE_LAW = ("L101", "L103", "L104", "I106")
_CARRIED = "confirm with the department that it holds for the year"
_MAXIMUM = ("max_initial_revenue", "max_incentive_revenue", "budget_for_maximum")


def check_budget(review: Review, wanted: Callable[[str], bool] = lambda _: True) -> CheckedBudget:
    """Return the check of a budget: its totals, findings in order of their places, and what was not checked.

    ``wanted`` tells of a code whether the user wants to hear of it. Findings about rates, L101 and L102, are those of
    the rates that the criteria used; about the form's lines those that the limits rest on. Nothing is raised.
    """
    findings: list[Finding] = [*review.remarks]
    findings += [one for one in readable(review) if isinstance(one, Finding)]
    not_checked: list[NotChecked] = []
    for criterion in CRITERIA:
        if wanted(criterion.code):
            for one in criterion.check(review):
                (not_checked if isinstance(one, NotChecked) else findings).append(one)  # type: ignore[arg-type]
    estimate = review.estimate
    if estimate is not None:
        findings.extend(one for one in estimate.findings if one.code in _OF_THE_LAW)
    if review.schools is not None:
        findings.extend(review.schools.findings)
    bounds = limits(review)
    findings.extend(_rates(review.law, review.budget.file))
    district = review.budget.facts.district or (None if review.facts is None else review.facts.facts.district)
    amounts = {key: review.line_of_the_form(key) for key in _MAXIMUM}
    return CheckedBudget(
        file=review.budget.file,
        district_id=None if district is None else district.id,
        district_name=None if district is None else district.name,
        fiscal_year=review.fiscal_year,
        lines=len(review.lines),
        totals=review.totals,
        limits=bounds,
        maximum={key: amount for key, amount in amounts.items() if amount is not None},
        not_checked=tuple(dict.fromkeys(not_checked)),
        findings=in_order(one for one in dict.fromkeys(findings) if wanted(one.code)),
        only_some_codes=not all(wanted(one.code) for one in CRITERIA),
    )


def _rates(law: Figures, file: str) -> Iterator[Finding]:
    """Go through the figures used that are carried past the last year they are known for, L101, or unverified, L102."""
    for key, rate in law.in_order():
        title, text = rate.rate.title, rate.text
        if rate.origin == "carried":
            yield finding(
                "L101",
                Place(file),
                title=title,
                key=key,
                text=text,
                known_through=rate.rate.known_through,
                fiscal_year=rate.fiscal_year,
                found=f"{key} known through FY {rate.rate.known_through}",
                cite=rate.entry.cite,
            )._replace(fix=_CARRIED)
        if rate.entry.standing == "unverified":
            what, fix = f"{title} ({key})", f"confirm it at {rate.entry.url}"
            yield finding("L102", Place(file), what=what, found=key, fix=fix, cite=rate.entry.cite)
