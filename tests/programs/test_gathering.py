"""Facts are taken for the fiscal year asked for, and what is taken from elsewhere says so."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from ai_cli.inputs.district import read_district
from ai_cli.programs import PROGRAMS, Terms, estimate
from ai_cli.results.estimate import Estimate
from ai_cli.results.filled_form import Mark, State

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
    return estimate(loaded.district, PROGRAMS[0], year, terms)


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
