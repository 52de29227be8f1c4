"""Reads the JSON that a former run of a command wrote."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.document import cannot_read, read_bytes

if TYPE_CHECKING:
    from ai_cli.facts.former_run import FormerRun

MOST_BYTES = 100_000_000
"""A thousand districts with all their lines have some fifteen million."""


def read_former_run(file: str, command: str) -> FormerRun | Finding:
    """Return what a former run of this command wrote as JSON, its numbers exact.

    A finding, I102, comes back for a file that cannot be read, is no such JSON, is of another command or version, or
    holds changes only.
    """
    content = read_bytes(file, MOST_BYTES)
    fix = f"name what `ai-cli {command} ... --format json --output FILE` wrote, without --since"
    if isinstance(content, Finding):
        return content._replace(fix=f"{content.fix}; {fix}")
    allowed = f"the JSON of a former `ai-cli {command}`"
    try:
        written: Any = json.loads(content, parse_float=Decimal, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        place = Place(file, line=error.lineno, column=error.colno)
        found = "text that is no JSON, or not the whole of it"
        return finding("I102", place, key="the file", found=found, allowed=allowed, fix=fix)
    except (ValueError, RecursionError):  # no Unicode, a number that is none, thousands of brackets
        return cannot_read(file, "text that is no JSON of figures", allowed, fix)
    expected = f"ai-cli/{command}/1"
    schema = written.get("schema") if isinstance(written, dict) else None
    if schema != expected:
        found = f"{schema}" if isinstance(schema, str) else "JSON of another program"
        return cannot_read(file, found, f"{allowed}, {expected}", fix)
    if "since" in written:
        return cannot_read(file, "a list of changes, not the results of a run", allowed, fix)
    summary = written.get("summary")
    if isinstance(summary, dict) and summary.get("interrupted"):
        return cannot_read(file, "the results of a run that was interrupted", allowed, fix)
    return _checked(written, file, allowed, fix)


def _checked(written: Any, file: str, allowed: str, fix: str) -> FormerRun | Finding:
    from pydantic import ValidationError

    from ai_cli.facts.former_run import FormerRun

    try:
        return FormerRun.model_validate(written)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        return cannot_read(file, f"something else than this program writes, at {where}", allowed, fix)


def _refuse(constant: str) -> Any:
    raise ValueError(constant)
