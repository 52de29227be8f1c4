"""Achievement and Integration revenue of real districts, to the cent, and what holds for every district."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_cli.facts.district_file import DistrictFile
from ai_cli.inputs.district import read_district
from ai_cli.inputs.settings import read_setting
from ai_cli.programs import Terms, estimate, program, program_of
from ai_cli.programs.sentences import basis, dollars
from ai_cli.results.estimate import Estimate
from ai_cli.results.filled_form import Mark, State

SAMPLES = Path(__file__).parents[2] / "sample_inputs"
KEY = "mn-achievement-integration"


def district(name: str, *settings_made: str) -> DistrictFile:
    loaded = read_district(str(SAMPLES / name), [read_setting(one) for one in settings_made])
    assert loaded.findings == ()
    assert loaded.district is not None
    return loaded.district


def estimated(name: str, *settings_made: str, year: int | None = None, **readings: str) -> Estimate:
    file = district(name, *settings_made)
    the_program = program(KEY)
    assert the_program is not None
    chosen = {key.replace("_", "-"): choice for key, choice in readings.items()}
    return estimate(file, the_program, year or file.facts.fiscal_year, Terms(readings=chosen))


def values(one: Estimate) -> dict[str, Decimal | bool | str | None]:
    return {line.number: line.value for line in one.form.lines if line.value is not None}


def test_austin_fy_2017_is_known_to_the_cent() -> None:
    lines = values(estimated("austin_fy2017.yaml"))
    ratio = lines.pop("4")
    assert isinstance(ratio, Decimal)
    assert round(ratio, 12) == Decimal("0.432326158940")
    assert lines == {
        "1": Decimal("4794.5"),
        "2": Decimal(4832),
        "3": Decimal(2089),
        "5": Decimal(350),
        "6": Decimal("725475.72"),
        "11": Decimal(0),
        "12": Decimal("725475.72"),
        "13": Decimal("47945.00"),
        "14": Decimal(670895),
        "15": Decimal("672907.69"),
        "16": Decimal("672907.69"),
        "17": Decimal(47945),
        "18": Decimal("47945.00"),
        "19": Decimal("720852.69"),
        "20": Decimal("504596.88"),
        "21": Decimal("216255.81"),
        "22": Decimal("2018.72"),
        "23": Decimal("52568.03"),
        "24": Decimal("723305.81"),
    }


def test_austin_says_its_result_in_words() -> None:
    assert estimated("austin_fy2017.yaml").conclusion == (
        "By rates not all verified and two assumed inputs, Austin can expect $720,852.69: $504,596.88 aid and "
        "$216,255.81 levy. Its budget claims $672,907.69 of $725,475.72; budgeting $723,305.81 would claim all of it."
    )


def test_austin_by_an_older_count_comes_within_a_hundred_dollars_of_its_budget() -> None:
    lines = values(estimated("austin_fy2017.yaml", "enrollment.total=4715", "enrollment.protected=1891"))
    assert lines["6"] == Decimal("673009.51")
    assert lines["24"] == Decimal("670996.53")  # 670,996.5204, rounded up


def test_montevideo_fy_2015_is_known_to_the_cent() -> None:
    lines = values(estimated("montevideo_fy2015.yaml"))
    assert {
        number: lines[number] for number in ("6", "11", "12", "15", "16", "19", "20", "21", "22", "24")
    } == {
        "6": Decimal("94385.01"),
        "11": Decimal("44587.86"),
        "12": Decimal("138972.87"),
        "15": Decimal("138910.49"),
        "16": Decimal("138910.49"),
        "19": Decimal("154265.49"),
        "20": Decimal("107985.84"),
        "21": Decimal("46279.65"),
        "22": Decimal("416.73"),
        "24": Decimal("138557.20"),
    }


def test_membership_by_grade_is_weighted_by_the_rates_of_the_year() -> None:
    lines = values(estimated("austin_fy2018_membership.yaml"))
    assert lines["1"] == Decimal("5329.6")
    half_day = values(estimated("austin_fy2018_membership.yaml", kindergarten="half-day"))
    assert half_day["1"] == Decimal("5180.65")


def test_what_is_missing_is_named_and_nothing_is_guessed() -> None:
    one = estimated("montevideo_fy2016_incomplete.yaml")
    assert one.missing == ("pupil_units.adjusted", "hold_harmless.amount")
    assert one.form.by_key["max_initial_revenue"].state is State.INCOMPLETE
    assert one.conclusion == "What Montevideo can expect cannot be said before the missing figures are given."


def test_a_budget_that_claims_everything_is_said_to() -> None:
    one = estimated("austin_fy2017.yaml", "budget.initial=723305.81")
    assert one.form.by_key["initial_revenue"].value == one.form.by_key["max_initial_revenue"].value
    assert "Its budget claims all of $725,475.72." in one.conclusion


def test_a_budget_with_one_part_missing_says_what_could_be_claimed() -> None:
    one = estimated("austin_fy2017.yaml", "budget.incentive=")
    assert one.missing == ("budget.incentive",)
    assert one.conclusion.endswith("what it will receive waits for what is missing in its budget.")


def test_without_a_budget_the_result_is_complete() -> None:
    one = estimated("austin_fy2018_membership.yaml")
    assert one.form.complete
    assert {line.state for line in one.form.lines[13:]} == {State.NOT_APPLICABLE}
    assert "no budget is given" in one.conclusion


def test_the_transfer_may_be_read_as_of_the_largest_revenue() -> None:
    assert values(estimated("austin_fy2017.yaml", transfer_base="max-initial-revenue"))["22"] == Decimal(
        "2176.43"
    )


def test_whole_dollars_are_a_reading() -> None:
    lines = values(estimated("austin_fy2017.yaml", rounding="whole-dollars"))
    assert (lines["12"], lines["15"], lines["24"]) == (725476, 672908, 723307)


def test_the_other_october_is_a_reading_and_is_shown() -> None:
    one = estimated("austin_fy2017.yaml", "enrollment.october_1=2016", share_date="same-year-oct1")
    source = one.form.by_key["enrollment"].source
    assert source is not None
    assert source.note == "count of October 1, 2016"


def test_a_count_that_does_not_name_its_october_says_so() -> None:
    one = estimated("austin_fy2017.yaml", "enrollment.october_1=")
    source = one.form.by_key["enrollment"].source
    assert source is not None
    assert source.note == "taken for the count of October 1, 2015; the file does not name its October"


def test_an_illustration_and_a_carried_rate_say_so_in_words() -> None:
    early = estimated("austin_fy2017.yaml", year=2012)
    assert early.conclusion.startswith("As an illustration only, by rates not all verified")
    assert Mark.ILLUSTRATION in early.form.by_key["total_revenue"].marks
    late = estimated("austin_fy2017.yaml", year=2030)
    assert "rates carried past the last year they are known for, figures of another year" in late.conclusion


def test_each_input_that_would_explain_a_difference_is_named() -> None:
    def explanation(stated: str) -> str:
        one = estimated("montevideo_fy2015.yaml", f"state_report.max_initial_revenue={stated}")
        (found,) = [finding for finding in one.findings if finding.code == "R101"]
        return found.message

    assert "enrollment.total of 1,300 instead of 1,321" in explanation("140497.55")
    assert "hold_harmless.revenue_fy2013 of $151,266.00 instead of $141,266.00" in explanation("145572.87")
    assert "enrollment.protected of 240 instead of 232" in explanation("142227.53")
    assert "enrollment" not in explanation("900000")


def test_an_opening_says_only_what_there_is_to_say() -> None:
    one = estimated("austin_fy2017.yaml").form
    plain = one.by_key["initial_budget"]
    assert basis(one, plain) == ""
    assert basis(one, plain._replace(marks=frozenset({Mark.ILLUSTRATION}))) == "As an illustration only, "
    assert basis(one, plain._replace(marks=frozenset({Mark.USER_RATE}))) == "By your own rates, "


def test_money_in_a_sentence_has_its_sign_before_the_dollars() -> None:
    line = estimated("austin_fy2017.yaml").form.by_key["levy"]
    assert dollars(line) == "$216,255.81"
    assert dollars(line._replace(value=Decimal("-1234.5"))) == "-$1,234.50"


def test_the_program_is_chosen_by_state_and_year() -> None:
    assert program_of("MN", 2014) is program(KEY)
    assert program_of("MN", 2013) is program("mn-integration-revenue")
    assert program_of("MN", 1998) is program("mn-integration-revenue")
    assert program_of("MN", 2040) is program(KEY)
    assert program_of("WI", 2017) is program("wi-integration-aid")
    assert program_of("WI", 1990) is program("wi-integration-aid")
    with pytest.raises(ValueError, match="empty"):
        program_of("IA", 2017)
    assert program("no-such-program") is None


counts = st.integers(1, 60_000)
amounts = st.decimals(min_value=0, max_value=50_000_000, places=2)
units = st.decimals(min_value=0, max_value=70_000, places=2)
AUSTIN = district("austin_fy2017.yaml")
AUSTIN_FACTS: Any = AUSTIN.facts


def filled(**changes: object) -> Estimate:
    facts = AUSTIN_FACTS.model_copy(update=changes)
    the_program = program(KEY)
    assert the_program is not None
    return estimate(AUSTIN._replace(facts=facts), the_program, 2017, Terms())


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_for_every_district_the_parts_add_up_and_nothing_exceeds_its_limit(data: st.DataObject) -> None:
    total = data.draw(counts)
    protected = data.draw(st.integers(0, total))
    first = AUSTIN_FACTS.enrollment[0].model_copy(
        update={"total": Decimal(total), "protected": Decimal(protected)}
    )
    one = filled(
        enrollment=(first,),
        pupil_units=AUSTIN_FACTS.pupil_units.model_copy(update={"adjusted": data.draw(units)}),
        hold_harmless=AUSTIN_FACTS.hold_harmless.model_copy(update={"amount": data.draw(amounts)}),
        budget=AUSTIN_FACTS.budget.model_copy(
            update={"initial": data.draw(amounts), "incentive": data.draw(amounts)}
        ),
    )
    lines = {line.number: line.exact for line in one.form.lines}
    exact = {number: value for number, value in lines.items() if isinstance(value, Fraction)}
    assert exact["20"] + exact["21"] == exact["19"] == exact["16"] + exact["18"]
    assert exact["16"] <= exact["12"]
    assert exact["18"] <= exact["13"]
    assert exact["23"] == exact["12"] - exact["16"]
    for number in ("6", "12", "13", "15", "16", "18", "19", "20", "21", "22", "23", "24"):
        assert (exact[number] * 100).denominator == 1
    claims_all = Fraction("1.003") * exact["24"]
    assert claims_all >= exact["12"]
    assert exact["24"] == 0 or Fraction("1.003") * (exact["24"] - Fraction(1, 100)) < exact["12"]


@pytest.mark.parametrize(("protected", "total"), [(0, 100), (100, 100)])
def test_the_ends_of_the_ratio(protected: int, total: int) -> None:
    one = estimated("austin_fy2017.yaml", f"enrollment.total={total}", f"enrollment.protected={protected}")
    assert one.form.by_key["formula_revenue"].exact == Fraction("4794.5") * 350 * protected / total
