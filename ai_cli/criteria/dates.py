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


def _days(review: Review, code: str, *names: str) -> tuple[date, ...] | NotChecked:
    """Return these days of the plan, else what is missing."""
    found = {one: getattr(review.budget.facts.plan, one, None) for one in names}
    missing = [f"plan.{one}" for one, day in found.items() if day is None]
    return NotChecked(code, ", ".join(missing)) if missing else tuple(filter(None, found.values()))


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
    days = _days(review, "B701", "submitted_on")
    if isinstance(days, NotChecked):
        yield days
        return
    if review.fiscal_year is None:
        yield NotChecked("B701", "fiscal_year")
        return
    (submitted,) = days
    due = _due(review.fiscal_year)
    if due is None:
        yield NotChecked("B701", f"the day on which a budget of FY {review.fiscal_year} was due")
    elif submitted > due:
        place = review.budget.written.place(("plan", "submitted_on"))
        yield finding("B701", place, found=submitted.isoformat(), due=due.isoformat())


def posted_in_time(review: Review) -> Iterator[Finding | NotChecked]:
    """B702: the plan should be posted some days before the public meeting."""
    found = _days(review, "B702", "posted_on", "public_meeting_on")
    if isinstance(found, NotChecked):
        yield found
        return
    posted, meeting = found
    least = int(review.calendar.number("posting_days"))
    days = (meeting - posted).days
    if days < least:
        yield finding(
            "B702",
            review.budget.written.place(("plan", "posted_on")),
            found=posted.isoformat(),
            when=f"{counted(abs(days), 'day')} {'before' if days >= 0 else 'after'}",
            meeting=meeting.isoformat(),
            allowed=f"{least} days before the meeting, or earlier",
        )


def approved_before_submission(review: Review) -> Iterator[Finding | NotChecked]:
    """B703: the board should approve before the budget is submitted."""
    days = _days(review, "B703", "board_approved_on", "submitted_on")
    if isinstance(days, NotChecked):
        yield days
        return
    approved, submitted = days
    if approved > submitted:
        place = review.budget.written.place(("plan", "board_approved_on"))
        yield finding("B703", place, found=approved.isoformat(), submitted=submitted.isoformat())
