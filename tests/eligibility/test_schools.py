"""Schools are compared over their own grades with the traditional schools of the district."""

from __future__ import annotations

import pytest
from made_districts import a_district, a_school, codes, screened

from ai_cli.facts.enrollment import Students
from ai_cli.facts.identifiers import grade_rank

MANY, FEW = Students(100, 90, 0), Students(100, 10, 0)


def test_only_traditional_schools_are_screened_and_counted_in_their_district() -> None:
    schools = [
        a_school("001", {"KG": MANY}),
        a_school("002", {"KG": FEW}),
        a_school("003", {"KG": MANY}, "41"),
        a_school("004", {"KG": MANY}, "99"),
    ]
    result = screened(a_district(schools))
    assert [one.id for one in result.schools] == ["001", "002"]
    assert result.schools[0].district_total == 200
    assert [(one.id, one.classification) for one in result.schools_not_screened] == [
        ("003", "41"),
        ("004", "99"),
    ]
    assert codes(result) == ["E106"]


def test_a_school_of_unknown_kind_leaves_every_school_of_the_district_open() -> None:
    schools = [a_school("001", {"KG": MANY}), a_school("002", {"KG": FEW}, None)]
    result = screened(a_district(schools))
    (one,) = result.schools
    assert one.racially_identifiable is None
    assert one.protected_percent == 90
    assert one.district_percent is None
    assert one.reason == "the classification of school 002 of 0001-01 is not known"
    assert codes(result) == ["I101"]
    assert "could not be tested" in result.conclusion


def test_a_school_in_doubt_leaves_every_school_of_the_district_open() -> None:
    schools = [a_school("001", {"KG": MANY}), a_school("002", {"01": FEW}, doubt="it has no counts by grade")]
    result = screened(a_district(schools))
    assert [one.racially_identifiable for one in result.schools] == [None, None]
    by_id = {one.id: one for one in result.schools}
    assert by_id["001"].reason == "school 002 of 0001-01: it has no counts by grade"
    assert by_id["002"].protected_percent is None


def test_a_school_in_doubt_that_is_not_screened_changes_nothing() -> None:
    schools = [
        a_school("001", {"KG": MANY}),
        a_school("002", {"KG": FEW}),
        a_school("003", {}, "41", doubt="no counts"),
    ]
    assert screened(a_district(schools)).schools[0].racially_identifiable is True


def test_a_school_without_students_is_not_tested() -> None:
    schools = [a_school("001", {"KG": Students(0, 0, 0)}), a_school("002", {"KG": FEW})]
    result = screened(a_district(schools))
    by_id = {one.id: one for one in result.schools}
    assert by_id["001"].racially_identifiable is None
    assert by_id["001"].reason == "it has no students"
    assert by_id["002"].racially_identifiable is False
    assert "1 could not be tested" in result.conclusion


def test_a_grade_without_students_does_not_stretch_the_grades_of_a_school() -> None:
    schools = [
        a_school("001", {"PK": Students(0, 0, 0), "KG": MANY, "12": Students(0, 0, 0)}),
        a_school("002", {"PK": FEW, "KG": FEW, "12": FEW}),
    ]
    one = screened(a_district(schools)).schools[0]
    assert (one.id, one.grades, one.district_total) == ("001", "KG-KG", 200)


def test_early_childhood_and_prekindergarten_are_one_grade() -> None:
    assert grade_rank("PK") == grade_rank("EC") < grade_rank("KG") < grade_rank("01") < grade_rank("12")
    schools = [a_school("001", {"PK": MANY, "EC": MANY}), a_school("002", {"EC": FEW})]
    one = screened(a_district(schools)).schools[0]
    assert (one.total, one.district_total) == (200, 300)


def test_without_a_count_of_american_indian_students_a_school_above_the_threshold_stays_open() -> None:
    unknown = Students(100, 90, None)
    result = screened(a_district([a_school("001", {"KG": unknown}), a_school("002", {"KG": FEW})]))
    assert result.schools[0].racially_identifiable is None
    assert result.schools[0].difference == 40
    assert result.schools[0].american_indian_exception is None
    assert codes(result) == ["I101"]
    switched = screened(
        a_district([a_school("001", {"KG": unknown}), a_school("002", {"KG": FEW})]),
        american_indian_schools="count",
    )
    assert switched.schools[0].racially_identifiable is True


@pytest.mark.parametrize(("official", "raised"), [(True, []), (None, []), (False, ["E101"])])
def test_the_official_status_of_a_school_is_compared(official: bool | None, raised: list[str]) -> None:
    schools = [a_school("001", {"KG": MANY}, identifiable=official), a_school("002", {"KG": FEW})]
    assert codes(screened(a_district(schools))) == raised


def test_a_district_of_one_school_has_no_threshold_to_be_close_to() -> None:
    result = screened(a_district([a_school("001", {"KG": MANY})]))
    assert result.schools[0].difference == 0
    assert codes(result) == []
    assert "Of its one school screened, none" in result.conclusion
