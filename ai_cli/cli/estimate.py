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
from ai_cli.cli.input_files import InputFiles, input_files
from ai_cli.cli.options import OutputFormat, Shared, parsed_readings, with_shared_options
from ai_cli.cli.printing import Printing, deliver, printing_of, say, tell
from ai_cli.cli.since import Comparison, Kind, Since, former_run, print_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ai_cli.cli.status import Tally
    from ai_cli.findings import Finding
    from ai_cli.outputs.csv_text import Cell, Rows
    from ai_cli.outputs.document import Block
    from ai_cli.outputs.json_text import Record
    from ai_cli.results.changes import Change
    from ai_cli.results.estimate import Estimate

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


@with_shared_options
def estimate(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="District files; - is standard input.")],
    program: Programs = None,
    fiscal_year: FiscalYears = None,
    settings: Settings = None,
    law: Law = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="LINE", help="Explain one line, by its number or key.")
    ] = None,
    strict: Strict = False,
    *,
    since: Since = None,
    shared: Shared,
) -> None:
    """Estimate the revenue of each district file; see ``HELP``."""
    from ai_cli.cli.status import Tally
    from ai_cli.programs import Terms

    tally = Tally()
    inputs = input_files(files, "DISTRICT", shared, tally)
    printing = printing_of(shared, "Estimate")
    printing.refuse_inputs([*inputs.names, *(one for one in (law, since) if one)])
    programs, years = parsed_programs(program), parsed_years(fiscal_year)
    readings = parsed_readings(shared.reading)
    tried = parsed_settings(settings)
    check_line(explain, programs)
    if explain is not None and since is not None:
        raise typer.BadParameter("--explain shows one line whole, --since what changed: give one of them")
    rates, problems = rates_in_force(law, strict=strict)
    terms = Terms(rates, readings, tuple(f"{one.key}={one.text}" for one in tried), explain)
    tally.add_findings(problems)
    former = None if since is None or problems else former_run(since, "estimate", inputs.names, tally)
    ready = not problems and (since is None or former is not None)
    wanted = Wanted(inputs.names if ready else (), tried, programs, years, terms, shared)
    if former is None:
        _print(printing, wanted, tally, inputs)
        say(closing("estimated", tally, inputs), quiet=shared.quiet)
        raise typer.Exit(tally.exit_status(shared.fail_on))
    compared = Comparison(_kind(), former, tally, Tally())
    if tried and shared.output_format in (OutputFormat.CSV, OutputFormat.XLSX):
        say(f"What-if: {', '.join(terms.what_if)}", quiet=shared.quiet)
    estimates = (one.estimate for one in estimates_of(wanted, tally))
    print_changes(printing, compared, estimates, lambda: summary_of(tally, inputs))
    say(f"{closing('estimated', tally, inputs)}; {compared.closing()}", quiet=shared.quiet)
    raise typer.Exit(compared.exit_status(shared.fail_on))


def _kind() -> Kind[Estimate]:
    """Return how estimates are compared with those of a former run."""
    from ai_cli.outputs.changes_records import ESTIMATE_COLUMNS, estimate_change_rows
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.estimate_records import estimate_record
    from ai_cli.outputs.snapshots import estimate_snapshot

    def rows(changes: Iterable[Change], new: Iterable[Finding], gone: Iterable[Finding]) -> Rows:
        del gone  # the rows are lines of the form: new findings are told on standard error

        def lines() -> Iterator[Sequence[Cell]]:
            yield from estimate_change_rows(_telling_new(changes))
            tell(new)

        return Rows(ESTIMATE_COLUMNS, lines())

    return Kind("estimate", estimate_snapshot, estimate_record, rows)


def _telling_new(changes: Iterable[Change]) -> Iterator[Change]:
    """Tell the new findings of each change on standard error, where the format has no place for them."""
    for one in changes:
        tell(one.new_findings)
        yield one


def _print(printing: Printing, wanted: Wanted, tally: Tally, files: InputFiles) -> None:
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

        return Rows(CSV_COLUMNS, estimate_rows(told(estimates, quiet=printing.quiet)))

    each = chain((one.findings for one in estimates), [tally.findings])
    deliver(printing, document, json, rows, lambda: each)
    if printing.format in (OutputFormat.CSV, OutputFormat.XLSX):
        tell(tally.findings)
