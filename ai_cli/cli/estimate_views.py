"""Chooses how estimates are shown to people: form by form, programs side by side, or year after year."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ai_cli.cli.estimating import Estimated, Wanted
    from ai_cli.findings import Finding
    from ai_cli.outputs.document import Block
    from ai_cli.outputs.json_text import Record
    from ai_cli.results.comparison import Comparison, ProgramYears
    from ai_cli.results.comparison_totals import ComparisonTotals


def totals_for(wanted: Wanted) -> ComparisonTotals | None:
    """Return totals to be added up where several programs are compared, None where they are not."""
    if len(wanted.programs) <= 1:
        return None
    from ai_cli.results.comparison_totals import ComparisonTotals

    return ComparisonTotals({one.key: one.form.title for one in wanted.programs})


def blocks_of(
    stream: Iterator[Estimated],
    wanted: Wanted,
    totals: ComparisonTotals | None,
    findings: Iterable[Finding],
) -> Iterator[Block]:
    """Go through the document of all estimates, as they are made, then the findings about files that gave none.

    A line to explain is explained form by form.
    """
    from ai_cli.outputs.estimate_document import estimate_blocks

    several_years = wanted.years is not None and len(wanted.years) > 1
    if wanted.terms.explain_line is not None or (totals is None and not several_years):
        yield from estimate_blocks((one.estimate for one in stream), findings)
        return
    if totals is None:
        from ai_cli.outputs.over_years import years_blocks

        for run in _runs_of_years(stream):
            yield from years_blocks(run)
    else:
        from ai_cli.outputs.comparison_totals_views import totals_blocks
        from ai_cli.outputs.side_by_side import comparison_blocks

        for group in _by_year(stream):
            compared = _comparison(group)
            totals.add(compared)
            yield from comparison_blocks(compared)
        if len(wanted.files) > 1:
            yield from totals_blocks(totals)
    yield from estimate_blocks((), findings)


def adding_up(stream: Iterator[Estimated], totals: ComparisonTotals | None) -> Iterator[Estimated]:
    """Go through the estimates unchanged, adding up what the programs compared come to, if they are."""
    if totals is None:
        yield from stream
        return
    for group in _by_year(stream):
        totals.add(_comparison(group))
        yield from group


def summed_up(totals: ComparisonTotals | None) -> Record:
    """Return what the summary of JSON says besides: the totals, where programs are compared."""
    if totals is None:
        return {}
    from ai_cli.outputs.comparison_totals_views import totals_record

    return {"totals": totals_record(totals)}


def _by_year(stream: Iterator[Estimated]) -> Iterator[tuple[Estimated, ...]]:
    """Go through the estimates of each file and fiscal year."""
    groups = groupby(stream, key=lambda one: (id(one.district), one.estimate.form.fiscal_year))
    return (tuple(group) for _, group in groups)


def _comparison(group: tuple[Estimated, ...]) -> Comparison:
    from ai_cli.results.comparison import Comparison, side_of

    return Comparison(tuple(side_of(one.estimate, one.program.compared) for one in group))


def _runs_of_years(stream: Iterator[Estimated]) -> Iterator[ProgramYears]:
    """Go through the estimates of each file and of the program that is in force year after year."""
    from ai_cli.results.comparison import ProgramYears, side_of

    for _, group in groupby(stream, key=lambda one: (id(one.district), one.program.key)):
        run = tuple(group)
        sides = tuple(side_of(one.estimate, one.program.compared) for one in run)
        yield ProgramYears(sides, run[0].program.main_lines)
