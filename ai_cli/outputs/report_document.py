"""The lines asked for of each estimate, for people: a table a program, a row an estimate, a column a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Column, Heading, Lines, Table, title_over_figures
from ai_cli.outputs.estimate_texts import legend, signs_text
from ai_cli.outputs.figures import shown_figure
from ai_cli.outputs.findings_document import findings_block
from ai_cli.results.filled_form import FilledLine, State
from ai_cli.results.reported import absent_text, are_headed, bare, by_program

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ai_cli.findings import Finding
    from ai_cli.results.estimate import Estimate

_WIDEST = 100
"""Of the titles of lines together, beyond which each is set on several lines."""


def report_blocks(
    estimates: Iterable[Estimate], lines: Mapping[str, Sequence[str]], findings: Iterable[Finding]
) -> Iterator[Block]:
    """Go through a table of each program with why figures are missing, what the marks mean, and the findings.

    ``lines`` is program key -> the numbers or keys of the lines to show; one that the program does not have is ``-``.
    """
    listed = tuple(estimates)
    programs = by_program(listed)
    found: list[FilledLine] = []
    for each in programs:
        form = each[0].form
        if are_headed(programs):
            yield Heading(form.title)
        names = lines[form.key]
        shown = [[one.form.find(name) for name in names] for one in each]
        yield Table(tuple(_columns(names, shown[0])), tuple(map(_row, each, shown)))
        known = [line for row in shown for line in row if line is not None]
        said = [f"({one.number}) {_state(one)}: {one.reason}" for one in known if one.reason]
        said += filter(None, [absent_text(form, names)])
        if said:
            yield Lines(tuple(dict.fromkeys(said)))
        found += known
    yield from legend(found)
    for one in listed:
        yield from findings_block(one.findings)
    yield from findings_block(findings)


def _columns(names: Sequence[str], lines: Sequence[FilledLine | None]) -> Iterator[Column]:
    yield Column("District")
    yield Column("Name", wraps=True)
    yield Column("Fiscal year")
    yield Column("Program")
    titles = [
        f"({bare(name)})" if line is None else f"({line.number}) {line.label}"
        for name, line in zip(names, lines, strict=True)
    ]
    if sum(map(len, titles)) > _WIDEST:
        titles = list(map(title_over_figures, titles))
    yield from (Column(title, "right") for title in titles)
    yield Column("Marks")


def _row(one: Estimate, lines: Sequence[FilledLine | None]) -> tuple[str, ...]:
    signs = signs_text(line for line in lines if line is not None)
    year = f"FY {one.form.fiscal_year}"
    figures = ("-" if line is None else _figure(line) for line in lines)
    return (one.district_id, one.district_name or "", year, one.form.key, *figures, signs)


def _figure(line: FilledLine) -> str:
    return shown_figure(line) if line.state is State.COMPLETE else _state(line)


def _state(line: FilledLine) -> str:
    return "incomplete" if line.state is State.INCOMPLETE else "not applicable"
