"""The screening finds what the department published, and the count of isolated districts two others arrived at."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from made_districts import a_district, a_school, screened

from ai_cli.eligibility import rules_of, screen_state
from ai_cli.facts.enrollment import Students
from ai_cli.inputs.adjacency import read_adjacency
from ai_cli.inputs.state_enrollment import read_state_enrollment
from ai_cli.results.percent_text import exact_percent, shown_percent
from ai_cli.results.screening import SchoolScreening, Screening

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "mn"
SAMPLE = ROOT / "sample_inputs" / "enrollment_by_race_2012_13_sample.xlsx"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


PUBLISHED = rows("ris_2012_13_sample.csv")
CASES = rows("ris_2012_13_test_cases.csv")


@pytest.fixture(scope="module")
def sample() -> dict[str, Screening]:
    state, findings = read_state_enrollment(str(SAMPLE))
    assert findings == ()
    assert state is not None
    return {one.district_id: one for one in screen_state(state, None, rules_of(2013, {}))}


def school_of(sample: dict[str, Screening], row: dict[str, str]) -> SchoolScreening:
    (found,) = [one for one in sample[row["district_id"]].schools if one.id == row["school_number"]]
    return found


def test_exactly_the_published_schools_are_identifiable(sample: dict[str, Screening]) -> None:
    published = {(one["district_id"], one["school_number"]) for one in PUBLISHED if one["published"] == "yes"}
    found = {(district, one.id) for district, result in sample.items() for one in result.identifiable}
    assert len(published) == 14
    assert found == published


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: row["school"])
def test_a_school_of_the_list_has_its_counts_percents_and_exception(
    sample: dict[str, Screening], row: dict[str, str]
) -> None:
    one = school_of(sample, row)
    assert (one.protected, one.total, one.american_indian) == (
        int(row["school_protected"]),
        int(row["school_total"]),
        int(row["school_american_indian"]),
    )
    assert one.district_protected == int(row["district_protected_same_grades"])
    assert one.district_total == int(row["district_total_same_grades"])
    assert one.american_indian_exception is (row["american_indian_exception"] == "yes")
    assert one.racially_identifiable is (row["published"] == "yes")
    tolerance = Fraction(1, 20_000)
    assert one.difference is not None
    assert abs(one.difference - Fraction(row["difference_used"])) <= tolerance
    if row["published"] == "yes":
        assert one.protected_percent is not None
        assert one.district_percent is not None
        assert shown_percent(one.protected_percent) == row["published_school_pct"]
        assert shown_percent(one.district_percent) == row["published_district_pct"]


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["school"])
def test_schools_at_the_edge_of_the_rule_fall_on_the_right_side(row: dict[str, str]) -> None:
    total, protected, american_indian, district_total, district_protected = (
        int(row[name])
        for name in (
            "total",
            "protected",
            "american_indian",
            "district_total_same_grades",
            "district_protected_same_grades",
        )
    )
    own = Students(total, protected, american_indian)
    others = Students(district_total - total, district_protected - protected, 0)
    district = a_district([a_school("001", {"KG": own}), a_school("002", {"KG": others})])
    for reading, column in (("except", "difference"), ("count", "difference_without_exception")):
        result = screened(district, american_indian_schools=reading)
        (one,) = [school for school in result.schools if school.id == "001"]
        assert one.difference is not None
        assert abs(one.difference - Fraction(row[column])) <= Fraction(1, 20_000)
        assert one.racially_identifiable is (Decimal(row[column]) > 20)
        if reading == "except":
            assert one.racially_identifiable is (row["identifiable"] == "yes")


@pytest.mark.parametrize(
    ("year", "reading", "isolated"),
    [
        ("2013_14", "except", 46),
        ("2013_14", "count", 61),
        ("2016_17", "except", 47),
        ("2016_17", "count", 63),
    ],
)
def test_the_isolated_districts_of_the_state_are_counted(year: str, reading: str, isolated: int) -> None:
    state, findings = read_state_enrollment(str(DATA / f"enrollment_by_race_district_{year}_all_grades.csv"))
    contacts, problems = read_adjacency(str(DATA / "adjacency_2019_20.csv"))
    assert findings == problems == ()
    assert state is not None
    assert len(contacts) == 930
    assert state.skipped == {"empty or end of worksheet": 1}
    rules = rules_of(state.fiscal_year, {"american-indian-districts": reading})
    results = list(screen_state(state, contacts, rules))
    assert len(results) == 330
    assert sum(one.racially_isolated is True for one in results) == isolated
    assert all(one.screening == "racially_isolated" for one in results if one.racially_isolated)
    for one in results:
        if one.racially_isolated:
            assert one.decided_by is not None
            assert one.decided_by.difference is not None
            assert one.decided_by.difference > 20


def test_all_grades_of_a_school_are_those_between_its_ends_or_only_its_own() -> None:
    gap = a_school("001", {"KG": Students(10, 9, 0), "02": Students(10, 9, 0)})
    other = a_school("002", {"KG": Students(20, 2, 0), "01": Students(60, 0, 0), "02": Students(20, 2, 0)})
    between = screened(a_district([gap, other])).schools[0]
    own = screened(a_district([gap, other]), same_grades="with-students").schools[0]
    assert (between.id, between.district_total, between.grades) == ("001", 120, "KG-02")
    assert (own.id, own.district_total) == ("001", 60)


def test_decimals_of_twelve_digits_are_given_to_programs() -> None:
    assert exact_percent(Fraction(200, 3)) == Decimal("66.6666666667")
    assert exact_percent(Fraction(-200, 3)) == Decimal("-66.6666666667")
    assert exact_percent(None) is None
