"""A school with many new students or teachers may ask to count as new, R37 and R68; that it does is never said."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from running import Ran, run

CELLS = "entity_id,level,year,subject,group,enrolled,tested,nD,nP,nM,nE"
ENTITIES = (
    "entity_id,level,year,tested_grade_students,new_students_percent,new_teachers_percent,"
    "old_site_students_percent,grades_changed,designation"
)
COLUMNS = ENTITIES.split(",")[4:]
SCHOOL = "9001-01-010,school,2012,100"


def ayp(folder: Path, *entities: str, header: str = ENTITIES, options: tuple[str, ...] = ()) -> Ran:
    """Run ayp on one cell a school, with these rows of schools."""
    files = {
        "cells.csv": (CELLS, *(f"9001-01-0{n}0,school,2012,R,ALL,50,50,0,0,50,0" for n in (1, 2))),
        "targets.csv": ("year,subject,group,target", "2012,R,ALL,60"),
        "entities.csv": (header, *entities),
    }
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = ("accountability", "ayp", "cells.csv", "--targets", "targets.csv", "--entities", "entities.csv")
    return run(*command, *options, cwd=folder)


def asked(
    folder: Path, given: str, *options: str, school: str = SCHOOL
) -> tuple[dict[str, object], list[str]]:
    """Return what JSON says of the first school, and the findings but for the school without a row."""
    answer = json.loads(ayp(folder, f"{school},{given}", options=("-f", "json", *options)).out)
    findings = [one["message"] for one in answer["findings"] if "no row of their own" not in one["message"]]
    return answer["results"][0]["new_school"], findings


@pytest.mark.parametrize(
    ("given", "outcome", "reasons", "missing"),
    [
        ("51,0,,,none", "eligible_to_request", ["new students: at least 51 percent"], []),
        ("50.999999,51,,,none", "eligible_to_request", ["new teachers: at least 51 percent"], []),
        ("51,,,,Continuous Improvement", "eligible_to_request", ["new students: at least 51 percent"], []),
        (
            "51,51,,,reward",
            "eligible_to_request",
            ["new students: at least 51 percent", "new teachers: at least 51 percent"],
            [],
        ),
        ("50.99,50.99,,,none", "not_eligible", ["neither new students nor new teachers are 51 percent"], []),
        ("100,100,,,Priority", "not_eligible", ["never while Priority or Focus"], []),
        ("100,100,,,focus", "not_eligible", ["never while Priority or Focus"], []),
        ("51,,,,", "undetermined", ["new students: at least 51 percent"], ["designation"]),
        ("50,,,,none", "undetermined", [], ["new_teachers_percent"]),
        (",50,,,none", "undetermined", [], ["new_students_percent"]),
        (",,80,Y,none", "undetermined", [], []),
    ],
)
def test_a_school_may_ask_from_fifty_one_percent_on_and_never_while_priority_or_focus(
    tmp_path: Path, given: str, outcome: str, reasons: list[str], missing: list[str]
) -> None:
    found, findings = asked(tmp_path, given)
    assert (found["outcome"], found["reasons"], found["missing"]) == (outcome, reasons, missing)
    assert [f"open without {one}" in findings[0] for one in missing] == [True] * len(findings)


def test_what_is_missing_is_a_finding_with_its_row_and_column(tmp_path: Path) -> None:
    row, other = f"{SCHOOL},51,,,,", SCHOOL.replace("010", "020") + ",,,,,"
    done = ayp(tmp_path, other, row, options=("-f", "json"))
    (one,) = json.loads(done.out)["findings"]
    assert (one["code"], one["line"], one["column"]) == ("I101", 3, "designation")
    assert one["fix"] == "fill in designation, `none` for a school without one"
    assert done.status == 1


@pytest.mark.parametrize("given", [",,,,", ",,,,focus"])
def test_nothing_is_said_of_a_school_without_shares(tmp_path: Path, given: str) -> None:
    found, findings = asked(tmp_path, given)
    assert not found
    assert findings == []
    printed = ayp(tmp_path, f"{SCHOOL},{given}")
    assert "New-school" not in printed.out
    assert "R37" not in {
        one["number"]
        for one in json.loads(ayp(tmp_path, f"{SCHOOL},{given}", options=("-f", "json")).out)["rules"]
    }


def test_percents_are_told_with_internal_only(tmp_path: Path) -> None:
    given = "66.67,12.5,33.33,N,none"
    found, _ = asked(tmp_path, given)
    assert found["reported"] == {
        "new_students_percent": None,
        "new_teachers_percent": None,
        "old_site_students_percent": None,
        "grades_changed": False,
        "designation": "none",
    }
    found, _ = asked(tmp_path, given, "--internal")
    assert list(found["reported"].values()) == [66.67, 12.5, 33.33, False, "none"]  # type: ignore[attr-defined]
    for form in ("table", "json", "csv", "markdown"):
        done = ayp(tmp_path, f"{SCHOOL},{given}", options=("-f", form))
        assert not [one for one in ("66.67", "12.5", "33.33") if one in done.out + done.err]


@pytest.mark.parametrize(("tested", "told"), [("9", False), ("10", True), ("0", True), ("", True)])
def test_the_outcome_of_a_school_of_few_students_is_withheld(tmp_path: Path, tested: str, told: bool) -> None:
    school = f"9001-01-010,school,2012,{tested}"
    found, findings = asked(tmp_path, "60,,,N,none", school=school)
    assert found["outcome"] == ("eligible_to_request" if told else "withheld")
    assert bool(found["reasons"]) is told
    found, _ = asked(tmp_path, "60,,,N,none", "--internal", school=school)
    assert found["outcome"] == "eligible_to_request"
    _, findings = asked(tmp_path, "60,,,N,", school=school)
    assert bool(findings) is told


def test_csv_has_its_columns_unchanged_and_two_more_where_a_school_asks(tmp_path: Path) -> None:
    rows = [f"{SCHOOL},,,,,", f"{SCHOOL},40,80,,,none"]
    without, having = (ayp(tmp_path, row, options=("-f", "csv")).out for row in rows)
    plain, more = (text.splitlines()[0] for text in (without, having))
    assert more == f"{plain},new_school,new_school_reasons"
    found = list(csv.DictReader(io.StringIO(having)))
    assert [one["new_school"] for one in found] == ["eligible_to_request", ""]
    assert found[0]["new_school_reasons"] == "new teachers: at least 51 percent"


def test_the_table_says_what_may_be_asked_and_who_grants_it(tmp_path: Path) -> None:
    printed = ayp(tmp_path, f"{SCHOOL},60,,,,none", options=("--internal",)).out
    _, _, after = printed.partition("New-school status, which the Commissioner alone grants:\n")
    assert after.startswith(
        "9001-01-010: eligible to request: new students: at least 51 percent\n"
        "    new students percent: 60, designation: none\n"
    )
    assert "granted" not in printed


def test_a_result_names_the_rules_and_the_share_that_it_used(tmp_path: Path) -> None:
    answer = json.loads(ayp(tmp_path, f"{SCHOOL},60,,,,none", options=("-f", "json")).out)
    assert {"R37", "R68"} <= {one["number"] for one in answer["rules"]}
    assert {"new_school_share", "new_school_barred"} <= {one["key"] for one in answer["rates"]}


@pytest.mark.parametrize(
    ("given", "code", "column", "found"),
    [
        ("x,,,,none", "I102", "new_students_percent", "'x'"),
        ("51%,,,,none", "I102", "new_students_percent", "'51%'"),
        (",101,,,none", "I105", "new_teachers_percent", "'101'"),
        (",-1,,,none", "I105", "new_teachers_percent", "'-1'"),
        ("60,,41,,none", "I105", "old_site_students_percent", "more than new students leave"),
        ("60,,,maybe,none", "I102", "grades_changed", "'maybe'"),
        ("60,,,,prioriti", "I103", "designation", "'prioriti'"),
    ],
)
def test_what_is_wrong_is_named_with_its_row_and_column(
    tmp_path: Path, given: str, code: str, column: str, found: str
) -> None:
    other = SCHOOL.replace("010", "020") + ",,,,,"
    answer = json.loads(ayp(tmp_path, other, f"{SCHOOL},{given}", options=("-f", "json")).out)
    one = next(one for one in answer["findings"] if one["code"] == code)
    assert (one["line"], one["column"], one["found"]) == (3, column, found)
    assert one["allowed"]
    assert one["fix"]


@pytest.mark.parametrize("place", range(5))
def test_a_district_is_no_school(tmp_path: Path, place: int) -> None:
    given = [""] * 5
    given[place] = ("60", "60", "60", "Y", "none")[place]
    answer = json.loads(
        ayp(tmp_path, "9001-01-000,district,2012,," + ",".join(given), options=("-f", "json")).out
    )
    one = next(one for one in answer["findings"] if one["code"] == "I105")
    assert (one["line"], one["column"], one["found"]) == (2, COLUMNS[place], "of a district")


def test_a_file_without_these_columns_is_read_as_before(tmp_path: Path) -> None:
    done = ayp(
        tmp_path,
        "9001-01-010,school,2012,100",
        header="entity_id,level,year,tested_grade_students",
        options=("-f", "json"),
    )
    assert [one["new_school"] for one in json.loads(done.out)["results"]] == [None, None]
