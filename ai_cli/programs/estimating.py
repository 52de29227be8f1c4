"""Estimates one program for one district and fiscal year, with every finding that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from ai_cli.facts.minnesota import NOT_PARTICIPATING
from ai_cli.findings import Finding, Place, finding, in_order
from ai_cli.forms import Entries, calculate
from ai_cli.forms.explain import explain
from ai_cli.law import RateBook, law, readings_of
from ai_cli.programs.gathering import Gathering
from ai_cli.programs.missing import MissingInput, missing_inputs
from ai_cli.programs.out_of_years import out_of_years
from ai_cli.results.estimate import Estimate
from ai_cli.results.filled_form import FilledForm, FilledLine, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ai_cli.facts.district_file import DistrictFile
    from ai_cli.programs.program import Program
    from ai_cli.results.filled_form import RateUsed


BILL = "bill"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms to estimate.

    ``readings`` are the choices that the user made; the others take their default. ``what_if`` are the values
    tried, as they are to be shown. ``explain_line`` is the number or key of a line to explain; a form that has
    no such line leaves it out. ``lines`` is program key -> the only lines that are asked for of it, with those they rest on;
    of a program that is not there all are.
    """

    rates: RateBook = field(default_factory=RateBook)
    readings: Mapping[str, str] = field(default_factory=dict)
    what_if: tuple[str, ...] = ()
    explain_line: str | None = None
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def readings_chosen(program: Program, terms: Terms) -> dict[str, str]:
    """Return the choice of every reading that a program has: the user's, else the default."""
    known = readings_of(program.form.laws)
    chosen = {name: one.default for name, one in known.items()}
    return chosen | {
        name: choice
        for name, choice in terms.readings.items()
        if name in known and choice in known[name].choices
    }


def estimate(file: DistrictFile, program: Program, fiscal_year: int, terms: Terms) -> Estimate:
    """Return the filled form of one program with its findings. Nothing is raised for what the file says."""
    chosen = readings_chosen(program, terms)
    is_refused = _is_refused(program, fiscal_year, chosen)
    rates = terms.rates.strictly if is_refused else terms.rates
    facts = Gathering(file, fiscal_year, chosen, program.october, rates, laws=program.form.laws)
    entries = program.gather(facts)

    def fill(changed: Entries) -> FilledForm:
        return calculate(program.form, changed, fiscal_year, rates, chosen)

    filled = fill(entries)
    asked = terms.lines.get(program.key)
    form = filled if asked is None else filled.resting_on(asked)
    missing = missing_inputs(form)
    lines = tuple(form.needed_lines())
    used = _each_rate(lines)
    findings = [
        *(_missing(file, facts, one) for one in missing),
        *_years(file, facts, lines),
        *(
            ()
            if _is_refused_year(program, fiscal_year, rates)
            else out_of_years(program, file.file, fiscal_year)
        ),
        *_bill(file.file, program),
        *_rates(file.file, program, form, used, rates, chosen),
        *_unverified(file.file, lines, used),
        *_unverified_readings(file.file, lines),
        *(_status(file, facts) if program.by_status else ()),
        *(program.check(facts, entries, filled, fill) if program.check is not None else ()),
    ]
    line = form.find(terms.explain_line) if terms.explain_line else None
    return Estimate(
        file=file.file,
        district_id=file.facts.district.id,
        district_name=file.facts.district.name,
        form=form,
        missing=tuple(one.key for one in missing),
        readings=dict(
            sorted({**facts.readings_used, **_outside(program, fiscal_year, chosen), **form.readings}.items())
        ),
        findings=in_order(findings),
        what_if=terms.what_if,
        conclusion=_conclusion(program, facts, filled),
        asked_line=terms.explain_line,
        explained=explain(form, line) if line is not None else None,
        particulars=() if program.particulars is None else program.particulars(form, rates),
        bill=program.law.kind == BILL,
    )


def _outside(program: Program, fiscal_year: int, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the reading that says what to do in a year in which the program is not in force, where there is one."""
    if program.outside_years is None or program.law.nearest_year(fiscal_year) == fiscal_year:
        return {}
    return {program.outside_years: chosen[program.outside_years]}


def _is_refused(program: Program, fiscal_year: int, chosen: Mapping[str, str]) -> bool:
    return "refuse" in _outside(program, fiscal_year, chosen).values()


def _is_refused_year(program: Program, fiscal_year: int, rates: RateBook) -> bool:
    return rates.strict and program.law.nearest_year(fiscal_year) != fiscal_year


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


def _conclusion(program: Program, facts: Gathering, form: FilledForm) -> str:
    """Return the result in words, under its condition where the district does not take part."""
    district = facts.file.facts.district
    conclusion = program.conclude(form, district.name or district.id)
    if program.by_status and NOT_PARTICIPATING in facts.statuses:
        return f"If the district took part: {conclusion}"
    return conclusion


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
