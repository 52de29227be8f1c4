"""One program over several years for people: a row a fiscal year, a column for each line that matters most."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Column, Heading, Lines, Paragraph, Table, title_over_figures
from ai_cli.outputs.estimate_texts import (
    basis_texts,
    district_text,
    legend,
    particular_text,
    readings_text,
    remarks,
    signs_text,
    value_text,
)
from ai_cli.outputs.figures import shown_dollars, shown_figure
from ai_cli.outputs.findings_document import findings_apart
from ai_cli.outputs.shared import by_owners
from ai_cli.outputs.years_text import years_text
from ai_cli.results.comparison import MOST_REVENUE, REVENUE, difference
from ai_cli.results.filled_form import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ai_cli.findings import Finding
    from ai_cli.results.comparison import ProgramYears
    from ai_cli.results.filled_form import FilledForm, FilledLine

_EACH_YEAR = "each year"


def years_blocks(run: ProgramYears) -> Iterator[Block]:
    """Go through the years of one program: the table, what is to be said of its figures, and the result in words."""
    estimates = [side.estimate for side in run.sides]
    years = [one.form.fiscal_year for one in estimates]
    first, last = estimates[0], estimates[-1]
    yield Heading(f"{district_text(first)}, {years_text(years)}: {first.form.title}")
    readings = by_owners((one.form.fiscal_year, (f"Readings: {readings_text(one)}",)) for one in estimates)
    yield Lines((*basis_texts(estimates), *_of_years(readings.items(), years)))
    lines = {one.form.fiscal_year: _shown(one.form, run.main_lines) for one in estimates}
    kept = _told(lines)
    titles = (title_over_figures(f"({line.number}) {line.label}") for line in kept[years[-1]])
    columns = (Column("Fiscal\nyear"), *(Column(title, "right") for title in titles), Column("Marks"))
    yield Table(columns, tuple(_row(year, shown) for year, shown in kept.items()))
    said = by_owners((year, _remarks(shown)) for year, shown in lines.items())
    if said:
        yield Lines(tuple(_of_years(said.items(), years)))
    yield from legend(line for shown in lines.values() for line in shown)
    particulars = by_owners(
        (one.form.fiscal_year, map(particular_text, one.particulars)) for one in estimates
    )
    if particulars:
        yield Lines(tuple(_of_years(particulars.items(), years)))
    yield from _findings(run, years)
    yield from _change(run)
    yield Paragraph(f"FY {last.form.fiscal_year}: {last.conclusion}", strong=True)


def _shown(form: FilledForm, keys: Sequence[str]) -> list[FilledLine]:
    return [form.by_key[key] for key in keys]


def _told(lines: dict[int, list[FilledLine]]) -> dict[int, list[FilledLine]]:
    """Return the lines of each year but those that apply in none of them."""
    columns = zip(*lines.values(), strict=True)
    applies = [any(line.state is not State.NOT_APPLICABLE for line in column) for column in columns]
    if not any(applies):
        return lines
    return {
        year: [one for one, kept in zip(shown, applies, strict=True) if kept] for year, shown in lines.items()
    }


def _row(year: int, lines: Sequence[FilledLine]) -> tuple[str, ...]:
    return (f"FY {year}", *map(value_text, lines), signs_text(lines))


def _remarks(lines: Sequence[FilledLine]) -> Iterator[str]:
    for run, text in remarks(lines):
        yield f"{', '.join(f'({line.number})' for line in run)} {text}"


def _of_years(said: Iterable[tuple[tuple[int, ...], list[str]]], years: list[int]) -> Iterator[str]:
    """Say what there is to say with the years that it is said of, where it is not said of all."""
    for of, texts in said:
        before = "" if list(of) == years else f"{years_text(of)}: "
        yield from (f"{before}{text}" for text in texts)


def _findings(run: ProgramYears, years: list[int]) -> Iterable[Lines]:
    """Tell each finding once, under the years that it is for where these are not all."""
    found = {one.estimate.form.fiscal_year: one.estimate.findings for one in run.sides}
    groups = by_owners((year, (_of_each_year(one, year) for one in each)) for year, each in found.items())
    apart: list[tuple[str, Sequence[Finding]]] = []
    for of, findings in groups.items():
        if len(of) == 1:
            (year,) = of
            told: Sequence[Finding] = [one for one in found[year] if _of_each_year(one, year) in findings]
        else:
            told = findings
        apart.append(("" if list(of) == years else f"{years_text(of)}:", told))
    return findings_apart(apart)


def _of_each_year(one: Finding, year: int) -> Finding:
    """Return a finding in words that do not name its own year, so that those of several years are one."""

    def worded(text: str | None) -> str | None:
        return None if text is None else re.sub(rf"\bFY {year}\b", _EACH_YEAR, text)

    return one._replace(
        message=worded(one.message) or "",
        found=worded(one.found),
        allowed=worded(one.allowed),
        fix=worded(one.fix),
    )


def _change(run: ProgramYears) -> Iterator[Paragraph]:
    """Say how the revenue of the last year differs from that of the first, or else the most revenue, where known."""
    first, last = run.sides[0], run.sides[-1]
    for row in (REVENUE, MOST_REVENUE):
        before, after = first.lines.get(row), last.lines.get(row)
        change = difference(after, before)
        if change is None or before is None or after is None or first is last:
            continue
        then, now = first.estimate.form.fiscal_year, last.estimate.form.fiscal_year
        amount = f"{shown_dollars(abs(change))} {'more than' if change > 0 else 'less than'}"
        beside = f"{amount if change else 'the same as'} in FY {then}"
        yield Paragraph(f"{after.label} is {shown_figure(after)} in FY {now}, {beside}.")
        return
