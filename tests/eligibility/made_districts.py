"""Districts made for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ai_cli.eligibility import rules_of, screen
from ai_cli.facts.enrollment import DistrictEnrollment, Neighbour, SchoolEnrollment, Students, together
from ai_cli.findings import Place
from ai_cli.results.screening import Screening

HERE = Place("district.yaml")


def a_school(
    number: str,
    grades: Mapping[str, Students],
    classification: str | None = "10",
    doubt: str | None = None,
    identifiable: bool | None = None,
) -> SchoolEnrollment:
    return SchoolEnrollment(number, None, classification, grades, HERE, doubt, identifiable)


def a_neighbour(
    students: Students | None,
    contact: str | None = "line",
    isolated: bool | None = None,
    number: str = "0002-01",
    place: Place = HERE,
) -> Neighbour:
    return Neighbour(number, None, students, contact, place, isolated)


def a_district(
    schools: Sequence[SchoolEnrollment] = (),
    students: Students | None = None,
    neighbours: Sequence[Neighbour] | None = None,
    official: tuple[str, ...] = (),
    number: str = "0001-01",
    fiscal_year: int = 2013,
) -> DistrictEnrollment:
    own = students
    if own is None and schools:
        own = together(one for school in schools for one in school.grades.values())
    found = None if neighbours is None else tuple(neighbours)
    return DistrictEnrollment(number, None, fiscal_year, HERE, own, tuple(schools), "a test", found, official)


def screened(district: DistrictEnrollment, **readings: str) -> Screening:
    chosen = {name.replace("_", "-"): choice for name, choice in readings.items()}
    return screen(district, rules_of(district.fiscal_year, chosen))


def codes(result: Screening) -> list[str]:
    return [one.code for one in result.findings]
