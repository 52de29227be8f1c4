"""The report of a district as a workbook: Revenue, Budget, Eligibility, Law and About; or of several together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.workbooks.about_sheet import put_about
from ai_cli.workbooks.accountability_sheet import AccountabilityListing, put_accountability
from ai_cli.workbooks.book import Book
from ai_cli.workbooks.budget_sheet import put_budget
from ai_cli.workbooks.eligibility_sheet import put_eligibility
from ai_cli.workbooks.law_sheet import put_law
from ai_cli.workbooks.revenue_sheet import line_names, put_revenue, rates_needed
from ai_cli.workbooks.summary_sheet import put_summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ai_cli.facts.budget_file import BudgetFile
    from ai_cli.forms.form import Form
    from ai_cli.law import RateBook
    from ai_cli.results.checked_budget import CheckedBudget
    from ai_cli.results.estimate import Estimate
    from ai_cli.results.screening import Screening

_SHORT = {"mn-achievement-integration": "AI"}
"""Program -> how the names of its lines begin; others take their key."""


class Part(NamedTuple):
    """An estimate, the form that it filled, and the choice of every reading of it."""

    estimate: Estimate
    form: Form
    readings: Mapping[str, str]


class DistrictReport(NamedTuple):
    """What is to be reported of one district: its estimates, and its checked budget, screening and accountability, if any."""

    parts: tuple[Part, ...]
    budget: tuple[CheckedBudget, BudgetFile] | None = None
    screening: Screening | None = None
    accountability: AccountabilityListing | None = None


def report_workbook(report: DistrictReport, rates: RateBook, stamp: datetime | None = None) -> bytes:
    """Return the workbook of one district; sheets for which there are no facts are left out.

    The lines of the first estimate of each program have names, ``AI_LINE_12``, to which other workbooks can link.
    """
    first = report.parts[0].estimate
    book = Book(f"{first.district}, FY {first.form.fiscal_year}: {first.form.title}", stamp)
    single = len(report.parts) == 1
    sheets = [book.sheet("Revenue" if single else _name_of(part)) for part in report.parts]
    budget = None if report.budget is None else book.sheet("Budget")
    eligibility = None if report.screening is None else book.sheet("Eligibility")
    accountability = None if report.accountability is None else book.sheet("Accountability")
    keys = [
        key for part in report.parts for key in rates_needed(part.form, part.estimate.form, part.readings)
    ]
    rate_cells = put_law(book.sheet("Law"), keys, rates)
    named: set[str] = set()
    for part, sheet in zip(report.parts, sheets, strict=True):
        names = line_names(
            put_revenue(sheet, part.estimate, part.form, rate_cells, part.readings), _short(part)
        )
        for name, cell in names.items():
            book.define_name(name if name not in named else f"{cell.rpartition('!')[0]}!{name}", cell)
        named |= set(names)
    if report.budget is not None and budget is not None:
        checked, file = report.budget
        put_budget(budget, checked, file.lines)
    if report.screening is not None and eligibility is not None:
        put_eligibility(eligibility, report.screening)
    if report.accountability is not None and accountability is not None:
        put_accountability(accountability, report.accountability)
    put_about(book.sheet("About"), ((one.estimate, one.form) for one in report.parts), _stamp(stamp))
    return book.saved()


def summary_workbook(
    reports: Sequence[DistrictReport],
    rates: RateBook,
    lines: Mapping[str, Sequence[str]],
    stamp: datetime | None = None,
) -> bytes:
    """Return one workbook of many districts: a Summary with a row an estimate and the lines asked for, a sheet for each.

    ``lines`` is program key -> numbers or keys of lines; the figures of the Summary are links to the sheets.
    """
    parts = [part for report in reports for part in report.parts]
    book = Book("Revenue of several districts", stamp)
    summary = book.sheet("Summary")
    names = _names_together(parts)
    sheets = [book.sheet(name) for name in names]
    keys = [key for part in parts for key in rates_needed(part.form, part.estimate.form, part.readings)]
    rate_cells = put_law(book.sheet("Law"), keys, rates)
    cells = (
        put_revenue(sheet, part.estimate, part.form, rate_cells, part.readings)
        for part, sheet in zip(parts, sheets, strict=True)
    )
    put_summary(summary, zip((part.estimate for part in parts), cells, strict=True), lines)
    put_about(book.sheet("About"), ((one.estimate, one.form) for one in parts), _stamp(stamp))
    return book.saved()


def _short(part: Part) -> str:
    key = part.form.key
    return _SHORT.get(key, key.upper().replace("-", "_"))


def _name_of(part: Part) -> str:
    return f"{_short(part)} FY {part.estimate.form.fiscal_year}"[:_MOST_OF_A_NAME]


_MOST_OF_A_NAME = 31


def _names_together(parts: Sequence[Part]) -> list[str]:
    """Return a name for each sheet, district and year, and the program where there are several; each once."""
    names: list[str] = []
    several = len({part.form.key for part in parts}) > 1
    for part in parts:
        one = part.estimate
        name = f"{one.district_id} FY {one.form.fiscal_year}" + (f" {_short(part)}" if several else "")
        name, number = name[: _MOST_OF_A_NAME - 4], 2
        taken = {known.casefold() for known in names}
        unique = name
        while unique.casefold() in taken:
            unique, number = f"{name} {number}", number + 1
        names.append(unique)
    return names


def _stamp(stamp: datetime | None) -> str | None:
    return None if stamp is None else stamp.isoformat(timespec="seconds")
