"""Gives the cells of an Excel workbook as texts with their places."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.excel_file import Refused, open_workbook, reading
from ai_cli.inputs.tree import Value

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from ai_cli.inputs.excel_file import OpenWorkbook

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 100, 200_000
MOST_FILLED_ROWS, MOST_FILLED_CELLS = 3_000, 60_000
"""The schools of the largest districts have some thousand rows, with their grades; cells of format only cost little."""

MOST_OF_A_CELL, MOST_OF_ALL_CELLS = 32_767, 4_000_000
"""Characters: Excel holds no more in a cell; one text may stand in many cells, and fill the memory."""

_EMPTY_TEXT = '""'
_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")


class CellValue(Value):
    """A cell. ``formula`` is what was typed where that is one, ``as_text`` marks what is stored as text."""

    __slots__ = ("as_text", "formula")

    def __init__(
        self, text: str, place: Place, formula: str | None, *, as_text: bool = False, missing: bool = False
    ) -> None:
        self.text = text
        self.place = place
        self.missing = missing
        self.formula = formula
        self.as_text = as_text


class Sheet(NamedTuple):
    """A sheet as it is called and the rows that hold anything, with their numbers; None for an empty cell."""

    name: str
    rows: tuple[tuple[Value | None, ...], ...]
    numbers: tuple[int, ...] = ()


class Workbook(NamedTuple):
    """What was read of a workbook.

    ``names`` are all its sheets as they are called, ``sheets`` those that were wanted, by their name without case
    and outer spaces. ``problems`` is the place of a cell that has no usable value -> what is wrong with it;
    ``valueless`` are the cells whose formula was never calculated, also where others were: no text could be its result.
    """

    names: tuple[str, ...]
    sheets: dict[str, Sheet]
    problems: dict[Place, Finding]
    valueless: frozenset[Place] = frozenset()


def read_workbook(content: bytes, file: str, wanted: Container[str]) -> Workbook | Finding:
    """Return the cells of the wanted sheets as texts; hidden sheets and rows are read like any other.

    A finding comes back for what is no such workbook (I102): damaged, with a password, larger than the bounds when
    unpacked, or saved as Strict Open XML, which would read as empty; for a sheet with cells past the bounds (I102);
    and for two sheets of one name (I104). Problems in cells (I102) are a formula that was never calculated and an
    error value.
    """
    try:
        opened = open_workbook(content, file)
        with reading(file):
            return _Reader(file, wanted, opened).workbook()
    except Refused as refused:
        return refused.finding


class _Reader:
    def __init__(self, file: str, wanted: Container[str], opened: OpenWorkbook) -> None:
        self.file = file
        self.wanted = wanted
        self.opened = opened
        self.problems: dict[Place, Finding] = {}
        self.uncalculated: dict[Place, Finding] = {}
        self.valueless: set[Place] = set()
        self.calculated = False
        self.cells = 0
        self.filled = 0
        self.characters = 0

    def workbook(self) -> Workbook:
        """Read the wanted sheets.

        Where one formula has a value the workbook was calculated, so that an empty result of another is empty text.
        """
        sheets: dict[str, Sheet] = {}
        for sheet in self.opened.sheets:
            key = sheet.title.strip().casefold()
            if key not in self.wanted:
                continue
            if key in sheets:
                place = Place(self.file, sheet.title)
                first = f"as sheet {sheets[key].name!r}"
                raise Refused(finding("I104", place, key=sheet.title, found=sheet.title, first=first))
            sheets[key] = self.sheet(sheet)
        uncalculated = {} if self.calculated else self.uncalculated
        names = tuple(sheet.title for sheet in self.opened.sheets)
        valueless = self.valueless.union(uncalculated)
        return Workbook(names, sheets, {**self.problems, **uncalculated}, frozenset(valueless))

    def sheet(self, sheet: Any) -> Sheet:
        typed = list(self.rows(sheet, values=False))
        shown = typed
        if any(_may_be_formula(one) for row in typed for one in row):
            shown = list(self.rows(sheet, values=True))  # many a sheet has no formulas, and is read once
        rows, numbers = [], []
        file, title = self.file, sheet.title
        for number, (values, formulas) in enumerate(zip(shown, typed, strict=False), start=1):
            row = tuple(
                None
                if value is None and formula is None
                else self.cell(value, formula, Place(file, title, f"{_letters(column)}{number}"))
                for column, (value, formula) in enumerate(zip(values, formulas, strict=False), start=1)
            )
            if any(row):
                rows.append(row)
                numbers.append(number)
                self.filled += len(row) - row.count(None)
                if len(rows) > MOST_FILLED_ROWS or self.filled > MOST_FILLED_CELLS:
                    raise Refused(self.too_much(title))
        return Sheet(sheet.title, tuple(rows), tuple(numbers))

    def rows(self, sheet: Any, *, values: bool) -> Iterator[tuple[Any, ...]]:
        """Go through the rows of a sheet, within the bounds; a sheet that is read twice counts twice."""
        for number, row in enumerate(self.opened.rows(sheet, values=values), start=1):
            self.cells += len(row)
            if self.cells > MOST_CELLS:
                raise Refused(self.too_much(sheet.title))
            if number > MOST_ROWS or len(row) > MOST_COLUMNS:
                allowed = f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns"
                fix = "press Ctrl+End on the sheet to find it, and delete the rows or columns beyond the figures"
                found = f"a cell below row {MOST_ROWS:,}"
                if number <= MOST_ROWS:
                    found = f"a cell in row {number}, right of column {_letters(MOST_COLUMNS)}"
                place = Place(self.file, sheet.title)
                raise Refused(finding("I102", place, key=sheet.title, found=found, allowed=allowed, fix=fix))
            yield row

    def too_much(self, sheet: str) -> Finding:
        """Return the finding that a sheet, or the sheets up to it, hold more than a district's do, I102."""
        found = "very many rows or cells that hold something"
        allowed = (
            f"at most {MOST_FILLED_ROWS:,} rows of a sheet and {MOST_FILLED_CELLS:,} cells of all that hold"
            f" something, {MOST_CELLS:,} cells in all"
        )
        fix = "keep the figures of one district in it, and take other data out of the workbook"
        return finding("I102", Place(self.file, sheet), key=sheet, found=found, allowed=allowed, fix=fix)

    def bound(self, text: int, formula: int, place: Place) -> None:
        """Count the characters of a cell. Errors: ``Refused`` with I102 where they are past the bounds."""
        self.characters += text + formula
        if max(text, formula) > MOST_OF_A_CELL:
            found, allowed = (
                f"a cell of {max(text, formula):,} characters",
                f"at most {MOST_OF_A_CELL:,}, as in Excel",
            )
        elif self.characters > MOST_OF_ALL_CELLS:
            found, allowed = "a workbook with very much text", f"at most {MOST_OF_ALL_CELLS:,} characters"
        else:
            return
        key, fix = str(place.cell), "shorten the text, or take it out of the workbook"
        raise Refused(finding("I102", place, key=key, found=found, allowed=allowed, fix=fix))

    def cell(self, value: Any, formula: Any, place: Place) -> Value | None:
        """Return a filled cell as a text, a missing one where it has a problem, None where it holds spaces only."""
        if value is None:
            found = "a formula that was never calculated"
            fix = "open the workbook in Excel or LibreOffice, save it as a workbook there, and try again"
            self.uncalculated[place] = finding(
                "I102", place, key=str(place.cell), found=found, allowed="a value", fix=fix
            )
            if _EMPTY_TEXT not in _formula(formula):
                self.valueless.add(place)
            return CellValue("", place, _formula(formula), missing=True)
        if isinstance(value, str) and value.startswith("#") and value in _ERRORS:
            fix = "mend the formula, or type the value"
            self.problems[place] = finding(
                "I102", place, key=str(place.cell), found=value, allowed="a value", fix=fix
            )
            return CellValue("", place, _formula(formula), missing=True)
        text = _text(value)
        typed = _formula(formula) if formula != value else None
        self.bound(len(text), len(typed or ""), place)
        self.calculated |= formula != value  # what is shown is not what is typed: a formula with its result
        return CellValue(text, place, typed, as_text=isinstance(value, str)) if text.strip() else None


def _may_be_formula(typed: Any) -> bool:
    """Tell whether what was typed is a formula, or a text that looks like one."""
    if isinstance(typed, str):
        return typed.startswith("=")
    return not (typed is None or isinstance(typed, int | float | date | time | timedelta))


def _formula(typed: Any) -> str:
    """Return the text of a formula, of an array formula too."""
    return str(getattr(typed, "text", typed))


def _text(value: Any) -> str:
    """Return a cell's value as the user would have typed it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{Decimal(format(value, '.15g')):f}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


@cache
def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)
