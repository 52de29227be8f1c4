"""Checked budgets for people: totals against their limits as bars, findings by severity, what was not checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Column, Heading, Lines, Paragraph, Table
from ai_cli.outputs.figures import shown_dollars
from ai_cli.outputs.findings_document import findings_block
from ai_cli.results.percent_text import shown_percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal
    from fractions import Fraction

    from ai_cli.findings import Finding
    from ai_cli.results.checked_budget import CheckedBudget, Limit, NotChecked

_COLUMNS = (
    Column("Use", wraps=True),
    Column("Amount", "right"),
    Column("Share", "right"),
    Column("Limit"),
    Column("limit at |"),
)
_WIDTH, _WHOLE = 16, 100
_MAXIMUM = {
    "max_initial_revenue": "Max Initial Rev, line (12)",
    "budget_for_maximum": "Initial budget that claims all of it, line (24)",
    "max_incentive_revenue": "Max Incentive Revenue, line (13)",
}
_LIMITED = {"budget_for_maximum": "initial", "max_incentive_revenue": "incentive"}
"""Line of the form -> the total of the budget that it limits."""


def budget_blocks(results: Iterable[CheckedBudget], findings: Iterable[Finding]) -> Iterator[Block]:
    """Go through all checked budgets one after the other, then the findings about files that gave none."""
    for one in results:
        yield from _budget(one)
    yield from findings_block(findings)


def _budget(one: CheckedBudget) -> Iterator[Block]:
    year = f"FY {one.fiscal_year}" if one.fiscal_year is not None else "fiscal year not given"
    yield Heading(f"{one.district}, {year}: check of the budget")
    yield Lines((f"File: {one.file}, {one.lines:,} {'line' if one.lines == 1 else 'lines'}",))
    yield Table(_COLUMNS, tuple(_rows(one)))
    if one.maximum:
        yield Lines(tuple(_maximum(one)))
    yield from findings_block(one.findings, within=one.file)
    if one.not_checked:
        yield Lines(tuple(not_checked_lines(one.not_checked)))
    yield Paragraph(_conclusion(one), strong=True)


def _rows(one: CheckedBudget) -> Iterator[tuple[str, ...]]:
    totals = one.totals
    for limit in one.limits:
        share = getattr(totals, f"{limit.key}_share")
        amount = getattr(totals, limit.key)
        words = f"at {'least' if limit.is_least else 'most'} {limit.text}"
        shown = "" if share is None else f"{shown_percent(share * _WHOLE, limit.share * _WHOLE)}%"
        bar = "" if share is None else _bar(share, limit)
        yield (limit.key.replace("_", " "), _dollars(amount), shown, words, bar)
    yield ("initial revenue", _dollars(totals.initial), "", "", "")
    yield ("incentive revenue", _dollars(totals.incentive), "", "", "")
    yield ("total", _dollars(totals.total), "", "", "")


def _maximum(one: CheckedBudget) -> Iterator[str]:
    """Go through the lines of the form that limit the budget, with what the budget leaves of them."""
    for key, value in one.maximum.items():
        budget = getattr(one.totals, _LIMITED.get(key, ""), None)
        left = None if budget is None else value - budget
        room = ""
        if left is not None:
            room = f", {shown_dollars(left)} left" if left >= 0 else f", exceeded by {shown_dollars(-left)}"
        yield f"{_MAXIMUM[key]}: {shown_dollars(value)}{room}"


def not_checked_lines(not_checked: Iterable[NotChecked]) -> Iterator[str]:
    """Go through what is missing, each with the criteria that could not be checked for it."""
    codes: dict[str, list[str]] = {}
    for unchecked in not_checked:
        codes.setdefault(unchecked.missing, []).append(unchecked.code)
    for missing, waiting in codes.items():
        yield f"Not checked, {', '.join(waiting)}: {missing}"


def _dollars(amount: Decimal | None) -> str:
    return "not known" if amount is None else shown_dollars(amount)


def _bar(share: Fraction, limit: Limit) -> str:
    """Draw a share as a bar, with the limit in its place."""
    filled = min(_WIDTH, int(share * _WIDTH))
    bar = "#" * filled + "." * (_WIDTH - filled)
    at = int(limit.share * _WIDTH)
    return f"{bar[:at]}|{bar[at:]}"


def _conclusion(one: CheckedBudget) -> str:
    errors = sum(finding.severity == "error" for finding in one.findings)
    warnings = sum(finding.severity == "warning" for finding in one.findings)
    unchecked = len({unchecked.code for unchecked in one.not_checked})
    criteria = "one criterion was" if unchecked == 1 else f"{unchecked} criteria were"
    rest = f"; {criteria} not, or not wholly, checked" if unchecked else ""
    rest += "; only some codes were asked for" if one.only_some_codes else ""
    if errors:
        number = "one error" if errors == 1 else f"{errors} errors"
        return f"The budget would come back: {number} to mend{rest}."
    if warnings:
        number = "one warning" if warnings == 1 else f"{warnings} warnings"
        return f"No error found; {number} to look at{rest}."
    return f"Nothing found to mend{rest}."
