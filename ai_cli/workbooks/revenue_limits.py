"""The sheet Revenue of the blank budget: the lines of the form that limit it, live from the figures on District."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.forms.lines import Given, GivenOrDerived
from ai_cli.forms.spreadsheet import spreadsheet_formula
from ai_cli.law.figures import Figures
from ai_cli.workbooks.book import BREACH, NOTE, NUMBER, Column, Formula
from ai_cli.workbooks.form_cells import FormCells, rated, rested_on
from ai_cli.workbooks.look import unit_format
from ai_cli.workbooks.rate_by_year import rate_by_year

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.forms.form import Form
    from ai_cli.workbooks.book import Sheet

_COLUMNS = (
    Column("Line", 8),
    Column("Figure", 46),
    Column("Value", 20, NUMBER),
    Column("Where it is from", 60),
)
_VALUE_COLUMN = 3


def put_revenue_limits(
    sheet: Sheet, form: Form, wanted: tuple[str, ...], inputs: Mapping[str, str], fiscal_year: int
) -> dict[str, str]:
    """Write the lines that the wanted ones rest on, and the rates below them; return line key -> cell of a wanted one.

    ``inputs`` is dotted key -> the cell where the user types that figure; a line that could also be derived is
    taken from its cell. A figure that is not typed is #N/A, and so is all that rests on it: never a silent zero.
    A rate that changed is that of the fiscal year typed on District; ``fiscal_year`` is one past all that are known.
    """
    shown = rested_on(form, wanted)
    keys = rated(form, fiscal_year, shown)
    figures = Figures(form.law, fiscal_year)
    sheet.put_header(_COLUMNS)
    first_rate = len(shown) + 2
    lines = {one.key: sheet.cell(row, _VALUE_COLUMN) for row, one in enumerate(shown, start=2)}
    rates = {key: sheet.cell(row, _VALUE_COLUMN) for row, key in enumerate(keys, start=first_rate)}
    cells = FormCells(form.law, fiscal_year, lines, rates)
    for one in shown:
        if isinstance(one, Given | GivenOrDerived):
            typed = inputs[one.input]
            formula, source = f"=IF(ISNUMBER({typed}),{typed},NA())", f"{one.input} on the sheet District"
        else:
            formula, source = str(spreadsheet_formula(one, cells, {})), one.cite or "the rate below"
        row = sheet.put_row((f"({one.number})", one.label, None, source), _COLUMNS)
        sheet.put(row, _VALUE_COLUMN, Formula(formula, "#N/A"), num_format=unit_format(one.unit))
    for key in keys:
        rate = figures.rate(key.key)
        value, source = rate_by_year(rate, inputs["fiscal_year"])
        sheet.put_row(("", rate.rate.title, value, source), _COLUMNS)
    sheet.colour(f"C2:C{first_rate - 1}", "ISNA($C2)", **BREACH)
    note = "#N/A: a figure of the sheet District is missing, or not typed as a number."
    sheet.put(sheet.last_row + 2, 2, note, **NOTE)
    sheet.page.protect()
    return {key: lines[key] for key in wanted}
