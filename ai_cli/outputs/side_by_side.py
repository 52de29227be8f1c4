"""Programs side by side for people: a row for what they have in common, a column for each, and the differences."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Column, Heading, Lines, Paragraph, Table, title_over_figures
from ai_cli.outputs.estimate_texts import (
    basis_texts,
    district_text,
    legend,
    readings_text,
    remarks,
    signs_text,
    value_text,
)
from ai_cli.outputs.figures import shown_difference, shown_dollars
from ai_cli.outputs.findings_document import findings_apart
from ai_cli.outputs.shared import by_owners
from ai_cli.results.comparison import COMMON_ROWS, REVENUE, Comparison, Side, difference, together
from ai_cli.results.filled_form import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from ai_cli.results.filled_form import FilledLine

DIFFERENCE = "Difference\nto the first"


def compared_columns(titles: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of a comparison: the rows' names, each program, and its difference to the first one."""
    first, *others = (Column(title, "right") for title in titles)
    pairs = ((one, Column(DIFFERENCE, "right")) for one in others)
    return (Column("", wraps=True), first, *(column for pair in pairs for column in pair))


def comparison_blocks(one: Comparison) -> Iterator[Block]:
    """Go through one comparison: the table, what is to be said of its figures, and the result in sentences."""
    estimates = [side.estimate for side in one.sides]
    first = estimates[0]
    year = f"FY {first.form.fiscal_year}"
    yield Heading(f"{district_text(first)}, {year}: programs side by side")
    yield Lines(tuple(basis_texts(estimates)))
    titles = [f"{title_over_figures(each.form.title)}\n{year}" for each in estimates]
    marks = (signs_text(side.lines.values()) for side in one.sides)
    rows = [_row(row, one.sides) for row in one.rows]
    yield Table(compared_columns(titles), (*rows, _between("Marks", *marks)))
    said = by_owners((side.estimate.form.key, _remarks(side)) for side in one.sides)
    if said:
        yield Lines(tuple(f"{_owners(keys, one)}{text}" for keys, texts in said.items() for text in texts))
    yield Lines(tuple(f"Readings of {each.form.key}: {readings_text(each)}" for each in estimates))
    yield from legend(line for side in one.sides for line in side.lines.values())
    found = by_owners((each.form.key, each.findings) for each in estimates)
    yield from findings_apart((_owners(keys, one).rstrip(), each) for keys, each in found.items())
    for each in estimates:
        yield Paragraph(f"{each.form.title}: {each.conclusion}")
    for side in one.sides[1:]:
        yield Paragraph(_sentence(side, one.sides[0]), strong=True)


def _owners(keys: tuple[str, ...], one: Comparison) -> str:
    """Return for whom something is said, nothing where it is said of every program."""
    return f"{', '.join(keys)}: " if len(keys) < len(one.sides) else ""


def _between(name: str, first: str, *others: str) -> tuple[str, ...]:
    return (name, first, *(cell for one in others for cell in (one, "")))


def _row(row: str, sides: tuple[Side, ...]) -> tuple[str, ...]:
    first, *others = (side.lines.get(row) for side in sides)
    cells = [COMMON_ROWS[row], _value(first)]
    for line in others:
        more = difference(line, first)
        cells += [_value(line), "" if more is None or line is None else shown_difference(more, line.unit)]
    return tuple(cells)


def _value(line: FilledLine | None) -> str:
    return "-" if line is None else value_text(line)


def _remarks(side: Side) -> Iterator[str]:
    rows = {line.key: COMMON_ROWS[row] for row, line in side.lines.items()}
    for text, runs in groupby(remarks(_in_order(side)), key=lambda run: run[1]):
        names = [f"{rows[line.key]} ({line.number})" for lines, _ in runs for line in lines]
        yield f"{', '.join(names)} {text}"


def _in_order(side: Side) -> list[FilledLine]:
    return [side.lines[row] for row in COMMON_ROWS if row in side.lines]


def _sentence(side: Side, first: Side) -> str:
    """Say what a program gives more or less than the first one, or why that cannot be said."""
    revenue, other = side.lines.get(REVENUE), first.lines.get(REVENUE)
    more = difference(revenue, other)
    district, title, than = first.estimate.district, side.estimate.form.key, first.estimate.form.key
    if more is not None:
        said = f"{district} would receive {_more_or_less(more)} under {title} {_than(more)} under {than}"
        ours, theirs = together(side), together(first)
        in_all = None if ours is None or theirs is None else ours - theirs
        if in_all is not None and in_all != more:
            said += f"; with the other aid on top, {_more_or_less(in_all)}"
        return f"{said}."
    lacking = [
        f"{name} {_lacks(line)}"
        for name, line in ((than, other), (title, revenue))
        if line is None or line.state is not State.COMPLETE
    ]
    return (
        f"Whether {district} would receive more under {title} than under {than} cannot be said: "
        f"{'; '.join(lacking)}."
    )


def _more_or_less(amount: Decimal) -> str:
    if not amount:
        return "the same"
    return f"{shown_dollars(abs(amount))} {'more' if amount > 0 else 'less'}"


def _than(amount: Decimal) -> str:
    return "than" if amount else "as"


def _lacks(line: FilledLine | None) -> str:
    if line is None:
        return "has no line of revenue"
    state = "is incomplete" if line.state is State.INCOMPLETE else "is not computed"
    return f"{state} ({line.reason})"
