"""The catalogue of finding codes, read from the YAML files beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from ai_cli.findings.finding import Finding, Place, Severity

FAMILIES = {
    "I": "inputs",
    "L": "law",
    "P": "programs",
    "R": "reconciliation",
    "B": "budget",
    "E": "eligibility",
    "A": "accountability",
}
"""First letter of a code -> the file of the catalogue that holds its family."""


class Entry(NamedTuple):
    """What a code stands for. ``message``, ``allowed`` and ``fix`` are templates with named fields."""

    code: str
    severity: Severity
    title: str
    meaning: str
    message: str
    allowed: str | None
    fix: str | None
    cite: str | None
    standing: str
    since: str


@cache
def _family(letter: str) -> dict[str, Entry]:
    text = Path(__file__).with_name(f"{FAMILIES[letter]}.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    entries = yaml.load(text, Loader=loader)  # noqa: S506 - a base loader builds text only
    return {
        code: Entry(
            code=code,
            severity=Severity(body["severity"]),
            title=body["title"],
            meaning=body["meaning"],
            message=body["message"],
            allowed=body.get("allowed"),
            fix=body.get("fix"),
            cite=body.get("cite"),
            standing=body["standing"],
            since=body["since"],
        )
        for code, body in entries.items()
    }


def codes() -> tuple[Entry, ...]:
    """Return every entry of the catalogue, by code."""
    entries = [one for letter in FAMILIES for one in _family(letter).values()]
    return tuple(sorted(entries, key=lambda one: one.code))


def entry(code: str) -> Entry:
    """Return the entry of ``code``, such as ``I103``.

    Errors: ``KeyError`` when there is no such code.
    """
    return _family(code[:1])[code]


def finding(code: str, place: Place | None = None, /, **details: object) -> Finding:
    """Make a finding of ``code`` at ``place``, its texts filled from ``details``.

    ``details`` supplies the fields of the entry's templates; ``found`` and ``cite`` are also kept as they are.
    Errors: ``KeyError`` when the code is unknown or a field of its templates was not supplied.
    """
    one = entry(code)

    def filled(template: str | None) -> str | None:
        return None if template is None else template.format_map(details)

    found = details.get("found")
    cite = details.get("cite", one.cite)
    return Finding(
        code=code,
        severity=one.severity,
        message=one.message.format_map(details),
        place=place or Place(),
        found=None if found is None else str(found),
        allowed=filled(one.allowed),
        fix=filled(one.fix),
        cite=None if cite is None else str(cite),
    )
