"""Screenings for people: the result in a sentence, schools and neighbors around their threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ai_cli.facts.contacts import POINT
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
    Column("Protected", "right"),
    Column("School %", "right"),
    Column("District %", "right"),
    Column("Difference", "right"),
)
_NEIGHBOUR_COLUMNS = (
    Column("District"),
    Column("Name", wraps=True),
    Column("Contact"),
    Column("Protected %", "right"),
    Column("Difference", "right"),
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
        text = f"above this line: more than {one.school_threshold} points above the district"
        yield Table(_SCHOOL_COLUMNS, tuple(_ranked(one.schools, _school_row, one.school_threshold, text)))
        yield from _remarks((school.id, _school_remarks(school)) for school in one.schools)
    yield from _left_out(one.schools_not_screened)
    if one.adjoining:
        text = (
            f"above this line: this district is more than {one.district_threshold} points above the neighbor"
        )
        along = [other for other in one.adjoining if other.contact != POINT]
        corner = [other for other in one.adjoining if other.contact == POINT]
        if along:
            rows = tuple(_ranked(along, _neighbour_row, one.district_threshold, text))
            yield Table(_NEIGHBOUR_COLUMNS, rows)
        if corner:
            reading = f"corner-contacts={one.readings['corner-contacts']}"
            yield Paragraph(f"Touching at a corner only, under the reading {reading}:")
            rows = tuple(_ranked(corner, _neighbour_row, one.district_threshold, text))
            yield Table(_NEIGHBOUR_COLUMNS, rows)
        yield from _remarks((other.id, _neighbour_remarks(other)) for other in one.adjoining)
    if one.not_tested:
        yield Lines(tuple(f"Not tested: {reason}" for reason in one.not_tested))
    yield from findings_block(one.findings)


def _basis(one: Screening) -> Iterator[str]:
    yield f"File: {one.file}"
    if one.total is None:
        yield f"District: {one.source}"
    if one.total is not None and one.protected is not None and one.protected_percent is not None:
        share = f"{one.protected:,} protected of {one.total:,} students, {shown_percent(one.protected_percent)} percent"
        yield f"District: {share}; {one.source}"
    yield f"Counts wanted: October 1, {one.october_1}"
    if one.official:
        yield f"Official status: {', '.join(one.official)}"
    official = [school.id for school in one.schools if school.official]
    if official:
        yield f"Officially identifiable: {', '.join(official)}"
    yield from law_lines(one)


def law_lines(one: Result) -> Iterator[str]:
    """Go through the law that a screening goes by, and the readings of it."""
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
    return (
        one.id,
        one.name or "",
        one.grades,
        "" if one.total is None or one.protected is None else f"{one.protected:,} of {one.total:,}",
        _shown(one.protected_percent),
        _shown(one.district_percent),
        _signed(one.difference, threshold),
    )


def _school_remarks(one: SchoolScreening) -> Iterator[str]:
    if one.american_indian_exception:
        yield f"without its American Indian students {_shown(one.counted_percent)} percent is compared"
    if one.alone:
        yield "no other school screened has its grades"
    if one.reason:
        yield f"not tested: {one.reason}"
    if one.official is not None and one.official is not one.racially_identifiable:
        yield f"official status: {'' if one.official else 'not '}identifiable"


def _neighbour_row(one: NeighbourScreening, threshold: Fraction) -> tuple[str, ...]:
    return (
        one.id,
        one.name or "",
        one.contact or "",
        _shown(one.protected_percent),
        _signed(one.difference, threshold),
    )


def _neighbour_remarks(one: NeighbourScreening) -> Iterator[str]:
    if one.isolated:
        yield "racially isolated itself"
    if one.reason:
        yield one.reason


def _remarks(remarks: Iterable[tuple[str, Iterator[str]]]) -> Iterator[Lines]:
    """Say below a table what its figures do not, those of one remark together."""
    by_remark: dict[str, list[str]] = {}
    for number, said in remarks:
        for one in said:
            by_remark.setdefault(one, []).append(number)
    if by_remark:
        yield Lines(tuple(f"{', '.join(numbers)}: {one}" for one, numbers in by_remark.items()))


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
    yield Lines((f"File: {one.file}", *law_lines(one)))
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
