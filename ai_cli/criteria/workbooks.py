"""What can be wrong with the workbook itself: B601 to B607. A YAML file has none of it."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.criteria.words import dollars
from ai_cli.findings import Finding, Place, finding
from ai_cli.results.checked_budget import NotChecked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.criteria.review import Review
    from ai_cli.facts.budget_file import BudgetWorkbook, PrintedTotal, Range

_ROW = re.compile(r"[0-9]+$")
_HALF_A_CENT = Decimal("0.005")
_SHARE_TOLERANCE = Fraction(1, 1_000_000)
_NESTED_LEFT_OUT = ("SUBTOTAL", "AGGREGATE")


def calculated(review: Review) -> Iterator[Finding | NotChecked]:
    """B601: a formula must have been calculated; of totals the first on each sheet stands for all."""
    for line in review.lines:
        yield from (
            one.problem for one in line.entries() if one.problem is not None and one.problem.code == "B601"
        )
    workbook = review.budget.workbook
    by_sheet: dict[str | None, list[PrintedTotal]] = {}
    for total in () if workbook is None else workbook.totals:
        if not total.calculated:
            by_sheet.setdefault(total.place.sheet, []).append(total)
    for totals in by_sheet.values():
        first, more = totals[0], len(totals) - 1
        others = f" and {more} more on the sheet" if more else ""
        yield finding("B601", first.place, what=f"{first.label}{others}", found=first.formula)


def typed_over(review: Review) -> Iterator[Finding | NotChecked]:
    """B602: a total must be a formula."""
    workbook = review.budget.workbook
    for total in () if workbook is None else workbook.totals:
        if total.formula is None and total.value is not None:
            found = f"{total.value:f}" if total.is_share else dollars(total.value)
            yield finding("B602", total.place, label=total.label, found=found)


def inside_totals(review: Review) -> Iterator[Finding | NotChecked]:
    """B603: every line should be among those that the totals of its sheet add, and those that the Summary adds."""
    workbook = review.budget.workbook
    if workbook is None:
        return
    for sheet, column in workbook.amount_columns.items():
        added = [_added(workbook, sheet, column, in_summary=one) for one in (False, True)]
        for line in review.lines:
            if line.sheet != sheet or line.row is None:
                continue
            missed = [one for one in added if one and not _is_in(sheet, column, line.row, one)]
            if missed:
                words = ", ".join(dict.fromkeys(_range_words(one) for one in missed[0]))
                allowed, place = f"a row within {words}", line.amount.place
                yield finding("B603", place, line=line.name, found=line.row, allowed=allowed)


def _added(workbook: BudgetWorkbook, sheet: str, column: str, *, in_summary: bool) -> list[Range]:
    """Return the ranges of amounts of a sheet that its own totals, or those of the Summary, add."""
    totals = [one for one in workbook.totals if one.in_summary is in_summary]
    ranges = [one for total in totals for one in total.ranges]
    return [one for one in ranges if one.sheet.casefold() == sheet.casefold() and one.column == column]


def _range_words(one: Range) -> str:
    return f"{one.column}{one.first or ''}:{one.column}{one.last or ''}"


def sheets_there(review: Review) -> Iterator[Finding | NotChecked]:
    """B604: the sheets of the form should be there."""
    workbook = review.budget.workbook
    for name in () if workbook is None else workbook.missing_sheets:
        yield finding("B604", Place(review.budget.file), found=name)


def numbers_as_numbers(review: Review) -> Iterator[Finding | NotChecked]:
    """B605: amounts should be numbers, not text."""
    for line in review.lines:
        for key, entry in (("amount", line.amount), ("other funding", line.other_funding)):
            if entry.as_text and entry.value is not None:
                yield finding("B605", entry.place, line=line.name, key=key, found=f"'{entry.text}'")


def totals_agree(review: Review) -> Iterator[Finding | NotChecked]:
    """B606: a total that the workbook shows must be the sum of the lines it should add."""
    workbook = review.budget.workbook
    unknown = False
    for total in () if workbook is None else workbook.totals:
        if total.formula is None or total.value is None:
            continue
        expected = _expected(review, workbook, total)
        if expected is None:
            unknown = unknown or total.of is not None
            continue
        difference = abs(Fraction(total.value) - expected)
        if difference > (_SHARE_TOLERANCE if total.is_share else Fraction(_HALF_A_CENT)):
            shown, sum_of_lines = (
                (f"{total.value:f}", _decimal(expected))
                if total.is_share
                else (dollars(total.value), dollars(expected))
            )
            yield finding("B606", total.place, label=total.label, found=shown, sum=sum_of_lines)
    if unknown:
        yield NotChecked("B606", "an amount, a category or a revenue of a line is not known")


def _decimal(value: Fraction) -> str:
    return f"{Decimal(value.numerator) / Decimal(value.denominator):.6f}"


def _expected(review: Review, workbook: BudgetWorkbook | None, total: PrintedTotal) -> Fraction | None:
    """Return what a total should show, None where that is not known or the formula is of another kind."""
    if total.in_summary:
        name = f"{total.of}_share" if total.is_share else str(total.of)
        value = getattr(review.totals, name, None)
        return None if value is None else Fraction(value)
    sheet = total.place.sheet or ""
    column = None if workbook is None else workbook.amount_columns.get(sheet)
    if workbook is None or column is None or total.formula is None:
        return None
    ranges = [one for one in total.ranges if one.column == column]
    lines = [one for one in review.lines if _is_in(one.sheet, column, one.row, ranges)]
    amounts = [one.amount.value for one in lines]
    known = [Fraction(one) for one in amounts if one is not None]
    if not ranges or len(known) < len(amounts):
        return None
    expected = sum(known, Fraction())
    if not any(word in total.formula.upper() for word in _NESTED_LEFT_OUT):
        expected += _nested(workbook, total, column, ranges)
    return expected


def _is_in(sheet: str | None, column: str, row: int | None, ranges: list[Range]) -> bool:
    return sheet is not None and row is not None and any(one.holds(sheet, column, row) for one in ranges)


def _nested(workbook: BudgetWorkbook, total: PrintedTotal, column: str, ranges: list[Range]) -> Fraction:
    """Return the sum of the totals that stand among the cells a total adds."""
    inner = Fraction()
    for other in workbook.totals:
        row = _ROW.search(str(other.place.cell))
        if other is total or other.value is None or row is None:
            continue
        if _is_in(other.place.sheet, column, int(row.group()), ranges):
            inner += Fraction(other.value)
    return inner


def no_links(review: Review) -> Iterator[Finding | NotChecked]:
    """B607: the workbook should not take figures from other workbooks."""
    workbook = review.budget.workbook
    if workbook is None or not (workbook.has_links or workbook.links):
        return
    if not workbook.links:
        yield finding("B607", Place(review.budget.file), where="", found="a link that no formula uses")
    for place in workbook.links:
        yield finding("B607", place, where=f", in {place.cell}", found=place.cell)
