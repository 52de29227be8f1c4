"""Domain scores that one school's own data give, R44, R45 and R50: proficiency, focused proficiency, graduation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.accountability.graduation import GOAL
from ai_cli.accountability.routes import TARGET, TARGET_CI
from ai_cli.results.accountability import (
    GRADUATION,
    MET,
    NOT_EVALUATED,
    PROFICIENCY,
    UNDETERMINED,
    DomainScore,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ai_cli.accountability.rules import Rules
    from ai_cli.results.accountability import Determination


def proficiency_domain(cells: Iterable[Determination], groups: Collection[str], rules: Rules) -> DomainScore:
    """Return the score of the evaluated cells of these groups, weighted by their students.

    A cell counts as met at its target only, with its interval by the reading ``mmr-use-ci``; never by safe harbor or averages.
    """
    counted = (TARGET, TARGET_CI) if rules.reads("mmr-use-ci", "on") else (TARGET,)
    met = weight = 0
    for one in cells:
        if (
            one.scope == PROFICIENCY
            and one.group in groups
            and one.result not in (NOT_EVALUATED, UNDETERMINED)
        ):
            weight += one.students
            met += one.students if one.route in counted else 0
    return DomainScore(met, weight)


def graduation_domain(cells: Iterable[Determination], rules: Rules) -> DomainScore:
    """Return the score of the evaluated graduation groups, weighted by their four-year cohorts.

    A group counts as met by any route, or by the goal only with the reading ``grad-domain-met``.
    """
    goal_only = rules.reads("grad-domain-met", "goal")
    groups = [one for one in cells if one.scope == GRADUATION and one.result != NOT_EVALUATED]
    met = (
        one.students
        for one in groups
        if one.result == MET and (not goal_only or (one.route or "").startswith(GOAL))
    )
    return DomainScore(sum(met), sum(one.students for one in groups))
