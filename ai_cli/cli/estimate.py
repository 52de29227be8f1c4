"""The command estimate: the revenue of each district file, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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
    parsed_readings,
)
from ai_cli.cli.printing import Printing, deliver, say, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ai_cli.facts.district_file import DistrictFile
    from ai_cli.findings import Finding
    from ai_cli.inputs.settings import Setting
    from ai_cli.law import RateBook
    from ai_cli.outputs.document import Document
    from ai_cli.programs import Terms
    from ai_cli.programs.program import Program
    from ai_cli.results.estimate import Estimate

HELP = """\b
Examples:
  ai-cli estimate austin.yaml                       the form, line by line
  ai-cli estimate austin.yaml --explain 12          why line (12) is what it is
  ai-cli estimate austin.yaml --set budget.initial=700000
  ai-cli estimate austin.yaml --fiscal-year 2026-27
  ai-cli estimate *.yaml --format csv -o all.csv    one row a line and district

Estimate the revenue of each district file.

Each line of the form is shown with its formula. Marks tell which figures rest on rates or formulas that were not
verified, on a rate carried past the last year it is known for, or on inputs that the file calls assumed.
A file that is not valid is reported with every problem in it, and never stops the others. `-` reads standard input.
"""
SHORT_HELP = "Estimate the revenue of each district file, line by line."


def estimate(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="District files; - is standard input.")],
    program: Annotated[
        list[str] | None,
        typer.Option(
            "--program", metavar="KEY", help="Program to compute, instead of the one in force; repeatable."
        ),
    ] = None,
    fiscal_year: Annotated[
        str | None,
        typer.Option(
            "--fiscal-year",
            metavar="FY",
            help="Fiscal year, or a range such as 2014-15..2022-23, instead of the file's own.",
        ),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="KEY=VALUE", help="Try a value: dotted key as in the file; repeatable."
        ),
    ] = None,
    law: Annotated[
        str | None,
        typer.Option("--law", metavar="FILE", help="Your own rates, as YAML `program: {rate: value}`."),
    ] = None,
    reading: Readings = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="LINE", help="Explain one line, by its number or key.")
    ] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Refuse rates of years they are not known for, instead of marking them."
        ),
    ] = False,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
    force: Force = False,
    no_header: NoHeader = False,
    fail_on: Fail = FailOn.ERROR,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Estimate the revenue of each district file; see ``HELP``."""
    from ai_cli.cli.status import counted, counts, exit_status
    from ai_cli.programs import Terms

    del debug  # read by the last resort of the program
    printing = Printing(output_format, output, force, header=not no_header, quiet=quiet)
    printing.refuse_inputs([*files, *([law] if law else [])])
    programs, years = _programs(program), _years(fiscal_year)
    readings = parsed_readings(reading)
    tried = _settings(settings)
    _check_line(explain, programs)
    rates, findings = _rates(law, strict=strict)
    terms = Terms(rates, readings, tuple(f"{one.key}={one.text}" for one in tried), explain)
    estimates: list[Estimate] = []
    if not findings:
        for file in files:
            done, problems = _estimates_of(file, tried, programs, years, terms)
            estimates.extend(done)
            findings.extend(problems)
    every = [*findings, *(one for estimated in estimates for one in estimated.findings)]
    incomplete = sum(not one.form.complete for one in estimates)
    summary = {
        "files": len(files),
        "estimates": len(estimates),
        "complete": len(estimates) - incomplete,
        "incomplete": incomplete,
        "not_read": len({one.place.file for one in findings}),
        **counts(every),
    }
    _print(printing, estimates, findings, summary)
    if not quiet:
        say(
            f"estimated {counted(len(files), 'file')}: {summary['complete']} complete, {incomplete} incomplete, "
            f"{counted(summary['errors'], 'error')}, {counted(summary['warnings'], 'warning')}"
        )
    raise typer.Exit(exit_status(every, fail_on, incomplete=bool(incomplete)))


def _programs(keys: list[str] | None) -> tuple[Program, ...]:
    from ai_cli.programs import PROGRAMS
    from ai_cli.programs import program as program_named

    named = {key: program_named(key) for key in keys or []}
    known = tuple(one.key for one in PROGRAMS)
    for key, one in named.items():
        if one is None:
            from ai_cli.inputs.names import nearest

            raise typer.BadParameter(
                f"unknown program {key!r}; {nearest(key, known)} Known: {', '.join(known)}"
            )
    return tuple(one for one in named.values() if one is not None)


def _years(written: str | None) -> tuple[int, ...] | None:
    if written is None:
        return None
    from ai_cli.facts.unreadable import UnreadableValue
    from ai_cli.facts.years import read_year_range

    try:
        return read_year_range(written)
    except UnreadableValue as error:
        raise typer.BadParameter(f"--fiscal-year {written!r} is not {error.allowed}; {error.fix}") from error


