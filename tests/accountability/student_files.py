"""The fixture of students, files made up like it, and what is said of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from fixtures import DATA

from ai_cli.accountability import Rules
from ai_cli.accountability.growth import comparator_names
from ai_cli.accountability.roster import Roster, roster_of
from ai_cli.accountability.students import evaluate_students, student_codes
from ai_cli.facts.accountability import Read
from ai_cli.facts.students import StudentsConfig
from ai_cli.inputs.accountability_comparators import read_comparators
from ai_cli.inputs.students_config import read_students_config, read_waiver
from ai_cli.inputs.students_rows import read_students
from ai_cli.results.students import StudentsResult

YEAR = 2013
STUDENTS = DATA / "students.csv"
WAIVER = "mtas_waiver"

Row = dict[str, str]

PLAIN: Row = {
    "row_id": "1",
    "student_id": "SYN9999",
    "subject": "R",
    "grade": "4",
    "district_id": "9001-01",
    "school_id": "9001-01-010",
    "entry_school": "2010-09-07",
    "entry_district": "2010-09-07",
    "entry_state": "2010-09-07",
    "exit_date": "",
    "max_gap_days": "0",
    "race": "WHT",
    "el": "N",
    "el_last_marked": "",
    "sped": "N",
    "sped_last_marked": "",
    "frp": "N",
    "section504": "N",
    "new_to_country": "N",
    "elp_tested": "N",
    "test": "MCA",
    "test_status": "valid",
    "level": "M",
    "growth_z": "",
    "accommodation": "N",
    "matched": "Y",
}
"""A student who is there all year and meets the standard."""


def row(**values: str) -> Row:
    return {**PLAIN, **values}


def write(file: Path, rows: Iterable[Mapping[str, str]]) -> str:
    """Write rows as a file of students and return its name."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(PLAIN), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return str(file)


@cache
def the_config() -> StudentsConfig:
    config, read = read_students_config(str(DATA / "students_config.csv"))
    assert config is not None
    assert read.findings == ()
    return config


def rostered(file: str, reading: str = "", config: StudentsConfig | None = None) -> tuple[Roster, Read]:
    """Return the rows of a file under ``name=choice``, the defaults, or a waiver of the cap."""
    name, _, choice = reading.partition("=")
    config = config or the_config()
    if name == WAIVER:
        config = config._replace(waivers=dict([read_waiver(choice)]))
    rules = Rules(YEAR, {name: choice} if name not in ("", WAIVER) else {})
    students, read = read_students(file, student_codes(rules))
    assert students is not None, read.findings
    return roster_of(students, config, rules), read


def said(file: str, reading: str = "") -> StudentsResult:
    """Return what a file says, and how it was read among its findings."""
    roster, read = rostered(file, reading)
    result = evaluate_students(roster, read.rows)
    return result._replace(findings=(*read.findings, *result.findings))


@cache
def of_the_fixture(reading: str = "") -> StudentsResult:
    roster, read = rostered(str(STUDENTS), reading)
    assert (read.findings, read.rows.reasons) == ((), {})
    names = sorted(set(comparator_names(roster.rules).values()))
    comparators, of_comparators = read_comparators(
        str(DATA / "comparators.csv"), roster.rules.subjects, names
    )
    assert of_comparators.findings == ()
    return evaluate_students(roster, read.rows, comparators)
