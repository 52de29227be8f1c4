"""Rates and designates the schools of a state by their domain scores, R51 to R62."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.accountability.designations import Candidate, designations
from ai_cli.accountability.mmr import OF_THE_FOCUS_RATING, OF_THE_RATING, points, ranks_of
from ai_cli.accountability.years_in_force import out_of_force
from ai_cli.facts.entity_ids import district_of, read_entity
from ai_cli.facts.ratings import DOMAINS
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.findings import Place, finding, in_order
from ai_cli.law import UNVERIFIED
from ai_cli.results.ratings import (
    CELEBRATION_ELIGIBLE,
    CONTINUOUS_IMPROVEMENT,
    FOCUS,
    PRIORITY,
    REWARD,
    Ratings,
    SchoolRating,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.ratings import RatedSchool, StatewideScores
    from ai_cli.findings import Finding

_RULES = ("R43", "R51", "R52", "R53", "R55", "R56", "R57", "R58", "R59", "R60", "R61", "R62", "R62b")
_BY_DESIGNATION = {
    PRIORITY: "R58",
    FOCUS: "R59",
    REWARD: "R56",
    CELEBRATION_ELIGIBLE: "R57",
    CONTINUOUS_IMPROVEMENT: "R60",
}
IDENTIFIED = "Priority and Focus as of a year of identification: those of earlier years last until a school leaves them"
CARRIED = "Priority and Focus as of the year before: they last until a school leaves them"
SELECTED = "of Celebration Eligible schools the department selects some from applications: not computable"


def rate(state: StatewideScores, rules: Rules) -> Ratings:
    """Return the rating and designations of every school of a state, inside its type.

    Shape: one state and year. Units: ranks 0 to 1, ratings 0 to 100, exact. Findings: A111, and no rating, of the schools of one
    district; A112 schools alike at a cut-off; I101 schools designated before that are not among them; L104 a year in which the law is not in force. Nothing is raised. Source: the rules R43 and R51 to R62.
    """
    refusal = _one_district(state)
    if refusal is not None:
        return Ratings(state.file, rules.year, (), rules.readings, (), (), (), (refusal,))
    found: list[SchoolRating] = []
    findings: list[Finding] = []
    for kind in sorted({one.school_type for one in state.schools}):
        rated, said = _of_type([one for one in state.schools if one.school_type == kind], kind, state, rules)
        found.extend(rated)
        findings.extend(said)
    cited = rules.cited(_RULES)
    unverified = ", ".join(one.number for one in cited if one.standing == UNVERIFIED)
    return Ratings(
        file=state.file,
        year=rules.year,
        schools=tuple(sorted(found, key=lambda one: one.school)),
        readings=rules.used_readings,
        rules=cited,
        rates=rules.rates(),
        labels=(
            CARRIED if rules.reads("designation-carry", "on") else IDENTIFIED,
            SELECTED,
            *((f"{UNVERIFIED}: {unverified}",) if unverified else ()),
        ),
        findings=in_order((*findings, *_gone(state), *out_of_force(rules, state.file))),
    )


def _of_type(
    schools: list[RatedSchool], kind: str, state: StatewideScores, rules: Rules
) -> tuple[list[SchoolRating], tuple[Finding, ...]]:
    """Return the ratings of the schools of one type, those without a rating among them."""
    ranks = ranks_of(schools, rules)
    without = dict.fromkeys(DOMAINS)
    ratings = {one.id: points(ranks.get(one.id, without), OF_THE_RATING, rules) for one in schools}
    focus = {one.id: points(ranks.get(one.id, without), OF_THE_FOCUS_RATING, rules) for one in schools}
    candidates = [
        Candidate(one.id, one.title_i, one.treatment_program, rating, focus[one.id].rating)
        for one in schools
        if (rating := ratings[one.id].rating) is not None
    ]
    designated = designations(candidates, kind, state.file, rules, state.prior)
    carried = _carried(schools, state, rules)
    rated = []
    for one in schools:
        named = designated.by_school.get(one.id, carried.get(one.id, ()))
        rated.append(
            SchoolRating(
                school=one.id,
                school_type=kind,
                title_i=one.title_i,
                ranks=ranks.get(one.id, without),
                mmr=ratings[one.id],
                focus_rating=focus[one.id],
                designations=named,
                rules=(
                    "R43",
                    "R51",
                    "R52",
                    "R53",
                    "R55",
                    *(("R62",) if not named else ()),
                    *(_BY_DESIGNATION[name] for name in named),
                )
                if one.eligible
                else ("R36", *(("R62b",) if named else ())),
            )
        )
    return rated, designated.findings


def _carried(
    schools: Iterable[RatedSchool], state: StatewideScores, rules: Rules
) -> dict[str, tuple[str, ...]]:
    """Return what schools are still from the year before where that carries on, also without a rating or Title I."""
    if not rules.reads("designation-carry", "on") or state.prior is None:
        return {}
    prior = {one.id: state.prior[one.id] for one in schools if one.id in state.prior}
    kept = {one.id for one in schools if not one.treatment_program}
    return {
        school: tuple(name for name, was in zip((PRIORITY, FOCUS), one, strict=True) if was)
        for school, one in prior.items()
        if school in kept
    }


def _gone(state: StatewideScores) -> Iterator[Finding]:
    """Name the schools that were Priority or Focus and have no row, I101."""
    gone = sorted(set(state.prior or ()) - {one.id for one in state.schools})
    if gone:
        what = f"no row of schools that were Priority or Focus before: {', '.join(gone)}"
        fix = "add their rows, with mmr_eligible N where they have no scores, or take them out of the ratings before"
        allowed = "a row for each school of the state"
        yield finding("I101", Place(state.file), what=what, allowed=allowed, fix=fix)


def _one_district(state: StatewideScores) -> Finding | None:
    """Return the finding that the schools are those of one district, A111; None where they are of several.

    Ids that are not written as those of schools do not say whose they are, and count as a district each.
    """
    districts = set()
    for one in state.schools:
        try:
            districts.add(district_of(read_entity(one.id)))
        except UnreadableValue:
            districts.add(one.id)
    if len(districts) > 1:
        return None
    found = "one school" if len(state.schools) == 1 else f"{len(state.schools)} schools, all of one district"
    return finding("A111", Place(state.file), file=state.file, found=found)
