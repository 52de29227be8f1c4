"""What the integration revenue law and the bill that would have changed it take from the facts alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.forms import Entry
    from ai_cli.programs.gathering import Gathering
    from ai_cli.results.filled_form import FilledForm

PLAN_COST, LEVY_USE = "plan-cost", "levy-use"
"""Readings: which cost of the plan limits the revenue, and how much of the authority is levied."""

TYPED_LEVY = "typed_levy"
"""The part of a form that holds a levy below the authority."""

COST_KEY, BUDGET_KEY = "integration_revenue.actual_cost", "integration_revenue.approved_budget"


def plan_cost(facts: Gathering) -> Entry | None:
    """Return the cost of the plan as the reading ``plan-cost`` takes it, None where it is not given.

    Under ``actual`` the approved budget stands in, and says so, as long as the actual cost is not given.
    """
    chosen = facts.chosen(PLAN_COST)
    actual, budget = facts.take(COST_KEY), facts.take(BUDGET_KEY)
    if chosen == "actual" and actual is not None:
        return actual
    if budget is None:
        return None
    note = "the approved budget, as an estimate of the actual cost" if chosen == "actual" else None
    if chosen != "actual" and actual is not None:
        note = f"{COST_KEY} given too and not used"
    return budget._replace(source=budget.source._replace(note=note))


def missing_cost(facts: Gathering) -> str:
    """Return what would fill the line of the cost, in words."""
    if facts.readings[PLAN_COST] == "actual":
        return f"{COST_KEY} is not given, nor is {BUDGET_KEY} as an estimate of it"
    return f"{BUDGET_KEY} is not given"


def levy_parts(facts: Gathering) -> dict[str, str]:
    """Return the part of the form for a typed levy with the reason why it does not apply, nothing where it does."""
    if facts.chosen(LEVY_USE) == "full-authority":
        return {TYPED_LEVY: "the whole authority is levied (reading levy-use=full-authority)"}
    return {}


def plan_findings(facts: Gathering, cost: Entry | None, form: FilledForm) -> Iterator[Finding]:
    """Go through what is to be said of a plan's cost and of a levy below the authority: P103, P104."""
    plan = facts.section("integration_revenue")[0]
    has_no_plan = plan is not None and plan.must_implement_plan is False and not plan.collaborative_member
    if has_no_plan and cost is not None and cost.value:
        yield finding("P103", cost.source.place, found=f"${cost.value:,}")
    typed, authority = form.by_key["levy_typed"], form.by_key["levy_authority"]
    if typed.source is not None and authority.exact is not None:
        yield finding(
            "P104", typed.source.place, found=f"${typed.value:,}", authority=f"${authority.value:,}"
        )
