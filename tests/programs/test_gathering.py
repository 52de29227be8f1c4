"""Facts are taken for the fiscal year asked for, and what is taken from elsewhere says so."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from ai_cli.findings import Place
from ai_cli.inputs.district import read_district
from ai_cli.inputs.settings import read_setting
from ai_cli.law import RateBook
from ai_cli.law.overrides import rates_of_the_user
from ai_cli.programs import Terms, estimate, program_of
from ai_cli.programs.gathering import Gathering
from ai_cli.results.estimate import Estimate
from ai_cli.results.filled_form import Mark, State

PROGRAM = program_of("MN", 2017)
BASE = """
state: MN
district: {id: 0492-01}
fiscal_year: FY 2017
enrollment:
  - {october_1: 2015, total: 4832, protected: 2089}
  - {october_1: 2016, total: 4901}
pupil_units: {adjusted: 4794.5}
hold_harmless: {amount: 0}
years:
  17-18:
    pupil_units: {adjusted: 5000}
    budget: {initial: 1, incentive: 2}
"""


def estimated(text: str, year: int, tmp_path: Path, **readings: str) -> Estimate:
    file = tmp_path / "district.yaml"
    file.write_text(text)
    loaded = read_district(str(file))
    assert loaded.district is not None, loaded.findings
    terms = Terms(readings={name.replace("_", "-"): choice for name, choice in readings.items()})
    return estimate(loaded.district, PROGRAM, year, terms)


def test_a_year_with_facts_of_its_own_takes_them_with_their_place(tmp_path: Path) -> None:
    one = estimated(BASE, 2018, tmp_path)
    units = one.form.by_key["adjusted_pupil_units"]
    assert units.value == Decimal(5000)
    assert units.marks == frozenset()
    assert units.source is not None
    assert (units.source.place.line, units.source.place.column) == (12, 29)
    assert one.form.by_key["initial_budget"].value == 1


def test_the_right_october_is_found_in_a_list_whatever_the_year_of_the_file(tmp_path: Path) -> None:
    one = estimated(BASE, 2018, tmp_path)
    assert one.form.by_key["enrollment"].value == 4901
    assert one.form.by_key["enrollment"].marks == {Mark.UNVERIFIED}
    assert one.missing == ("enrollment.protected",)


def test_figures_of_the_year_of_the_file_stand_in_and_are_marked(tmp_path: Path) -> None:
    one = estimated(BASE, 2020, tmp_path)
    assert one.form.by_key["adjusted_pupil_units"].marks == {Mark.OTHER_YEAR}
    source = one.form.by_key["enrollment"].source
    assert source is not None
    assert (source.other_year, source.note) == (2017, "count of October 1, 2015")
    assert Mark.OTHER_YEAR not in one.form.by_key["hold_harmless_revenue"].marks
    assert one.form.by_key["initial_budget"].state is State.NOT_APPLICABLE


def test_a_block_without_its_october_is_taken_only_where_no_other_fits(tmp_path: Path) -> None:
    text = BASE.replace("{october_1: 2016, total: 4901}", "{total: 4901, protected: 2193}")
    assert estimated(text, 2017, tmp_path).form.by_key["enrollment"].value == 4832
    other = estimated(text, 2018, tmp_path).form.by_key["enrollment"]
    assert other.value == 4901
    assert other.source is not None
    assert "does not name its October" in str(other.source.note)


def test_no_enrollment_at_all_is_missing_without_a_hint(tmp_path: Path) -> None:
    text = BASE.partition("enrollment:")[0] + "pupil_units: {adjusted: 1}\n"
    assert (
        estimated(text, 2017, tmp_path).form.by_key["enrollment"].reason == "no enrollment of October 1, 2015"
    )


def test_an_assumed_group_marks_every_input_in_it(tmp_path: Path) -> None:
    one = estimated(BASE + "assumed: [enrollment]\n", 2017, tmp_path)
    assert one.form.by_key["protected_enrollment"].assumed
    assert not one.form.by_key["adjusted_pupil_units"].assumed
    assert one.conclusion.startswith("By rates not all verified and two assumed inputs, 0492-01 can claim")


def test_one_assumed_input_is_counted_in_the_singular(tmp_path: Path) -> None:
    one = estimated(BASE + "assumed: [enrollment.total]\n", 2017, tmp_path)
    assert one.conclusion.startswith("By rates not all verified and one assumed input, ")


def test_a_state_report_does_not_ask_of_lines_it_does_not_give(tmp_path: Path) -> None:
    report = "state_report: {max_incentive_revenue: 1}\n"
    codes = [one.code for one in estimated(BASE + report, 2017, tmp_path).findings]
    assert codes.count("R101") == 1


def test_a_difference_that_no_single_input_explains_names_none(tmp_path: Path) -> None:
    text = BASE.replace(
        "{adjusted: 4794.5}",
        "{adm: {early_childhood: 1, kindergarten: 1, grades_1_3: 1, grades_4_6: 1, grades_7_12: 1}}",
    )
    text = (
        text.replace("protected: 2089", "protected: 0")
        + "state_report: {max_initial_revenue: 0, max_incentive_revenue: 900}\n"
    )
    (found,) = [one for one in estimated(text, 2017, tmp_path).findings if one.code == "R101"]
    assert "explained" not in found.message


def test_an_input_that_would_have_to_be_negative_explains_nothing(tmp_path: Path) -> None:
    text = BASE.replace("{amount: 0}", "{amount: 10}") + "state_report: {max_initial_revenue: 700000}\n"
    (found,) = [one for one in estimated(text, 2017, tmp_path).findings if one.code == "R101"]
    assert "hold_harmless.amount" not in found.message
    assert "pupil_units.adjusted of 4,626.0708" in found.message


def put(text: str, tmp_path: Path, year: int, *written: str) -> Estimate:
    file = tmp_path / "district.yaml"
    file.write_text(text)
    loaded = read_district(str(file), [read_setting(one) for one in written])
    assert loaded.district is not None, loaded.findings
    return estimate(loaded.district, PROGRAM, year, Terms())


def test_a_value_tried_holds_whichever_year_is_computed(tmp_path: Path) -> None:
    one = put(BASE, tmp_path, 2018, "budget.initial=7", "pupil_units.adjusted=8")
    assert one.form.by_key["initial_budget"].value == 7
    assert one.form.by_key["adjusted_pupil_units"].value == 8
    other = put(BASE, tmp_path, 2017, "pupil_units.adjusted=8")
    assert other.form.by_key["adjusted_pupil_units"].value == 8


def test_a_value_tried_for_one_year_leaves_its_other_facts(tmp_path: Path) -> None:
    one = put(BASE, tmp_path, 2018, "years.2018.pupil_units.adjusted=8")
    assert one.form.by_key["adjusted_pupil_units"].value == 8
    assert one.form.by_key["initial_budget"].value == 1


def test_a_year_that_is_not_there_can_be_tried(tmp_path: Path) -> None:
    one = put(BASE, tmp_path, 2019, "years.FY 2019.pupil_units.adjusted=8")
    assert one.form.by_key["adjusted_pupil_units"].value == 8


def test_a_whole_list_of_groups_can_be_tried(tmp_path: Path) -> None:
    one = put(BASE, tmp_path, 2017, "enrollment=[{october_1: 2015, total: 10, protected: 5}]")
    assert one.form.by_key["enrollment"].value == 10


def test_what_is_given_too_and_not_used_is_said(tmp_path: Path) -> None:
    adm = "{early_childhood: 1, kindergarten: 1, grades_1_3: 1, grades_4_6: 1, grades_7_12: 1}"
    one = estimated(BASE.replace("{adjusted: 4794.5}", f"{{adjusted: 4794.5, adm: {adm}}}"), 2017, tmp_path)
    source = one.form.by_key["adjusted_pupil_units"].source
    assert source is not None
    assert str(source.note).startswith("pupil_units.adm.early_childhood, ")
    assert str(source.note).endswith(" given too and not used")


def test_a_rate_of_ones_own_leaves_the_figures_of_fy_2014_alone(tmp_path: Path) -> None:
    text = BASE.replace(
        "{amount: 0}", "{revenue_fy2013: 141266, fy2014: {adjusted: 1535.5, total: 1327, protected: 182}}"
    )
    entries, _ = rates_of_the_user(
        {"mn-achievement-integration": {"formula_allowance": ("400", Place())}},
        {"mn-achievement-integration": Place()},
    )
    file = tmp_path / "district.yaml"
    file.write_text(text)
    district = read_district(str(file)).district
    assert district is not None
    one = estimate(district, PROGRAM, 2017, Terms(RateBook(entries)))
    assert one.form.by_key["allowance"].value == 400
    assert one.form.by_key["formula_revenue_fy2014"].value == Decimal("73708.63")
    assert Mark.USER_RATE not in one.form.by_key["hold_harmless_revenue"].marks


def test_a_district_that_does_not_take_part_is_told_so_first(tmp_path: Path) -> None:
    one = estimated(BASE + "status: [not_participating]\n", 2017, tmp_path)
    assert one.conclusion.startswith(
        "If the district took part: By rates not all verified, 0492-01 can claim"
    )


def test_a_program_without_a_reading_of_the_october_takes_its_own(tmp_path: Path) -> None:
    file = tmp_path / "district.yaml"
    file.write_text(BASE)
    district = read_district(str(file)).district
    assert district is not None
    for october, total in (("prior-year-oct1", 4832), ("same-year-oct1", 4901)):
        facts = Gathering(district, 2017, {}, october)
        entry = facts.take("enrollment.total")
        assert entry is not None
        assert (entry.value, facts.readings_used) == (total, {})


def test_a_count_of_another_october_is_missing_without_naming_a_reading_that_is_not_there(
    tmp_path: Path,
) -> None:
    file = tmp_path / "district.yaml"
    file.write_text(BASE)
    district = read_district(str(file)).district
    assert district is not None
    facts = Gathering(district, 2030, {}, "prior-year-oct1")
    other = facts.entries_of(PROGRAM.form)
    assert "enrollment" in other.values
    lone = estimated(
        BASE.replace("  - {october_1: 2015, total: 4832, protected: 2089}\n", ""), 2017, tmp_path
    )
    assert "--reading share-date=same-year-oct1" in str(lone.form.by_key["enrollment"].reason)


def test_a_whole_group_tried_holds_whichever_year_is_computed(tmp_path: Path) -> None:
    one = put(BASE, tmp_path, 2018, "budget={initial: 7, incentive: 8}")
    assert one.form.by_key["initial_budget"].value == 7
    assert one.form.by_key["incentive_budget"].value == 8


def test_what_is_missing_in_the_block_of_a_year_is_placed_and_named_there(tmp_path: Path) -> None:
    text = BASE.replace(
        "budget: {initial: 1, incentive: 2}", "budget: {initial: 1}\n    status: [not_participating]"
    )
    one = estimated(text + "budget: {initial: 3, incentive: 4}\nstatus: [adjoining]\n", 2018, tmp_path)
    lacking = [found for found in one.findings if found.code == "I101" and "budget" in found.message]
    assert [(found.place.line, found.fix) for found in lacking] == [
        (13, "give `years.17-18.budget.incentive`")
    ]
    assert [found.place.line for found in one.findings if found.code == "E104"] == [14]


def test_an_empty_group_of_a_year_is_taken_from_above(tmp_path: Path) -> None:
    one = estimated(BASE.replace("{adjusted: 5000}", "{adjusted: }"), 2018, tmp_path)
    assert one.form.by_key["adjusted_pupil_units"].value == Decimal("4794.5")
    assert "I106" in [found.code for found in one.findings]


def test_an_empty_budget_is_no_budget(tmp_path: Path) -> None:
    one = estimated(BASE + "budget: {initial: , incentive: }\n", 2017, tmp_path)
    assert one.form.by_key["total_revenue"].reason == "no budget given"


def test_a_refused_rate_is_what_the_conclusion_waits_for(tmp_path: Path) -> None:
    file = tmp_path / "district.yaml"
    file.write_text(BASE)
    district = read_district(str(file)).district
    assert district is not None
    one = estimate(district, PROGRAM, 2026, Terms(RateBook(strict=True)))
    assert one.conclusion == "What 0492-01 can expect cannot be said before there is a rate for the year."
