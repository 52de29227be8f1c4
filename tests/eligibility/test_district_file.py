"""A district file gives the counts of the October inside its fiscal year, and its official status."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_districts import a_district, a_school, codes

from ai_cli.eligibility import enrollment_of, rules_of, screen, with_official_status
from ai_cli.facts.district_file import DistrictFile
from ai_cli.facts.enrollment import DistrictEnrollment, Students
from ai_cli.facts.minnesota import MinnesotaDistrict
from ai_cli.inputs.district import read_district
from ai_cli.results.screening import Screening

HEAD = "state: MN\ndistrict: {id: 0492-01, name: Austin}\nfiscal_year: FY 2017\n"
NEIGHBOUR = "adjoining: [{id: 0756-01, enrollment: {total: 900, protected: 90, american_indian: 0}}]\n"
OWN = "enrollment: {october_1: 2016, total: 1000, protected: 400, american_indian: 10}\n"


def read(path: Path, text: str) -> tuple[DistrictFile, MinnesotaDistrict]:
    file = path / "district.yaml"
    file.write_text(HEAD + text)
    loaded = read_district(str(file))
    assert loaded.district is not None, loaded.findings
    assert isinstance(loaded.district.facts, MinnesotaDistrict)
    return loaded.district, loaded.district.facts


def enrollment(path: Path, text: str) -> DistrictEnrollment:
    return enrollment_of(*read(path, text))


def screened(path: Path, text: str) -> Screening:
    return screen(enrollment(path, text), rules_of(2017, {}))


def test_the_october_inside_the_fiscal_year_is_taken(tmp_path: Path) -> None:
    blocks = "enrollment: [{october_1: 2015, total: 1, protected: 1}, {october_1: 2016, total: 1000, protected: 400, american_indian: 10}]\n"
    found = enrollment(tmp_path, blocks + NEIGHBOUR)
    assert found.students == Students(1000, 400, 10)
    assert found.source == "the file's count of October 1, 2016"
    assert found.findings == ()


def test_a_count_that_names_no_october_is_taken_for_it_and_says_so(tmp_path: Path) -> None:
    found = enrollment(tmp_path, "enrollment: {total: 1000, protected: 400}\n" + NEIGHBOUR)
    assert found.students == Students(1000, 400, None)
    assert found.source == "taken for the count of October 1, 2016; the file does not name its October"


def test_a_count_of_another_october_is_not_taken(tmp_path: Path) -> None:
    found = screened(tmp_path, "enrollment: {october_1: 2015, total: 1000, protected: 400}\n" + NEIGHBOUR)
    assert found.racially_isolated is None
    assert [(one.code, one.place.line) for one in found.findings] == [("I101", 4)]
    assert "no enrollment of October 1, 2016; the file has October 1 of 2015" in found.findings[0].message
    assert "the file has October 1 of 2015" in found.not_tested[0]


@pytest.mark.parametrize("missing", ["total", "protected"])
def test_a_missing_count_of_the_district_is_named(tmp_path: Path, missing: str) -> None:
    text = {"total": OWN.replace("total: 1000, ", ""), "protected": OWN.replace("protected: 400, ", "")}[
        missing
    ]
    result = screened(tmp_path, text + NEIGHBOUR)
    assert result.racially_isolated is None
    assert codes(result) == ["I101"]
    assert f"{missing} is not given" in result.findings[0].message


def test_without_neighbours_the_enrollment_is_not_needed(tmp_path: Path) -> None:
    schools = 'schools: [{id: "1", classification: 10, grades: {KG: {total: 10, protected: 5, american_indian: 0}}}]\n'
    result = screened(tmp_path, schools)
    assert codes(result) == []
    assert result.schools[0].racially_identifiable is False
    assert result.not_tested == (
        "whether it is racially isolated, or adjoins such a district: no adjoining districts are given",
        "whether its schools add up to the district: no enrollment of October 1, 2016",
    )


def test_a_file_with_nothing_to_screen_is_incomplete(tmp_path: Path) -> None:
    result = screened(tmp_path, OWN)
    assert codes(result) == ["I101"]
    assert result.screening == "not_screened"
    assert result.protected_percent == 40


@pytest.mark.parametrize(
    ("school", "message"),
    [
        ("{id: '1', classification: 10}", "school 001 of 0492-01 has no counts by grade"),
        (
            "{id: '1', classification: 10, grades: {KG: {total: 5}}}",
            "school 1, grade KG: protected is not given",
        ),
        ("{id: '1', grades: {KG: {total: 5, protected: 1}}}", "school 001 of 0492-01 has no classification"),
    ],
)
def test_a_school_without_what_it_needs_is_named(tmp_path: Path, school: str, message: str) -> None:
    result = screened(tmp_path, f"schools:\n  - {school}\n")
    assert codes(result) == ["I101"]
    assert message in result.findings[0].message
    assert result.findings[0].place.line == 5
    assert all(one.racially_identifiable is None for one in result.schools)


def test_a_neighbour_without_enrollment_is_named(tmp_path: Path) -> None:
    result = screened(
        tmp_path, OWN + "adjoining:\n  - {id: 0756-01, enrollment: {total: 900}}\n  - {id: 0757-01}\n"
    )
    assert [(one.code, one.place.line) for one in result.findings] == [("I101", 6), ("I101", 7)]


def test_the_status_of_a_neighbour_is_read(tmp_path: Path) -> None:
    told = NEIGHBOUR.replace("0756-01,", "0756-01, racially_isolated: yes,")
    result = screened(tmp_path, OWN.replace("400", "100") + told)
    assert result.screening == "adjoining"


def test_the_official_status_of_a_file_goes_to_the_district_of_the_state(tmp_path: Path) -> None:
    text = "status: [adjoining]\nschools: [{id: '7', racially_identifiable: yes}]\n"
    district = a_district([a_school("007", {"KG": Students(10, 1, 0)})], fiscal_year=2017)
    found = with_official_status(district, *read(tmp_path, text))
    assert found.official == ("adjoining",)
    assert found.schools[0].identifiable is True
    assert found.findings == ()


def test_the_status_of_another_year_is_taken_with_a_mark_unless_the_year_has_its_own(tmp_path: Path) -> None:
    district = a_district(fiscal_year=2018)
    other = with_official_status(district, *read(tmp_path, "status: [adjoining]\n"))
    assert [one.code for one in other.findings] == ["I106"]
    assert other.official == ("adjoining",)
    own = "status: [adjoining]\nyears: {FY 2018: {status: [voluntary]}}\n"
    found = with_official_status(district, *read(tmp_path, own))
    assert (found.official, found.findings) == (("voluntary",), ())


def test_a_school_that_the_state_does_not_have_is_named(tmp_path: Path) -> None:
    text = "schools: [{id: '9', racially_identifiable: yes}]\n"
    district = a_district([a_school("007", {"KG": Students(10, 1, 0)})], fiscal_year=2017)
    found = with_official_status(district, *read(tmp_path, text))
    assert [one.code for one in found.findings] == ["I102"]


def test_without_a_status_the_year_of_a_file_does_not_matter(tmp_path: Path) -> None:
    assert with_official_status(a_district(fiscal_year=2013), *read(tmp_path, OWN)).findings == ()


def test_the_neighbours_of_a_file_come_with_it(tmp_path: Path) -> None:
    found = with_official_status(a_district(fiscal_year=2017), *read(tmp_path, NEIGHBOUR))
    assert found.neighbours is not None
    assert [one.id for one in found.neighbours] == ["0756-01"]


def test_an_official_status_of_a_school_that_is_not_screened_is_a_finding(tmp_path: Path) -> None:
    school = (
        "{id: '1', classification: 41, racially_identifiable: yes, grades: {KG: {total: 5, protected: 1}}}"
    )
    result = screened(tmp_path, f"schools: [{school}]\n")
    assert codes(result) == ["E101"]
    assert "not among the schools screened" in result.findings[0].message
