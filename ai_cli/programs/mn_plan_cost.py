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


def take_plan_cost(facts: Gathering, values: dict[str, Entry], missing: dict[str, str]) -> None:
    """Enter the cost of the plan on the line ``actual_cost`` as the reading ``plan-cost`` takes it, or say what is missing.

    Under ``actual`` the approved budget stands in, and says so, as long as the actual cost is not given.
    """
    actual, budget = facts.take(COST_KEY), facts.take(BUDGET_KEY)
    values.pop("actual_cost", None)
    if facts.chosen(PLAN_COST) == "actual":
        if actual is not None:
            values["actual_cost"] = actual
        elif budget is not None:
            values["actual_cost"] = _noted(budget, "the approved budget, as an estimate of the actual cost")
        else:
            missing["actual_cost"] = f"{COST_KEY} is not given, nor is {BUDGET_KEY} as an estimate of it"
    elif budget is None:
        missing["actual_cost"] = f"{BUDGET_KEY} is not given"
    else:
        values["actual_cost"] = (
            budget if actual is None else _noted(budget, f"{COST_KEY} given too and not used")
        )


def _noted(entry: Entry, note: str) -> Entry:
    return entry._replace(source=entry.source._replace(note=note))


def levy_parts(facts: Gathering) -> dict[str, str]:
    """Return the part of the form for a typed levy with the reason why it does not apply, nothing where it does."""
    if facts.chosen(LEVY_USE) == "full-authority":
        return {TYPED_LEVY: "the whole authority is levied (reading levy-use=full-authority)"}
    return {}


def has_no_plan(facts: Gathering) -> bool:
    """Tell whether the district says that it must not implement a plan and belongs to no collaborative."""
    plan = facts.section("integration_revenue")[0]
    return plan is not None and plan.must_implement_plan is False and not plan.collaborative_member


def plan_findings(facts: Gathering, cost: Entry | None, form: FilledForm) -> Iterator[Finding]:
    """Go through what is to be said of a plan's cost and of a typed levy: P103, P104 below the authority, I105 above it."""
    if has_no_plan(facts) and cost is not None and cost.value:
        yield finding("P103", cost.source.place, found=f"${cost.value:,}")
    typed, authority = form.by_key["levy_typed"], form.by_key["levy_authority"]
    if typed.source is None or typed.exact is None or authority.exact is None:
        return
    place, found, most = typed.source.place, f"${typed.value:,}", f"${authority.value:,}"
    if typed.exact > authority.exact:
        allowed, fix = f"at most the authority, {most}", "correct the levy; the authority is taken"
        yield finding("I105", place, key=typed.source.key, found=found, allowed=allowed, fix=fix)
    elif typed.exact < authority.exact:
        yield finding("P104", place, found=found, authority=most)
