"""Laws for people and for programs: rates with their years, citations and standing, and the readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Column, Heading, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ai_cli.outputs.csv_text import Cell
    from ai_cli.outputs.json_text import Record
    from ai_cli.results.law_listing import ListedLaw, ListedRate, ListedReading

CSV_COLUMNS = (
    "law",
    "rate",
    "title",
    "unit",
    "value",
    "first_fiscal_year",
    "known_through",
    "standing",
    "cite",
    "url",
    "note",
)
_RATE_COLUMNS = (
    Column("Rate"),
    Column("Value", wraps=True),
    Column("From"),
    Column("Known through"),
    Column("Standing"),
    Column("Citation", wraps=True),
)
_CHOICE_COLUMNS = (Column("Choice"), Column("Meaning", wraps=True))


def law_blocks(laws: Iterable[ListedLaw]) -> Iterator[Block]:
    """Go through the laws, each with a table of its rates and one of each reading."""
    for one in laws:
        yield Heading(f"{one.title} ({one.key}), {one.state}, {one.in_force}")
        yield Paragraph(f"{one.cite}; {one.url}")
        if one.note:
            yield Paragraph(one.note)
        if one.rates:
            yield Table(_RATE_COLUMNS, tuple(map(_rate_row, one.rates)))
        for reading in one.readings:
            yield Paragraph(
                f"Reading {reading.name}: {reading.question} ({reading.cite}, {reading.standing})"
            )
            yield Table(_CHOICE_COLUMNS, tuple(_choice_rows(reading)))


def _rate_row(rate: ListedRate) -> tuple[str, ...]:
    since = f"FY {rate.first_fiscal_year}"
    return (rate.key, rate.text, since, _through(rate), rate.standing, rate.cite)


def _choice_rows(reading: ListedReading) -> Iterator[tuple[str, str]]:
    for choice, meaning in reading.choices.items():
        yield (f"{choice} (default)" if choice == reading.default else choice, meaning)


def _through(rate: ListedRate) -> str:
    return "open" if rate.known_through is None else f"FY {rate.known_through}"


def law_record(one: ListedLaw) -> Record:
    """Return a law as JSON shows it: a rate for each fiscal year from which it is another."""
    return {
        "law": one.key,
        "title": one.title,
        "kind": one.kind,
        "state": one.state,
        "cite": one.cite,
        "url": one.url,
        "in_force": one.in_force,
        "note": one.note,
        "rates": [rate._asdict() for rate in one.rates],
        "readings": [{**reading._asdict(), "choices": dict(reading.choices)} for reading in one.readings],
        "findings": [],
    }


def law_rows(laws: Iterable[ListedLaw]) -> Iterator[Sequence[Cell]]:
    """Go through the rows of a CSV file, one a rate and first fiscal year."""
    for one in laws:
        for rate in one.rates:
            years = (rate.first_fiscal_year, rate.known_through)
            name = (one.key, rate.key, rate.title, rate.unit)
            yield (*name, rate.text, *years, rate.standing, rate.cite, rate.url, rate.note)
