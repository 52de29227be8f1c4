"""Racially identifiable schools: each traditional school against those of its district over the same grades."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.eligibility.near import change_of, near_threshold
from ai_cli.eligibility.shares import counted, exceeds, percent
from ai_cli.facts.enrollment import NO_GRADES, NOBODY, Students, together
from ai_cli.facts.identifiers import district_type, grade_rank
from ai_cli.findings import Finding, finding
from ai_cli.results.screening import NotScreened, SchoolScreening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ai_cli.eligibility.rules import Rules
    from ai_cli.facts.enrollment import DistrictEnrollment, SchoolEnrollment


class Schools(NamedTuple):
    """The schools of a district: those screened, those that are not, and the findings of both."""

    screened: tuple[SchoolScreening, ...]
    not_screened: tuple[NotScreened, ...]
    findings: tuple[Finding, ...]


def screen_schools(district: DistrictEnrollment, rules: Rules) -> Schools:
    """Compare each traditional school with all traditional schools of the district, itself among them.

    The classifications screened are those of the law; the district side are all traditional schools over the school's
    own grades. A school is identifiable if its percent is more than the threshold above, strictly and unrounded.
    Findings: I101 for a classification or a count of American Indian students that the result needs, E101, E102, E106.
    Source: Minn. Rules 3535.0110, subp. 6; the department's list for 2012-13.
    """
    kind = district_type(district.id)
    if kind not in rules.district_types:
        why = f"district type {kind} is not among those screened: {', '.join(rules.district_types)}"
        left_out = tuple(NotScreened(one.id, one.name, one.classification, why) for one in district.schools)
        return Schools((), left_out, ())
    traditional = [one for one in district.schools if one.classification in rules.classifications]
    findings: list[Finding] = []
    not_screened = []
    for one in district.schools:
        if one.classification not in rules.classifications:
            why = _why_not(one, rules)
            not_screened.append(NotScreened(one.id, one.name, one.classification, why, one.identifiable))
            if one.identifiable:
                who, place = _who(district, one), one.official_place or one.place
                official = "racially identifiable"
                findings.append(
                    finding(
                        "E101",
                        place,
                        who=who,
                        screened="not among the schools screened",
                        official=official,
                        found=official,
                    )
                )
            findings.extend(_classification(district, one, rules))
    comparison = _Comparison(traditional, _in_doubt(district, traditional), rules)
    screened = [comparison.screen(one) for one in traditional]
    for school, result in zip(traditional, screened, strict=True):
        findings.extend(_findings(district, school, result, rules))
    return Schools(tuple(screened), tuple(not_screened), tuple(findings))


def _why_not(school: SchoolEnrollment, rules: Rules) -> str:
    if school.classification is None:
        return "its classification is not known"
    return f"classification {school.classification} is not among those screened: {', '.join(rules.classifications)}"


def _classification(
    district: DistrictEnrollment, school: SchoolEnrollment, rules: Rules
) -> Iterator[Finding]:
    who, allowed = _who(district, school), ", ".join(rules.known_classifications)
    if school.classification is None and school.doubt is None:
        what = f"{who} has no classification, so that no school of the district can be screened"
        fix = "give the school's classification, from the department's list of schools"
        yield finding("I101", school.place, what=what, allowed=allowed, fix=fix)
    elif school.classification is not None and school.classification not in rules.known_classifications:
        yield finding("E106", school.place, who=who, found=school.classification, allowed=allowed)


def _in_doubt(district: DistrictEnrollment, traditional: Iterable[SchoolEnrollment]) -> str | None:
    """Say why the sums over the district's schools cannot be relied on, None where they can."""
    for one in district.schools:
        if one.classification is None:
            return f"the classification of {_who(district, one)} is not known"
    for one in traditional:
        if one.doubt is not None:
            return f"{_who(district, one)}: {one.doubt}"
    return None


def _who(district: DistrictEnrollment, school: SchoolEnrollment) -> str:
    return f"school {school.id} of {district.id} {school.name or ''}".strip()


