"""Integration revenue under Minn. Stat. 124D.86: published rows, unit checks, clauses, years and readings."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from districts import codes, estimated, money, values
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_cli.programs import program
from ai_cli.results.estimate import Estimate
from ai_cli.results.filled_form import Mark, State

KEY = "mn-integration-revenue"
SPLIT = ("revenue", "levy", "aid")


def text(
    units: object = 10_000,
    cost: object = 99_999_999,
    *,
    district: str = "0623-01",
    year: str = "FY 2013",
    protected: int = 2_000,
    total: int = 10_000,
    plan: str = "must_implement_plan: yes",
    more: str = "",
) -> str:
    return f"""
state: MN
district: {{id: {district}}}
fiscal_year: {year}
enrollment: {{total: {total}, protected: {protected}}}
pupil_units: {{adjusted: {units}}}
integration_revenue: {{actual_cost: {cost}, alternative_attendance_aid: 0, {plan}{more}}}
"""


def aided(folder: Path, written: str, **readings: str) -> Estimate:
    return estimated(folder, written, KEY, readings={k.replace("_", "-"): v for k, v in readings.items()})


@pytest.mark.parametrize(
    ("units", "published_92", "published_37", "published_129"),
    [("7660.40", 704_757, 283_435, 988_192), ("3654.62", 336_225, 135_221, 471_446)],
    ids=["Roseville", "South St. Paul"],
)
def test_the_forecast_of_2012_13_is_met_to_the_dollar_above_15_percent(
    tmp_path: Path, units: str, published_92: int, published_37: int, published_129: int
) -> None:
    one = aided(tmp_path, text(units))
    assert values(one)["clause"] == 4
    assert round(money(one, "revenue")[0]) == published_129
    assert abs(Decimal(units) * 92 - published_92) <= 1
    assert abs(Decimal(units) * 37 - published_37) <= 1


@pytest.mark.parametrize(
    ("units", "revenue", "state", "local"),
    [("9254.82", 851_443, 596_010, 255_433), ("3738", 343_896, 240_727, 103_169)],
    ids=["White Bear Lake 2012-13", "Albert Lea FY 2010"],
)
def test_published_revenue_aid_and_levy_of_the_lower_rate_are_met_to_the_dollar(
    tmp_path: Path, units: str, revenue: int, state: int, local: int
) -> None:
    one = aided(tmp_path, text(units, protected=1_000))
    assert values(one)["clause"] == 5
    ours, levy, aid = money(one, *SPLIT)
    assert (round(ours), round(levy), round(aid)) == (revenue, local, state)


def test_levy_and_aid_never_both_round_up(tmp_path: Path) -> None:
    """30 percent of 336,225 is 100,867.50 and 70 percent 235,357.50; both rounded up would be a dollar too much."""
    one = aided(tmp_path, text("3654.62", 336_225, protected=1_000), rounding="whole-dollars")
    assert money(one, *SPLIT) == (336_225, 100_868, 235_357)


@pytest.mark.parametrize("units", [7_660, 3_655, 9_255])
def test_printed_whole_units_stay_within_half_a_rate(tmp_path: Path, units: int) -> None:
    published = {7_660: 704_757, 3_655: 336_225, 9_255: 851_443}[units]
    one = aided(tmp_path, text(units, protected=1_000))
    assert abs(money(one, "revenue")[0] - published) <= Decimal("0.5") * 92


def test_minneapolis_has_its_addition_by_levy_alone(tmp_path: Path) -> None:
    one = aided(tmp_path, text(40_000, district="0001-03"))
    assert money(one, *SPLIT) == (19_200_000, 6_740_000, 12_460_000)
    assert money(one, "minneapolis_addition") == (1_400_000,)
    inside = aided(tmp_path, text(40_000, district="0001-03"), mpls_35="inside-30")
    assert money(inside, *SPLIT) == (19_200_000, 5_760_000, 13_440_000)
    assert inside.readings["mpls-35"] == "inside-30"


@pytest.mark.parametrize(
    ("district", "clause", "rate"), [("0709-01", 1, 206), ("0625-01", 2, 445), ("0001-03", 3, 445)]
)
def test_districts_with_a_clause_of_their_own_need_no_cost_and_no_counts(
    tmp_path: Path, district: str, clause: int, rate: int
) -> None:
    one = estimated(
        tmp_path,
        f"state: MN\ndistrict: {{id: {district}}}\nfiscal_year: FY 2010\npupil_units: {{adjusted: 100}}\n",
        KEY,
    )
    assert (values(one)["clause"], values(one)["rate"]) == (clause, rate)
    assert one.form.complete
    assert one.form.by_key["actual_cost"].state is State.NOT_APPLICABLE
    assert money(one, "base_revenue") == (rate * 100,)


@pytest.mark.parametrize(
    ("plan", "protected", "clause"),
    [
        ("must_implement_plan: yes", 1_501, 4),
        ("must_implement_plan: yes", 1_500, 5),
        ("must_implement_plan: no, collaborative_member: yes", 9_000, 6),
        ("must_implement_plan: no, collaborative_member: no", 9_000, 0),
        ("must_implement_plan: no, collaborative_member: no, clause: 5", 9_000, 5),
        ("clause: (4)", 100, 4),
    ],
)
def test_the_clause_is_suggested_from_the_facts_and_the_file_overrides_it(
    tmp_path: Path, plan: str, protected: int, clause: int
) -> None:
    one = aided(tmp_path, text(plan=plan, protected=protected))
    assert values(one)["clause"] == clause
    assert one.form.complete
    assert money(one, "rate") == ({4: 129, 5: 92, 6: 92, 0: 0}[clause],)


def test_at_exactly_15_percent_a_reading_decides(tmp_path: Path) -> None:
    assert values(aided(tmp_path, text(protected=1_500)))["rate"] == 92
    assert values(aided(tmp_path, text(protected=1_500), threshold="at-or-above"))["rate"] == 129


def test_a_member_of_a_collaborative_has_the_lower_rate_or_by_a_reading_that_of_its_share(
    tmp_path: Path,
) -> None:
    member = "must_implement_plan: no, collaborative_member: yes"
    assert values(aided(tmp_path, text(plan=member)))["rate"] == 92
    assert values(aided(tmp_path, text(plan=member), clause_6="as-clause-4"))["rate"] == 129
    assert values(aided(tmp_path, text(plan=member, protected=9), clause_6="as-clause-4"))["rate"] == 92


def test_aid_for_alternative_attendance_is_taken_off_the_cost_and_comes_on_top_of_aid(tmp_path: Path) -> None:
    written = text(10_000, 1_000_000).replace("attendance_aid: 0", "attendance_aid: 100000")
    one = aided(tmp_path, written)
    assert money(one, "cost_limit", "base_revenue", "aid") == (900_000, 900_000, 630_000)
    assert money(one, "alternative_attendance_adjustment") == (100_000,)
    rich = written.replace("1000000", "9000000")
    assert money(aided(tmp_path, rich), "base_revenue") == (1_290_000,)
    assert money(aided(tmp_path, rich, subd6_minus="both-limbs"), "base_revenue") == (1_190_000,)
    beyond = written.replace("attendance_aid: 100000", "attendance_aid: 2000000")
    assert money(aided(tmp_path, beyond), "cost_limit", "revenue") == (0, 0)


@pytest.mark.parametrize(
    ("year", "clause", "rate", "share"),
    [
        (1999, 4, 93, 46),
        (1999, 3, 523, 46),
        (2000, 2, 446, 46),
        (2002, 1, 207, 46),
        (2003, 4, 129, 37),
        (2004, 5, 92, 23),
        (2005, 4, 129, 30),
        (2013, 1, 206, 30),
    ],
)
def test_rates_and_levy_share_follow_the_year(
    tmp_path: Path, year: int, clause: int, rate: int, share: int
) -> None:
    one = aided(tmp_path, text(year=f"FY {year}", plan=f"clause: {clause}"))
    assert values(one)["rate"] == rate
    assert values(one)["levy_share"] == Decimal(share) / 100
    assert ("L106" in codes(one)) is (2000 <= year <= 2004)
    assert (Mark.UNVERIFIED in one.form.by_key["rate"].marks) is (2000 <= year <= 2004)


def test_minneapolis_has_no_addition_before_2003(tmp_path: Path) -> None:
    one = aided(tmp_path, text(100, district="0001-03", year="FY 2001"))
    assert money(one, "base_revenue", "minneapolis_addition") == (53_600, 0)


def test_without_a_cost_there_is_a_limit_and_no_revenue(tmp_path: Path) -> None:
    one = aided(tmp_path, text(100, "~"))
    assert money(one, "per_unit_amount") == (12_900,)
    assert one.form.by_key["revenue"].state is State.INCOMPLETE
    assert one.missing == ("integration_revenue.actual_cost",)
    assert "at most $12,900.00" in one.conclusion


def test_the_approved_budget_stands_in_for_a_cost_not_known_yet_and_says_so(tmp_path: Path) -> None:
    one = aided(tmp_path, text(100, "~", more=", approved_budget: 5000"))
    assert money(one, "revenue") == (5_000,)
    source = one.form.by_key["actual_cost"].source
    assert source is not None
    assert "estimate of the actual cost" in str(source.note)
    both = text(100, 7_000, more=", approved_budget: 5000")
    assert money(aided(tmp_path, both), "revenue") == (7_000,)
    assert money(aided(tmp_path, both, plan_cost="approved-budget"), "revenue") == (5_000,)
    absent = aided(tmp_path, text(100, 7_000), plan_cost="approved-budget")
    assert absent.form.by_key["revenue"].state is State.INCOMPLETE


def test_a_typed_levy_is_taken_under_its_reading_up_to_the_authority_with_a_warning(tmp_path: Path) -> None:
    written = text(100, more=", levy: 1000")
    assert money(aided(tmp_path, written), "levy", "aid") == (3_870, 9_030)
    typed = aided(tmp_path, written, levy_use="typed-levy")
    assert money(typed, "levy", "aid") == (1_000, 11_900)
    assert codes(typed) == ["P104"]
    most = aided(tmp_path, text(100, more=", levy: 99999"), levy_use="typed-levy")
    assert money(most, "levy", "aid") == (3_870, 9_030)
    assert codes(most) == ["I105"]
    assert codes(aided(tmp_path, text(100, more=", levy: 3870"), levy_use="typed-levy")) == []


def test_a_cost_without_a_duty_to_plan_is_told(tmp_path: Path) -> None:
    none = "must_implement_plan: no, collaborative_member: no"
    assert codes(aided(tmp_path, text(plan=none))) == ["P103"]
    assert codes(aided(tmp_path, text(cost=0, plan=none))) == []
    assert codes(aided(tmp_path, text(plan="must_implement_plan: no, collaborative_member: yes"))) == []


def test_what_the_clause_rests_on_is_asked_for(tmp_path: Path) -> None:
    one = aided(tmp_path, text(plan="collaborative_member: yes"))
    assert one.missing == ("integration_revenue.must_implement_plan",)
    assert one.form.by_key["clause"].state is State.INCOMPLETE


def test_outside_its_years_it_is_an_illustration(tmp_path: Path) -> None:
    one = aided(tmp_path, text(year="FY 2016"))
    assert codes(one) == ["L104"]
    assert one.conclusion.startswith("As an illustration only")


def test_the_line_keys_are_those_of_the_contract() -> None:
    the_program = program(KEY)
    assert the_program is not None
    numbered = {one.number: one.key for one in the_program.form.lines}
    assert numbered == {
        "0": "protected_share",
        "1": "clause",
        "2": "adjusted_pupil_units",
        "3": "rate",
        "4": "per_unit_amount",
        "5": "actual_cost",
        "6": "alternative_attendance_aid",
        "7": "cost_limit",
        "8": "base_revenue",
        "9": "minneapolis_addition",
        "9a": "most_revenue",
        "10": "revenue",
        "11": "levy_share",
        "11a": "levy_authority",
        "11b": "levy_typed",
        "12": "levy",
        "13": "aid",
        "14": "alternative_attendance_adjustment",
    }


@settings(max_examples=150, deadline=None)
@given(
    units=st.decimals(0, 90_000, places=2),
    cost=st.decimals(0, 50_000_000, places=2),
    protected=st.integers(0, 10_000),
    district=st.sampled_from(["0623-01", "0001-03", "0625-01", "0709-01"]),
    year=st.integers(1999, 2013),
    readings=st.fixed_dictionaries(
        {
            "mpls-35": st.sampled_from(["outside-30", "inside-30"]),
            "rounding": st.sampled_from(["cents", "whole-dollars"]),
            "subd6-minus": st.sampled_from(["cost-cap-only", "both-limbs"]),
        }
    ),
)
def test_aid_and_levy_are_the_revenue_of_any_district(
    tmp_path_factory: pytest.TempPathFactory,
    *,
    units: Decimal,
    cost: Decimal,
    protected: int,
    district: str,
    year: int,
    readings: dict[str, str],
) -> None:
    written = text(units, cost, district=district, year=f"FY {year}", protected=protected)
    one = estimated(tmp_path_factory.mktemp("random"), written, KEY, readings=readings)
    revenue, levy, aid = money(one, *SPLIT)
    assert aid + levy == revenue
    assert min(levy, aid) >= 0
    if district == "0623-01" and readings["rounding"] == "cents":
        assert revenue <= cost