def _settings(written: list[str] | None) -> list[Setting]:
    if not written:
        return []
    from ai_cli.inputs.settings import read_setting

    try:
        return [read_setting(one) for one in written]
    except ValueError as error:
        raise typer.BadParameter(
            f"--set {error} is not written key=value, such as budget.initial=700000"
        ) from error


def _check_line(name: str | None, programs: tuple[Program, ...]) -> None:
    """Refuse a line to explain that no form has."""
    if name is None:
        return
    from ai_cli.inputs.names import nearest
    from ai_cli.programs import PROGRAMS

    lines = [line for one in programs or PROGRAMS for line in one.form.lines]
    if not any(name.strip().strip("()") in (line.number, line.key) for line in lines):
        keys = [line.key for line in lines]
        raise typer.BadParameter(
            f"no line {name!r}; {nearest(name, keys)} Lines have numbers and keys: {', '.join(keys)}"
        )


def _rates(law: str | None, *, strict: bool) -> tuple[RateBook, list[Finding]]:
    from ai_cli.law import RateBook

    if law is None:
        return RateBook(strict=strict), []
    from ai_cli.inputs.law_file import read_law_file
    from ai_cli.law.overrides import rates_of_the_user

    written, findings = read_law_file(law)
    overrides, unknown = rates_of_the_user(written.rates, written.places)
    return RateBook(overrides, strict=strict), [*findings, *unknown]


def _estimates_of(
    file: str,
    tried: Sequence[Setting],
    programs: tuple[Program, ...],
    years: tuple[int, ...] | None,
    terms: Terms,
) -> tuple[list[Estimate], list[Finding]]:
    from ai_cli.inputs.district import read_district
    from ai_cli.programs import estimate as estimated
    from ai_cli.programs import program_of

    loaded = read_district(file, tried)
    if loaded.district is None:
        return [], list(loaded.findings)
    district = loaded.district
    done: list[Estimate] = []
    problems: list[Finding] = []
    for year in years or (district.facts.fiscal_year,):
        in_force = program_of(district.facts.state, year)
        chosen = programs or ((in_force,) if in_force is not None else ())
        if not chosen:
            problems.append(_no_program(district, year))
        done.extend(estimated(district, one, year, terms) for one in chosen)
    return done, problems


def _no_program(district: DistrictFile, year: int) -> Finding:
    from ai_cli.findings import finding
    from ai_cli.programs import PROGRAMS

    known = "; ".join(f"{one.key}: {one.law.state}, {one.law.in_force_words()}" for one in PROGRAMS)
    return finding(
        "I102",
        district.place(("fiscal_year",)),
        key="state and fiscal_year",
        found=f"{district.facts.state}, FY {year}",
        allowed=known,
        fix="choose a program with --program; outside its years it is an illustration",
    )


def _print(
    printing: Printing, estimates: list[Estimate], findings: list[Finding], summary: dict[str, int]
) -> None:
    """Print the estimates; with --quiet a table is reduced to its findings of warning and above."""
    if printing.quiet and printing.format is OutputFormat.TABLE:
        from ai_cli.findings import Severity
        from ai_cli.outputs.findings_document import findings_lines

        every = [*(one for estimated in estimates for one in estimated.findings), *findings]
        lines = findings_lines(every, at_least=Severity.WARNING)
        write(printing, "".join(f"{line}\n" for line in lines))
        return

    def document() -> Document:
        from ai_cli.outputs.estimate_document import estimates_document

        return estimates_document(estimates, findings)

    def json() -> str:
        from ai_cli.outputs.estimate_records import estimate_record
        from ai_cli.outputs.json_text import json_text

        return json_text("estimate", map(estimate_record, estimates), findings, summary)

    def csv() -> str:
        from ai_cli.outputs.csv_text import csv_text
        from ai_cli.outputs.estimate_records import CSV_COLUMNS, estimate_rows

        return csv_text(CSV_COLUMNS, estimate_rows(estimates), header=printing.header)

    deliver(printing, document, json, csv)
    if printing.format is OutputFormat.CSV:
        _tell_findings(estimates, findings)


def _tell_findings(estimates: list[Estimate], findings: list[Finding]) -> None:
    """Tell the findings of warning and above on standard error, where the format has no place for them."""
    from ai_cli.findings import Severity
    from ai_cli.outputs.findings_document import findings_lines

    every = [*(one for estimated in estimates for one in estimated.findings), *findings]
    for line in findings_lines(every, at_least=Severity.WARNING):
        say(line)