class _Comparison:
    """The traditional schools of a district, added up by grade."""

    def __init__(self, schools: Iterable[SchoolEnrollment], doubt: str | None, rules: Rules) -> None:
        self.doubt = doubt
        self.rules = rules
        self.by_grade: dict[int, Students] = {}
        for school in schools:
            for grade, students in school.grades.items():
                rank = grade_rank(grade)
                self.by_grade[rank] = self.by_grade.get(rank, NOBODY) + students

    def screen(self, school: SchoolEnrollment) -> SchoolScreening:
        own = together(school.grades.values())
        part = counted(own, self.rules.readings["american-indian-schools"])
        grades = sorted((one for one in school.grades if school.grades[one].total), key=grade_rank)
        district = self._district(grades)
        reason = school.doubt or self.doubt or (None if own.total else "it has no students")
        own_percent = percent(part.protected, own.total)
        district_percent = None if reason else percent(district.protected, district.total)
        difference = None
        if own_percent is not None and district_percent is not None:
            difference = own_percent - district_percent
        identifiable = exceeds(difference, self.rules.school_threshold, part.exception)
        if identifiable is None and reason is None:
            reason = "its American Indian students are not counted, on whom the result depends"
        return SchoolScreening(
            id=school.id,
            name=school.name,
            classification=school.classification,
            grades=f"{grades[0]}-{grades[-1]}" if grades else "",
            total=None if school.doubt else own.total,
            protected=None if school.doubt else own.protected,
            american_indian=None if school.doubt else own.american_indian,
            district_total=None if district_percent is None else district.total,
            district_protected=None if district_percent is None else district.protected,
            protected_percent=None if school.doubt else percent(own.protected, own.total),
            counted_percent=None if school.doubt else own_percent,
            district_percent=district_percent,
            difference=difference,
            american_indian_exception=None if school.doubt else part.exception,
            racially_identifiable=identifiable,
            official=school.identifiable,
            alone=district_percent is not None and district.total == own.total,
            reason=reason,
        )

    def _district(self, grades: list[str]) -> Students:
        """Return the students of all traditional schools over the grades that a school with these is compared in."""
        ranks = set(map(grade_rank, grades))
        if ranks and self.rules.readings["same-grades"] == "lowest-to-highest":
            ranks = set(range(min(ranks), max(ranks) + 1))
        return together(self.by_grade.get(rank, NOBODY) for rank in ranks)


def _findings(
    district: DistrictEnrollment, school: SchoolEnrollment, result: SchoolScreening, rules: Rules
) -> Iterator[Finding]:
    who = _who(district, school)
    if school.doubt == NO_GRADES:
        fix = "give the counts of each of its grades, with the department's name of the grade"
        what = f"{who} has no counts by grade, so that no school of the district can be screened"
        yield finding("I101", school.place, what=what, allowed="counts by grade", fix=fix)
    if result.difference is not None and result.racially_identifiable is None:
        what = (
            f"{who} has no count of American Indian students, on whom it depends whether it is identifiable"
        )
        fix = "give `american_indian` beside `protected` in each of its grades; 0 where there are none"
        yield finding("I101", school.place, what=what, allowed="a count for each grade", fix=fix)
    if result.difference is not None and not result.alone:
        compared = f"{who} compared with its district"
        limit = rules.school_threshold
        change = partial(change_of, _students(result), partial(_is_past, result, rules))
        yield from near_threshold(school.place, compared, result.difference, limit, rules, change)
    if None not in (result.racially_identifiable, school.identifiable) and (
        result.racially_identifiable is not school.identifiable
    ):
        words = {True: "racially identifiable", False: "not racially identifiable"}
        screened, official = words[bool(result.racially_identifiable)], words[bool(school.identifiable)]
        place = school.official_place or school.place
        yield finding("E101", place, who=who, screened=screened, official=official, found=official)


def _students(result: SchoolScreening) -> Students:
    return Students(result.total or 0, result.protected or 0, result.american_indian)


def _is_past(result: SchoolScreening, rules: Rules, changed: Students) -> bool:
    """Tell whether the school would be past the threshold with other counts of its own, the others' unchanged."""
    part = counted(changed, rules.readings["american-indian-schools"])
    protected = (result.district_protected or 0) + changed.protected - (result.protected or 0)
    own, district = percent(part.protected, changed.total), percent(protected, result.district_total or 0)
    return own is not None and district is not None and own - district > rules.school_threshold
