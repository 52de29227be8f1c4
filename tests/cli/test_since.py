"""What changed since a former run."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from running import AUSTIN, SAMPLES, Ran, run

from ai_cli.cli.since import Comparison, FormerRun, Kind
from ai_cli.cli.status import Tally
from ai_cli.findings import Finding, Place, Severity
from ai_cli.results.changes import FormerResults

AUSTIN_TEXT = Path(AUSTIN).read_text(encoding="utf-8")
MONTEVIDEO_TEXT = (SAMPLES / "montevideo_fy2015.yaml").read_text(encoding="utf-8")
INCOMPLETE = SAMPLES / "montevideo_fy2016_incomplete.yaml"
BUDGET_TEXT = (SAMPLES / "budget_fy2018.yaml").read_text(encoding="utf-8")


class Night:
    """A folder and what the night before wrote of it."""

    def __init__(self, folder: Path, command: str) -> None:
        self.folder = folder / "files"
        self.folder.mkdir()
        self.command = command
        self.former = folder / "last.json"

    def write(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        return file

    def before(self, *options: str) -> None:
        self.former.unlink(missing_ok=True)
        run(self.command, str(self.folder), "-f", "json", "-o", str(self.former), *options)

    def since(self, *options: str) -> Ran:
        return run(self.command, str(self.folder), "--since", str(self.former), *options)

    def answer(self, *options: str) -> Any:
        return json.loads(self.since("-f", "json", *options).out)


@pytest.fixture
def estimates(tmp_path: Path) -> Night:
    night = Night(tmp_path, "estimate")
    night.write("austin.yaml", AUSTIN_TEXT)
    night.write("montevideo.yaml", MONTEVIDEO_TEXT)
    shutil.copy(INCOMPLETE, night.folder / "incomplete.yaml")
    return night


@pytest.fixture
def budgets(tmp_path: Path) -> Night:
    night = Night(tmp_path, "budget-check")
    night.write("a.yaml", BUDGET_TEXT)
    shutil.copy(SAMPLES / "budget_fy2019_planted_errors.xlsx", night.folder / "b.xlsx")
    return night


def test_where_nothing_changed_nothing_is_returned_and_the_status_is_0(estimates: Night) -> None:
    estimates.before()
    done = estimates.since()
    assert (done.status, done.out) == (0, f"Nothing has changed since {estimates.former}.\n")
    answer = estimates.answer()
    assert (answer["results"], answer["findings"], answer["gone_findings"]) == ([], [], [])
    assert answer["summary"]["errors"] == 0
    assert estimates.since("--quiet") == (0, "", "")


def test_a_line_that_changed_has_its_old_and_new_value(estimates: Night) -> None:
    estimates.before()
    estimates.write("austin.yaml", AUSTIN_TEXT.replace("initial: 670895", "initial: 690895"))
    (result,) = estimates.answer()["results"]
    assert result["change"] == "changed"
    assert [(one["line"], one["old_value"], one["value"]) for one in result["lines"]] == [
        ("14", 670895.0, 690895.0),
        ("15", 672907.69, 692967.69),
        ("16", 672907.69, 692967.69),
        ("19", 720852.69, 740912.69),
        ("20", 504596.88, 518638.88),
        ("21", 216255.81, 222273.81),
        ("22", 2018.72, 2078.9),
        ("23", 52568.03, 32508.03),
    ]
    assert result["lines"][1]["formula"] == "(14) x 100.3%"
    assert " ".join(estimates.since().out.split()).count("$672,907.69 $692,967.69 +$20,060.00") == 2


def test_csv_has_a_row_for_each_line_that_changed(estimates: Night) -> None:
    estimates.before()
    estimates.write("austin.yaml", AUSTIN_TEXT.replace("incentive: 47945", "incentive: 40000"))
    (estimates.folder / "montevideo.yaml").unlink()
    rows = list(csv.DictReader(io.StringIO(estimates.since("-f", "csv").out)))
    changed = [row for row in rows if row["change"] == "changed"]
    assert [(row["line"], row["old_value"], row["value"]) for row in changed][:2] == [
        ("17", "47945.00", "40000.00"),
        ("18", "47945.00", "40000.00"),
    ]
    gone = [row for row in rows if row["change"] == "gone"]
    assert len(gone) == 24
    assert gone[11]["old_value"] == "138972.87"
    assert {row["value"] for row in gone} == {""}


def test_a_figure_compares_by_its_value_not_by_how_it_is_written(estimates: Night) -> None:
    estimates.before()
    former = json.loads(estimates.former.read_text(), parse_float=lambda text: f"#{text}#")
    text = json.dumps(former, indent=4).replace('.00#"', '.0#"').replace('"#', "").replace('#"', "")
    estimates.former.write_text(text)
    assert estimates.since().out.startswith("Nothing has changed")


def test_a_cent_is_a_change(estimates: Night) -> None:
    estimates.before()
    estimates.former.write_text(estimates.former.read_text().replace("138972.87", "138972.86"))
    (result,) = estimates.answer()["results"]
    assert [one["line"] for one in result["lines"]] == ["12"]


def test_new_and_gone_results_are_told(estimates: Night) -> None:
    estimates.before()
    (estimates.folder / "montevideo.yaml").unlink()
    estimates.write("later.yaml", AUSTIN_TEXT.replace("0492-01", "0001-03"))
    answer = estimates.answer()
    assert [(Path(one["file"]).name, one["change"]) for one in answer["results"]] == [
        ("later.yaml", "new"),
        ("montevideo.yaml", "gone"),
    ]
    assert len(answer["results"][0]["lines"]) == 24
    assert (answer["summary"]["new"], answer["summary"]["gone"], answer["summary"]["changed"]) == (1, 1, 0)


def test_a_file_with_another_name_is_known_by_its_district_program_and_year(estimates: Night) -> None:
    estimates.before()
    (estimates.folder / "austin.yaml").rename(estimates.folder / "zz.yaml")
    assert estimates.since().out.startswith("Nothing has changed")
    estimates.write("zz.yaml", AUSTIN_TEXT.replace("total: 4832", "total: 4833"))
    (result,) = estimates.answer()["results"]
    assert result["change"] == "changed"
    assert Path(result["old_file"]).name == "austin.yaml"
    assert "zz.yaml, before " in estimates.since().out


def test_the_status_is_1_for_new_findings_only(estimates: Night) -> None:
    estimates.before()
    assert run("estimate", str(estimates.folder)).status == 1
    assert estimates.since().status == 0
    estimates.write("austin.yaml", AUSTIN_TEXT.replace("  adjusted: 4794.5", "  adjusted:"))
    done = estimates.since()
    assert done.status == 1
    assert "new: error I101" in done.out
    assert "incomplete.yaml" not in done.out
    assert estimates.since("--fail-on", "never").status == 0


def test_a_finding_that_only_moved_is_no_new_one(estimates: Night) -> None:
    estimates.before()
    text = INCOMPLETE.read_text(encoding="utf-8")
    estimates.write("incomplete.yaml", f"# one\n# two\n{text}")
    assert estimates.since().out.startswith("Nothing has changed")


def test_a_finding_that_is_mended_is_gone(estimates: Night) -> None:
    estimates.before()
    text = (
        INCOMPLETE.read_text(encoding="utf-8")
        + "\npupil_units: {adjusted: 1500}\nhold_harmless: {amount: 0}\n"
    )
    estimates.write("incomplete.yaml", text)
    (result,) = estimates.answer()["results"]
    assert [one["code"] for one in result["gone_findings"] if one["severity"] == "error"] == ["I101", "I101"]
    first = result["lines"][0]
    assert (first["old_state"], first["state"]) == ("incomplete", "complete")
    assert estimates.since().status == 0


def test_an_unreadable_file_is_told_when_it_is_new_and_when_it_is_gone_and_stays_2(estimates: Night) -> None:
    estimates.before()
    bad = estimates.write("bad.yaml", "state: [")
    done = estimates.since()
    assert done.status == 2
    assert f"new: error I102 {bad}" in done.out
    estimates.before()
    again = estimates.since()
    assert (again.status, again.out) == (2, f"Nothing has changed since {estimates.former}.\n")
    assert "1 not read" in again.err
    bad.unlink()
    mended = estimates.since()
    assert mended.status == 0
    assert f"gone: error I102 {bad}" in mended.out


def test_the_same_fault_in_another_file_is_a_new_finding(estimates: Night) -> None:
    bad = estimates.write("bad.yaml", "state: [")
    estimates.before()
    bad.rename(estimates.folder / "worse.yaml")
    answer = estimates.answer()
    assert [Path(one["file"]).name for one in answer["findings"]] == ["worse.yaml"]
    assert [Path(one["file"]).name for one in answer["gone_findings"]] == ["bad.yaml"]


def test_programs_and_years_are_compared_each_with_itself(estimates: Night) -> None:
    options = (
        "--program",
        "mn-achievement-integration",
        "--program",
        "mn-hf2051",
        "--fiscal-year",
        "2017..2018",
    )
    estimates.before(*options)
    assert estimates.since(*options).out.startswith("Nothing has changed")
    answer = estimates.answer(*options[:4])
    assert {(one["fiscal_year"], one["change"]) for one in answer["results"]} >= {(2018, "gone")}


def test_values_that_are_only_tried_are_told(estimates: Night) -> None:
    estimates.before()
    done = estimates.since("--set", "budget.initial=1")
    assert "What-if: budget.initial=1" in done.out
    assert "What-if: budget.initial=1" in estimates.since("--set", "budget.initial=1", "-f", "csv").err


def test_budgets_are_compared_by_totals_and_findings(budgets: Night) -> None:
    budgets.before()
    assert budgets.since("--fail-on", "warning").out.startswith("Nothing has changed")
    changed = "41000".join(BUDGET_TEXT.rsplit("40000", 1))
    assert changed != BUDGET_TEXT
    budgets.write("a.yaml", changed)
    done = budgets.since("--fail-on", "never")
    assert "Administration" in done.out
    (result,) = budgets.answer("--fail-on", "never")["results"]
    assert result["old_totals"]["administration"] == 40000
    assert result["totals"]["administration"] == 41000
    assert "direct" not in result["totals"]
    assert {one["code"] for one in result["findings"]} == {"B203"}
    assert result["gone_findings"] == []
    rows = list(csv.DictReader(io.StringIO(budgets.since("-f", "csv").out)))
    assert {(row["code"], row["change"]) for row in rows} == {("B203", "new")}


def test_a_new_error_in_a_budget_is_1_and_a_mended_one_is_0(budgets: Night) -> None:
    budgets.before()
    budgets.write(
        "a.yaml",
        BUDGET_TEXT.replace(
            "  items:\n",
            '  items:\n    - {item: Bus, narrative: A vehicle for the district to take students to schools, strategy: "3", category: direct, revenue: initial, account: 01-030-211-313-140-000, amount: 5}\n',
        ),
    )
    done = budgets.since()
    assert done.status == 1
    assert "new: error" in done.out
    (budgets.folder / "b.xlsx").unlink()
    shutil.copy(SAMPLES / "budget_fy2019.xlsx", budgets.folder / "b.xlsx")
    budgets.write("a.yaml", BUDGET_TEXT)
    mended = budgets.since()
    assert mended.status == 0
    assert "gone: error" in mended.out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no file"),
        ("", "no JSON"),
        ('{"schema": "ai-cli/estimate/1", "results": [', "not the whole of it"),
        ("[" * 100_000, "no JSON"),
        ('{"schema": "ai-cli/estimate/1", "results": [NaN]}', "no JSON"),
        ('{"schema": "ai-cli/estimate/1", "results": [' + "9" * 10_000 + "]}", "no JSON"),
        ("[]", "JSON of another program"),
        ('{"schema": "ai-cli/budget-check/1", "results": [], "findings": []}', "ai-cli/budget-check/1"),
        ('{"schema": "ai-cli/estimate/2", "results": [], "findings": []}', "ai-cli/estimate/2"),
        ('{"schema": "ai-cli/estimate/1", "results": 3, "findings": []}', "at results"),
        ('{"schema": "ai-cli/estimate/1", "results": [{"file": 3}], "findings": []}', "at results.0.file"),
        (
            '{"schema": "ai-cli/estimate/1", "results": [], "findings": [{"code": "I1", "message": "", "severity": "grave"}]}',
            "at findings.0.severity",
        ),
        ('{"schema": "ai-cli/estimate/1", "results": [], "findings": [], "since": "x"}', "a list of changes"),
        ("\ud800", "no JSON"),
    ],
)
def test_a_former_result_that_is_none_is_refused_and_nothing_is_compared(
    tmp_path: Path, content: str | None, said: str
) -> None:
    former = tmp_path / "last.json"
    if content is not None:
        former.write_bytes(content.encode("utf-8", "surrogatepass"))
    done = run("estimate", AUSTIN, "--since", str(former))
    assert done.status == 2
    assert done.out.startswith(f"error I102 {former}")
    assert said in done.out
    assert "Traceback" not in done.err


def test_a_former_result_is_neither_explained_nor_written_over(estimates: Night) -> None:
    estimates.before()
    assert estimates.since("--explain", "12").status == 2
    done = estimates.since("-f", "json", "-o", str(estimates.former), "--force")
    assert done.status == 2
    assert "is an input" in done.err


def test_a_quiet_run_prints_all_that_changed(estimates: Night) -> None:
    estimates.before()
    estimates.write("austin.yaml", AUSTIN_TEXT.replace("initial: 670895", "initial: 690895"))
    (estimates.folder / "montevideo.yaml").unlink()
    done = estimates.since("--quiet")
    assert done.status == 0
    assert (
        "(19)  Total revenue                               $720,852.69  $740,912.69  +$20,060.00" in done.out
    )
    assert "Montevideo (0129-01), FY 2015, mn-achievement-integration: gone" in done.out
    assert "Nothing has changed" not in done.out
    assert (done.out, done.err) == (estimates.since().out, "")


def test_without_a_former_run_it_is_said_what_writes_one(estimates: Night) -> None:
    done = estimates.since("--quiet")
    assert done.status == 2
    assert "fix: check the name and the folder; name what `ai-cli estimate ... --format json" in done.out


def test_new_findings_are_told_beside_rows_that_have_no_place_for_them(estimates: Night) -> None:
    estimates.before()
    estimates.write("austin.yaml", AUSTIN_TEXT.replace("  adjusted: 4794.5", "  adjusted:"))
    for options in ((), ("--quiet",)):
        done = estimates.since("-f", "csv", *options)
        assert done.status == 1
        assert f"error I101 {estimates.folder / 'austin.yaml'}" in done.err
        assert "incomplete.yaml" not in done.err


def test_findings_that_the_rows_hold_are_not_told_again(budgets: Night) -> None:
    budgets.before()
    budgets.write("bad.yaml", "state: [")
    done = budgets.since("-f", "csv", "--quiet")
    assert "bad.yaml" in done.out
    assert done.err == ""


def test_another_district_under_the_name_of_a_file_is_not_compared_with_the_former_one(
    estimates: Night,
) -> None:
    estimates.before()
    estimates.write("austin.yaml", AUSTIN_TEXT.replace("0492-01", "0001-03"))
    estimates.write("later.yaml", AUSTIN_TEXT)
    (result,) = estimates.answer()["results"]
    assert (result["district"]["id"], result["change"], len(result["lines"])) == ("0001-03", "new", 24)
    (estimates.folder / "later.yaml").unlink()
    changes = {one["district"]["id"]: one["change"] for one in estimates.answer()["results"]}
    assert changes == {"0001-03": "new", "0492-01": "gone"}


@pytest.mark.parametrize(
    ("command", "text", "option"),
    [("estimate", AUSTIN_TEXT, "--law"), ("budget-check", BUDGET_TEXT, "--facts")],
)
def test_where_the_options_cannot_be_used_nothing_is_called_gone(
    tmp_path: Path, command: str, text: str, option: str
) -> None:
    night = Night(tmp_path, command)
    night.write("a.yaml", text)
    night.before()
    bad = tmp_path / "bad.yaml"
    bad.write_text("x: [")
    done = night.since(option, str(bad))
    assert done.status == 2
    assert "bad.yaml" in done.out
    assert "gone" not in done.out + done.err


def test_a_former_value_of_0_or_1_is_a_number(estimates: Night) -> None:
    one = AUSTIN_TEXT.replace("protected: 2089", "protected: 1")
    estimates.write("austin.yaml", one)
    estimates.before()
    estimates.write("austin.yaml", one.replace("protected: 1", "protected: 2"))
    (result,) = estimates.answer()["results"]
    assert (result["lines"][0]["key"], result["lines"][0]["old_value"]) == ("protected_enrollment", 1)
    assert result["lines"][0]["old_value"] is not True
    assert "same date 1 2 +1 " in " ".join(estimates.since().out.split())


def test_a_budget_that_is_gone_has_its_old_totals(budgets: Night) -> None:
    budgets.before()
    (budgets.folder / "a.yaml").unlink()
    (result,) = budgets.answer()["results"]
    assert (result["change"], result["old_totals"]["administration"]) == ("gone", 40000)
    assert "lines" not in result


def test_a_criterion_that_cannot_be_checked_any_more_is_told_beside_its_findings_that_are_gone(
    budgets: Night,
) -> None:
    budgets.before()
    budgets.write("a.yaml", BUDGET_TEXT.replace("  account_order: FD-ORG-PRO-FIN-OBJ-CRS\n", ""))
    done = budgets.since("--fail-on", "never")
    assert "gone: error B501" in done.out
    (said,) = (line for line in done.out.splitlines() if line.startswith("Not checked, "))
    assert "B501" in said
    assert "account_order" in said
    (result,) = budgets.answer("--fail-on", "never")["results"]
    assert "B501" in {one["code"] for one in result["not_checked"]}
    budgets.before()
    budgets.write("a.yaml", (budgets.folder / "a.yaml").read_text().replace("amount: 51600", "amount: 51601"))
    assert "Not checked" not in budgets.since("--fail-on", "never").out


def test_a_finding_of_a_budget_line_is_no_new_one_when_a_line_is_put_in_above_it(budgets: Night) -> None:
    budgets.before()
    first, second = BUDGET_TEXT.split("  items:\n")
    line = second.split("    - item: Coaching days")[0]
    last = second.removeprefix(line)
    half = [line.replace("158400.00", "79200.00").replace("40000.00", "20000.00")] * 2
    budgets.write("a.yaml", f"{first}  items:\n{''.join(half)}{last}")
    done = budgets.since()
    assert (done.status, done.out) == (0, f"Nothing has changed since {budgets.former}.\n")


def test_standard_input_is_the_former_run_or_a_file_not_both(estimates: Night) -> None:
    estimates.before()
    given = estimates.former.read_bytes()
    both = run("estimate", "-", "--since", "-", given=given)
    assert (both.status, both.out) == (2, "")
    assert "standard input is read once" in both.err
    assert run("estimate", str(estimates.folder), "--since", "-", given=given).status == 0


def test_an_interrupted_run_calls_no_finding_gone() -> None:
    def unasked(*_: object) -> Any:
        raise AssertionError

    finding = Finding("I102", Severity.ERROR, "cannot be read", Place("bad.yaml"))
    tally, kind = Tally(), Kind("estimate", unasked, unasked, unasked)
    compared = Comparison(kind, FormerRun("last.json", FormerResults((), ()), (finding,)), tally, Tally())
    assert list(compared.gone_findings()) == [finding]
    tally.interrupted = True
    assert list(compared.gone_findings()) == []


def test_a_file_that_cannot_be_read_tonight_is_not_told_as_gone(estimates: Night) -> None:
    estimates.before()
    estimates.write("austin.yaml", "state: [")
    answer = estimates.answer()
    assert answer["results"] == []
    assert [one["code"] for one in answer["findings"]] == ["I102"]


def test_an_error_of_the_whole_budget_whose_amounts_changed_is_no_new_one(budgets: Night) -> None:
    budgets.before()
    budgets.write("a.yaml", BUDGET_TEXT.replace("amount: 158400.00", "amount: 158400.01"))
    done = budgets.since("--ignore", "B203")
    assert done.status == 0
    assert "$158,400.01" in done.out or "Direct" in done.out
    assert "new:" not in done.out


def test_a_run_that_was_interrupted_is_no_run_to_compare_with(estimates: Night) -> None:
    estimates.before()
    text = estimates.former.read_text().replace('"skipped":0', '"skipped":0,"interrupted":true')
    estimates.former.write_text(text)
    done = estimates.since()
    assert done.status == 2
    assert "a run that was interrupted" in done.out


def test_a_quiet_table_in_a_file_is_whole(estimates: Night, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    run("estimate", str(estimates.folder / "austin.yaml"), "--quiet", "-o", str(out))
    assert "(12)" in out.read_text()
