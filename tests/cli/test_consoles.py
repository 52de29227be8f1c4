"""Whatever the console is, figures are whole, names survive, and nothing is sent that it cannot show."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from running import AUSTIN, SAMPLES, executable, on_a_terminal, run, run_in

AUSTIN_TEXT = Path(AUSTIN).read_text(encoding="utf-8")
NAME = "[b]Café Ełk[/b] :warning: 学区"
STATE = SAMPLES / "enrollment_by_race_2012_13_sample.xlsx"
BUDGET = SAMPLES / "budget_fy2018.yaml"
ESCAPE = "\x1b"


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """A district file whose name, and whose district's name, no narrow console can show."""
    file = tmp_path / "Ełk [red] 学.yaml"
    file.write_text(AUSTIN_TEXT.replace("name: Austin", f"name: '{NAME}'"), encoding="utf-8")
    return file


COMMANDS = {
    "estimate": ("estimate", "FILE"),
    "estimate years": ("estimate", "FILE", "--fiscal-year", "2015..2018"),
    "estimate programs": (
        "estimate",
        "FILE",
        "--program",
        "mn-hf2051",
        "--program",
        "mn-integration-revenue",
    ),
    "estimate markdown": ("estimate", "FILE", "-f", "markdown"),
    "estimate csv": ("estimate", "FILE", "-f", "csv"),
    "estimate json": ("estimate", "FILE", "-f", "json"),
    "explain": ("estimate", "FILE", "--explain", "12"),
    "since": ("estimate", "FILE", "--since", str(SAMPLES / "austin_fy2017_last_night.json")),
    "report": ("report", "FILE"),
    "eligibility": ("eligibility", "FILE"),
    "state": ("eligibility", "--enrollment", str(STATE)),
    "budget-check": ("budget-check", str(BUDGET)),
    "budget-check wrong": ("budget-check", "FILE"),
    "calendar": ("calendar", "2019"),
    "law": ("law",),
    "rule": ("rule",),
    "schema": ("schema", "district"),
    "help": ("--help",),
    "no such option": ("estimate", "FILE", "--no-such-option"),
}
CONSOLES = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "C": {"PYTHONIOENCODING": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "dumb": {"TERM": "dumb", "FORCE_COLOR": "1", "COLUMNS": "40"},
    "no color": {"NO_COLOR": "1", "TTY_COMPATIBLE": "1", "COLUMNS": "40"},
}


def called(command: str, file: Path) -> list[str]:
    return [str(file) if one == "FILE" else one for one in COMMANDS[command]]


def figures(text: str) -> list[str]:
    return re.findall(r"\$[0-9,]+\.[0-9]{2}", text)


MAIN = ("estimate", "estimate csv", "state", "budget-check", "no such option")


def marked(names: Iterable[str]) -> list[Any]:
    """The main commands on every run, the others with the slow tests."""
    return [one if one in MAIN else pytest.param(one, marks=pytest.mark.slow) for one in names]


@pytest.mark.parametrize("command", marked(COMMANDS))
def test_in_a_pipe_every_console_gets_the_same_figures_and_no_escape_codes(command: str, named: Path) -> None:
    plain = run(*called(command, named))
    assert ESCAPE not in plain.out + plain.err
    assert "Traceback" not in plain.err
    if command.startswith(("estimate", "report", "eligibility", "since")) and command != "eligibility":
        assert NAME in plain.out.replace("\\[", "[").replace("\\]", "]") or command == "estimate json"
    for environment in CONSOLES.values():
        done = run_in(environment, *called(command, named))
        assert done.status == plain.status
        assert figures(done.out) == figures(plain.out)
        assert ESCAPE not in done.out + done.err
        assert "Traceback" not in done.err
        assert "…" not in done.out


@pytest.mark.parametrize("command", ["estimate", "report", "budget-check", "law"])
def test_output_to_a_file_is_utf_8_whatever_the_console(command: str, named: Path, tmp_path: Path) -> None:
    wrote = []
    for name, environment in {"plain": {}, **CONSOLES}.items():
        out = tmp_path / f"{name}.txt"
        run_in(environment, *called(command, named), "-f", "csv", "-o", str(out))
        wrote.append(out.read_bytes())
    assert len(set(wrote)) == 1
    wrote[0].decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of Unix")
