"""The way from estimates to workbooks: what belongs to one district, and where its workbook goes."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ai_cli.cli.estimating import estimates_of
from ai_cli.cli.printing import say, tell, write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ai_cli.cli.accountability.determining import Determined
    from ai_cli.cli.estimating import Estimated, Wanted
    from ai_cli.cli.printing import Printing
    from ai_cli.cli.status import Tally
    from ai_cli.facts.budget_file import BudgetFile
    from ai_cli.facts.district_file import DistrictFile
    from ai_cli.results.checked_budget import CheckedBudget
    from ai_cli.results.screening import Screening
    from ai_cli.workbooks.accountability_sheet import AccountabilityListing
    from ai_cli.workbooks.report import DistrictReport


def write_workbooks(
    printing: Printing,
    wanted: Wanted,
    tally: Tally,
    lines: Mapping[str, Sequence[str]],
    *,
    together: bool,
) -> bool:
    """Write the workbook of each district, or one of all together; return whether all were written.

    ``lines`` is program key -> the lines that the summary of all together shows. One that cannot be written is told, and does not stop the others.
    Errors: ``typer.BadParameter`` where several districts have one file to go to.
    """
    from ai_cli.workbooks.report import report_workbook, summary_workbook

    output = str(printing.output)
    is_folder = not output.lower().endswith(".xlsx")
    if together and is_folder:
        raise typer.BadParameter(f"{output} is a folder; --together writes one file, such as all.xlsx")
    if not together and not is_folder and len(wanted.files) > 1:
        raise typer.BadParameter(
            f"several districts go into a folder, or into one workbook with --together; {output} is one file"
        )
    reports = list(_reports(wanted, tally))
    tell(tally.findings)
    rates, stamp = wanted.terms.rates, printing.time()
    inputs = [*wanted.files, *(one for one in (wanted.budget, *map(_budget_file, reports)) if one)]
    if together:
        content = summary_workbook(reports, rates, lines, stamp) if reports else None
        return content is None or _write(printing, output, content, inputs)
    names: dict[str, str] = {}
    written = True
    for one in reports:
        target = str(Path(output) / _name(one)) if is_folder else output
        file = one.parts[0].estimate.file
        if target in names:
            say(f"{file}: not written, because {target} is the report of {names[target]}")
            written = False
            continue
        names[target] = file
        if is_folder:
            Path(output).mkdir(parents=True, exist_ok=True)
        written &= _write(printing, target, report_workbook(one, rates, stamp), inputs)
    return written


def _budget_file(report: DistrictReport) -> str | None:
    return None if report.budget is None else report.budget[1].file


def _write(printing: Printing, target: str, content: bytes, inputs: Sequence[str]) -> bool:
    """Write one workbook, not over a file that is read, and tell of it; return whether it could be written."""
    aimed = replace(printing, output=target)
    try:
        aimed.refuse_inputs(inputs)
        write_bytes(aimed, content)
    except typer.BadParameter as problem:
        say(problem.message)
        return False
    except typer.Exit:
        return False
    say(f"wrote {target}", quiet=printing.quiet)
    return True


def _name(one: DistrictReport) -> str:
    estimate = one.parts[0].estimate
    return f"{estimate.district_id}_fy{estimate.form.fiscal_year}.xlsx"


def _reports(wanted: Wanted, tally: Tally) -> Iterator[DistrictReport]:
    """Go through the districts, in the order of their files; their findings are told and counted."""
    from ai_cli.programs.estimating import readings_chosen
    from ai_cli.workbooks.report import DistrictReport, Part

    counts = None if wanted.accountability is None else _counts(wanted, wanted.accountability, tally)
    for _, group in groupby(estimates_of(wanted, tally), key=lambda one: id(one.district)):
        of_one: list[Estimated] = list(group)
        parts = tuple(
            Part(one.estimate, one.program.form, readings_chosen(one.program, wanted.terms)) for one in of_one
        )
        for one in of_one:
            tell(one.estimate.findings)
        district = of_one[0].district
        budget, screening = _budget_of(district, wanted, tally), _screening_of(district, wanted)
        if screening is not None:
            tell(screening.findings)
            tally.add_remarks(screening.findings)
        yield DistrictReport(parts, budget, screening, _accountability_of(district, counts))


def _counts(wanted: Wanted, folder: str, tally: Tally) -> Determined:
    """Return the determinations of the files of a folder, by the names that the measures' own files have."""
    from ai_cli.cli.accountability.determining import CountFiles, determined

    def named(name: str) -> str | None:
        return str(Path(folder, name)) if Path(folder, name).exists() else None

    cells, targets = str(Path(folder, "cells.csv")), str(Path(folder, "targets.csv"))
    files = CountFiles((cells,), targets, named("entities.csv"), named("other_indicators.csv"))
    return determined(files, wanted.terms.readings, tally)


def _accountability_of(district: DistrictFile, found: Determined | None) -> AccountabilityListing | None:
    """Return the schools of one district, None where there are no counts of it, which is told."""
    from ai_cli.facts.entity_ids import district_of
    from ai_cli.workbooks.accountability_sheet import AccountabilityListing

    if found is None:
        return None
    rows = tuple(one for one in found.rows if district_of(one.entity_id) == district.facts.district.id)
    if not rows:
        say(f"{district.file}: no counts of {district.facts.district.id} among those of --accountability")
        return None
    return AccountabilityListing(rows, found.basis)


def _budget_of(
    district: DistrictFile, wanted: Wanted, tally: Tally
) -> tuple[CheckedBudget, BudgetFile] | None:
    """Return the budget that the user or the district file names, checked; None where there is none."""
    from ai_cli.criteria import check_budget, merged_facts
    from ai_cli.criteria.review import Review
    from ai_cli.facts.minnesota import MinnesotaDistrict
    from ai_cli.inputs.budget import read_budget

    named = wanted.budget
    facts = district.facts
    if (
        named is None
        and isinstance(facts, MinnesotaDistrict)
        and facts.budget is not None
        and facts.budget.file
    ):
        named = str(Path(district.file).parent / facts.budget.file)
    loaded = None if named is None else read_budget(named)
    if loaded is None or loaded.budget is None:
        return None
    budget = _without_own_facts(loaded.budget)
    checked = check_budget(Review(budget, merged_facts(budget, district), None, wanted.terms.readings))
    tell(checked.findings)
    tally.add_remarks(checked.findings, of_lines=True)
    return checked, budget


def _without_own_facts(budget: BudgetFile) -> BudgetFile:
    """Return a budget without the figures of the revenue: in a report those of the district file count, once for all."""
    nothing = {"enrollment": (), "pupil_units": None, "hold_harmless": None}
    return budget._replace(facts=budget.facts.model_copy(update=nothing))


def _screening_of(district: DistrictFile, wanted: Wanted) -> Screening | None:
    """Return the screening of the district, where its file has the counts of schools or neighbors."""
    from ai_cli.eligibility import enrollment_of, rules_of, screen
    from ai_cli.facts.minnesota import MinnesotaDistrict

    facts = district.facts
    if not isinstance(facts, MinnesotaDistrict):
        return None
    if not any(one.grades for one in facts.schools) and not any(one.enrollment for one in facts.adjoining):
        return None
    return screen(enrollment_of(district, facts), rules_of(facts.fiscal_year, wanted.terms.readings))
