"""Minnesota integration revenue, Minn. Stat. 124D.86, FY 1999 to FY 2013. The numbers of the lines are this tool's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.forms import Entries, Form
from ai_cli.forms.expressions import (
    ZERO,
    Applies,
    by_reading,
    cents,
    choose,
    equal,
    greater,
    lesser,
    line,
    rate,
)
from ai_cli.forms.lines import Derived, FromForm, Given, GivenOrDerived, RateLine
from ai_cli.programs.mn_integration_clause import (
    DISTRICTS,
    KEY,
    OTHER,
    SHARE_OF_COUNTS,
    STATUTE,
    SUGGESTED_CLAUSE,
    above_threshold,
    own_clause,
)
from ai_cli.programs.mn_plan_cost import TYPED_LEVY, levy_parts, plan_findings, take_plan_cost
from ai_cli.programs.mn_pupil_units import PUPIL_UNITS
from ai_cli.programs.program import Program
from ai_cli.programs.sentences import basis, dollars
from ai_cli.results.filled_form import FilledForm, State, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Unpack

    from ai_cli.findings import Finding
    from ai_cli.forms import Entry
    from ai_cli.forms.expressions import Expression
    from ai_cli.forms.lines import Origin
    from ai_cli.programs.gathering import Gathering

SHARE, COST = "share", "cost"
SHARES: Origin = {**STATUTE, "part": SHARE}
LIMITED: Origin = {**STATUTE, "part": COST}
LEVIED: Origin = {**STATUTE, "cite": "Minn. Stat. 124D.86, subd. 4"}
LEVIED_BELOW: Origin = {**LEVIED, "part": TYPED_LEVY}
PAID: Origin = {**STATUTE, "cite": "Minn. Stat. 124D.86, subd. 5"}
ALTERNATIVE: Origin = {**LIMITED, "cite": "Minn. Stat. 124D.86, subd. 6"}

CLAUSE_KEY = "integration_revenue.clause"


def _dollars(number: str, key: str, label: str, formula: Expression, **origin: Unpack[Origin]) -> Derived:
    """Return a derived line of dollars."""
    return Derived(number, key, label, Unit.DOLLARS, formula, **origin)


def _rate_of_the_clause() -> Expression:
    """Return the rate per pupil unit of the clause of line (1), zero for none."""
    collaborative = by_reading(
        "clause-6",
        {
            "literal-92": rate("other_rate"),
            "as-clause-4": choose(
                above_threshold("protected_share"), rate("above_threshold_rate"), rate("other_rate")
            ),
        },
    )
    rates = {
        "duluth_clause": rate("duluth_rate"),
        "st_paul_clause": rate("st_paul_rate"),
        "minneapolis_clause": rate("minneapolis_rate"),
        "above_threshold_clause": rate("above_threshold_rate"),
        "other_clause": rate("other_rate"),
        "collaborative_clause": collaborative,
    }
    chosen: Expression = ZERO
    for clause, per_unit in reversed(rates.items()):
        chosen = choose(equal(line("clause"), rate(clause)), per_unit, chosen)
    return chosen


FORM = Form(
    key=KEY,
    title="Integration revenue",
    law=KEY,
    lines=(
        Derived("0", "protected_share", "Protected share", Unit.RATIO, SHARE_OF_COUNTS, **SHARES),
        GivenOrDerived(
            "1",
            "clause",
            "Clause of subdivision 3, 0 for none",
            Unit.CLAUSE,
            CLAUSE_KEY,
            FromForm(SUGGESTED_CLAUSE, "clause", "suggested by district, duty to plan and protected share"),
            **STATUTE,
        ),
        GivenOrDerived(
            "2",
            "adjusted_pupil_units",
            "Adjusted pupil units",
            Unit.PUPIL_UNITS,
            "pupil_units.adjusted",
            FromForm(PUPIL_UNITS, "pupil_units", "from membership by grade"),
            **STATUTE,
        ),
        _dollars("3", "rate", "Rate per pupil unit", _rate_of_the_clause(), **STATUTE),
        _dollars(
            "4",
            "per_unit_amount",
            "Amount per pupil unit, in all",
            cents(line("adjusted_pupil_units") * line("rate")),
            **STATUTE,
        ),
        Given(
            "5",
            "actual_cost",
            "Actual cost of the plan",
            Unit.DOLLARS,
            "integration_revenue.actual_cost",
            **LIMITED,
        ),
        Given(
            "6",
            "alternative_attendance_aid",
            "Aid for alternative attendance",
            Unit.DOLLARS,
            "integration_revenue.alternative_attendance_aid",
            **ALTERNATIVE,
        ),
        _dollars(
            "7",
            "cost_limit",
            "Net cost of the plan",
            cents(greater(ZERO, line("actual_cost") - line("alternative_attendance_aid"))),
            **LIMITED,
        ),
        _dollars(
            "8",
            "base_revenue",
            "Base revenue",
            cents(
                choose(
                    Applies("cost_limit"),
                    by_reading(
                        "subd6-minus",
                        {
                            "cost-cap-only": lesser(line("per_unit_amount"), line("cost_limit")),
                            "both-limbs": lesser(
                                greater(ZERO, line("per_unit_amount") - line("alternative_attendance_aid")),
                                line("cost_limit"),
                            ),
                        },
                    ),
                    line("per_unit_amount"),
                )
            ),
            **STATUTE,
        ),
        _dollars(
            "9",
            "minneapolis_addition",
            "Addition of Minneapolis",
            cents(
                choose(
                    equal(line("clause"), rate("minneapolis_clause")),
                    rate("minneapolis_levy_rate") * line("adjusted_pupil_units"),
                    ZERO,
                )
            ),
            **STATUTE,
        ),
        _dollars(
            "9a",
            "most_revenue",
            "Most revenue, before the cost of the plan",
            cents(line("per_unit_amount") + line("minneapolis_addition")),
            **STATUTE,
        ),
        _dollars(
            "10",
            "revenue",
            "Integration revenue",
            cents(line("base_revenue") + line("minneapolis_addition")),
            **STATUTE,
        ),
        RateLine("11", "levy_share", "Levy share", Unit.RATIO, "levy_share"),
        _dollars(
            "11a",
            "levy_authority",
            "Levy authority",
            cents(
                by_reading(
                    "mpls-35",
                    {
                        "outside-30": line("levy_share") * line("base_revenue")
                        + line("minneapolis_addition"),
                        "inside-30": line("levy_share") * line("revenue"),
                    },
                )
            ),
            **LEVIED,
        ),
        Given(
            "11b",
            "levy_typed",
            "Levy, where it is below the authority",
            Unit.DOLLARS,
            "integration_revenue.levy",
            **LEVIED_BELOW,
        ),
        _dollars(
            "12",
            "levy",
            "Levy",
            cents(
                choose(
                    Applies("levy_typed"),
                    lesser(line("levy_authority"), line("levy_typed")),
                    line("levy_authority"),
                )
            ),
            **LEVIED,
        ),
        _dollars("13", "aid", "Aid", cents(line("revenue") - line("levy")), **PAID),
        _dollars(
            "14",
            "alternative_attendance_adjustment",
            "Aid for alternative attendance, on top of (13)",
            cents(line("alternative_attendance_aid")),
            **ALTERNATIVE,
        ),
    ),
)


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


def _unlimited(facts: Gathering, typed: Entry | None, district: Entry) -> str | None:
    """Return why the cost of the plan does not limit the revenue, None where it does or that is not known."""
    law = facts.figures(KEY)
    own = {law.number(f"{name}_clause") for name in DISTRICTS}
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
        return (
            f"{basis(form, lines['clause'])}no clause applies to {district}: it has no integration revenue."
        )
    if revenue.state is State.COMPLETE:
        expected = (
            f"{basis(form, revenue)}{district} can expect {dollars(revenue)}: {dollars(lines['aid'])} aid and "
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
    """Go through what is to be said of the plan's cost and of a levy below the authority, P103 and P104."""
    del fill
    yield from plan_findings(facts, entries.values.get("actual_cost"), form)


PROGRAM = Program(
    FORM,
    "same-year-oct1",
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
    },
    main_lines=("clause", "most_revenue", "revenue", "aid", "levy"),
)
