"""Findings for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.findings import Finding, Severity, entry
from ai_cli.outputs.document import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHOWN_APART = 3


def findings_lines(findings: Iterable[Finding], *, at_least: Severity = Severity.INFO) -> tuple[str, ...]:
    """Return the findings as lines, the gravest first: place, code, message, what is allowed, how to mend it.

    Warnings and infos of one code about one file, if they are more than a few, are told together.
    """
    kept = [one for one in findings if one.severity.at_least(at_least)]
    lines: list[str] = []
    for severity in Severity:
        groups: dict[tuple[str, str | None], list[Finding]] = {}
        for one in kept:
            if one.severity is severity:
                groups.setdefault((one.code, one.place.file), []).append(one)
        for key in sorted(groups, key=str):
            group = groups[key]
            if severity is not Severity.ERROR and len(group) > _SHOWN_APART:
                lines.extend(_together(group))
            else:
                lines.extend(line for one in group for line in _finding(one))
    return tuple(lines)


def _together(group: list[Finding]) -> Iterator[str]:
    first = group[0]
    what = "; ".join(dict.fromkeys(one.found or one.message for one in group))
    place = f"{first.place.file}: " if first.place.file else ""
    yield f"{first.severity} {first.code} {place}{entry(first.code).title}: {what}"
    if first.fix and first.severity is not Severity.INFO and all(one.fix == first.fix for one in group):
        yield f"    fix: {first.fix}"


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
