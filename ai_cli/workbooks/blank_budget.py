"""The blank budget workbook: lines to fill in, the plan, the district, and a live summary against the limits."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from ai_cli.facts.budget import ADMINISTRATION, CATEGORIES, DIRECT, PROFESSIONAL_DEVELOPMENT, REVENUES
from ai_cli.facts.sheets import BUDGET, PLAN
from ai_cli.law.figures import Figures

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_BOLD = Font(bold=True)
_HEAD = PatternFill("solid", start_color="DDE7F0")
_TYPED = PatternFill("solid", start_color="FFF8DC")
_BREACH = PatternFill("solid", start_color="F8CBAD", end_color="F8CBAD")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_MONEY, _SHARE, _TEXT = "#,##0.00;(#,##0.00)", "0.00%", "@"
_LAST_ROW, _LAST_YEAR = 2000, 9999
_WIDTHS = {"item": 34, "narrative": 60, "account": 26, "category": 24}
_FORMATS = {"amount": _MONEY, "other_funding": _MONEY, "account": _TEXT, "strategy": _TEXT, "school": _TEXT}
_DISTRICT = (
    ("state", "MN"),
    ("district.id", None),
    ("district.name", None),
    ("fiscal_year", None),
    ("account_order", None),
    ("plan.kind", "new"),
    ("plan.board_approved_on", None),
    ("plan.submitted_on", None),
    ("plan.posted_on", None),
    ("plan.public_meeting_on", None),
    ("enrollment.october_1", None),
    ("enrollment.total", None),
    ("enrollment.protected", None),
    ("pupil_units.adjusted", None),
    ("hold_harmless.amount", None),
)
_INSTRUCTIONS = (
    "Fill in the sheets District, Plan and Budget. Summary adds the lines by itself.",
    "Budget: a row a line. Add rows anywhere below the header; every formula of Summary adds whole columns.",
    "Each line has a narrative of its own: who does what for whom, in which schools, how often. Do not copy the plan.",
    "Name the strategy by its number or name on the sheet Plan.",
    "Category: direct, professional_development or administration. Revenue: initial (313) or incentive (318).",
    "A line for a racially identifiable school names that school in the column School.",
    "Account: six dimensions with hyphens, in the order that District says under account_order.",
    "Where a line enhances an existing program, Other Funding says what other money pays; 0 is an answer.",
    "Check it with: ai-cli budget-check FILE.xlsx",
)
_EXAMPLE = (
    ("Item", "AVID elective teachers, 2.0 FTE"),
    (
        "Narrative",
        "Two teachers lead daily elective sections for students who are first in their family to plan on college.",
    ),
    ("Strategy", "3"),
    ("Category", DIRECT),
    ("Revenue", "initial"),
    ("Account", "01-030-211-313-140-000"),
    ("FTE", "2.0"),
    ("Amount", "158,400.00"),
)


def blank_budget() -> bytes:
    """Return the bytes of a workbook with the sheets Instructions, Budget, Plan, District and Summary, nothing filled in.

    The limits on Summary are those last known.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    _instructions(book.create_sheet("Instructions"))
    _budget(book.create_sheet("Budget"))
    _plan(book.create_sheet("Plan"))
    _district(book.create_sheet("District"))
    _summary(book.create_sheet("Summary"))
    for sheet in book.worksheets:
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        if sheet.oddFooter is not None:
            sheet.oddFooter.center.text = "&A, page &P of &N"
    book.active = book.worksheets.index(book["Budget"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _instructions(sheet: Worksheet) -> None:
    for text in _INSTRUCTIONS:
        sheet.append((text,))
    sheet.append(())
    sheet.append(("An example of a line:",))
    for title, text in _EXAMPLE:
        sheet.append((f"{title}: {text}",))
    sheet.column_dimensions["A"].width = 120
    for row in sheet.iter_rows():
        row[0].alignment = _WRAPPED


def _header(sheet: Worksheet, titles: tuple[str, ...], widths: tuple[int, ...]) -> None:
    sheet.append(titles)
    for column, width in enumerate(widths, start=1):
        cell = sheet.cell(1, column)
        cell.font, cell.fill = _BOLD, _HEAD
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def _column(key: str) -> str:
    return get_column_letter(list(BUDGET).index(key) + 1)


def _title(key: str) -> str:
    title = BUDGET[key][0]
    return title.upper() if key == "fte" else title.title()


def _budget(sheet: Worksheet) -> None:
    _header(sheet, tuple(map(_title, BUDGET)), tuple(_WIDTHS.get(key, 16) for key in BUDGET))
    for key, style in _FORMATS.items():
        sheet.column_dimensions[_column(key)].number_format = style
        for row in range(2, 202):
            sheet[f"{_column(key)}{row}"].number_format = style
    for row in range(2, 202):
        sheet[f"{_column('narrative')}{row}"].alignment = _WRAPPED
    lists = {
        "category": f'"{",".join(CATEGORIES)}"',
        "revenue": f'"{",".join(REVENUES)}"',
        "strategy": f"Plan!$A$2:$A${_LAST_ROW}",
        "enhances_existing": '"yes,no"',
    }
    for key, choices in lists.items():
        listed = DataValidation(
            type="list", formula1=choices, allow_blank=True, showErrorMessage=key != "strategy"
        )
        listed.add(f"{_column(key)}2:{_column(key)}{_LAST_ROW}")
        sheet.add_data_validation(listed)
    amount = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    amount.add(f"{_column('amount')}2:{_column('amount')}{_LAST_ROW}")
    sheet.add_data_validation(amount)


def _plan(sheet: Worksheet) -> None:
    _header(sheet, tuple(names[0].title() for names in PLAN.values()), (12, 50, 70))
    for row in range(2, 52):
        sheet[f"A{row}"].number_format = _TEXT


def _district(sheet: Worksheet) -> None:
    for row, (key, value) in enumerate(_DISTRICT, start=1):
        sheet.append((key, value))
        cell = sheet.cell(row, 2)
        cell.fill, cell.number_format = _TYPED, _TEXT
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 32, 40


def _summary(sheet: Worksheet) -> None:
    figures = Figures("mn-budget-criteria", _LAST_YEAR)
    amounts, categories, revenues = (
        f"Budget!${_column(key)}:${_column(key)}" for key in ("amount", "category", "revenue")
    )
    _header(sheet, ("Use", "Amount", "Share", "Limit"), (36, 18, 12, 12))
    rows = (
        ("Direct services", DIRECT, "direct_services_least_share"),
        ("Professional development", PROFESSIONAL_DEVELOPMENT, "professional_development_most_share"),
        ("Administration", ADMINISTRATION, "administration_most_share"),
    )
    total = len(rows) + len(REVENUES) + 2
    for row, (label, category, rate) in enumerate(rows, start=2):
        share = f"=IF($B${total}=0,0,B{row}/$B${total})"
        sheet.append((label, f'=SUMIF({categories},"{category}",{amounts})', share, figures.number(rate)))
        sign = "<" if category == DIRECT else ">"
        breach = FormulaRule(  # type: ignore[no-untyped-call]
            formula=[f"AND($B${total}>0,$C{row}{sign}$D{row})"], fill=_BREACH
        )
        sheet.conditional_formatting.add(f"A{row}:D{row}", breach)
    for revenue in REVENUES:
        sheet.append((f"{revenue.title()} revenue", f'=SUMIF({revenues},"{revenue}",{amounts})'))
    sheet.append(("Total", f"=SUM({amounts})"))
    for row in range(2, total + 1):
        sheet[f"B{row}"].number_format = _MONEY
        sheet[f"C{row}"].number_format = sheet[f"D{row}"].number_format = _SHARE
    sheet[f"A{total}"].font = sheet[f"B{total}"].font = _BOLD
