"""The sheet Instructions of the blank budget: how to fill it in, and a line as an example."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from ai_cli.workbooks.sheet_style import BOLD, HEAD, LARGE, TYPED, WRAPPED, fit_height

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from ai_cli.law.figures import Figures

_TEXTS = Path(__file__).parent / "budget_instructions.yaml"
_WIDTHS = {"A": 22, "B": 105}


def put_instructions(sheet: Worksheet, title: str, criteria: Figures, calendar: Figures) -> None:
    """Write what belongs on each sheet, with the days and lists of the law, and an example of a filled line."""
    texts = yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))
    month, day = map(int, calendar.text("budget_due").split("-"))
    costs = ", ".join(criteria.texts("unallowable_costs"))
    figures = {
        "due": f"{month}/{day}",
        "posting_days": calendar.text("posting_days"),
        "costs": costs[0].upper() + costs[1:],
        "initial": criteria.text("initial_finance_code"),
        "incentive": criteria.text("incentive_finance_code"),
    }
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.append((title,))
    sheet["A1"].font = LARGE
    for step, text in texts["steps"]:
        sheet.append((step, text.format(**figures)))
        sheet.cell(sheet.max_row, 1).font = BOLD
    sheet.append(())
    sheet.append(("An example of a line", "as it stands on the sheet Budget, a column each"))
    for cell in sheet[sheet.max_row]:
        cell.font, cell.fill = BOLD, HEAD
    for column_title, text in texts["example"]:
        sheet.append((column_title, text))
        sheet.cell(sheet.max_row, 2).fill = TYPED
    for number, row in enumerate(sheet.iter_rows(min_row=2), start=2):
        for cell in row:
            cell.alignment = WRAPPED
        fit_height(sheet, number)
