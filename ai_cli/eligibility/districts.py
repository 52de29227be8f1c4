"""Screens one district: whether it is racially isolated or adjoins such a one, and its schools."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.eligibility.neighbours import Verdict, beside_isolated, compare, isolated
from ai_cli.eligibility.official import disagreements
from ai_cli.eligibility.remarks import remarks
from ai_cli.eligibility.schools import screen_schools
from ai_cli.eligibility.sentences import conclusion, listed
from ai_cli.eligibility.shares import counted, percent
from ai_cli.facts.identifiers import district_type
from ai_cli.facts.years import october_inside
from ai_cli.findings import in_order
from ai_cli.results.screening import ADJOINING, NONE, NOT_SCREENED, RACIALLY_ISOLATED, Screening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.eligibility.rules import Rules
    from ai_cli.facts.enrollment import DistrictEnrollment
    from ai_cli.results.screening import NeighbourScreening, SchoolScreening


_ONLY_CORNERS = "every neighbor touches at a corner only, which the reading corner-contacts leaves out"


def is_screened(district_id: str, rules: Rules) -> bool:
    """Tell whether districts of this type are screened."""
    return district_type(district_id) in rules.district_types


def screen(district: DistrictEnrollment, rules: Rules) -> Screening:
    """Return the screening of a district with its findings.

    Findings: those of its counts, I101 for a count that a result needs, L102 and L104 of the law, E101 to E103, E106 to
    E108. What could not be tested is None. Nothing is raised.
    Source: Minn. Rules 3535.0110, subp. 6 and 7.
    """
    tested = is_screened(district.id, rules)
    neighbours = None
    if district.neighbours is not None and tested:
        neighbours = tuple(compare(district.students, one, rules) for one in district.neighbours)
    own = isolated(neighbours or ())
    beside = beside_isolated(neighbours or ())
    schools = screen_schools(district, rules)
    part = None
    if district.students is not None:
        part = counted(district.students, rules.readings["american-indian-districts"])
    students = district.students
    label = _label(own, beside)
    result = Screening(
        file=district.place.file or "",
        district_id=district.id,
        district_name=district.name,
        fiscal_year=district.fiscal_year,
        october_1=october_inside(district.fiscal_year),
        source=district.source,
        total=None if students is None else students.total,
        protected=None if students is None else students.protected,
        american_indian=None if students is None else students.american_indian,
        protected_percent=None if students is None else percent(students.protected, students.total),
        counted_percent=None if students is None or part is None else percent(part.protected, students.total),
        american_indian_exception=None if part is None else part.exception,
        racially_isolated=own.holds,
        adjoining_racially_isolated=beside.holds,
        screening=label,
        decided_by=own.decided_by if label == RACIALLY_ISOLATED else beside.decided_by,
        official=district.official,
        schools=tuple(sorted(schools.screened, key=_by_difference)),
        schools_not_screened=schools.not_screened,
        adjoining=neighbours,
        not_tested=tuple(_not_tested(district, neighbours, own, beside, tested=tested)),
        school_threshold=rules.school_threshold,
        district_threshold=rules.district_threshold,
        readings=rules.readings,
        rates=rules.rates(),
        conclusion="",
        findings=(),
    )
    findings = [
        *district.findings,
        *schools.findings,
        *rules.out_of_years(district.place),
        *remarks(district, result, rules),
        *disagreements(result, district.official_place or district.place),
    ]
    return result._replace(conclusion=conclusion(result, rules), findings=in_order(findings))


def _label(own: Verdict, beside: Verdict) -> str:
    if own.holds:
        return RACIALLY_ISOLATED
    if beside.holds:
        return ADJOINING
    return NOT_SCREENED if None in (own.holds, beside.holds) else NONE


def _by_difference(school: SchoolScreening) -> tuple[bool, Fraction, str]:
    return school.difference is None, -(school.difference or Fraction()), school.id


def _not_tested(
    district: DistrictEnrollment,
    neighbours: tuple[NeighbourScreening, ...] | None,
    own: Verdict,
    beside: Verdict,
    *,
    tested: bool,
) -> Iterator[str]:
    """Go through the reasons why something was not tested, or came to nothing."""
    if not tested:
        yield f"districts of type {district_type(district.id)} are not screened"
        return
    if not neighbours:
        reason = (
            district.no_neighbours if neighbours is None else "the adjacency file names no neighbor of it"
        )
        yield f"whether it is racially isolated, or adjoins such a district: {reason}"
    elif own.holds is None:
        yield f"whether it is racially isolated: {_why_not(district, neighbours)}"
    if neighbours and beside.holds is None:
        unknown = [one.id for one in neighbours if one.counts and one.isolated is None]
        reason = f"it is not known of {listed(unknown)}" if unknown else _ONLY_CORNERS
        hint = "; `racially_isolated` of each may be given" if district.place.file == _file(district) else ""
        yield f"whether it adjoins a racially isolated district: {reason}{hint}"
    if not district.schools:
        yield "its schools: no counts by school are given"
    elif district.students is None and district.doubt is not None:
        yield f"whether its schools add up to the district: {district.doubt}"


def _file(district: DistrictEnrollment) -> str | None:
    """Return the file in which the neighbors stand."""
    return next((one.place.file for one in district.neighbours or ()), None)


def _why_not(district: DistrictEnrollment, neighbours: tuple[NeighbourScreening, ...]) -> str:
    """Say why it could not be tested whether a district is isolated."""
    if district.students is None:
        return district.doubt or "its students are not known"
    if not district.students.total:
        return "it has no students"
    unknown = [f"{one.id}: {one.reason}" for one in neighbours if one.counts and one.isolates is None]
    return "; ".join(unknown) or _ONLY_CORNERS
