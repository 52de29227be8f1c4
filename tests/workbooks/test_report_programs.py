"""The report of several programs: figures of one never stand under the lines of another, in any format."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from libreoffice import recalculated
from openpyxl import load_workbook
from running import AUSTIN, SAMPLES, run

from ai_cli.programs import PROGRAMS

ROSEVILLE = str(SAMPLES / "roseville_fy2013.yaml")
GREENDALE = str(SAMPLES / "greendale_like_2012_13.yaml")
LAW, BILL, LATER = "mn-integration-revenue", "mn-hf2051", "mn-achievement-integration"
MINNESOTA = [part for key in (LAW, BILL, LATER) for part in ("--program", key)]
BILL_TITLE = "Integration revenue under HF 2051 (bill, not enacted)"


def rows(file: Path, sheet: str) -> list[list[Any]]:
    """Return the values of a sheet; trailing blanks of a row are left out."""
    found = []
    for row in load_workbook(file, data_only=True)[sheet].iter_rows(values_only=True):
        values = list(row)
        while values and values[-1] in (None, ""):
            values.pop()
        found.append(values)
    return found


def lines_of(*arguments: str) -> list[tuple[str, str]]:
    """Return program and line of each row of the CSV of a report."""
    table = csv.DictReader(io.StringIO(run("report", *arguments, "-f", "csv").out))
    return [(row["program"], row["line"]) for row in table]


def test_each_program_has_a_table_under_its_title_with_lines_of_its_own() -> None:
    out = run("report", ROSEVILLE, *MINNESOTA).out
    blocks = [block for block in out.split("\n\n") if "---" in block]
    titles = [line for line in out.splitlines() if line in {one.form.title for one in PROGRAMS}]
    assert titles == ["Integration revenue", BILL_TITLE, "Achievement and Integration revenue"]
    assert [[key for key in (LAW, BILL, LATER) if key in block] for block in blocks] == [
        [LAW],
        [BILL],
        [LATER],
    ]
    assert "$296,457.48" in blocks[0]
    assert "(12) Levy" in blocks[0]
    assert "Max Initial Rev" not in blocks[0] + blocks[1]
    assert "(12) Max Initial Rev  (13) Max Incentive Revenue  Marks" in blocks[2]
    assert "n/a" not in out


def test_a_program_alone_has_no_title_unless_it_is_a_bill() -> None:
    assert run("report", AUSTIN).out.startswith("District  Name    Fiscal year")
    assert run("report", ROSEVILLE).out.split("\n\n")[0].count("Integration revenue") == 0
    assert run("report", ROSEVILLE, "--program", BILL).out.startswith(f"{BILL_TITLE}\n\n")
    markdown = run("report", ROSEVILLE, "--program", BILL, "-f", "markdown").out
    assert markdown.startswith(f"## {BILL_TITLE}\n\n| District |")


def test_without_lines_each_program_reports_those_that_matter_most_in_it() -> None:
    forms = {one.key: one for one in PROGRAMS}
    for one in PROGRAMS:
        assert one.lines_to_report
        assert all(
            any(name in (line.number, line.key) for line in one.form.lines) for name in one.lines_to_report
        )
    expected = [
        (key, line.number)
        for key in (LAW, BILL, LATER)
        for name in forms[key].lines_to_report
        for line in forms[key].form.lines
        if name in (line.number, line.key)
    ]
    assert lines_of(ROSEVILLE, *MINNESOTA) == expected
    assert lines_of(AUSTIN) == [(LATER, "12"), (LATER, "13")]
    answer = json.loads(run("report", ROSEVILLE, *MINNESOTA, "-f", "json").out)
    found = [(one["program"], line["line"]) for one in answer["results"] for line in one["lines"]]
    assert found == expected


def test_a_line_that_a_program_does_not_have_is_a_dash_and_told_once() -> None:
    asked = [ROSEVILLE, ROSEVILLE, *MINNESOTA, "--lines", "12,18,paragraph_a"]
    ran = run("report", *asked)
    (table,) = [block for block in ran.out.split("\n\n") if LAW in block and "---" in block]
    for row in table.splitlines()[2:]:
        assert row.split()[4:8] == [LAW, "$296,457.48", "-", "-"]
    assert ran.out.count(f"{LAW} has no line 18 and paragraph_a\n") == 1
    assert f"{BILL} has no line" not in ran.out
    for form in ("csv", "json"):
        told = run("report", *asked, "-f", form)
        assert told.err.count(f"{LAW} has no line 18 and paragraph_a") == 1
        assert told.err.count(f"{LATER} has no line paragraph_a") == 1
        assert "has no line" not in run("report", *asked, "-f", form, "--quiet").err
    assert lines_of(*asked[1:]) == [
        (LAW, "12"),
        (BILL, "12"),
        (BILL, "18"),
        (BILL, "9"),
        (LATER, "12"),
        (LATER, "18"),
    ]
    assert "no line '99'" in " ".join(run("report", *asked[:-1], "99").err.split())


def test_lines_that_a_program_does_not_have_ask_for_nothing_in_it(tmp_path: Path) -> None:
    bare = tmp_path / "bare.yaml"
    bare.write_text("state: MN\ndistrict: {id: 0623-01}\nfiscal_year: FY 2013\n")
    ran = run("report", str(bare), "--lines", "max_initial_revenue", "-f", "json")
    (one,) = json.loads(ran.out)["results"]
    assert ran.status == 0
    assert one["program"] == LAW
    assert one["lines"] == one["missing"] == []
    assert f"{LAW} has no line max_initial_revenue" in ran.err
    both = run(
        "report", str(bare), "--program", LAW, "--program", LATER, "--lines", "adjusted_pupil_units,13"
    )
    assert both.status == 1
    assert "pupil_units.adjusted is not given" in both.out


def test_rows_of_a_bill_say_so_also_where_a_weaker_figure_decides_their_standing(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("mn-hf2051: {rate_per_pupil_unit: 100}\n")
    for more in ([], ["--law", str(own)]):
        out = run("report", ROSEVILLE, "--program", BILL, "--lines", "5,7,9,15", "-f", "csv", *more).out
        for row in csv.DictReader(io.StringIO(out)):
            assert row["standing"] == "bill" or row["label"].endswith("(bill, not enacted)"), row
        assert len(out.splitlines()) == 5


def test_the_summary_has_a_block_of_each_program(tmp_path: Path) -> None:
    out = tmp_path / "all.xlsx"
    files = [AUSTIN, GREENDALE, ROSEVILLE, str(SAMPLES / "minneapolis_like_fy2013.yaml")]
    assert run("report", *files, "--together", "-o", str(out)).status == 0
    found = rows(out, "Summary")
    heads = [index for index, row in enumerate(found) if row[:1] == ["District"]]
    assert [found[index - 1] for index in heads] == [
        ["Achievement and Integration revenue"],
        ["Integration aid"],
        ["Integration revenue"],
    ]
    assert found[heads[0]][4:6] == ["(12) Max Initial Rev", "(13) Max Incentive Revenue"]
    assert found[heads[0] + 1][3:6] == [LATER, 725475.72, 47945]
    levy = found[heads[2]].index("(12) Levy")
    assert [row[3] for row in found[heads[2] + 1 :]] == [LAW, LAW]
    assert found[heads[2] + 1][levy] == 296457.48
    assert {row.index("Remark") for row in found if "Remark" in row} == {12}
    clause = load_workbook(out)["Summary"].cell(heads[2] + 2, 5)
    assert clause.number_format == "General"


def test_the_summary_says_which_line_a_program_does_not_have_and_that_a_bill_is_one(tmp_path: Path) -> None:
    out = tmp_path / "all.xlsx"
    ran = run("report", AUSTIN, ROSEVILLE, *MINNESOTA[:4], "--together", "--lines", "18,levy", "-o", str(out))
    assert ran.status == 1
    found = rows(out, "Summary")
    (roseville,) = [row for row in found if row[:1] == ["0623-01"] and row[3] == LAW]
    assert roseville[4:] == ["-", 296457.48]
    assert [f"{LAW} has no line 18"] in found
    assert [BILL_TITLE] in found
    alone = tmp_path / "bill.xlsx"
    run("report", ROSEVILLE, "--program", BILL, "--together", "-o", str(alone))
    assert rows(alone, "Summary")[2] == [BILL_TITLE]


def test_every_program_of_a_workbook_has_names_of_its_own(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    run("report", ROSEVILLE, *MINNESOTA, "-o", str(out))
    book = load_workbook(out)
    sheets = {LAW: "MN_INTEGRATION_REVENUE", BILL: "MN_HF2051", LATER: "AI"}
    assert book.sheetnames[:3] == [f"{name} FY 2013" for name in sheets.values()]
    expected = set()
    for one in PROGRAMS:
        for line in one.form.lines if one.key in sheets else ():
            name = f"{sheets[one.key]}_LINE_{line.number}"
            expected.add(name)
            sheet, cell = book.defined_names[name].attr_text.split("!")
            assert sheet.strip("'") == f"{sheets[one.key]} FY 2013"
            row = int(cell.rpartition("$")[2])
            assert str(book[sheet.strip("'")].cell(row, 1).value) == line.number
            assert book[sheet.strip("'")].cell(row, 2).value == line.label
    assert set(book.defined_names) == expected


def test_about_writes_answers_as_yes_and_no_and_names_the_program_of_each_reading(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    run("report", ROSEVILLE, *MINNESOTA, "-o", str(out))
    found = rows(out, "About")
    inputs = {row[0]: row[1] for row in found if row[1:]}
    assert inputs["integration_revenue.must_implement_plan"] == "yes"
    assert inputs["hf2051.met_evaluation"] == "yes"
    assert inputs["enrollment.total"] == "6,998"
    assert "district.id" not in inputs
    answer = json.loads(run("estimate", ROSEVILLE, *MINNESOTA, "-f", "json").out)
    used = {
        (name, choice, one["program"])
        for one in answer["results"]
        for name, choice in one["readings"].items()
    }
    assert {(row[0], row[1], row[4]) for row in found if len(row) > 4 and row[0] != "Reading"} == used


def test_the_sheet_law_says_of_which_law_a_rate_is_and_whether_it_is_in_force(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    run("report", ROSEVILLE, *MINNESOTA, "-o", str(out))
    head, *found = rows(out, "Law")
    rates = [dict(zip(head, row, strict=False)) for row in found]
    names = [(one["Law"], one["Key"], one["Fiscal year"]) for one in rates]
    assert len(names) == len(set(names))
    assert {one["Law"] for one in rates if one["Key"] == "levy_share"} == {LAW, BILL}
    for one in rates:
        if one["Law"] == BILL:
            assert one["Known through"] == "bill, not enacted: for good"
            assert one["Standing"] == "bill"
        if one["Law"] == LATER and one["Fiscal year"] == "FY 2013":
            assert one["Same since"] == "nearest year in force, FY 2014"
            assert one["Known through"] == "in force FY 2014 on"
        if one["Law"] == LAW:
            assert re.fullmatch(r"FY \d{4}", one["Same since"])
    early = tmp_path / "early.xlsx"
    run("report", ROSEVILLE, "--program", BILL, "--fiscal-year", "2010", "-o", str(early))
    assert {row[6] for row in rows(early, "Law")[1:] if row[3] == BILL} == {
        "bill, not enacted: in force FY 2012 on, had it been enacted"
    }


def test_a_refused_rate_is_not_known_on_the_sheet_law(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    run("report", ROSEVILLE, "--program", LATER, "--strict", "-o", str(out))
    refused = [row for row in rows(out, "Law")[1:] if row[3:5] == [LATER, "FY 2013"]]
    assert refused
    assert {(row[2], row[7]) for row in refused} == {(None, "not known")}


@pytest.mark.parametrize("lines", [[], ["--lines", "12,13,levy"]], ids=["own lines", "lines asked for"])
def test_the_summary_of_several_programs_is_recalculated_as_it_is_written(
    tmp_path: Path, lines: list[str]
) -> None:
    out = tmp_path / "all.xlsx"
    run("report", AUSTIN, ROSEVILLE, *MINNESOTA, "--together", *lines, "-o", str(out))
    written, calculated = rows(out, "Summary"), rows(recalculated(out, tmp_path), "Summary")
    assert len(written) == len(calculated)
    for before, after in zip(written, calculated, strict=True):
        for one, other in zip(before, after, strict=False):
            assert (one or None) == (
                pytest.approx(other) if isinstance(other, int | float) else other or None
            )
