"""Prints how long a state's cells take to read and determine, as ratios against what the csv module takes to read them.

``python tests/benchmarks/accountability.py [ROUNDS]``: 2,000 schools, nine groups, two subjects, four years. The csv module is
timed going through the rows, keeping them as lists, and keeping them as dicts. Nothing is asserted.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from ai_cli.accountability import Rules, determine
from ai_cli.facts.accountability import AccountabilityFacts, Cells, Target
from ai_cli.findings import Place
from ai_cli.inputs.accountability_cells import read_cells

READING = "import csv, sys\nwith open(sys.argv[1], newline='') as file: rows = list(csv.{reader}(file))"
YEAR, YEARS, SCHOOLS, SCHOOLS_OF_A_DISTRICT = 2012, 4, 2000, 9
RULES = Rules(YEAR)
MOST_OF_A_LEVEL, TARGET = 60, 50


def write(file: Path) -> None:
    """Write cells of which most are evaluated and one in six misses its target."""
    made = random.Random(1)  # noqa: S311 - made-up counts, the same each time
    header = ("entity_id", "level", "year", "subject", "group", "enrolled", "tested", "nD", "nP", "nM", "nE")
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(header)
        for school in range(SCHOOLS):
            district, own = divmod(school, SCHOOLS_OF_A_DISTRICT)
            entity = f"{1000 + district:04}-01-{10 + own:03}"
            for year in range(YEAR, YEAR - YEARS, -1):
                for subject in RULES.subjects:
                    for group in RULES.groups:
                        levels = [made.randint(0, MOST_OF_A_LEVEL) for _ in range(4)]
                        enrolled = sum(levels) + made.randint(0, 3)
                        writer.writerow((entity, "school", year, subject, group, enrolled, enrolled, *levels))


def through(file: Path) -> None:
    """Go through the rows with the csv module alone."""
    with file.open(encoding="utf-8", newline="") as opened:
        for _ in csv.reader(opened):
            pass


def kept(file: Path) -> list[list[str]]:
    """Keep the rows as the csv module gives them."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


def by_name(file: Path) -> list[dict[str, str]]:
    """Keep the rows by the names of their columns."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def read(file: Path) -> Cells:
    """Read the cells."""
    cells, _ = read_cells(str(file), RULES.vocabulary)
    if cells is None:
        raise ValueError(file)
    return cells


def both(file: Path) -> None:
    """Read the cells and determine every school."""
    targets = {
        (YEAR, subject, group): Target(YEAR, subject, group, Fraction(TARGET), Place())
        for subject in RULES.subjects
        for group in RULES.groups
    }
    determine(AccountabilityFacts(read(file), targets, {}, {}), RULES)


def fastest(work: Callable[[Path], object], file: Path, rounds: int) -> float:
    """Return the seconds of the fastest of some rounds."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work(file)
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    """Print seconds and ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cells.csv"
        write(file)
        base = {one.__name__: fastest(one, file, rounds) for one in (through, kept, by_name)}
        for one in (read, both):
            seconds = fastest(one, file, rounds)
            ratios = ", ".join(f"{seconds / taken:.1f} x {name}" for name, taken in base.items())
            print(f"{one.__name__}: {seconds:.2f} s, {ratios}")
        commands(Path(folder), file, rounds)


def commands(folder: Path, file: Path, rounds: int) -> None:
    """Print how long the command takes as a process, against a process that reads the file with the csv module."""
    targets = folder / "targets.csv"
    slots = [(subject, group) for subject in RULES.subjects for group in RULES.groups]
    lines = (f"{YEAR},{subject},{group},{TARGET}\n" for subject, group in slots)
    targets.write_text("year,subject,group,target\n" + "".join(lines))
    ayp = ("-m", "ai_cli", "accountability", "ayp", str(file), "--targets", str(targets), "-f", "csv", "-q")
    kept_as = {"lists": "reader", "dicts": "DictReader"}
    programs = {
        **{name: ("-c", READING.format(reader=reader), str(file)) for name, reader in kept_as.items()},
        "schools": ayp,
        "schools and cells": (*ayp, "--by", "cell"),
    }
    # An installed package has its bytecode; a checkout gets it here, whatever the environment says.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder)
    seconds(ayp, environment)
    taken = {
        name: min(seconds(arguments, environment) for _ in range(rounds))
        for name, arguments in programs.items()
    }
    for name in ("schools", "schools and cells"):
        ratios = ", ".join(f"{taken[name] / taken[base]:.1f} of reading {base}" for base in kept_as)
        print(f"the command, {name}: {taken[name]:.2f} s, {ratios} (at most 3)")


def seconds(arguments: tuple[str, ...], environment: dict[str, str]) -> float:
    """Return how long a process of Python takes."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
