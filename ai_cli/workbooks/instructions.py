"""The sheet Instructions of the blank budget: how to fill it in, and a line as an example."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from ai_cli.workbooks.book import BOLD, HEAD, TITLE, TYPED, Column

if TYPE_CHECKING:
    from ai_cli.law.figures import Figures
    from ai_cli.workbooks.book import Sheet

_TEXTS = Path(__file__).parent / "budget_instructions.yaml"
_COLUMNS = (Column("", 22), Column("", 105))


def put_instructions(sheet: Sheet, title: str, criteria: Figures, calendar: Figures) -> None:
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
    sheet.set_widths(_COLUMNS)
    sheet.put(1, 1, title, **TITLE)
    for step, text in texts["steps"]:
        row = sheet.put_row((step, text.format(**figures)), _COLUMNS)
        sheet.put(row, 1, step, **BOLD, indent=1)
    sheet.last_row += 1
    sheet.put_row(
        ("An example of a line", "as it stands on the sheet Budget, a column each"), _COLUMNS, **HEAD
    )
    for column_title, text in texts["example"]:
        row = sheet.put_row((column_title,), _COLUMNS)
        sheet.put(row, 2, text, **TYPED, indent=1)
