"""Prints how long a state's students take to be counted, as ratios against polars reading it with one group-by.

``python tests/benchmarks/students.py [ROUNDS] [ROWS]``: a million rows of students and subjects, 2,000 schools in 330 districts.
Each side runs in processes of its own, one after the other in turn, so that the peak of memory is its own; the fastest round of
each counts. Nothing is asserted.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ai_cli.accountability import Rules
from ai_cli.accountability.roster import roster_of
from ai_cli.accountability.students import evaluate_students, student_codes
from ai_cli.facts.students import StudentsConfig
from ai_cli.findings import Place
from ai_cli.inputs.students_rows import read_students

SCHOOLS, DISTRICTS, YEAR = 2000, 330, 2013
ROUNDS, ROWS = 5, 1_000_000
RACES = (("AMI", 2), ("ASI", 7), ("PAC", 1), ("HIS", 8), ("BLK", 11), ("WHT", 68), ("MUL", 3))
ENTRIES = (("2010-09-07", 80), ("2012-09-04", 12), ("2012-11-05", 5), ("2013-01-07", 3))
HEADER = (
    "row_id,student_id,subject,grade,district_id,school_id,entry_school,entry_district,entry_state,exit_date,max_gap_days,race,"
    "el,el_last_marked,sped,sped_last_marked,frp,section504,new_to_country,elp_tested,test,test_status,level,scale_score,"
    "prior_score,growth_z,accommodation,matched"
)


class Taken(NamedTuple):
    """Wall seconds, processor seconds, and the peak of memory in bytes."""

    seconds: float
    of_processors: float
    peak: int


def write(file: Path, rows: int) -> None:
    """Write two rows, reading and mathematics, for each of so many students."""
    made = random.Random(1)  # noqa: S311 - made-up students, the same each time
    pick = {name: ([one for one, _ in known], [weight for _, weight in known]) for name, known in
            (("race", RACES), ("entry", ENTRIES))}  # fmt: skip

    def one_of(name: str) -> str:
        return made.choices(*pick[name])[0]

    def answer(share: float) -> str:
        return "Y" if made.random() < share else "N"

    with file.open("w", encoding="utf-8", newline="") as opened:
        opened.write(HEADER + "\n")
        for student in range(rows // 2):
            school = student % SCHOOLS
            district = f"{1000 + school % DISTRICTS:04}-01"
            place = f"{district},{district}-{10 + school // DISTRICTS:03}"
            entered = one_of("entry")
            in_district = entered if made.random() < 0.1 else ENTRIES[0][0]
            left = "2013-03-01" if made.random() < 0.02 else ""
            days = f"{entered},{in_district},{ENTRIES[0][0]},{left}"
            el, sped = answer(0.08), answer(0.14)
            marked = "2012" if el == "N" and made.random() < 0.02 else ""
            marks = f"{one_of('race')},{el},{marked},{sped},,{answer(0.38)},N,N,{el}"
            grade, gap = made.choice("345678"), made.randint(0, 9) if made.random() < 0.99 else 20
            for subject in "RM":
                kinds = ("MTAS", "MOD") if grade in "5678" else ("MTAS",)
                test = made.choice(kinds) if sped == "Y" and made.random() < 0.4 else "MCA"
                valid = made.random() < 0.98
                level = made.choice("DPME") if valid else ""
                score = f"{made.gauss(0, 1):.2f}" if valid and test == "MCA" and grade != "3" else ""
                status = "valid" if valid else made.choice(("absent", "refused", "medical", "invalid"))
                opened.write(
                    f"{student * 2 + 1},SYN{student:07},{subject},{grade},{place},{days},{gap},{marks},{test},{status},{level},"
                    f"{made.randint(300, 900)},{made.randint(300, 900)},{score},N,Y\n"
                )


def polars_by_school(file: str) -> int:
    """Read the file as polars does by default and count its rows once by school and subject."""
    import polars as pl

    return pl.read_csv(file).group_by("district_id", "school_id", "subject").len().height


def polars_by_cell(file: str) -> int:
    """Read the file as polars does by default and count its rows once by all that cells are made of."""
    import polars as pl

    keys = ("district_id", "school_id", "subject", "race", "el", "sped", "frp")
    return pl.read_csv(file).group_by(keys).len().height


def every_cell(file: str) -> int:
    """Read the file and count the cells of every school, every district and the state."""
    rules = Rules(YEAR)
    days = (date(2012, 10, 1), date(2013, 4, 15), date(2013, 4, 26), date(2013, 3, 22))
    students, read = read_students(file, student_codes(rules))
    if students is None or read.findings:
        raise ValueError(read)
    config = StudentsConfig(YEAR, *days, {}, {}, Place())
    return len(evaluate_students(roster_of(students, config, rules), read.rows, statewide=True).cells)


def measured(work: Callable[[str], int], file: str) -> Taken:
    """Return what one round takes, importing not counted."""
    import polars as pl

    pl.DataFrame({"a": [1]}).lazy().select("a").collect()
    start, processors = time.perf_counter(), time.process_time()
    work(file)
    taken = time.perf_counter() - start, time.process_time() - processors
    per_unit = 1 if sys.platform == "darwin" else 1024
    return Taken(*taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * per_unit)


def main() -> None:
    """Print seconds, the ratios and the peaks of memory."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else ROWS
    sides = (polars_by_school, polars_by_cell, every_cell)
    taken: dict[str, list[Taken]] = {one.__name__: [] for one in sides}
    fresh = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "students.csv"
        write(file, rows)
        for _ in range(rounds):
            for work in sides:
                with ProcessPoolExecutor(1, mp_context=fresh) as alone:
                    taken[work.__name__].append(alone.submit(measured, work, str(file)).result())
    for name, found in taken.items():
        best = [min(values) for values in zip(*found, strict=True)]
        peak = max(one.peak for one in found)
        print(f"{name}: {best[0]:.2f} s, {best[1]:.2f} s of processors, at most {peak / 2**20:.0f} MiB")
    ours = taken[every_cell.__name__]
    for base in (polars_by_school, polars_by_cell):
        theirs = taken[base.__name__]
        wall = min(one.seconds for one in ours) / min(one.seconds for one in theirs)
        processors = min(one.of_processors for one in ours) / min(one.of_processors for one in theirs)
        print(f"every_cell / {base.__name__}: {wall:.2f} by the clock, {processors:.2f} by processors")


if __name__ == "__main__":
    main()
