"""Estimates for people: the form line by line, what marks its figures, and the result in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Column, Heading, Lines, Paragraph, Table
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
from ai_cli.outputs.findings_document import findings_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ai_cli.findings import Finding
    from ai_cli.results.estimate import Estimate
    from ai_cli.results.explanation import Explanation
    from ai_cli.results.filled_form import FilledLine, RateUsed

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
    yield Heading(f"{district_text(one)}, FY {form.fiscal_year}: {form.title}")
    yield Lines((*basis_texts((one,)), f"Readings: {readings_text(one)}"))
    if one.explained is not None:
        yield Lines(tuple(_tree(one.explained, "", "")))
        yield from legend(_lines_of(one.explained))
    elif one.asked_line is not None:
        yield Paragraph(f"This form has no line {one.asked_line} to explain.")
    else:
        yield Table(_COLUMNS, tuple(_row(line) for line in form.lines))
        yield from _remarks(form.lines)
        yield from legend(form.lines)
        if one.particulars:
            yield Lines(tuple(particular_text(particular) for particular in one.particulars))
    yield from findings_block(one.findings)
    yield Paragraph(one.conclusion, strong=True)


def _row(line: FilledLine) -> tuple[str, ...]:
    return (f"({line.number})", line.label, value_text(line), _formula(line), signs_text((line,)))


def _formula(line: FilledLine) -> str:
    if line.words is not None:
        return line.words
    if line.kind == "RateLine":
        return "rate"
    return "given"


def _remarks(lines: Iterable[FilledLine]) -> Iterator[Lines]:
    """Say once for each run of lines why they have no value, and what is to be said of their input."""
    said = tuple(f"{_numbers([line.number for line in run])} {text}" for run, text in remarks(lines))
    if said:
        yield Lines(said)


def _numbers(numbers: list[str]) -> str:
    """Return ``(2)``, ``(2) and (3)`` or ``(7) to (10)``."""
    first, *rest = numbers
    if not rest:
        return f"({first})"
    return f"({first}) {'to' if rest[1:] else 'and'} ({rest[-1]})"


def _lines_of(tree: Explanation) -> Iterator[FilledLine]:
    yield tree.line
    for one in tree.below:
        yield from _lines_of(one)


def _tree(tree: Explanation, stem: str, branch: str) -> Iterator[str]:
    """Draw an explanation: a line for each form line, below it its rates, its input and the lines it rests on."""
    line = tree.line
    formula = f" = {line.words}" if line.words is not None else ""
    signs = f"  [{signs_text((line,))}]" if signs_text((line,)) else ""
    reason = f" ({line.reason})" if line.reason else ""
    yield f"{stem}{branch}({tree.number}) {line.label}: {value_text(line)}{reason}{formula}{signs}"
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
