"""Reads what a budget workbook says beside its lines: the district, the days of the plan and its strategies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.sheets import PLAN
from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.budget_sheets import find_header, unknown_columns
from ai_cli.inputs.district_workbook import tree_of
from ai_cli.inputs.tree import Group, Items, Value

if TYPE_CHECKING:
    from ai_cli.inputs.workbook import Sheet, Workbook

PLAN_SHEET = "plan"
_PLAN_KEYS = ("kind", "board_approved_on", "submitted_on", "posted_on", "public_meeting_on")


def facts_beside_the_lines(workbook: Workbook, file: str) -> tuple[Group, tuple[Finding, ...]]:
    """Return the facts of the sheets District and Plan as one tree, and what is wrong with them.

    Findings: as of a district workbook; I102 for a plan without column names, I103 for unknown columns.
    """
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
        if not {"id", "name"} & set(filled):
            continue  # a remark
        group = Group(next(iter(filled.values())).place)
        group.entries.update(filled)
        group.key_places.update({key: cell.place for key, cell in filled.items()})
        listed.append(group)
    return Items(place, listed), tuple(unknown_columns(sheet, header.row, PLAN))
