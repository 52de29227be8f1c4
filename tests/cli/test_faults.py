"""Full disks, files that nobody may read or write, kills in the middle: nothing is lost, and each is told."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from running import AUSTIN, ROOT, SAMPLES, executable, run

from ai_cli.outputs.writing import CannotWrite, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

AUSTIN_TEXT = Path(AUSTIN).read_text(encoding="utf-8")
UNIX = pytest.mark.skipif(os.name == "nt", reason="a fault of Unix")
WRITING = {
    "estimate": ("estimate", AUSTIN, "-f", "json"),
    "estimate csv": ("estimate", AUSTIN, "-f", "csv"),
    "estimate xlsx": ("estimate", AUSTIN, "-f", "xlsx"),
    "budget-check": ("budget-check", str(SAMPLES / "budget_fy2019.xlsx"), "-f", "markdown"),
    "eligibility": ("eligibility", AUSTIN, "-f", "json"),
    "report": ("report", AUSTIN),
    "schema": ("schema", "district"),
}


def ending(command: str) -> str:
    return "xlsx" if command in ("report", "estimate xlsx") else "out"


@UNIX
@pytest.mark.parametrize("command", WRITING)
def test_on_a_full_disk_the_old_file_stays_and_the_status_is_2(command: str, tmp_path: Path) -> None:
    out = tmp_path / f"old.{ending(command)}"
    out.write_text("old")
    limited = f"ulimit -f 1; exec {executable()} " + " ".join(f"'{one}'" for one in WRITING[command])
    done = subprocess.run(
        ["/bin/bash", "-c", f"{limited} -o '{out}' --force"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert f"ai-cli: {out}: File too large; make room there, or choose another place" in done.stderr
    assert "Traceback" not in done.stderr
    assert out.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == [out.name]


@UNIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", [one for one in WRITING if "xlsx" not in one and one != "schema"])
def test_a_full_standard_output_is_2_with_one_line(command: str) -> None:
    arguments = " ".join(f"'{one}'" for one in WRITING[command])
    done = subprocess.run(
        ["/bin/bash", "-c", f"{executable()} {arguments} > /dev/full"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("ai-cli: standard output cannot be written: No space left on device\n")
    assert "Traceback" not in done.stderr


@UNIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_or_closed_standard_error_does_not_change_the_result() -> None:
    whole = run("estimate", AUSTIN, "-f", "json")
    for redirected in ("2> /dev/full", "2>&-"):
        done = subprocess.run(
            ["/bin/bash", "-c", f"{executable()} estimate {AUSTIN} -f json {redirected}"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (0, whole.out)


@UNIX
@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder that nobody may write")
@pytest.mark.parametrize("command", WRITING)
def test_a_folder_that_nobody_may_write_is_2(command: str) -> None:
    out = f"/sys/kernel/report.{ending(command)}"
    done = run(*WRITING[command], "-o", out)
    assert done.status == 2
    assert done.err.startswith(f"ai-cli: {out}: ")
    assert "check who may write there, or choose another place" in done.err


@pytest.mark.parametrize("command", WRITING)
def test_a_target_that_is_a_folder_or_has_none_is_2(command: str, tmp_path: Path) -> None:
    folder = tmp_path / f"there.{ending(command)}"
    folder.mkdir()
    done = run(*WRITING[command], "-o", str(folder), "--force")
    if command != "report":  # which writes into the folder
        assert (done.status, f"ai-cli: {folder} is a folder; name a file in it" in done.err) == (2, True)
    missing = tmp_path / "no" / f"x.{ending(command)}"
    done = run(*WRITING[command], "-o", str(missing))
    assert done.status == 2
    assert f"ai-cli: {missing}: its folder is not there; make it, or choose another place" in done.err


LOCKED = """
import os, pathlib
def locked(self, target):
    raise PermissionError(13, "Permission denied", str(self), 32, str(target))
