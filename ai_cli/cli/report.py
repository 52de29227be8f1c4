"""The command report: the filled workbook of a district, or the lines that a nightly job appends."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ai_cli.cli.status import Tally
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.programs.program import Program
    from ai_cli.results.estimate import Estimate

HELP = """\b
Examples:
  ai-cli report austin.yaml -o austin.xlsx          the workbook, with live formulas
  ai-cli report austin.yaml --budget budget.xlsx -o austin.xlsx
  ai-cli report *.yaml -o reports/                  a workbook for each district
  ai-cli report *.yaml -o all.xlsx --together       one workbook with a summary
  ai-cli report *.yaml --format csv --no-header >> lines.csv

Write the filled workbook, or print the lines that matter most.

With -o and a name ending in .xlsx, or a folder, the workbook is written: Revenue with every derived line as a formula,
Budget, Eligibility, the Law behind the figures, and what they were made from. Without, the lines of --lines are
printed, a table a program, or those that each program chooses; only what those lines need is asked for. The exit status follows the findings; the workbook is always written.
"""
SHORT_HELP = "Write the filled workbook, or print the lines that matter most."


@with_shared_options
def report(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="District files; - is standard input.")],
    budget: Annotated[
        str | None,
        typer.Option("--budget", metavar="FILE", help="Budget file, for its totals and the sheet Budget."),
    ] = None,
    lines: Annotated[
        str | None,
        typer.Option(
            "--lines",
            metavar="LINES",
            help="Lines to print, by number or key, with commas, instead of the program's own choice.",
        ),
    ] = None,
    accountability: Annotated[
        str | None,
        typer.Option("--accountability", metavar="FOLDER", help="Counts, for the sheet Accountability."),
    ] = None,
    together: Annotated[
        bool, typer.Option("--together", help="One workbook for all districts, with a summary.")
    ] = False,
    program: Programs = None,
    fiscal_year: FiscalYears = None,
    settings: Settings = None,
    law: Law = None,
    strict: Strict = False,
    *,
    shared: Shared,
) -> None:
    """Report each district; see ``HELP``."""
    from ai_cli.cli.status import Tally
    from ai_cli.programs import Terms

    workbook = _is_workbook(shared.output, shared.output_format)
    printing = printing_of(replace(shared, output_format=OutputFormat.XLSX) if workbook else shared, "Report")
    tally = Tally()
    inputs = input_files(files, "DISTRICT", shared, tally)
    printing.refuse_inputs([*inputs.names, *(one for one in (law, budget) if one)])
    if budget == "-":
        raise typer.BadParameter("--budget is read more than once: name a file, not standard input")
    if budget is not None and len(inputs.names) > 1:
        raise typer.BadParameter("--budget is the budget of one district: name one district file")
    if accountability is not None and (not workbook or together):
        raise typer.BadParameter(
            "--accountability is for the workbook of a district: name it with --output FILE.xlsx"
        )
    if together and not workbook:
        raise typer.BadParameter("--together is for a workbook: name it with --output FILE.xlsx")
    programs = parsed_programs(program)
    asked = _lines_asked(lines, programs)
    rates, problems = rates_in_force(law, strict=strict)
    tried = parsed_settings(settings)
    shown = tuple(f"{one.key}={one.text}" for one in tried)
    terms = Terms(rates, parsed_readings(shared.reading), shown, lines={} if workbook else asked)
    tally.add_findings(problems)
    years = parsed_years(fiscal_year)
    wanted = Wanted(
        () if problems else inputs.names, tried, programs, years, terms, shared, budget, accountability
    )
    written = True
    if workbook:
        from ai_cli.cli.reporting import write_workbooks

        written = write_workbooks(printing, wanted, tally, asked, together=together)
    else:
        _print(printing, (one.estimate for one in estimates_of(wanted, tally)), asked, tally, inputs)
    say(closing("reported", tally, inputs), quiet=shared.quiet)
    raise typer.Exit(tally.exit_status(shared.fail_on) if written else 2)


def _lines_asked(written: str | None, programs: tuple[Program, ...]) -> dict[str, tuple[str, ...]]:
    """Return program key -> the lines to report of it: those written, or its own choice where none are.

    Errors: ``typer.BadParameter`` where nothing is named, or a line that no program has.
    """
    from ai_cli.programs import PROGRAMS

    if written is None:
        return {one.key: one.lines_to_report for one in PROGRAMS}
    names = tuple(dict.fromkeys(one.strip() for one in written.split(",") if one.strip()))
    if not names:
        raise typer.BadParameter("--lines names no line; lines have numbers and keys, such as 12,13")
    for name in names:
        check_line(name, programs)
    return dict.fromkeys((one.key for one in PROGRAMS), names)


def _is_workbook(output: str | None, output_format: OutputFormat) -> bool:
    """Tell whether a workbook is asked for: by the format, a name that ends in .xlsx, or one of a folder, without ending.

    Errors: ``typer.BadParameter`` for a name that fits neither.
    """
    if output is None:
        return output_format is OutputFormat.XLSX
    ending = "" if output.endswith(("/", "\\")) or Path(output).is_dir() else Path(output).suffix.lower()
    if output_format is OutputFormat.XLSX or (
        output_format is OutputFormat.TABLE and ending in ("", ".xlsx", ".xlsm")
    ):
        if not output or ending not in ("", ".xlsx"):
            raise typer.BadParameter(
                f"a workbook ends in .xlsx, and several go into a folder; {output!r} does neither"
            )
        return True
    return False


def _print(
    printing: Printing,
    estimates: Iterator[Estimate],
    lines: Mapping[str, tuple[str, ...]],
    tally: Tally,
    files: InputFiles,
) -> None:
    """Print the lines asked for, by program; with --quiet a table is reduced to findings of warning and above."""

    def document() -> Iterator[Block]:
        from ai_cli.outputs.report_document import report_blocks

        return report_blocks(estimates, lines, tally.findings)

    def json() -> Iterator[str]:
        from ai_cli.outputs.estimate_records import estimate_record
        from ai_cli.outputs.json_text import json_pieces

        told_of = estimates if printing.quiet else _telling_absent(estimates, lines)
        records = (estimate_record(one, lines[one.form.key]) for one in told_of)
        return json_pieces(
            "report", records, tally.findings, lambda: summary_of(tally, files), printing.time_stamp()
        )

    def rows() -> Rows:
        from ai_cli.outputs.csv_text import Rows
        from ai_cli.outputs.estimate_records import CSV_COLUMNS, estimate_rows

        told_of = estimates if printing.quiet else _telling_absent(estimates, lines)
        return Rows(CSV_COLUMNS, estimate_rows(told(told_of, quiet=printing.quiet), lines))

    each = chain((one.findings for one in estimates), [tally.findings])
    deliver(printing, document, json, rows, lambda: each)
    if printing.format is OutputFormat.CSV:
        tell(tally.findings)


def _telling_absent(
    estimates: Iterator[Estimate], lines: Mapping[str, tuple[str, ...]]
) -> Iterator[Estimate]:
    """Tell once of each program which of the lines asked for it does not have, where the format has no place for it."""
    from ai_cli.results.reported import absent_text

    seen: set[str] = set()
    for one in estimates:
        text = None if one.form.key in seen else absent_text(one.form, lines[one.form.key])
        if text is not None:
            say(text)
        seen.add(one.form.key)
        yield one
