"""The form of Minnesota Achievement and Integration revenue, Minn. Stat. 124D.862, FY 2014 on.

The numbers (12) and (13) are those of the state's Integration Revenue Report; all others are this tool's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.forms import Form
from ai_cli.forms.expressions import (
    ZERO,
    by_reading,
    cents,
    cents_up,
    greater,
    lesser,
    line,
    rate,
)
from ai_cli.forms.lines import Derived, FromForm, Given, GivenOrDerived, Line, RateLine, derived_dollars
from ai_cli.law import law
from ai_cli.programs.mn_integration_revenue_form import LAST_YEAR, LAST_YEAR_REVENUE
from ai_cli.programs.mn_pupil_units import PUPIL_UNITS
from ai_cli.results.filled_form import Unit

if TYPE_CHECKING:
    from ai_cli.forms.lines import Origin

KEY = "mn-achievement-integration"
FIRST_YEAR = law(KEY).first_fiscal_year
"""The year whose formula revenue the hold harmless compares with: the first one under this law."""

BUDGET = "budget"
HOLD_HARMLESS = "hold_harmless"

STATUTE: Origin = {
    "cite": "Minn. Stat. 124D.862, subd. 1",
    "url": "https://www.revisor.mn.gov/statutes/cite/124D.862",
}
STATUTE_OF_2022: Origin = {
    "cite": "Minn. Stat. 124D.862, subd. 1",
    "url": "https://law.uslawyerdatabase.com/category/us-law/2022-minnesota-statutes/"
    "chapters-120-129c-education-code-prekindergarten-grade-12/chapter-124d-education-programs/page/3",
    "standing": "statute",
}
PROGRAM_PAGE: Origin = {
    "cite": "Department of Education, Achievement and Integration program",
    "url": "https://education.mn.gov/MDE/dse/acint/",
    "standing": "department",
}
INCENTIVE_PAGE: Origin = {
    "cite": "Department of Education, Achievement and Integration incentive revenue",
    "url": "http://education.state.mn.us/MDE/SchSup/SchFin/Integ/055104",
    "standing": "department",
}
HELD_HARMLESS: Origin = {**STATUTE, "part": HOLD_HARMLESS}
BUDGETED: Origin = {**STATUTE, "part": BUDGET}
BUDGETED_2022: Origin = {**STATUTE_OF_2022, "part": BUDGET}
PAID: Origin = {**PROGRAM_PAGE, "part": BUDGET}
OUR_ARITHMETIC: Origin = {**BUDGETED, "standing": "derived"}


def _formula_revenue(units: Line, counts: str) -> tuple[Line, ...]:
    """Return lines (1) to (6), formula revenue, for the year whose rates the form takes.

    ``units`` is line (1); ``counts`` the group of inputs that holds the total and protected enrollment.
    """
    total, protected = f"{counts}.total", f"{counts}.protected"
    ratio = line("protected_enrollment") / line("enrollment")
    revenue = cents(line("adjusted_pupil_units") * line("protected_ratio") * line("allowance"))
    return (
        units,
        Given("2", "enrollment", "Enrollment, October 1", Unit.PUPILS, total, **STATUTE),
        Given(
            "3", "protected_enrollment", "Protected enrollment, same date", Unit.PUPILS, protected, **STATUTE
        ),
        Derived("4", "protected_ratio", "Protected ratio", Unit.RATIO, ratio, **STATUTE),
        RateLine("5", "allowance", "Formula allowance per pupil unit", Unit.DOLLARS, "formula_allowance"),
        derived_dollars("6", "formula_revenue", "Formula revenue", revenue, **STATUTE),
    )


FIRST_YEAR_REVENUE = Form(
    key="mn-formula-revenue",
    title=f"Formula revenue of FY {FIRST_YEAR}",
    law=KEY,
    lines=_formula_revenue(
        Given(
            "1",
            "adjusted_pupil_units",
            f"Adjusted pupil units, FY {FIRST_YEAR}",
            Unit.PUPIL_UNITS,
            "hold_harmless.fy2014.adjusted",
            **INCENTIVE_PAGE,
        ),
        "hold_harmless.fy2014",
    ),
)

FORM = Form(
    key=KEY,
    title="Achievement and Integration revenue",
    law=KEY,
    lines=(
        *_formula_revenue(
            GivenOrDerived(
                "1",
                "adjusted_pupil_units",
                "Adjusted pupil units",
                Unit.PUPIL_UNITS,
                "pupil_units.adjusted",
                FromForm(PUPIL_UNITS, "pupil_units", "from membership by grade"),
                **INCENTIVE_PAGE,
            ),
            "enrollment",
        ),
        GivenOrDerived(
            "7",
            "revenue_fy2013",
            "Integration revenue, FY 2013",
            Unit.DOLLARS,
            "hold_harmless.revenue_fy2013",
            FromForm(
                LAST_YEAR_REVENUE,
                "hold_harmless_revenue",
                f"integration revenue with figures of FY {LAST_YEAR}",
                LAST_YEAR,
                by_its_program=True,
            ),
            **HELD_HARMLESS,
        ),
        GivenOrDerived(
            "8",
            "formula_revenue_fy2014",
            "Formula revenue, FY 2014",
            Unit.DOLLARS,
            "hold_harmless.formula_revenue_fy2014",
            FromForm(
                FIRST_YEAR_REVENUE, "formula_revenue", "lines (1) to (6) with FY 2014 figures", FIRST_YEAR
            ),
            **HELD_HARMLESS,
        ),
        derived_dollars(
            "9",
            "hold_harmless_base",
            "Hold-harmless base",
            cents(greater(ZERO, line("revenue_fy2013") - line("formula_revenue_fy2014"))),
            **HELD_HARMLESS,
        ),
        RateLine(
            "10",
            "hold_harmless_share",
            "Hold-harmless share",
            Unit.RATIO,
            "hold_harmless_share",
            part=HOLD_HARMLESS,
        ),
        GivenOrDerived(
            "11",
            "hold_harmless_revenue",
            "Hold-harmless revenue",
            Unit.DOLLARS,
            "hold_harmless.amount",
            cents(line("hold_harmless_base") * line("hold_harmless_share")),
            **STATUTE,
        ),
        derived_dollars(
            "12",
            "max_initial_revenue",
            "Max Initial Rev",
            cents(line("formula_revenue") + line("hold_harmless_revenue")),
            **STATUTE,
        ),
        derived_dollars(
            "13",
            "max_incentive_revenue",
            "Max Incentive Revenue",
            cents(rate("incentive_allowance") * line("adjusted_pupil_units")),
            **INCENTIVE_PAGE,
        ),
        Given(
            "14",
            "initial_budget",
            "Approved initial budget (finance code 313)",
            Unit.DOLLARS,
            "budget.initial",
            **BUDGETED_2022,
        ),
        derived_dollars(
            "15",
            "budget_cap",
            "Budget cap",
            cents(line("initial_budget") * rate("budget_claim_share")),
            **BUDGETED_2022,
        ),
        derived_dollars(
            "16",
            "initial_revenue",
            "Initial revenue",
            cents(lesser(line("max_initial_revenue"), line("budget_cap"))),
            **BUDGETED,
        ),
        Given(
            "17",
            "incentive_budget",
            "Approved incentive budget (finance code 318)",
            Unit.DOLLARS,
            "budget.incentive",
            **BUDGETED,
        ),
        derived_dollars(
            "18",
            "incentive_revenue",
            "Incentive revenue",
            cents(lesser(line("max_incentive_revenue"), line("incentive_budget"))),
            **BUDGETED,
        ),
        derived_dollars(
            "19",
            "total_revenue",
            "Total revenue",
            cents(line("initial_revenue") + line("incentive_revenue")),
            **PAID,
        ),
        derived_dollars("20", "aid", "Aid", cents(line("total_revenue") * rate("aid_share")), **PAID),
        derived_dollars("21", "levy", "Levy", cents(line("total_revenue") - line("aid")), **PAID),
        derived_dollars(
            "22",
            "state_transfer",
            "Transfer to the department",
            cents(
                by_reading(
                    "transfer-base",
                    {
                        "initial-revenue": line("initial_revenue"),
                        "max-initial-revenue": line("max_initial_revenue"),
                    },
                )
                * rate("transfer_share")
            ),
            **BUDGETED,
        ),
        derived_dollars(
            "23",
            "unclaimed_initial",
            "Initial revenue left unclaimed",
            cents(line("max_initial_revenue") - line("initial_revenue")),
            **OUR_ARITHMETIC,
        ),
        derived_dollars(
            "24",
            "budget_for_maximum",
            "Initial budget that claims all of (12)",
            cents_up(line("max_initial_revenue") / rate("budget_claim_share")),
            **OUR_ARITHMETIC,
        ),
    ),
)
