"""The sheet Summary of the blank budget: totals of the lines against their limits, live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.budget import ADMINISTRATION, DIRECT, INCENTIVE, INITIAL, PROFESSIONAL_DEVELOPMENT
from ai_cli.workbooks.sheet_style import BOLD, MONEY, SHARE, ColumnStyle, put_header, put_row, turn_red

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.worksheet.worksheet import Worksheet

    from ai_cli.law.figures import Figures

_COLUMNS = (
    ColumnStyle("Use", 40),
    ColumnStyle("Amount", 18, MONEY),
    ColumnStyle("Share", 12, SHARE),
    ColumnStyle("Share limit", 16, SHARE),
    ColumnStyle("Dollar limit", 18, MONEY),
    ColumnStyle("Room", 18, MONEY),
)
_USES = (
    ("Direct services", DIRECT, "direct_services_least_share"),
    ("Professional development", PROFESSIONAL_DEVELOPMENT, "professional_development_most_share"),
    ("Administration", ADMINISTRATION, "administration_most_share"),
)
_REVENUES = (("Initial revenue", INITIAL), ("Incentive revenue", INCENTIVE))
_AT_LEAST, _AT_MOST = '"at least" 0%', '"at most" 0%'
_TOTAL_ROW = 2 + len(_USES) + len(_REVENUES)
_TOTAL = f"$B${_TOTAL_ROW}"


def put_summary(
    sheet: Worksheet, columns: Mapping[str, str], limits: Mapping[str, str], figures: Figures
) -> None:
    """Write the totals of the budget, what is left under each limit, and the amounts that no total takes.

    ``columns`` is amount, category and revenue -> the whole column of the lines, ``limits`` revenue -> the cell of
    its greatest amount. ``figures`` are those of the criteria.
    """
    amount, category, revenue = columns["amount"], columns["category"], columns["revenue"]
    put_header(sheet, _COLUMNS)
    for row, (label, use, rate) in enumerate(_USES, start=2):
        added = f'=SUMIF({category},"{use}",{amount})'
        bound = f"D{row}*{_TOTAL}"
        room = f"=ROUND({f'B{row}-{bound}' if use == DIRECT else f'{bound}-B{row}'},2)"
        share = f"=IF({_TOTAL}=0,0,B{row}/{_TOTAL})"
        put_row(sheet, (label, added, share, figures.number(rate), None, room), _COLUMNS)
        sheet[f"D{row}"].number_format = _AT_LEAST if use == DIRECT else _AT_MOST
        turn_red(sheet, f"A{row}:F{row}", f"AND({_TOTAL}>0,$C{row}{'<' if use == DIRECT else '>'}$D{row})")
    for row, (label, name) in enumerate(_REVENUES, start=2 + len(_USES)):
        added = f'=SUMIF({revenue},"{name}",{amount})'
        limit = f'=IFERROR({limits[name]},"not known")'
        room = f'=IF(ISNUMBER(E{row}),ROUND(E{row}-B{row},2),"not known")'
        put_row(sheet, (label, added, None, None, limit, room), _COLUMNS)
        turn_red(sheet, f"A{row}:F{row}", f"AND(ISNUMBER($E{row}),$B{row}>$E{row})")
    put_row(sheet, ("Total", f"=SUM({amount})"), _COLUMNS)
    sheet[f"A{_TOTAL_ROW}"].font = sheet[f"B{_TOTAL_ROW}"].font = BOLD
    last_use, last_revenue = 1 + len(_USES), _TOTAL_ROW - 1
    for label, first, last in (
        ("Amounts without a category", 2, last_use),
        ("Amounts without a revenue", last_use + 1, last_revenue),
    ):
        row = put_row(sheet, (label, f"=ROUND({_TOTAL}-SUM(B{first}:B{last}),2)"), _COLUMNS)
        turn_red(sheet, f"A{row}:B{row}", f"$B{row}<>0")
    sheet.protection.sheet = True
