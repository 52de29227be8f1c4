"""The blank budget workbook: lines to fill in, the plan, the district, and a live summary against the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ai_cli.facts.budget import CATEGORIES, INCENTIVE, INITIAL, NEW, REVENUES, BudgetFacts
from ai_cli.facts.names import described_names
from ai_cli.facts.sheets import BUDGET, PLAN
from ai_cli.law.figures import Figures
from ai_cli.workbooks.budget_summary import put_summary
from ai_cli.workbooks.form_sheet import put_form_lines
from ai_cli.workbooks.instructions import put_instructions
from ai_cli.workbooks.sheet_style import (
    DAY,
    MONEY,
    NUMBER,
    TEXT,
    TYPED,
    ColumnStyle,
    fit_height,
    put_header,
    put_row,
    saved,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from ai_cli.forms.form import Form

_TITLE = "Achievement and Integration budget"
_LAST_ROW, _LAST_YEAR = 5000, 9999
_WIDTHS = {"item": 28, "narrative": 46, "account": 23, "category": 15, "strategy": 9, "revenue": 9, "school": 8, "fte": 7}  # fmt: skip
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
    "enrollment.total": NUMBER,
    "enrollment.protected": NUMBER,
    "pupil_units.adjusted": NUMBER,
    "hold_harmless.amount": MONEY,
}
"""Key of the sheet District -> the format of its value."""

_FILLED = {"state": "MN", "plan.kind": NEW}
_DISTRICT_COLUMNS = (ColumnStyle("Key", 28), ColumnStyle("Value", 30), ColumnStyle("What belongs here", 80))
_PLAN_COLUMNS = tuple(
    ColumnStyle(names[0].title(), width, TEXT)
    for names, width in zip(PLAN.values(), (12, 40, 70), strict=True)
)
_SCHOOLS_COLUMNS = (
    ColumnStyle("id", 12, TEXT),
    ColumnStyle("name", 40, TEXT),
    ColumnStyle("racially_identifiable", 24, TEXT),
)
_LIMITS = {INITIAL: "budget_for_maximum", INCENTIVE: "max_incentive_revenue"}
"""Revenue -> the line of the form that its budget should not exceed."""


def blank_budget(form: Form) -> bytes:
    """Return the bytes of a workbook with nothing filled in: Instructions, District, Plan, Schools, Budget, Summary, Revenue.

    ``form`` is the program whose lines limit the two revenues; they are computed on Revenue from the figures on
    District. Rates and limits are those last known.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    criteria = Figures("mn-budget-criteria", _LAST_YEAR)
    calendar = Figures("mn-calendar", _LAST_YEAR)
    put_instructions(book.create_sheet("Instructions"), _TITLE, criteria, calendar)
    inputs = _put_district(book.create_sheet("District"))
    put_header(book.create_sheet("Plan"), _PLAN_COLUMNS)
    schools = book.create_sheet("Schools")
    put_header(schools, _SCHOOLS_COLUMNS)
    _listed(schools, "C", '"yes,no"', "yes or no: racially identifiable by official status.")
    _put_budget(book.create_sheet("Budget"))
    summary, revenue = book.create_sheet("Summary"), book.create_sheet("Revenue")
    wanted = ("max_initial_revenue", *_LIMITS.values())
    cells = put_form_lines(revenue, form, wanted, inputs, _LAST_YEAR)
    revenue.protection.sheet = True
    columns = {key: f"Budget!${_letter(key)}:${_letter(key)}" for key in ("amount", "category", "revenue")}
    put_summary(summary, columns, {name: cells[line] for name, line in _LIMITS.items()}, criteria)
    return saved(book, _TITLE)


def _letter(key: str) -> str:
    return get_column_letter(list(BUDGET).index(key) + 1)


def _title(key: str) -> str:
    title = BUDGET[key][0]
    return title.upper() if key == "fte" else title.title()


def _put_budget(sheet: Worksheet) -> None:
    columns = tuple(ColumnStyle(_title(key), _WIDTHS.get(key, 13), _FORMATS.get(key)) for key in BUDGET)
    put_header(sheet, columns, freeze="B2")
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{_LAST_ROW}"
    _listed(sheet, _letter("category"), f'"{",".join(CATEGORIES)}"', f"One of: {', '.join(CATEGORIES)}.")
    _listed(sheet, _letter("revenue"), f'"{",".join(REVENUES)}"', f"One of: {', '.join(REVENUES)}.")
    _listed(sheet, _letter("enhances_existing"), '"yes,no"', "yes or no.")
    _listed(
        sheet, _letter("strategy"), _filled("Plan"), "The number of a strategy on the sheet Plan.", only=False
    )
    _listed(
        sheet,
        _letter("school"),
        _filled("Schools"),
        "The number of a school on the sheet Schools.",
        only=False,
    )
    for key in ("amount", "other_funding", "fte"):
        number = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        _put_validation(sheet, _letter(key), number, "A number, not below zero; no text.")


def _filled(sheet: str) -> str:
    """Return the filled cells of a sheet's first column, below its header."""
    return f"OFFSET({sheet}!$A$2,0,0,MAX(1,COUNTA({sheet}!$A$2:$A${_LAST_ROW})),1)"


def _listed(sheet: Worksheet, column: str, choices: str, help_text: str, *, only: bool = True) -> None:
    """Offer a list of choices in a column; unless ``only``, others may be typed too."""
    listed = DataValidation(type="list", formula1=choices, allow_blank=True)
    if not only:
        listed.errorStyle = "warning"
    _put_validation(sheet, column, listed, help_text)


def _put_validation(sheet: Worksheet, column: str, validation: DataValidation, help_text: str) -> None:
    validation.showErrorMessage = True
    validation.error, validation.errorTitle = help_text, "Not one of the values here"
    validation.add(f"{column}2:{column}{_LAST_ROW}")
    sheet.add_data_validation(validation)


def _put_district(sheet: Worksheet) -> dict[str, str]:
    """Write the keys and what belongs there; return key -> the cell of its value."""
    put_header(sheet, _DISTRICT_COLUMNS)
    described = dict(described_names(BudgetFacts))
    described["account_order"] = described["budget.account_order"]
    cells = {}
    for key, look in _DISTRICT.items():
        row = put_row(sheet, (key, _FILLED.get(key), described[key]), _DISTRICT_COLUMNS)
        cell = sheet.cell(row, 2)
        cell.fill, cell.number_format = TYPED, look
        fit_height(sheet, row)
        cells[key] = f"District!$B${row}"
    return cells