@pytest.mark.parametrize(
    "command", marked(["estimate", "estimate years", "since", "state", "budget-check", "law", "rule"])
)
@pytest.mark.parametrize(
    "environment",
    [{"TERM": "dumb"}, {"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "xterm"}],
    ids=["dumb", "no color", "color"],
)
def test_on_a_terminal_of_40_columns_no_figure_is_cut(
    command: str, environment: dict[str, str], named: Path
) -> None:
    shown = on_a_terminal(called(command, named), environment)
    plain = run(*called(command, named)).out
    without_style = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    assert sorted(figures(without_style)) == sorted(figures(plain))
    assert "…" not in shown
    assert "Traceback" not in shown
    if environment["TERM"] == "dumb":
        assert ESCAPE not in shown
    if "NO_COLOR" in environment:
        assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", shown)


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of Unix")
def test_a_bar_is_shown_on_a_terminal_only_and_never_in_the_result(tmp_path: Path) -> None:
    import pty

    folder, out = tmp_path / "many", tmp_path / "out.csv"
    folder.mkdir()
    for index in range(30):
        (folder / f"{index:02}.yaml").write_text(AUSTIN_TEXT)
    leader, follower = pty.openpty()
    with out.open("wb") as standard_output:
        done = subprocess.run(
            [executable(), "report", str(folder), "-f", "csv"],
            stdin=subprocess.DEVNULL,
            stdout=standard_output,
            stderr=follower,
            env=os.environ | {"TERM": "xterm", "COLUMNS": "80"},
            check=False,
        )
    os.close(follower)
    shown = os.read(leader, 100_000).decode()
    os.close(leader)
    assert done.returncode == 0
    assert "Reading" in shown
    assert "reported 30 files" in shown
    assert out.read_text() == run("report", str(folder), "-f", "csv").out
    assert "Reading" not in run("report", str(folder), "-f", "csv").err


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise on Windows")
@pytest.mark.parametrize("command", marked(one for one in COMMANDS if one not in ("help", "no such option")))
def test_a_closed_pipe_ends_quietly_with_the_verdict(command: str, named: Path) -> None:
    verdict = run(*called(command, named)).status
    arguments = [executable(), *called(command, named)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        said = started.stderr.read().decode()
    assert started.returncode == verdict
    assert "Traceback" not in said
    assert "BrokenPipe" not in said


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b""], ids=["with a byte order mark", "without"])
@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"], ids=["CRLF", "CR", "LF"])
def test_line_ends_and_byte_order_marks_change_nothing(tmp_path: Path, content: bytes, ends: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(content + AUSTIN_TEXT.replace("\n", ends).encode())
    assert (
        run("report", "a.yaml", "-f", "csv", cwd=tmp_path).out.replace("a.yaml", AUSTIN)
        == run("report", AUSTIN, "-f", "csv").out
    )
    budget = tmp_path / "b.yaml"
    budget.write_bytes(content + BUDGET.read_text(encoding="utf-8").replace("\n", ends).encode())
    found = run("budget-check", "b.yaml", "-f", "csv", cwd=tmp_path).out
    assert found.replace("b.yaml", str(BUDGET)) == run("budget-check", str(BUDGET), "-f", "csv").out


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names are texts there")
def test_a_file_name_that_is_no_text_is_read_and_shown_in_escapes(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.yaml")
    (tmp_path / name).write_text(AUSTIN_TEXT)
    for form in ("table", "json", "csv", "markdown"):
        done = run("estimate", str(tmp_path), "-f", form, "--log-file", str(tmp_path / "log"))
        assert done.status == 0
        assert "Traceback" not in done.err
        assert "caf\\udce9.yaml" in done.out.replace("\\\\", "\\")
    assert "caf\\udce9.yaml: 1 result" in (tmp_path / "log").read_text()


@pytest.mark.parametrize("content", ["state: [", AUSTIN_TEXT])
def test_codes_for_the_terminal_in_a_name_are_not_sent_to_it(tmp_path: Path, content: str) -> None:
    file = tmp_path / "a\x1b[2Jb.yaml"
    file.write_text(content)
    for options in ((), ("--quiet",), ("-f", "csv"), ("-f", "markdown")):
        done = run("estimate", str(file), *options)
        assert ESCAPE not in done.out + done.err
