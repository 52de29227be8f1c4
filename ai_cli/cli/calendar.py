"""The command calendar: what is due when in a fiscal year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ai_cli.cli.estimating import Law, Strict, rates_in_force
from ai_cli.cli.options import (
    FIRST_STATE,
    OutputFormat,
    Shared,
    StateOption,
    chosen_state,
    parsed_readings,
    with_shared_options,
)
from ai_cli.cli.printing import Printing, deliver, printing_of, say, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.cli.status import Tally
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.results.calendar import Calendar

HELP = """\b
Examples:
  ai-cli calendar 2018-19                           Minnesota, FY 2019
  ai-cli calendar FY26 --state wi                   Wisconsin
  ai-cli calendar 2025..2027 -f csv -o dates.csv    several years, one row a date

Print the dates of a fiscal year, each with its rule, citation and standing.

A calendar holds every date that falls in the fiscal year, July 1 to June 30, and every date that is for it though it
falls before or after, such as the day on which its budget was due. What the law gives as a number of days has no date.
"""
SHORT_HELP = "Print the dates of a fiscal year with citation and standing."


@with_shared_options
def calendar(
    fiscal_year: Annotated[
        str, typer.Argument(metavar="FY", help="Fiscal year, such as 2018-19, or a range such as 2018..2020.")
    ],
    state: StateOption = FIRST_STATE,
    law: Law = None,
    strict: Strict = False,
    *,
    shared: Shared,
) -> None:
    """Print the dates of fiscal years; see ``HELP``."""
    from ai_cli.cli.status import Tally, counted
    from ai_cli.programs.calendar import calendar_of

    printing = printing_of(shared, "Calendar")
    printing.refuse_inputs([law] if law else [])
    years, chosen, readings = _years(fiscal_year), _state(state), parsed_readings(shared.reading)
    rates, problems = rates_in_force(law, strict=strict)
    tally = Tally()
    tally.add_findings(problems)
    calendars = [] if problems else [calendar_of(chosen, year, rates, readings) for year in years]
    for one in calendars:
        tally.add_result(one.findings, complete=True)
    _print(printing, calendars, tally)
    numbers, dates = tally.counts(), counted(sum(len(one.dates) for one in calendars), "date")
    say(
        f"listed {dates}: {counted(numbers['errors'], 'error')}, {counted(numbers['warnings'], 'warning')}",
        quiet=shared.quiet,
    )
    raise typer.Exit(tally.exit_status(shared.fail_on))


def _years(written: str) -> tuple[int, ...]:
    from ai_cli.facts.unreadable import UnreadableValue
    from ai_cli.facts.years import read_year_range

    try:
        return read_year_range(written)
    except UnreadableValue as error:
        raise typer.BadParameter(f"{written!r} is not {error.allowed}; {error.fix}") from error


def _state(written: str) -> str:
    from ai_cli.facts.states import STATES
    from ai_cli.programs.calendar import has_calendar

    return chosen_state(written, (one for one in STATES if has_calendar(one.code)), "calendar").code


def _print(printing: Printing, calendars: list[Calendar], tally: Tally) -> None:
    """Print the calendars; with --quiet a table is reduced to findings of warning and above."""
    from ai_cli.outputs import calendar_views

    def document() -> Iterator[Block]:
        return calendar_views.calendar_blocks(calendars, tally.findings)

    def json() -> Iterator[str]:
        from ai_cli.outputs.json_text import json_pieces

        def summary() -> dict[str, int]:
            dates = sum(len(one.dates) for one in calendars)
            return {"calendars": len(calendars), "dates": dates, **tally.counts()}

        records = map(calendar_views.calendar_record, calendars)
        return json_pieces("calendar", records, tally.findings, summary, printing.time_stamp())

    def rows() -> Rows:
        from ai_cli.outputs.csv_text import Rows

        return Rows(calendar_views.CSV_COLUMNS, calendar_views.calendar_rows(calendars))

    every = [*(finding for one in calendars for finding in one.findings), *tally.findings]
    deliver(printing, document, json, rows, lambda: [every])
    if printing.format in (OutputFormat.CSV, OutputFormat.XLSX):
        tell(every)
