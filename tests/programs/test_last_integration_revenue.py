"""Line (7) of Achievement and Integration revenue from the figures of FY 2013, the last year of the law before it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from districts import estimated, money, values

from ai_cli.programs import program
from ai_cli.results.filled_form import State

KEY = "mn-achievement-integration"
FACTS = """
state: MN
district: {id: %s}
fiscal_year: FY 2016
enrollment: {october_1: 2014, total: 1000, protected: 500}
pupil_units: {adjusted: 1000}
hold_harmless: {formula_revenue_fy2014: 100000%s}
years:
  FY 2013:
    pupil_units: {adjusted: 2000}
    enrollment: {total: 1000, protected: 200}
    integration_revenue: {%s}
"""
PLAN = "actual_cost: 9999999, alternative_attendance_aid: 7000, must_implement_plan: yes"


def text(district: str = "0623-01", held: str = "", plan: str = PLAN) -> str:
    return FACTS % (district, held, plan)


@pytest.mark.parametrize(
    ("district", "base", "expected"),
    [
        ("0623-01", "subd3-total", 258_000),
        ("0623-01", "without-35", 258_000),
        ("0623-01", "with-subd6", 265_000),
        ("0001-03", "subd3-total", 960_000),
        ("0001-03", "without-35", 890_000),
        ("0001-03", "with-subd6", 960_000),
    ],
)
def test_it_follows_from_the_figures_of_that_year_by_a_reading(
    tmp_path: Path, district: str, base: str, expected: int
) -> None:
    one = estimated(tmp_path, text(district), KEY, readings={"fy2013-base": base})
    assert money(one, "revenue_fy2013") == (expected,)
    assert money(one, "hold_harmless_revenue") == (Decimal(expected - 100_000) * 66 / 100,)
    assert one.readings["fy2013-base"] == base
    assert one.form.by_key["revenue_fy2013"].standing == "unverified"


def test_a_typed_amount_wins_and_the_amount_of_line_11_makes_both_needless(tmp_path: Path) -> None:
    typed = estimated(tmp_path, text(held=", revenue_fy2013: 111000"), KEY)
    assert money(typed, "revenue_fy2013") == (111_000,)
    assert "fy2013-base" not in typed.readings
    amount = estimated(tmp_path, text(held=", amount: 5"), KEY)
    assert amount.form.by_key["revenue_fy2013"].state is State.NOT_APPLICABLE


def test_no_figure_of_another_year_is_taken_for_it(tmp_path: Path) -> None:
    one = estimated(tmp_path, text().replace("    pupil_units: {adjusted: 2000}\n", ""), KEY)
    assert one.form.by_key["revenue_fy2013"].state is State.INCOMPLETE
    assert one.missing == ("pupil_units.adjusted",)
    fixes = [finding.fix for finding in one.findings if finding.code == "I101"]
    assert fixes is not None
    assert str(fixes[0]).startswith("give `years.FY 2013.pupil_units.adjusted`")


def test_only_what_the_clause_rests_on_is_asked_for(tmp_path: Path) -> None:
    bare = text(plan="must_implement_plan: yes").replace(
        "    enrollment: {total: 1000, protected: 200}\n", ""
    )
    assert estimated(tmp_path, bare, KEY).missing == (
        "enrollment.total",
        "enrollment.protected",
        "integration_revenue.actual_cost",
        "integration_revenue.alternative_attendance_aid",
    )


def test_without_anything_of_that_year_line_7_asks_for_its_own_amount(tmp_path: Path) -> None:
    one = estimated(tmp_path, text().split("years:")[0], KEY)
    assert one.missing == ("hold_harmless.revenue_fy2013",)
    fix = next(str(finding.fix) for finding in one.findings if finding.code == "I101")
    assert fix == "give `hold_harmless.revenue_fy2013`"


def test_the_readings_of_the_two_laws_do_not_mix(tmp_path: Path) -> None:
    counts = (
        "[{october_1: 2014, total: 1000, protected: 500}, {october_1: 2015, total: 1000, protected: 100}]"
    )
    written = text().replace("{october_1: 2014, total: 1000, protected: 500}", counts)
    assert values(estimated(tmp_path, written, KEY))["protected_enrollment"] == 500
    later = estimated(tmp_path, written, KEY, readings={"share-date": "same-year-oct1"})
    assert values(later)["protected_enrollment"] == 100
    assert money(later, "revenue_fy2013") == (258_000,)
    the_program = program(KEY)
    assert the_program is not None
    assert "mn-integration-revenue" in the_program.form.laws
