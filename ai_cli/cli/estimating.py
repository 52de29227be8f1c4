"""What the commands that estimate share: their options, and the way from files to estimates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ai_cli.cli.input_files import each_file
from ai_cli.cli.printing import say, tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ai_cli.cli.input_files import InputFiles
    from ai_cli.cli.options import Shared
    from ai_cli.cli.status import Tally
    from ai_cli.facts.district_file import DistrictFile
    from ai_cli.findings import Finding
    from ai_cli.inputs.settings import Setting
    from ai_cli.law import RateBook
    from ai_cli.programs import Terms
    from ai_cli.programs.program import Program
    from ai_cli.results.estimate import Estimate

Programs = Annotated[
    list[str] | None,
    typer.Option(
        "--program", metavar="KEY", help="Program to compute, instead of the one in force; repeatable."
    ),
]
FiscalYears = Annotated[
    str | None,
    typer.Option(
        "--fiscal-year",
        metavar="FY",
        help="Fiscal year, or a range such as 2014-15..2022-23, instead of the file's own.",
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Try a value: dotted key as in the file; repeatable."),
]
Law = Annotated[
    str | None,
    typer.Option("--law", metavar="FILE", help="Your own rates, as YAML `program: {rate: value}`."),
]
Strict = Annotated[
    bool,
    typer.Option("--strict", help="Refuse rates of years they are not known for, instead of marking them."),
]


class Wanted(NamedTuple):
    """What to estimate: the files, and for each of them the values tried, the programs and years, the terms.

    ``shared`` are the options that every command has. ``budget`` is a budget file whose totals are taken instead of those
    of the district file, ``accountability`` a folder of counts for a sheet of a report.
    """

    files: tuple[str, ...]
    tried: Sequence[Setting]
    programs: tuple[Program, ...]
    years: tuple[int, ...] | None
    terms: Terms
    shared: Shared
    budget: str | None = None
    accountability: str | None = None


class Estimated(NamedTuple):
    """An estimate, the program whose form it filled, and the district file that it is of."""

    district: DistrictFile
    program: Program
    estimate: Estimate


def parsed_programs(keys: list[str] | None) -> tuple[Program, ...]:
    """Return the programs named. Errors: ``typer.BadParameter`` for one that does not exist."""
    from ai_cli.programs import PROGRAMS
    from ai_cli.programs import program as program_named

    named = {key: program_named(key) for key in keys or []}
    known = tuple(one.key for one in PROGRAMS)
    for key, one in named.items():
        if one is None:
            from ai_cli.facts.names import unknown

            raise typer.BadParameter(unknown("program", key, known))
    return tuple(one for one in named.values() if one is not None)


def parsed_years(written: str | None) -> tuple[int, ...] | None:
    """Return the fiscal years asked for, None where none are. Errors: ``typer.BadParameter``."""
    if written is None:
        return None
    from ai_cli.facts.unreadable import UnreadableValue
    from ai_cli.facts.years import read_year_range

    try:
        return read_year_range(written)
    except UnreadableValue as error:
        raise typer.BadParameter(f"--fiscal-year {written!r} is not {error.allowed}; {error.fix}") from error


def parsed_settings(written: list[str] | None) -> list[Setting]:
    """Return the what-if values. Errors: ``typer.BadParameter`` for one that is not key=value, or stands twice."""
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


def check_line(name: str | None, programs: tuple[Program, ...]) -> None:
    """Refuse a line that no form has. Errors: ``typer.BadParameter``."""
    if name is None:
        return
    from ai_cli.facts.names import suggested
    from ai_cli.programs import PROGRAMS

    lines = [line for one in programs or PROGRAMS for line in one.form.lines]
    if not any(name.strip().strip("()") in (line.number, line.key) for line in lines):
        keys = dict.fromkeys(line.key for line in lines)
        near = suggested(name, keys)
        listed = f"; the keys are {', '.join(keys)}" if programs else ""
        raise typer.BadParameter(
            f"no line {name!r}; {f'{near} A' if near else 'a'} line is named by its number, as in the table, or by its key,"
            f" as in JSON{listed}"
        )


def rates_in_force(law: str | None, *, strict: bool) -> tuple[RateBook, list[Finding]]:
    """Return the rates, with the user's own from a file of --law, and what is wrong with that file."""
    from ai_cli.law import RateBook

    if law is None:
        return RateBook(strict=strict), []
    from ai_cli.inputs.law_file import read_law_file
    from ai_cli.law.overrides import rates_of_the_user

    written, findings = read_law_file(law)
    overrides, unknown = rates_of_the_user(written.rates, written.places)
    return RateBook(overrides, strict=strict), [*findings, *unknown]


