"""The command estimate: the revenue of each district file, line by line."""

from __future__ import annotations

from functools import partial
from itertools import chain
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
    from collections.abc import Iterator, Sequence

    from ai_cli.cli.status import Tally
    from ai_cli.facts.district_file import DistrictFile
    from ai_cli.findings import Finding
    from ai_cli.inputs.settings import Setting
    from ai_cli.law import RateBook
    from ai_cli.outputs.document import Block
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
    stamp: Stamp = False,
    fail_on: Fail = FailOn.ERROR,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Estimate the revenue of each district file; see ``HELP``."""
    from ai_cli.cli.status import Tally, counted
    from ai_cli.programs import Terms

    del debug  # read by the last resort of the program
    printing = Printing(output_format, output, force, header=not no_header, quiet=quiet, stamp=stamp)
    printing.refuse_inputs([*files, *([law] if law else [])])
    programs, years = _programs(program), _years(fiscal_year)
    readings = parsed_readings(reading)
    tried = _settings(settings)
    _check_line(explain, programs)
    rates, problems = _rates(law, strict=strict)
    terms = Terms(rates, readings, tuple(f"{one.key}={one.text}" for one in tried), explain)
    tally = Tally()
    tally.add_findings(problems)
    wanted = _Wanted(() if problems else tuple(files), tried, programs, years, terms)
    _print(printing, _estimates(wanted, tally), tally, len(files))
    if not quiet:
        numbers = tally.counts()
        say(
            f"estimated {counted(len(files), 'file')}: {tally.results - tally.incomplete} complete, "
            f"{tally.incomplete} incomplete, {tally.not_read} not read, "
            f"{counted(numbers['errors'], 'error')}, {counted(numbers['warnings'], 'warning')}"
        )
    raise typer.Exit(tally.exit_status(fail_on))


class _Wanted(NamedTuple):
    """What to estimate: the files, and for each of them the values tried, the programs and years, the terms."""

    files: tuple[str, ...]
    tried: Sequence[Setting]
    programs: tuple[Program, ...]
    years: tuple[int, ...] | None
    terms: Terms


def _programs(keys: list[str] | None) -> tuple[Program, ...]:
    from ai_cli.programs import PROGRAMS
    from ai_cli.programs import program as program_named

    named = {key: program_named(key) for key in keys or []}
    known = tuple(one.key for one in PROGRAMS)
    for key, one in named.items():
        if one is None:
            from ai_cli.facts.names import nearest

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
        found = [read_setting(one) for one in written]
    except ValueError as error:
        raise typer.BadParameter(
            f"--set {error} is not written key=value, such as budget.initial=700000"
        ) from error
    keys = [one.key for one in found]
    twice = next((key for index, key in enumerate(keys) if key in keys[:index]), None)
    if twice is not None:
        raise typer.BadParameter(f"--set {twice} stands twice; give it one value")
    return found


def _check_line(name: str | None, programs: tuple[Program, ...]) -> None:
    """Refuse a line to explain that no form has."""
    if name is None:
        return
    from ai_cli.facts.names import nearest
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


def _estimates(wanted: _Wanted, tally: Tally) -> Iterator[Estimate]:
    """Go through the estimates of all files, in the order given; files that give none are noted in the tally."""
    from ai_cli.inputs.district import read_district
    from ai_cli.programs import estimate as estimated

    for file in wanted.files:
        loaded = read_district(file, wanted.tried, budgets=True)
        district = loaded.district
        if district is None:
            tally.add_not_read(loaded.findings)
            continue
        for year in wanted.years or (district.facts.fiscal_year,):
            chosen, problems = _chosen(wanted.programs, district, year)
            tally.add_findings(problems)
            for one in chosen:
                result = estimated(district, one, year, wanted.terms)
                tally.add_result(result.findings, complete=result.form.complete)
                yield result


def _chosen(
    programs: tuple[Program, ...], district: DistrictFile, year: int
) -> tuple[tuple[Program, ...], tuple[Finding, ...]]:
    """Return the programs to compute for a district and year, and findings for those that cannot be.

    A program asked for must be of the district's state; without one, the program in force is taken.
    """
    from ai_cli.findings import Place, finding
    from ai_cli.programs import PROGRAMS, program_of

    state = district.facts.state
    known = [one for one in PROGRAMS if one.law.state == state]
    allowed = (
        "; ".join(f"{one.key}, {one.law.in_force_words()}" for one in known) or "no program of this state yet"
    )
    if not programs:
        in_force = program_of(state, year)
        if in_force is not None:
            return (in_force,), ()
        what = f"no program computed here is in force in {state} in FY {year}"
        fix = "name one with --program for an illustration" if known else "programs of Minnesota are computed"
        place = (
            district.place(("fiscal_year",)) if year == district.facts.fiscal_year else Place(district.file)
        )
        return (), (finding("L103", place, what=what, found=f"{state}, FY {year}", allowed=allowed, fix=fix),)
    foreign = [one for one in programs if one not in known]
    return tuple(one for one in programs if one in known), tuple(
        finding(
            "I102",
            district.place(("state",)),
            key="state",
            found=f"{state}, while {one.key} is a program of {one.law.state}",
            allowed=allowed,
            fix="choose a program of the district's state",
        )
        for one in foreign
    )


def _print(printing: Printing, estimates: Iterator[Estimate], tally: Tally, files: int) -> None:
    """Print the estimates as they are made; with --quiet a table is reduced to findings of warning and above."""

    def document() -> Iterator[Block]:
        from ai_cli.outputs.estimate_document import estimate_blocks

        return estimate_blocks(estimates, tally.findings)

    def json() -> Iterator[str]:
        from ai_cli.outputs.estimate_records import estimate_record
        from ai_cli.outputs.json_text import json_pieces

        records = map(estimate_record, estimates)
        summary = partial(_summary, tally, files)
        return json_pieces("estimate", records, tally.findings, summary, printing.time_stamp())

    def csv() -> Iterator[str]:
        from ai_cli.outputs.csv_text import csv_pieces
        from ai_cli.outputs.estimate_records import CSV_COLUMNS, estimate_rows

        return csv_pieces(CSV_COLUMNS, estimate_rows(_told(estimates)), header=printing.header)

    if printing.quiet and printing.format is OutputFormat.TABLE:
        grave = chain.from_iterable(
            map(grave_pieces, chain((one.findings for one in estimates), [tally.findings]))
        )
        write(printing, grave)
        return
    deliver(printing, document, json, csv)
    if printing.format is OutputFormat.CSV:
        tell(tally.findings)


def _summary(tally: Tally, files: int) -> dict[str, int]:
    return {
        "files": files,
        "estimates": tally.results,
        "complete": tally.results - tally.incomplete,
        "incomplete": tally.incomplete,
        "not_read": tally.not_read,
        **tally.counts(),
    }


def _told(estimates: Iterator[Estimate]) -> Iterator[Estimate]:
    """Tell what-if values and findings of each estimate on standard error, where the format has no place for them."""
    for one in estimates:
        if one.what_if:
            say(f"{one.file}: What-if: {', '.join(one.what_if)}")
        tell(one.findings)
        yield one
