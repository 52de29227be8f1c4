"""The exit status and the summary of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.cli.options import FailOn
from ai_cli.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ai_cli.findings import Finding

NOT_VALID = frozenset({"I102", "I103", "I104", "I105", "L103"})
"""Findings of a district file that make the status 2: there is no valid file, or no rate, to compute with."""


def exit_status(findings: Sequence[Finding], fail_on: FailOn, *, incomplete: bool) -> int:
    """Return 2 for input that is not valid, 1 for findings from ``fail_on`` on or an incomplete result, else 0."""
    if any(one.code in NOT_VALID for one in findings):
        return 2
    if fail_on is FailOn.NEVER:
        return 0
    grave = any(one.severity.at_least(Severity(fail_on.value)) for one in findings)
    return 1 if grave or incomplete else 0


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """Return how many errors, warnings and infos there are."""
    return {f"{severity}s": sum(one.severity is severity for one in findings) for severity in Severity}


def counted(number: int, noun: str) -> str:
    """Return ``1 error`` or ``2 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
