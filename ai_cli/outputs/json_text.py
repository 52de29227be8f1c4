"""Writes results as JSON: one object, keys in a fixed order, exact decimal numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ai_cli.findings import Finding

Record = dict[str, Any]

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


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


def json_pieces(
    command: str,
    results: Iterable[Record],
    findings: Iterable[Finding],
    summary: Callable[[], Mapping[str, Any]],
    stamp: str | None = None,
    parts: Mapping[str, Any] | None = None,
) -> Iterator[str]:
    """Go through the text of the JSON object of a command.

    ``findings`` and ``summary`` are asked for when all results are written. Text is in ASCII with escapes, so
    that it survives any console. ``stamp`` is the time of the run, where the user asks for it; ``parts`` are further keys
    of the object. Each result and finding stands on a line of its own.
    """
    yield f'{{"schema": {_dump(f"ai-cli/{command}/1")},\n"results": '
    yield from _listed(results)
    yield ',\n"findings": '
    yield from _listed(map(finding_record, findings))
    yield f',\n"summary": {_dump(summary())}'
    for key, value in (parts or {}).items():
        yield f",\n{_dump(key)}: {_dump(value() if callable(value) else value)}"
    yield "}\n" if stamp is None else f',\n"stamp": {_dump(stamp)}}}\n'


def _listed(records: Iterable[Record]) -> Iterator[str]:
    between = "[\n"
    for record in records:
        yield between + _dump(record)
        between = ",\n"
    yield "[]" if between == "[\n" else "\n]"


def _dump(value: Any) -> str:
    try:
        text = orjson.dumps(value, default=_exact).decode()
    except orjson.JSONEncodeError:  # a file name that is no text
        text = orjson.dumps(_as_text(value), default=_exact).decode()
    return text if text.isascii() else _NOT_ASCII.sub(_escape, text)


def _as_text(value: Any) -> Any:
    """Return the value with every text made valid, bytes that are no text as backslash escapes."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {_as_text(key): _as_text(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_text(one) for one in value]
    return value


def _exact(value: Any) -> orjson.Fragment:
    """Write a Decimal as the number it is, digit for digit. Errors: ``TypeError`` for anything else."""
    if isinstance(value, Decimal):
        return orjson.Fragment(f"{value:f}")
    raise TypeError(type(value))


def _escape(match: re.Match[str]) -> str:
    code = match.group().encode("utf-16-be").hex()
    return "".join(f"\\u{code[index : index + 4]}" for index in range(0, len(code), 4))