pathlib.Path.replace = locked
import sys
from ai_cli.outputs import writing
writing.PATIENCE_SECONDS = 0
from ai_cli.__main__ import run
run()
"""


@pytest.mark.parametrize("command", ["estimate", "report"])
def test_a_target_that_another_program_holds_is_2_and_stays_as_it_is(command: str, tmp_path: Path) -> None:
    out = tmp_path / f"held.{ending(command)}"
    out.write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", LOCKED, *WRITING[command], "-o", str(out), "--force"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert (
        f"{out.name} is open in another program, such as Excel; close it there. The old file is unchanged"
        in done.stderr
    )
    assert out.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == [out.name]


@UNIX
@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read")
@pytest.mark.parametrize("command", ["estimate", "budget-check", "eligibility", "report"])
def test_a_file_that_cannot_be_read_is_2_and_stops_no_other(command: str) -> None:
    good = str(SAMPLES / "budget_fy2018.yaml") if command == "budget-check" else AUSTIN
    done = run(command, "/proc/self/mem", good, "-f", "json", "--fail-on", "never")
    answer = json.loads(done.out)
    assert done.status == 2
    assert len(answer["results"]) == 1
    (finding,) = answer["findings"]
    assert (finding["code"], finding["file"]) == ("I102", "/proc/self/mem")
    assert finding["fix"] == "check the name and who may read it"


@UNIX
@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read")
@pytest.mark.parametrize(
    "arguments",
    [
        ("estimate", AUSTIN, "--law", "/proc/self/mem"),
        ("estimate", AUSTIN, "--since", "/proc/self/mem"),
        ("budget-check", str(SAMPLES / "budget_fy2018.yaml"), "--facts", "/proc/self/mem"),
        ("eligibility", "--enrollment", "/proc/self/mem"),
        (
            "eligibility",
            "--enrollment",
            str(SAMPLES / "enrollment_by_race_2012_13_sample.xlsx"),
            "--adjacency",
            "/proc/self/mem",
        ),
        ("report", AUSTIN, "--budget", "/proc/self/mem"),
    ],
)
def test_a_file_of_an_option_that_cannot_be_read_is_2_and_named(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.status == 2
    assert "/proc/self/mem" in done.out + done.err
    assert "check the name and who may read it" in done.out + done.err


CHANGING = """
import os
stat, asked = os.fstat, []
def changing(handle):
    found = stat(handle)
    if os.path.realpath(f"/proc/self/fd/{handle}").endswith("changing.yaml"):
        asked.append(1)
        if len(asked) == 1:
            with open(os.environ["CHANGING"], "a") as file:
                file.write("# one more line")
    return found
os.fstat = changing
from ai_cli.__main__ import run
run()
"""


@UNIX
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at open files")
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "changing.yaml"
    file.write_text(AUSTIN_TEXT)
    done = subprocess.run(
        [sys.executable, "-c", CHANGING, "estimate", str(file)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"CHANGING": str(file)},
    )
    assert done.returncode == 2
    assert (
        f"error I102 {file}: the file: cannot be read: a file that changed while it was read\n" in done.stdout
    )
    assert "fix: try again when it is saved" in done.stdout


@UNIX
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_a_kill_at_any_time_leaves_the_old_file_or_the_whole_new_one(kind: str, tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, kind, 60)


@UNIX
def test_a_few_kills_leave_the_old_file_or_the_whole_new_one(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, "json", 6)


def kill_again_and_again(folder: Path, kind: str, times: int) -> None:
    """Kill the writing of one file, at random times of a whole run; what is there afterwards must be one of the two."""
    rng = random.Random(7)  # noqa: S311 - moments of a kill, no secret
    out = folder / f"out.{kind}"
    old, new = run_to(folder / "old", kind, "1"), run_to(folder / "new", kind, "2")
    started = time.monotonic()
    run_to(folder / "timed", kind, "2")
    whole_run = time.monotonic() - started
    seen = set()
    for _ in range(times):
        out.write_bytes(old)
        process = subprocess.Popen(
            writing(out, kind, "2"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(rng.uniform(whole_run / 2, whole_run * 1.2))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert out.read_bytes() in (old, new)
        seen.add(out.read_bytes())
    assert times < 60 or seen == {old, new}
    left = [one for one in folder.iterdir() if one.name.startswith(".ai-cli-")]
    for one in left:
        os.utime(one, (0, 0))  # left long ago
    assert run(*writing(out, kind, "2")[1:]).status == 0
    assert not [one for one in folder.iterdir() if one.name.startswith(".ai-cli-")]
    assert out.read_bytes() == new


def run_to(out: Path, kind: str, revenue: str) -> bytes:
    file = out.with_name(f"{out.name}.{kind}")
    assert run(*writing(file, kind, revenue)[1:]).status == 0
    return file.read_bytes()


def writing(out: Path, kind: str, revenue: str) -> list[str]:
    files = [AUSTIN] if kind == "xlsx" else [AUSTIN] * 60
    tried = ["--set", f"hold_harmless.amount={revenue}"]
    return [executable(), "estimate", *files, *tried, "-f", kind, "-o", str(out), "--force", "--quiet"]


@pytest.mark.parametrize("command", ["estimate", "budget-check"])
def test_a_result_never_replaces_a_district_or_budget_file_not_even_with_force(
    command: str, tmp_path: Path
) -> None:
    district, budget = tmp_path / "district.yaml", tmp_path / "budget.xlsx"
    district.write_text(AUSTIN_TEXT)
    before = (SAMPLES / "budget_fy2019.xlsx").read_bytes()
    budget.write_bytes(before)
    for target, kind, form in ((district, "a district file", "csv"), (budget, "a budget file", "xlsx")):
        done = run(command, WRITING[command][1], "-f", form, "-o", str(target), "--force")
        assert done.status == 2
        assert f"is {kind}; the result would replace it: choose another name" in " ".join(done.err.split())
    assert (district.read_text(), budget.read_bytes()) == (AUSTIN_TEXT, before)


def test_what_a_killed_writing_left_is_deleted_only_when_it_is_old(tmp_path: Path) -> None:
    old, fresh, own = (
        tmp_path / name for name in (".ai-cli-a.unfinished", ".ai-cli-b.unfinished", ".ai-cli-notes")
    )
    for one in (old, fresh, own):
        one.write_text("x")
    os.utime(old, (0, 0))
    os.utime(own, (0, 0))
    assert run("estimate", AUSTIN, "-f", "json", "-o", str(tmp_path / "out.json")).status == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        ".ai-cli-b.unfinished",
        ".ai-cli-notes",
        "out.json",
    ]


BROKEN = """
import importlib, sys
module, name = sys.argv[1].rsplit(".", 1)
def broken(*given, **named):
    raise {error}
