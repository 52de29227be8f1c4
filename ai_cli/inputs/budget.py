"""Reads a budget file, YAML or workbook, into facts and lines, or says why it cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from ai_cli.facts.budget import BudgetFacts
from ai_cli.facts.budget_file import BudgetFile
from ai_cli.findings import Finding, finding
from ai_cli.inputs.budget_lines import read_items
from ai_cli.inputs.checking import first_of, refusals
from ai_cli.inputs.document import WORKBOOK, read_bytes, text_of
from ai_cli.inputs.tree import Group, Tree, plain
from ai_cli.inputs.yaml_tree import read_yaml

if TYPE_CHECKING:
    from ai_cli.facts.budget import BudgetLine
    from ai_cli.facts.budget_file import BudgetWorkbook


class LoadedBudget(NamedTuple):
    """What a file gave: the budget, or None where a finding says why there is none."""

    budget: BudgetFile | None
    findings: tuple[Finding, ...]


def read_budget(file: str) -> LoadedBudget:
    """Read a budget file, ``-`` for standard input. The file is opened for reading only.

    Findings returned without a budget are I101 to I105 outside its lines, and why a file cannot be read at all; what
    is wrong in a line stands with the line. Nothing is raised for what the file holds.
    """
    content = read_bytes(file)
    if isinstance(content, Finding):
        return LoadedBudget(None, (content,))
    workbook: BudgetWorkbook | None = None
    unread: str | None = None
    lines: tuple[BudgetLine, ...]
    if content.startswith(WORKBOOK):
        from ai_cli.inputs.budget_workbook import read_budget_workbook

        found = read_budget_workbook(content, file)
        if isinstance(found, Finding):
            return LoadedBudget(None, (found,))
        tree, lines, workbook, findings, line_findings, unread = found
    else:
        text = text_of(content, file)
        if isinstance(text, Finding):
            return LoadedBudget(None, (text,))
        read, findings = read_yaml(text, file)
        if read is None:
            return LoadedBudget(None, findings)
        tree = read
        lines, line_findings = _take_items(tree, file)
        of_lines = {entry.problem for line in lines for entry in line.entries()}
        findings = tuple(one for one in findings if one not in of_lines)
        if any(one.code == "I102" for one in line_findings):
            unread = "the lines under budget.items, which could not all be read"
    try:
        facts = BudgetFacts.model_validate(plain(tree))
    except ValidationError as error:
        return LoadedBudget(None, first_of((*findings, *refusals(error, BudgetFacts, tree)), file))
    if findings:
        return LoadedBudget(None, first_of(findings, file))
    if not lines and not line_findings:
        what = "the budget has no lines"
        fix = "give `items:` under `budget:`, or fill in the sheet Budget"
        empty = finding(
            "I101", Tree(tree).place(("budget",)), what=what, allowed="at least one line", fix=fix
        )
        line_findings, unread = (empty,), "the lines of the budget"
    return LoadedBudget(BudgetFile(file, facts, Tree(tree), lines, workbook, line_findings, unread), ())


def _take_items(tree: Group, file: str) -> tuple[tuple[BudgetLine, ...], tuple[Finding, ...]]:
    """Take the lines out of the tree of a YAML file, so that one that is wrong leaves the file readable."""
    budget = tree.entries.get("budget")
    if not isinstance(budget, Group):
        return (), ()
    budget.key_places.pop("items", None)
    return read_items(budget.entries.pop("items", None), file)
