"""Where the lines of a filled form stand on a sheet, with its rows and the forms that derive some of its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.forms.expressions import Applies, pieces
from ai_cli.forms.lines import Derived, GivenRows, formula_of, inner_form_of
from ai_cli.results.filled_form import State
from ai_cli.workbooks.form_cells import Beside, FormCells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.forms.form import Form
    from ai_cli.forms.lines import Line
    from ai_cli.results.filled_form import FilledForm, FilledLine
    from ai_cli.workbooks.book import Sheet
    from ai_cli.workbooks.law_sheet import RateCells

VALUE = 3
"""The column of the values; those of rows begin there too."""


class PlacedForm(NamedTuple):
    """A form on the sheet: its lines with their rows, and below it the forms that derive some of them.

    ``tables`` is the key of a line that takes rows -> the row of their heading. ``settled`` are the parts of the form that do
    not apply and that formulas ask for: typing in the workbook does not make them apply.
    """

    form: Form
    filled: FilledForm
    rows: dict[str, int]
    inner: dict[str, PlacedForm]
    tables: dict[str, int]
    fiscal_year: int
    as_enacted: bool
    number: str
    readings: Mapping[str, str]
    settled: frozenset[str]


def part_of(one: Line, line: FilledLine) -> FilledForm | None:
    """Return the form that derives a line: where the line may be given too, only if anything was given for the form."""
    if isinstance(one, Derived):
        return line.part
    if line.source is not None or line.part is None or inner_form_of(one) is None:
        return None
    return line.part if any(below.source is not None for below in line.part.every_line()) else None


def placed_form(
    form: Form,
    filled: FilledForm,
    first: int,
    number: str,
    readings: Mapping[str, str],
    *,
    as_enacted: bool = False,
) -> PlacedForm:
    """Lay the lines of a form out from a row on, and below them the forms that derive some of them."""
    rows = {one.key: row for row, one in enumerate(form.lines, start=first)}
    below = first + len(form.lines)
    placed = PlacedForm(
        form, filled, rows, {}, {}, filled.fiscal_year, as_enacted, number, readings, _settled(form, filled)
    )
    for one in form.lines:
        if filled.by_key[one.key].rows:
            placed.tables[one.key] = below + 1
            below += 2 + len(filled.by_key[one.key].rows)
    for one in form.lines:
        part, inner = part_of(one, filled.by_key[one.key]), inner_form_of(one)
        if part is not None and inner is not None:
            fixed = as_enacted or inner.fiscal_year is not None
            child = placed_form(
                inner.form, part, below + 2, f"{number}{one.number}.", readings, as_enacted=fixed
            )
            placed.inner[one.key] = child
            below = _last_row(child) + 1
    return placed


def _settled(form: Form, filled: FilledForm) -> frozenset[str]:
    """Return the parts that do not apply and that formulas ask for."""
    formulas = [formula for formula in map(formula_of, form.lines) if formula is not None]
    asked = {piece.key for formula in formulas for piece in pieces(formula) if isinstance(piece, Applies)}
    absent = {key for key in asked if filled.by_key[key].state is State.NOT_APPLICABLE}
    return frozenset(part for key in absent if (part := form.by_key[key].part) is not None)


def _last_row(placed: PlacedForm) -> int:
    tables = (row + 1 + len(placed.filled.by_key[key].rows) for key, row in placed.tables.items())
    return max([*placed.rows.values(), *tables, *map(_last_row, placed.inner.values())])


def cells_of(sheet: Sheet, placed: PlacedForm, rates: RateCells) -> FormCells:
    """Return where the figures of a placed form stand; ``rates`` are the cells of the rates."""
    lines = {key: sheet.cell(row, VALUE).rpartition("!")[2] for key, row in placed.rows.items()}
    inner = {key: cells_of(sheet, child, rates) for key, child in placed.inner.items()}
    absent = {one.key for one in placed.filled.lines if one.state is State.NOT_APPLICABLE}
    return FormCells(
        placed.form.law,
        placed.fiscal_year,
        lines,
        rates.cells,
        Beside(inner, _row_cells(sheet, placed), absent),
        as_enacted=placed.as_enacted,
    )


def _row_cells(sheet: Sheet, placed: PlacedForm) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the key of a line that takes rows and a column -> the cells of that column."""
    found = {}
    for key, heading in placed.tables.items():
        one, count = placed.form.by_key[key], len(placed.filled.by_key[key].rows)
        for column, name in enumerate(one.columns if isinstance(one, GivenRows) else (), start=VALUE):
            first = heading + 2
            cells = (sheet.cell(row, column).rpartition("!")[2] for row in range(first, first + count))
            found[key, name] = tuple(cells)
    return found
