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
from pathlib import Path

ROOT = Path(__file__).parents[2]
AUSTIN = ROOT / "sample_inputs" / "austin_fy2017.yaml"
DISTRICTS = 330

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
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for command in commands.values():
            seconds(command, environment)
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(seconds(command, environment))
    for name, taken in times.items():
        print(f"{1000 * statistics.median(taken):8.0f} ms  {name}")
    empty, one, parse, many = times.values()
    ratio = statistics.median(a / b for a, b in zip(one, empty, strict=True))
    print(f"{ratio:8.2f}     one file against the empty app (at most 1.6)")
    ratio = statistics.median(a / (b + c) for a, b, c in zip(many, empty, parse, strict=True))
    print(f"{ratio:8.2f}     {DISTRICTS} files against the empty app and parsing together (at most 2)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
