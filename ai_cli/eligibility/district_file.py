"""Takes what a screening needs from a Minnesota district file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.enrollment import (
    NO_GRADES,
    DistrictEnrollment,
    Neighbour,
    SchoolEnrollment,
    Students,
)
from ai_cli.facts.identifiers import school_number
from ai_cli.facts.names import nearest
from ai_cli.facts.years import october_inside
from ai_cli.findings import Finding, finding, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.facts.district_file import DistrictFile, Path
    from ai_cli.facts.minnesota import Adjoining, Counts, MinnesotaDistrict, School


def enrollment_of(file: DistrictFile, facts: MinnesotaDistrict) -> DistrictEnrollment:
    """Return the students of a district file, of the October 1 inside its fiscal year.

    A count that does not name its October is taken for that one, and ``source`` says so; one of another October is
    not used. Findings: I101 for counts that the screening needs, each where it would stand.
    """
    findings: list[Finding] = []
    students, source, doubt = _own(file, facts, findings)
    schools = tuple(_school(file, index, one, findings) for index, one in enumerate(facts.schools))
    neighbours = tuple(_neighbour(file, index, one) for index, one in enumerate(facts.adjoining))
    if not schools and not neighbours:
        what = "nothing can be screened: the file gives neither schools nor adjoining districts"
        fix = "give `schools:` with counts by grade, or `adjoining:` with the enrollment of each district"
        findings.append(finding("I101", file.place(()), what=what, allowed="schools or adjoining", fix=fix))
    return DistrictEnrollment(
        id=facts.district.id,
        name=facts.district.name,
        fiscal_year=facts.fiscal_year,
        place=file.place(()),
        students=students,
        schools=schools,
        source=source,
        neighbours=neighbours or None,
        official=facts.status,
        official_place=file.place(("status",)),
        doubt=doubt,
        findings=in_order(findings),
    )


def with_official_status(
    district: DistrictEnrollment, file: DistrictFile, facts: MinnesotaDistrict
) -> DistrictEnrollment:
    """Return a district of the state's file with what a district file says of it besides its counts.

    That is the official status, its schools' too, and the neighbors.
    Findings: I102 for a school that the state's file does not have, I106 where the status is of another fiscal year.
    """
    year = district.fiscal_year
    block = facts if facts.fiscal_year == year else facts.years.get(year)
    path = file.path_of_year(year)
    findings = list(district.findings)
    if block is None:
        block = facts
        if facts.status or any(one.racially_identifiable is not None for one in facts.schools):
            found = f"figures of FY {facts.fiscal_year}"
            years = {"fiscal_year": year, "facts_year": facts.fiscal_year}
            place = file.place(("fiscal_year",))
            findings.append(finding("I106", place, keys="status", found=found, **years))
    schools = {one.id: one for one in district.schools}
    for index, one in enumerate(block.schools):
        number, place = school_number(one.id), file.place((*path, "schools", index))
        if number in schools:
            status = one.racially_identifiable
            schools[number] = schools[number]._replace(identifiable=status, official_place=place)
        else:
            fix = nearest(number, schools)
            found, allowed = f"'{one.id}', which the state's file does not have", "a school of the district"
            findings.append(finding("I102", place, key="schools.id", found=found, allowed=allowed, fix=fix))
    neighbours = tuple(_neighbour(file, index, one) for index, one in enumerate(facts.adjoining))
    return district._replace(
        official=block.status,
        official_place=file.place((*path, "status")),
        schools=tuple(schools.values()),
        neighbours=neighbours or None,
        findings=tuple(findings),
    )


def _own(
    file: DistrictFile, facts: MinnesotaDistrict, findings: list[Finding]
) -> tuple[Students | None, str, str | None]:
    """Return the district's own students, where they are from, and why there are none."""
    wanted = october_inside(facts.fiscal_year)
    octobers = {block.october_1: index for index, block in enumerate(facts.enrollment)}
    source = f"the file's count of October 1, {wanted}"
    index = octobers.get(wanted, octobers.get(None))
    if index is None:
        there = ", ".join(str(one) for one in sorted(filter(None, octobers)))
        doubt = f"no enrollment of October 1, {wanted}" + (
            f"; the file has October 1 of {there}" if there else ""
        )
        if facts.adjoining:
            fix = f"add a block to `enrollment:` with `october_1: {wanted}`, total and protected"
            place = file.place(("enrollment",))
            findings.append(finding("I101", place, what=doubt, allowed="the count of that October", fix=fix))
        return None, f"not used: {doubt}", doubt
    if wanted not in octobers:
        source = f"taken for the count of October 1, {wanted}; the file does not name its October"
    path: Path = ("enrollment", index)
    lacking = _lacking(facts.enrollment[index]) if facts.adjoining else ()
    findings.extend(_missing(file, path, "enrollment", lacking))
    students = _students(facts.enrollment[index])
    return students, source, None if students is not None else "its enrollment is not complete"


def _school(file: DistrictFile, index: int, school: School, findings: list[Finding]) -> SchoolEnrollment:
    path: Path = ("schools", index)
    grades = {}
    doubt = None if school.grades else NO_GRADES
    for grade, counts in school.grades.items():
        students = _students(counts)
        if students is None:
            doubt = f"a count of grade {grade} is missing"
            what = f"school {school.id}, grade {grade}"
            findings.extend(_missing(file, (*path, "grades"), what, _lacking(counts)))
        else:
            grades[grade] = students
    return SchoolEnrollment(
        school_number(school.id),
        school.name,
        school.classification,
        grades,
        file.place(path),
        doubt,
        school.racially_identifiable,
    )


def _neighbour(file: DistrictFile, index: int, one: Adjoining) -> Neighbour:
    students = None if one.enrollment is None else _students(one.enrollment)
    place = file.place(("adjoining", index))
    return Neighbour(one.id, one.name, students, one.contact, place, one.racially_isolated)


def _students(counts: Counts) -> Students | None:
    if counts.total is None or counts.protected is None:
        return None
    american_indian = None if counts.american_indian is None else int(counts.american_indian)
    return Students(int(counts.total), int(counts.protected), american_indian)


def _lacking(counts: Counts) -> tuple[str, ...]:
    return tuple(name for name in ("total", "protected") if getattr(counts, name) is None)


def _missing(file: DistrictFile, path: Path, what: str, lacking: tuple[str, ...]) -> Iterator[Finding]:
    for name in lacking:
        fix = f"give `{name}`, 0 where there are none"
        yield finding(
            "I101", file.place(path), what=f"{what}: {name} is not given", allowed="a count", fix=fix
        )
