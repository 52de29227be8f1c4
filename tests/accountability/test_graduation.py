"""Graduation of real districts: from the state's file to a route, by exact counts."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from fixtures import DATA, rows
from running import run

from ai_cli.accountability.graduation import graduation_of_all
from ai_cli.accountability.rules import Rules
from ai_cli.findings import in_order
from ai_cli.inputs.accountability_graduation import (
    END,
    NO_GROUP,
    is_state_graduation,
    read_state_graduation,
)
from ai_cli.results.accountability import Determination

SAMPLE = DATA / "graduation_sample.csv"
EXPECTED = rows("graduation_expected.csv")
VOCABULARY = Rules(2012).vocabulary
HEADER = SAMPLE.read_text(encoding="utf-8").splitlines()[0]
ALL_STUDENTS = [
    "15-16,1,1,AITKIN,A,All Students,Graduate,9,12,75,,,,,,,,,",
    "15-16,1,1,AITKIN,A,All Students,Dropout,1,12,8.33,,,,,,,,,",
    "15-16,1,1,AITKIN,A,All Students,Continuing,1,12,8.33,,,,,,,,,",
    "15-16,1,1,AITKIN,A,All Students,Unknown,1,12,8.33,,,,,,,,,",
]


def written(folder: Path, *lines: str) -> str:
    file = folder / "graduation.csv"
    file.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return str(file)


@pytest.fixture(scope="module")
def determined() -> dict[tuple[str, str], Determination]:
    found, read = read_state_graduation(str(SAMPLE), VOCABULARY)
    assert read.findings == ()
    return {(one.entity, one.group): one for one in graduation_of_all(found.others, Rules(2017))}


def test_every_row_of_the_sample_is_read_or_counted() -> None:
    found, read = read_state_graduation(str(SAMPLE), VOCABULARY)
    groups = {(entity, year, group) for entity, year, _, group in found.others}
    assert read.rows.rows == 377
    assert read.rows.reasons[END] == 1
    assert 4 * len(groups) + sum(read.rows.reasons.values()) == 377
    assert set(read.rows.reasons) == {END, NO_GROUP}
    assert found.names["0001-01-000"] == "AITKIN PUBLIC SCHOOL DISTRICT"


def test_exactly_the_expected_groups_are_determined(
    determined: dict[tuple[str, str], Determination],
) -> None:
    assert set(determined) == {(f"{row['district_id']}-000", row["group"]) for row in EXPECTED}


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: f"{row['district_id']}-{row['group']}")
def test_a_group_has_the_expected_counts_result_and_route(
    determined: dict[tuple[str, str], Determination], row: dict[str, str]
) -> None:
    one = determined[f"{row['district_id']}-000", row["group"]]
    assert (one.part, one.whole) == (int(row["grads4"]), int(row["cohort4"]))
    assert (one.result, one.route or "", one.reason or "") == (row["result"], row["route"], row["reason"])


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: f"{row['district_id']}-{row['group']}")
def test_rates_of_both_years_are_those_expected(row: dict[str, str]) -> None:
    found, _ = read_state_graduation(str(SAMPLE), VOCABULARY)
    entity = f"{row['district_id']}-000"
    for years in "456":
        for year, column in ((2017, f"rate{years}"), (2016, f"prior_rate{years}")):
            one = found.others.get((entity, year, f"grad{years}", row["group"]))
            assert (one is None) is (not row[column])
            if one is not None:
                half_up = (Fraction(one.part, one.whole) * 10_000 + Fraction(1, 2)).__floor__()
                assert f"{half_up // 100}.{half_up % 100:02}" == row[column]


def test_a_year_that_was_turned_into_a_day_is_read_with_a_warning() -> None:
    found, read = read_state_graduation(str(DATA / "graduation_year_labels.csv"), VOCABULARY)
    assert {year for _, year, _, _ in found.others} == {2012, 2013}
    assert [(one.code, one.place.line, one.found) for one in read.findings] == [
        ("A101", 2, "12-Nov"),
        ("A101", 6, "13-Dec"),
    ]
    assert read.findings == in_order(read.findings)


def test_a_year_that_is_a_school_year_is_no_warning(tmp_path: Path) -> None:
    found, read = read_state_graduation(written(tmp_path, *ALL_STUDENTS), VOCABULARY)
    assert read.findings == ()
    assert found.others["0001-01-000", 2016, "grad4", "ALL"].part == 9


def test_a_day_that_no_school_year_turns_into_is_an_error(tmp_path: Path) -> None:
    lines = [one.replace("15-16", "14-Dec") for one in ALL_STUDENTS]
    found, read = read_state_graduation(written(tmp_path, *lines), VOCABULARY)
    assert found.others == {}
    assert [one.code for one in read.findings] == ["I102"] * 4


def test_statuses_that_are_not_the_cohort_leave_the_group_out(tmp_path: Path) -> None:
    lines = [ALL_STUDENTS[0].replace("9,12", "8,12"), *ALL_STUDENTS[1:]]
    found, read = read_state_graduation(written(tmp_path, *lines), VOCABULARY)
    assert found.others == {}
    assert [(one.code, one.place.line) for one in read.findings] == [("A105", 2)]
    assert sum(read.rows.reasons.values()) == 4


def test_counts_of_students_are_named_in_findings_only_with_internal(tmp_path: Path) -> None:
    wrong = ALL_STUDENTS[0].replace("9,12", "8,12")
    too_many = ALL_STUDENTS[1].replace("15-16", "14-15").replace("1,12", "7,6")
    file = written(tmp_path, wrong, *ALL_STUDENTS[1:], too_many)
    public = run("accountability", "graduation", file, "-f", "json")
    assert [one["message"] for one in json.loads(public.out)["findings"]] == [
        "0001-01-000 2016 ALL, 4-year: the ending statuses do not add up to the cohort, or one is missing",
        "Four Year Count: more than the cohort is out of range",
    ]
    assert [one["column"] for one in json.loads(public.out)["findings"]] == ["Four Year Count"] * 2
    internal = run("accountability", "graduation", file, "--internal", "-f", "json")
    assert [one["message"] for one in json.loads(internal.out)["findings"]] == [
        "0001-01-000 2016 ALL, 4-year: the ending statuses add up to 11, the cohort is 12",
        "Four Year Count: 7 of 6 is out of range",
    ]


def test_a_group_without_its_graduates_is_named(tmp_path: Path) -> None:
    found, read = read_state_graduation(written(tmp_path, *ALL_STUDENTS[1:]), VOCABULARY)
    assert found.others == {}
    assert [one.code for one in read.findings] == ["I101"]


def test_a_status_that_stands_twice_is_named(tmp_path: Path) -> None:
    _, read = read_state_graduation(written(tmp_path, *ALL_STUDENTS, ALL_STUDENTS[0]), VOCABULARY)
    assert [(one.code, one.place.line) for one in read.findings] == [("I104", 6)]


def test_more_graduates_than_the_cohort_are_out_of_range(tmp_path: Path) -> None:
    lines = [ALL_STUDENTS[0].replace("9,12", "19,12"), *ALL_STUDENTS[1:]]
    _, read = read_state_graduation(written(tmp_path, *lines), VOCABULARY)
    assert "I105" in {one.code for one in read.findings}


def test_an_unknown_category_and_status_are_named_with_the_known_ones(tmp_path: Path) -> None:
    line = ALL_STUDENTS[0].replace(",A,", ",Z,").replace("Graduate", "Gradate")
    _, read = read_state_graduation(written(tmp_path, line), VOCABULARY)
    assert [one.code for one in read.findings] == ["I103", "I103"]
    assert {one.fix for one in read.findings} >= {"did you mean Graduate?"}


def test_the_file_of_the_state_is_known_by_its_columns() -> None:
    assert is_state_graduation(str(SAMPLE))
    assert not is_state_graduation(str(DATA / "other_indicators.csv"))
    assert not is_state_graduation(str(DATA / "no_such_file.csv"))


def test_a_cohort_without_its_count_is_named(tmp_path: Path) -> None:
    lines = [ALL_STUDENTS[0].replace("9,12", ",12"), *ALL_STUDENTS[1:]]
    found, read = read_state_graduation(written(tmp_path, *lines), VOCABULARY)
    assert found.others == {}
    assert {one.code for one in read.findings} == {"I101"}
