"""House File 2051 of 2009, a bill that was not enacted: how facts fill its form, and what is said of the result."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ai_cli.findings import finding
from ai_cli.forms import Entries
from ai_cli.programs import mn_integration_revenue
from ai_cli.programs.mn_hf2051_form import ALTERNATIVE, ANSWERS, FORM, GATE, KEY, UNCHANGED
from ai_cli.programs.mn_plan_cost import COST_KEY, has_no_plan, levy_parts, plan_findings, take_plan_cost
from ai_cli.programs.out_of_years import out_of_years
from ai_cli.programs.program import Program
from ai_cli.programs.sentences import basis, dollars
from ai_cli.results.filled_form import FilledForm, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ai_cli.findings import Finding
    from ai_cli.forms import Entry
    from ai_cli.law.figures import Figures
    from ai_cli.programs.gathering import Gathering


def gather(facts: Gathering) -> Entries:
    """Return the entries of the form from the facts of a Minnesota district; readings decide which parts apply."""
    entries = facts.entries_of(FORM)
    values, missing = dict(entries.values), dict(entries.missing)
    law, district = facts.figures(KEY), facts.file.facts.district.id
    is_minneapolis = district == law.text("minneapolis_district")
    values["minneapolis"] = facts.entry(
        "district.id", is_minneapolis, ("district", "id"), None, f"by its number, {district}"
    )
    take_plan_cost(facts, values, missing)
    if "actual_cost" not in values and facts.chosen("no-plan") == "cost-zero" and has_no_plan(facts):
        note = "no duty to implement a plan and no collaborative, so no cost"
        place = ("integration_revenue", "must_implement_plan")
        values["actual_cost"] = facts.entry(COST_KEY, Decimal(0), place, None, note)
    absent = levy_parts(facts)
    for part, reading, choice, reason in (
        (GATE, "no-plan", "gate", "a plan is not asked for"),
        (UNCHANGED, "below-15", "unchanged-law", "not looked at"),
        (ALTERNATIVE, "subd6-after", "keep", "struck by the bill"),
    ):
        chosen = facts.chosen(reading)
        if chosen != choice:
            absent[part] = f"{reason} (reading {reading}={chosen})"
    inner = dict(entries.inner)
    inner.pop("unchanged_law", None)
    if UNCHANGED not in absent:
        inner["unchanged_law"] = mn_integration_revenue.gather(facts)
    for key in ANSWERS:
        values.pop(key, None)
        answer = _answer(facts, key, law)
        if isinstance(answer, str):
            missing[key] = answer
        else:
            values[key] = answer
    return Entries(values, absent, missing, inner)


def _answer(facts: Gathering, key: str, law: Figures) -> Entry | str:
    """Return the answer to a question, or what is missing of it in words.

    Where the reading makes a no last until the next evaluation, the years since the last one are looked at too.
    """
    own = facts.take(f"hf2051.{key}")
    unanswered = f"hf2051.{key} is not given"
    if facts.chosen("failure-duration") == "marked-years":
        return unanswered if own is None else own
    first = facts.fiscal_year - int(law.number("evaluation_years")) + 1
    unknown = []
    for year in range(first, facts.fiscal_year):
        group, path = facts.of_year(year, "hf2051") or (None, ())
        answer = getattr(group, key, None)
        if answer is False:
            note = f"no in FY {year}, which lasts until the next evaluation"
            return facts.entry(f"hf2051.{key}", False, (*path, key), None, note)
        if answer is None and year >= law.law.first_fiscal_year:
            unknown.append(f"FY {year}")
    if own is not None and own.value is True and unknown:
        return f"hf2051.{key} of {' and '.join(unknown)} is not given, and a no of that time would last"
    return unanswered if own is None else own


def conclude(form: FilledForm, district: str) -> str:
    """Say what the bill would have given the district, in a sentence or two; form lines in, words out."""
    lines = form.by_key
    revenue = lines["revenue"]
    opening = "HF 2051 is a bill that was not enacted"
    if lines["above_threshold"].value is False and lines["unchanged_law"].state is State.COMPLETE:
        opening = "This compares only: the bill grants nothing without a share above its threshold, and was not enacted"
    if revenue.state is State.COMPLETE:
        said = (
            f"{basis(form, revenue, lines['levy'])}{district} would have {dollars(revenue)}: {dollars(lines['aid'])} aid and "
            f"{dollars(lines['levy'])} levy."
        )
        kept = lines["alternative_attendance_adjustment"]
        if kept.exact:
            said += f" Aid of {dollars(kept)} for alternative attendance would come on top."
        return f"{said} {opening}."
    return f"{opening}; what it would give {district} cannot be said before the missing figures are given."


def check(
    facts: Gathering, entries: Entries, form: FilledForm, fill: Callable[[Entries], FilledForm]
) -> Iterator[Finding]:
    """Go through what is to be said of the result: P102 of Minneapolis at or below the threshold, P103, P104."""
    del fill
    lines = form.by_key
    is_below = lines["above_threshold"].value is False
    is_compared = is_below and lines["unchanged_law"].state is State.COMPLETE
    if lines["minneapolis"].value is True and is_below and not is_compared:
        yield finding("P102", facts.file.place(("district", "id")))
    if is_compared:
        yield from out_of_years(mn_integration_revenue.PROGRAM, facts.file.file, facts.fiscal_year)
    yield from plan_findings(facts, entries.values.get("actual_cost"), form)


PROGRAM = Program(
    FORM,
    "same-year-oct1",
    gather,
    conclude,
    check,
    outside_years="before-fy2012",
    compared={
        "adjusted_pupil_units": "adjusted_pupil_units",
        "enrollment": "enrollment",
        "protected_enrollment": "protected_enrollment",
        "protected_share": "protected_share",
        "revenue": "revenue",
        "aid": "aid",
        "levy": "levy",
        "other_aid": "alternative_attendance_adjustment",
    },
    main_lines=("paragraph_a", "reduction_factor", "revenue", "aid", "levy"),
)
