"""Reads the statewide file of domain scores, a row for each school of the state."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.facts.accountability import WHOLE_DISTRICT
from ai_cli.facts.entity_ids import read_entity
from ai_cli.facts.identifiers import read_yes_no
from ai_cli.facts.ratings import (
    DOMAINS,
    GAP_REDUCTION,
    GROWTH,
    PriorDesignation,
    RatedSchool,
    StatewideScores,
)
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.findings import Place, finding
from ai_cli.inputs.accountability_tables import SCHOOL_TYPES, read_table
from ai_cli.inputs.state_columns import Shape

if TYPE_CHECKING:
    from collections.abc import Callable

    from ai_cli.facts.accountability import Read
    from ai_cli.inputs.accountability_rows import Fields

STATEWIDE = Shape(
    what="domain scores, a row for each school of the state",
    fields={
        "school": ("school_id",),
        "school_type": ("school_type",),
        "title_i": ("title_i",),
        "treatment_program": ("treatment_program",),
        "mmr_eligible": ("mmr_eligible",),
        **{domain: (domain,) for domain in DOMAINS},
    },
    counts={},
)
PRIOR = Shape(
    what="ratings of the year before, as ratings prints them",
    fields={"school": ("school_id",), "priority": ("priority",), "focus": ("focus",)},
    counts={},
)
_SCORE = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,12})?")
_SIGNED = (GROWTH, GAP_REDUCTION)


def read_statewide(file: str) -> tuple[StatewideScores | None, Read]:
    """Return the schools of a statewide file by id, and what was left out of it; None of a file that cannot be read.

    Ids of schools have their leading zeros; of another spelling they are as the file has them. Findings: A102 an id without its
    leading zeros, I101 a missing value and a file of no school, I102 what cannot be read, I103 an unknown school type, I104 a school that stands twice,
    I105 a proficiency or graduation score outside 0 to 1, scores of a school without a rating, or a district for a school. Nothing
    is raised.
    """
    found, read = read_table(file, STATEWIDE, _school)
    if not found:
        if not read.findings:
            what, allowed = "no school", "a row for each school of the state"
            fix = "check that it is the file you mean"
            one = finding("I101", Place(file), what=what, allowed=allowed, fix=fix)
            read = read._replace(findings=(one,))
        return None, read
    return StatewideScores(file, tuple(found[one] for one in sorted(found))), read


def read_prior(file: str) -> tuple[dict[str, PriorDesignation] | None, Read]:
    """Return the schools that were Priority or Focus, by id, and what was left out; None of a file that cannot be read.

    Findings: A102 an id without its leading zeros, I101 a missing value, I102 what cannot be read, I104 a school that stands twice.
    Nothing is raised.
    """

    def row_of(fields: Fields) -> tuple[str, PriorDesignation, int] | None:
        school = _school_id(fields)
        priority, focus = (fields.read(one, read_yes_no) for one in ("priority", "focus"))
        if school is None or priority is None or focus is None:
            return None
        return school, PriorDesignation(priority, focus), fields.number

    found, read = read_table(file, PRIOR, row_of)
    if not found and read.findings:
        return None, read
    return {school: one for school, one in found.items() if any(one)}, read


def _school(fields: Fields) -> tuple[str, RatedSchool, int] | None:
    school = _school_id(fields)
    kind = fields.word("school_type", SCHOOL_TYPES)
    flags = [fields.read(one, read_yes_no) for one in ("title_i", "treatment_program", "mmr_eligible")]
    scores = {one: fields.optional(one, _reader(one)) for one in DOMAINS}
    known = {one: score for one, score in scores.items() if score is not None}
    title_i, treatment, eligible = flags
    if eligible is False and known:
        fix = "leave the scores of this school empty, or correct mmr_eligible"
        fields.refuse("I105", "mmr_eligible", f"N, with {len(known)} scores", "Y with scores", fix)
    if school is None or kind is None or title_i is None or treatment is None or eligible is None:
        return None
    one = RatedSchool(school, kind, title_i, treatment, eligible, known, fields.place)
    return school, one, fields.number


def _school_id(fields: Fields) -> str | None:
    try:
        school = read_entity(fields.text("school"))
    except UnreadableValue:
        return fields.read("school", str)
    if school.endswith(WHOLE_DISTRICT):
        fix = "leave the row of the district out"
        fields.refuse("I105", "school", f"'{school}', a district", "the id of a school", fix)
        return None
    return fields.entity("school")


def _reader(domain: str) -> Callable[[str], Fraction]:
    def read(text: str) -> Fraction:
        if _SCORE.fullmatch(text) is None:
            raise UnreadableValue("I102", "a score such as 0.347 or -0.0908", "write the score in digits")
        score = Fraction(text)
        if domain not in _SIGNED and not 0 <= score <= 1:
            raise UnreadableValue("I105", "a score from 0 to 1", "correct the score")
        return score

    return read
