"""A budget file that was read: its facts, its lines, and what its workbook adds up."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ai_cli.facts.budget import BudgetFacts, BudgetLine
    from ai_cli.facts.district_file import Written
    from ai_cli.findings import Finding, Place


class Range(NamedTuple):
    """Cells of one column that a formula adds: sheet, column letters, first and last row, None for the whole column."""

    sheet: str
    column: str
    first: int | None
    last: int | None


class PrintedTotal(NamedTuple):
    """A total that a workbook prints.

    ``of`` says what it adds up where its label tells: ``total``, a category or a revenue. ``is_typed`` marks a number
    in the place of a formula, or a formula of numbers only. ``shown`` is what the cell shows, ``value`` its number,
    None where it was never calculated or shows none. ``ranges`` are the cells that the formula names; ``names_all`` tells
    that it takes no others, ``is_sum`` that it adds them and does nothing else. ``in_summary`` marks those of the sheet Summary.
    """

    label: str
    place: Place
    of: str | None
    is_share: bool
    formula: str | None
    is_typed: bool
    shown: str
    value: Decimal | None
    ranges: tuple[Range, ...]
    names_all: bool
    is_sum: bool
    calculated: bool
    in_summary: bool


class BudgetWorkbook(NamedTuple):
    """What is to be said of a budget's workbook as such.

    ``missing_sheets`` are those that belong to its kind of form, ``links`` the cells that take figures from other
    workbooks, ``amount_columns`` sheet -> letters of the column of amounts, ``unknown_summaries`` the summaries of
    which no label is known.
    """

    missing_sheets: tuple[str, ...]
    totals: tuple[PrintedTotal, ...]
    has_links: bool
    links: tuple[Place, ...]
    amount_columns: dict[str, str]
    unknown_summaries: tuple[str, ...] = ()


class BudgetFile(NamedTuple):
    """The budget of one district and fiscal year as it was read.

    ``workbook`` is None for a YAML file. ``line_findings`` are about names and rows among the lines, not about one
    of their values. ``unread`` says which lines could not be read at all, so that no sum of the budget is known.
    """

    file: str
    facts: BudgetFacts
    written: Written
    lines: tuple[BudgetLine, ...]
    workbook: BudgetWorkbook | None
    line_findings: tuple[Finding, ...]
    unread: str | None = None

    def total(self) -> Decimal | None:
        """Return the sum of all lines, None where an amount is not known."""
        return self._sum(self.lines)

    def total_of(self, field: str, value: str) -> Decimal | None:
        """Return the sum of the lines of a category or revenue, None where that of any line, or an amount, is not known."""
        if any(getattr(one, field).value is None for one in self.lines):
            return None
        return self._sum(tuple(one for one in self.lines if getattr(one, field).value == value))

    def _sum(self, lines: tuple[BudgetLine, ...]) -> Decimal | None:
        amounts = [one.amount.value for one in lines]
        known = [one for one in amounts if one is not None]
        if self.unread is not None or len(known) < len(amounts):
            return None
        return sum(known, Decimal(0))
