"""Estimates for people: the form line by line, what marks its figures, and the result in a sentence."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Column, Heading, Lines, Paragraph, Table
from ai_cli.outputs.figures import shown_figure
from ai_cli.outputs.findings_document import findings_block
from ai_cli.results.filled_form import FilledLine, RateUsed, State
from ai_cli.results.marks import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ai_cli.findings import Finding
    from ai_cli.results.estimate import Estimate
    from ai_cli.results.explanation import Explanation

_COLUMNS = (
    Column("Line", "right"),
    Column("Item", wraps=True),
    Column("Value", "right"),
    Column("Formula", wraps=True),
    Column("Marks"),
)


def estimate_blocks(estimates: Iterable[Estimate], findings: Iterable[Finding]) -> Iterator[Block]:
    """Go through all estimates one after the other, then the findings about files that gave none."""
    for one in estimates:
        yield from _estimate(one)
    yield from findings_block(findings)


def _estimate(one: Estimate) -> Iterator[Block]:
    form = one.form
    name = f"{one.district_name} ({one.district_id})" if one.district_name else one.district_id
    yield Heading(f"{name}, FY {form.fiscal_year}: {form.title}")
    yield Lines(tuple(_basis(one)))
    if one.explained is not None:
        yield Lines(tuple(_tree(one.explained, "", "")))
        yield from _legend(_lines_of(one.explained))
    elif one.asked_line is not None:
        yield Paragraph(f"This form has no line {one.asked_line} to explain.")
    else:
        yield Table(_COLUMNS, tuple(_row(line) for line in form.lines))
        yield from _remarks(form.lines)
        yield from _legend(form.lines)
    yield from findings_block(one.findings)
    yield Paragraph(one.conclusion, strong=True)


def _basis(one: Estimate) -> Iterator[str]:
    yield f"File: {one.file}"
    if one.what_if:
        yield f"What-if: {', '.join(one.what_if)}"
    rates = {rate.key: rate for line in one.form.every_line() for rate in line.rates if rate.origin == "user"}
    if rates:
        own = ", ".join(f"{rate.key} {rate.text}" for rate in rates.values())
        yield f"Your own rates (--law): {own}"
    yield f"Readings: {', '.join(f'{name}={choice}' for name, choice in one.readings.items())}"


def _row(line: FilledLine) -> tuple[str, ...]:
    return (f"({line.number})", line.label, _value(line), _formula(line), _signs(line))


def _value(line: FilledLine) -> str:
    if line.state is State.COMPLETE:
        return shown_figure(line)
    return "incomplete" if line.state is State.INCOMPLETE else "n/a"


def _formula(line: FilledLine) -> str:
    if line.words is not None:
        return line.words
    if line.kind == "RateLine":
        return "rate"
    return "given"


def _signs(line: FilledLine) -> str:
    if line.state is not State.COMPLETE:
        return ""
    return " ".join(sign for mark, (sign, _) in SIGNS.items() if mark in line.marks)


def _remarks(lines: Iterable[FilledLine]) -> Iterator[Lines]:
    """Say once for each run of lines why they have no value, and what is to be said of their input."""
    said = []
    for (state, reason, note), group in groupby(
        lines, key=lambda line: (line.state, line.reason, _note(line))
    ):
        numbers = _numbers([line.number for line in group])
        if state is State.INCOMPLETE:
            said.append(f"{numbers} incomplete: {reason}")
        elif state is State.NOT_APPLICABLE:
            said.append(f"{numbers} not applicable: {reason}")
        elif note is not None:
            said.append(f"{numbers} {note}")
    if said:
        yield Lines(tuple(said))


def _numbers(numbers: list[str]) -> str:
    """Return ``(2)``, ``(2) and (3)`` or ``(7) to (10)``."""
    first, *rest = numbers
    if not rest:
        return f"({first})"
    return f"({first}) {'to' if rest[1:] else 'and'} ({rest[-1]})"


def _note(line: FilledLine) -> str | None:
    return None if line.source is None else line.source.note


def _legend(lines: Iterable[FilledLine]) -> Iterator[Lines]:
    used = {mark for line in lines if line.state is State.COMPLETE for mark in line.marks}
    if used:
        yield Lines(tuple(f"{sign}  {meaning}" for mark, (sign, meaning) in SIGNS.items() if mark in used))


def _lines_of(tree: Explanation) -> Iterator[FilledLine]:
    yield tree.line
    for one in tree.below:
        yield from _lines_of(one)


def _tree(tree: Explanation, stem: str, branch: str) -> Iterator[str]:
    """Draw an explanation: a line for each form line, below it its rates, its input and the lines it rests on."""
    line = tree.line
    formula = f" = {line.words}" if line.words is not None else ""
    signs = f"  [{_signs(line)}]" if _signs(line) else ""
    reason = f" ({line.reason})" if line.reason else ""
    yield f"{stem}{branch}({line.number}) {line.label}: {_value(line)}{reason}{formula}{signs}"
    inner = stem + {"": "", "+- ": "|  ", "`- ": "   "}[branch]
    bar = "|" if tree.below else " "
    yield from (f"{inner}{bar}    {text}" for text in _grounds(line))
    for index, one in enumerate(tree.below):
        yield from _tree(one, inner, "`- " if index == len(tree.below) - 1 else "+- ")


def _grounds(line: FilledLine) -> Iterator[str]:
    """Say what a line rests on besides other lines: the law of its formula, its rates, its input."""
    if line.cite and line.kind != "RateLine":
        subject = "formula" if line.words is not None else "which figure belongs here"
        yield f"{subject}: {line.cite}, {line.formula_standing}"
    for rate in line.rates:
        yield f"rate {rate.key} {rate.text}: {_years(rate)}; {rate.cite}, {rate.standing}; {rate.url}"
    if line.source is not None:
        note = f"; {line.source.note}" if line.source.note else ""
        year = f"; figure of FY {line.source.other_year}" if line.source.other_year else ""
        assumed = "; assumed" if line.source.assumed else ""
        yield f"input {line.source.key} at {line.source.place}{assumed}{year}{note}"


def _years(rate: RateUsed) -> str:
    if rate.origin == "user":
        return "your own"
    since = f"FY {rate.fiscal_year}, the same since FY {rate.first_fiscal_year}"
    if rate.origin == "nearest":
        return f"not in force in FY {rate.fiscal_year}, taken from the nearest year"
    known = "known for good" if rate.known_through is None else f"known through FY {rate.known_through}"
    return f"{since}, {known}{', carried' if rate.origin == 'carried' else ''}"
