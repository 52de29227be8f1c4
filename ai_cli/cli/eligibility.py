"""The command eligibility: which schools are racially identifiable, which districts racially isolated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ai_cli.cli.options import (
    Debug,
    Fail,
    FailOn,
    Force,
    Format,
    NoHeader,
    Output,
    OutputFormat,
    Quiet,
    Readings,
    Stamp,
    parsed_readings,
)
from ai_cli.cli.printing import Printing, deliver, grave_pieces, say, tell, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ai_cli.cli.status import Tally
    from ai_cli.facts.district_file import DistrictFile
    from ai_cli.facts.enrollment import DistrictEnrollment, StateEnrollment
    from ai_cli.outputs.document import Block
    from ai_cli.results.screening import Screening, TransferScreening

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
    reading: Readings = None,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
    force: Force = False,
    no_header: NoHeader = False,
    stamp: Stamp = False,
    fail_on: Fail = FailOn.ERROR,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Screen districts and schools; see ``HELP``."""
    from ai_cli.cli.status import Tally, counted

    del debug  # read by the last resort of the program
    _check_usage(files, enrollment, adjacency, district)
    printing = Printing(output_format, output, force, header=not no_header, quiet=quiet, stamp=stamp)
    printing.refuse_inputs([*(files or []), *(one for one in (enrollment, adjacency) if one)])
    wanted = _Wanted(
        tuple(files or ()), enrollment, adjacency, _district_id(district), parsed_readings(reading), quiet
    )
    tally = Tally()
    screened = _screened(wanted, tally)
    for one in screened.results:
        tally.add_result(one.findings, complete=True)
    _print(printing, screened, tally, len(wanted.files))
    if not quiet:
        numbers = tally.counts()
        say(
            f"screened {_words(screened)}{tally.not_read} not read, "
            f"{counted(numbers['errors'], 'error')}, {counted(numbers['warnings'], 'warning')}"
        )
    raise typer.Exit(tally.exit_status(fail_on))


class _Wanted(NamedTuple):
    files: tuple[str, ...]
    enrollment: str | None
    adjacency: str | None
    district: str | None
    readings: Mapping[str, str]
    quiet: bool


class _Screened(NamedTuple):
    """What was screened. ``state`` is the file of the state, ``contacts`` how many pairs of districts were read.

    ``whole_state`` is whether no single district was asked for.
    """

    results: tuple[Screening | TransferScreening, ...] = ()
    state: StateEnrollment | None = None
    contacts: int | None = None
    whole_state: bool = False


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


def _screened(wanted: _Wanted, tally: Tally) -> _Screened:
    """Screen what was asked for; files that give nothing are noted in the tally."""
    if wanted.enrollment is not None:
        return _from_the_state(wanted, wanted.enrollment, tally)
    return _Screened(tuple(_from_files(wanted, tally)))


def _from_files(wanted: _Wanted, tally: Tally) -> Iterator[Screening | TransferScreening]:
    from ai_cli.eligibility import enrollment_of, rules_of, screen, screen_transfers
    from ai_cli.facts.minnesota import MinnesotaDistrict

    for file in _read(wanted, tally):
        facts = file.facts
        if isinstance(facts, MinnesotaDistrict):
            yield screen(enrollment_of(file, facts), rules_of(facts.fiscal_year, wanted.readings))
        else:
            yield screen_transfers(file, facts, wanted.readings)


def _read(wanted: _Wanted, tally: Tally) -> Iterator[DistrictFile]:
    from ai_cli.inputs.district import read_district

    for name in wanted.files:
        loaded = read_district(name)
        if loaded.district is None:
            tally.add_not_read(loaded.findings)
        else:
            yield loaded.district


