"""The commands of accountability give the expected rows, withhold what must be, and name what is wrong."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from fixtures import DATA, rows
from running import ROOT, Ran, run
from test_privacy import LEAST, everything, worked_out

SETS = ("--targets", str(DATA / "targets.csv"), "--entities", str(DATA / "entities.csv"))
OTHERS = ("--indicators", str(DATA / "other_indicators.csv"))
AYP = ("accountability", "ayp", str(DATA / "cells.csv"), *SETS, *OTHERS)
GRADUATION = ("accountability", "graduation", str(DATA / "graduation_sample.csv"))
COMMANDS = {
    "ayp": AYP,
    "ayp cells": (*AYP, "--by", "cell"),
    "graduation": GRADUATION,
    "gaps": ("accountability", "gaps", str(DATA / "cells.csv")),
    "percents": ("accountability", "gaps", str(DATA / "gaps.csv")),
    "statewide": ("accountability", "gaps", "--statewide"),
    "el-exit": ("accountability", "el-exit", str(DATA / "el_exit.csv")),
}


def table(done: Ran) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.out)))


def same(found: str, expected: str, tolerance: str = "0.0001") -> bool:
    """Tell whether two cells say the same: numbers within a tolerance, texts letter for letter."""
    try:
        return abs(Fraction(found) - Fraction(expected)) <= Fraction(tolerance)
    except ValueError:
        return found == expected


def test_by_cell_gives_every_expected_row() -> None:
    found = {
        (row["scope"], row["entity_id"], row["subject"], row["group"]): row
        for row in table(run(*AYP, "--by", "cell", "--internal", "-f", "csv"))
    }
    expected = rows("expected.csv")
    assert len(found) == len(expected)
    for row in expected:
        one = found[row["scope"], row["entity_id"], row["subject"], row["group"]]
        for column in set(row) - {"rules", "case"}:
            tolerance = "0.001" if column.endswith("adjusted") or column == "adjusted_target" else "0.0001"
            if row["scope"] in ("attendance", "graduation", "participation") and column == "target":
                continue  # the goal, which the file of expected rows leaves out
            assert same(one[column], row[column], tolerance), (row["entity_id"], row["group"], column)


def test_by_entity_gives_every_expected_row() -> None:
    found = {row["entity_id"]: row for row in table(run(*AYP, "--internal", "-f", "csv"))}
    for row in rows("expected_schools.csv"):
        for column, expected in row.items():
            assert same(found[row["entity_id"]][column], expected, "0.000001"), (row["entity_id"], column)


@pytest.mark.parametrize("reading", sorted({row["reading"] for row in rows("expected_readings.csv")}))
def test_a_reading_gives_the_expected_results(reading: str) -> None:
    name, _, choice = reading.partition("=")
    written = f"{name.replace('_', '-')}={choice.replace('_', '-')}"
    found = {
        (row["scope"], row["entity_id"], row["subject"], row["group"]): row
        for row in table(run(*AYP, "--by", "cell", "--internal", "-f", "csv", "--reading", written))
    }
    for row in rows("expected_readings.csv"):
        if row["reading"] == reading:
            one = found.get((row["scope"], row["entity_id"], row["subject"], row["group"]))
            outcome = ("absent", "") if one is None else (one["result"], one["route"])
            assert outcome == (row["result"], row["route"]), row


def test_graduation_gives_every_expected_row() -> None:
    found = {
        (row["district_id"], row["category"]): row
        for row in table(run(*GRADUATION, "--internal", "-f", "csv"))
    }
    expected = rows("graduation_expected.csv")
    assert len(found) == len(expected)
    for row in expected:
        for column, value in row.items():
            assert same(found[row["district_id"], row["category"]][column], value), (row, column)


def test_gaps_give_every_expected_row() -> None:
    found = {
        row["case_id"]: row
        for row in table(run("accountability", "gaps", str(DATA / "gaps.csv"), "-f", "csv"))
    }
    for row in rows("gaps.csv"):
        for column, value in row.items():
            assert same(found[row["case_id"]][column], value), (row["case_id"], column)


def test_the_gaps_of_the_state_come_out_of_its_figures() -> None:
    done = run("accountability", "gaps", "--statewide", "-f", "json")
    answer = json.loads(done.out)
    assert [one["gap_now"] for one in answer["results"]] == [33.6, 33.2, 45.6]
    assert round(answer["mixtures"][0]["implied_percent"], 2) == 30.48


def test_each_learner_leaves_as_expected() -> None:
    found = {
        row["case_id"]: row["exits"]
        for row in table(
            run("accountability", "el-exit", str(DATA / "el_exit.csv"), "--internal", "-f", "csv")
        )
    }
    assert found == {row["case_id"]: row["exits"] for row in rows("el_exit.csv")}


def test_learners_are_no_rows_of_what_may_be_published() -> None:
    done = run("accountability", "el-exit", str(DATA / "el_exit.csv"), "-f", "json")
    answer = json.loads(done.out)
    assert answer["results"] == []
    assert answer["counts"] == {"learners": None, "exits": None, "stays": None, "withheld": True}
    assert answer["summary"]["left_out"][0]["rows"] is None
    for row in rows("el_exit.csv"):
        assert row["case_id"] not in done.out + done.err


def test_what_is_published_of_the_cells_cannot_be_solved_for_what_is_not() -> None:
    published = table(run(*AYP, "--by", "cell", "-f", "csv"))
    whole = table(run(*AYP, "--by", "cell", "-f", "csv", "--internal"))
    tables: dict[tuple[str, str, str], dict[tuple[str, str], int]] = defaultdict(dict)
    hidden: dict[tuple[str, str, str], set[tuple[str, str]]] = defaultdict(set)
    for shown, full in zip(published, whole, strict=True):
        if shown["scope"] not in ("proficiency", "participation", "graduation"):
            continue
        district, _, school = full["entity_id"].rpartition("-")
        key = (full["scope"], district, full["subject"])
        count = ("district" if school == "000" else school, full["group"])
        tables[key][count] = int(full["n"])
        if shown["withheld"] == "yes":
            assert shown["n"] == shown["value"] == shown["adjusted_target"] == shown["pooled2_n"] == ""
            hidden[key].add(count)
        else:
            assert shown["n"] == full["n"]
            assert int(full["n"]) >= LEAST
    assert any(hidden.values())
    for key, counts in tables.items():
        every, sums = everything(counts)
        found = worked_out(every, sums, frozenset(hidden[key]))
        assert not [count for count in found if 0 < every[count] < LEAST], key


def test_the_result_of_a_school_of_few_students_is_withheld_with_its_cells() -> None:
    found = {row["entity_id"]: row for row in table(run(*AYP, "-f", "csv"))}
    whole = {row["entity_id"]: row for row in table(run(*AYP, "-f", "csv", "--internal"))}
    withheld = [key for key, row in found.items() if row["ayp"] == "withheld"]
    assert withheld
    assert all(whole[key]["status"] == "small_below_20" for key in withheld)
    assert all(found[key]["failing"] == found[key]["proficiency_weight"] == "" for key in withheld)


@pytest.mark.parametrize("command", COMMANDS)
def test_internal_is_said_on_every_output(command: str) -> None:
    shown = run(*COMMANDS[command], "--internal")
    assert "INTERNAL: figures of any number of students are shown; not to be published" in shown.out
    assert "not to be published" in shown.err
    assert "INTERNAL" in run(*COMMANDS[command], "--internal", "-f", "markdown").out
    assert json.loads(run(*COMMANDS[command], "--internal", "-f", "json").out)["internal"] is True
    assert {row["internal"] for row in table(run(*COMMANDS[command], "--internal", "-f", "csv"))} <= {"yes"}
    plain = run(*COMMANDS[command])
    assert "INTERNAL" not in plain.out
    assert {row["internal"] for row in table(run(*COMMANDS[command], "-f", "csv"))} <= {"no"}


@pytest.mark.parametrize("command", COMMANDS)
def test_readings_rules_and_rows_left_out_are_in_the_output(command: str) -> None:
    done = run(*COMMANDS[command], "-f", "json")
    answer: dict[str, Any] = json.loads(done.out)
    assert answer["schema"] == f"ai-cli/accountability-{COMMANDS[command][1]}/1"
    assert done.status == 0
    assert answer["rules"]
    assert answer["rates"] or command == "percents"
    if command.startswith("ayp"):
        assert answer["readings"]["z"] == "ladder"
        assert "not MDE's z table" in answer["labels"]
    if command == "graduation":
        reasons = answer["summary"]["left_out"][0]["left_out"]
        assert reasons == {
            "a category that is no group of accountability": 136,
            "the mark at the end of the file": 1,
        }


def test_half_closure_targets_start_from_the_base_asked_for() -> None:
    done = run(
        "accountability",
        "gaps",
        str(DATA / "cells.csv"),
        "--base-year",
        "2011",
        "--show",
        "targets",
        "-f",
        "csv",
    )
    found = table(done)
    assert found
    for row in found:
        if row["withheld"] == "no":
            behind = Fraction(row["reached"]) - Fraction(row["target"])
            assert abs(behind - Fraction(row["difference"])) <= Fraction("0.0002")
            assert row["met"] == ("yes" if Fraction(row["difference"]) > 0 else "no")
    assert run("accountability", "gaps", str(DATA / "cells.csv"), "--base-year", "2017").status == 2


def test_a_number_or_a_table_is_taken_for_z(tmp_path: Path) -> None:
    z = tmp_path / "z.csv"
    z.write_text("decisions,z\n" + "".join(f"{number},1.6449\n" for number in range(1, 39)))
    one = table(run(*AYP, "--by", "cell", "--internal", "-f", "csv", "--reading", "z=1.6449"))
    other = table(run(*AYP, "--by", "cell", "--internal", "-f", "csv", "--reading", f"z=table:{z}"))
    assert [row["result"] for row in one] == [row["result"] for row in other]
    assert run(*AYP, "--reading", "z=much").status == 2


def test_a_table_given_for_a_reading_is_never_replaced_by_the_result(tmp_path: Path) -> None:
    z = tmp_path / "z.csv"
    z.write_text(text := "decisions,z\n" + "".join(f"{number},1.6449\n" for number in range(1, 39)))
    ran = run(*AYP, "--reading", f"z=table:{z}", "-f", "csv", "-o", str(z), "--force")
    assert (ran.status, "is an input" in ran.err, z.read_text()) == (2, True, text)


CELLS = "entity_id,level,year,subject,group,enrolled,tested,nD,nP,nM,nE\n"


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        ("0001-01-010,school,2012,R,ALL,50,51,5,10,20,15", "I105", "tested"),
        ("0001-01-010,school,2012,R,ALL,50,50,-5,10,20,15", "I105", "nD"),
        ("0001-01-010,school,2012,R,AL,50,50,5,10,20,15", "I103", "group"),
        ("0001-01-010,school,2012,S,ALL,50,50,5,10,20,15", "I103", "subject"),
        ("0001-01-020,school,2012,R,ALL,50,50,5,10,20,15", "I104", "0001-01-020"),
        ("0001-01-010,school,2012,R,ALL,50,50,5,10,20", "I102", "fields"),
    ],
)
def test_a_wrong_row_is_named_left_out_and_counted(tmp_path: Path, row: str, code: str, said: str) -> None:
    cells, targets = tmp_path / "cells.csv", tmp_path / "targets.csv"
    cells.write_text(f"{CELLS}0001-01-020,school,2012,R,ALL,50,50,5,10,20,15\n{row}\n")
    targets.write_text("year,subject,group,target\n2012,R,ALL,50\n")
    done = run("accountability", "ayp", str(cells), "--targets", str(targets), "-f", "json")
    answer = json.loads(done.out)
    assert done.status == 1
    assert [one["entity_id"] for one in answer["results"]] == ["0001-01-020"]
    (finding,) = answer["findings"]
    assert (finding["code"], finding["file"], finding["line"]) == (code, str(cells), 3)
    assert said in finding["message"]
    assert answer["summary"]["left_out"][0]["rows"] == 2
    assert sum(answer["summary"]["left_out"][0]["left_out"].values()) == 1
    assert finding["message"] in run("accountability", "ayp", str(cells), "--targets", str(targets)).out


@pytest.mark.parametrize(("target", "code"), [("101", "I105"), ("", "I101")])
def test_a_target_that_is_none_leaves_the_cell_open(tmp_path: Path, target: str, code: str) -> None:
    cells, targets = tmp_path / "cells.csv", tmp_path / "targets.csv"
    cells.write_text(f"{CELLS}0001-01-020,school,2012,R,ALL,50,50,5,10,20,15\n")
    targets.write_text(f"year,subject,group,target\n2012,M,ALL,50\n2012,R,ALL,{target}\n")
    done = run("accountability", "ayp", str(cells), "--targets", str(targets), "-f", "json")
    answer = json.loads(done.out)
    assert done.status == 1
    assert answer["results"][0]["ayp"] == "undetermined"
    assert {one["code"] for one in answer["findings"]} == {code, "I101"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("ayp", "no.csv", "--targets", str(DATA / "targets.csv")),
        ("ayp", str(DATA / "targets.csv"), "--targets", str(DATA / "targets.csv")),
        ("ayp", str(DATA / "cells.csv"), "--targets", "no.csv"),
        ("graduation", str(DATA / "cells.csv")),
        ("gaps", str(DATA / "targets.csv")),
        ("el-exit", str(DATA / "cells.csv")),
    ],
)
def test_a_file_that_cannot_be_read_is_2_and_gives_no_result(arguments: tuple[str, ...]) -> None:
    done = run("accountability", *arguments, "-f", "json")
    answer = json.loads(done.out)
    assert done.status == 2
    assert answer["results"] == []
    assert answer["findings"][0]["code"] == "I102"
    assert answer["findings"][0]["fix"]


PUBLIC = "dataYear\tdistrictNumber\tdistrictType\tschoolNumber\ttestname\tgrade\tsubject\treportCategory\tReportDescription\tfiltered\tcountTested\tcountLevel1\tcountLevel2\tcountLevel3\tcountLevel4\n"


def test_public_results_are_determined_and_said_to_be_approximate(tmp_path: Path) -> None:
    file, targets = tmp_path / "mca.tab", tmp_path / "targets.csv"
    rows_of = [
        f"11-12\t0001\t01\t010\tMCA\t{grade}\tR\tAll Categories\tAll Students\tN\t40\t4\t6\t20\t10\n"
        for grade in ("03", "04")
    ]
    file.write_text(PUBLIC + "".join(rows_of))
    targets.write_text("year,subject,group,target\n2012,R,ALL,50\n")
    done = run("accountability", "ayp", str(file), "--targets", str(targets), "-f", "json")
    answer = json.loads(done.out)
    assert done.status == 0
    (school,) = answer["results"]
    first = school["cells"][0]
    assert (first["scope"], first["n"], first["value"], first["result"]) == ("proficiency", 80, 82.5, "met")
    assert "not FAY, approximate" in answer["labels"]
    assert any("participation is not evaluated" in label for label in answer["labels"])


def test_the_sample_is_the_beginning_of_a_newcomer() -> None:
    folder = ROOT / "sample_inputs" / "accountability"
    done = run("accountability", "ayp", str(folder / "cells.csv"), "--targets", str(folder / "targets.csv"))
    assert done.status == 0
