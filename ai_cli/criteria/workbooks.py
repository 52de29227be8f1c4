"""What can be wrong with the workbook itself: B601 to B607. A YAML file has none of it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.criteria.words import dollars
from ai_cli.findings import Finding, Place, finding
from ai_cli.results.checked_budget import NotChecked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.criteria.adding import Adding
    from ai_cli.criteria.review import Review
    from ai_cli.facts.budget import BudgetLine
    from ai_cli.facts.budget_file import PrintedTotal

_HALF_A_CENT = Decimal("0.005")
_SHARE_TOLERANCE = Fraction(1, 20_000)
_PER_CENT = 100
_BY_ITS_SHEET = (
    "no total of its sheet adds, or not the one below it",
    "a row that the total of its sheet adds",
)
_BY_THE_SUMMARY = ("the Summary does not add", "a row that the formulas of the Summary take")
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
    adding = review.adding
    if workbook is None or adding is None:
        return
    by_label: dict[str, list[PrintedTotal]] = {}
    for one in workbook.totals:
        if one.in_summary and not one.is_share and one.of is not None:
            by_label.setdefault(one.of, []).append(one)
    summary = {of: adding.named_by(totals) for of, totals in by_label.items()}
    missed: dict[int, tuple[str, str]] = {}
    is_one_sheet = len(workbook.amount_columns) == 1
    for sheet in workbook.amount_columns:
        totals = [one for one in workbook.totals if not one.in_summary and one.place.sheet == sheet]
        on_sheet = [line for line in review.lines if line.sheet == sheet]
        for numbers, lines in _owed(adding, totals, on_sheet):
            missed |= {line.number: _BY_ITS_SHEET for line in lines if line.number not in numbers}
    for line in review.lines:
        # on a form with a sheet for each use, the row of a use need not be that of the whole budget
        labels = ("total", line.category.value, line.revenue.value) if is_one_sheet else ("total",)
        shown = [summary.get(of) for of in labels if of is not None]
        if any(one is not None and line.number not in one for one in shown):
            missed.setdefault(line.number, _BY_THE_SUMMARY)
        if line.number in missed and line.sheet is not None:
            what, allowed = missed[line.number]
            yield finding(
                "B603", line.amount.place, line=line.name, found=line.row, what=what, allowed=allowed
            )


def _owed(
    adding: Adding, totals: list[PrintedTotal], lines: list[BudgetLine]
) -> Iterator[tuple[frozenset[int], list[BudgetLine]]]:
    """Go through what totals of a sheet take, and the lines that they should take.

    Where one of them is of the whole sheet, all of them together should take every line; a grand total should alone, and
    one that names no use should take the line right above it.
    """
    together = adding.named_by(totals)
    if together is not None and any(map(_is_of_the_sheet, totals)):
        yield together, lines
    for total in totals:
        taken = adding.named_by([total])
        if taken is None or total.of not in (None, "total"):
            continue
        above = adding.line_right_above(total)
        if "grand" in total.label.casefold():
            yield taken, lines
        elif above is not None:
            yield taken, [above]


def _is_of_the_sheet(total: PrintedTotal) -> bool:
    """Tell whether a label speaks of a total, not of a subtotal or of a use."""
    label = total.label.casefold()
    return total.of == "total" and "total" in label and "sub" not in label


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
    adding = review.adding
    if workbook is None or adding is None:
        return
    wrong: set[tuple[str | None, str | None]] = set()
    amounts_first = sorted(workbook.totals, key=lambda one: one.is_share)
    for total in amounts_first:
        if total.is_share and {(total.place.sheet, total.of), (total.place.sheet, "total")} & wrong:
            continue
        if total.is_typed or not total.calculated:
            wrong.add((total.place.sheet, total.of))
            continue
        expected = _expected(review, adding, total)
        if not expected:
            of_another_kind = (total.of is None or not total.in_summary) and (
                not total.is_sum or adding.reached(total) is None
            )
            where = f"{total.label}, {total.place.inside}"
            known = review.budget.unread or _UNKNOWN
            yield NotChecked("B606", f"what the formula adds: {where}" if of_another_kind else known)
        wrong_sum = next((one for one in expected if total.value is None or _differs(total, one)), None)
        if wrong_sum is not None:
            wrong.add((total.place.sheet, total.of))
            sum_of_lines = _percent(wrong_sum) if total.is_share else dollars(wrong_sum)
            yield finding("B606", total.place, label=total.label, found=_shown(total), sum=sum_of_lines)
    for name in workbook.unknown_summaries:
        for code in ("B602", "B603", "B606"):
            yield NotChecked(
                code, f"a label such as Direct services or Total beside the figures of sheet {name}"
            )


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


def _expected(review: Review, adding: Adding, total: PrintedTotal) -> list[Fraction]:
    """Return what a total should show: the sum of what it adds, and what its label says; nothing where neither is known."""
    if review.budget.unread is not None:
        return []
    expected: list[Fraction] = []
    reached = adding.reached(total) if total.is_sum and not total.is_share else None
    if reached is not None:
        amounts = [one.amount.value for one in review.lines if one.number in reached.lines]
        known = [one for one in amounts if one is not None]
        if len(known) < len(amounts):
            return []
        expected.append(Fraction(sum(known, Decimal(0))) + reached.typed)
    by_label = _by_label(review, total)
    if by_label is not None and (reached is None or (not reached.over_typed and _is_whole(review, total))):
        expected.append(by_label)
    return expected


def _is_whole(review: Review, total: PrintedTotal) -> bool:
    """Tell whether a label speaks of the whole budget: its lines stand on one sheet, not on one for each use."""
    workbook = review.budget.workbook
    one_sheet = workbook is not None and len(workbook.amount_columns) == 1
    return one_sheet and (total.in_summary or total.of != "total")


def _by_label(review: Review, total: PrintedTotal) -> Fraction | None:
    """Return what the label of a total says that it is, None where it says nothing or that is not known."""
    if total.of is None or (not total.in_summary and not _is_whole(review, total)):
        return None
    amount = getattr(review.totals, total.of)
    if not total.is_share:
        return None if amount is None else Fraction(amount)
    whole = review.totals.total
    return None if amount is None or not whole else Fraction(amount) / Fraction(whole)


def no_links(review: Review) -> Iterator[Finding | NotChecked]:
    """B607: the workbook should not take figures from other workbooks."""
    workbook = review.budget.workbook
    if workbook is None or not (workbook.has_links or workbook.links):
        return
    if not workbook.links:
        yield finding("B607", Place(review.budget.file), where="", found="a link that no formula uses")
    for place in workbook.links:
        yield finding("B607", place, where=f", in {place.cell}", found=place.cell)
