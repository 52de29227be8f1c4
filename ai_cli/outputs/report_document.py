"""The lines asked for of each estimate, for people: a row an estimate, a column a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Column, Lines, Table
from ai_cli.outputs.estimate_texts import legend, signs_text
from ai_cli.outputs.figures import shown_figure
from ai_cli.outputs.findings_document import findings_block
from ai_cli.results.filled_form import FilledLine, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ai_cli.findings import Finding
    from ai_cli.results.estimate import Estimate


def report_blocks(
    estimates: Iterable[Estimate], lines: Sequence[str], findings: Iterable[Finding]
) -> Iterator[Block]:
    """Go through one table of all estimates, what its marks mean, why figures are missing, and the findings."""
    listed = tuple(estimates)
    shown = [[one.form.find(name) for name in lines] for one in listed]
    if listed:
        yield Table(tuple(_columns(lines, shown)), tuple(map(_row, listed, shown)))
    found = [line for row in shown for line in row if line is not None]
    reasons = {f"({one.number}) {_state(one)}: {one.reason}": None for one in found if one.reason}
    if reasons:
        yield Lines(tuple(reasons))
    yield from legend(found)
    for one in listed:
        yield from findings_block(one.findings)
    yield from findings_block(findings)


def _columns(lines: Sequence[str], shown: Sequence[Sequence[FilledLine | None]]) -> Iterator[Column]:
    yield Column("District")
    yield Column("Name", wraps=True)
    yield Column("Fiscal year")
    yield Column("Program")
    for index, name in enumerate(lines):
        line = next((row[index] for row in shown if row[index] is not None), None)
        yield Column(f"({name.strip('()')})" if line is None else f"({line.number}) {line.label}", "right")
    yield Column("Marks")


def _row(one: Estimate, lines: Sequence[FilledLine | None]) -> tuple[str, ...]:
    signs = signs_text(line for line in lines if line is not None)
    year = f"FY {one.form.fiscal_year}"
    figures = ("n/a" if line is None else _figure(line) for line in lines)
    return (one.district_id, one.district_name or "", year, one.form.key, *figures, signs)


def _figure(line: FilledLine) -> str:
    return shown_figure(line) if line.state is State.COMPLETE else _state(line)


def _state(line: FilledLine) -> str:
    return "incomplete" if line.state is State.INCOMPLETE else "not applicable"
