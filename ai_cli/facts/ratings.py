"""What a statewide file of domain scores holds: each school with its type and the scores of its domains."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from ai_cli.findings import Place

PROFICIENCY, GROWTH, GAP_REDUCTION, GRADUATION, FOCUSED = (
    "proficiency", "growth", "gap_reduction", "graduation", "focused_proficiency",
)  # fmt: skip
"""The domains of the rating, and the focused proficiency of the Focus Rating."""

DOMAINS = (PROFICIENCY, GROWTH, GAP_REDUCTION, GRADUATION, FOCUSED)


class RatedSchool(NamedTuple):
    """A school of the state: its type, whether it could be designated, and the raw scores of its domains.

    ``eligible`` is whether it has a rating at all. A domain without its least number of students is not in ``scores``.
    ``id`` is as the file has it.
    """

    id: str
    school_type: str
    title_i: bool
    treatment_program: bool
    eligible: bool
    scores: Mapping[str, Fraction]
    place: Place


class PriorDesignation(NamedTuple):
    """Whether a school was Priority and Focus in the year before, and has not left them since."""

    priority: bool
    focus: bool


class StatewideScores(NamedTuple):
    """The schools of a whole state, by id; ``prior`` are those that were Priority or Focus before, None where it is not said."""

    file: str
    schools: tuple[RatedSchool, ...]
    prior: Mapping[str, PriorDesignation] | None = None
