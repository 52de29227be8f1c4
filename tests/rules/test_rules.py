"""Each code of the catalogue has small files that raise it and files that do not.

A folder is ``CODE/pass|fail/case``: the files of the case, what is typed in ``arguments.txt``, and every finding that the
program gives for it in ``findings.txt``, as code with line and column, or sheet and cell. Without a command in ``arguments.txt`` it is estimate,
and ``district.yaml``, ``budget.yaml`` or ``budget.xlsx``, where there is one, is the file; notes of
unverified figures, L102, are not listed for budget-check. A new case is a new folder.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from polars_extra import require_polars

from ai_cli.__main__ import main
from ai_cli.findings import codes, entry

HERE = Path(__file__).parent
CASES = sorted(path.parent.relative_to(HERE).as_posix() for path in HERE.glob("*/*/*/findings.txt"))
COMMANDS = ("estimate", "eligibility", "budget-check", "accountability")
FILES = ("district.yaml", "budget.yaml", "budget.xlsx")
STATUS_2 = {"I102", "I103", "I104", "I105", "L103"}


def run(
    case: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, list[str], bool]:
    """Return the exit status, the findings, and whether unreadable values are findings of lines like others."""
    folder = HERE / case
    monkeypatch.chdir(folder)
    options = folder / "arguments.txt"
    arguments = shlex.split(options.read_text()) if options.exists() else []
    command = arguments.pop(0) if arguments and arguments[0] in COMMANDS else COMMANDS[0]
    files = [one for one in FILES if (folder / one).exists()]
    measure = [arguments.pop(0)] if command == "accountability" else []
    status = main([command, *measure, *files, "--format", "json", *arguments])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    answer = json.loads(printed.out)
    of_results = (one for result in answer["results"] for one in result.get("findings", ()))
    every = [*answer["findings"], *of_results]
    for one in every:
        assert one["message"]
        assert one["file"]
        assert one["severity"] == "info" or one["fix"]
    of_lines = command in ("budget-check", "accountability") and bool(answer["results"])
    kept = [one for one in every if one["code"] != "L102" or command != "budget-check"]
    return status, [f"{one['code']} {where(one)}" for one in kept], of_lines


def where(one: dict[str, object]) -> str:
    """Return where a finding stands: line and column, which is its name in a table, or sheet and cell."""
    if one["cell"]:
        return f"{one['sheet']}!{one['cell']}"
    return f"{one['line'] or '-'}:{one['column'] or '-'}"


@pytest.mark.parametrize("case", CASES)
def test_the_findings_are_exactly_those_expected(
    case: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, kind, _ = case.split("/")
    if (HERE / case / "students.csv").exists():
        require_polars()
    status, found, of_lines = run(case, capsys, monkeypatch)
    expected = (HERE / case / "findings.txt").read_text().splitlines()
    assert found == expected
    raised = {one.split()[0] for one in found}
    assert (code in raised) is (kind == "fail")
    errors = {one for one in raised if entry(one).severity == "error"}
    invalid = raised & (STATUS_2 if not of_lines else {"L103"})
    assert status == (2 if invalid else 1 if errors else 0)


NOT_OF_A_FILE = {"A106"}
"""Codes that no file raises: what is not installed."""


@pytest.mark.parametrize("code", [one.code for one in codes() if one.code not in NOT_OF_A_FILE])
@pytest.mark.parametrize("kind", ["pass", "fail"])
def test_every_code_has_an_example_of_each_kind(code: str, kind: str) -> None:
    assert any(case.startswith(f"{code}/{kind}/") for case in CASES)
