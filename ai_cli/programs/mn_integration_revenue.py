"""Minnesota integration revenue, Minn. Stat. 124D.86, FY 1999 to FY 2013. The numbers of the lines are this tool's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.findings import Place, finding
from ai_cli.forms import Entries
from ai_cli.law import law
from ai_cli.programs.gathering import SHARE_DATE, Gathering
from ai_cli.programs.mn_integration_clause import (
    DISTRICTS,
    KEY,
    OTHER,
    own_clause,
)
from ai_cli.programs.mn_integration_revenue_form import CLAUSE_KEY, COST, FORM, LAST_YEAR, SHARE
from ai_cli.programs.mn_plan_cost import levy_parts, plan_findings, take_plan_cost
from ai_cli.programs.program import Program
from ai_cli.programs.sentences import basis, dollars, sentence
from ai_cli.results.filled_form import FilledForm, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ai_cli.findings import Finding
    from ai_cli.forms import Entry

OCTOBER = "same-year-oct1"


def gather(facts: Gathering) -> Entries:
    """Return the entries of the form from the facts of a Minnesota district.

    The cost of the plan does not apply to the districts with a clause of their own, nor where no clause applies. The
    protected share does not apply where the clause does not rest on it and no counts are given.
    """
    entries = facts.entries_of(FORM)
    values, missing, inner = dict(entries.values), dict(entries.missing), dict(entries.inner)
    district, typed = own_clause(facts), facts.take(CLAUSE_KEY)
    suggested = inner.pop("clause", Entries())
    if typed is not None:
        values["clause"] = typed
    else:
        inner["clause"] = suggested._replace(values={**suggested.values, "district": district})
    take_plan_cost(facts, values, missing)
    absent = levy_parts(facts)
    unlimited = _unlimited(facts, typed, district)
    if unlimited is not None:
        absent[COST] = unlimited
    if facts.take("enrollment.total") is None and _needs_no_share(facts, typed, district):
        absent[SHARE] = "no counts are given, and the clause does not rest on them"
    return Entries(values, absent, missing, inner)


def last_year(facts: Gathering) -> Entries | None:
    """Return the entries of the form for the last year of the law, None where the file says nothing of that year.

    Only figures of that year are taken, and the counts of its own October, whatever the readings of another law say.
    """
    year = LAST_YEAR
    if year is None or facts.of_year(year, "integration_revenue") is None:
        return None
    readings = {**facts.readings, SHARE_DATE: law(KEY).readings[SHARE_DATE].default}
    then = Gathering(facts.file, year, readings, OCTOBER, facts.rates, own_year_only=True, laws=(KEY,))
    entries = gather(then)
    facts.readings_used |= {name: one for name, one in then.readings_used.items() if name != SHARE_DATE}
    return entries


def _unlimited(facts: Gathering, typed: Entry | None, district: Entry) -> str | None:
    """Return why the cost of the plan does not limit the revenue, None where it does or that is not known."""
    law = facts.figures(KEY)
    own = {law.number(clause) for _, clause in DISTRICTS.values()}
    if district.value != OTHER if typed is None else typed.value in own:
        return "a district with a clause of its own is not limited by the cost of a plan"
    plan = facts.section("integration_revenue")[0]
    has_none = plan is not None and plan.must_implement_plan is False and plan.collaborative_member is False
    if typed is None and has_none:
        return "no clause applies: there is no duty to implement a plan, and no collaborative"
    return None


def _needs_no_share(facts: Gathering, typed: Entry | None, district: Entry) -> bool:
    """Tell whether neither the clause nor its rate rests on the protected share."""
    plan = facts.section("integration_revenue")[0]
    has_no_duty = plan is not None and plan.must_implement_plan is False
    known = typed is not None or district.value != OTHER or has_no_duty
    return known and facts.readings["clause-6"] == "literal-92"


def conclude(form: FilledForm, district: str) -> str:
    """Say what the district can expect, in a sentence or two; form lines in, words out."""
    lines = form.by_key
    revenue, limit, aid = (
        lines["revenue"],
        lines["most_revenue"],
        lines["alternative_attendance_adjustment"],
    )
    if lines["clause"].exact == 0:
        opening = basis(form, lines["clause"])
        return sentence(f"{opening}no clause applies to {district}: it has no integration revenue.")
    if revenue.state is State.COMPLETE:
        expected = (
            f"{basis(form, revenue, lines['levy'])}{district} can expect {dollars(revenue)}: {dollars(lines['aid'])} aid and "
            f"{dollars(lines['levy'])} levy."
        )
        return (
            f"{expected} Aid of {dollars(aid)} for alternative attendance comes on top."
            if aid.exact
            else expected
        )
    if limit.state is State.COMPLETE:
        return (
            f"{basis(form, limit)}{district} can have at most {dollars(limit)}; its revenue is not computed before "
            "the missing figures are given."
        )
    lacking = "there is a rate for the year" if form.missing_rates else "the missing figures are given"
    return f"What {district} can expect cannot be said before {lacking}."


def check(
    facts: Gathering, entries: Entries, form: FilledForm, fill: Callable[[Entries], FilledForm]
) -> Iterator[Finding]:
    """Go through what is to be said of the pupil units of early years, L102, the plan's cost and a low levy, P103, P104."""
    del fill
    meant = facts.figures(KEY).rate("pupil_units_meant")
    if meant.entry.written != meant.rate.entries[-1].written:
        what = f"the rates of FY {facts.fiscal_year} are for {meant.text}; line (2) is taken for them"
        fix = f"give the {meant.text} as `pupil_units.adjusted`"
        yield finding(
            "L102", Place(facts.file.file), what=what, found="input (2)", fix=fix, cite=meant.entry.cite
        )
    yield from plan_findings(facts, entries.values.get("actual_cost"), form)


PROGRAM = Program(
    FORM,
    OCTOBER,
    gather,
    conclude,
    check,
    compared={
        "adjusted_pupil_units": "adjusted_pupil_units",
        "protected_share": "protected_share",
        "most_revenue": "most_revenue",
        "revenue": "revenue",
        "aid": "aid",
        "levy": "levy",
        "other_aid": "alternative_attendance_adjustment",
    },
    main_lines=("clause", "most_revenue", "revenue", "aid", "levy"),
)
