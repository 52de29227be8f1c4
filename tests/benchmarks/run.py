"""Prints how long ai-cli takes, as ratios against other work on the same machine in the same run.

``python tests/benchmarks/run.py [ROUNDS]`` runs each command in turn, ROUNDS times, and prints medians and the median
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

ROOT = Path(__file__).parents[2]
AUSTIN = ROOT / "sample_inputs" / "austin_fy2017.yaml"
SAMPLE = ROOT / "sample_inputs" / "enrollment_by_race_2012_13_sample.xlsx"
DISTRICTS = 330
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
        for index in range(DISTRICTS):
            file = Path(folder, f"district_{index:03}.yaml")
            file.write_text(AUSTIN.read_text().replace("total: 4832", f"total: {4832 + index}"))
            files.append(str(file))
        state = Path(folder, "state.xlsx")
        state_workbook(state)
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
            "one pass of openpyxl over a state's schools": [*python, "-c", ONE_READING, str(state)],
            "screen a state": [*python, "-m", "ai_cli", "eligibility", "--enrollment", str(state), "--quiet"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for command in commands.values():
            seconds(command, environment)
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(seconds(command, environment))
    for name, taken in times.items():
        print(f"{1000 * statistics.median(taken):8.0f} ms  {name}")
    empty, one, parse, many, a_pass, screening = times.values()
    ratio = statistics.median(a / b for a, b in zip(one, empty, strict=True))
    print(f"{ratio:8.2f}     one file against the empty app (at most 1.6)")
    ratio = statistics.median(a / (b + c) for a, b, c in zip(many, empty, parse, strict=True))
    print(f"{ratio:8.2f}     {DISTRICTS} files against the empty app and parsing together (at most 2)")
    ratio = statistics.median(a / b for a, b in zip(screening, a_pass, strict=True))
    print(f"{ratio:8.2f}     screening a state against one pass over its schools (at most 1.5)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