setattr(importlib.import_module(module), name, broken)
sys.argv[1:] = sys.argv[2:]
from ai_cli.__main__ import run
run()
"""


@pytest.mark.parametrize(
    ("where", "arguments"),
    [
        ("ai_cli.programs.estimate", ("estimate", AUSTIN)),
        ("ai_cli.criteria.check_budget", ("budget-check", str(SAMPLES / "budget_fy2018.yaml"))),
        ("ai_cli.eligibility.screen", ("eligibility", AUSTIN)),
        ("ai_cli.programs.estimate", ("report", AUSTIN)),
        ("ai_cli.outputs.estimate_document.estimate_blocks", ("estimate", AUSTIN)),
        ("ai_cli.programs.calendar.calendar_of", ("calendar", "2019")),
        ("ai_cli.law.law_keys", ("law",)),
        ("ai_cli.findings.codes", ("rule",)),
        ("ai_cli.facts.schema.district_schema", ("schema", "district")),
    ],
)
@pytest.mark.parametrize("error", ["RuntimeError('salary 90,000')", "RecursionError()", "MemoryError()"])
def test_an_unexpected_exception_is_3_with_one_line_that_holds_no_value(
    where: str, arguments: tuple[str, ...], error: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BROKEN.replace("{error}", error), where, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 3
    faults = [line for line in done.stderr.splitlines() if "fault of the program," in line]
    assert len(faults) == 1
    assert re.fullmatch(
        r"ai-cli: (.*: )?a fault of the program, \w+Error; run it again with --debug", faults[0]
    )
    assert "salary" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_message_names_the_file_and_what_to_do(tmp_path: Path) -> None:
    """Every finding of a folder of bad files has its file, and a way to mend it."""
    bad = {
        "list.yaml": "- a\n",
        "twice.yaml": f"{AUSTIN_TEXT}state: MN\n",
        "range.yaml": AUSTIN_TEXT.replace("protected: 2089", "protected: 9999"),
        "key.yaml": f"{AUSTIN_TEXT}enrolment: {{total: 1}}\n",
        "value.yaml": AUSTIN_TEXT.replace("4832", "48O2"),
        "tag.yaml": AUSTIN_TEXT.replace("4832", "!!int 4832"),
    }
    for name, text in bad.items():
        (tmp_path / name).write_text(text)
    done = run("estimate", str(tmp_path), "-f", "json")
    findings = json.loads(done.out)["findings"]
    assert done.status == 2
    assert {Path(one["file"]).name for one in findings} == set(bad)
    assert all(one["line"] and one["fix"] and one["allowed"] for one in findings)


def test_a_file_that_came_while_the_result_was_made_is_not_replaced_without_force(tmp_path: Path) -> None:
    out = tmp_path / "out.json"

    def pieces() -> Iterator[bytes]:
        yield b"mine"
        out.write_text("of another run")

    with pytest.raises(CannotWrite, match="is there already; --force replaces it"):
        write_whole(out, pieces(), replace=False)
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("out.json", "of another run")]


def test_two_runs_at_once_into_one_folder_do_not_meet(tmp_path: Path) -> None:
    started = [
        subprocess.Popen(writing(tmp_path / f"{index}.json", "json", "1"), stderr=subprocess.DEVNULL)
        for index in range(3)
    ]
    assert [one.wait(timeout=60) for one in started] == [0, 0, 0]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["0.json", "1.json", "2.json"]
    assert len({one.read_bytes() for one in tmp_path.iterdir()}) == 1
