"""What can be wrong with the workbook itself: B601 to B607. A YAML file has none of it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.criteria.adding import Adding
from ai_cli.criteria.words import dollars
from ai_cli.findings import Finding, Place, finding
from ai_cli.results.checked_budget import NotChecked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.criteria.review import Review
    from ai_cli.facts.budget_file import PrintedTotal

_HALF_A_CENT = Decimal("0.005")
_SHARE_TOLERANCE = Fraction(1, 20_000)
_PER_CENT = 100
_UNKNOWN = "an amount, a category or a revenue of a line is not known"
_UNKNOWN = "an amount, a category or a revenue of a line is not known"


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
        if total.is_typed and total.shown:
            found = total.formula or _shown(total)
            yield finding("B602", total.place, label=total.label, found=found)


def inside_totals(review: Review) -> Iterator[Finding | NotChecked]:
    """B603: every line should be among those that the totals of its sheet add, and those that the Summary adds."""
    workbook = review.budget.workbook
    if workbook is None:
        return
    adding = Adding(workbook, review.lines)
    by_label: dict[str, list[PrintedTotal]] = {}
    for one in workbook.totals:
        if one.in_summary and not one.is_share and one.of is not None:
            by_label.setdefault(one.of, []).append(one)
    summary = {of: adding.named_by(totals) for of, totals in by_label.items()}
    for sheet in workbook.amount_columns:
        own = adding.named_by(
            one for one in workbook.totals if not one.in_summary and one.place.sheet == sheet
        )
        for line in review.lines:
            if line.sheet != sheet:
                continue
            of_line = ("total", line.category.value, line.revenue.value)
            shown = [summary.get(of) for of in of_line if of is not None]
            if own is not None and line.number not in own:
                what, allowed = "no total of its sheet adds", "a row that a total of the sheet adds"
            elif any(one is not None and line.number not in one for one in shown):
                what, allowed = "the Summary does not add", "a row that the formulas of the Summary take"
            else:
                continue
            place = line.amount.place
            yield finding("B603", place, line=line.name, found=line.row, what=what, allowed=allowed)


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
    """B606: a total that the workbook shows must be the sum of the lines it should add. Gives way to B601, B602.

    A share of amounts that are wrong themselves is not told apart.
    """
    workbook = review.budget.workbook
    if workbook is None:
        return
    adding = Adding(workbook, review.lines)
    wrong: set[tuple[str | None, str | None]] = set()
    amounts_first = sorted(workbook.totals, key=lambda one: one.is_share)
    for total in amounts_first:
        if total.is_share and {(total.place.sheet, total.of), (total.place.sheet, "total")} & wrong:
            continue
        if total.is_typed or not total.calculated:
            wrong.add((total.place.sheet, total.of))
            continue
        expected = _expected(review, adding, total)
        if expected is None:
            of_another_kind = (total.of is None or not total.in_summary) and (
                not total.is_sum or adding.reached(total) is None
            )
            where = f"{total.label}, {total.place.inside}"
            known = review.budget.unread or _UNKNOWN
            yield NotChecked("B606", f"what the formula adds: {where}" if of_another_kind else known)
        elif total.value is None or _differs(total, expected):
            wrong.add((total.place.sheet, total.of))
            sum_of_lines = _percent(expected) if total.is_share else dollars(expected)
            yield finding("B606", total.place, label=total.label, found=_shown(total), sum=sum_of_lines)


def _differs(total: PrintedTotal, expected: Fraction) -> bool:
    shown = Fraction(total.value or 0)
    if not total.is_share:
        return abs(shown - expected) > Fraction(_HALF_A_CENT)
    # a share may be written 0.8 or 80, and rounded
    return min(abs(shown - expected), abs(shown / _PER_CENT - expected)) > _SHARE_TOLERANCE


def _shown(total: PrintedTotal) -> str:
    if total.value is None:
        return total.shown
    return _percent(Fraction(total.value)) if total.is_share else dollars(total.value)


def _percent(share: Fraction) -> str:
    return f"{Decimal(share.numerator) * _PER_CENT / Decimal(share.denominator):.2f}%"


def _expected(review: Review, adding: Adding, total: PrintedTotal) -> Fraction | None:
    """Return what a total should show: the sum of what it adds, or else what its label says; None where that is not known."""
    if review.budget.unread is not None:
        return None
    if total.is_sum and not total.is_share:
        reached = adding.reached(total)
        if reached is not None:
            amounts = [one.amount.value for one in review.lines if one.number in reached.lines]
            known = [Fraction(one) for one in amounts if one is not None]
            return sum(known, reached.typed) if len(known) == len(amounts) else None
    if total.of is None or (total.of == "total" and not total.in_summary):
        return None  # a total of a part may be labelled Total too
    value = getattr(review.totals, f"{total.of}_share" if total.is_share else total.of, None)
    return None if value is None else Fraction(value)


def no_links(review: Review) -> Iterator[Finding | NotChecked]:
    """B607: the workbook should not take figures from other workbooks."""
    workbook = review.budget.workbook
    if workbook is None or not (workbook.has_links or workbook.links):
        return
    if not workbook.links:
        yield finding("B607", Place(review.budget.file), where="", found="a link that no formula uses")
    for place in workbook.links:
        yield finding("B607", place, where=f", in {place.cell}", found=place.cell)
