"""What the commands of accountability print alike: rows, what they rest on, and what was left out of the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ai_cli.cli.options import OutputFormat, parsed_readings
from ai_cli.cli.printing import deliver, printing_of, say, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ai_cli.cli.options import Shared
    from ai_cli.cli.status import Tally
    from ai_cli.facts.accountability import LeftOut, Read
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.outputs.json_text import Record
    from ai_cli.results.accountability_rows import Basis

Internal = Annotated[
    bool,
    typer.Option("--internal", help="Show figures of any number of students; not to be published."),
]

Year = Annotated[
    str | None,
    typer.Option("--year", metavar="YEAR", help="The year to determine, instead of the last one."),
]


def parsed_year(written: str | None) -> int | None:
    """Return the calendar year in which a school year ends, None where none is asked for. Errors: ``typer.BadParameter``."""
    if written is None:
        return None
    from ai_cli.facts.unreadable import UnreadableValue
    from ai_cli.facts.years import read_fiscal_year

    try:
        return read_fiscal_year(written)
    except UnreadableValue as error:
        raise typer.BadParameter(f"--year {written!r} is not {error.allowed}; {error.fix}") from error


def readings_asked(shared: Shared) -> dict[str, str]:
    """Return the readings chosen, by name. Errors: ``typer.BadParameter`` for one that accountability does not have."""
    from ai_cli.accountability.rules import ACCOUNTABILITY

    return parsed_readings(shared.reading, ACCOUNTABILITY)


def note_no_year(tally: Tally, file: str, asked: int | None, known: Iterable[int]) -> None:
    """Note that the files have nothing of the year to determine, as that of a mistyped ``--year``, so that it does not pass for a result."""
    from ai_cli.findings import Place, finding

    years = sorted(set(known))
    if years and asked in (None, *years):
        return
    there = f"the files have {', '.join(map(str, years))}" if years else "the files have no row that is kept"
    what = f"no counts of {'any year' if asked is None else asked}"
    fix = "leave out --year, or name one of these" if years else "check that it is the file you mean"
    tally.add_not_read((finding("I101", Place(file), what=what, allowed=there, fix=fix),))


class Listing(NamedTuple):
    """The result of a command: its rows as blocks for people, as records of JSON, and as rows of CSV.

    ``parts`` are further keys of the JSON.
    """

    command: str
    title: str
    basis: Basis
    read: tuple[LeftOut, ...]
    blocks: Callable[[], Iterable[Block]]
    records: Callable[[], Iterable[Record]]
    rows: Callable[[], Rows]
    parts: Mapping[str, object]
    closing: str


def take(read: Read, tally: Tally, *, found: bool) -> LeftOut:
    """Note what is wrong with a file in the tally, and return the count of its rows; ``found`` tells that it gave records."""
    if found:
        tally.add_findings(read.findings, of_lines=True)
    else:
        tally.add_not_read(read.findings)
    return read.rows


def print_listing(shared: Shared, listing: Listing, tally: Tally, inputs: Iterable[str | None]) -> None:
    """Print a listing as the shared options say, and leave with the status of the run.

    Errors: ``typer.Exit``.
    """
    from ai_cli.cli.status import counted
    from ai_cli.outputs import accountability_document, accountability_records

    printing = printing_of(shared, listing.title)
    tables = (one.partition("=table:")[-1] for one in shared.reading or ())
    printing.refuse_inputs([one for one in (*inputs, *tables) if one])
    basis = listing.basis
    findings = tuple(tally.findings)

    def document() -> Iterator[Block]:
        yield from listing.blocks()
        yield from accountability_document.basis_blocks(basis, listing.read, findings)

    def json() -> Iterator[str]:
        from ai_cli.outputs.json_text import json_pieces

        summary = {
            **tally.counts(),
            "not_read": tally.not_read,
            "left_out": [accountability_records.left_out_record(one) for one in listing.read],
        }
        parts = {**accountability_records.basis_record(basis), **listing.parts}
        command = f"accountability-{listing.command}"
        return json_pieces(
            command, listing.records(), findings, lambda: summary, printing.time_stamp(), parts
        )

    deliver(printing, document, json, listing.rows, lambda: [findings])
    if printing.format in (OutputFormat.CSV, OutputFormat.XLSX):
        tell(findings)
    numbers = tally.counts()
    left_out = sum(sum(one.reasons.values()) for one in listing.read)
    internal = "; not to be published, nothing is withheld" if basis.internal else ""
    say(
        f"{listing.closing}, {counted(left_out, 'row')} left out, {tally.not_read} not read, "
        f"{counted(numbers['errors'], 'error')}, {counted(numbers['warnings'], 'warning')}{internal}",
        quiet=shared.quiet,
    )
    raise typer.Exit(tally.exit_status(shared.fail_on))
