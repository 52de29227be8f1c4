"""The exit status and the summary of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.cli.log import note_finding
from ai_cli.cli.options import FailOn
from ai_cli.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ai_cli.findings import Finding

NOT_VALID = frozenset({"I102", "I103", "I104", "I105", "L103"})
"""Findings of a district file that make the status 2: there is no valid file, or no rate, to compute with."""


NO_RATE = frozenset({"L103"})

NOT_VALID_INPUT, FAULT, INTERRUPTED = 2, 3, 130


class Tally:
    """Counts what a run has come to, while its results pass by.

    ``findings`` holds those of files that gave no result. With ``line_findings_are_valid`` a value of a result that
    cannot be read is a finding like others: the rest of it is checked. ``not_checked`` counts criteria,
    ``without_result`` are files that gave none.
    """

    def __init__(self, *, line_findings_are_valid: bool = False) -> None:
        self._line_findings_are_valid = line_findings_are_valid
        self._findings: dict[Finding, None] = {}
        self.results = 0
        self.not_read = 0
        self.incomplete = 0
        self.not_checked = 0
        self.interrupted = False
        self.without_result: set[str] = set()
        self.faults = 0
        self._severities = dict.fromkeys(Severity, 0)
        self._not_valid = False

    @property
    def findings(self) -> Collection[Finding]:
        """What was found about files that gave no result, in the order in which it was found; grows with the run."""
        return self._findings.keys()

    def add_result(self, findings: Iterable[Finding], *, complete: bool) -> None:
        """Count a result with its findings."""
        self.results += 1
        self.incomplete += not complete
        self._count(findings, of_lines=self._line_findings_are_valid)

    def add_remarks(self, findings: Iterable[Finding], *, of_lines: bool = False) -> None:
        """Count findings that belong to a result which is counted already; ``of_lines`` for those of a budget."""
        self._count(findings, of_lines=of_lines)

    def add_not_read(self, findings: Iterable[Finding]) -> None:
        """Count a file that gave no facts, and keep its findings."""
        self.not_read += 1
        self.add_findings(findings)

    def add_findings(self, findings: Iterable[Finding], *, of_lines: bool = False) -> None:
        """Count and keep findings that belong to no result, each once: a wrong option is wrong for every file.

        ``of_lines`` is for those of rows, of which the others are used.
        """
        new = dict.fromkeys(one for one in findings if one not in self._findings)
        self._findings.update(new)
        self._count(new, of_lines=of_lines)

    def add_fault(self) -> None:
        """Count a file at which the program failed."""
        self.not_read += 1
        self.faults += 1

    def _count(self, findings: Iterable[Finding], *, of_lines: bool = False) -> None:
        for one in findings:
            note_finding(one)
            self._severities[one.severity] += 1
            self._not_valid |= one.code in (NO_RATE if of_lines else NOT_VALID)

    def counts(self) -> dict[str, int]:
        """Return how many errors, warnings and infos there are."""
        return {f"{severity}s": number for severity, number in self._severities.items()}

    def exit_status(self, fail_on: FailOn) -> int:
        """Return 130 for an interrupted run, 3 for a fault, 2 for input that is not valid, 1 for findings, else 0.

        Findings count from ``fail_on`` on, and an incomplete result as one.
        """
        if self.interrupted:
            return INTERRUPTED
        if self.faults:
            return FAULT
        if self._not_valid:
            return NOT_VALID_INPUT
        if fail_on is FailOn.NEVER:
            return 0
        lowest = Severity(fail_on.value)
        grave = any(number for severity, number in self._severities.items() if severity.at_least(lowest))
        return 1 if grave or self.incomplete else 0


def counted(number: int, noun: str) -> str:
    """Return ``1 error`` or ``2 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def ended(tally: Tally, skipped: int) -> str:
    """Return what the closing sentence adds: files that folders hold besides, and how the run ended where it did not end well."""
    others = f", {counted(skipped, 'other file')} skipped" if skipped else ""
    faults = f", {counted(tally.faults, 'fault')} of the program" if tally.faults else ""
    return others + faults + (", interrupted" if tally.interrupted else "")
