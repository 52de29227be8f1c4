"""Reads a budget workbook: the sheets Budget, Plan, District and Summary, or the state form's sheet for each use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.facts.budget_file import BudgetWorkbook, PrintedTotal
from ai_cli.facts.sheets import PLAN, USES
from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.budget_sheets import find_header, find_lines, find_totals, unknown_columns, use_of
from ai_cli.inputs.district_workbook import tree_of
from ai_cli.inputs.excel_file import has_links
from ai_cli.inputs.tree import Group, Items, Value
from ai_cli.inputs.workbook import CellValue, read_workbook

if TYPE_CHECKING:
    from ai_cli.facts.budget import BudgetLine
    from ai_cli.inputs.workbook import Sheet, Workbook

BUDGET, PLAN_SHEET, DISTRICT, SUMMARY = "budget", "plan", "district", "summary"
_PLAN_KEYS = ("kind", "board_approved_on", "submitted_on", "posted_on", "public_meeting_on")
_LINK = re.compile(r"\[[^\]]+\][^!\[\]]*'?!")
"""A formula names another workbook in brackets before a sheet: ``'[other.xlsx]Sheet 1'!A1``."""


class _EverySheet:
    def __contains__(self, name: object) -> bool:
        return True


class FoundBudget(NamedTuple):
    """What a workbook gave: the tree of its facts, its lines, the workbook as such, and findings about either."""

    tree: Group
    lines: tuple[BudgetLine, ...]
    workbook: BudgetWorkbook
    findings: tuple[Finding, ...]
    line_findings: tuple[Finding, ...]


def read_budget_workbook(content: bytes, file: str) -> FoundBudget | Finding:
    """Return what a budget workbook holds, or why it cannot be read, I102 or I104.

    The user's file is opened for reading only, once for the values and once for what was typed.
    """
    workbook = read_workbook(content, file, _EverySheet())
    if isinstance(workbook, Finding):
        return workbook
    problems = {
        **workbook.problems,
        **{one: finding("B601", one, what=one.cell) for one in workbook.uncalculated},
    }
    lines: list[BudgetLine] = []
    line_findings: list[Finding] = []
    totals: list[PrintedTotal] = []
    amounts: dict[str, str] = {}
    for sheet in workbook.sheets.values():
        if not (_is(sheet, BUDGET) or use_of(sheet.name) is not None):
            continue
        found = find_lines(sheet, len(lines) + 1, problems, workbook.uncalculated)
        if found is None:
            line_findings.append(_no_header(sheet, file))
            continue
        lines.extend(found.lines)
        line_findings.extend(found.findings)
        totals.extend(found.totals)
        if found.amount_column is not None:
            amounts[sheet.name] = found.amount_column
    if not amounts and not line_findings:
        return _no_budget(workbook, file)
    summary = workbook.sheets.get(SUMMARY)
    if summary is not None:
        totals.extend(find_totals(summary, workbook.uncalculated))
    tree, findings = _facts(workbook, file)
    links = tuple(
        cell.place
        for sheet in workbook.sheets.values()
        for row in sheet.rows
        for cell in row
        if isinstance(cell, CellValue) and _LINK.search(cell.formula or "")
    )
    shape = BudgetWorkbook(tuple(_missing(workbook)), tuple(totals), has_links(content), links, amounts)
    return FoundBudget(tree, tuple(lines), shape, findings, tuple(line_findings))


def _is(sheet: Sheet, name: str) -> bool:
    return sheet.name.strip().casefold() == name


def _missing(workbook: Workbook) -> list[str]:
    """Return the sheets that belong to the workbook's kind of form and are not there."""
    there = [name.strip().casefold() for name in workbook.names]
    if BUDGET in there:
        return [name.title() for name in (PLAN_SHEET, DISTRICT, SUMMARY) if name not in there]
    missing = [words.title() for words in USES if not any(words in name for name in there)]
    return [*missing, *([] if any(SUMMARY in name for name in there) else [SUMMARY.title()])]


def _no_header(sheet: Sheet, file: str) -> Finding:
    allowed = "a row of column names, Amount and Item among them"
    fix = "write the column names in one row above the lines"
    return finding(
        "I102",
        Place(file, sheet.name),
        key=sheet.name,
        found="no row of column names",
        allowed=allowed,
        fix=fix,
    )


def _no_budget(workbook: Workbook, file: str) -> Finding:
    there = ", ".join(workbook.names)
    allowed = "a sheet Budget, or sheets for Direct, Professional Development and the other uses"
    fix = "name the sheet with the lines Budget; `ai-cli new budget FILE.xlsx` writes a blank workbook"
    return finding("I102", Place(file), key=file, found=f"sheets {there}", allowed=allowed, fix=fix)


def _facts(workbook: Workbook, file: str) -> tuple[Group, tuple[Finding, ...]]:
    """Return the facts of the sheets District and Plan as one tree."""
    tree, findings = tree_of(workbook, file, whole=False)
    budget = _below(tree, "budget")
    plan = _below(tree, "plan")
    for key in ("account_order", *_PLAN_KEYS):
        if key in tree.entries:
            group = budget if key == "account_order" else plan
            group.entries[key] = tree.entries.pop(key)
            group.key_places[key] = tree.key_places.pop(key)
    sheet = workbook.sheets.get(PLAN_SHEET)
    if sheet is not None:
        strategies, more = _strategies(sheet, file)
        findings += more
        plan.entries["strategies"] = strategies
        plan.key_places["strategies"] = strategies.place
    return tree, findings


def _below(tree: Group, key: str) -> Group:
    group = tree.entries.get(key)
    if not isinstance(group, Group):
        group = Group(tree.place)
        tree.entries[key] = group
        tree.key_places[key] = tree.place
    return group


def _strategies(sheet: Sheet, file: str) -> tuple[Items, tuple[Finding, ...]]:
    place = Place(file, sheet.name)
    header = find_header(sheet, PLAN)
    if header is None:
        allowed, fix = (
            "columns Strategy, Name, Goal",
            "write the column names in one row above the strategies",
        )
        return Items(place), (
            finding("I102", place, key=sheet.name, found="no row of column names", allowed=allowed, fix=fix),
        )
    listed: list[Value | Items | Group] = []
    for row in sheet.rows[header.row + 1 :]:
        cells = {key: row[index] for key, index in header.columns.items() if index < len(row)}
        filled = {key: cell for key, cell in cells.items() if cell is not None}
        if not filled:
            continue
        group = Group(next(iter(filled.values())).place)
        group.entries.update(filled)
        group.key_places.update({key: cell.place for key, cell in filled.items()})
        listed.append(group)
    return Items(place, listed), tuple(unknown_columns(sheet, header.row, PLAN))
