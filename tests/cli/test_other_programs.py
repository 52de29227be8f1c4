"""The older laws, the bill and Wisconsin's aid on the command line: side by side, over years, and in every format."""

from __future__ import annotations

import csv
import json
from decimal import Decimal

import pytest
from running import SAMPLES, run

ROSEVILLE = str(SAMPLES / "roseville_fy2013.yaml")
MINNEAPOLIS = str(SAMPLES / "minneapolis_like_fy2013.yaml")
GREENDALE = str(SAMPLES / "greendale_like_2012_13.yaml")
OLD, BILL, NOW = "mn-integration-revenue", "mn-hf2051", "mn-achievement-integration"
BOTH = ("--program", OLD, "--program", BILL)


@pytest.mark.parametrize("form", ["table", "markdown", "json", "csv"])
def test_a_bill_says_that_it_was_not_enacted_in_every_output(form: str) -> None:
    for options in (("--program", BILL), BOTH):
        done = run("estimate", ROSEVILLE, *options, "-f", form)
        assert done.status == 0
        assert "not enacted" in done.out


def test_the_law_in_force_that_year_is_taken_without_being_asked_for() -> None:
    for file, program in ((ROSEVILLE, OLD), (GREENDALE, "wi-integration-aid")):
        answer = json.loads(run("estimate", file, "-f", "json").out)
        assert [one["program"] for one in answer["results"]] == [program]


def test_two_laws_side_by_side_differ_to_the_cent_and_count_the_aid_on_top() -> None:
    out = run("estimate", ROSEVILLE, *BOTH).out
    assert "$988,191.60" in out
    assert "+$211,808.40" in out
    assert out.rstrip().endswith(
        "Roseville would receive $211,808.40 more under mn-hf2051 than under mn-integration-revenue; with the other "
        "aid on top, $115,527.40 more."
    )
    assert "Readings of mn-hf2051: below-15=zero" in out


def test_totals_over_files_are_those_of_the_districts_complete_under_both() -> None:
    done = run("estimate", ROSEVILLE, MINNEAPOLIS, *BOTH, "-f", "json")
    answer = json.loads(done.out, parse_float=Decimal, parse_int=Decimal)
    totals = answer["summary"]["totals"]
    by_hand: dict[str, Decimal] = {}
    for one in answer["results"]:
        (revenue,) = (line["value"] for line in one["lines"] if line["key"] == "revenue")
        by_hand[one["program"]] = by_hand.get(one["program"], Decimal(0)) + revenue
    assert {key: totals[key]["revenue"] for key in (OLD, BILL)} == by_hand
    assert totals[OLD]["other_aid"] == Decimal("96281.00")
    assert (totals["districts"], totals["left_out"]) == (2, 0)


def test_a_program_of_another_state_is_refused_and_its_file_counted() -> None:
    done = run("estimate", GREENDALE, ROSEVILLE, *BOTH, "-f", "json")
    assert done.status == 2
    assert json.loads(done.out)["summary"]["not_read"] == 1


def test_the_phase_out_of_wisconsin_is_a_table_with_a_row_a_year() -> None:
    done = run("estimate", GREENDALE, "--fiscal-year", "2014-15..2022-23")
    assert done.status == 0
    for year, aid in (
        ("2016", "$653,379.43"),
        ("2017", "$543,750.00"),
        ("2018", "$453,125.00"),
        ("2023", "$0.00"),
    ):
        row = next(line for line in done.out.splitlines() if line.startswith(f"FY {year} "))
        assert aid in row
    assert "FY 2017: Payment: 2017-06-19" in done.out
    assert "Intradistrict" not in done.out.split("\n\n")[2]


def test_rows_of_csv_keep_a_result_a_program() -> None:
    rows = list(csv.DictReader(run("estimate", ROSEVILLE, *BOTH, "-f", "csv").out.splitlines()))
    revenue = {one["program"]: one for one in rows if one["key"] == "revenue"}
    assert (revenue[OLD]["value"], revenue[BILL]["value"]) == ("988191.60", "1200000.00")
    assert "not enacted" in revenue[BILL]["label"]


def test_law_lists_the_readings_of_each_program_with_their_questions() -> None:
    for program, reading in (
        (OLD, "clause-6"),
        (BILL, "p654-base"),
        ("wi-integration-aid", "guarantee-test"),
    ):
        out = run("law", program).out
        assert f"Reading {reading}: " in out
        assert "Reading rounding: " in out


def test_an_explanation_reaches_what_the_clause_was_suggested_by() -> None:
    out = run("estimate", ROSEVILLE, "--explain", "10").out
    assert "(1.5) Clause: 4 = " in out
    assert "(1.4.2) Protected enrollment, same date: 3,119" in out


def test_what_a_line_inside_lacks_is_told_with_the_number_of_the_line_outside() -> None:
    done = run("estimate", ROSEVILLE, "--set", "integration_revenue.must_implement_plan=")
    assert done.status == 1
    assert "line (1.2) Must the district implement a plan? is incomplete" in done.out


def test_counts_of_another_october_are_told_as_such() -> None:
    done = run("estimate", ROSEVILLE, "--reading", "share-date=prior-year-oct1")
    assert done.status == 1
    assert "no enrollment of October 1, 2011; the file has October 1 of 2012" in done.out
