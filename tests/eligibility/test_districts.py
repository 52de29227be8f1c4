"""A district is compared with each that it adjoins; what cannot be tested is null, and says why."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from made_districts import HERE, a_district, a_neighbour, a_school, codes, screened

from ai_cli.eligibility import rules_of, screen_state
from ai_cli.facts.enrollment import Contact, StateEnrollment, Students
from ai_cli.findings import Place
from ai_cli.inputs.state_enrollment import read_state_enrollment
from ai_cli.law import RateBook

LOW, HIGH = Students(1000, 50, 0), Students(1000, 500, 0)
SOME = Students(1000, 200, 0)


def test_a_district_is_isolated_through_any_one_neighbour_and_says_through_which() -> None:
    neighbours = [a_neighbour(SOME), a_neighbour(LOW, number="0003-01"), a_neighbour(HIGH, number="0004-01")]
    result = screened(a_district(students=Students(1000, 300, 0), neighbours=neighbours))
    assert result.racially_isolated is True
    assert result.screening == "racially_isolated"
    assert result.decided_by is not None
    assert (result.decided_by.id, result.decided_by.difference) == ("0003-01", Fraction(25))
    assert "25.00 points above 0003-01, more than 20" in result.conclusion


def test_a_neighbour_above_this_district_makes_it_adjoining() -> None:
    result = screened(a_district(students=SOME, neighbours=[a_neighbour(HIGH)]))
    assert result.racially_isolated is False
    assert result.adjoining_racially_isolated is True
    assert result.screening == "adjoining"
    assert result.decided_by is not None
    assert result.decided_by.id == "0002-01"
    assert "adjoins 0002-01, which is racially isolated" in result.conclusion


def test_a_neighbour_that_is_not_above_may_be_isolated_through_another() -> None:
    result = screened(a_district(students=SOME, neighbours=[a_neighbour(SOME)]))
    assert result.racially_isolated is False
    assert result.adjoining_racially_isolated is None
    assert result.screening == "not_screened"
    assert "whether it adjoins" in result.conclusion


def test_with_the_status_of_every_neighbour_a_district_is_neither() -> None:
    result = screened(a_district(students=SOME, neighbours=[a_neighbour(SOME, isolated=False)]))
    assert result.adjoining_racially_isolated is False
    assert result.screening == "none"
    assert result.not_tested == ("its schools: no counts by school are given",)


def test_the_status_that_is_given_for_a_neighbour_wins_over_its_counts() -> None:
    beside = screened(a_district(students=SOME, neighbours=[a_neighbour(SOME, isolated=True)]))
    assert beside.screening == "adjoining"
    not_beside = screened(a_district(students=SOME, neighbours=[a_neighbour(HIGH, isolated=False)]))
    assert not_beside.screening == "none"


def test_american_indian_students_are_left_out_of_the_district_only_where_they_outnumber_the_others() -> None:
    most, few = Students(1000, 400, 300), Students(1000, 400, 200)
    neighbours = [a_neighbour(Students(1000, 150, 150))]
    excepted = screened(a_district(students=most, neighbours=neighbours))
    assert (excepted.racially_isolated, excepted.american_indian_exception) == (False, True)
    assert excepted.counted_percent == 10
    assert excepted.adjoining is not None
    assert excepted.adjoining[0].protected_percent == 15
    assert "L102" in codes(excepted)
    counted = screened(a_district(students=few, neighbours=neighbours))
    assert (counted.racially_isolated, counted.american_indian_exception) == (True, False)
    switched = screened(a_district(students=most, neighbours=neighbours), american_indian_districts="count")
    assert switched.racially_isolated is True
    assert "L102" not in codes(switched)


def test_without_a_count_of_american_indian_students_only_what_does_not_depend_on_it_is_decided() -> None:
    own = Students(1000, 400, None)
    above = screened(a_district(students=own, neighbours=[a_neighbour(LOW)]))
    assert above.racially_isolated is None
    assert codes(above) == ["I101"]
    within = screened(a_district(students=own, neighbours=[a_neighbour(Students(1000, 350, None))]))
    assert within.racially_isolated is False
    assert within.american_indian_exception is None
    assert codes(within) == []


@pytest.mark.parametrize("students", [None, Students(0, 0, 0)])
def test_a_neighbour_without_students_leaves_the_result_open_unless_another_decides(
    students: Students | None,
) -> None:
    unknown = a_neighbour(students, number="0009-01")
    open_ = screened(a_district(students=SOME, neighbours=[unknown, a_neighbour(SOME)]))
    assert open_.racially_isolated is None
    assert "0009-01" in " ".join(open_.not_tested)
    decided = screened(a_district(students=HIGH, neighbours=[unknown, a_neighbour(LOW)]))
    assert decided.racially_isolated is True


def test_a_neighbour_without_counts_is_missing_in_a_district_file_and_absent_in_a_state_file() -> None:
    own_file = screened(a_district(students=SOME, neighbours=[a_neighbour(None)]))
    assert codes(own_file) == ["I101"]
    pairs = a_neighbour(None, place=Place("pairs.csv", line=7))
    assert codes(screened(a_district(students=SOME, neighbours=[pairs]))) == ["E107"]


def test_a_district_without_students_of_its_own_is_not_tested() -> None:
    for own in (None, Students(0, 0, 0)):
        result = screened(a_district(students=own, neighbours=[a_neighbour(LOW)]))
        assert result.racially_isolated is None
        assert result.protected_percent is None


def test_a_contact_at_a_corner_counts_and_is_pointed_out_or_is_left_out() -> None:
    corner = a_neighbour(LOW, contact="point")
    result = screened(a_district(students=HIGH, neighbours=[corner, a_neighbour(HIGH, isolated=False)]))
    assert result.racially_isolated is True
    assert "E108" in codes(result)
    left_out = screened(
        a_district(students=HIGH, neighbours=[corner, a_neighbour(HIGH, isolated=False, number="0003-01")]),
        corner_contacts="leave-out",
    )
    assert left_out.racially_isolated is False
    assert left_out.adjoining is not None
    assert left_out.adjoining[0].counts is False
    assert left_out.adjoining[0].reason is not None
    alone = screened(a_district(students=HIGH, neighbours=[corner]), corner_contacts="leave-out")
    assert alone.racially_isolated is None
    assert "every neighbor touches at a corner only" in " ".join(alone.not_tested)


def test_a_contact_along_a_line_decides_before_one_at_a_corner() -> None:
    neighbours = [a_neighbour(LOW, contact="point"), a_neighbour(SOME, number="0003-01")]
    result = screened(a_district(students=HIGH, neighbours=neighbours))
    assert result.decided_by is not None
    assert result.decided_by.id == "0003-01"
    assert "E108" not in codes(result)


def test_a_neighbour_isolated_at_a_corner_only_is_pointed_out() -> None:
    result = screened(a_district(students=SOME, neighbours=[a_neighbour(HIGH, contact="point")]))
    assert result.screening == "adjoining"
    assert "E108" in codes(result)


def test_a_charter_school_is_not_screened() -> None:
    school = a_school("001", {"KG": HIGH})
    result = screened(a_district([school], number="4000-07", neighbours=[a_neighbour(LOW)]))
    assert result.screening == "not_screened"
    assert result.racially_isolated is None
    assert result.schools == ()
    assert "district type 07" in result.schools_not_screened[0].reason


def test_the_schools_are_compared_with_the_district() -> None:
    schools = [a_school("001", {"KG": Students(100, 10, 1)})]
    same = screened(a_district(schools, students=Students(100, 10, None)))
    assert codes(same) == []
    less = screened(a_district(schools, students=Students(101, 10, 2)))
    (one,) = less.findings
    assert one.code == "E103"
    assert (
        one.message
        == "the schools have 100 students and 1 American Indian students, the district has 101 and 2"
    )


@pytest.mark.parametrize(
    ("official", "own", "isolated", "said"),
    [
        (("racially_isolated",), HIGH, False, []),
        (("racially_isolated", "adjoining"), HIGH, True, []),
        (("adjoining",), HIGH, False, ["racially isolated"]),
        (("racially_isolated",), LOW, False, ["not racially isolated"]),
        (("adjoining",), LOW, False, ["not adjoining a racially isolated district"]),
        (("voluntary",), LOW, True, ["adjoining a racially isolated district"]),
        (("voluntary",), LOW, False, []),
        (("not_participating",), HIGH, False, ["racially isolated"]),
        ((), HIGH, False, []),
    ],
)
def test_a_difference_from_the_official_status_is_a_finding(
    official: tuple[str, ...], own: Students, isolated: bool, said: list[str]
) -> None:
    neighbours = [a_neighbour(LOW, isolated=isolated)]
    result = screened(a_district(students=own, neighbours=neighbours, official=official))
    found = [one for one in result.findings if one.code == "E101"]
    assert [one.message.split("screening says ")[1].split(", the official")[0] for one in found] == said


def test_what_was_not_tested_disagrees_with_no_status() -> None:
    official = ("racially_isolated", "racially_identifiable_school")
    assert codes(screened(a_district(official=official))) == []


@pytest.mark.parametrize(
    ("official", "differs"), [((), 0), (("adjoining",), 1), (("racially_identifiable_school",), 0)]
)
def test_the_status_of_a_district_with_an_identifiable_school(
    official: tuple[str, ...], differs: int
) -> None:
    schools = [a_school("001", {"KG": Students(100, 90, 0)}), a_school("002", {"KG": Students(100, 10, 0)})]
    assert codes(screened(a_district(schools, official=official))).count("E101") == differs


def test_a_status_that_names_schools_where_none_is_identifiable_differs() -> None:
    schools = [a_school("001", {"KG": Students(100, 10, 0)}), a_school("002", {"KG": Students(100, 10, 0)})]
    result = screened(a_district(schools, official=("racially_identifiable_school",)))
    assert codes(result) == ["E101"]
    assert result.findings[0].place == HERE


def test_a_year_before_the_rules_is_an_illustration() -> None:
    result = screened(a_district(students=HIGH, neighbours=[a_neighbour(LOW)], fiscal_year=1999))
    assert "L104" in codes(result)


def test_a_law_without_a_rate_stops_the_screening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RateBook, "rate", lambda *_: None)
    with pytest.raises(LookupError, match="district_threshold"):
        _ = rules_of(2013, {}).district_threshold


def test_contacts_that_are_not_known_decide_nothing_where_corners_are_left_out() -> None:
    unknown = a_neighbour(LOW, contact=None)
    result = screened(a_district(students=HIGH, neighbours=[unknown]), corner_contacts="leave-out")
    assert result.racially_isolated is None
    assert "not said whether the two touch at a corner" in result.not_tested[0]
    assert screened(a_district(students=HIGH, neighbours=[unknown])).racially_isolated is True


def test_a_neighbour_isolated_only_through_a_corner_is_pointed_out() -> None:
    beside = a_neighbour(HIGH, isolated=True)._replace(by_corner=True)
    result = screened(a_district(students=HIGH, neighbours=[beside]))
    assert result.screening == "adjoining"
    assert "E108" in codes(result)
    other = a_neighbour(LOW, isolated=True, number="0003-01")
    both = screened(a_district(students=LOW, neighbours=[beside, other]))
    assert both.decided_by is not None
    assert both.decided_by.id == "0003-01"
    assert "E108" not in codes(both)


def test_the_official_status_of_a_neighbour_is_compared_too() -> None:
    result = screened(a_district(students=LOW, neighbours=[a_neighbour(HIGH, isolated=False)]))
    assert codes(result) == ["E101"]
    assert result.findings[0].message.startswith("0002-01: screening says racially isolated")


def test_a_comparison_that_is_told_is_not_marked_the_other_way_round() -> None:
    near = Students(1000, 255, 0)
    assert codes(screened(a_district(students=LOW, neighbours=[a_neighbour(near)]))) == ["E102"]
    assert codes(screened(a_district(students=LOW, neighbours=[a_neighbour(near, isolated=True)]))) == []


def test_voluntary_beside_an_isolated_district_differs_even_where_its_own_isolation_is_open() -> None:
    neighbours = [a_neighbour(HIGH, isolated=True), a_neighbour(None, number="0003-01")]
    result = screened(a_district(students=LOW, neighbours=neighbours, official=("voluntary",)))
    assert result.racially_isolated is None
    assert codes(result).count("E101") == 1


@pytest.mark.parametrize(("american_indian", "change"), [(0, "9 more"), (203, "1 more")])
def test_the_exception_counts_for_what_would_change_a_comparison(american_indian: int, change: str) -> None:
    own = Students(1000, 405 if american_indian else 202, american_indian)
    neighbour = a_neighbour(Students(1000, 10, 0), isolated=False)
    result = screened(a_district(students=own, neighbours=[neighbour]))
    (mark,) = [one for one in result.findings if one.code == "E102"]
    assert change in str(mark.fix)


def test_what_nothing_could_change_is_said() -> None:
    schools = [a_school("001", {"KG": Students(10, 10, 0)}), a_school("002", {"KG": Students(90, 70, 0)})]
    (mark,) = screened(a_district(schools)).findings
    assert mark.code == "E102"
    assert "no other number of protected students" in str(mark.fix)


def test_fewer_protected_students_than_american_indian_ones_are_no_change_that_could_be() -> None:
    own, neighbour = Students(1000, 205, 205), a_neighbour(Students(1000, 0, 0), isolated=False)
    counted = screened(a_district(students=own, neighbours=[neighbour]), american_indian_districts="count")
    (mark,) = [one for one in counted.findings if one.code == "E102"]
    assert "no other number of protected students" in str(mark.fix)
    fewer = screened(
        a_district(students=Students(1000, 205, 200), neighbours=[neighbour]),
        american_indian_districts="count",
    )
    (mark,) = [one for one in fewer.findings if one.code == "E102"]
    assert "5 fewer of the 1,000 students" in str(mark.fix)


def test_without_a_list_of_contacts_the_states_counts_are_those_of_a_districts_own_neighbours() -> None:
    told = [a_neighbour(LOW, number="0002-01"), a_neighbour(LOW, number="0009-01")]
    asked = a_district(students=Students(1000, 300, 0), neighbours=told, fiscal_year=2017)
    beside = a_district(students=HIGH, number="0002-01", fiscal_year=2017)
    alone = a_district(students=LOW, number="0003-01", fiscal_year=2017)
    districts = {one.id: one for one in (asked, beside, alone)}
    state = StateEnrollment("state.csv", None, 2017, districts, 3, {})
    results = {one.district_id: one for one in screen_state(state, None, rules_of(2017, {}))}
    assert results["0003-01"].adjoining is None
    assert results["0001-01"].adjoining is not None
    percents = {one.id: one.protected_percent for one in results["0001-01"].adjoining}
    assert percents == {"0002-01": Fraction(50), "0009-01": Fraction(5)}


def test_neighbours_of_every_type_are_isolated_or_not_for_all(tmp_path: Path) -> None:
    state_file = tmp_path / "state.csv"
    header = "DataYear,districtNumber,districtType,DistrictName,Grade,AMI_Male,AMI_Female,TotalMinority,TotalStudents"
    counts = {"0900,01": 5, "0901,01": 20, "0902,02": 25}
    rows = [f"16-17,{one},D,All Grades,0,0,{protected},50" for one, protected in counts.items()]
    state_file.write_text("\n".join((header, *rows)))
    state, _ = read_state_enrollment(str(state_file))
    assert state is not None
    ids = list(state.districts)
    pairs = [Contact(a, b, (None, None), "line", Place("pairs.csv")) for a, b in combinations(ids, 2)]
    results = {one.district_id: one for one in screen_state(state, pairs, rules_of(2017, {}))}
    assert set(results) == {"0900-01", "0901-01"}
    for result in results.values():
        assert result.adjoining is not None
        assert [one.isolated for one in result.adjoining if one.id == "0902-02"] == [True]
