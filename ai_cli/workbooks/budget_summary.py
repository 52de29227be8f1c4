"""The sheet Summary of the blank budget: totals of the lines against their limits, live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.budget import ADMINISTRATION, DIRECT, INCENTIVE, INITIAL, PROFESSIONAL_DEVELOPMENT
from ai_cli.workbooks.book import BOLD, BREACH, MONEY, SHARE, Column, Formula
from ai_cli.workbooks.rate_by_year import rate_by_year

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.law.figures import Figures
    from ai_cli.workbooks.book import Sheet

_COLUMNS = (
    Column("Use", 40),
    Column("Amount", 20, MONEY),
    Column("Share", 12, SHARE),
    Column("Share limit", 16, SHARE),
    Column("Dollar limit", 20, MONEY),
    Column("Room", 20, MONEY),
)
_AMOUNT, _LIMIT = 2, 4
USES = (
    ("Direct services", DIRECT, "direct_services_least_share"),
    ("Professional development", PROFESSIONAL_DEVELOPMENT, "professional_development_most_share"),
    ("Administration", ADMINISTRATION, "administration_most_share"),
)
"""Label of a use, its category, and the rate that limits its share."""

REVENUES = (("Initial revenue", INITIAL), ("Incentive revenue", INCENTIVE))
AT_LEAST, AT_MOST = '"at least" 0%', '"at most" 0%'
_TOTAL_ROW = 2 + len(USES) + len(REVENUES)
_TOTAL = f"$B${_TOTAL_ROW}"


def put_summary(
    sheet: Sheet, columns: Mapping[str, str], limits: Mapping[str, str], figures: Figures, year_cell: str
) -> None:
    """Write the totals of the budget, what is left under each limit, and the amounts that no total takes.

    ``columns`` is amount, category and revenue -> the whole column of the lines, ``limits`` revenue -> the cell of
    its greatest amount. ``figures`` are those of the criteria, ``year_cell`` is where the fiscal year is typed.
    """
    amount, category, revenue = columns["amount"], columns["category"], columns["revenue"]
    sheet.put_header(_COLUMNS)
    for row, (label, use, rate) in enumerate(USES, start=2):
        added = Formula(f'=SUMIF({category},"{use}",{amount})')
        bound = f"D{row}*{_TOTAL}"
        room = Formula(f"=ROUND({f'B{row}-{bound}' if use == DIRECT else f'{bound}-B{row}'},2)")
        share = Formula(f"=IF({_TOTAL}=0,0,B{row}/{_TOTAL})")
        sheet.put_row((label, added, share, None, None, room), _COLUMNS)
        limit = AT_LEAST if use == DIRECT else AT_MOST
        sheet.put(row, _LIMIT, rate_by_year(figures.rate(rate), year_cell)[0], num_format=limit)
        past = f"AND({_TOTAL}>0,$C{row}{'<' if use == DIRECT else '>'}$D{row})"
        sheet.colour(f"A{row}:F{row}", past, **BREACH)
    for row, (label, name) in enumerate(REVENUES, start=2 + len(USES)):
        added = Formula(f'=SUMIF({revenue},"{name}",{amount})')
        most = Formula(f'=IFERROR({limits[name]},"not known")', "not known")
        room = Formula(f'=IF(ISNUMBER(E{row}),ROUND(E{row}-B{row},2),"not known")', "not known")
        sheet.put_row((label, added, None, None, most, room), _COLUMNS)
        sheet.colour(f"A{row}:F{row}", f"AND(ISNUMBER($E{row}),$B{row}>$E{row})", **BREACH)
    sheet.put_row(("Total", Formula(f"=SUM({amount})")), _COLUMNS, **BOLD)
    last_use, last_revenue = 1 + len(USES), _TOTAL_ROW - 1
    for label, first, last in (
        ("Amounts without a category", 2, last_use),
        ("Amounts without a revenue", last_use + 1, last_revenue),
    ):
        row = sheet.put_row((label, Formula(f"=ROUND({_TOTAL}-SUM(B{first}:B{last}),2)")), _COLUMNS)
        sheet.colour(f"A{row}:B{row}", f"$B{row}<>0", **BREACH)
    sheet.page.protect()
