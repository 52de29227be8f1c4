"""The report: workbooks that show how each figure comes about, and the lines that a nightly job appends."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from running import AUSTIN, SAMPLES, run

from ai_cli.outputs import writing
from ai_cli.outputs.writing import CannotWrite, write_whole
from ai_cli.workbooks.book import MOST_CHARACTERS, Book, Formula, safe_text

RICH = """\
state: MN
district: {id: 0492-01, name: NAME}
fiscal_year: FY 2019
enrollment: [{october_1: 2017, total: 4950, protected: 2280}, {october_1: 2018, total: 600, protected: 213, american_indian: 6}]
pupil_units: {adm: {early_childhood: 50.5, kindergarten: 380.25, grades_1_3: 1100, grades_4_6: 1090.4, grades_7_12: 2100}}
hold_harmless: {revenue_fy2013: 900000.55, fy2014: {adjusted: 5000, total: 4800, protected: 1800}}
status: [racially_identifiable_school]
schools:
  - {id: "130", name: Banfield, classification: 10, racially_identifiable: yes, grades: {KG: {total: 120, protected: 91, american_indian: 2}}}
  - {id: "131", name: Neveln, classification: 10, racially_identifiable: no, grades: {KG: {total: 480, protected: 122, american_indian: 4}}}
"""
BUDGET = str(SAMPLES / "budget_fy2019.xlsx")


def rich(folder: Path, name: str = "Austin") -> str:
    file = folder / "district.yaml"
    file.write_text(RICH.replace("NAME", json.dumps(name)))
    return str(file)


def column(file: Path, sheet: str, number: int) -> list[Any]:
    return [row[number - 1].value for row in load_workbook(file, data_only=True)[sheet].iter_rows()]


def test_the_workbook_has_a_sheet_for_all_that_is_known(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    ran = run("report", rich(tmp_path), "--budget", BUDGET, "-o", str(out))
    assert ran.status == 0, ran.err
    assert ran.out == ""
    assert load_workbook(out).sheetnames == ["Revenue", "Budget", "Eligibility", "Law", "About"]
    bare = tmp_path / "bare.xlsx"
    run("report", AUSTIN, "-o", str(bare))
    assert load_workbook(bare).sheetnames == ["Revenue", "Law", "About"]


def test_every_derived_line_is_a_formula_with_its_value_and_every_given_one_a_figure(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    run("report", AUSTIN, "-o", str(out))
    formulas = {row[0].value: row for row in load_workbook(out)["Revenue"].iter_rows(min_row=6, max_row=29)}
    values = {row[0].value: row for row in load_workbook(out, data_only=True)["Revenue"].iter_rows(min_row=6)}
    assert list(formulas) == list(range(1, 25))
    given = {1, 2, 3, 11, 14, 17}
    for number, row in formulas.items():
        typed = number in {*given, 7, 8}
        assert str(row[2].value or "").startswith("=") is not typed, number
        assert row[2].protection.locked is not typed
    assert values[12][2].value == 725475.72
    assert formulas[12][2].value == '=IF(COUNT($C$11,$C$16)<2,"",ROUND($C$11+$C$16,2))'
    assert values[12][1].value == "Max Initial Rev"
    assert values[12][3].value == "(6) + (11)"
    assert values[12][5].value == "unverified"


def test_lines_have_names_that_other_workbooks_can_link_to(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    run("report", AUSTIN, "-o", str(out))
    names = load_workbook(out).defined_names
    assert names["AI_LINE_12"].attr_text == "Revenue!$C$17"
    assert {f"AI_LINE_{number}" for number in range(1, 25)} <= set(names)


def test_the_law_and_the_inputs_behind_the_figures_are_listed(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    run("report", rich(tmp_path), "-o", str(out))
    keys = column(out, "Law", 2)
    assert {"formula_allowance", "incentive_allowance", "kindergarten_weight"} <= set(keys)
    assert "half_day_kindergarten_weight" not in keys
    about = column(out, "About", 1)
    assert {"pupil_units.adm.kindergarten", "enrollment.total", "share-date"} <= set(about)
    assert "Time of the run" not in about
    stamped = tmp_path / "stamped.xlsx"
    run("report", AUSTIN, "-o", str(stamped), "--stamp")
    assert "Time of the run" in column(stamped, "About", 1)


def test_the_budget_is_checked_with_the_figures_of_the_report_and_its_totals_are_lines_14_and_17(
    tmp_path: Path,
) -> None:
    out = tmp_path / "report.xlsx"
    run("report", rich(tmp_path), "--budget", BUDGET, "-o", str(out))
    values = {
        row[0].value: row[2].value
        for row in load_workbook(out, data_only=True)["Revenue"].iter_rows(min_row=6)
    }
    budget = {
        row[0].value: row[1].value
        for row in load_workbook(out, data_only=True)["Budget"].iter_rows(min_row=4)
    }
    assert values[14] == budget["Initial revenue"] == 511300.85
    assert values[17] == budget["Incentive revenue"] == 38339
    assert values[12] == budget["Max Initial Rev, line (12)"]
    sheet = load_workbook(out)["Budget"]
    assert str(sheet["B4"].value).startswith("=SUMIF(")
    with zipfile.ZipFile(out) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2


def test_the_schools_are_listed_with_their_difference_and_the_threshold(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    run("report", rich(tmp_path), "-o", str(out))
    rows = [
        [cell.value for cell in row] for row in load_workbook(out, data_only=True)["Eligibility"].iter_rows()
    ]
    (banfield,) = [row for row in rows if row[0] == "130"]
    assert banfield[8] == 20
    assert banfield[9] == "yes"
    assert banfield[5] == pytest.approx(75.83, abs=0.01)


@pytest.mark.parametrize(
    "name", ['=HYPERLINK("http://x","y")', "+1", "-1", "@x", "http://x", "a\tb\x07c", "<b>&amp;"]
)
def test_what_a_user_typed_stays_a_text(tmp_path: Path, name: str) -> None:
    out = tmp_path / "report.xlsx"
    assert run("report", rich(tmp_path, name), "-o", str(out)).status == 0
    book = load_workbook(out)
    title = book["Revenue"]["A1"]
    assert title.data_type == "s"
    assert title.hyperlink is None
    plain = tmp_path / "plain.xlsx"
    run("estimate", rich(tmp_path, name), "--format", "xlsx", "-o", str(plain))
    cell = load_workbook(plain)["Estimate"]["B2"]
    assert cell.data_type == "s"
    assert str(cell.value).strip() == name.replace("\t", " ").replace("\x07", " ").strip() or "\t" in name


def test_a_long_text_is_cut_with_a_mark_and_control_characters_are_spaces() -> None:
    assert safe_text("a\x00b\x1fc") == "a b c"
    cut = safe_text("x" * 40_000)
    assert len(cut) == MOST_CHARACTERS
    assert cut.endswith("[cut here: too long for a cell]")


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for out in (first, second):
        run("report", rich(tmp_path), "--budget", BUDGET, "-o", str(out))
    assert first.read_bytes() == second.read_bytes()
    for kind in ("budget", "district"):
        run("new", kind, str(tmp_path / f"{kind}1.xlsx"))
        run("new", kind, str(tmp_path / f"{kind}2.xlsx"))
        assert (tmp_path / f"{kind}1.xlsx").read_bytes() == (tmp_path / f"{kind}2.xlsx").read_bytes()


def test_without_a_file_the_lines_asked_for_are_printed() -> None:
    ran = run("report", AUSTIN)
    assert "$725,475.72" in ran.out
    assert "$47,945.00" in ran.out
    answer = json.loads(run("report", AUSTIN, "--format", "json", "--lines", "13,max_initial_revenue").out)
    assert answer["schema"] == "ai-cli/report/1"
    assert [one["line"] for one in answer["results"][0]["lines"]] == ["13", "12"]
    lines = run("report", AUSTIN, str(SAMPLES / "montevideo_fy2015.yaml"), "-f", "csv", "--no-header").out
    rows = list(csv.reader(io.StringIO(lines)))
    assert [(row[0], row[4], row[7]) for row in rows] == [
        ("0492-01", "12", "725475.72"),
        ("0492-01", "13", "47945.00"),
        ("0129-01", "12", "138972.87"),
        ("0129-01", "13", "15355.00"),
    ]
    assert run("report", AUSTIN, "--format", "markdown").out.startswith("| District |")
    assert "no line '99'" in " ".join(run("report", AUSTIN, "--lines", "99").err.split())


def test_only_what_the_lines_asked_for_need_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "gap.yaml"
    file.write_text(
        "state: MN\ndistrict: {id: 0492-01}\nfiscal_year: FY 2017\npupil_units: {adjusted: 4794.5}\n"
    )
    ran = run("report", str(file), "--lines", "13", "--format", "json")
    answer = json.loads(ran.out)
    assert ran.status == 0
    assert answer["results"][0]["complete"] is True
    assert answer["results"][0]["missing"] == []
    both = run("report", str(file), "--format", "json")
    assert both.status == 1
    assert "enrollment.total" in json.loads(both.out)["results"][0]["missing"]


def test_several_districts_go_into_a_folder_or_into_one_workbook(tmp_path: Path) -> None:
    files = [AUSTIN, str(SAMPLES / "montevideo_fy2015.yaml")]
    refused = run("report", *files, "-o", str(tmp_path / "one.xlsx"))
    assert refused.status == 2
    assert "--together" in " ".join(refused.err.split())
    assert run("report", *files, "-o", f"{tmp_path}/reports/").status == 0
    assert sorted(one.name for one in (tmp_path / "reports").iterdir()) == [
        "0129-01_fy2015.xlsx",
        "0492-01_fy2017.xlsx",
    ]
    together = tmp_path / "all.xlsx"
    assert run("report", *files, "-o", str(together), "--together", "--lines", "12,13,19").status == 0
    book = load_workbook(together)
    assert book.sheetnames == ["Summary", "0492-01 FY 2017", "0129-01 FY 2015", "Law", "About"]
    assert book["Summary"]["E4"].value == "=IF('0492-01 FY 2017'!$C$17=\"\",\"\",'0492-01 FY 2017'!$C$17)"
    assert load_workbook(together, data_only=True)["Summary"]["E4"].value == 725475.72
    assert book["Summary"]["A4"].value == "0492-01"
    twice = run("report", AUSTIN, AUSTIN, files[1], "-o", f"{tmp_path}/again")
    assert twice.status == 2
    assert "is the report of" in twice.err
    assert len(list((tmp_path / "again").iterdir())) == 2


def test_several_years_of_a_district_have_a_sheet_each(tmp_path: Path) -> None:
    out = tmp_path / "years.xlsx"
    run("report", AUSTIN, "--fiscal-year", "2016-17..2017-18", "-o", str(out), "--fail-on", "never")
    assert load_workbook(out).sheetnames[:2] == ["AI FY 2017", "AI FY 2018"]


def test_an_input_is_never_replaced_and_an_output_only_with_force(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    assert run("report", AUSTIN, "-o", str(out)).status == 0
    again = run("report", AUSTIN, "-o", str(out))
    assert again.status == 2
    assert "--force" in again.err
    assert run("report", AUSTIN, "-o", str(out), "--force").status == 0
    own = run("report", rich(tmp_path), "--budget", BUDGET, "-o", BUDGET, "--force")
    assert own.status == 2
    assert "is an input" in " ".join(own.err.split())


def test_a_budget_that_a_file_names_or_that_stands_in_the_folder_is_never_replaced(tmp_path: Path) -> None:
    kept = Path(BUDGET).read_bytes()
    linked = tmp_path / "budget.xlsx"
    linked.write_bytes(kept)
    Path(rich(tmp_path)).write_text(f"{RICH.replace('NAME', 'Austin')}budget: {{file: budget.xlsx}}\n")
    ran = run("report", f"{tmp_path}/district.yaml", "-o", str(linked), "--force")
    assert ran.status == 2
    assert linked.read_bytes() == kept
    folder = tmp_path / "reports"
    folder.mkdir()
    own = folder / "0492-01_fy2019.xlsx"
    own.write_bytes(kept)
    ran = run("report", rich(tmp_path), "--budget", str(own), "-o", str(folder), "--force")
    assert ran.status == 2
    assert own.read_bytes() == kept


def test_a_budget_of_another_year_is_refused_and_a_what_if_wins_over_it(tmp_path: Path) -> None:
    ran = run("report", AUSTIN, "--budget", BUDGET, "-o", str(tmp_path / "r.xlsx"))
    assert ran.status == 2
    assert "--budget: cannot be read" in ran.err
    assert run("report", AUSTIN, "--budget", BUDGET).status == 2
    tried = run(
        "report",
        rich(tmp_path),
        "--budget",
        BUDGET,
        "--set",
        "budget.initial=5",
        "--lines",
        "14,17",
        "-f",
        "csv",
    )
    assert [row.split(",")[7] for row in tried.out.splitlines()[1:]] == ["5.00", "38339.00"]


def test_a_line_that_is_missing_is_blank_in_the_summary_with_its_reason(tmp_path: Path) -> None:
    gap = tmp_path / "gap.yaml"
    gap.write_text("state: MN\ndistrict: {id: 0001-01}\nfiscal_year: FY 2017\n")
    out = tmp_path / "all.xlsx"
    run("report", AUSTIN, str(gap), "-o", str(out), "--together", "--lines", "2,12,14")
    row = [cell.value for cell in load_workbook(out, data_only=True)["Summary"][5]]
    assert row[0] == "0001-01"
    assert row[4:7] == [None, None, None]
    assert "is not given" in str(row[7])


def test_an_amount_that_is_not_known_leaves_no_total_that_looks_whole(tmp_path: Path) -> None:
    budget = tmp_path / "open.yaml"
    lines = "{item: x, category: direct, revenue: initial, amount: abc}, {item: y, category: direct, revenue: initial, amount: 5}"
    budget.write_text(f"budget: {{items: [{lines}]}}\n")
    out = tmp_path / "report.xlsx"
    ran = run("report", rich(tmp_path), "--budget", str(budget), "-o", str(out))
    assert ran.status == 1
    rows = {row[0].value: row[1].value for row in load_workbook(out)["Budget"].iter_rows(min_row=4)}
    assert rows["Total"] == rows["Initial revenue"] == rows["Direct"] == "not known"
    assert rows["x"] == "abc"


def test_the_workbook_is_written_whatever_is_found_and_the_status_follows_the_findings(
    tmp_path: Path,
) -> None:
    out = tmp_path / "report.xlsx"
    planted = str(SAMPLES / "budget_fy2019_planted_errors.xlsx")
    ran = run("report", rich(tmp_path), "--budget", planted, "-o", str(out))
    assert ran.status == 1
    assert "B501" in ran.err
    assert any("B501" in str(value) for value in column(out, "Budget", 1))


def test_options_that_do_not_go_together_are_refused(tmp_path: Path) -> None:
    assert run("report", AUSTIN, "--together").status == 2
    assert run("report", AUSTIN, AUSTIN, "--budget", BUDGET).status == 2
    assert run("report", AUSTIN, "--together", "-o", f"{tmp_path}/").status == 2
    assert run("estimate", AUSTIN, "--format", "xlsx").status == 2
    assert run("estimate", AUSTIN, "--format", "csv", "-o", str(tmp_path / "x.xlsx")).status == 2
    assert run("report", AUSTIN, "-o", str(tmp_path / "x.xlsm")).status == 2
    assert run("report", AUSTIN, "--lines", ",").status == 2
    assert run("report", AUSTIN, "--budget", "-").status == 2
    assert "its folder is not there" in run("report", AUSTIN, "-o", str(tmp_path / "no" / "x.xlsx")).err


@pytest.mark.parametrize(
    ("command", "sheet", "first"),
    [
        (["estimate", AUSTIN], "Estimate", "0492-01"),
        (["budget-check", BUDGET], "Budget check", BUDGET),
        (["eligibility", str(SAMPLES / "st_cloud_fy2013.yaml")], "Eligibility", "0742-01"),
        (["report", AUSTIN], "Revenue", None),
        (["law", "mn-calendar"], "Law", None),
        (["calendar", "2019"], "Calendar", "MN"),
        (["rule"], "Rule", "A101"),
    ],
)
def test_every_table_can_be_had_as_a_workbook(
    tmp_path: Path, command: list[str], sheet: str, first: str | None
) -> None:
    out = tmp_path / "table.xlsx"
    assert run(*command, "--format", "xlsx", "-o", str(out), "--fail-on", "never").status in (0, 2)
    page = load_workbook(out)[sheet]
    if first is not None:
        assert page["A2"].value == first
        assert page["A2"].number_format == "@"
        assert page["A2"].data_type == "s"


def test_a_workbook_that_is_open_elsewhere_is_told_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.xlsx"
    target.write_bytes(b"old")

    def locked(self: Path, _: Path) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "replace", locked)
    monkeypatch.setattr(writing, "PATIENCE_SECONDS", 0)
    with pytest.raises(CannotWrite, match=r"report\.xlsx is open in another program"):
        write_whole(target, [b"new"], replace=True)
    assert target.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["report.xlsx"]


def test_two_sheets_of_one_name_are_refused_and_a_formula_has_its_value() -> None:
    book = Book("x")
    sheet = book.sheet("A")
    with pytest.raises(ValueError, match="two sheets"):
        book.sheet("a")
    sheet.put(1, 1, Formula("=1+1"))
    assert book.saved().startswith(b"PK")
