"""Prints how long ai-cli takes, as ratios against other work on the same machine in the same run.

``python tests/benchmarks/files.py [ROUNDS]`` runs each command in turn, ROUNDS times, and prints medians and the median
of the ratios round by round. Nothing is asserted: the times of a shared machine prove nothing alone.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

from openpyxl import Workbook, load_workbook

sys.path.insert(0, str(Path(__file__).parents[1]))
from budget_workbooks import line, packed, sheets, summary

ROOT = Path(__file__).parents[2]
AUSTIN = ROOT / "sample_inputs" / "austin_fy2017.yaml"
SAMPLE = ROOT / "sample_inputs" / "enrollment_by_race_2012_13_sample.xlsx"
DISTRICTS, NIGHT = 330, 990
COPIES = 18
"""So many times the sample's five districts have as many rows as the state."""

EMPTY_APP = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
@app.command()
def one() -> None: pass
@app.command()
def two() -> None: pass
app()
"""
ONLY_PARSING = """
import sys, yaml
for name in sys.argv[1:]:
    with open(name, "rb") as file:
        yaml.load(file.read(), Loader=yaml.CSafeLoader)
"""


WORKBOOKS, BUDGET_LINES = 100, 200
FAST, FEW = 5, 3
"""So many commands take less than a second; the others go through few rounds."""

TWO_READINGS = """
import sys, warnings
from openpyxl import load_workbook
warnings.simplefilter("ignore")
for name in sys.argv[1:]:
    for values in (True, False):
        for sheet in load_workbook(name, read_only=True, data_only=values).worksheets:
            for row in sheet.iter_rows(values_only=True):
                pass
"""
ONE_READING = """
import sys, warnings
from openpyxl import load_workbook
warnings.simplefilter("ignore")
for row in load_workbook(sys.argv[1], read_only=True)["School"].iter_rows(values_only=True):
    pass
"""


def state_workbook(file: Path) -> None:
    """Write a workbook as large as the state's: the schools of the sample, each district under many numbers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        header, *rows = load_workbook(SAMPLE, read_only=True)["School"].iter_rows(values_only=True)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("School")
    sheet.append(header)
    number = header.index("districtNumber")
    for copy in range(COPIES):
        for row in rows:
            sheet.append(
                [
                    f"{int(str(row[number])) + copy:04}" if index == number else one
                    for index, one in enumerate(row)
                ]
            )
    book.save(file)


def budget_workbooks(folder: str) -> list[str]:
    """Write budget workbooks of many lines, as a folder of the night's run has them."""
    last = BUDGET_LINES + 1
    lines = [line(f"item {index}", "direct", 100 + index) for index in range(BUDGET_LINES)]
    content = {**sheets(lines, f"=SUM(I2:I{last})"), "Summary": summary(2, last)}
    packed_budget = packed(
        content, {f"Budget!I{last + 1}": str(sum(100 + index for index in range(BUDGET_LINES)))}
    )
    files = [Path(folder, f"budget_{index:03}.xlsx") for index in range(WORKBOOKS)]
    for file in files:
        file.write_bytes(packed_budget)
    return list(map(str, files))


def seconds(command: list[str], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - started


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        # An installed package has its bytecode; a checkout gets it here, whatever the environment says.
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder
        files = []
        for index in range(NIGHT):
            file = Path(folder, f"district_{index:03}.yaml")
            file.write_text(AUSTIN.read_text().replace("total: 4832", f"total: {4832 + index}"))
            files.append(str(file))
        state = Path(folder, "state.xlsx")
        state_workbook(state)
        budgets = budget_workbooks(folder)
        files, night = files[:DISTRICTS], files
        python = [sys.executable]
        commands = {
            "a Typer app with two empty commands": [*python, "-c", EMPTY_APP, "one"],
            "estimate one file as JSON": [*python, "-m", "ai_cli", "estimate", str(AUSTIN), "-f", "json"],
            f"parse {DISTRICTS} files with PyYAML": [*python, "-c", ONLY_PARSING, *files],
            f"estimate {DISTRICTS} files as JSON": [
                *python,
                "-m",
                "ai_cli",
                "estimate",
                *files,
                "-f",
                "json",
            ],
            f"estimate {NIGHT} files as JSON": [*python, "-m", "ai_cli", "estimate", *night, "-f", "json"],
            "one pass of openpyxl over a state's schools": [*python, "-c", ONE_READING, str(state)],
            f"open {WORKBOOKS} workbooks twice with openpyxl": [*python, "-c", TWO_READINGS, *budgets],
            f"check {WORKBOOKS} workbooks": [
                *python,
                "-m",
                "ai_cli",
                "budget-check",
                *budgets,
                "--fail-on",
                "never",
                "-q",
            ],
            "screen a state": [*python, "-m", "ai_cli", "eligibility", "--enrollment", str(state), "--quiet"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for command in commands.values():
            seconds(command, environment)
        for index in range(rounds):
            for name, command in commands.items():
                if index < FEW or name in list(commands)[:FAST]:
                    times[name].append(seconds(command, environment))
    for name, taken in times.items():
        print(f"{1000 * statistics.median(taken):8.0f} ms  {name}")
    empty, one, parse, many, most, a_pass, twice, checking, screening = times.values()
    ratio = statistics.median(a / b for a, b in zip(one, empty, strict=True))
    print(f"{ratio:8.2f}     one file against the empty app (at most 1.6)")
    ratio = statistics.median(a / (b + c) for a, b, c in zip(many, empty, parse, strict=True))
    print(f"{ratio:8.2f}     {DISTRICTS} files against the empty app and parsing together (at most 2)")
    per_file = [
        ((night_long - first) / (NIGHT - 1)) / ((some - first) / (DISTRICTS - 1))
        for night_long, some, first in zip(most, many, one, strict=True)
    ]
    ratio = statistics.median(per_file)
    print(f"{ratio:8.2f}     each of {NIGHT} files against each of {DISTRICTS} (at most 1.3)")
    ratio = statistics.median(a / b for a, b in zip(checking, twice, strict=True))
    print(f"{ratio:8.2f}     checking {WORKBOOKS} budgets against opening them twice (at most 1.5)")
    ratio = statistics.median(a / b for a, b in zip(screening, a_pass, strict=True))
    print(f"{ratio:8.2f}     screening a state against one pass over its schools (at most 1.5)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
