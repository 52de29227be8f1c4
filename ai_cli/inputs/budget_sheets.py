"""Finds the lines and totals on a sheet of a budget workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.facts.names import nearest
from ai_cli.facts.sheets import BUDGET, USES, plain_title
from ai_cli.findings import Place, finding
from ai_cli.inputs.budget_lines import read_line
from ai_cli.inputs.budget_totals import total_label, total_of_lines
from ai_cli.inputs.formulas import read_formula
from ai_cli.inputs.tree import Value
from ai_cli.inputs.workbook import CellValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ai_cli.facts.budget import BudgetLine
    from ai_cli.facts.budget_file import PrintedTotal
    from ai_cli.findings import Finding
    from ai_cli.inputs.workbook import Sheet

    Row = tuple[Value | None, ...]

MOST_ROWS_ABOVE_THE_HEADER = 20
_LEAST_COLUMNS_OF_A_HEADER = 3
_OF_A_LINE = frozenset({"account", "amount"})
_FEWEST_OF_AN_UNFINISHED_LINE = 5
"""A row without account and amount is a line if so many other columns are filled in."""


class FoundLines(NamedTuple):
    """What one sheet holds: lines, totals, findings, and the letters of its column of amounts."""

    lines: tuple[BudgetLine, ...]
    totals: tuple[PrintedTotal, ...]
    findings: tuple[Finding, ...]
    amount_column: str


class Header(NamedTuple):
    """The row of a header, by its index, and the index of each column by its key."""

    row: int
    columns: dict[str, int]


def use_of(sheet_name: str) -> tuple[str, ...] | None:
    """Return the words of the use that a sheet is for, a key of ``USES``, by its name; None for another sheet."""
    name = f" {plain_title(sheet_name)} "
    return next((words for words in USES if any(f" {one} " in name for one in words)), None)


def find_header(sheet: Sheet, names: Mapping[str, tuple[str, ...]]) -> Header | None:
    """Return the first row that holds as many of these column names as make a header, None where there is none."""
    least = min(_LEAST_COLUMNS_OF_A_HEADER, len(names))
    known = {one: key for key, ones in names.items() for one in ones}
    for index, row in enumerate(sheet.rows[:MOST_ROWS_ABOVE_THE_HEADER]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            key = None if cell is None else known.get(plain_title(cell.text))
            if key is not None:
                columns.setdefault(key, column)
        if len(columns) >= least:
            return Header(index, columns)
    return None


def unknown_columns(sheet: Sheet, header: int, names: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Go through the names of the header that are not known, I103, or stand twice, I104; signs are no names."""
    known = {one: key for key, ones in names.items() for one in ones}
    seen: dict[str, str] = {}
    for cell in sheet.rows[header]:
        title = "" if cell is None else plain_title(cell.text)
        if cell is None or not title:
            continue
        key = known.get(title)
        if key is None:
            allowed = ", ".join(ones[0].title() for ones in names.values())
            fix = nearest(title, known)
            yield finding("I103", cell.place, key=cell.text, found=cell.text, allowed=allowed, fix=fix)
        elif key in seen:
            yield finding("I104", cell.place, key=cell.text, found=cell.text, first=f"in cell {seen[key]}")
        else:
            seen[key] = str(cell.place.cell)


def find_lines(sheet: Sheet, header: Header, first: int, problems: Mapping[Place, Finding]) -> FoundLines:
    """Return the lines of a sheet, numbered from ``first``, and its totals.

    ``header`` has a column of amounts. Empty rows, headings, remarks and totals are no lines. ``problems`` says what is
    wrong with cells that hold no value.
    """
    from openpyxl.utils import get_column_letter

    findings = list(unknown_columns(sheet, header.row, BUDGET))
    letters = {key: get_column_letter(index + 1) for key, index in header.columns.items()}
    given, missing = _of_the_sheet(sheet, header)
    if missing is not None:
        findings.append(missing)
    titles = sheet.rows[header.row]
    lines: list[BudgetLine] = []
    totals: list[PrintedTotal] = []
    for number, row in zip(sheet.numbers[header.row + 1 :], sheet.rows[header.row + 1 :], strict=True):
        cells = _filled(row, header, problems)
        if not _is_surely_a_line(cells):
            label = total_label(row, cells)
            if label is not None:
                total = total_of_lines(label, cells.get("amount"), problems)
                totals.extend(() if total is None else (total,))
                continue
            if _is_no_line(cells) or _is_made_of_totals(cells, totals):
                findings.extend(_figures_without_a_column(row, titles) if cells else ())
                continue
        findings.extend(_figures_without_a_column(row, titles))
        place = next(iter(cells.values())).place
        known = {key: Value(text, place) for key, text in given.items()}
        for key, letter in letters.items():
            if key not in cells:
                known[key] = Value("", Place(place.file, place.sheet, f"{letter}{number}"), missing=True)
        known.update(cells)
        line = read_line(first + len(lines), known, place, problems, sheet.name, number)
        if missing is not None:
            line = line._replace(category=line.category._replace(problem=missing))
        lines.append(line)
    return FoundLines(tuple(lines), tuple(totals), tuple(findings), letters["amount"])


