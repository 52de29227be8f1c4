"""The form of Minnesota integration revenue, Minn. Stat. 124D.86, FY 1999 to FY 2013. The numbers of the lines are this tool's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.forms import Form
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
    where_it_applies,
)
from ai_cli.forms.lines import Derived, FromForm, Given, GivenOrDerived, Line, RateLine, derived_dollars
from ai_cli.law import law
from ai_cli.programs.mn_integration_clause import (
    KEY,
    SHARE_OF_COUNTS,
    STATUTE,
    SUGGESTED_CLAUSE,
    above_threshold,
)
from ai_cli.programs.mn_plan_cost import TYPED_LEVY
from ai_cli.programs.mn_pupil_units import PUPIL_UNITS
from ai_cli.results.filled_form import Unit

if TYPE_CHECKING:
    from ai_cli.forms.expressions import Expression
    from ai_cli.forms.lines import Origin

SHARE, COST = "share", "cost"
SHARES: Origin = {**STATUTE, "part": SHARE}
LIMITED: Origin = {**STATUTE, "part": COST}
LEVIED: Origin = {**STATUTE, "cite": "Minn. Stat. 124D.86, subd. 4"}
LEVIED_BELOW: Origin = {**LEVIED, "part": TYPED_LEVY}
PAID: Origin = {**STATUTE, "cite": "Minn. Stat. 124D.86, subd. 5"}
HANDED_OVER: Origin = {
    "cite": "Minn. Stat. 124D.862, subd. 1",
    "url": "https://www.revisor.mn.gov/statutes/cite/124D.862",
}
ALTERNATIVE: Origin = {**LIMITED, "cite": "Minn. Stat. 124D.86, subd. 6"}

CLAUSE_KEY = "integration_revenue.clause"


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


LINES: tuple[Line, ...] = (
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
    derived_dollars("3", "rate", "Rate per pupil unit", _rate_of_the_clause(), **STATUTE),
    derived_dollars(
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
    derived_dollars(
        "7",
        "cost_limit",
        "Net cost of the plan",
        cents(greater(ZERO, line("actual_cost") - line("alternative_attendance_aid"))),
        **LIMITED,
    ),
    derived_dollars(
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
    derived_dollars(
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
    derived_dollars(
        "9a",
        "most_revenue",
        "Most revenue, before the cost of the plan",
        cents(
            choose(
                Applies("cost_limit"),
                by_reading(
                    "subd6-minus",
                    {
                        "cost-cap-only": line("per_unit_amount"),
                        "both-limbs": greater(
                            ZERO, line("per_unit_amount") - line("alternative_attendance_aid")
                        ),
                    },
                ),
                line("per_unit_amount"),
            )
            + line("minneapolis_addition")
        ),
        **STATUTE,
    ),
    derived_dollars(
        "10",
        "revenue",
        "Integration revenue",
        cents(line("base_revenue") + line("minneapolis_addition")),
        **STATUTE,
    ),
    RateLine("11", "levy_share", "Levy share", Unit.RATIO, "levy_share"),
    derived_dollars(
        "11a",
        "levy_authority",
        "Levy authority",
        cents(
            choose(
                equal(line("clause"), rate("minneapolis_clause")),
                by_reading(
                    "mpls-35",
                    {
                        "outside-30": line("levy_share") * line("base_revenue")
                        + line("minneapolis_addition"),
                        "inside-30": line("levy_share") * line("revenue"),
                    },
                ),
                line("levy_share") * line("revenue"),
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
    derived_dollars(
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
    derived_dollars("13", "aid", "Aid", cents(line("revenue") - line("levy")), **PAID),
    derived_dollars(
        "14",
        "alternative_attendance_adjustment",
        "Aid for alternative attendance, on top of (13)",
        cents(line("alternative_attendance_aid")),
        **ALTERNATIVE,
    ),
)
FORM = Form(key=KEY, title="Integration revenue", law=KEY, lines=LINES)

LAST_YEAR = law(KEY).last_fiscal_year
"""The year whose revenue the hold harmless of the next law starts from: the last one under this law."""

LAST_YEAR_REVENUE = Form(
    key="mn-last-integration-revenue",
    title=f"Integration revenue of FY {LAST_YEAR}",
    law=KEY,
    lines=(
        *LINES,
        derived_dollars(
            "15",
            "hold_harmless_revenue",
            f"Revenue of FY {LAST_YEAR} that the hold harmless starts from",
            cents(
                by_reading(
                    "fy2013-base",
                    {
                        "subd3-total": line("revenue"),
                        "without-35": line("base_revenue"),
                        "with-subd6": line("revenue") + where_it_applies("alternative_attendance_adjustment"),
                    },
                )
            ),
            **HANDED_OVER,
        ),
    ),
)
