"""What is printed without --internal tells nothing of too few students, by whatever way."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from running import run

CELLS = "entity_id,level,year,subject,group,enrolled,tested,nD,nP,nM,nE"
ENTITIES = "entity_id,level,year,name,school_type,tested_grade_students,fay_students,feeder_to"
TARGETS = "year,subject,group,target"


def file(folder: Path, name: str, *lines: str) -> str:
    path = folder / name
    path.write_text("\n".join((*lines, "")), encoding="utf-8")
    return str(path)


def small_school_and_feeders(folder: Path) -> list[str]:
    cells = file(folder, "cells.csv", CELLS, "9001-01-010,school,2012,R,ALL,6,6,5,1,0,0")
    targets = file(folder, "targets.csv", TARGETS, "2012,R,ALL,60")
    entities = file(
        folder,
        "entities.csv",
        ENTITIES,
        "9001-01-010,school,2012,Tiny,E,6,6,",
        "9001-01-020,school,2012,First,E,0,0,9001-01-010",
        "9001-01-030,school,2012,Before it,E,0,0,9001-01-020",
    )
    return ["accountability", "ayp", cells, "--targets", targets, "--entities", entities]


def test_a_feeder_does_not_tell_the_result_of_few_students(tmp_path: Path) -> None:
    command = small_school_and_feeders(tmp_path)
    found = csv.DictReader(io.StringIO(run(*command, "-f", "csv").out))
    assert {row["entity_id"]: row["ayp"] for row in found} == {
        "9001-01-010": "withheld",
        "9001-01-020": "withheld",
        "9001-01-030": "withheld",
    }
    by_cell = run(*command, "--by", "cell", "-f", "json").out
    outcomes = {one["result"] for one in json.loads(by_cell)["results"] if one["scope"] == "ayp"}
    assert outcomes == {"withheld"}
    assert run(*command, "--internal", "-f", "csv").out.count("not_made") == len(("tiny", "first", "before"))


def test_a_feeder_is_not_listed_among_what_is_not_met(tmp_path: Path) -> None:
    printed = run(*small_school_and_feeders(tmp_path), "--internal").out
    _, _, after = printed.partition("Not met:\n")
    not_met, _, feeders = after.partition("\n\n")
    assert not_met == "9001-01-010 Tiny: proficiency:R:ALL"
    assert "9001-01-020 First: 9001-01-010" in feeders


def test_a_wrong_row_is_named_without_its_counts(tmp_path: Path) -> None:
    cells = file(
        tmp_path,
        "cells.csv",
        CELLS,
        "9001-01-010,school,2012,R,ALL,100,100,10,20,40,30",
        "9001-01-010,school,2012,R,AMI,8,9,1,1,1,5",
    )
    targets = file(tmp_path, "targets.csv", TARGETS, "2012,R,ALL,60")
    done = run("accountability", "ayp", cells, "--targets", targets)
    assert done.status == 1
    assert f"{cells}:3: tested: more than are enrolled" in done.out
    assert "9 of 8" not in done.out + done.err


def published(folder: Path, *cells: str, others: tuple[str, ...] = ()) -> dict[tuple[str, str, str], str]:
    """Return the students that are printed of each cell, by scope, id and group; empty where they are withheld."""
    command = ["accountability", "ayp", file(folder, "cells.csv", CELLS, *cells)]
    command += ["--targets", file(folder, "targets.csv", TARGETS, "2012,R,ALL,60")]
    if others:
        header = "entity_id,year,indicator,group,n,numerator,denominator"
        command += ["--indicators", file(folder, "others.csv", header, *others)]
    found = csv.DictReader(io.StringIO(run(*command, "--by", "cell", "-f", "csv").out))
    return {(row["scope"], row["entity_id"], row["group"]): row["n"] for row in found}


def test_nine_scored_of_ten_enrolled_are_not_told_by_the_participation(tmp_path: Path) -> None:
    shown = published(
        tmp_path,
        "9001-01-010,school,2012,R,ALL,100,99,20,9,40,30",
        "9001-01-010,school,2012,R,AMI,10,9,3,0,3,3",
        "9001-01-010,school,2012,R,HIS,15,15,5,0,5,5",
        "9001-01-010,school,2012,R,WHT,75,75,12,9,32,22",
    )
    for scope in ("proficiency", "participation"):
        assert shown[scope, "9001-01-010", "AMI"] == shown[scope, "9001-01-010", "HIS"] == ""
        assert int(shown[scope, "9001-01-010", "WHT"])


def test_the_attendance_of_the_other_school_does_not_tell_of_a_small_one_without_a_row(
    tmp_path: Path,
) -> None:
    shown = published(
        tmp_path,
        "9001-01-010,school,2012,R,ALL,7,7,1,2,2,2",
        "9001-01-020,school,2012,R,ALL,60,60,10,10,20,20",
        "9001-01-000,district,2012,R,ALL,67,67,11,12,22,22",
        others=(
            "9001-01-020,2012,attendance,ALL,60,9500,10000",
            "9001-01-000,2012,attendance,ALL,67,9500,10000",
        ),
    )
    assert shown["attendance", "9001-01-020", "ALL"] == ""


@pytest.mark.parametrize("command", [("ayp",), ("gaps",)])
def test_a_year_that_the_file_does_not_have_is_no_empty_result(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    cells = file(tmp_path, "cells.csv", CELLS, "9001-01-010,school,2012,R,ALL,100,100,10,20,40,30")
    targets = ("--targets", file(tmp_path, "targets.csv", TARGETS, "2012,R,ALL,60"))
    files = (cells, *targets) if command == ("ayp",) else (cells,)
    done = run("accountability", *command, *files, "--year", "2011")
    assert done.status == 1
    assert "no counts of 2011" in done.out
    assert "the files have 2012" in done.out


def test_a_file_with_a_header_only_is_no_empty_result(tmp_path: Path) -> None:
    cells = file(tmp_path, "cells.csv", CELLS)
    targets = file(tmp_path, "targets.csv", TARGETS, "2012,R,ALL,60")
    done = run("accountability", "ayp", cells, "--targets", targets)
    assert done.status == 1
    assert "FY 0" not in done.out


def test_an_unknown_group_is_named_as_it_is_written(tmp_path: Path) -> None:
    cells = file(tmp_path, "cells.csv", CELLS, "9001-01-010,school,2012,R,XQZ,100,100,10,20,40,30")
    targets = file(tmp_path, "targets.csv", TARGETS, "2012,R,ALL,60")
    assert f"{cells}:2: group 'XQZ'" in run("accountability", "ayp", cells, "--targets", targets).out


def test_what_is_withheld_in_reading_is_not_told_by_mathematics(tmp_path: Path) -> None:
    shared = ("BLK,20,20,5,5,5,5", "WHT,70,70,19,19,19,13", "AMI,4,4,1,1,1,1")
    reading = (*shared, "ALL,114,114,30,30,30,24", "HIS,20,20,5,5,5,5")
    mathematics = (*shared, "ALL,113,113,30,30,30,23", "HIS,19,19,5,5,5,4")
    rows = [f"9001-01-010,school,2012,R,{row}" for row in reading]
    rows += [f"9001-01-010,school,2012,M,{row}" for row in mathematics]
    cells = file(tmp_path, "cells.csv", CELLS, *rows)
    targets = file(tmp_path, "targets.csv", TARGETS, "2012,R,ALL,60")
    printed = run("accountability", "ayp", cells, "--targets", targets, "--by", "cell", "-f", "csv").out
    withheld: dict[str, set[str]] = {"R": set(), "M": set()}
    for row in csv.DictReader(io.StringIO(printed)):
        if row["withheld"] == "yes":
            withheld[row["subject"]].add(row["group"])
    assert withheld["R"] == withheld["M"]
    assert "AMI" in withheld["R"]


def test_a_student_who_moved_between_two_schools_is_not_the_rest_of_the_district(tmp_path: Path) -> None:
    shown = published(
        tmp_path,
        "9001-01-010,school,2012,R,ALL,100,100,20,10,40,30",
        "9001-01-010,school,2012,R,LEP,30,30,10,10,5,5",
        "9001-01-020,school,2012,R,ALL,120,120,20,30,40,30",
        "9001-01-020,school,2012,R,LEP,40,40,10,10,10,10",
        "9001-01-000,district,2012,R,ALL,235,235,40,50,85,60",
        "9001-01-000,district,2012,R,LEP,71,71,20,20,16,15",
    )
    for scope in ("proficiency", "participation"):
        told = [shown[scope, f"9001-01-{one}", "LEP"] for one in ("010", "020", "000")]
        assert "" in told
        assert [shown[scope, f"9001-01-{one}", "ALL"] for one in ("010", "020", "000")] == [
            "100",
            "120",
            "235",
        ]
