"""The command eligibility, through the real executable."""

from __future__ import annotations

import csv
import io
import json
import os
import warnings
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from running import ROOT, SAMPLES, Ran, executable, run

from ai_cli.outputs.document import Column, Divider, Table
from ai_cli.outputs.terminal import show_on_terminal

ST_CLOUD = str(SAMPLES / "st_cloud_fy2013.yaml")
STATE = str(SAMPLES / "enrollment_by_race_2012_13_sample.xlsx")
PAIRS = str(SAMPLES / "adjacency_2019_20_sample.csv")
DATA = ROOT / "tests" / "data" / "mn"
DISTRICTS = str(DATA / "enrollment_by_race_district_2016_17_all_grades.csv")
ALL_PAIRS = str(DATA / "adjacency_2019_20.csv")


def answer(*arguments: str) -> tuple[Ran, dict[str, Any]]:
    ran = run("eligibility", *arguments, "--format", "json")
    return ran, json.loads(ran.out)


def test_a_district_file_is_screened_with_its_neighbours_and_schools() -> None:
    ran, found = answer(ST_CLOUD)
    assert ran.status == 0
    assert found["schema"] == "ai-cli/eligibility/1"
    (one,) = found["results"]
    assert list(one)[:10] == [
        "district",
        "year",
        "protected_percent",
        "racially_isolated",
        "adjoining_racially_isolated",
        "screening",
        "official",
        "schools",
        "adjoining",
        "findings",
    ]
    assert (one["year"], one["screening"], one["racially_isolated"]) == (2013, "racially_isolated", True)
    assert one["adjoining_racially_isolated"] is None
    assert one["decided_by"]["id"] == "0738-01"
    assert list(one["schools"][0])[:7] == [
        "id",
        "name",
        "protected_percent",
        "district_percent",
        "difference",
        "american_indian_exception",
        "racially_identifiable",
    ]
    assert [school["id"] for school in one["schools"] if school["racially_identifiable"]] == ["036", "035"]
    assert list(one["adjoining"][0])[:3] == ["id", "difference", "contact"]
    assert len(one["adjoining"]) == 10
    assert found["summary"]["racially_identifiable"] == 2


def test_the_state_file_gives_the_same_schools_as_the_district_file() -> None:
    _, own = answer(ST_CLOUD)
    _, state = answer("--enrollment", STATE, "--district", "742-1")

    def percents(found: dict[str, Any]) -> list[list[Any]]:
        return [
            [one[key] for key in ("id", "difference", "total", "district_total")]
            for one in found["results"][0]["schools"]
        ]

    assert percents(own) == percents(state)


def test_numbers_are_exact_decimals_of_twelve_digits() -> None:
    ran = run("eligibility", ST_CLOUD, "-f", "json")
    assert '"difference":23.3403746310,' in ran.out.replace(" ", "")


def test_the_table_draws_the_threshold_between_the_schools() -> None:
    lines = run("eligibility", ST_CLOUD).out.splitlines()
    first = next(index for index, line in enumerate(lines) if line.startswith("036"))
    assert lines[first + 1].startswith("035")
    assert lines[first + 2].startswith("-- above this line: more than 20 points above the district")
    assert lines[first + 3].startswith("028")
    assert "Screening: St. Cloud is racially isolated" in lines[2]


def test_the_whole_state_has_a_summary_and_the_districts_and_schools_named() -> None:
    ran = run("eligibility", "--enrollment", STATE, "--adjacency", PAIRS)
    assert ran.status == 0
    assert "739 rows read, 0 skipped" in ran.out
    assert "83 screened; 14 racially identifiable (districts: 4)" in ran.out
    assert "672     CREST VIEW ELEMENTARY" in ran.out
    assert "warning E107" in ran.out
    assert ran.err.startswith(
        "ai-cli: screened 5 districts: 0 racially isolated, 0 adjoining, 14 of 83 schools"
    )


def test_isolated_districts_of_the_state_come_with_who_decided() -> None:
    ran, found = answer("--enrollment", DISTRICTS, "--adjacency", ALL_PAIRS)
    assert ran.status == 0
    assert found["summary"]["racially_isolated"] == 47
    assert found["summary"]["rows_skipped"] == {"empty or end of worksheet": 1}
    for one in found["results"]:
        if one["racially_isolated"]:
            assert one["decided_by"]["difference"] > 20
    table = run("eligibility", "--enrollment", DISTRICTS, "--adjacency", ALL_PAIRS).out
    assert "47 racially isolated" in table
    assert "the file has no counts by school" in table