def _from_the_state(wanted: _Wanted, enrollment: str, tally: Tally) -> _Screened:
    from ai_cli.cli.progress import with_progress
    from ai_cli.eligibility import rules_of, screen_state
    from ai_cli.inputs.adjacency import read_adjacency
    from ai_cli.inputs.state_enrollment import read_state_enrollment

    contacts = None
    if wanted.adjacency is not None:
        contacts, problems = read_adjacency(wanted.adjacency)
        tally.add_findings(problems)
        contacts = contacts or None
    state, problems = read_state_enrollment(enrollment, *(() if wanted.quiet else (with_progress,)))
    if state is None:
        tally.add_not_read(problems)
        return _Screened()
    tally.add_findings(problems)
    chosen = _chosen(wanted, state, tally)
    results = tuple(screen_state(state, contacts, rules_of(state.fiscal_year, wanted.readings), chosen))
    if not any(one.schools for one in state.districts.values()) and wanted.adjacency is None:
        _nothing_to_screen(enrollment, tally)
    return _Screened(results, state, None if contacts is None else len(contacts), chosen is None)


def _nothing_to_screen(enrollment: str, tally: Tally) -> None:
    from ai_cli.findings import Place, finding

    what = "nothing can be screened: the file has no counts by school, and no adjacency is given"
    fix = "give --adjacency with the districts that touch, or name the file with the schools"
    tally.add_findings(
        [finding("I101", Place(enrollment), what=what, allowed="schools or --adjacency", fix=fix)]
    )


def _chosen(wanted: _Wanted, state: StateEnrollment, tally: Tally) -> dict[str, DistrictEnrollment] | None:
    """Return the districts asked for, with their official status where a file gives it; None for all of the state."""
    from ai_cli.eligibility import with_official_status
    from ai_cli.facts.minnesota import MinnesotaDistrict
    from ai_cli.facts.names import nearest
    from ai_cli.findings import Place, finding

    asked: list[tuple[str, Place, DistrictFile | None]] = [
        (file.facts.district.id, file.place(("district", "id")), file) for file in _read(wanted, tally)
    ]
    if wanted.district is not None:
        asked.append((wanted.district, Place(state.file), None))
    chosen = {}
    for district_id, place, file in asked:
        district = state.districts.get(district_id)
        if district is None or (file is not None and not isinstance(file.facts, MinnesotaDistrict)):
            fix = f"{nearest(district_id, state.districts)} The id is number and type, such as 0742-01"
            found = f"{district_id}, which {state.file} does not have"
            tally.add_findings(
                [
                    finding(
                        "I102",
                        place,
                        key="district",
                        found=found,
                        allowed="a district of the enrollment file",
                        fix=fix,
                    )
                ]
            )
        elif file is not None and isinstance(file.facts, MinnesotaDistrict):
            chosen[district_id] = with_official_status(district, file, file.facts)
        else:
            chosen[district_id] = district
    return chosen if wanted.files or wanted.district is not None else None


def _print(printing: Printing, screened: _Screened, tally: Tally, files: int) -> None:
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

    def csv() -> Iterator[str]:
        from ai_cli.outputs.csv_text import csv_pieces
        from ai_cli.outputs.eligibility_records import CSV_COLUMNS, eligibility_rows

        return csv_pieces(CSV_COLUMNS, eligibility_rows(results), header=printing.header)

    every = [*(finding for one in results for finding in one.findings), *tally.findings]
    if printing.quiet and printing.format is OutputFormat.TABLE:
        write(printing, grave_pieces(every))
        return
    deliver(printing, document, json, csv)
    if printing.format is OutputFormat.CSV:
        tell(every)


def _summary(screened: _Screened, tally: Tally, files: int) -> dict[str, object]:
    from ai_cli.results.screening_totals import totals_of

    state = screened.state
    return {
        "files": files,
        **totals_of(screened.results)._asdict(),
        "contacts": screened.contacts,
        "rows": None if state is None else state.rows,
        "rows_skipped": None if state is None else dict(state.skipped),
        "not_read": tally.not_read,
        **tally.counts(),
    }


def _words(screened: _Screened) -> str:
    """Return what was screened, for the closing line."""
    from ai_cli.cli.status import counted
    from ai_cli.outputs.state_document import rows_words
    from ai_cli.results.screening_totals import totals_of

    totals = totals_of(screened.results)
    words = f"{counted(totals.districts, 'district')}: {totals.racially_isolated} racially isolated, "
    words += f"{totals.adjoining} adjoining, {totals.racially_identifiable} of {counted(totals.schools, 'school')} racially identifiable, "
    return words if screened.state is None else f"{words}{rows_words(screened.state)}, "
