"""The bill HF 2051: unit checks, its threshold, its reduction, its readings, and that it says what it is."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from districts import codes, estimated, money, values
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_cli.programs import program
from ai_cli.results.estimate import Estimate
from ai_cli.results.filled_form import State

KEY = "mn-hf2051"
SPLIT = ("revenue", "levy", "aid")
GOOD = "sufficient_progress: yes, met_evaluation: yes, reported_outcomes: yes"
ONE_FAILED = GOOD.replace("met_evaluation: yes", "met_evaluation: no")
ALL_FAILED = GOOD.replace("yes", "no")


def text(
    protected: int = 2_000,
    total: int = 10_000,
    units: object = 11_500,
    cost: object = 3_000_000,
    *,
    answers: str = GOOD,
    district: str = "0623-01",
    year: str = "FY 2013",
    plan: str = "must_implement_plan: yes",
    more: str = "",
) -> str:
    return f"""
state: MN
district: {{id: {district}}}
fiscal_year: {year}
enrollment: {{total: {total}, protected: {protected}}}
pupil_units: {{adjusted: {units}}}
integration_revenue: {{actual_cost: {cost}, alternative_attendance_aid: 50000, {plan}}}
hf2051: {{{answers}}}
{more}"""


def billed(folder: Path, written: str, year: int | None = None, **readings: str) -> Estimate:
    return estimated(folder, written, KEY, year, {k.replace("_", "-"): v for k, v in readings.items()})


def minneapolis(answers: str = GOOD) -> str:
    return text(22_000, 34_000, 40_000, 20_000_000, answers=answers, district="0001-03")


@pytest.mark.parametrize(
    ("written", "readings", "expected"),
    [
        (text(), {}, ("1308000", "392400", "915600")),
        (text(answers=ONE_FAILED), {}, ("654000", "196200", "457800")),
        (text(answers=ALL_FAILED), {}, ("654000", "196200", "457800")),
        (text(answers=ALL_FAILED), {"multi-failure": "repeat-cut"}, ("163500", "49050", "114450")),
        (text(cost=900_000), {}, ("900000", "270000", "630000")),
        (text(1_500), {}, ("0", "0", "0")),
        (text(1_501), {}, ("981654", "294496.20", "687157.80")),
        (text(1_500), {"threshold": "at-or-above"}, ("981000", "294300", "686700")),
        (minneapolis(), {}, ("15788000", "5716400", "10071600")),
        (
            minneapolis(),
            {"mpls-35": "inside-30"},
            ("15788000", "4736400", "11051600"),
        ),
        (
            minneapolis(ONE_FAILED),
            {},
            ("7894000", "2858200", "5035800"),
        ),
        (
            minneapolis(ONE_FAILED),
            {"cut-scope": "a-only"},
            ("8594000", "3558200", "5035800"),
        ),
    ],
)
def test_the_checks_of_the_bill_come_out_to_the_cent(
    tmp_path: Path, written: str, readings: dict[str, str], expected: tuple[str, str, str]
) -> None:
    one = estimated(tmp_path, written, KEY, readings=readings)
    assert money(one, *SPLIT) == tuple(map(Decimal, expected))
    assert codes(one) == ["L105"]


def test_the_caps_are_shown_where_the_cost_is_not_given(tmp_path: Path) -> None:
    one = billed(tmp_path, text(cost="~"))
    assert money(one, "per_pupil_limit", "protected_limit") == (5_117_500, 1_308_000)
    assert one.form.by_key["revenue"].state is State.INCOMPLETE
    assert "integration_revenue.actual_cost" in one.missing


def test_exactly_15_percent_is_not_above_and_one_student_more_is(tmp_path: Path) -> None:
    assert values(billed(tmp_path, text(1_500)))["above_threshold"] is False
    assert values(billed(tmp_path, text(1_501)))["above_threshold"] is True
    assert values(billed(tmp_path, text(3, 20)))["above_threshold"] is False
    assert values(billed(tmp_path, text(150_000_001, 1_000_000_000)))["above_threshold"] is True


def test_the_reduction_comes_before_levy_and_aid_are_split(tmp_path: Path) -> None:
    one = billed(tmp_path, text(cost="0.03", answers=ONE_FAILED))
    assert money(one, "base_revenue", *SPLIT) == (
        Decimal("0.02"),
        Decimal("0.02"),
        Decimal("0.01"),
        Decimal("0.01"),
    )


def test_minneapolis_at_or_below_the_threshold_has_its_addition_only_with_a_warning(tmp_path: Path) -> None:
    low = text(1_000, district="0001-03")
    one = billed(tmp_path, low)
    assert money(one, *SPLIT) == (402_500, 402_500, 0)
    assert codes(one) == ["L105", "P102"]
    assert "P102" not in codes(billed(tmp_path, text(district="0001-03")))
    assert "P102" not in codes(billed(tmp_path, text(1_000)))


def test_below_the_threshold_the_law_then_in_force_may_be_looked_at(tmp_path: Path) -> None:
    one = billed(tmp_path, text(1_000), below_15="unchanged-law")
    assert money(one, "unchanged_law", "revenue") == (92 * 11_500, 92 * 11_500)
    assert one.form.by_key["unchanged_law"].part is not None
    assert "compares only" in one.conclusion
    assert billed(tmp_path, text(1_000)).form.by_key["unchanged_law"].state is State.NOT_APPLICABLE


def test_what_is_only_compared_is_not_reduced_and_is_told_with_the_doubts_of_its_own_law(
    tmp_path: Path,
) -> None:
    failed = billed(tmp_path, text(1_000, answers=ONE_FAILED), below_15="unchanged-law")
    assert money(failed, "revenue") == (92 * 11_500,)
    assert money(billed(tmp_path, text(answers=ONE_FAILED), below_15="unchanged-law"), "revenue") == (
        654_000,
    )
    late = billed(tmp_path, text(1_000, year="FY 2018"), below_15="unchanged-law")
    assert codes(late) == ["L104", "L105"]
    early = billed(tmp_path, text(1_000, year="FY 2002"), below_15="unchanged-law")
    assert codes(early) == ["L104", "L105", "L106"]
    minneapolis_low = billed(tmp_path, text(1_000, district="0001-03"), below_15="unchanged-law")
    assert "P102" not in codes(minneapolis_low)
    assert not [one for one in early.findings if "levy_share" in str(one.found)]


def test_the_amount_per_protected_student_may_be_one_for_each_pupil_unit(tmp_path: Path) -> None:
    one = billed(tmp_path, text(), p654_base="pupil-units")
    assert money(one, "protected_limit") == (654 * 2_300,)


def test_without_a_plan_the_cost_decides_or_by_a_reading_there_is_nothing(tmp_path: Path) -> None:
    none = text(plan="must_implement_plan: no, collaborative_member: no")
    assert money(billed(tmp_path, none), "revenue") == (1_308_000,)
    assert "P103" in codes(billed(tmp_path, none))
    without = none.replace("actual_cost: 3000000", "actual_cost: ~")
    assert money(billed(tmp_path, without), "actual_cost", "revenue") == (0, 0)
    assert "P103" not in codes(billed(tmp_path, without))
    assert money(billed(tmp_path, none, no_plan="gate"), "revenue") == (0,)
    assert money(billed(tmp_path, text(), no_plan="gate"), "revenue") == (1_308_000,)
    unknown = text(plan="collaborative_member: no")
    assert billed(tmp_path, unknown, no_plan="gate").missing == ("integration_revenue.must_implement_plan",)


def test_answers_that_are_not_given_are_asked_for(tmp_path: Path) -> None:
    one = billed(tmp_path, text(answers="sufficient_progress: yes"))
    assert one.missing == ("hf2051.met_evaluation", "hf2051.reported_outcomes")
    assert money(one, "paragraph_a") == (1_308_000,)


def test_a_failure_lasts_for_its_year_or_by_a_reading_until_the_next_evaluation(tmp_path: Path) -> None:
    failed, passed = f"hf2051: {{{ONE_FAILED}}}", f"hf2051: {{{GOOD}}}"
    written = text(more=f"years: {{FY 2011: {{{failed}}}, FY 2010: {{{failed}}}, FY 2012: {{{passed}}}}}")
    assert money(billed(tmp_path, written), "reduction_factor") == (1,)
    until = billed(tmp_path, written, failure_duration="until-next-evaluation")
    assert money(until, "reduction_factor") == (Decimal("0.5"),)
    source = until.form.by_key["met_evaluation"].source
    assert source is not None
    assert source.note == "no in FY 2011, which lasts until the next evaluation"
    old = text(more=f"years: {{FY 2010: {{{failed}}}, FY 2012: {{{passed}}}}}")
    assert money(billed(tmp_path, old, failure_duration="until-next-evaluation"), "reduction_factor") == (1,)


def test_a_year_of_which_no_answer_is_given_may_hold_a_failure_that_lasts(tmp_path: Path) -> None:
    one = billed(tmp_path, text(), failure_duration="until-next-evaluation")
    assert one.form.by_key["reduction_factor"].state is State.INCOMPLETE
    reason = str(one.form.by_key["met_evaluation"].reason)
    assert reason == "hf2051.met_evaluation of FY 2012 is not given, and a no of that time would last"
    first = billed(tmp_path, text(year="FY 2012"), failure_duration="until-next-evaluation")
    assert money(first, "reduction_factor") == (1,)
    failed = billed(tmp_path, text(answers=ALL_FAILED), failure_duration="until-next-evaluation")
    assert money(failed, "reduction_factor") == (Decimal("0.5"),)


def test_aid_for_alternative_attendance_is_struck_or_by_a_reading_kept(tmp_path: Path) -> None:
    key = "alternative_attendance_adjustment"
    assert billed(tmp_path, text()).form.by_key[key].state is State.NOT_APPLICABLE
    assert money(billed(tmp_path, text(), subd6_after="keep"), key, "aid") == (50_000, 915_600)


def test_a_typed_levy_is_taken_under_its_reading(tmp_path: Path) -> None:
    one = billed(tmp_path, text(answers=f"{GOOD}, levy: 100000"), levy_use="typed-levy")
    assert money(one, *SPLIT) == (1_308_000, 100_000, 1_208_000)
    assert "P104" in codes(one)


def test_before_its_effective_year_it_is_an_illustration_or_refused(tmp_path: Path) -> None:
    early = text(year="FY 2010")
    shown = billed(tmp_path, early)
    assert codes(shown) == ["L104", "L105"]
    assert money(shown, "revenue") == (1_308_000,)
    refused = billed(tmp_path, early, before_fy2012="refuse")
    assert "L103" in codes(refused)
    assert refused.readings["before-fy2012"] == "refuse"
    assert shown.readings["before-fy2012"] == "illustrate"
    fixes = [one.fix for one in refused.findings if one.code == "L103"]
    assert "take --reading before-fy2012=illustrate for an illustration" in fixes
    assert refused.form.by_key["revenue"].state is State.INCOMPLETE
    assert codes(billed(tmp_path, text(year="FY 2012"), before_fy2012="refuse")) == ["L105"]


def test_every_result_says_that_it_is_a_bill_and_was_not_enacted(tmp_path: Path) -> None:
    one = billed(tmp_path, text())
    assert "not enacted" in one.form.title
    assert "not enacted" in one.conclusion
    assert "not enacted" in billed(tmp_path, text(cost="~")).conclusion
    for key in SPLIT:
        assert "not enacted" in one.form.by_key[key].label
        assert one.form.by_key[key].standing in ("bill", "unverified")


def test_the_line_keys_are_those_of_the_contract() -> None:
    the_program = program(KEY)
    assert the_program is not None
    whole = {one.number: one.key for one in the_program.form.lines if one.number.isdigit()}
    assert " ".join(whole.values()) == (
        "protected_enrollment enrollment protected_share above_threshold adjusted_pupil_units actual_cost "
        "per_pupil_limit protected_limit paragraph_a minneapolis_addition failures reduction_factor base_revenue "
        "minneapolis_after_factor revenue levy aid alternative_attendance_adjustment"
    )
    assert list(whole) == [str(number) for number in range(1, 19)]


@settings(max_examples=150, deadline=None)
@given(
    total=st.integers(1, 60_000),
    share=st.floats(0, 1),
    units=st.decimals(0, 90_000, places=2),
    cost=st.decimals(0, 50_000_000, places=2),
    answers=st.sampled_from([GOOD, ONE_FAILED, ALL_FAILED]),
    district=st.sampled_from(["0623-01", "0001-03"]),
    readings=st.fixed_dictionaries(
        {
            "mpls-35": st.sampled_from(["outside-30", "inside-30"]),
            "cut-scope": st.sampled_from(["a-and-b", "a-only"]),
            "multi-failure": st.sampled_from(["single-cut", "repeat-cut"]),
            "rounding": st.sampled_from(["cents", "whole-dollars"]),
        }
    ),
)
def test_aid_and_levy_are_the_revenue_of_any_district(
    tmp_path_factory: pytest.TempPathFactory,
    *,
    total: int,
    share: float,
    units: Decimal,
    cost: Decimal,
    answers: str,
    district: str,
    readings: dict[str, str],
) -> None:
    written = text(int(total * share), total, units, cost, answers=answers, district=district)
    one = estimated(tmp_path_factory.mktemp("random"), written, KEY, readings=readings)
    revenue, levy, aid = money(one, *SPLIT)
    assert aid + levy == revenue
    assert min(levy, aid) >= 0
    least = min(Decimal(445) * units, Decimal(654) * int(total * share)) + 1
    assert money(one, "paragraph_a")[0] <= least
