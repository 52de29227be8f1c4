"""The days of plan and budget: B701, B702, B703."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.criteria.review import CALENDAR_LAW
from ai_cli.criteria.words import counted
from ai_cli.facts.budget import AMENDED
from ai_cli.findings import Finding, finding
from ai_cli.programs.calendar import NoDate, date_of
from ai_cli.results.checked_budget import NotChecked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ai_cli.criteria.review import Review
    from ai_cli.facts.budget import Plan


def _plan(review: Review, code: str, *days: str) -> Plan | NotChecked:
    """Return the plan where it has these days, else what is missing."""
    plan = review.budget.facts.plan
    missing = [f"plan.{one}" for one in days if plan is None or getattr(plan, one) is None]
    return NotChecked(code, ", ".join(missing)) if missing or plan is None else plan


def _due(fiscal_year: int) -> date | None:
    """Return the day on which a new budget is due, in the program's first year a day of its own; None where none is known."""
    for key in ("budget_due", "first_budgets_revised"):
        try:
            return date_of(CALENDAR_LAW, key, fiscal_year)
        except NoDate:
            continue
    return None


def submitted_in_time(review: Review) -> Iterator[Finding | NotChecked]:
    """B701: a new budget must be submitted by its day."""
    known = review.budget.facts.plan
    if known is not None and known.kind == AMENDED:
        return
    plan = _plan(review, "B701", "submitted_on")
    if isinstance(plan, NotChecked):
        yield plan
    elif review.fiscal_year is None:
        yield NotChecked("B701", "fiscal_year")
    elif plan.submitted_on is not None:
        due = _due(review.fiscal_year)
        if due is None:
            yield NotChecked("B701", f"the day on which a budget of FY {review.fiscal_year} was due")
        elif plan.submitted_on > due:
            place = review.budget.written.place(("plan", "submitted_on"))
            yield finding("B701", place, found=plan.submitted_on.isoformat(), due=due.isoformat())


def posted_in_time(review: Review) -> Iterator[Finding | NotChecked]:
    """B702: the plan should be posted some days before the public meeting."""
    plan = _plan(review, "B702", "posted_on", "public_meeting_on")
    if isinstance(plan, NotChecked):
        yield plan
    elif plan.posted_on is not None and plan.public_meeting_on is not None:
        least = int(review.calendar.number("posting_days"))
        days = (plan.public_meeting_on - plan.posted_on).days
        if days < least:
            place = review.budget.written.place(("plan", "posted_on"))
            meeting, allowed = (
                plan.public_meeting_on.isoformat(),
                f"{least} days before the meeting, or earlier",
            )
            when = f"{counted(abs(days), 'day')} {'before' if days >= 0 else 'after'}"
            found = plan.posted_on.isoformat()
            yield finding("B702", place, found=found, when=when, meeting=meeting, allowed=allowed)


def approved_before_submission(review: Review) -> Iterator[Finding | NotChecked]:
    """B703: the board should approve before the budget is submitted."""
    plan = _plan(review, "B703", "board_approved_on", "submitted_on")
    if isinstance(plan, NotChecked):
        yield plan
    elif (
        plan.board_approved_on is not None
        and plan.submitted_on is not None
        and plan.board_approved_on > plan.submitted_on
    ):
        place = review.budget.written.place(("plan", "board_approved_on"))
        found, submitted = plan.board_approved_on.isoformat(), plan.submitted_on.isoformat()
        yield finding("B703", place, found=found, submitted=submitted)