def test_csv_has_a_row_a_school_and_one_for_a_district_without() -> None:
    ran = run("eligibility", "--enrollment", STATE, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert len(rows) == 83
    assert sum(one["racially_identifiable"] == "yes" for one in rows) == 14
    assert {one["school_id"] for one in rows if one["district_id"] == "0742-01"} >= {"035", "036"}
    ran = run("eligibility", "--enrollment", DISTRICTS, "--adjacency", ALL_PAIRS, "-f", "csv", "--no-header")
    assert len(ran.out.splitlines()) == 330
    assert "warning E102" in ran.err


def test_markdown_has_the_line_of_the_threshold_too() -> None:
    ran = run("eligibility", ST_CLOUD, "-f", "markdown")
    assert "| above this line: more than 20 points above the district |  |" in ran.out


ONE_SCHOOL = """state: MN
district: {id: 0535-01, name: Some}
fiscal_year: FY 2019
enrollment: {october_1: 2018, total: 17706, protected: 7015}
schools: [{id: "130", classification: 10, grades: {KG: {total: 90, protected: 60}}}]
adjoining: [{id: 0534-01, enrollment: {total: 2000, protected: 150, american_indian: 3}, contact: line}]
"""


def test_a_count_of_american_indian_students_is_asked_for_by_its_key_and_district(tmp_path: Path) -> None:
    file = tmp_path / "some.yaml"
    file.write_text(ONE_SCHOOL)
    done = run("eligibility", str(file))
    assert done.status == 1
    assert "district 0535-01 has no count of American Indian students" in done.out
    assert "fix: give `american_indian` under `enrollment`, beside `protected`" in done.out
    assert "0534-01: the district's own American Indian students are not counted" in done.out
    file.write_text(ONE_SCHOOL.replace("protected: 7015", "protected: 7015, american_indian: 40"))
    assert "I101" not in run("eligibility", str(file)).out


def test_of_one_school_it_is_not_said_that_no_two_share_a_grade(tmp_path: Path) -> None:
    file = tmp_path / "some.yaml"
    file.write_text(ONE_SCHOOL)
    told = run("eligibility", str(file)).out
    assert "No other school shares a grade with it, so that it is compared with itself alone." in told
    assert "No two of them" not in told


def test_a_reading_is_chosen_and_named() -> None:
    arguments = ("--enrollment", STATE, "--district", "0709-01", "--reading", "american-indian-schools=count")
    _, found = answer(*arguments)
    (one,) = found["results"]
    assert one["readings"]["american-indian-schools"] == "count"
    assert [school["id"] for school in one["schools"] if school["racially_identifiable"]] == ["540", "555"]


def test_a_district_file_beside_the_state_gives_the_official_status(tmp_path: Path) -> None:
    file = tmp_path / "duluth.yaml"
    file.write_text(
        "state: MN\ndistrict: {id: 0709-01}\nfiscal_year: FY 2013\nstatus: [adjoining]\n"
        'schools:\n  - {id: "540", racially_identifiable: no}\n'
    )
    ran, found = answer(str(file), "--enrollment", STATE)
    assert ran.status == 0
    (one,) = found["results"]
    assert one["official"] == ["adjoining"]
    assert [
        (each["code"], each["message"].split(":")[0]) for each in one["findings"] if each["code"] == "E101"
    ] == [
        ("E101", "DULUTH PUBLIC SCHOOL DISTRICT (0709-01)"),
        ("E101", "school 540 of 0709-01 NETTLETON MAGNET ELEMENTARY"),
    ]


def test_a_district_that_the_file_does_not_have_is_named_with_the_nearest() -> None:
    ran, found = answer("--enrollment", STATE, "--district", "0741-01")
    assert ran.status == 2
    assert found["results"] == []
    assert "did you mean 0742-01" in found["findings"][0]["fix"]


@pytest.mark.parametrize("state", ["MN", "WI"])
def test_a_district_file_that_the_state_does_not_have_is_named(tmp_path: Path, state: str) -> None:
    file = tmp_path / "district.yaml"
    number = "0001-01" if state == "MN" else '"4620"'
    file.write_text(f"state: {state}\ndistrict: {{id: {number}}}\nfiscal_year: FY 2013\n")
    ran, found = answer(str(file), "--enrollment", STATE)
    assert ran.status == 2
    assert (found["findings"][0]["code"], found["findings"][0]["line"]) == ("I102", 2 if state == "MN" else 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a district file"),
        (["x.yaml", "--district", "0742-01"], "add --enrollment"),
        (["x.yaml", "--adjacency", PAIRS], "add --enrollment"),
        (["x.yaml", "--enrollment", STATE, "--district", "0742-01"], "not both"),
        (["--enrollment", STATE, "--district", "742"], "add the type"),
        (["-", "--enrollment", "-"], "standard input can be only one"),
        ([ST_CLOUD, "--reading", "american-indian-schools=maybe"], "has no choice 'maybe'"),
        ([ST_CLOUD, "-o", ST_CLOUD], "is an input"),
        (["--enrollment", STATE, "-o", STATE], "is an input"),
    ],
)
def test_wrong_usage_is_said_in_a_line(arguments: list[str], said: str) -> None:
    ran = run("eligibility", *arguments)
    assert ran.status == 2
    assert said in " ".join(ran.err.split())
    assert ran.out == ""


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("state: MN\n")
    ran, found = answer(str(bad), ST_CLOUD, str(tmp_path / "none.yaml"))
    assert ran.status == 2
    assert [one["district"]["id"] for one in found["results"]] == ["0742-01"]
    assert found["summary"]["not_read"] == 2


