"""How many students a figure needs to be published, R4, and how many decisions there are, R5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.accountability import DISTRICT
from ai_cli.results.accountability import NOT_EVALUATED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_cli.accountability.rules import Rules
    from ai_cli.results.accountability import Determination


def is_publishable(students: int, rules: Rules) -> bool:
    """Tell whether a figure of so many students may be published: of nine no, of ten yes. Source: least_published."""
    return students >= rules.whole("least_published")


def most_decisions(level: str, rules: Rules) -> int:
    """Return the most decisions that a school or district can have.

    Source: most_decisions_school, most_decisions_district.
    """
    return rules.whole("most_decisions_district" if level == DISTRICT else "most_decisions_school")


def other_decisions(level: str, others: Iterable[Determination]) -> int:
    """Return how many decisions attendance and graduation are: one of a school, one each of a district."""
    scopes = {one.scope for one in others if one.result != NOT_EVALUATED}
    return len(scopes) if level == DISTRICT else min(len(scopes), 1)