def _is_surely_a_line(cells: Mapping[str, Value]) -> bool:
    """Tell whether a row has all that only lines have, so that no further look is needed."""
    amount = cells.get("amount")
    return (
        isinstance(amount, CellValue) and not amount.as_text and "narrative" in cells and "account" in cells
    )


def _of_the_sheet(sheet: Sheet, header: Header) -> tuple[dict[str, str], Finding | None]:
    """Return what the sheet's use says of all its lines, where it has no column for it, and I101 for no category at all."""
    use = use_of(sheet.name)
    of_use = {} if use is None else USES[use]
    given = {key: text for key, text in of_use.items() if key not in header.columns}
    if use is None or "category" in header.columns or "category" in given:
        return given, None
    place = next(cell.place for cell in sheet.rows[header.row] if cell is not None)
    what = f"sheet {sheet.name} has no column Category, so that the use of its lines is not known"
    fix = "add a column Category to the sheet, with the use of each line"
    return given, finding("I101", place, what=what, allowed="a column Category", fix=fix)


def _filled(row: Row, header: Header, problems: Mapping[Place, Finding]) -> dict[str, Value]:
    """Return the cells of a row that hold anything, or should, by the key of their column."""
    found: dict[str, Value] = {}
    for key, index in header.columns.items():
        cell = row[index] if index < len(row) else None
        if cell is not None and (not cell.missing or cell.place in problems):
            found[key] = cell
    return found


def _is_no_line(cells: Mapping[str, Value]) -> bool:
    """Tell whether a row is empty or has its lists filled in only, a heading or a remark, a zero alone, or the header."""
    if not _OF_A_LINE & set(cells) and (
        "narrative" not in cells or len(cells) < _FEWEST_OF_AN_UNFINISHED_LINE
    ):
        return True
    if len(cells) > 1:
        amount = cells.get("amount")
        return amount is not None and plain_title(amount.text) in BUDGET["amount"]
    return all(key == "amount" and cell.text == "0" for key, cell in cells.items())


def _is_made_of_totals(cells: Mapping[str, Value], totals: list[PrintedTotal]) -> bool:
    """Tell whether a row with a label only computes its amount from a total above, as what remains of one does."""
    amount = cells.get("amount")
    if not isinstance(amount, CellValue) or amount.formula is None or set(cells) - {"item", "amount"}:
        return False
    formula = read_formula(amount.formula, amount.place.sheet or "")
    cells_of_totals = {(str(one.place.sheet).casefold(), str(one.place.cell)) for one in totals}
    named = {
        (one.sheet.casefold(), f"{one.column}{one.first}") for one in formula.ranges if one.first == one.last
    }
    return bool(named & cells_of_totals)


def _figures_without_a_column(row: Row, titles: Row) -> Iterator[Finding]:
    """Go through the numbers of a line that stand under no column name, I102; texts there are notes."""
    for index, cell in enumerate(row):
        if cell is None or (index < len(titles) and titles[index] is not None):
            continue
        if isinstance(cell, CellValue) and not cell.as_text and not cell.missing:
            found, fix = (
                f"'{cell.text}' under no column name",
                "name the column, or move the number to another sheet",
            )
            yield finding(
                "I102", cell.place, key="value", found=found, allowed="numbers below a column name", fix=fix
            )
