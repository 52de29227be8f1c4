"""The blank budget workbook: lines to fill in, the plan, the district, and a live summary against the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from ai_cli.facts.budget import CATEGORIES, INCENTIVE, INITIAL, NEW, REVENUES, BudgetFacts
from ai_cli.facts.names import described_names
from ai_cli.facts.sheets import BUDGET, PLAN
from ai_cli.law.figures import Figures
from ai_cli.workbooks.book import COUNT, DAY, MONEY, NUMBER, TEXT, TYPED, Book, Column
from ai_cli.workbooks.budget_summary import put_summary
from ai_cli.workbooks.choices import (
    LAST_ROW,
    ask_for_a_day,
    ask_for_a_number,
    ask_for_numbers,
    filled_cells,
    offer,
)
from ai_cli.workbooks.instructions import put_instructions
from ai_cli.workbooks.revenue_limits import put_revenue_limits

if TYPE_CHECKING:
    from ai_cli.forms.form import Form
    from ai_cli.workbooks.book import Sheet

_TITLE = "Achievement and Integration budget"
_LAST_YEAR = 9999
_WIDTHS = {
    "item": 28,
    "narrative": 46,
    "account": 23,
    "category": 26,
    "strategy": 12,
    "revenue": 12,
    "school": 11,
    "fte": 7,
}
_OTHER_WIDTH = 14
_FORMATS = {
    "amount": MONEY,
    "other_funding": MONEY,
    "fte": NUMBER,
    "account": TEXT,
    "strategy": TEXT,
    "school": TEXT,
}
_DISTRICT = {
    "state": TEXT,
    "district.id": TEXT,
    "district.name": TEXT,
    "fiscal_year": TEXT,
    "account_order": TEXT,
    "plan.kind": TEXT,
    "plan.board_approved_on": DAY,
    "plan.submitted_on": DAY,
    "plan.posted_on": DAY,
    "plan.public_meeting_on": DAY,
    "enrollment.october_1": TEXT,
    "enrollment.total": COUNT,
    "enrollment.protected": COUNT,
    "pupil_units.adjusted": NUMBER,
    "hold_harmless.amount": MONEY,
}
"""Key of the sheet District -> the format of its value."""

_FILLED = {"state": "MN", "plan.kind": NEW}
_DISTRICT_COLUMNS = (Column("Key", 28), Column("Value", 30), Column("What belongs here", 80))
_VALUE_COLUMN = 2
_PLAN_COLUMNS = tuple(
    Column(names[0].title(), width, TEXT) for names, width in zip(PLAN.values(), (12, 40, 70), strict=True)
)
_SCHOOLS_COLUMNS = (
    Column("id", 12, TEXT),
    Column("name", 40, TEXT),
    Column("racially_identifiable", 24, TEXT),
)
_LIMITS = {INITIAL: "budget_for_maximum", INCENTIVE: "max_incentive_revenue"}
"""Revenue -> the line of the form that its budget should not exceed."""


def blank_budget(form: Form) -> bytes:
    """Return the bytes of a workbook with nothing filled in: Instructions, District, Plan, Schools, Budget, Summary, Revenue.

    ``form`` is the program whose lines limit the two revenues; they are computed on Revenue from the figures on
    District, a rate that changed by the fiscal year there.
    """
    book = Book(_TITLE)
    criteria, calendar = Figures("mn-budget-criteria", _LAST_YEAR), Figures("mn-calendar", _LAST_YEAR)
    put_instructions(book.sheet("Instructions"), _TITLE, criteria, calendar)
    inputs = _put_district(book.sheet("District"))
    book.sheet("Plan").put_header(_PLAN_COLUMNS)
    schools = book.sheet("Schools")
    schools.put_header(_SCHOOLS_COLUMNS)
    offer(schools, "C", ("yes", "no"), "yes or no: racially identifiable by official status.")
    budget = book.sheet("Budget")
    _put_budget(budget)
    budget.page.activate()
    summary, revenue = book.sheet("Summary"), book.sheet("Revenue")
    wanted = ("max_initial_revenue", *_LIMITS.values())
    cells = put_revenue_limits(revenue, form, wanted, inputs, _LAST_YEAR)
    columns = {key: f"Budget!${_letter(key)}:${_letter(key)}" for key in ("amount", "category", "revenue")}
    limits = {name: cells[line] for name, line in _LIMITS.items()}
    put_summary(summary, columns, limits, criteria, inputs["fiscal_year"])
    return book.saved()


def _letter(key: str) -> str:
    return str(xl_col_to_name(list(BUDGET).index(key)))


def _title(key: str) -> str:
    title = BUDGET[key][0]
    return title.upper() if key == "fte" else title.title()


def _put_budget(sheet: Sheet) -> None:
    sheet.put_header(
        tuple(Column(_title(key), _WIDTHS.get(key, _OTHER_WIDTH), _FORMATS.get(key)) for key in BUDGET),
        freeze_columns=1,
    )
    sheet.page.autofilter(0, 0, LAST_ROW - 1, len(BUDGET) - 1)
    offer(sheet, _letter("category"), CATEGORIES, f"One of: {', '.join(CATEGORIES)}.")
    offer(sheet, _letter("revenue"), REVENUES, f"One of: {', '.join(REVENUES)}.")
    offer(sheet, _letter("enhances_existing"), ("yes", "no"), "yes or no.")
    offer(sheet, _letter("strategy"), filled_cells("Plan"), "The number of a strategy on the sheet Plan.")
    offer(sheet, _letter("school"), filled_cells("Schools"), "The number of a school on the sheet Schools.")
    for key in ("amount", "other_funding", "fte"):
        ask_for_numbers(sheet, _letter(key))


def _put_district(sheet: Sheet) -> dict[str, str]:
    """Write the keys and what belongs there; return key -> the cell of its value."""
    sheet.put_header(_DISTRICT_COLUMNS)
    described = dict(described_names(BudgetFacts))
    described["account_order"] = described["budget.account_order"]
    cells = {}
    for key, look in _DISTRICT.items():
        row = sheet.put_row((key, None, described[key]), _DISTRICT_COLUMNS)
        sheet.put(row, _VALUE_COLUMN, _FILLED.get(key), **TYPED, num_format=look, align="left", indent=1)
        cells[key] = sheet.cell(row, _VALUE_COLUMN)
        if look in (COUNT, NUMBER, MONEY):
            ask_for_a_number(sheet, row, _VALUE_COLUMN)
        elif look == DAY:
            ask_for_a_day(sheet, row, _VALUE_COLUMN)
    return cells
