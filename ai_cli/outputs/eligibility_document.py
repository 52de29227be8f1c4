"""Screenings for people: the result in a sentence, schools and neighbors around their threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ai_cli.outputs.document import Block, Column, Divider, Heading, Lines, Paragraph, Table
from ai_cli.outputs.findings_document import findings_block
from ai_cli.results.percent_text import shown_percent
from ai_cli.results.screening import Screening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from fractions import Fraction

    from ai_cli.findings import Finding
    from ai_cli.results.screening import (
        NeighbourScreening,
        NotScreened,
        SchoolScreening,
        TransferScreening,
    )

    Result = Screening | TransferScreening

_SCHOOL_COLUMNS = (
    Column("School"),
    Column("Name", wraps=True),
    Column("Grades"),
    Column("Students", "right"),
    Column("Protected", "right"),
    Column("School %", "right"),
    Column("District %", "right"),
    Column("Difference", "right"),
    Column("Remarks", wraps=True),
)
_NEIGHBOUR_COLUMNS = (
    Column("District"),
    Column("Name", wraps=True),
    Column("Contact"),
    Column("Protected %", "right"),
    Column("Difference", "right"),
    Column("Remarks", wraps=True),
)
_TRANSFER_COLUMNS = (
    Column("Transfer", "right"),
    Column("Kind"),
    Column("Pupil"),
    Column("From %", "right"),
    Column("To %", "right"),
    Column("Counts"),
    Column("Why", wraps=True),
)


def eligibility_blocks(results: Iterable[Result], findings: Iterable[Finding]) -> Iterator[Block]:
    """Go through all screenings one after the other, then the findings about files that gave none."""
    for one in results:
        yield from _district(one) if isinstance(one, Screening) else _transfers(one)
    yield from findings_block(findings)


def _named(one: Result) -> str:
    return f"{one.district_name} ({one.district_id})" if one.district_name else one.district_id


def _district(one: Screening) -> Iterator[Block]:
    yield Heading(f"{_named(one)}, FY {one.fiscal_year}: screening for racial isolation")
    yield Paragraph(one.conclusion, strong=True)
    yield Lines(tuple(_basis(one)))
    if one.schools:
        text = f"above this line: more than {one.school_threshold} points above the district, racially identifiable"
        yield Table(_SCHOOL_COLUMNS, tuple(_ranked(one.schools, _school_row, one.school_threshold, text)))
    yield from _left_out(one.schools_not_screened)
    if one.adjoining:
        text = (
            f"above this line: this district is more than {one.district_threshold} points above the neighbor"
        )
        along = [other for other in one.adjoining if other.contact != "point"]
        corner = [other for other in one.adjoining if other.contact == "point"]
        if along:
            rows = tuple(_ranked(along, _neighbour_row, one.district_threshold, text))
            yield Table(_NEIGHBOUR_COLUMNS, rows)
        if corner:
            reading = f"corner-contacts={one.readings['corner-contacts']}"
            yield Paragraph(f"Touching at a corner only, under the reading {reading}:")
            rows = tuple(_ranked(corner, _neighbour_row, one.district_threshold, text))
            yield Table(_NEIGHBOUR_COLUMNS, rows)
    if one.not_tested:
        yield Lines(tuple(f"Not tested: {reason}" for reason in one.not_tested))
    yield from findings_block(one.findings)


def _basis(one: Screening) -> Iterator[str]:
    yield f"File: {one.file}"
    if one.total is not None and one.protected is not None and one.protected_percent is not None:
        share = f"{one.protected:,} protected of {one.total:,} students, {shown_percent(one.protected_percent)} percent"
        yield f"District: {share}; {one.source}"
    yield f"Counts of October 1, {one.october_1}"
    if one.official:
        yield f"Official status: {', '.join(one.official)}"
    yield from _law(one)


def _law(one: Result) -> Iterator[str]:
    cites = dict.fromkeys(rate.cite for rate in one.rates if rate.cite != "this tool")
    yield f"Law: {'; '.join(cites)}"
    yield f"Readings: {', '.join(f'{name}={choice}' for name, choice in one.readings.items())}"


Ranked = TypeVar("Ranked", "SchoolScreening", "NeighbourScreening")


def _ranked(
    items: Iterable[Ranked],
    row: Callable[[Ranked, Fraction], tuple[str, ...]],
    threshold: Fraction,
    text: str,
) -> Iterator[tuple[str, ...] | Divider]:
    """Go through the rows from the largest difference down, with a line across where the threshold lies."""
    rows = sorted(items, key=lambda one: (one.difference is None, -(one.difference or 0), one.id))
    above = [one for one in rows if one.difference is not None and one.difference > threshold]
    yield from (row(one, threshold) for one in above)
    yield Divider(text)
    yield from (row(one, threshold) for one in rows[len(above) :])


def _shown(value: Fraction | None, threshold: Fraction | None = None) -> str:
    return "" if value is None else shown_percent(value, threshold)


def _school_row(one: SchoolScreening, threshold: Fraction) -> tuple[str, ...]:
    remarks = []
    if one.american_indian_exception:
        counted = _shown(one.counted_percent)
        remarks.append(f"American Indian students left out: {counted} counts")
    if one.reason:
        remarks.append(f"not tested: {one.reason}")
    if one.official is not None:
        remarks.append(f"official: {'' if one.official else 'not '}identifiable")
    return (
        one.id,
        one.name or "",
        one.grades,
        f"{one.total:,}",
        f"{one.protected:,}",
        _shown(one.protected_percent),
        _shown(one.district_percent),
        _signed(one.difference, threshold),
        "; ".join(remarks),
    )


def _neighbour_row(one: NeighbourScreening, threshold: Fraction) -> tuple[str, ...]:
    remarks = ["racially isolated itself"] if one.isolated else []
    if one.reason:
        remarks.append(one.reason)
    return (
        one.id,
        one.name or "",
        one.contact or "",
        _shown(one.protected_percent),
        _signed(one.difference, threshold),
        "; ".join(remarks),
    )


def _signed(value: Fraction | None, threshold: Fraction) -> str:
    shown = _shown(value, threshold)
    return f"+{shown}" if value is not None and value > 0 else shown


def _left_out(schools: tuple[NotScreened, ...]) -> Iterator[Lines]:
    """Name the schools that are not screened, those of one reason together."""
    by_reason: dict[str, list[str]] = {}
    for one in schools:
        by_reason.setdefault(one.reason, []).append(f"{one.id} {one.name or ''}".strip())
    if by_reason:
        yield Lines(
            tuple(f"Not screened, {reason}: {', '.join(names)}" for reason, names in by_reason.items())
        )


def _transfers(one: TransferScreening) -> Iterator[Block]:
    yield Heading(f"{_named(one)}, FY {one.fiscal_year}: screening of transfers")
    yield Paragraph(one.conclusion, strong=True)
    yield Lines((f"File: {one.file}", *_law(one)))
    words = {True: "yes", False: "no", None: "not tested"}
    rows = tuple(
        (
            str(test.number),
            test.kind or "",
            test.pupil or "",
            _shown(test.from_percent),
            _shown(test.to_percent),
            words[test.eligible],
            test.reason,
        )
        for test in one.transfers
    )
    if rows:
        yield Table(_TRANSFER_COLUMNS, rows)
    yield from findings_block(one.findings)
