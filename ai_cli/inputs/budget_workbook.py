"""Reads a budget workbook: the sheets Budget, Plan, District and Summary, or the state form's sheet for each use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.facts.budget_file import BudgetWorkbook
from ai_cli.facts.sheets import BUDGET as COLUMNS
from ai_cli.facts.sheets import SCHOOLS_SECTION, USES, plain_title
from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.budget_lines import MOST_LINES, too_many_lines
from ai_cli.inputs.budget_plan import PLAN_SHEET, facts_beside_the_lines
from ai_cli.inputs.budget_sheets import find_header, find_lines, use_of
from ai_cli.inputs.budget_totals import totals_of_summary
from ai_cli.inputs.excel_file import has_links
from ai_cli.inputs.workbook import CellValue, read_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.facts.budget import BudgetLine
    from ai_cli.facts.budget_file import PrintedTotal
    from ai_cli.inputs.budget_sheets import Header
    from ai_cli.inputs.tree import Group
    from ai_cli.inputs.workbook import Sheet, Workbook

BUDGET, DISTRICT, SUMMARY = "budget", "district", "summary"
_LINK = re.compile(r"\[[^\[\]]{1,255}\][^!\[\]]{0,255}!")
"""A formula names another workbook in brackets before a sheet: ``'[other.xlsx]Sheet 1'!A1``."""


class _EverySheet:
    def __contains__(self, name: object) -> bool:
        return True


class FoundBudget(NamedTuple):
    """What a workbook gave: the tree of its facts, its lines, the workbook as such, and findings about either.

    ``unread`` says which lines could not be read, so that no sum is known.
    """

    tree: Group
    lines: tuple[BudgetLine, ...]
    workbook: BudgetWorkbook
    findings: tuple[Finding, ...]
    line_findings: tuple[Finding, ...]
    unread: str | None


def read_budget_workbook(content: bytes, file: str) -> FoundBudget | Finding:
    """Return what a budget workbook holds, or why it cannot be read, I102 or I104.

    The user's file is opened for reading only, once for what was typed and where it has formulas once for their values.
    """
    workbook = read_workbook(content, file, _EverySheet())
    if isinstance(workbook, Finding):
        return workbook
    problems = {
        **workbook.problems,
        **{one: finding("B601", one, what=one.cell) for one in workbook.valueless},
    }
    gathered = _Gathered(workbook, file, problems)
    for sheet in workbook.sheets.values():
        gathered.take(sheet)
    if not gathered.amount_columns and not gathered.findings:
        return _no_budget(workbook, file)
    tree, findings = facts_beside_the_lines(workbook, file)
    links = tuple(
        cell.place
        for sheet in workbook.sheets.values()
        for row in sheet.rows
        for cell in row
        if isinstance(cell, CellValue) and _is_link(cell.formula or "")
    )
    shape = BudgetWorkbook(
        tuple(_missing(workbook, gathered)),
        tuple(gathered.totals),
        has_links(content),
        links,
        gathered.amount_columns,
        tuple(gathered.unknown_summaries),
    )
    return FoundBudget(
        tree, tuple(gathered.lines), shape, findings, tuple(gathered.findings), gathered.unread_words()
    )


class _Gathered:
    """The lines and totals of all sheets that hold them."""

    def __init__(self, workbook: Workbook, file: str, problems: Mapping[Place, Finding]) -> None:
        self.file = file
        self.problems = problems
        self.has_budget_sheet = BUDGET in workbook.sheets
        self.lines: list[BudgetLine] = []
        self.totals: list[PrintedTotal] = []
        self.findings: list[Finding] = []
        self.amount_columns: dict[str, str] = {}
        self.sheets: dict[tuple[str, ...], str] = {}
        self.unread: list[str] = []
        self.unknown_summaries: list[str] = []

    def unread_words(self) -> str | None:
        return (
            f"the lines of sheet {', '.join(self.unread)}, which could not be read" if self.unread else None
        )

    def take(self, sheet: Sheet) -> None:
        """Take the lines of a sheet, if it is one for lines; the totals, if it is a summary."""
        use = (BUDGET,) if _is(sheet, BUDGET) else use_of(sheet.name)
        is_summary = SUMMARY in plain_title(sheet.name).split()
        if use is not None and not is_summary:
            self.take_lines(sheet, use)
        elif _has_lines(sheet):
            allowed = "lines on the sheet Budget, or on sheets named for their use"
            fix = "move its lines there, or take the sheet out of the workbook"
            place, key = Place(self.file, sheet.name), f"sheet {sheet.name} with the columns of a budget"
            self.findings.append(finding("I103", place, key=key, found=sheet.name, allowed=allowed, fix=fix))
            self.unread.append(sheet.name)
        elif is_summary:
            found = list(totals_of_summary(sheet, self.problems))
            self.totals.extend(found)
            if not found and _has_figures(sheet):
                self.unknown_summaries.append(sheet.name)

    def take_lines(self, sheet: Sheet, use: tuple[str, ...]) -> None:
        header = find_header(sheet, COLUMNS)
        if header is None and use != (BUDGET,) and (self.has_budget_sheet or not _has_figures(sheet)):
            return  # notes, a guide, a list of schools
        problem = None
        if header is None or "amount" not in header.columns:
            problem = _no_header(sheet, header, self.file)
        elif use in self.sheets or (self.has_budget_sheet and use not in ((BUDGET,), SCHOOLS_SECTION)):
            first = f"on sheet {self.sheets.get(use, BUDGET.title())}"
            fix = (
                "keep the lines on one of the two, and take the other sheet out of the workbook or rename it"
            )
            what = "lines of the budget" if self.has_budget_sheet else f"lines of {use[0]}"
            problem = finding(
                "I104", Place(self.file, sheet.name), key=what, found=sheet.name, first=first, fix=fix
            )
        elif len(sheet.rows) - header.row > MOST_LINES:
            problem = too_many_lines(Place(self.file, sheet.name), len(sheet.rows) - header.row - 1)
        if problem is not None or header is None:
            self.findings.extend(() if problem is None else (problem,))
            self.unread.append(sheet.name)
            return
        found = find_lines(sheet, header, len(self.lines) + 1, self.problems)
        self.sheets[use] = sheet.name
        self.lines.extend(found.lines)
        self.findings.extend(found.findings)
        self.totals.extend(found.totals)
        self.amount_columns[sheet.name] = found.amount_column


def _is_link(formula: str) -> bool:
    return "]" in formula and _LINK.search(formula) is not None


def _is(sheet: Sheet, name: str) -> bool:
    return sheet.name.strip().casefold() == name


def _has_lines(sheet: Sheet) -> bool:
    """Tell whether a sheet has the columns of a budget and an amount below them."""
    header = find_header(sheet, COLUMNS)
    if header is None or not {"item", "amount"} <= header.columns.keys():
        return False
    amount = header.columns["amount"]
    return any(len(row) > amount and row[amount] is not None for row in sheet.rows[header.row + 1 :])


def _has_figures(sheet: Sheet) -> bool:
    return any(isinstance(cell, CellValue) and not cell.as_text for row in sheet.rows for cell in row)


def _missing(workbook: Workbook, gathered: _Gathered) -> list[str]:
    """Return the sheets that belong to the workbook's kind of form and are not there."""
    there = [name.strip().casefold() for name in workbook.names]
    if BUDGET in there:
        return [name.title() for name in (PLAN_SHEET, DISTRICT, SUMMARY) if name not in there]
    missing = [
        words[0].title()
        for words in USES
        if words not in gathered.sheets and not any(use_of(name) == words for name in gathered.unread)
    ]
    return [*missing, *([] if any(SUMMARY in name for name in there) else [SUMMARY.title()])]


def _no_header(sheet: Sheet, header: Header | None, file: str) -> Finding:
    if header is None:
        place = Place(file, sheet.name)
        found, allowed = "no row of column names", "a row of column names, Amount and Item among them"
        fix = "write the column names in one row above the lines"
    else:
        place = next(cell.place for cell in sheet.rows[header.row] if cell is not None)
        found, allowed = "no column Amount among the column names", "a column Amount"
        fix = "name the column with the amounts Amount"
    return finding("I102", place, key=f"sheet {sheet.name}", found=found, allowed=allowed, fix=fix)


def _no_budget(workbook: Workbook, file: str) -> Finding:
    there = ", ".join(workbook.names)
    allowed = "a sheet Budget, or sheets for Direct, Professional Development and the other uses"
    fix = "name the sheet with the lines Budget; `ai-cli new budget FILE.xlsx` writes a blank workbook"
    return finding("I102", Place(file), key="the file", found=f"sheets {there}", allowed=allowed, fix=fix)
