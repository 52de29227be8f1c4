"""Findings for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.findings import Finding, Severity, entry
from ai_cli.outputs.document import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN_APART = 3


def findings_lines(findings: Iterable[Finding], *, at_least: Severity = Severity.INFO) -> tuple[str, ...]:
    """Return the findings as lines, the gravest first: place, code, message, what is allowed, how to mend it.

    Infos of one code that are more than a few are told in one line.
    """
    kept = [one for one in findings if one.severity.at_least(at_least)]
    lines: list[str] = []
    for severity in Severity:
        by_code: dict[str, list[Finding]] = {}
        for one in kept:
            if one.severity is severity:
                by_code.setdefault(one.code, []).append(one)
        for code in sorted(by_code):
            group = by_code[code]
            if severity is Severity.INFO and len(group) > _SHOWN_APART:
                lines.append(
                    f"{severity} {code} {entry(code).title}: {', '.join(one.found or one.message for one in group)}"
                )
            else:
                lines.extend(line for one in group for line in _finding(one))
    return tuple(lines)


def findings_block(findings: Iterable[Finding]) -> tuple[Lines, ...]:
    """Return the findings as a block of a document, nothing where there are none."""
    lines = findings_lines(findings)
    return (Lines(lines),) if lines else ()


def _finding(one: Finding) -> list[str]:
    place = f"{one.place}: " if str(one.place) else ""
    lines = [f"{one.severity} {one.code} {place}{one.message}"]
    if one.allowed and one.severity is not Severity.INFO:
        lines.append(f"    allowed: {one.allowed}")
    if one.fix and one.severity is not Severity.INFO:
        lines.append(f"    fix: {one.fix}")
    return lines
