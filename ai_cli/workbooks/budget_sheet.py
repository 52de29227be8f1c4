"""The sheet Budget of a report: uses against their limits with a chart, the lines, what a reviewer would find."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ai_cli.workbooks.book import (
    BOLD,
    BREACH,
    HEAD,
    MONEY,
    NOTE,
    NUMBER,
    SHARE,
    TEXT,
    TITLE,
    Column,
    Formula,
)
from ai_cli.workbooks.budget_summary import AT_LEAST, AT_MOST, REVENUES
from ai_cli.workbooks.look import put_findings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from ai_cli.facts.budget import BudgetLine
    from ai_cli.results.checked_budget import CheckedBudget, Limit
    from ai_cli.workbooks.book import Sheet

_COLUMNS = (
    Column("Use", 46),
    Column("Amount", 18, MONEY),
    Column("Share", 11, SHARE),
    Column("Limit", 28, SHARE),
    Column("Room", 18, MONEY),
    Column("", 12),
    Column("", 24),
    Column("", 14),
    Column("", 12),
    Column("", 28),
)
_LINES = (
    Column("Item", 46),
    Column("Amount", 18, MONEY),
    Column("FTE", 11, NUMBER),
    Column("Category", 28),
    Column("Other funding", 18, MONEY),
    Column("Revenue", 12),
    Column("Strategy", 24),
    Column("School", 14, TEXT),
    Column("Enhances", 12),
    Column("Account", 28, TEXT),
)
"""The columns of the lines, below those of the uses."""

_AMOUNT, _OTHER, _SHARE_COLUMN, _LIMIT_COLUMN = 2, 5, 3, 4
_FIRST_USE = 4
_CHART_ROWS = 12


def put_budget(sheet: Sheet, checked: CheckedBudget, lines: Iterable[BudgetLine]) -> None:
    """Write a checked budget; totals are formulas over the lines below, which may be typed over."""
    listed = tuple(lines)
    year = f"FY {checked.fiscal_year}" if checked.fiscal_year is not None else "fiscal year not given"
    sheet.put(1, 1, f"{checked.district}, {year}: budget", **TITLE)
    sheet.put(2, 1, f"File: {checked.file}", **NOTE, text_wrap=False)
    sheet.last_row = _FIRST_USE - 2
    sheet.put_header(_COLUMNS, stays=False)
    chart_at = _FIRST_USE + len(checked.limits) + len(REVENUES) + 1 + len(checked.maximum) + 1
    first = chart_at + _CHART_ROWS + 2
    last = first + max(1, len(listed)) - 1
    amounts, categories, revenues = (f"${letter}${first}:${letter}${last}" for letter in ("B", "D", "F"))
    total_row = _FIRST_USE + len(checked.limits) + len(REVENUES)
    _put_uses(sheet, checked, amounts, categories, total_row)
    for label, revenue in REVENUES:
        added = _sum(f'=SUMIF({revenues},"{revenue}",{amounts})', getattr(checked.totals, revenue))
        sheet.put_row((label, added), _COLUMNS)
    sheet.put_row(("Total", _sum(f"=SUM({amounts})", checked.totals.total)), _COLUMNS, **BOLD)
    for key, value in checked.maximum.items():
        sheet.put_row((_MAXIMUM[key], value), _COLUMNS, **NOTE)
    _put_chart(sheet, len(checked.limits), chart_at)
    sheet.last_row = first - 2
    for column, one in enumerate(_LINES, start=1):
        sheet.put(first - 1, column, one.title, **HEAD)
    for line in listed:
        _put_line(sheet, line)
    sheet.last_row = max(sheet.last_row, last)
    put_findings(sheet, checked.findings, _COLUMNS, 2)
    _put_not_checked(sheet, checked)


_MAXIMUM = {
    "max_initial_revenue": "Max Initial Rev, line (12)",
    "max_incentive_revenue": "Max Incentive Revenue, line (13)",
    "budget_for_maximum": "Budget that claims all of (12), line (24)",
}


def _put_uses(sheet: Sheet, checked: CheckedBudget, amounts: str, categories: str, total_row: int) -> None:
    total = f"$B${total_row}"
    for row, limit in enumerate(checked.limits, start=_FIRST_USE):
        share = getattr(checked.totals, f"{limit.key}_share")
        added = _sum(f'=SUMIF({categories},"{limit.key}",{amounts})', getattr(checked.totals, limit.key))
        of_all = Formula(f'=IFERROR(B{row}/{total},"")', "" if share is None else _decimal(share))
        bound = f"D{row}*{total}"
        room = Formula(
            f'=IFERROR(ROUND({f"B{row}-{bound}" if limit.is_least else f"{bound}-B{row}"},2),"")',
            _room(checked, limit),
        )
        sheet.put_row((limit.key.replace("_", " ").capitalize(), added, of_all, None, room), _COLUMNS)
        words = AT_LEAST if limit.is_least else AT_MOST
        sheet.put(row, _LIMIT_COLUMN, _decimal(limit.share), num_format=words)
        past = f"AND(ISNUMBER($C{row}),$C{row}{'<' if limit.is_least else '>'}$D{row})"
        sheet.colour(f"A{row}:E{row}", past, **BREACH)


def _sum(formula: str, value: Decimal | None) -> Formula | str:
    """Return a sum of the lines; a text where an amount is not known, so that no sum looks whole that is not."""
    return "not known" if value is None else Formula(formula, value)


def _room(checked: CheckedBudget, limit: Limit) -> Decimal | str:
    amount, total = getattr(checked.totals, limit.key), checked.totals.total
    if amount is None or total is None:
        return ""
    bound = _decimal(limit.share) * total
    return Decimal(amount - bound if limit.is_least else bound - amount)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _put_chart(sheet: Sheet, uses: int, row: int) -> None:
    """Draw the shares of the uses beside their limits, as bars."""
    chart = sheet.book.workbook.add_chart({"type": "bar"})
    last = _FIRST_USE + uses - 1
    for column, name, colour in ((_SHARE_COLUMN, "Share", "#2F5F8F"), (_LIMIT_COLUMN, "Limit", "#C9A227")):
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.name, _FIRST_USE - 1, 0, last - 1, 0],
                "values": [sheet.name, _FIRST_USE - 1, column - 1, last - 1, column - 1],
                "fill": {"color": colour},
                "data_labels": {"value": True, "num_format": "0.00%"},
            }
        )
    chart.set_title({"name": "Uses of the budget and their limits", "name_font": {"size": 11}})
    chart.set_x_axis({"num_format": "0%", "min": 0, "max": 1})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 720, "height": 240})
    sheet.page.insert_chart(row - 1, 0, chart, {"x_offset": 10})


def _put_line(sheet: Sheet, one: BudgetLine) -> None:
    enhances = one.enhances_existing.value
    values = (
        one.item.value,
        one.amount.value,
        one.fte.value,
        one.category.value,
        one.other_funding.value,
        one.revenue.value,
        one.strategy.value,
        one.school.value,
        None if enhances is None else "yes" if enhances else "no",
        one.account.value,
    )
    row = sheet.put_row(values, _LINES)
    for column in (_AMOUNT, _OTHER):
        entry = one.amount if column == _AMOUNT else one.other_funding
        if entry.value is None and entry.text:
            sheet.put(row, column, entry.text, **BREACH)


def _put_not_checked(sheet: Sheet, checked: CheckedBudget) -> None:
    """Write what could not be checked, and what is missing for it."""
    if checked.not_checked:
        sheet.last_row += 1
    for one in checked.not_checked:
        row = sheet.last_row + 1
        sheet.put(row, 1, f"not checked {one.code}", **NOTE)
        sheet.merge(row, 2, len(_COLUMNS), one.missing, _COLUMNS, **NOTE)
