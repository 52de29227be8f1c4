"""How many learners leave the English learner group, where enough do, and enough stay, for it to be published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.accountability.sizes import is_publishable
from ai_cli.results.gaps import ExitCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ai_cli.accountability.rules import Rules
    from ai_cli.results.gaps import Exit


def exit_counts(results: Sequence[Exit], rules: Rules, *, internal: bool) -> ExitCounts:
    """Return how many learners there are, leave and stay; None each where it would tell of too few of them.

    With all learners published, those who leave and those who stay tell of each other, so that both are withheld or neither.
    Shape: one file. Units: learners. Errors: none. Source: least_published.
    """
    leave = sum(one.exits for one in results)
    stay = len(results) - leave
    if internal:
        return ExitCounts(len(results), leave, stay, withheld=False)
    if not is_publishable(len(results), rules):
        return ExitCounts(None, None, None, withheld=True)
    if all(is_publishable(one, rules) for one in (leave, stay)):
        return ExitCounts(len(results), leave, stay, withheld=False)
    return ExitCounts(len(results), None, None, withheld=True)
