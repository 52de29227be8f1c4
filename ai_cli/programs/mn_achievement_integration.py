"""Minnesota Achievement and Integration revenue, Minn. Stat. 124D.862, FY 2014 on.

The numbers (12) and (13) are those of the state's Integration Revenue Report; all others are this tool's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.programs import mn_integration_revenue
from ai_cli.programs.mn_achievement_integration_form import BUDGET, FORM, HOLD_HARMLESS
from ai_cli.programs.program import Program
from ai_cli.programs.sentences import basis, dollars
from ai_cli.results.filled_form import FilledForm, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ai_cli.findings import Finding
    from ai_cli.forms import Entries
    from ai_cli.programs.gathering import Gathering


def gather(facts: Gathering) -> Entries:
    """Return the entries of the form from the facts of a Minnesota district.

    Without a budget lines (14) to (24) do not apply; with the hold-harmless amount given, (7) to (10) do not.
    """
    entries = facts.entries_of(FORM)
    absent: dict[str, str] = {}
    if facts.section("budget")[0] is None:
        absent[BUDGET] = "no budget given"
    if "hold_harmless_revenue" in entries.values:
        absent[HOLD_HARMLESS] = "the amount of line (11) is given and used instead"
    inner = dict(entries.inner)
    last_year = None if HOLD_HARMLESS in absent else mn_integration_revenue.last_year(facts)
    if last_year is not None and "revenue_fy2013" not in entries.values:
        inner["revenue_fy2013"] = last_year
    return entries._replace(absent_parts=absent, inner=inner)


def conclude(form: FilledForm, district: str) -> str:
    """Say what the district can expect, in a sentence or two; form lines in, words out."""
    lines = form.by_key
    total, initial = lines["total_revenue"], lines["max_initial_revenue"]
    if total.state is State.COMPLETE:
        expected = (
            f"{basis(form, total, initial)}{district} can expect {dollars(total)}: "
            f"{dollars(lines['aid'])} aid and {dollars(lines['levy'])} levy."
        )
        if not lines["unclaimed_initial"].exact:
            return f"{expected} Its budget claims all of {dollars(initial)}."
        claimed = f"{expected} Its budget claims {dollars(lines['initial_revenue'])} of {dollars(initial)}"
        enough = lines["budget_for_maximum"]
        if enough.state is not State.COMPLETE:
            return f"{claimed}."
        return f"{claimed}; budgeting {dollars(enough)} would claim all of it."
    incentive = lines["max_incentive_revenue"]
    if initial.state is State.COMPLETE and incentive.state is State.COMPLETE:
        could = (
            f"{basis(form, initial, incentive)}{district} can claim up to {dollars(initial)} of initial and "
            f"{dollars(incentive)} of incentive revenue"
        )
        if total.state is State.NOT_APPLICABLE:
            return f"{could}; no budget is given, so what it will receive is not computed."
        return f"{could}; what it will receive waits for what is missing in its budget."
    lacking = "there is a rate for the year" if form.missing_rates else "the missing figures are given"
    return f"What {district} can expect cannot be said before {lacking}."


def check(
    facts: Gathering, entries: Entries, form: FilledForm, fill: Callable[[Entries], FilledForm]
) -> Iterator[Finding]:
    """Compare lines (12) and (13) with the state's own report, R101."""
    if facts.section("state_report")[0] is not None:
        from ai_cli.programs.reconciliation import Tried, differences

        yield from differences(
            facts,
            entries,
            form,
            fill,
            lines=("max_initial_revenue", "max_incentive_revenue"),
            explained_by={
                "adjusted_pupil_units": Tried(),
                "enrollment": Tried(least="protected_enrollment", inverse=True),
                "protected_enrollment": Tried(most="enrollment"),
                "revenue_fy2013": Tried(),
                "hold_harmless_revenue": Tried(),
            },
        )


PROGRAM = Program(
    FORM,
    "prior-year-oct1",
    gather,
    conclude,
    check,
    by_status=True,
    compared={
        "adjusted_pupil_units": "adjusted_pupil_units",
        "enrollment": "enrollment",
        "protected_enrollment": "protected_enrollment",
        "protected_share": "protected_ratio",
        "most_revenue": "max_initial_revenue",
        "revenue": "total_revenue",
        "aid": "aid",
        "levy": "levy",
    },
    main_lines=("max_initial_revenue", "max_incentive_revenue", "total_revenue", "aid", "levy"),
    report_lines=("12", "13"),
)
