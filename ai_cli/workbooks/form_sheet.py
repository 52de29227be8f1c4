"""A sheet that computes lines of a form live, from cells that the user fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.forms.expressions import LineValue, RateValue, pieces
from ai_cli.forms.lines import Derived, Given, GivenOrDerived, RateLine
from ai_cli.forms.spreadsheet import spreadsheet_formula
from ai_cli.law.figures import Figures
from ai_cli.results.filled_form import Unit
from ai_cli.workbooks.sheet_style import MONEY, NUMBER, ColumnStyle, fit_height, put_header, put_row, turn_red

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from openpyxl.worksheet.worksheet import Worksheet

    from ai_cli.forms.form import Form
    from ai_cli.forms.lines import Line

_COLUMNS = (
    ColumnStyle("Line", 8),
    ColumnStyle("Figure", 44),
    ColumnStyle("Value", 18, NUMBER),
    ColumnStyle("Where it is from", 60),
)
_VALUE = "C"


class _Cells:
    """Where lines and rates stand on the sheet."""

    def __init__(self, lines: Mapping[str, int], rates: Mapping[str, int]) -> None:
        self._lines = lines
        self._rates = rates

    def line(self, key: str) -> str:
        return f"${_VALUE}${self._lines[key]}"

    def rate(self, key: str, fiscal_year: int | None) -> str:
        if fiscal_year is not None:
            raise ValueError(f"{key}: the sheet has rates of one year only")
        return f"${_VALUE}${self._rates[key]}"

    def rows(self, key: str, column: str) -> tuple[str, ...]:
        raise ValueError(f"{key}: the sheet has no rows of {column}")

    def inner(self, key: str, taken: str) -> str:
        raise ValueError(f"{key}: the sheet has no form for {taken}")


def put_form_lines(
    sheet: Worksheet, form: Form, wanted: Iterable[str], inputs: Mapping[str, str], fiscal_year: int
) -> dict[str, str]:
    """Write the lines that the wanted ones rest on, and the rates below them; return line key -> cell of a wanted one.

    ``inputs`` is dotted key -> the cell where the user types that figure; a line that could also be derived is
    taken from its cell. A figure that is not typed is #N/A, and so is all that rests on it: never a silent zero.
    Rates are those of the fiscal year, else the last known ones.
    Errors: ``ValueError`` for a line that takes more than cells and rates; ``KeyError`` for an input without a cell.
    """
    wanted = tuple(wanted)
    shown, rates = _rested_on(form, wanted)
    figures = Figures(form.law, fiscal_year)
    put_header(sheet, _COLUMNS)
    rows = {one.key: number for number, one in enumerate(shown, start=2)}
    rate_rows = {key: number for number, key in enumerate(rates, start=len(shown) + 2)}
    cells = _Cells(rows, rate_rows)
    for one in shown:
        if isinstance(one, Given | GivenOrDerived):
            typed = inputs[one.input]
            formula, source = f"=IF(ISNUMBER({typed}),{typed},NA())", f"{one.input} on the sheet District"
        else:
            formula, source = str(spreadsheet_formula(one, cells, {})), one.cite or "the rate below"
        row = put_row(sheet, (f"({one.number})", one.label, formula, source), _COLUMNS)
        if one.unit is Unit.DOLLARS:
            sheet[f"{_VALUE}{row}"].number_format = MONEY
    for key in rates:
        rate = figures.rate(key)
        source = f"{rate.entry.cite}, FY {rate.entry.first_fiscal_year} on"
        put_row(sheet, ("", rate.rate.title, rate.value, source), _COLUMNS)
    for row in range(2, sheet.max_row + 1):
        fit_height(sheet, row)
    turn_red(sheet, f"{_VALUE}2:{_VALUE}{len(shown) + 1}", f"ISNA(${_VALUE}2)")
    note = "#N/A: a figure of the sheet District is missing, or not typed as a number."
    sheet.cell(sheet.max_row + 2, 2, note)
    return {key: f"'{sheet.title}'!${_VALUE}${rows[key]}" for key in wanted}


def _rested_on(form: Form, wanted: Iterable[str]) -> tuple[list[Line], list[str]]:
    """Return the lines that the wanted ones rest on, themselves too, and the rates, in the order of the form."""
    keys: set[str] = set()
    rates: dict[str, None] = {}
    waiting = list(wanted)
    while waiting:
        key = waiting.pop()
        if key in keys:
            continue
        keys.add(key)
        one = form.by_key[key]
        if isinstance(one, RateLine):
            rates[one.rate] = None
        elif isinstance(one, Derived):
            parts = list(pieces(one.formula))
            waiting += [part.key for part in parts if isinstance(part, LineValue)]
            rates |= {part.key: None for part in parts if isinstance(part, RateValue)}
    return [one for one in form.lines if one.key in keys], list(rates)
