"""The form of House File 2051 of 2009, a bill on integration revenue that was not enacted; its numbers are this tool's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.forms import Form
from ai_cli.forms.expressions import (
    ONE,
    ZERO,
    Applies,
    IsYes,
    by_reading,
    cents,
    choose,
    lesser,
    line,
    more_than,
    rate,
)
from ai_cli.forms.lines import Derived, Flag, FromForm, Given, GivenOrDerived, derived_dollars
from ai_cli.programs import mn_integration_revenue_form
from ai_cli.programs.mn_integration_clause import above_threshold
from ai_cli.programs.mn_plan_cost import TYPED_LEVY
from ai_cli.programs.mn_pupil_units import PUPIL_UNITS
from ai_cli.results.filled_form import Unit

if TYPE_CHECKING:
    from ai_cli.forms.expressions import Expression
    from ai_cli.forms.lines import Origin

KEY = "mn-hf2051"
NOT_ENACTED = "bill, not enacted"
GATE, UNCHANGED, ALTERNATIVE = "gate", "unchanged_law", "alternative_attendance"
ANSWERS = {
    "sufficient_progress": "Sufficient progress in closing the achievement gap?",
    "met_evaluation": "Other requirements of the evaluation met?",
    "reported_outcomes": "Integration outcomes reported?",
}
"""What the bill asks, as keys of the file -> the question; a no to any reduces the revenue."""


def _bill(subdivision: str, part: str | None = None) -> Origin:
    return {
        "cite": f"HF 2051 (2009), 1st engrossment, subd. {subdivision}",
        "url": "https://www.revisor.mn.gov/bills/86/2009/0/HF/2051/versions/1",
        "standing": "bill",
        "part": part,
    }


COUNTED: Origin = {**_bill("3(a)"), "standing": "unverified"}
"""Of which October the counts are the bill does not say; the reading share-date decides."""

PARAGRAPH_A, PARAGRAPH_B, PARAGRAPH_C = _bill("3(a)"), _bill("3(b)"), _bill("3(c)")
LEVIED, PAID = _bill("4"), _bill("5")


def _failed(key: str) -> Expression:
    """Return one where a question is answered no, else zero."""
    return choose(IsYes(key), ZERO, ONE)


def _cut_where_more_than(failures: Expression) -> Expression:
    """Return what is left of each dollar where more requirements are failed than so many."""
    return choose(more_than(line("failures"), failures), ONE - rate("reduction"), ONE)


def _granted() -> Expression:
    return lesser(line("actual_cost"), line("per_pupil_limit"), line("protected_limit"))


_FACTOR = by_reading(
    "multi-failure",
    {
        "single-cut": _cut_where_more_than(ZERO),
        "repeat-cut": _cut_where_more_than(ZERO)
        * _cut_where_more_than(ONE)
        * _cut_where_more_than(ONE + ONE),
    },
)
_PARAGRAPH_A = choose(
    IsYes("above_threshold"),
    by_reading("no-plan", {"cost-zero": _granted(), "gate": choose(IsYes("has_plan"), _granted(), ZERO)}),
    by_reading("below-15", {"zero": ZERO, "unchanged-law": line("unchanged_law")}),
)
_AUTHORITY = choose(
    IsYes("minneapolis"),
    by_reading(
        "mpls-35",
        {
            "outside-30": rate("levy_share") * line("base_revenue") + line("minneapolis_after_factor"),
            "inside-30": rate("levy_share") * line("revenue"),
        },
    ),
    rate("levy_share") * line("revenue"),
)

FORM = Form(
    key=KEY,
    title=f"Integration revenue under HF 2051 ({NOT_ENACTED})",
    law=KEY,
    lines=(
        Given(
            "1",
            "protected_enrollment",
            "Protected enrollment, October 1",
            Unit.PUPILS,
            "enrollment.protected",
            **COUNTED,
        ),
        Given("2", "enrollment", "Enrollment, same date", Unit.PUPILS, "enrollment.total", **COUNTED),
        Derived(
            "3",
            "protected_share",
            "Protected share",
            Unit.RATIO,
            line("protected_enrollment") / line("enrollment"),
            **PARAGRAPH_A,
        ),
        Derived(
            "4",
            "above_threshold",
            "Above the threshold?",
            Unit.FLAG,
            above_threshold("protected_share"),
            **PARAGRAPH_A,
        ),
        GivenOrDerived(
            "5",
            "adjusted_pupil_units",
            "Adjusted pupil units",
            Unit.PUPIL_UNITS,
            "pupil_units.adjusted",
            FromForm(PUPIL_UNITS, "pupil_units", "from membership by grade"),
            **PARAGRAPH_A,
        ),
        Given(
            "6",
            "actual_cost",
            "Actual cost of the plan",
            Unit.DOLLARS,
            "integration_revenue.actual_cost",
            **PARAGRAPH_A,
        ),
        Flag(
            "6a",
            "has_plan",
            "Must the district implement a plan?",
            Unit.FLAG,
            "integration_revenue.must_implement_plan",
            **_bill("3(a)", GATE),
        ),
        derived_dollars(
            "7",
            "per_pupil_limit",
            "Limit by pupil units",
            cents(rate("rate_per_pupil_unit") * line("adjusted_pupil_units")),
            **PARAGRAPH_A,
        ),
        derived_dollars(
            "8",
            "protected_limit",
            "Limit by protected students",
            cents(
                rate("rate_per_protected_student")
                * by_reading(
                    "p654-base",
                    {
                        "head-count": line("protected_enrollment"),
                        "pupil-units": line("protected_share") * line("adjusted_pupil_units"),
                    },
                )
            ),
            **PARAGRAPH_A,
        ),
        Derived(
            "8a",
            "unchanged_law",
            "Base revenue under the law then in force",
            Unit.DOLLARS,
            FromForm(mn_integration_revenue_form.FORM, "base_revenue", "line (8) under Minn. Stat. 124D.86"),
            **_bill("3(a)", UNCHANGED),
        ),
        derived_dollars("9", "paragraph_a", "Paragraph (a)", cents(_PARAGRAPH_A), **PARAGRAPH_A),
        Flag("9a", "minneapolis", "Minneapolis?", Unit.FLAG, "district.id", **PARAGRAPH_B),
        derived_dollars(
            "10",
            "minneapolis_addition",
            "Paragraph (b), addition of Minneapolis",
            cents(
                choose(
                    IsYes("minneapolis"), rate("minneapolis_levy_rate") * line("adjusted_pupil_units"), ZERO
                )
            ),
            **PARAGRAPH_B,
        ),
        *(
            Flag(f"10{letter}", key, question, Unit.FLAG, f"hf2051.{key}", **PARAGRAPH_C)
            for letter, (key, question) in zip("abc", ANSWERS.items(), strict=True)
        ),
        Derived(
            "11",
            "failures",
            "Requirements failed",
            Unit.COUNT,
            _failed("sufficient_progress") + _failed("met_evaluation") + _failed("reported_outcomes"),
            **PARAGRAPH_C,
        ),
        Derived("12", "reduction_factor", "Part of the revenue left", Unit.RATIO, _FACTOR, **PARAGRAPH_C),
        derived_dollars(
            "13",
            "base_revenue",
            "Paragraph (a), reduced",
            cents(
                by_reading(
                    "below-15",
                    {
                        "zero": line("paragraph_a") * line("reduction_factor"),
                        "unchanged-law": choose(
                            IsYes("above_threshold"),
                            line("paragraph_a") * line("reduction_factor"),
                            line("paragraph_a"),
                        ),
                    },
                )
            ),
            **PARAGRAPH_C,
        ),
        derived_dollars(
            "14",
            "minneapolis_after_factor",
            "Paragraph (b), reduced",
            cents(
                by_reading(
                    "cut-scope",
                    {
                        "a-and-b": line("minneapolis_addition") * line("reduction_factor"),
                        "a-only": line("minneapolis_addition"),
                    },
                )
            ),
            **PARAGRAPH_C,
        ),
        derived_dollars(
            "15",
            "revenue",
            f"Integration revenue ({NOT_ENACTED})",
            cents(line("base_revenue") + line("minneapolis_after_factor")),
            **_bill("3"),
        ),
        derived_dollars("15a", "levy_authority", "Levy authority", cents(_AUTHORITY), **LEVIED),
        Given(
            "15b",
            "levy_typed",
            "Levy, where it is below the authority",
            Unit.DOLLARS,
            "hf2051.levy",
            **_bill("4", TYPED_LEVY),
        ),
        derived_dollars(
            "16",
            "levy",
            f"Levy ({NOT_ENACTED})",
            cents(
                choose(
                    Applies("levy_typed"),
                    lesser(line("levy_authority"), line("levy_typed")),
                    line("levy_authority"),
                )
            ),
            **LEVIED,
        ),
        derived_dollars("17", "aid", f"Aid ({NOT_ENACTED})", cents(line("revenue") - line("levy")), **PAID),
        Given(
            "18",
            "alternative_attendance_adjustment",
            "Aid for alternative attendance, on top of (17)",
            Unit.DOLLARS,
            "integration_revenue.alternative_attendance_aid",
            **_bill("6", ALTERNATIVE),
        ),
    ),
)
