"""Programs side by side and years below one another, through the command with programs made for these tests."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from made_programs import ACHIEVEMENT as AI
from made_programs import BUDGETED, EARLIER, PER_UNIT, made_programs
from running import AUSTIN, SAMPLES, Ran, run

from ai_cli.__main__ import main
from ai_cli.inputs.district import read_district
from ai_cli.outputs.side_by_side import comparison_blocks
from ai_cli.outputs.terminal import show_on_terminal
from ai_cli.outputs.years_text import years_text
from ai_cli.programs import PROGRAMS, Terms, estimate
from ai_cli.results.comparison import COMMON_ROWS, Comparison, side_of

__all__ = ["made_programs"]

LATER = str(SAMPLES / "montevideo_fy2015.yaml")
INCOMPLETE = str(SAMPLES / "montevideo_fy2016_incomplete.yaml")
NO_BUDGET = str(SAMPLES / "austin_fy2018_membership.yaml")
BOTH = ("--program", AI.key, "--program", PER_UNIT.key)
THREE = (*BOTH, "--program", BUDGETED.key)


class Told(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], made_programs: None) -> Any:
    """Run estimate in this process, so that it knows the made programs."""
    del made_programs

    def tell(*arguments: str) -> Told:
        status = main(["estimate", *arguments])
        return Told(status, *capsys.readouterr())

    return tell


def cells(out: str, row: str) -> list[str]:
    """Return the cells of the row of a plain table that begins with these words."""
    (line,) = [one for one in out.splitlines() if one.startswith(f"{row}  ")]
    return line.removeprefix(row).split()


def test_every_program_says_which_of_its_lines_are_compared_and_which_matter_most() -> None:
    for one in PROGRAMS:
        keys = {line.key for line in one.form.lines}
        assert one.compared
        assert one.main_lines
        assert set(one.compared) <= set(COMMON_ROWS)
        assert set(one.compared.values()) | set(one.main_lines) <= keys


def test_two_programs_stand_in_one_table_with_exact_differences_to_the_first(told: Any) -> None:
    done = told(AUSTIN, *BOTH)
    assert done.status == 0
    assert done.out.startswith("Austin (0492-01), FY 2017: programs side by side\n")
    assert cells(done.out, "Revenue") == ["$720,852.69", "$47,945.00", "-$672,907.69"]
    assert cells(done.out, "Aid") == ["$504,596.88", "$27,217.12", "-$477,379.76"]
    assert cells(done.out, "Levy") == ["$216,255.81", "$20,727.88", "-$195,527.93"]
    assert cells(done.out, "Adjusted pupil units") == ["4,794.5", "4,794.5", "0"]
    assert cells(done.out, "Protected share") == ["43.2326%", "43.2326%", "0", "points"]
    assert done.out.count("--------") > 3
    assert "Approved initial budget" not in done.out
    assert done.out.rstrip().endswith(
        "Austin would receive $672,907.69 less under mn-per-unit than under mn-achievement-integration."
    )


def test_the_first_program_named_is_the_one_compared_with(told: Any) -> None:
    done = told(AUSTIN, "--program", PER_UNIT.key, "--program", AI.key)
    assert cells(done.out, "Revenue") == ["$47,945.00", "$720,852.69", "+$672,907.69"]
    assert "would receive $672,907.69 more under mn-achievement-integration" in done.out


def test_a_column_says_title_and_year_and_its_last_row_the_marks(told: Any) -> None:
    out = told(AUSTIN, *BOTH, "--fiscal-year", "2018").out
    lines = out.splitlines()
    rule = next(index for index, line in enumerate(lines) if line.startswith("-----"))
    titles = " ".join(" ".join(lines[rule - 5 : rule]).split())
    for word in ("Achievement", "Integration", "Revenue per", "pupil unit", "FY 2018 FY 2018"):
        assert word in titles
    assert cells(out, "Marks") == ["u", "a", "y", "u", "a", "y"]
    assert "y  rests on figures of another year" in out


def test_a_line_that_a_program_does_not_have_is_no_missing_one(told: Any) -> None:
    out = told(NO_BUDGET, "--program", AI.key, "--program", BUDGETED.key).out
    assert cells(out, "Levy") == ["n/a", "-"]
    assert cells(out, "Revenue") == ["n/a", "n/a"]
    assert (
        "mn-achievement-integration: Revenue (19), Aid (20), Levy (21) not applicable: no budget given" in out
    )
    assert "mn-budgeted: Revenue (3) not applicable: no plan given" in out


def test_what_is_missing_is_told_instead_of_a_difference(told: Any) -> None:
    done = told(INCOMPLETE, *BOTH)
    assert done.status == 1
    assert cells(done.out, "Revenue") == ["n/a", "incomplete"]
    assert cells(done.out, "Enrollment") == ["1,300", "1,300", "0"]
    assert "Adjusted pupil units (1) incomplete: pupil_units.adjusted is not given" in done.out
    assert done.out.rstrip().endswith(
        "Whether Montevideo would receive more under mn-per-unit than under mn-achievement-integration cannot be "
        "said: mn-achievement-integration is not computed (no budget given); mn-per-unit is incomplete "
        "(pupil_units.adjusted is not given)."
    )


def test_equal_revenues_are_said_to_be_the_same(told: Any) -> None:
    done = told(
        AUSTIN, "--program", PER_UNIT.key, "--program", BUDGETED.key, "--set", "budget.initial=23972.50"
    )
    assert cells(done.out, "Revenue") == ["$47,945.00", "$47,945.00", "$0.00"]
    assert "Austin would receive the same under mn-budgeted as under mn-per-unit." in done.out
    assert "What-if: budget.initial=23972.50" in done.out


def test_a_program_without_revenue_in_the_common_rows_says_so() -> None:
    district = read_district(AUSTIN).district
    assert district is not None
    one = estimate(district, AI, 2017, Terms())
    compared = Comparison((side_of(one, AI.compared), side_of(one, {"aid": "aid"})))
    from ai_cli.outputs.plain import plain_pieces

    text = "".join(plain_pieces(comparison_blocks(compared)))
    assert "mn-achievement-integration has no line of revenue." in text


def test_three_programs_have_two_differences(told: Any) -> None:
    out = told(AUSTIN, *THREE).out
    assert cells(out, "Revenue") == [
        "$720,852.69",
        "$47,945.00",
        "-$672,907.69",
        "$1,341,790.00",
        "+$620,937.31",
    ]
    assert cells(out, "Levy") == ["$216,255.81", "$20,727.88", "-$195,527.93", "-"]
    assert out.count("Austin would receive") == 2


def test_what_holds_for_one_program_only_stands_under_its_key(told: Any) -> None:
    out = told(AUSTIN, *THREE).out
    assert out.count("info E105") == 1
    assert "\nmn-per-unit, mn-budgeted:\ninfo L102" in out
    assert "\nmn-achievement-integration:\ninfo E105" in out
    assert out.count("input (1), Units of it") == 1
    assert "Readings of mn-budgeted: rounding=cents\n" in out
    assert "Readings of mn-per-unit: rounding=cents, share-date=prior-year-oct1" in out
    assert "Revenue per pupil unit: Austin: $47,945.00." in out


def test_the_gravest_findings_come_first(told: Any) -> None:
    out = told(INCOMPLETE, *BOTH).out
    assert out.index("error I101") < out.index("info E105")


def test_programs_and_years_give_a_table_for_each_year(told: Any) -> None:
    out = told(AUSTIN, *BOTH, "--fiscal-year", "2016..2018").out
    assert [line for line in out.splitlines() if line.endswith("programs side by side")] == [
        f"Austin (0492-01), FY {year}: programs side by side" for year in (2016, 2017, 2018)
    ]
    assert "Totals" not in out


def test_the_same_file_twice_is_compared_twice(told: Any) -> None:
    out = told(AUSTIN, AUSTIN, *BOTH).out
    assert out.count("Austin (0492-01), FY 2017: programs side by side") == 2


def test_a_program_of_another_state_is_reported_and_the_others_shown(told: Any, tmp_path: Path) -> None:
    file = tmp_path / "wi.yaml"
    file.write_text('state: WI\ndistrict: {id: "4620", name: Racine}\nfiscal_year: FY 2017\n')
    done = told(str(file), AUSTIN, *BOTH)
    assert done.status == 2
    assert "WI, while mn-per-unit is a program of MN" in done.out
    assert cells(done.out.split("Totals")[0], "Revenue") == ["$720,852.69", "$47,945.00", "-$672,907.69"]


def test_totals_add_up_the_districts_that_are_complete_under_every_program(told: Any) -> None:
    out = told(AUSTIN, LATER, INCOMPLETE, NO_BUDGET, *BOTH).out
    totals = out.split("Totals, programs side by side\n")[1]
    assert cells(totals, "Revenue") == ["$875,118.18", "$63,300.00", "-$811,818.18"]
    assert cells(totals, "Aid") == ["$612,582.72", "$39,875.41", "-$572,707.31"]
    assert cells(totals, "Levy") == ["$262,535.46", "$23,424.59", "-$239,110.87"]
    assert (
        "In the sums, districts and years whose revenue is complete under every program: 2 (FY 2015, FY 2017)"
        in totals
    )
    assert (
        "Left out, revenue not applicable under mn-achievement-integration, incomplete under mn-per-unit: 2"
        in totals
    )


def test_totals_say_where_a_program_has_no_such_line(told: Any) -> None:
    totals = told(AUSTIN, AUSTIN, *THREE).out.split("Totals, programs side by side\n")[1]
    assert cells(totals, "Levy") == ["$432,511.62", "$41,455.76", "-$391,055.86", "-"]
    assert "In the sums, districts whose revenue is complete under every program: 2 (FY 2017)" in totals
    assert "Left out" not in totals


def test_without_a_complete_district_there_are_no_totals_of_zero(told: Any) -> None:
    out = told(INCOMPLETE, INCOMPLETE, *BOTH).out.split("Totals, programs side by side\n")[1]
    assert "$0.00" not in out
    assert "complete under every program: 0\n" in out


def test_json_keeps_a_result_a_program_and_adds_exact_totals(told: Any) -> None:
    answer = json.loads(told(AUSTIN, LATER, INCOMPLETE, *BOTH, "-f", "json").out, parse_float=Decimal)
    assert [(one["program"], one["fiscal_year"]) for one in answer["results"]] == [
        (key, year) for year in (2017, 2015, 2016) for key in (AI.key, PER_UNIT.key)
    ]
    totals = answer["summary"]["totals"]
    assert {key: str(value) for key, value in totals[AI.key].items()} == {
        "revenue": "875118.18",
        "aid": "612582.72",
        "levy": "262535.46",
    }
    assert str(totals[PER_UNIT.key]["revenue"]) == "63300.00"
    assert (totals["districts"], totals["left_out"]) == (2, 1)


def test_json_totals_are_null_where_there_is_nothing_to_add(told: Any) -> None:
    answer = json.loads(told(AUSTIN, *THREE, "-f", "json").out)
    assert answer["summary"]["totals"][BUDGETED.key]["levy"] is None
    none = json.loads(told(INCOMPLETE, *BOTH, "-f", "json").out)["summary"]["totals"]
    assert none[AI.key] == {"revenue": None, "aid": None, "levy": None}


def test_one_program_has_no_totals_in_json() -> None:
    summary = json.loads(run("estimate", AUSTIN, AUSTIN, "-f", "json").out)["summary"]
    assert "totals" not in summary


def test_a_line_that_one_district_lacks_is_not_added_up() -> None:
    from ai_cli.outputs.comparison_totals_views import totals_blocks, totals_record
    from ai_cli.outputs.plain import plain_pieces
    from ai_cli.results.comparison_totals import ComparisonTotals

    district = read_district(AUSTIN).district
    assert district is not None
    one = estimate(district, AI, 2017, Terms())
    totals = ComparisonTotals({AI.key: AI.form.title})
    totals.add(Comparison((side_of(one, AI.compared),)))
    totals.add(Comparison((side_of(one, {**AI.compared, "aid": "revenue_fy2013"}),)))
    totals.add(Comparison(()))
    totals.add(Comparison((side_of(one, {}),)))
    assert totals_record(totals)[AI.key]["aid"] is None
    assert totals_record(totals)["left_out"] == 2
    text = "".join(plain_pieces(totals_blocks(totals)))
    assert cells(text, "Aid") == ["incomplete"]
    assert "revenue not computed under mn-achievement-integration: 1" in text
    assert "revenue not a line under mn-achievement-integration: 1" in text


def test_csv_keeps_the_rows_of_each_program(told: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(told(AUSTIN, *BOTH, "-f", "csv").out)))
    alone = list(csv.DictReader(io.StringIO(told(AUSTIN, "-f", "csv").out)))
    assert [one for one in rows if one["program"] == AI.key] == alone
    assert sum(one["program"] == PER_UNIT.key for one in rows) == len(PER_UNIT.form.lines)


def test_a_line_is_explained_form_by_form(told: Any) -> None:
    out = told(AUSTIN, *BOTH, "--explain", "4").out
    assert "side by side" not in out
    assert "(4) Protected ratio: 43.2326%" in out
    assert "(4) Share of it: 43.2326%" in out
    years = told(AUSTIN, "--fiscal-year", "2016..2017", "--explain", "4").out
    assert years.count("(4) Protected ratio: 43.2326%") == 2


def test_quiet_prints_findings_only(told: Any) -> None:
    assert told(AUSTIN, AUSTIN, *BOTH, "--quiet") == (0, "", "")
    done = told(INCOMPLETE, *BOTH, "--quiet")
    assert done.out.startswith("error I101")
    assert "side by side" not in done.out
    years = told(AUSTIN, "--fiscal-year", "2016..2017", "--quiet")
    assert years.out.startswith("warning I106")
    assert "Fiscal" not in years.out


def test_names_in_a_comparison_are_escaped_in_markdown(told: Any) -> None:
    done = told(AUSTIN, *BOTH, "-f", "markdown", "--set", "district.name=[b]|Austin_*")
    assert "## \\[b\\]\\|Austin\\_\\* (0492-01), FY 2017: programs side by side" in done.out
    assert "| Revenue | $720,852.69 | $47,945.00 | -$672,907.69 |" in done.out
    assert "|  | Achievement and Integration revenue FY 2017 | Revenue per pupil unit FY 2017 |" in done.out
    assert "**\\[b\\]\\|Austin\\_\\* would receive" in done.out


def test_rates_of_ones_own_head_the_comparison_once(told: Any, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("mn-achievement-integration: {incentive_allowance: $12}\n")
    out = told(AUSTIN, *BOTH, "--law", str(mine)).out
    assert out.count("Your own rates (--law): incentive_allowance $12\n") == 1
    assert cells(out, "Revenue")[1] == "$57,534.00"


def of_austin(*programs: Any) -> Comparison:
    district = read_district(AUSTIN).district
    assert district is not None
    return Comparison(
        tuple(side_of(estimate(district, one, 2017, Terms()), one.compared) for one in programs)
    )


@pytest.mark.parametrize("width", ["40", "80", "200"])
def test_three_programs_can_be_read_at_any_width(width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", width)
    stream = io.StringIO()
    show_on_terminal(list(comparison_blocks(of_austin(AI, PER_UNIT, BUDGETED))), stream)
    shown = stream.getvalue()
    for figure in ("$720,852.69", "-$672,907.69", "$1,341,790.00", "+$620,937.31", "$20,727.88"):
        assert figure in shown
    table = shown[shown.index("Adjusted") : shown.index("mn-achievement-integration: Enrollment")]
    assert max(map(len, table.splitlines())) <= int(width)
    if width == "40":
        assert "\n  Budgeted revenue FY 2017:\n    $1,341,790.00\n" in shown


def test_in_a_pipe_three_programs_are_whole_at_any_width(told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = told(AUSTIN, *THREE).out
    monkeypatch.setenv("COLUMNS", "40")
    assert told(AUSTIN, *THREE).out == wide


def over_years(*arguments: str) -> Ran:
    return run("estimate", AUSTIN, "--fiscal-year", *arguments)


def test_a_range_of_years_is_a_table_with_a_row_a_year() -> None:
    done = over_years("2015-16..2017-18")
    assert done.status == 0
    lines = done.out.splitlines()
    assert lines[0] == "Austin (0492-01), FY 2016 to FY 2018: Achievement and Integration revenue"
    assert lines[3] == "Readings: rounding=cents, share-date=prior-year-oct1, transfer-base=initial-revenue"
    figures = ["$725,475.72", "$47,945.00", "$720,852.69", "$504,596.88", "$216,255.81"]
    assert cells(done.out, "FY 2016") == [*figures, "u", "a", "y"]
    assert cells(done.out, "FY 2017") == [*figures, "u", "a"]
    titles = " ".join(lines[5:8])
    for word in (
        "Fiscal",
        "(12) Max",
        "Initial Rev",
        "(13) Max",
        "(19) Total",
        "(20) Aid",
        "(21) Levy",
        "Marks",
    ):
        assert word in titles
    assert lines[-1].startswith(
        "FY 2018: By rates not all verified, figures of another year and two assumed inputs"
    )
    assert "Total revenue is $720,852.69 in FY 2018, the same as in FY 2016." in lines


def test_a_finding_of_several_years_is_told_once_with_its_years() -> None:
    out = over_years("2015..2026").out
    assert out.count("I106") == 1
    assert "\nFY 2015, FY 2016, FY 2018 to FY 2026:\nwarning I106" not in out
    assert "\nFY 2015 and FY 2016, FY 2018 to FY 2026:\nwarning I106" in out
    assert "each year has no figures of its own for budget.incentive" in out
    assert "\nFY 2026:\nwarning L101" in out
    assert out.count("info E105") == 1


def test_a_finding_of_one_year_names_it() -> None:
    out = over_years("2017..2018").out
    assert "\nFY 2018:\nwarning I106" in out
    assert "FY 2018 has no figures of its own for" in out


def test_figures_of_each_year_change_the_revenue(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(
        Path(AUSTIN).read_text() + "years: {FY 2018: {budget: {initial: 700000, incentive: 0}}, "
        "FY 2019: {budget: {initial: 1000, incentive: 0}}}\n"
    )
    done = run("estimate", str(file), "--fiscal-year", "2017..2018")
    assert "Total revenue is $702,100.00 in FY 2018, $18,752.69 less than in FY 2017." in done.out
    more = run("estimate", str(file), "--fiscal-year", "2019..2020")
    assert "$719,849.69 more than in FY 2019." in more.out


def test_without_a_budget_the_most_revenue_is_compared_over_the_years() -> None:
    out = run("estimate", NO_BUDGET, "--fiscal-year", "2018..2019").out
    assert "Total revenue" not in out
    assert "\n(19), (20), (21) not applicable: no budget given\n" in out
    assert "\nMax Initial Rev is " in out


def test_incomplete_years_say_what_they_lack(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(Path(AUSTIN).read_text() + "years: {FY 2018: {budget: {initial: 700000}}}\n")
    done = run("estimate", str(file), "--fiscal-year", "2017..2018")
    assert done.status == 1
    assert "\nFY 2018: (19), (20), (21) incomplete: budget.incentive is not given\n" in done.out
    assert cells(done.out, "FY 2018")[2:5] == ["incomplete"] * 3


def test_years_without_a_break_are_written_as_a_range() -> None:
    assert years_text([2015]) == "FY 2015"
    assert years_text([2015, 2016]) == "FY 2015 and FY 2016"
    assert (
        years_text([2013, 2015, 2016, 2017, 2019, 2020]) == "FY 2013, FY 2015 to FY 2017, FY 2019 and FY 2020"
    )


def test_a_range_across_programs_has_a_table_for_each(told: Any) -> None:
    done = told(AUSTIN, "--fiscal-year", "2012..2015")
    headings = [line for line in done.out.splitlines() if line.startswith("Austin (0492-01), FY")]
    assert headings == [
        f"Austin (0492-01), FY 2012 and FY 2013: {EARLIER.form.title}",
        "Austin (0492-01), FY 2014 and FY 2015: Achievement and Integration revenue",
    ]
    assert cells(done.out, "FY 2013") == ["$9,589.00", "$5,443.42", "$4,145.58", *"uiay"]
    assert cells(done.out, "FY 2014")[0] == "$725,475.72"


def test_a_range_that_begins_before_any_program_shows_the_nearest_as_an_illustration(told: Any) -> None:
    done = told(AUSTIN, "--fiscal-year", "2003..2005")
    assert done.status == 0
    assert done.out.startswith("Austin (0492-01), FY 2003 to FY 2005: Earlier revenue")
    assert "warning L104" in done.out


def test_years_of_many_files_have_a_table_each() -> None:
    out = run("estimate", AUSTIN, LATER, "--fiscal-year", "2016..2017").out
    assert out.count(": Achievement and Integration revenue\n") == 2
    assert "Totals" not in out


def test_names_over_years_are_escaped_in_markdown() -> None:
    done = over_years("2016..2017", "-f", "markdown", "--set", "district.name=[b]|A_*")
    assert "## \\[b\\]\\|A\\_\\* (0492-01), FY 2016 and FY 2017" in done.out
    assert "| Fiscal year | (12) Max Initial Rev |" in done.out
    assert "| FY 2017 | $725,475.72 | $47,945.00 |" in done.out


def test_one_year_written_as_a_year_or_a_range_is_the_form() -> None:
    assert over_years("2017..2017").out == over_years("2017").out == run("estimate", AUSTIN).out


def test_csv_and_json_of_a_range_are_those_of_its_years() -> None:
    both = over_years("2016..2017", "-f", "csv", "--no-header").out
    assert both == "".join(over_years(year, "-f", "csv", "--no-header").out for year in ("2016", "2017"))
    results = json.loads(over_years("2016..2017", "-f", "json").out)["results"]
    assert results[1] == json.loads(over_years("2017", "-f", "json").out)["results"][0]
