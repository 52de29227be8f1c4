"""Folders, the log, Ctrl-C and many files in one call."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from running import AUSTIN, ROOT, SAMPLES, executable, measured, run

AUSTIN_TEXT = Path(AUSTIN).read_text(encoding="utf-8")
BUDGET = SAMPLES / "budget_fy2018.yaml"
WORKBOOK = SAMPLES / "budget_fy2019.xlsx"


def a_night(folder: Path) -> Path:
    """A folder as it lies on a share: district files, budgets, a report, other files, a damaged one."""
    (folder / "below").mkdir(parents=True)
    (folder / "b.yaml").write_text(AUSTIN_TEXT)
    (folder / "a.yml").write_text(
        AUSTIN_TEXT.replace("fiscal_year: FY 2017", "fiscal_year: FY 2018").replace(
            "october_1: 2015", "october_1: 2016"
        )
    )
    (folder / "below" / "c.yaml").write_text(AUSTIN_TEXT)
    (folder / ".hidden.yaml").write_text(AUSTIN_TEXT)
    (folder / "~$budget.xlsx").write_bytes(b"\x05owner")
    (folder / "rates.yaml").write_text("mn-achievement-integration: {formula_allowance: 1}\n")
    (folder / "notes.txt").write_text("state: MN\n")
    shutil.copy(BUDGET, folder / "x.yaml")
    shutil.copy(WORKBOOK, folder / "y.xlsx")
    shutil.copy(SAMPLES / "enrollment_by_race_2012_13_sample.xlsx", folder / "state.xlsx")
    assert run("report", AUSTIN, "-o", str(folder / "report.xlsx")).status == 0
    return folder


def results_of(done_out: str) -> list[str]:
    return [one["file"] for one in json.loads(done_out)["results"]]


def test_a_folder_stands_for_its_district_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    folder = a_night(tmp_path / "night")
    done = run("estimate", str(folder), "-f", "json")
    assert done.status == 0
    assert results_of(done.out) == [str(folder / "a.yml"), str(folder / "b.yaml")]
    assert json.loads(done.out)["summary"]["skipped"] == 6
    assert (
        done.err
        == "ai-cli: estimated 2 files: 2 complete, 0 incomplete, 0 not read, 0 errors, 0 warnings, 6 other files skipped\n"
    )


def test_a_folder_stands_for_its_budget_files_workbooks_too(tmp_path: Path) -> None:
    folder = a_night(tmp_path / "night")
    done = run("budget-check", str(folder), "-f", "json", "--fail-on", "never")
    assert results_of(done.out) == [str(folder / "x.yaml"), str(folder / "y.xlsx")]
    assert ", 6 other files skipped" in done.err


@pytest.mark.parametrize("command", [("eligibility",), ("report", "-f", "json")])
def test_screening_and_reports_take_folders_of_district_files(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    done = run(*command, str(a_night(tmp_path / "night")), "--fail-on", "never")
    assert done.status == 0
    assert "2 complete" in done.err or "screened 2 districts" in done.err


def test_recursive_looks_into_the_folders_below(tmp_path: Path) -> None:
    folder = a_night(tmp_path / "night")
    done = run("estimate", str(folder), "--recursive", "-f", "json")
    assert results_of(done.out)[-1] == str(folder / "below" / "c.yaml")
    assert len(results_of(done.out)) == 3


def test_a_district_workbook_is_known_by_its_sheets(tmp_path: Path) -> None:
    assert run("new", "district", str(tmp_path / "mine.xlsx")).status == 0
    done = run("estimate", str(tmp_path), "-f", "json")
    assert "1 not read" in done.err
    assert json.loads(done.out)["findings"][0]["sheet"] == "District"


def test_a_file_counts_once_by_name_and_by_its_folder(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(AUSTIN_TEXT)
    (tmp_path / "notes.txt").write_text("x")
    relative = os.path.relpath(tmp_path, ROOT)
    done = run("estimate", str(tmp_path / "a.yaml"), str(tmp_path), f"{tmp_path}/.", relative, "-f", "json")
    assert len(results_of(done.out)) == 1
    assert json.loads(done.out)["summary"]["skipped"] == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bad.yaml", b"state: [MN\n", "I102"),
        ("empty.yaml", b"", "empty"),
        ("bad.xlsx", b"PK\x03\x04 nothing", "damaged"),
        ("old.xls", b"\xd0\xcf\x11\xe0 nothing", "old or password-protected"),
        ("latin.yaml", "state: MN\nname: Café\n".encode("latin-1"), "UTF-8"),
    ],
)
@pytest.mark.parametrize("command", ["estimate", "budget-check"])
def test_a_bad_file_is_reported_and_stops_no_other(
    tmp_path: Path, command: str, name: str, content: bytes, said: str
) -> None:
    folder = a_night(tmp_path / "night")
    (folder / f"aa_{name}").write_bytes(content)
    done = run(command, str(folder), "-f", "json", "--fail-on", "never")
    answer = json.loads(done.out)
    assert done.status == 2
    assert len(answer["results"]) == 2
    assert answer["summary"]["not_read"] == 1
    (finding,) = answer["findings"]
    assert finding["file"] == str(folder / f"aa_{name}")
    assert said in f"{finding['code']} {finding['message']} {finding['found']}"
    assert finding["fix"]


def test_a_folder_without_such_a_file_is_2_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.yaml").write_text(AUSTIN_TEXT)
    (tmp_path / "notes.txt").write_text("x")
    done = run("estimate", str(tmp_path))
    assert done.status == 2
    assert done.out.startswith(
        f"error I102 {tmp_path}: the folder: cannot be read: no district file, 1 other file\n"
    )
    assert "--recursive" in done.out
    assert (
        run(
            "eligibility",
            str(tmp_path),
            "--enrollment",
            str(SAMPLES / "enrollment_by_race_2012_13_sample.xlsx"),
        ).status
        == 2
    )


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_is_followed_only_inside_its_folder(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    outside.mkdir()
    (outside / "secret.yaml").write_text(AUSTIN_TEXT)
    (folder / "own.yaml").write_text(AUSTIN_TEXT)
    (folder / "inner.yaml").symlink_to(folder / "own.yaml")
    (folder / "outer.yaml").symlink_to(outside / "secret.yaml")
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe.yaml")
    log = tmp_path / "log.txt"
    done = run("estimate", str(folder), "--recursive", "-f", "json", "--log-file", str(log))
    assert results_of(done.out) == [str(folder / "inner.yaml"), str(folder / "own.yaml")]
    said = log.read_text()
    assert "outer.yaml: skipped, a link that leads out of the folder" in said
    assert "pipe.yaml: skipped, a device or a pipe" in said


def test_csv_of_a_folder_feeds_a_spreadsheet_directly(tmp_path: Path) -> None:
    folder = a_night(tmp_path / "night")
    done = run("estimate", str(folder), "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert len(rows) == 2 * 24
    assert {row["fiscal_year"] for row in rows} == {"2017", "2018"}
    assert [row["value"] for row in rows if row["line"] == "12"][1] == "725475.72"
    found = run("budget-check", str(folder), "-f", "csv", "--fail-on", "never")
    assert {row["code"] for row in csv.DictReader(io.StringIO(found.out))} >= {"B101", "B103"}


def test_quiet_prints_findings_of_warning_and_above_and_nothing_where_there_are_none(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(AUSTIN_TEXT)
    assert run("estimate", str(tmp_path), "--quiet") == (0, "", "")
    (tmp_path / "b.yaml").write_text("state: MN\ndistrict: {id: x}\n")
    done = run("estimate", str(tmp_path), "--quiet")
    assert done.status == 2
    assert done.err == ""
    assert all(line.startswith(("error ", "    ")) for line in done.out.splitlines())


LINE_OF_A_LOG = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \d+ (INFO|WARNING|ERROR) .+")


def test_the_log_has_a_line_for_each_event_with_its_time_and_grows(tmp_path: Path) -> None:
    folder, log = a_night(tmp_path / "night"), tmp_path / "log.txt"
    (folder / "bad\nINFO forged.yaml").write_text("state: [")
    for _ in range(2):
        run("budget-check", str(folder), "--quiet", "--log-file", str(log))
    lines = log.read_text(encoding="utf-8").splitlines()
    assert all(LINE_OF_A_LOG.fullmatch(line) for line in lines)
    said = "\n".join(lines)
    assert said.count("begins: ai-cli ") == 2
    assert said.count("INFO ends with status 2") == 2
    assert f"{folder / 'a.yml'}: skipped, a district file" in said
    assert f"ERROR B101 {folder / 'x.yaml'}: " in said
    assert f"{folder / 'y.xlsx'}: 1 result" in said
    assert "bad\\nINFO forged.yaml" in said
    assert "checked 3 files: " in said


def test_a_log_that_cannot_be_opened_is_2_before_anything_is_done(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    done = run("estimate", AUSTIN, "-f", "json", "-o", str(out), "--log-file", str(tmp_path / "no" / "log"))
    assert done.status == 2
    assert (
        done.err
        == f"ai-cli: {tmp_path / 'no' / 'log'}: the log cannot be written: No such file or directory; choose another place\n"
    )
    assert not out.exists()


def test_the_log_is_no_input_and_no_output(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(AUSTIN_TEXT)
    same = tmp_path / "a"
    same.write_text(AUSTIN_TEXT)
    for one in (file, same):
        done = run("estimate", str(one), "--log-file", str(one))
        assert done.status == 2
        assert one.read_text() == AUSTIN_TEXT
    assert run("estimate", str(tmp_path), "--log-file", str(tmp_path / "b.yaml")).status == 2
    both = str(tmp_path / "both")
    assert run("estimate", str(file), "-f", "json", "-o", both, "--log-file", both).status == 2


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_the_log_follows_no_link_to_a_file_of_figures(tmp_path: Path) -> None:
    file, log = tmp_path / "a.yaml", tmp_path / "nightly.log"
    file.write_text(AUSTIN_TEXT)
    log.symlink_to(file)
    done = run("estimate", str(tmp_path), "--log-file", str(log))
    assert done.status == 2
    assert "file of figures" in done.err
    assert file.read_text() == AUSTIN_TEXT


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_log_on_a_full_disk_is_told_once_and_the_result_is_whole() -> None:
    done = run(
        "estimate", AUSTIN, str(SAMPLES / "montevideo_fy2015.yaml"), "-f", "json", "--log-file", "/dev/full"
    )
    assert done.status == 2
    assert len(results_of(done.out)) == 2
    assert done.err.count("the log cannot be written: No space left on device") == 1


def many(folder: Path, number: int) -> Path:
    folder.mkdir()
    for index in range(number):
        text = AUSTIN_TEXT.replace("total: 4832", f"total: {4832 + index}")
        (folder / f"district_{index:04}.yaml").write_text(text)
    return folder


BREAK_INTO = """
import os, signal, sys
import ai_cli.programs as programs
from ai_cli.__main__ import run
estimate, done = programs.estimate, []
def interrupting(*given):
    done.append(1)
    if len(done) == 3:
        os.kill(os.getpid(), getattr(signal, sent))
    return estimate(*given)
