"""Finds the lines and totals on the sheets of a budget workbook."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.facts.budget import ADMINISTRATION, DIRECT, INCENTIVE, INITIAL, PROFESSIONAL_DEVELOPMENT
from ai_cli.facts.budget_file import PrintedTotal, Range
from ai_cli.facts.names import nearest
from ai_cli.facts.sheets import BUDGET, USES
from ai_cli.findings import Place, finding
from ai_cli.inputs.budget_lines import read_line
from ai_cli.inputs.tree import Value
from ai_cli.inputs.workbook import CellValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ai_cli.facts.budget import BudgetLine
    from ai_cli.findings import Finding
    from ai_cli.inputs.workbook import Sheet

    Row = tuple[Value | None, ...]

MOST_ROWS_ABOVE_THE_HEADER = 20
_LEAST_COLUMNS_OF_A_HEADER = 3
_TOTAL = re.compile(r"(grand |sub-? ?)?total", re.IGNORECASE)
_RANGE = re.compile(
    r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[A-Za-z0-9_.]+))!)?"
    r"\$?(?P<column>[A-Z]{1,3})\$?(?P<first>[0-9]+)?:\$?(?P<other>[A-Z]{1,3})\$?(?P<last>[0-9]+)?"
)
_LABELS = (
    ("professional development", PROFESSIONAL_DEVELOPMENT),
    ("administration", ADMINISTRATION),
    ("administrative", ADMINISTRATION),
    ("direct", DIRECT),
    ("incentive", INCENTIVE),
    ("318", INCENTIVE),
    ("initial", INITIAL),
    ("313", INITIAL),
    ("total", "total"),
)
"""Words in the label of a total -> what it adds up; the first that is found decides."""


class FoundLines(NamedTuple):
    """What one sheet holds: lines, totals, findings, and the letters of its column of amounts."""

    lines: tuple[BudgetLine, ...]
    totals: tuple[PrintedTotal, ...]
    findings: tuple[Finding, ...]
    amount_column: str | None


def use_of(sheet_name: str) -> Mapping[str, str] | None:
    """Return what the lines of a sheet for one use are, by its name; None for another sheet."""
    name = sheet_name.casefold()
    return next((lines for words, lines in USES.items() if words in name), None)


def find_lines(
    sheet: Sheet, first: int, problems: Mapping[Place, Finding], uncalculated: frozenset[Place]
) -> FoundLines | None:
    """Return the lines of a sheet, numbered from ``first``; None where no row of the first is a header of a budget.

    Columns are known by their names, in any order. Empty rows, headings and totals are no lines.
    """
    found = find_header(sheet, BUDGET)
    if found is None or "amount" not in found.columns:
        return None
    from openpyxl.utils import get_column_letter

    header, columns = found
    findings = list(unknown_columns(sheet, header, BUDGET))
    lines: list[BudgetLine] = []
    totals = []
    defaults = use_of(sheet.name) or {}
    amount = columns["amount"]
    letters = {key: get_column_letter(index + 1) for key, index in columns.items()}
    for number, row in zip(sheet.numbers[header + 1 :], sheet.rows[header + 1 :], strict=True):
        cells = {
            key: row[index] for key, index in columns.items() if index < len(row) and row[index] is not None
        }
        if not cells or _is_heading(cells):
            continue
        label = _total_label(row, cells)
        if label is not None:
            cell = row[amount] if amount < len(row) else None
            if isinstance(cell, CellValue):
                totals.append(_total(label, cell, None, sheet.name, uncalculated, in_summary=False))
            continue
        place = _place(cells)
        empty = {
            key: Value("", Place(place.file, place.sheet, f"{letters[key]}{number}"), missing=True)
            for key in columns
            if key not in cells
        }
        filled = {key: Value(text, place) for key, text in defaults.items() if key not in columns}
        known = {**filled, **empty, **cells}
        lines.append(read_line(first + len(lines), known, place, problems, sheet.name, number))
    return FoundLines(tuple(lines), tuple(totals), tuple(findings), letters["amount"])


class Header(NamedTuple):
    """The row of a header, by its index, and the index of each column by its key."""

    row: int
    columns: dict[str, int]


def find_header(sheet: Sheet, names: Mapping[str, tuple[str, ...]]) -> Header | None:
    """Return the first row that holds as many of these column names as make a header, None where there is none."""
    least = min(_LEAST_COLUMNS_OF_A_HEADER, len(names))
    known = {one: key for key, ones in names.items() for one in ones}
    for index, row in enumerate(sheet.rows[:MOST_ROWS_ABOVE_THE_HEADER]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            key = None if cell is None else known.get(_bare(cell.text))
            if key is not None:
                columns.setdefault(key, column)
        if len(columns) >= least:
            return Header(index, columns)
    return None


def unknown_columns(sheet: Sheet, header: int, names: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Go through the names of the header that are not known, I103, or stand twice, I104."""
    known = {one: key for key, ones in names.items() for one in ones}
    seen: dict[str, str] = {}
    for cell in sheet.rows[header]:
        if cell is None:
            continue
        key = known.get(_bare(cell.text))
        if key is None:
            allowed = ", ".join(ones[0].title() for ones in names.values())
            fix = nearest(_bare(cell.text), known)
            yield finding("I103", cell.place, key=cell.text, found=cell.text, allowed=allowed, fix=fix)
        elif key in seen:
            yield finding("I104", cell.place, key=cell.text, found=cell.text, first=f"in cell {seen[key]}")
        else:
            seen[key] = str(cell.place.cell)


