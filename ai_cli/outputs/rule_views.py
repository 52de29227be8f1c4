"""The catalogue of findings for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Column, Heading, Lines, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ai_cli.findings import Entry
    from ai_cli.outputs.csv_text import Cell
    from ai_cli.outputs.json_text import Record

CSV_COLUMNS = ("code", "severity", "title", "meaning", "fix", "cite", "standing", "since")


def catalogue_blocks(entries: Iterable[Entry]) -> Iterator[Block]:
    """Go through the whole catalogue as one table."""
    columns = (Column("Code"), Column("Severity"), Column("Raised when", wraps=True))
    yield Table(columns, tuple((one.code, one.severity.value, one.title) for one in entries))


def entry_blocks(one: Entry) -> Iterator[Block]:
    """Go through what one code means, what its message looks like, and how to mend what it reports."""
    yield Heading(f"{one.code} ({one.severity}): {one.title}")
    yield Paragraph(one.meaning)
    lines = [f"Message: {one.message}"]
    if one.allowed:
        lines.append(f"Allowed: {one.allowed}")
    if one.fix:
        lines.append(f"Fix: {one.fix}")
    if one.cite:
        lines.append(f"Law: {one.cite}, {one.standing}")
    lines.append(f"Since: {one.since}")
    yield Lines(tuple(lines))
    if "{" in f"{one.message}{one.allowed}{one.fix}":
        yield Paragraph("Words in braces are filled in for each finding.")


def entry_record(one: Entry) -> Record:
    """Return an entry of the catalogue as JSON shows it."""
    return {
        "code": one.code,
        "severity": one.severity.value,
        "title": one.title,
        "meaning": one.meaning,
        "message": one.message,
        "allowed": one.allowed,
        "fix": one.fix,
        "cite": one.cite,
        "standing": one.standing,
        "since": one.since,
        "findings": [],
    }


def entry_rows(entries: Iterable[Entry]) -> Iterator[Sequence[Cell]]:
    """Go through the rows of a CSV file, one a code."""
    for one in entries:
        yield (
            one.code,
            one.severity.value,
            one.title,
            one.meaning,
            one.fix,
            one.cite,
            one.standing,
            one.since,
        )
