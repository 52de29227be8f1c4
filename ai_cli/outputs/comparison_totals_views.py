"""The totals of a run that compared programs: a table for people, a record for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Heading, Lines, Table, title_over_figures
from ai_cli.outputs.figures import exact_dollars, shown_difference, shown_dollars
from ai_cli.outputs.side_by_side import compared_columns
from ai_cli.outputs.years_text import years_text
from ai_cli.results.comparison import COMMON_ROWS, OTHER_AID
from ai_cli.results.comparison_totals import SUMMED, ComparisonTotals
from ai_cli.results.filled_form import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.outputs.json_text import Record


def totals_blocks(totals: ComparisonTotals) -> Iterator[Block]:
    """Go through the sums of each program, the differences to the first, and which districts are in them."""
    yield Heading("Totals, programs side by side")
    if totals.districts:
        titles = [title_over_figures(title) for title in totals.titles.values()]
        rows = [_row(row, totals) for row in SUMMED if any(totals.has(key, row) for key in totals.titles)]
        yield Table(compared_columns(titles), tuple(rows))
    yield Lines(tuple(_counts(totals)))


def _row(row: str, totals: ComparisonTotals) -> tuple[str, ...]:
    first, *others = totals.titles
    cells = [COMMON_ROWS[row], _sum(first, row, totals)]
    least = totals.amount(first, row)
    for key in others:
        amount = totals.amount(key, row)
        more = None if amount is None or least is None else amount - least
        cells += [_sum(key, row, totals), "" if more is None else shown_difference(more, Unit.DOLLARS)]
    return tuple(cells)


def _sum(program: str, row: str, totals: ComparisonTotals) -> str:
    amount = totals.amount(program, row)
    if amount is not None:
        return shown_dollars(amount)
    return "incomplete" if totals.has(program, row) else "-"


def _counts(totals: ComparisonTotals) -> Iterator[str]:
    several = len(totals.years) > 1
    of = f" ({years_text(sorted(totals.years))})" if totals.years else ""
    counted = "districts and years" if several else "districts"
    yield f"In the sums, {counted} whose revenue is complete under every program: {totals.districts}{of}"
    for why, number in totals.left_out.most_common():
        yield f"Left out, {why}: {number}"


def totals_record(totals: ComparisonTotals) -> Record:
    """Return the sums as JSON shows them: program -> row -> dollars, and how many districts are in them or left out.

    A sum is null where the program has no such line, where a district in the sums lacks it, or where there is none.
    """
    told = [row for row in SUMMED if row != OTHER_AID or any(totals.has(key, row) for key in totals.titles)]
    sums = {key: {row: totals.amount(key, row) for row in told} for key in totals.titles}
    return {
        **{
            key: {row: None if one is None else exact_dollars(one) for row, one in rows.items()}
            for key, rows in sums.items()
        },
        "districts": totals.districts,
        "left_out": totals.left_out.total(),
    }
