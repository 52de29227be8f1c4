"""Writes results as JSON: one object, keys in a fixed order, exact decimal numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import simplejson

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ai_cli.findings import Finding

Record = dict[str, Any]


def finding_record(one: Finding) -> Record:
    """Return a finding as JSON shows it, null where a part does not apply."""
    place = one.place
    return {
        "code": one.code,
        "severity": one.severity.value,
        "message": one.message,
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "line": place.line,
        "column": place.column,
        "found": one.found,
        "allowed": one.allowed,
        "fix": one.fix,
        "cite": one.cite,
    }


def json_text(
    command: str,
    results: Iterable[Record],
    findings: Iterable[Finding],
    summary: Mapping[str, Any],
    **more: Any,
) -> str:
    """Return the JSON object of a command; ``more`` are further keys, after the four that every command has.

    Text is written in ASCII with escapes, so that it survives any console. Each result and finding stands on a
    line of its own.
    """
    parts = [
        f'"schema": {_dump(f"ai-cli/{command}/1")}',
        f'"results": {_listed(results)}',
        f'"findings": {_listed(map(finding_record, findings))}',
        f'"summary": {_dump(summary)}',
        *(f"{_dump(key)}: {_dump(value)}" for key, value in more.items()),
    ]
    return "{" + ",\n".join(parts) + "}\n"


def _listed(records: Iterable[Record]) -> str:
    lines = ",\n".join(map(_dump, records))
    return f"[\n{lines}\n]" if lines else "[]"


def _dump(value: Any) -> str:
    return simplejson.dumps(value, use_decimal=True)