def estimates_of(wanted: Wanted, tally: Tally) -> Iterator[Estimated]:
    """Go through the estimates of all files, in the order given; files that give none are noted in the tally."""
    return each_file(wanted.files, lambda file: _estimates(file, wanted, tally), wanted.shared, tally)


def _estimates(file: str, wanted: Wanted, tally: Tally) -> Iterator[Estimated]:
    from ai_cli.inputs.district import read_district
    from ai_cli.programs import estimate as estimated

    loaded = read_district(file, wanted.tried, budgets=True, budget=wanted.budget, years=wanted.years)
    district = loaded.district
    if district is None:
        tally.add_not_read(loaded.findings)
        return
    for year in wanted.years or (district.facts.fiscal_year,):
        chosen, problems = _chosen(wanted.programs, district, year)
        if chosen:
            tally.add_findings(problems)
        else:
            tally.add_not_read(problems)
        for one in chosen:
            result = estimated(district, one, year, wanted.terms)
            tally.add_result(result.findings, complete=result.form.complete)
            yield Estimated(district, one, result)


def _chosen(
    programs: tuple[Program, ...], district: DistrictFile, year: int
) -> tuple[tuple[Program, ...], tuple[Finding, ...]]:
    """Return the programs to compute for a district and year, and I102 for those that are not of its state.

    Where none is asked for it is the one in force, or that of the nearest year.
    """
    from ai_cli.findings import finding
    from ai_cli.programs import PROGRAMS, program_of

    state = district.facts.state
    if not programs:
        return (program_of(state, year),), ()
    known = [one for one in PROGRAMS if one.law.state == state]
    allowed = "; ".join(f"{one.key}, {one.law.in_force_words()}" for one in known)
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


def told(estimates: Iterator[Estimate], *, quiet: bool = False) -> Iterator[Estimate]:
    """Tell what-if values and findings of each estimate on standard error, where the format has no place for them."""
    for one in estimates:
        if one.what_if:
            say(f"{one.file}: What-if: {', '.join(one.what_if)}", quiet=quiet)
        tell(one.findings)
        yield one


def summary_of(tally: Tally, files: InputFiles) -> dict[str, int]:
    """Return the summary of a run over files, as JSON shows it."""
    return {
        "files": len(files.names),
        "estimates": tally.results,
        "complete": tally.results - tally.incomplete,
        "incomplete": tally.incomplete,
        "not_read": tally.not_read,
        **tally.counts(),
        "skipped": files.skipped,
        **({"interrupted": True} if tally.interrupted else {}),
    }


def closing(verb: str, tally: Tally, files: InputFiles) -> str:
    """Return the summary of a run over files in a sentence."""
    from ai_cli.cli.status import counted, ended

    summary = summary_of(tally, files)
    number = len(files.names)
    is_one_each = tally.results + tally.not_read == number
    estimates = "" if is_one_each else f", {counted(tally.results, 'estimate')}"
    return (
        f"{verb} {counted(number, 'file')}{estimates}: {summary['complete']} complete, {tally.incomplete} incomplete, "
        f"{tally.not_read} not read, {counted(summary['errors'], 'error')}, {counted(summary['warnings'], 'warning')}"
        f"{ended(tally, files.skipped)}"
    )