programs.estimate, sent = interrupting, sys.argv[1]
del sys.argv[1]
run()
"""


@pytest.mark.skipif(os.name == "nt", reason="a process cannot send itself Ctrl-C there")
@pytest.mark.parametrize("sent", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("to_file", [False, True])
def test_interrupted_it_is_130_and_what_was_finished_is_in_the_output(
    tmp_path: Path, sent: str, to_file: bool
) -> None:
    import sys

    folder, out = many(tmp_path / "many", 20), tmp_path / "out.json"
    output = ["-o", str(out)] if to_file else []
    done = subprocess.run(
        [sys.executable, "-c", BREAK_INTO, sent, "estimate", str(folder), "-f", "json", *output],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 130
    assert done.stderr.startswith("ai-cli: estimated 20 files, 3 estimates: 3 complete")
    assert done.stderr.endswith(", interrupted\n")
    answer = json.loads(out.read_text() if to_file else done.stdout)
    assert [Path(one["file"]).name for one in answer["results"]] == [
        f"district_{index:04}.yaml" for index in range(3)
    ]
    assert {one.name for one in tmp_path.iterdir()} == {"many", *(["out.json"] if to_file else [])}


@pytest.mark.skipif(os.name == "nt", reason="a process cannot send itself Ctrl-C there")
@pytest.mark.parametrize("after", [0, 0.05, 0.2])
def test_ctrl_c_at_any_time_leaves_the_old_file_or_a_whole_new_one(tmp_path: Path, after: float) -> None:
    folder, out = many(tmp_path / "many", 300), tmp_path / "out.json"
    out.write_text("old")
    started = subprocess.Popen(
        [executable(), "estimate", str(folder), "-f", "json", "-o", str(out), "--force"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while started.poll() is None and not any(tmp_path.glob(".ai-cli-*")):
        time.sleep(0.01)
    time.sleep(after)
    started.send_signal(signal.SIGINT)
    _, err = started.communicate(timeout=60)
    assert started.returncode in (0, 130)
    text = out.read_text()
    assert text == "old" or json.loads(text)["summary"]["files"] == 300
    assert "Traceback" not in err
    assert {one.name for one in tmp_path.iterdir()} == {"many", "out.json"}


def test_a_fault_of_the_program_at_one_file_stops_no_other(tmp_path: Path) -> None:
    import sys

    folder, log = many(tmp_path / "many", 5), tmp_path / "log.txt"
    code = BREAK_INTO.replace(
        "os.kill(os.getpid(), getattr(signal, sent))", "raise KeyError('4,832 students')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "none", "estimate", str(folder), "-f", "json", "--log-file", str(log)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 3
    assert len(json.loads(done.stdout)["results"]) == 4
    fault, closing = done.stderr.splitlines()
    assert (
        fault
        == f"ai-cli: {folder / 'district_0002.yaml'}: a fault of the program, KeyError; run it again with --debug"
    )
    assert closing.endswith("1 not read, 0 errors, 0 warnings, 1 fault of the program")
    assert "Traceback" in log.read_text()
    assert all(LINE_OF_A_LOG.fullmatch(line) for line in log.read_text().splitlines())


@pytest.mark.skipif(os.name == "nt", reason="measured with a module of Unix")
def test_memory_stays_flat_over_a_thousand_district_files(tmp_path: Path) -> None:
    few = measured(
        tmp_path, "estimate", str(many(tmp_path / "few", 100)), "-f", "json", "-o", str(tmp_path / "few.json")
    )
    lot = measured(
        tmp_path,
        "estimate",
        str(many(tmp_path / "lot", 1_000)),
        "-f",
        "json",
        "-o",
        str(tmp_path / "lot.json"),
    )
    assert few.ran.status == lot.ran.status == 0
    assert len(results_of((tmp_path / "lot.json").read_text())) == 1_000
    assert lot.kibibytes <= 1.3 * few.kibibytes


@pytest.mark.skipif(os.name == "nt", reason="measured with a module of Unix")
def test_memory_stays_flat_over_two_hundred_budgets(tmp_path: Path) -> None:
    peaks = []
    for number in (20, 200):
        folder = tmp_path / str(number)
        folder.mkdir()
        for index in range(number):
            shutil.copy(WORKBOOK, folder / f"budget_{index:03}.xlsx")
        done = measured(
            tmp_path, "budget-check", str(folder), "-f", "csv", "-o", str(folder / "out.csv"), seconds=60
        )
        assert done.ran.status == 0
        assert f"checked {number} files: 0 errors" in done.ran.err
        peaks.append(done.kibibytes)
    assert peaks[1] <= 1.3 * peaks[0]
