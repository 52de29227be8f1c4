"""AMAO 3, R32: whether the English learners of a Title III district make progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.accountability.routes import TARGET, TARGET_CI
from ai_cli.results.accountability import (
    ATTENDANCE,
    MET,
    NOT_APPLICABLE,
    NOT_EVALUATED,
    NOT_MET,
    PROFICIENCY,
    UNDETERMINED,
    Determination,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_cli.accountability.rules import Rules


def amao3(cells: Iterable[Determination], rules: Rules, *, title_iii: bool | None) -> str:
    """Return whether a district meets AMAO 3 by its determinations: its own AYP does not matter.

    ``title_iii`` is whether it receives such funds; where that is not known, undetermined. Source: english_learners.
    """
    if title_iii is None:
        return UNDETERMINED
    if not title_iii:
        return NOT_APPLICABLE
    group = rules.text("english_learners")
    results = [
        _result(one, rules)
        for one in cells
        if one.group == group and one.scope != ATTENDANCE and one.result != NOT_EVALUATED
    ]
    if not results:
        return NOT_EVALUATED
    return next((one for one in (NOT_MET, UNDETERMINED) if one in results), MET)


def _result(one: Determination, rules: Rules) -> str:
    """Return the result of a cell; by the reading ``amao3=amo`` proficiency counts at the target only."""
    by_target = one.route in (TARGET, TARGET_CI)
    if one.scope == PROFICIENCY and one.result == MET and not by_target and rules.reads("amao3", "amo"):
        return NOT_MET
    return one.result
