"""The screening of a whole state for people: a summary, the districts named, the schools named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.years import october_inside
from ai_cli.outputs.document import Block, Column, Heading, Lines, Paragraph, Table
from ai_cli.outputs.eligibility_document import law_lines
from ai_cli.outputs.findings_document import findings_block
from ai_cli.results.percent_text import shown_percent
from ai_cli.results.screening import ADJOINING, NOT_SCREENED, RACIALLY_ISOLATED
from ai_cli.results.screening_totals import Totals, totals_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ai_cli.facts.enrollment import StateEnrollment
    from ai_cli.findings import Finding
    from ai_cli.results.screening import Screening

_DISTRICT_COLUMNS = (
    Column("District"),
    Column("Name", wraps=True),
    Column("Screening"),
    Column("Share %", "right"),
    Column("Through"),
    Column("Points", "right"),
    Column("Schools", "right"),
)
_SCHOOL_COLUMNS = (
    Column("District"),
    Column("School"),
    Column("Name", wraps=True),
    Column("Grades"),
    Column("School %", "right"),
    Column("District %", "right"),
    Column("Difference", "right"),
)
_WORDS = {RACIALLY_ISOLATED: "racially isolated", ADJOINING: "adjoining"}


def state_blocks(
    state: StateEnrollment, results: Sequence[Screening], contacts: int | None, findings: Iterable[Finding]
) -> Iterator[Block]:
    """Go through the screening of a state: the summary, the districts and schools named, then all findings.

    ``contacts`` is how many pairs of adjoining districts were read, None where no adjacency was given.
    """
    yield Heading(
        f"Screening for racial isolation, FY {state.fiscal_year}, October 1, {october_inside(state.fiscal_year)}"
    )
    laws = law_lines(results[0]) if results else ()
    yield Lines((*_summary(state, totals_of(results), contacts), *laws))
    named = [one for one in results if one.screening in _WORDS or one.identifiable]
    if named:
        yield Table(_DISTRICT_COLUMNS, tuple(map(_district_row, named)))
    else:
        yield Paragraph("No district and no school is named.")
    rows = tuple(_school_rows(named))
    if rows:
        yield Table(_SCHOOL_COLUMNS, rows)
    if contacts is not None:
        yield from _untested(results)
    yield from findings_block((*findings, *(one for result in results for one in result.findings)))


def _summary(state: StateEnrollment, totals: Totals, contacts: int | None) -> Iterator[str]:
    sheet = f", sheet {state.sheet}" if state.sheet else ""
    yield f"File: {state.file}{sheet}: {rows_words(state)}"
    if totals.schools:
        untested = f"; {totals.schools_not_tested:,} not tested" if totals.schools_not_tested else ""
        yield (
            f"Schools: {totals.schools:,} screened; {totals.racially_identifiable:,} racially identifiable"
            f" (districts: {totals.districts_with_racially_identifiable:,}){untested};"
            f" {totals.schools_not_screened:,} of other classifications not screened"
        )
    else:
        yield "Schools: not screened, the file has no counts by school"
    if contacts is None:
        yield f"Districts: {totals.districts:,}; isolation not tested, no list of adjoining districts was read (--adjacency)"
    else:
        yield (
            f"Districts: {totals.districts:,} screened over {contacts:,} contacts; {totals.racially_isolated:,} racially"
            f" isolated, {totals.adjoining:,} adjoining one, {totals.neither:,} neither,"
            f" {totals.districts_not_tested:,} not wholly tested"
        )
    other = len(state.districts) - totals.districts
    if other:
        noun = "district of another type" if other == 1 else "districts of other types"
        yield f"Not screened: {other:,} {noun}, such as charter schools"


def rows_words(state: StateEnrollment) -> str:
    """Return how many rows were read and how many of them were left out, and why."""
    skipped = "; ".join(f"{number:,} {why}" for why, number in state.skipped.items())
    return f"{state.rows:,} rows read, {sum(state.skipped.values()):,} skipped" + (
        f" ({skipped})" if skipped else ""
    )


def _untested(results: Iterable[Screening]) -> Iterator[Lines]:
    """Name the districts of which it is not known whether they are isolated, or adjoin such a one."""
    untested = [one for one in results if one.screening == NOT_SCREENED]
    isolation = [one.district_id for one in untested if one.racially_isolated is None]
    beside = [one.district_id for one in untested if one.racially_isolated is False]
    words = (
        (isolation, "Not tested, whether isolated"),
        (beside, "Not isolated, and not tested whether beside such a district"),
    )
    lines = tuple(f"{what}: {', '.join(ids)}" for ids, what in words if ids)
    if lines:
        yield Lines(lines)


def _district_row(one: Screening) -> tuple[str, ...]:
    decided_by = one.decided_by
    difference = decided_by.difference if decided_by is not None and one.racially_isolated else None
    return (
        one.district_id,
        one.district_name or "",
        _WORDS.get(one.screening, ""),
        "" if one.protected_percent is None else shown_percent(one.protected_percent),
        "" if decided_by is None else decided_by.id,
        "" if difference is None else shown_percent(difference, one.district_threshold),
        str(len(one.identifiable)) if one.schools else "",
    )


def _school_rows(results: Iterable[Screening]) -> Iterator[tuple[str, ...]]:
    for result in results:
        for one in result.identifiable:
            shown = [
                "" if value is None else shown_percent(value, limit)
                for value, limit in (
                    (one.protected_percent, None),
                    (one.district_percent, None),
                    (one.difference, result.school_threshold),
                )
            ]
            yield (result.district_id, one.id, one.name or "", one.grades, *shown)
