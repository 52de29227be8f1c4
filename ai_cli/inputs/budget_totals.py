"""Finds the totals of a budget workbook: among its lines, and on the sheet Summary."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ai_cli.facts.budget_file import PrintedTotal
from ai_cli.facts.numbers import read_money
from ai_cli.facts.sheets import (
    AMOUNT_TITLES,
    SHARE_TITLES,
    TOTAL_LABELS,
    TOTAL_WORDS,
    WORDS_OF_LINES,
    plain_title,
)
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.inputs.formulas import read_formula
from ai_cli.inputs.workbook import CellValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ai_cli.findings import Finding, Place
    from ai_cli.inputs.tree import Value
    from ai_cli.inputs.workbook import Sheet

    Row = tuple[Value | None, ...]

_TOTAL = re.compile(r"^((grand|sub)[- ]?)?totals?\b|\b(sub-?)?totals?:?$|^sums?:?$", re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]*)?")
_MOST_SHOWN = 40
_LEAST_AMOUNT = Decimal(2)
"""A figure below it, beside a label with a percent sign, is a share and no amount."""
_FEWEST_ADDED = 2


def total_label(row: Row, cells: Mapping[str, Value]) -> str | None:
    """Return the label of a row of the budget that holds a total, None for a line.

    Beside its label a total has no account, narrative or strategy, and either its label says so, at its beginning or
    end, or it has for its amount a formula that adds others of its column.
    """
    amount = cells.get("amount")
    texts = (one for one in row if isinstance(one, CellValue) and one.as_text and one.formula is None)
    label = next((one for one in texts if one is not amount), None)
    if any(cells.get(key) not in (None, label) for key in ("account", "narrative", "strategy")):
        return None
    if label is not None and _TOTAL.search(label.text.strip()):
        return label.text.strip()
    if isinstance(amount, CellValue) and amount.formula is not None and _adds_its_column(amount):
        return label.text.strip() if label is not None else "a total without a label"
    return None


def _adds_its_column(amount: CellValue) -> bool:
    sheet = amount.place.sheet or ""
    formula = read_formula(amount.formula or "", sheet)
    column = re.sub(r"[0-9]", "", str(amount.place.cell))
    inside = all(one.sheet.casefold() == sheet.casefold() and one.column == column for one in formula.ranges)
    several = len(formula.ranges) >= _FEWEST_ADDED or any(one.first != one.last for one in formula.ranges)
    return formula.is_sum and inside and several


def total_of_lines(label: str, cell: Value | None, problems: Mapping[Place, Finding]) -> PrintedTotal | None:
    """Return the total that stands in a row of the budget's lines, None where the cell is empty."""
    return _total(label, cell, problems, in_summary=False) if isinstance(cell, CellValue) else None


def totals_of_summary(sheet: Sheet, problems: Mapping[Place, Finding]) -> Iterator[PrintedTotal]:
    """Go through the totals and shares of a Summary: figures beside a label that is the name of a total.

    A column is one of amounts or of shares by its title; without a title only the first figure beside the label counts,
    as an amount. Other columns, such as limits, and other labels are the district's own.
    """
    titles: dict[int, str] = {}
    for row in sheet.rows:
        texts = [(index, cell) for index, cell in enumerate(row) if isinstance(cell, CellValue)]
        label = next((cell for _, cell in texts if cell.as_text and cell.formula is None), None)
        figures = [(index, cell) for index, cell in texts if cell is not label and _is_figure(cell)]
        if not figures:
            titles.update({index: cell.text for index, cell in texts})
        of = None if label is None else of_label(label.text)
        if label is None or of is None:
            continue
        untitled = next((index for index, _ in figures if index not in titles), None)
        for index, cell in figures:
            title = titles.get(index)
            if title is None:
                is_share, is_amount = "%" in label.text, index == untitled
            else:
                small = "%" in label.text and abs(_number(cell) or _LEAST_AMOUNT) < _LEAST_AMOUNT
                is_share = small or title.strip() == "%" or plain_title(title) in SHARE_TITLES
                is_amount = plain_title(title) in AMOUNT_TITLES
            if is_share or is_amount:
                total = _total(label.text.strip(), cell, problems, in_summary=True)
                yield total._replace(of=of, is_share=is_share)


def of_label(label: str) -> str | None:
    """Return what a label says that a total is of: a category, a revenue or ``total``; None for any other label."""
    words = plain_title(label).split()
    rest = " ".join(one for one in words if one not in TOTAL_WORDS and not one.isdigit())
    if not rest:
        # a number alone, such as a finance code, tells what it is of to people only
        return "total" if words and not any(one.isdigit() for one in words) else None
    return TOTAL_LABELS.get(rest, WORDS_OF_LINES.get(rest, "").replace(" ", "_")) or None


def _is_figure(cell: CellValue) -> bool:
    """Tell whether a cell holds a figure or should: a number, a formula, or text that spells a number."""
    return cell.formula is not None or not cell.as_text or _spelt(cell) is not None


def _spelt(cell: CellValue) -> Decimal | None:
    try:
        return read_money(cell.text)
    except UnreadableValue:
        return None


def _total(
    label: str, cell: CellValue, problems: Mapping[Place, Finding], *, in_summary: bool
) -> PrintedTotal:
    problem = problems.get(cell.place)
    calculated = problem is None or problem.code != "B601"
    formula = None if cell.formula is None else read_formula(cell.formula, cell.place.sheet or "")
    return PrintedTotal(
        label=label,
        place=cell.place,
        of=of_label(label),
        is_share=False,
        formula=cell.formula,
        is_typed=formula is None or formula.is_constant,
        shown=str(problem.found) if problem is not None and calculated else cell.text[:_MOST_SHOWN],
        value=_number(cell),
        ranges=() if formula is None else formula.ranges,
        names_all=formula is None or formula.names_all,
        is_sum=formula is not None and formula.is_sum,
        calculated=calculated,
        in_summary=in_summary,
    )


def _number(cell: CellValue) -> Decimal | None:
    return Decimal(cell.text) if _NUMBER.fullmatch(cell.text) and not cell.as_text else None
