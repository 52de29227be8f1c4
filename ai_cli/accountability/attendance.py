"""Attendance, R29: whether the students of a school or district were there on enough of their days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.accountability.index import PER_CENT
from ai_cli.accountability.participation import reaches
from ai_cli.facts.accountability import ATTENDANCE as INDICATOR
from ai_cli.results.accountability import ATTENDANCE, MET, NOT_EVALUATED, NOT_MET, Determination

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import AccountabilityFacts


def attendance(entity: str, facts: AccountabilityFacts, rules: Rules) -> Iterator[Determination]:
    """Give the attendance of all students of an entity, nothing where it is not known.

    Units: days of attendance of days of membership. Source: least_attending, attendance_goal.
    """
    group = rules.all_students
    known = facts.others.get((entity, rules.year, INDICATOR, group))
    if known is None:
        return
    goal, least = rules.share("attendance_goal"), rules.whole("least_attending")
    counted = (known.students, known.part, known.whole, goal * PER_CENT)
    cell = (ATTENDANCE, entity, rules.year, None, group, *counted)
    if known.students < least:
        yield Determination(*cell, NOT_EVALUATED, None, f"n_below_{least}", ("R3",))
    else:
        result = MET if reaches(known.part, known.whole, goal) else NOT_MET
        yield Determination(*cell, result, None, None, ("R3", "R29"))
