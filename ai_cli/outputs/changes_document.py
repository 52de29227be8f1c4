"""What has changed since a former run, for people."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ai_cli.outputs.budget_document import not_checked_lines
from ai_cli.outputs.document import Block, Column, Heading, Lines, Paragraph, Table
from ai_cli.outputs.figures import shown_difference, shown_value
from ai_cli.outputs.findings_document import findings_lines
from ai_cli.results.changes import GONE, NEW
from ai_cli.results.filled_form import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ai_cli.findings import Finding
    from ai_cli.results.changes import Change, Figure

_COLUMNS = (
    Column("Line", "right"),
    Column("Item", wraps=True),
    Column("Before", "right"),
    Column("Now", "right"),
    Column("Difference", "right"),
)


def changes_blocks(
    changes: Iterable[Change], former: str | None, new: Iterable[Finding], gone: Iterable[Finding]
) -> Iterator[Block]:
    """Go through the changes since the run of the file ``former``, then findings of files that gave no result.

    ``new`` and ``gone`` are the findings of such files. That nothing has changed is said where ``former`` is given.
    """
    some = False
    for one in changes:
        some = True
        yield from _change(one)
    lines = (*_told("new", tuple(new)), *_told("gone", tuple(gone)))
    if lines:
        yield Lines(lines)
    elif not some and former is not None:
        yield Paragraph(f"Nothing has changed since {former}.", strong=True)


def _change(one: Change) -> Iterator[Block]:
    of = one.of
    district = f"{of.district_name} ({of.district_id})" if of.district_name else of.district_id
    year = f", FY {of.fiscal_year}" if of.fiscal_year is not None else ""
    program = f", {of.program}" if of.program else ""
    yield Heading(f"{district or 'District not given'}{year}{program}: {one.kind}")
    yield Lines((f"File: {_file(one)}", *_what_if(one)))
    if one.kind == GONE:
        return
    figures = one.figures if one.kind != NEW else {}
    if figures:
        yield Table(_COLUMNS, tuple(_row(old, new) for old, new in figures.values()))
    lines = (
        *_told("new", one.new_findings),
        *_told("gone", one.gone_findings),
        *not_checked_lines(one.not_checked),
    )
    if lines:
        yield Lines(lines)


def _file(one: Change) -> str:
    renamed = one.old is not None and one.new is not None and one.old.file != one.new.file
    return f"{one.of.file}, before {one.old.file}" if renamed and one.old is not None else one.of.file


def _what_if(one: Change) -> Iterator[str]:
    """Say of each run which values were only tried in it."""
    for word, snapshot in (("What-if", one.new), ("What-if before", one.old)):
        if snapshot is not None and snapshot.what_if:
            yield f"{word}: {', '.join(snapshot.what_if)}"


def _row(old: Figure | None, new: Figure | None) -> tuple[str, ...]:
    now = new or old
    number = f"({now.number})" if now is not None and now.number else ""
    label = "" if now is None else now.label
    return (number, label, _shown(old), _shown(new), _difference(old, new))


def _shown(figure: Figure | None) -> str:
    if figure is None:
        return "none"
    if figure.state == State.COMPLETE:
        return shown_value(figure.value, figure.unit)
    return "incomplete" if figure.state == State.INCOMPLETE else "n/a"


def _difference(old: Figure | None, new: Figure | None) -> str:
    before, now = (None if one is None else one.value for one in (old, new))
    if new is None or not isinstance(before, Decimal) or not isinstance(now, Decimal):
        return ""
    return shown_difference(now - before, new.unit)


def _told(word: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return findings as lines, each that begins one with the word ``new`` or ``gone`` before it."""
    return tuple(
        line if line.startswith(" ") else f"{word}: {line}"
        for line in findings_lines(findings)
        if word == NEW or not line.startswith(" ")
    )
