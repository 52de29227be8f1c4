"""The command estimate: the revenue of each district file, line by line."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from ai_cli.cli.estimate_views import adding_up, blocks_of, summed_up, totals_for
from ai_cli.cli.estimating import (
    FiscalYears,
    Law,
    Programs,
    Settings,
    Strict,
    Wanted,
    check_line,
    closing,
    estimates_of,
    parsed_programs,
    parsed_settings,
    parsed_years,
    rates_in_force,
    summary_of,
    told,
)
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
    from collections.abc import Iterator

    from ai_cli.cli.status import Tally
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.outputs.json_text import Record

HELP = """\b
Examples:
  ai-cli estimate austin.yaml                       the form, line by line
  ai-cli estimate austin.yaml --explain 12          why line (12) is what it is
  ai-cli estimate austin.yaml --set budget.initial=700000
  ai-cli estimate austin.yaml --fiscal-year 2026-27
  ai-cli estimate mine.yaml --program mn-integration-revenue --program mn-hf2051
  ai-cli estimate austin.yaml --fiscal-year 2014-15..2022-23    a row a year
  ai-cli estimate *.yaml --format csv -o all.csv    one row a line and district

Estimate the revenue of each district file.

Each line of the form is shown with its formula. Marks tell which figures rest on rates or formulas that were not
verified, on a rate carried past the last year it is known for, or on inputs that the file calls assumed.
Several programs are shown side by side, with their differences to the first; a range of years as a row a year.
A file that is not valid is reported with every problem in it, and never stops the others. `-` reads standard input.
"""
SHORT_HELP = "Estimate the revenue of each district file, line by line."


def estimate(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="District files; - is standard input.")],
    program: Programs = None,
    fiscal_year: FiscalYears = None,
    settings: Settings = None,
    law: Law = None,
    reading: Readings = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="LINE", help="Explain one line, by its number or key.")
    ] = None,
    strict: Strict = False,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
    force: Force = False,
    no_header: NoHeader = False,
    stamp: Stamp = False,
    fail_on: Fail = FailOn.ERROR,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Estimate the revenue of each district file; see ``HELP``."""
    from ai_cli.cli.status import Tally
    from ai_cli.programs import Terms

    del debug  # read by the last resort of the program
    printing = Printing(
        output_format, output, force, header=not no_header, quiet=quiet, stamp=stamp, title="Estimate"
    )
    printing.refuse_inputs([*files, *([law] if law else [])])
    programs, years = parsed_programs(program), parsed_years(fiscal_year)
    readings = parsed_readings(reading)
    tried = parsed_settings(settings)
    check_line(explain, programs)
    rates, problems = rates_in_force(law, strict=strict)
    terms = Terms(rates, readings, tuple(f"{one.key}={one.text}" for one in tried), explain)
    tally = Tally()
    tally.add_findings(problems)
    wanted = Wanted(() if problems else tuple(files), tried, programs, years, terms)
    _print(printing, wanted, tally, len(files))
    if not quiet:
        say(closing("estimated", tally, len(files)))
    raise typer.Exit(tally.exit_status(fail_on))


def _print(printing: Printing, wanted: Wanted, tally: Tally, files: int) -> None:
    """Print the estimates as they are made; with --quiet a table is reduced to findings of warning and above."""
    totals = totals_for(wanted)
    stream = estimates_of(wanted, tally)
    estimates = (one.estimate for one in stream)

    def document() -> Iterator[Block]:
        return blocks_of(stream, wanted, totals, tally.findings)

    def json() -> Iterator[str]:
        from ai_cli.outputs.estimate_records import estimate_record
        from ai_cli.outputs.json_text import json_pieces

        records = (estimate_record(one.estimate) for one in adding_up(stream, totals))

        def summary() -> Record:
            return summary_of(tally, files) | summed_up(totals)

        return json_pieces("estimate", records, tally.findings, summary, printing.time_stamp())

    def rows() -> Rows:
        from ai_cli.outputs.csv_text import Rows
        from ai_cli.outputs.estimate_records import CSV_COLUMNS, estimate_rows

        return Rows(CSV_COLUMNS, estimate_rows(told(estimates)))

    if printing.quiet and printing.format is OutputFormat.TABLE:
        grave = chain.from_iterable(
            map(grave_pieces, chain((one.findings for one in estimates), [tally.findings]))
        )
        write(printing, grave)
        return
    deliver(printing, document, json, rows)
    if printing.format in (OutputFormat.CSV, OutputFormat.XLSX):
        tell(tally.findings)
