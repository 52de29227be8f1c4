"""What is to be said of an estimate: what is missing, from another year, unverified, or out of the years of its law."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ai_cli.facts.minnesota import NOT_PARTICIPATING
from ai_cli.findings import Finding, Place, finding
from ai_cli.law import law
from ai_cli.programs.out_of_years import out_of_years
from ai_cli.results.filled_form import FilledForm, FilledLine, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ai_cli.facts.district_file import DistrictFile
    from ai_cli.law import RateBook
    from ai_cli.programs.gathering import Gathering
    from ai_cli.programs.missing import MissingInput
    from ai_cli.programs.program import Program
    from ai_cli.results.filled_form import RateUsed


BILL = "bill"
"""The kind of a law that was never enacted."""


def remarks(
    program: Program, facts: Gathering, form: FilledForm, missing: Iterable[MissingInput]
) -> Iterator[Finding]:
    """Go through what is to be said of a filled form, but for what the program itself checks.

    ``form`` has the lines that are asked for, filled from ``facts``; ``missing`` are the inputs that it lacks. Findings: I101, I106, E104, E105, L101 to L106. Nothing is raised.
    """
    file, rates = facts.file, facts.rates
    lines = tuple(form.needed_lines())
    used = _each_rate(lines)
    for one in missing:
        yield _missing(file, facts, one)
    yield from _years(file, facts, lines)
    if not (rates.strict and program.law.nearest_year(form.fiscal_year) != form.fiscal_year):
        yield from out_of_years(program, file.file, form.fiscal_year)
    yield from _bill(file.file, program)
    yield from _rates(file.file, program, form, used, rates, facts.readings)
    yield from _unverified(file.file, lines, used)
    yield from _unverified_readings(file.file, lines)
    if program.by_status:
        yield from _status(file, facts)


def _bill(file: str, program: Program) -> Iterator[Finding]:
    """Say of a bill that it is none of the laws, L105."""
    if program.law.kind == BILL:
        yield finding(
            "L105", Place(file), program=program.key, found=program.law.title, cite=program.law.cite
        )


def _missing(file: DistrictFile, facts: Gathering, one: MissingInput) -> Finding:
    """Return the finding of a missing input, I101, where it stands or would stand in the file."""
    path = facts.path_of(one.key, one.fiscal_year) if one.line.missing else ()
    return finding("I101", file.place(path), **one.words(".".join(str(part) for part in path)))


def _status(file: DistrictFile, facts: Gathering) -> Iterator[Finding]:
    """Say whose revenue it is, where the official status is not that of a participating district: E104, E105."""
    if NOT_PARTICIPATING in facts.statuses:
        yield finding("E104", file.place(facts.section("status")[1]))
    elif not facts.statuses:
        yield finding("E105", Place(file.file))


def _years(file: DistrictFile, facts: Gathering, lines: tuple[FilledLine, ...]) -> Iterator[Finding]:
    """Go through the inputs that were taken from another year, I106."""
    sources = [line.source for line in lines if line.source is not None]
    borrowed = sorted({source.key for source in sources if source.other_year is not None})
    if borrowed:
        yield finding(
            "I106",
            file.place(("fiscal_year",)),
            fiscal_year=facts.fiscal_year,
            facts_year=facts.other_year,
            keys=", ".join(borrowed),
            found=f"figures of FY {facts.other_year}",
        )


def _rates(
    file: str,
    program: Program,
    form: FilledForm,
    used: tuple[RateUsed, ...],
    rates: RateBook,
    chosen: Mapping[str, str],
) -> Iterator[Finding]:
    """Go through what is to be said of the years of rates: L101, L103, L104."""
    nearest = program.law.nearest_year(form.fiscal_year)
    if nearest != form.fiscal_year and rates.strict:
        yield finding(
            "L103",
            Place(file),
            what=f"{program.key} is not in force in FY {form.fiscal_year}",
            found=f"FY {form.fiscal_year}",
            allowed=program.law.in_force_words(),
            fix=f"{_to_illustrate(program, chosen)} for an illustration",
            cite=program.law.cite,
        )
    for one in form.missing_rates if nearest == form.fiscal_year else ():
        yield finding(
            "L103",
            Place(file),
            what=f"{one.title} ({one.key}): no rate for FY {one.fiscal_year}",
            found=f"FY {one.fiscal_year}",
            allowed=one.allowed,
            fix=one.fix,
        )
    for rate in used:
        if rate.origin == "carried":
            yield finding(
                "L101",
                Place(file),
                title=rate.title,
                key=rate.key,
                text=rate.text,
                known_through=rate.known_through,
                fiscal_year=rate.fiscal_year,
                found=f"{rate.key} {rate.text} known through FY {rate.known_through}",
                cite=rate.cite,
            )


def _to_illustrate(program: Program, chosen: Mapping[str, str]) -> str:
    name = program.outside_years
    if name is not None and chosen[name] == "refuse":
        return f"take --reading {name}=illustrate"
    return "leave out --strict"


def _unverified(file: str, lines: tuple[FilledLine, ...], used: tuple[RateUsed, ...]) -> Iterator[Finding]:
    """Go through the rates and formulas of unverified standing that complete lines rest on, L102, each once."""
    place = Place(file)
    for rate in used:
        if rate.standing == "unverified":
            yield _unverified_rate(rate).at(place)
    for line in lines:
        if line.state is State.COMPLETE and line.kind != "RateLine" and line.formula_standing == "unverified":
            found = _unverified_line(line.number, line.label, line.words, line.url, line.cite)
            yield found.at(place)


def _unverified_readings(file: str, lines: tuple[FilledLine, ...]) -> Iterator[Finding]:
    """Go through the readings of unverified standing that chose between formulas of complete lines, L102, each once."""
    complete = [line for line in lines if line.state is State.COMPLETE]
    for law_key, name, choice in dict.fromkeys(one for line in complete for one in line.unverified_readings):
        reading = law(law_key).readings[name]
        short = f"reading {name}={choice}"
        what = f"{short}: {reading.choices[choice]}"
        fix = f"see `ai-cli law {law_key}` for the other readings"
        yield finding("L102", Place(file), what=what, found=short, fix=fix, cite=reading.cite)


@cache
def _unverified_rate(rate: RateUsed) -> Finding:
    short = f"{rate.key} {rate.text}"
    what = f"{rate.title}, {short}, of FY {rate.fiscal_year}"
    fix = f"confirm it at {rate.url}, or give your own rate with --law"
    return finding("L102", what=what, found=short, fix=fix, cite=rate.cite)


@cache
def _unverified_line(number: str, label: str, words: str | None, url: str, cite: str) -> Finding:
    short = f"{'input' if words is None else 'formula'} ({number})"
    what = f"{short}, {label}" + ("" if words is None else f" = {words}")
    return finding("L102", what=what, found=short, fix=f"confirm it at {url}", cite=cite)


def _each_rate(lines: tuple[FilledLine, ...]) -> tuple[RateUsed, ...]:
    used = [rate for line in lines if line.rates and line.state is State.COMPLETE for rate in line.rates]
    return tuple({(rate.law, rate.key, rate.fiscal_year): rate for rate in used}.values())