def find_totals(sheet: Sheet, uncalculated: frozenset[Place]) -> tuple[PrintedTotal, ...]:
    """Return the totals and shares of a Summary: the cells beside labels that say what they are of.

    Columns of limits are passed over; a column is one of shares if its header says so.
    """
    totals = []
    titles: dict[int, str] = {}
    for row in sheet.rows:
        texts = [(index, cell) for index, cell in enumerate(row) if isinstance(cell, CellValue)]
        label = next((cell for _, cell in texts if cell.formula is None and cell.as_text), None)
        of = None if label is None else _of(label.text)
        numbers = [
            (index, cell) for index, cell in texts if cell is not label and _is_figure(cell, uncalculated)
        ]
        if not numbers:
            titles.update({index: _bare(cell.text) for index, cell in texts})
            continue
        if label is None or of is None:
            continue
        for index, cell in numbers:
            title = titles.get(index, "")
            if any(
                word in title for word in ("limit", "most", "least", "maximum", "minimum", "line", "left")
            ):
                continue
            share = "share" in title or "percent" in title or "%" in title
            total = _total(label.text, cell, of, sheet.name, uncalculated, in_summary=True)
            totals.append(total._replace(is_share=share))
    return tuple(totals)


def _is_figure(cell: CellValue, uncalculated: frozenset[Place]) -> bool:
    return cell.place in uncalculated or (not cell.as_text and _number(cell) is not None)


def _of(label: str) -> str | None:
    return next((of for words, of in _LABELS if words in label.casefold()), None)


def _total(
    label: str,
    cell: CellValue,
    of: str | None,
    sheet: str,
    uncalculated: frozenset[Place],
    *,
    in_summary: bool,
) -> PrintedTotal:
    return PrintedTotal(
        label=label.strip(),
        place=cell.place,
        of=of,
        is_share=False,
        formula=cell.formula,
        value=_number(cell),
        ranges=tuple(_ranges(cell.formula or "", sheet)),
        calculated=cell.place not in uncalculated,
        in_summary=in_summary,
    )


def _ranges(formula: str, sheet: str) -> Iterator[Range]:
    for match in _RANGE.finditer(formula):
        if match["column"] == match["other"]:
            name = (match["quoted"] or match["plain"] or sheet).replace("''", "'")
            first, last = match["first"], match["last"]
            yield Range(name, match["column"], int(first) if first else None, int(last) if last else None)


def _number(cell: Value) -> Decimal | None:
    try:
        return (
            Decimal(cell.text) if not cell.missing and re.fullmatch(r"-?[0-9.]+", cell.text.strip()) else None
        )
    except ArithmeticError:
        return None


def _bare(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())


def _place(cells: Mapping[str, Value | None]) -> Place:
    return next(one.place for one in cells.values() if one is not None)


def _is_heading(cells: Mapping[str, Value | None]) -> bool:
    """Tell whether a row is a heading among the lines: one text that names a use or a revenue, and no figure."""
    (first, *others) = [one for one in cells.values() if one is not None]
    return (
        not others
        and _number(first) is None
        and _of(first.text) is not None
        and not _TOTAL.match(first.text.strip())
    )


def _total_label(row: Row, cells: Mapping[str, Value | None]) -> str | None:
    """Return the label of a row that holds a total, None for a line: its first text says so, and it has no account."""
    texts = (one.text for one in row if isinstance(one, CellValue) and one.as_text and one.formula is None)
    first = next(texts, None)
    if first is None or "account" in cells or "narrative" in cells:
        return None
    return first if _TOTAL.match(first.strip()) else None
