"""The README shows what the program does now."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from running import ROOT, run

from ai_cli.cli.app import COMMANDS
from ai_cli.findings import codes

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ ai-cli (.*?)\n(.*?)\n```", README, re.DOTALL)
MEASURES = ("ayp", "graduation", "gaps", "el-exit", "students", "ratings")


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_an_example_prints_what_is_shown(command: str, output: str) -> None:
    assert run(*shlex.split(command)).out.rstrip("\n") == output


def test_the_steps_from_students_to_the_report_can_be_taken_with_the_samples(tmp_path: Path) -> None:
    (steps,) = re.findall(r"```\n(mkdir counts .*?)\n```", README, re.DOTALL)
    shutil.copytree(ROOT / "sample_inputs", tmp_path / "sample_inputs")
    (tmp_path / "counts").mkdir()
    shutil.copy(tmp_path / "sample_inputs" / "accountability" / "targets.csv", tmp_path / "counts")
    _, *commands = steps.splitlines()
    for command in commands:
        done = run(*shlex.split(command.removeprefix("ai-cli ")), cwd=tmp_path)
        assert done.status == 0, done.out + done.err
    assert (tmp_path / "report.xlsx").exists()


def test_the_table_of_findings_is_the_catalogue() -> None:
    rows = [f"| {one.code} | {one.severity} | {one.title} |" for one in codes()]
    assert "\n".join(rows) in README


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_described(command: str) -> None:
    assert f"\n## {command}\n" in README
    for option in re.findall(r"--[a-z-]+", run(command, "--help").out):
        assert f"`{option}" in README or option == "--help"


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_of_accountability_and_its_options_are_described(measure: str) -> None:
    assert f"`accountability {measure}`" in README
    for option in re.findall(r"--[a-z-]+", run("accountability", measure, "--help").out):
        assert f"`{option}" in README or option == "--help"


def test_the_commands_to_set_up_are_the_ones_that_are_checked() -> None:
    checked = (ROOT / ".ci" / "run").read_text()
    for command in re.findall(r"```sh\n(.*?)\n```", README):
        assert command in checked


def test_every_entry_of_the_changelog_names_its_fiscal_years() -> None:
    entries = re.split(r"\n- ", (ROOT / "CHANGELOG.md").read_text())[1:]
    assert entries
    assert all(re.search(r"\n  Fiscal years: .+\.", entry) for entry in entries)
