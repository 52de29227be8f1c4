"""Findings for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.findings import Finding, Severity, entry
from ai_cli.outputs.document import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SHOWN_APART, _MOST_NAMED = 3, 8
_EACH_TO_MEND = "B"


def findings_lines(
    findings: Iterable[Finding], *, at_least: Severity = Severity.INFO, within: str | None = None
) -> tuple[str, ...]:
    """Return the findings as lines, the gravest first: place, code, message, what is allowed, how to mend it.

    Warnings and infos of one code about one file, if they are more than a few, are told together; those about a budget
    have each their own place to mend. ``within`` is a file that a heading names, so that places in it need not.
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
            apart = severity is Severity.ERROR or key[0].startswith(_EACH_TO_MEND)
            if len(group) > _SHOWN_APART and not apart:
                lines.extend(_together(group, within))
            else:
                lines.extend(line for one in group for line in _finding(one, within))
    return tuple(lines)


def _together(group: list[Finding], within: str | None) -> Iterator[str]:
    first = group[0]
    named = list(dict.fromkeys(one.found or one.message for one in group))
    more = len(named) - _MOST_NAMED
    what = "; ".join(named[:_MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")
    place = f"{first.place.file}: " if first.place.file and first.place.file != within else ""
    yield f"{first.severity} {first.code} {place}{entry(first.code).title}: {what}"
    if first.fix and first.severity is not Severity.INFO and all(one.fix == first.fix for one in group):
        yield f"    fix: {first.fix}"


def findings_block(findings: Iterable[Finding], within: str | None = None) -> tuple[Lines, ...]:
    """Return the findings as a block of a document, nothing where there are none; ``within`` as ``findings_lines``."""
    lines = findings_lines(findings, within=within)
    return (Lines(lines),) if lines else ()


def findings_apart(groups: Iterable[tuple[str, Sequence[Finding]]]) -> Iterator[Lines]:
    """Go through groups of findings as blocks, each under its heading, if it has one; the gravest group first."""
    ranks = list(Severity)
    for heading, findings in sorted(
        groups, key=lambda group: min(ranks.index(one.severity) for one in group[1])
    ):
        yield Lines((*((heading,) if heading else ()), *findings_lines(findings)))


def _finding(one: Finding, within: str | None) -> list[str]:
    shown = one.place if one.place.file != within or within is None else one.place.inside
    place = f"{shown}: " if str(shown) else ""
    lines = [f"{one.severity} {one.code} {place}{one.message}"]
    if one.allowed and one.severity is not Severity.INFO:
        lines.append(f"    allowed: {one.allowed}")
    if one.fix and one.severity is not Severity.INFO:
        lines.append(f"    fix: {one.fix}")
    return lines