def test_an_adjacency_that_cannot_be_read_leaves_the_schools_screened(tmp_path: Path) -> None:
    bad = tmp_path / "pairs.csv"
    bad.write_text("district_a,district_b\n0742-01,Sartell\n")
    ran, found = answer("--enrollment", STATE, "--adjacency", str(bad))
    assert ran.status == 2
    assert found["summary"]["racially_identifiable"] == 14
    assert found["findings"][0]["line"] == 2


def test_a_state_file_that_cannot_be_read_gives_no_result(tmp_path: Path) -> None:
    bad = tmp_path / "state.csv"
    bad.write_text("a,b\n1,2\n")
    ran, found = answer("--enrollment", str(bad))
    assert ran.status == 2
    assert found["results"] == []
    assert "districtNumber" in found["findings"][0]["allowed"]


def test_districts_alone_without_adjacency_leave_nothing_to_screen() -> None:
    ran, found = answer("--enrollment", DISTRICTS)
    assert ran.status == 1
    assert found["findings"][0]["code"] == "I101"
    assert "give --adjacency" in found["findings"][0]["fix"]


def test_quiet_tells_warnings_and_above_and_nothing_else() -> None:
    assert run("eligibility", ST_CLOUD, "--quiet") == Ran(0, "", "")
    ran = run("eligibility", "--enrollment", STATE, "--quiet")
    assert ran.out.startswith("warning E102")
    assert ran.err == ""


def test_fail_on_warning_makes_a_mark_a_failure() -> None:
    assert run("eligibility", "--enrollment", STATE, "--fail-on", "warning").status == 1


def test_standard_input_may_be_the_file_of_the_state() -> None:
    given = Path(DISTRICTS).read_bytes()
    ran = run("eligibility", "--enrollment", "-", "--adjacency", ALL_PAIRS, "-f", "json", given=given)
    assert ran.status == 0
    assert json.loads(ran.out)["summary"]["racially_isolated"] == 47


def test_transfers_of_a_wisconsin_district_are_screened(tmp_path: Path) -> None:
    file = tmp_path / "racine.yaml"
    file.write_text(
        'state: WI\ndistrict: {id: "4620", name: Racine}\nfiscal_year: 2016-17\n'
        "transfers: [{kind: interdistrict, pupil: minority, from: {minority: 300, total: 900}, to: {minority: 90, total: 600}}]\n"
    )
    ran, found = answer(str(file))
    assert ran.status == 0
    (one,) = found["results"]
    assert one["screening"] == "not_screened"
    assert one["transfers"][0]["eligible"] is True
    table = run("eligibility", str(file)).out
    assert "of 1 transfer of Racine, 1 counts" in table
    rows = run("eligibility", str(file), "-f", "csv").out.splitlines()
    assert rows[1].startswith("4620,Racine,2017,not_screened,")


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals here")
def test_a_terminal_shows_how_far_the_reading_is_and_the_output_stays_clean() -> None:
    import pty
    import subprocess

    leader, follower = pty.openpty()
    done = subprocess.Popen(
        [executable(), "eligibility", "--enrollment", STATE, "-f", "json"],
        stdout=subprocess.PIPE,
        stderr=follower,
        env=os.environ | {"COLUMNS": "80", "TERM": "xterm"},
    )
    os.close(follower)
    assert done.stdout is not None
    out = done.stdout.read()
    pieces = []
    while True:
        try:
            piece = os.read(leader, 65_536)
        except OSError:
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(leader)
    done.stdout.close()
    assert done.wait(timeout=30) == 0
    assert json.loads(out)["summary"]["racially_identifiable"] == 14
    assert b"Reading" in b"".join(pieces)


