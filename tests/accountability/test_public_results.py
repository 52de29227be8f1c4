"""Public test results are added up over grades and tests, and always labelled as approximate."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook
from running import run

from ai_cli.accountability import Rules, public_index
from ai_cli.inputs.public_results import read_public_results

RULES = Rules(2015)
GRADES = RULES.tested_grades()
OLD = [
    "dataYear",
    "districtNumber",
    "districtType",
    "districtName",
    "schoolNumber",
    "testname",
    "grade",
    "subject",
    "reportCategory",
    "ReportDescription",
    "filtered",
    "countTested",
    "countLevel1",
    "countLevel2",
    "countLevel3",
    "countLevel4",
    "charterAuthorizer",
]
NEW = [
    "DataYear",
    "DistrictNumber",
    "DistrictType",
    "DistrictName",
    "SchoolNumber",
    "TestName",
    "Subject",
    "Grade",
    "GroupCategory",
    "StudentGroup",
    "TotalTested",
    "CountValidScoresMTAS",
    "FilterAll",
    "CountLevelD",
    "CountLevelP",
    "CountLevelM",
    "CountLevelE",
]
WHITE = "W-White"


def old_row(**changed: str) -> str:
    row = dict(
        zip(
            OLD,
            (
                "17-18",
                "1",
                "1",
                "Aitkin",
                "1",
                "MCA",
                "3",
                "R",
                "All Categories",
                "All Students",
                "N",
                "40",
                "10",
                "10",
                "10",
                "10",
                "",
            ),
            strict=True,
        )
    )
    return "\t".join((row | changed).values())


def old_file(folder: Path, *rows: str) -> str:
    file = folder / "mca.txt"
    file.write_text("\n".join(("\t".join(OLD), *rows)) + "\n", encoding="utf-8")
    return str(file)


KEY = ("0001-01-001", 2018, "R", "ALL")


def test_grades_and_tests_of_a_text_file_are_added_up(tmp_path: Path) -> None:
    rows = (
        old_row(),
        old_row(grade="04", countTested="20", countLevel1="0", countLevel2="0"),
        old_row(testname="MTAS"),
    )
    found, read = read_public_results(old_file(tmp_path, *rows), GRADES)
    assert read.findings == ()
    assert list(found) == [KEY]
    one = found[KEY]
    assert (one.tested, one.does_not_meet, one.partially_meets, one.meets, one.exceeds) == (
        100,
        20,
        20,
        30,
        30,
    )
    assert (one.tests, one.filtered, one.place.line) == (("MCA", "MTAS"), (), 2)
    index = public_index(one, RULES)
    assert (index.points, index.percent_proficient, index.students) == (Fraction(70), Fraction(60), 100)
    assert index.labels == ("not FAY, approximate",)


def test_figures_without_alternate_tests_or_with_hidden_grades_say_so(tmp_path: Path) -> None:
    rows = (old_row(), old_row(grade="4", filtered="Y", countTested=""))
    found, read = read_public_results(old_file(tmp_path, *rows), GRADES)
    assert read.rows.reasons == {"a grade that is not published": 1}
    index = public_index(found[KEY], RULES)
    assert index.points == Fraction("62.5")
    assert index.labels == (
        "not FAY, approximate",
        "grades that are not published are missing: MCA 4",
        "no MTAS scores",
    )
    assert (index.evaluated, index.publishable) == (True, True)


def test_a_cell_of_hidden_grades_alone_has_no_figures(tmp_path: Path) -> None:
    found, _ = read_public_results(old_file(tmp_path, old_row(filtered="Y")), GRADES)
    index = public_index(found[KEY], RULES)
    assert (index.points, index.percent_proficient, index.evaluated, index.publishable) == (
        None,
        None,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"subject": "S"}, "a subject that is not evaluated"),
        (
            {"ReportDescription": "P-Native Hawaiian/Pacific Islander"},
            "a group that is none of accountability",
        ),
        (
            {"reportCategory": "State Race/Ethnicity", "ReportDescription": WHITE},
            "a group that is none of accountability",
        ),
        ({"districtNumber": "7777"}, "a row of no district"),
        ({"grade": "11"}, "a grade that is not tested in the subject"),
    ],
)
def test_rows_of_something_else_are_counted(tmp_path: Path, changed: dict[str, str], reason: str) -> None:
    found, read = read_public_results(old_file(tmp_path, old_row(**changed)), GRADES)
    assert (found, read.findings) == ({}, ())
    assert read.rows.reasons == {reason: 1}


@pytest.mark.parametrize(
    ("changed", "code", "column"),
    [
        ({"countLevel1": "-1"}, "I105", "countLevel1"),
        ({"countLevel1": "ten"}, "I102", "countLevel1"),
        ({"dataYear": "2018-2020"}, "I102", "dataYear"),
        ({"districtType": "x"}, "I102", "districtType"),
        ({"districtNumber": "²"}, "I102", "districtNumber"),
        ({"countLevel4": "11"}, "I105", "countTested"),
    ],
)
def test_wrong_rows_are_named_with_their_column(
    tmp_path: Path, changed: dict[str, str], code: str, column: str
) -> None:
    found, read = read_public_results(old_file(tmp_path, old_row(**changed)), GRADES)
    assert found == {}
    assert [(one.code, one.place.line, one.place.column) for one in read.findings] == [(code, 2, column)]
    assert read.findings[0].message.startswith(column)
    assert not {"41", "40"} & set(read.findings[0].message.split())
    assert sum(read.rows.reasons.values()) == read.rows.rows == 1


def test_a_grade_that_stands_twice_is_named(tmp_path: Path) -> None:
    found, read = read_public_results(old_file(tmp_path, old_row(), old_row(), "", "\t" * 16), GRADES)
    assert found[KEY].tested == 40
    assert [(one.code, one.place.line) for one in read.findings] == [("I104", 3)]
    assert read.rows.reasons == {"a row that stands twice": 1, "a blank row": 2}


def test_a_file_of_something_else_or_none_gives_nothing(tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    for name in (str(file), str(tmp_path / "none.txt")):
        found, read = read_public_results(name, GRADES)
        assert found == {}
        assert [one.code for one in read.findings] == ["I102"]


def new_row(**changed: object) -> list[object]:
    row: dict[str, object] = dict(
        zip(
            NEW,
            (
                "2021-2022",
                1,
                3,
                "Minneapolis",
                0,
                "All Accountability Tests",
                "MATH",
                0,
                "All Students",
                "All students",
                50,
                2,
                "N",
                10,
                20,
                10,
                10,
            ),
            strict=True,
        )
    )
    return list((row | changed).values())


def workbook(folder: Path, **sheets: list[list[object]]) -> str:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(["a note above the header"])
        sheet.append(list(NEW))
        for row in rows:
            sheet.append(row)
    book.create_sheet("About").append(["of another kind"])
    file = folder / "results.xlsx"
    book.save(file)
    return str(file)


def test_a_workbook_of_later_years_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    race = {"GroupCategory": "Federal Race/Ethnicity", "StudentGroup": "White students"}
    file = workbook(
        tmp_path,
        State=[new_row(DistrictNumber=9999, TotalTested=500)],
        District=[
            new_row(),
            new_row(Grade=3, TotalTested=60, CountLevelD=20),
            new_row(**race),
            new_row(**race, Grade=4),
        ],
        School=[new_row(SchoolNumber=103), new_row(SchoolNumber=104, TotalTested="no data")],
    )
    found, read = read_public_results(file, GRADES)
    assert read.findings == ()
    assert {key[0] for key in found} == {"state", "0001-03-000", "0001-03-103"}
    assert found["0001-03-000", 2022, "M", "ALL"].tested == 50
    assert found["0001-03-000", 2022, "M", "WHT"].tested == 50
    assert found["state", 2022, "M", "ALL"].tested == 500
    of_district = found["0001-03-000", 2022, "M", "ALL"]
    assert of_district.place.sheet == "District"
    assert public_index(of_district, RULES).labels == ("not FAY, approximate",)


@pytest.mark.parametrize("internal", [(), ("--internal",)])
def test_that_nobody_knows_how_many_are_enrolled_is_not_said_as_too_few(
    tmp_path: Path, internal: tuple[str, ...]
) -> None:
    targets = tmp_path / "targets.csv"
    targets.write_text("year,subject,group,target\n2018,R,ALL,60\n", encoding="utf-8")
    file = old_file(tmp_path, old_row())
    command = ("accountability", "ayp", file, "--targets", str(targets), *internal)
    (one,) = json.loads(run(*command, "-f", "json").out)["results"]
    (participation,) = [cell for cell in one["cells"] if cell["scope"] == "participation"]
    assert (participation["result"], participation["reason"]) == ("not_evaluated", "enrolled_not_known")
    assert (participation["n"], participation["value"], participation["withheld"]) == (None, None, False)
    printed = run(*command).out
    assert re.search(r"R participation +-\s", printed)
    assert "-   not evaluated: how many are enrolled is not known" in printed
    assert "too few students to be evaluated" not in printed
