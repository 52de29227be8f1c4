"""Calendars for people and for programs: each date with its rule, citation and standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Column, Divider, Heading, Lines, Paragraph, Table
from ai_cli.outputs.findings_document import findings_block
from ai_cli.outputs.json_text import finding_record
from ai_cli.results.filled_form import Mark
from ai_cli.results.marks import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ai_cli.findings import Finding
    from ai_cli.outputs.csv_text import Cell
    from ai_cli.outputs.json_text import Record
    from ai_cli.results.calendar import Calendar, CalendarDate

CSV_COLUMNS = (
    "state",
    "fiscal_year",
    "date",
    "weekday",
    "key",
    "title",
    "text",
    "for_fiscal_year",
    "cite",
    "url",
    "standing",
    "origin",
    "note",
)
_COLUMNS = (
    Column("Date"),
    Column("Day"),
    Column("For"),
    Column("What", wraps=True),
    Column("Rule", wraps=True),
    Column("Standing"),
    Column("Marks"),
    Column("Citation", wraps=True),
)
_MARK_OF_ORIGIN = {"carried": Mark.CARRIED, "nearest": Mark.ILLUSTRATION, "user": Mark.USER_RATE}
_MEANINGS = {
    Mark.UNVERIFIED: "not verified: widely stated, not read at its source",
    Mark.CARRIED: "carried past the last year it is known for",
    Mark.ILLUSTRATION: "illustration: the law is not in force that year",
    Mark.USER_RATE: "your own, given with --law",
}


def calendar_blocks(calendars: Iterable[Calendar], findings: Iterable[Finding]) -> Iterator[Block]:
    """Go through the calendars, each with its dates, notes and findings, then findings about the run."""
    for one in calendars:
        yield Heading(f"{one.title}, {one.state}, FY {one.fiscal_year}")
        if one.readings:
            yield Lines(
                (f"Readings: {', '.join(f'{name}={choice}' for name, choice in one.readings.items())}",)
            )
        if one.dates:
            yield Table(_COLUMNS, tuple(_rows(one)))
        else:
            yield Paragraph("No dates are known.")
        yield from _notes(one)
        used = {mark for date in one.dates for mark in _marks(date)}
        if used:
            yield Lines(
                tuple(f"{SIGNS[mark][0]}  {text}" for mark, text in _MEANINGS.items() if mark in used)
            )
        yield from findings_block(one.findings)
    yield from findings_block(findings)


def _notes(calendar: Calendar) -> Iterator[Lines]:
    """Say below the table what is noted of its dates, each note once."""
    years: dict[tuple[str, str], list[str]] = {}
    for one in calendar.dates:
        if one.note:
            years.setdefault((one.title, one.note), []).append(f"FY {one.fiscal_year}")
    if years:
        yield Lines(tuple(f"{title}, {' and '.join(of)}: {note}" for (title, note), of in years.items()))


def _rows(calendar: Calendar) -> Iterator[tuple[str, ...] | Divider]:
    """Go through the rows, with a line where the fiscal year begins, where it ends, and before what has no day."""
    before = [one for one in calendar.dates if one.date is not None and one.date < calendar.begins]
    after = [one for one in calendar.dates if one.date is not None and one.date > calendar.ends]
    undated = [one for one in calendar.dates if one.date is None]
    inside = [one for one in calendar.dates if one not in (*before, *after, *undated)]
    yield from map(_row, before)
    if before:
        yield Divider(f"above this line: before FY {calendar.fiscal_year}, which begins {calendar.begins}")
    yield from map(_row, inside)
    if after:
        yield Divider(f"below this line: after FY {calendar.fiscal_year}, which ends {calendar.ends}")
    yield from map(_row, after)
    if undated:
        yield Divider("below this line: days to count, with no day of the calendar")
    yield from map(_row, undated)


def _row(one: CalendarDate) -> tuple[str, ...]:
    return (
        "" if one.date is None else one.date.isoformat(),
        (one.weekday or "")[: len("Mon")],
        f"FY {one.fiscal_year}",
        one.title,
        one.text,
        one.standing,
        " ".join(SIGNS[mark][0] for mark in _marks(one)),
        one.cite,
    )


def _marks(one: CalendarDate) -> tuple[Mark, ...]:
    unverified = (Mark.UNVERIFIED,) if one.standing == "unverified" else ()
    return unverified + ((_MARK_OF_ORIGIN[one.origin],) if one.origin in _MARK_OF_ORIGIN else ())


def calendar_record(one: Calendar) -> Record:
    """Return a calendar as JSON shows it; ``fiscal_year`` of a date is the one it is for."""
    return {
        "state": one.state,
        "fiscal_year": one.fiscal_year,
        "dates": [_date_record(date) for date in one.dates],
        "readings": dict(one.readings),
        "findings": [finding_record(finding) for finding in one.findings],
    }


def _date_record(one: CalendarDate) -> Record:
    return {**one._asdict(), "date": None if one.date is None else one.date.isoformat()}


def calendar_rows(calendars: Iterable[Calendar]) -> Iterator[Sequence[Cell]]:
    """Go through the rows of a CSV file, one a date; ``for_fiscal_year`` is the one the date is for."""
    told: set[tuple[str, object, str, int]] = set()
    for calendar in calendars:
        for one in calendar.dates:
            same = (calendar.state, one.date, one.key, one.fiscal_year)
            if same in told:
                continue  # a date for one year that falls in another is in the calendars of both
            told.add(same)
            day = None if one.date is None else one.date.isoformat()
            rule = (one.key, one.title, one.text, one.fiscal_year)
            source = (one.cite, one.url, one.standing, one.origin, one.note)
            yield (calendar.state, calendar.fiscal_year, day, one.weekday, *rule, *source)
