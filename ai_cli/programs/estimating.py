"""Estimates one program for one district and fiscal year: gathers the facts, fills the form, and says what is to be said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ai_cli.facts.minnesota import NOT_PARTICIPATING
from ai_cli.findings import in_order
from ai_cli.forms import Entries, calculate
from ai_cli.forms.explain import explain
from ai_cli.law import RateBook, readings_of
from ai_cli.programs.gathering import Gathering
from ai_cli.programs.missing import missing_inputs
from ai_cli.programs.remarks import BILL, remarks
from ai_cli.results.estimate import Estimate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.facts.district_file import DistrictFile
    from ai_cli.programs.program import Program
    from ai_cli.results.filled_form import FilledForm


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
    findings = [
        *remarks(program, facts, form, missing),
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


def _conclusion(program: Program, facts: Gathering, form: FilledForm) -> str:
    """Return the result in words, under its condition where the district does not take part."""
    district = facts.file.facts.district
    conclusion = program.conclude(form, district.name or district.id)
    if program.by_status and NOT_PARTICIPATING in facts.statuses:
        return f"If the district took part: {conclusion}"
    return conclusion
