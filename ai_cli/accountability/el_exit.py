"""Leaving the English learner group, R13: the ACCESS composite and every domain reach their level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.results.gaps import Exit

if TYPE_CHECKING:
    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import AccessScore

_COMPOSITE = "composite"


def exits(score: AccessScore, rules: Rules) -> Exit:
    """Return whether a learner leaves the group, and which scores are below the level if not.

    Shape: one learner. Units: proficiency levels, compared exactly. Errors: ``KeyError`` for a domain without a score.
    Source: exit_composite, exit_domain, exit_domains.
    """
    least = rules.share("exit_domain")
    below = [domain for domain in rules.texts("exit_domains") if score.domains[domain] < least]
    if score.composite < rules.share("exit_composite"):
        below.insert(0, _COMPOSITE)
    return Exit(score.case, not below, tuple(below), rules.cited(("R13",)), rules.rates())
