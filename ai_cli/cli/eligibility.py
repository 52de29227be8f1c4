"""The command eligibility: which schools are racially identifiable, which districts racially isolated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ai_cli.cli.input_files import InputFiles, input_files
from ai_cli.cli.options import OutputFormat, Shared, parsed_readings, with_shared_options
from ai_cli.cli.printing import Printing, deliver, printing_of, say, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.cli.screening import Screened
    from ai_cli.cli.status import Tally
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block

HELP = """\b
Examples:
  ai-cli eligibility my_district.yaml               one district, from its own counts
  ai-cli eligibility --enrollment state.xlsx --district 0742-01
  ai-cli eligibility --enrollment state.xlsx --adjacency pairs.csv
  ai-cli eligibility my_district.yaml --enrollment state.xlsx --adjacency pairs.csv

Screen a district, or a whole state, for racially isolated districts and racially identifiable schools.

A school is compared with the traditional schools of its district over the same grades, a district with each one that
it adjoins; what is more than 20 points above is named. With --enrollment the counts come from the state's file, and
a district file beside it gives the official status to compare with. Transfers of a Wisconsin district are screened
too. All results are a screening: the department's notice decides.
"""
SHORT_HELP = "Screen for racially isolated districts and identifiable schools."


@with_shared_options
def eligibility(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE", help="District files; - is standard input.")
    ] = None,
    enrollment: Annotated[
        str | None,
        typer.Option(
            "--enrollment", metavar="STATE", help="The state's enrollment by race, .xlsx or text of any year."
        ),
    ] = None,
    adjacency: Annotated[
        str | None,
        typer.Option(
            "--adjacency", metavar="FILE", help="Pairs of districts that touch, CSV; with --enrollment."
        ),
    ] = None,
    district: Annotated[
        str | None,
        typer.Option("--district", metavar="ID", help="One district of the state's file, such as 0742-01."),
    ] = None,
    *,
    shared: Shared,
) -> None:
    """Screen districts and schools; see ``HELP``."""
    from ai_cli.cli.screening import Screened, Wanted, screened_of
    from ai_cli.cli.status import Tally, counted, ended

    _check_usage(files, enrollment, adjacency, district)
    tally = Tally()
    inputs = input_files(files or (), "DISTRICT", shared, tally)
    printing = printing_of(shared, "Eligibility")
    printing.refuse_inputs([*inputs.names, *(one for one in (enrollment, adjacency) if one)])
    wanted = Wanted(
        inputs.names, enrollment, adjacency, _district_id(district), parsed_readings(shared.reading), shared
    )
    screened = screened_of(wanted, tally) if inputs.names or not files else Screened()
    for one in screened.results:
        tally.add_result(one.findings, complete=screened.whole_state or one.complete)
    _print(printing, screened, tally, inputs)
    numbers = tally.counts()
    say(
        f"screened {_words(screened)}{tally.not_read} not read, "
        f"{counted(numbers['errors'], 'error')}, {counted(numbers['warnings'], 'warning')}"
        f"{ended(tally, inputs.skipped)}",
        quiet=shared.quiet,
    )
    raise typer.Exit(tally.exit_status(shared.fail_on))


def _check_usage(
    files: list[str] | None, enrollment: str | None, adjacency: str | None, district: str | None
) -> None:
    if not files and enrollment is None:
        raise typer.BadParameter("name a district file, or the state's enrollment file with --enrollment")
    if enrollment is None and (adjacency or district):
        option = "--adjacency" if adjacency else "--district"
        raise typer.BadParameter(f"{option} belongs to the state's enrollment file: add --enrollment")
    if files and district:
        raise typer.BadParameter("give district files or --district, not both: the files say which districts")
    if [*(files or []), enrollment, adjacency].count("-") > 1:
        raise typer.BadParameter("standard input can be only one of the files")


def _district_id(written: str | None) -> str | None:
    if written is None:
        return None
    from ai_cli.facts.identifiers import read_minnesota_district
    from ai_cli.facts.unreadable import UnreadableValue

    try:
        return read_minnesota_district(written)
    except UnreadableValue as error:
        raise typer.BadParameter(f"--district {written!r} is not {error.allowed}; {error.fix}") from error


def _print(printing: Printing, screened: Screened, tally: Tally, files: InputFiles) -> None:
    """Print the screenings; with --quiet a table is reduced to findings of warning and above."""
    results = screened.results

    def document() -> Iterator[Block]:
        from ai_cli.outputs.eligibility_document import eligibility_blocks
        from ai_cli.outputs.state_document import state_blocks
        from ai_cli.results.screening import Screening

        if screened.state is None or not screened.whole_state:
            return eligibility_blocks(results, tally.findings)
        districts = [one for one in results if isinstance(one, Screening)]
        return state_blocks(screened.state, districts, screened.contacts, tally.findings)

    def json() -> Iterator[str]:
        from ai_cli.outputs.eligibility_records import eligibility_record
        from ai_cli.outputs.json_text import json_pieces

        records = map(eligibility_record, results)
        return json_pieces(
            "eligibility",
            records,
            tally.findings,
            lambda: _summary(screened, tally, files),
            printing.time_stamp(),
        )

    def rows() -> Rows:
        from ai_cli.outputs.csv_text import Rows
        from ai_cli.outputs.eligibility_records import CSV_COLUMNS, eligibility_rows

        return Rows(CSV_COLUMNS, eligibility_rows(results))

    every = [*(finding for one in results for finding in one.findings), *tally.findings]
    deliver(printing, document, json, rows, lambda: [every])
    if printing.format in (OutputFormat.CSV, OutputFormat.XLSX):
        tell(every)


def _summary(screened: Screened, tally: Tally, files: InputFiles) -> dict[str, object]:
    from ai_cli.results.screening_totals import totals_of

    state = screened.state
    return {
        "files": len(files.names),
        **totals_of(screened.results)._asdict(),
        "contacts": screened.contacts,
        "sheet": None if state is None else state.sheet,
        "rows": None if state is None else state.rows,
        "rows_skipped": None if state is None else dict(state.skipped),
        "not_read": tally.not_read,
        **tally.counts(),
        "skipped": files.skipped,
    }


def _words(screened: Screened) -> str:
    """Return what was screened, for the closing line."""
    from ai_cli.cli.status import counted
    from ai_cli.outputs.state_document import rows_words
    from ai_cli.results.screening_totals import totals_of

    totals = totals_of(screened.results)
    words = f"{counted(totals.districts, 'district')}: {totals.racially_isolated} racially isolated, "
    words += f"{totals.adjoining} adjoining, {totals.racially_identifiable} of {counted(totals.schools, 'school')} racially identifiable, "
    return words if screened.state is None else f"{words}{rows_words(screened.state)}, "