def test_schools_that_do_not_add_up_to_the_districts_sheet_are_found_for_one_district(tmp_path: Path) -> None:
    file = tmp_path / "state.xlsx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(STATE)
    sheet = book["School"]
    ids = [(row[3], row[6]) for row in sheet.iter_rows(values_only=True)]
    wrong = ids.index(("0709", "540")) + 1
    while sheet.cell(wrong, 7).value == "540":
        sheet.delete_rows(wrong)
    book.save(file)
    ran, found = answer("--enrollment", str(file), "--district", "0709-01")
    assert ran.status == 0
    codes = [one["code"] for one in found["results"][0]["findings"]]
    assert "E103" in codes


def test_the_states_workbook_as_a_district_file_is_told_where_it_belongs() -> None:
    ran, found = answer(STATE)
    assert ran.status == 2
    assert [one["code"] for one in found["findings"]] == ["I102"]
    assert "--enrollment" in found["findings"][0]["fix"]


def test_two_files_of_one_district_are_not_taken_for_one(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("state: MN\ndistrict: {id: 0709-01}\nfiscal_year: FY 2013\n")
    ran, found = answer(str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml"), "--enrollment", STATE)
    assert ran.status == 2
    assert [one["code"] for one in found["findings"]] == ["I104"]


def test_pairs_of_other_districts_only_are_said_to_be_of_no_use(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("district_a,district_b\n0998-01,0999-01\n")
    ran, found = answer("--enrollment", STATE, "--adjacency", str(pairs))
    assert ran.status == 1
    assert "names a district of the enrollment file" in found["findings"][0]["message"]


def test_the_neighbours_of_a_district_file_are_compared_with_the_states_counts(tmp_path: Path) -> None:
    file = tmp_path / "duluth.yaml"
    file.write_text(
        "state: MN\ndistrict: {id: 0709-01}\nfiscal_year: FY 2013\nadjoining: [{id: 0279-01, contact: line}]\n"
    )
    _, found = answer(str(file), "--enrollment", STATE)
    (one,) = found["results"]
    assert one["adjoining"][0]["protected_percent"] > 49
    assert one["screening"] == "adjoining"


def test_an_adjacency_that_was_refused_is_not_said_to_be_absent(tmp_path: Path) -> None:
    bad = tmp_path / "pairs.csv"
    bad.write_text("district_a,district_b\n0742-01,Sartell\n")
    _, found = answer("--enrollment", STATE, "--adjacency", str(bad), "--district", "0742-01")
    assert "the adjacency file could not be read" in found["results"][0]["not_tested"][0]


def test_csv_has_a_row_a_transfer_and_the_counts_of_a_district_without_schools(tmp_path: Path) -> None:
    file = tmp_path / "racine.yaml"
    file.write_text(
        'state: WI\ndistrict: {id: "4620"}\nfiscal_year: 2016-17\n'
        "transfers: [{kind: interdistrict, pupil: minority, from: {minority: 9, total: 10}, to: {minority: 1, total: 10}}]\n"
    )
    (row,) = csv.DictReader(io.StringIO(run("eligibility", str(file), "-f", "csv").out))
    assert (row["transfer"], row["eligible"]) == ("1", "yes")
    assert row["reason"].startswith("from 90.00")
    ran = run("eligibility", "--enrollment", DISTRICTS, "--adjacency", ALL_PAIRS, "-f", "csv")
    rows = {one["district_id"]: one for one in csv.DictReader(io.StringIO(ran.out))}
    assert (rows["0001-01"]["students"], rows["0001-01"]["protected"]) == ("1166", "77")
    assert rows["0001-01"]["protected_percent"] == "6.60377358491"


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals here")
def test_at_eighty_columns_names_and_the_threshold_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    stream = io.StringIO()
    columns = (
        Column("School"),
        Column("Name", wraps=True),
        *(Column(f"Figure {one}", "right") for one in range(6)),
    )
    figures = ("1,234.56",) * 6
    table = Table(
        columns,
        (("036", "Talahi Community", *figures), Divider("above this line"), ("028", "Lincoln", *figures)),
    )
    show_on_terminal([table], stream)
    text = stream.getvalue()
    assert "Community" in text
    assert "-- above this line ---" in text
