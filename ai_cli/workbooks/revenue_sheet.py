"""The sheet Revenue of a report: the form line by line, given figures to type over, all others live formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ai_cli.forms.expressions import LineValue, RateValue, pieces
from ai_cli.forms.lines import (
    ChoiceLine,
    Derived,
    Given,
    GivenOrDerived,
    GivenRows,
    RateLine,
    formula_of,
    inner_form_of,
)
from ai_cli.forms.spreadsheet import spreadsheet_formula
from ai_cli.results.filled_form import State, Unit
from ai_cli.workbooks.blank_cells import BlankCells, any_of
from ai_cli.workbooks.book import BOLD, HEAD, NOTE, TITLE, TYPED, Column, Formula
from ai_cli.workbooks.choices import ask_for_a_number, offer_in_a_cell
from ai_cli.workbooks.form_cells import FormCells, RateKey, rated
from ai_cli.workbooks.look import UNVERIFIED, format_of, is_unverified, put_findings, put_legend, signs_of
from ai_cli.workbooks.placed_form import VALUE, PlacedForm, cells_of, part_of, placed_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from ai_cli.forms.form import Form
    from ai_cli.forms.lines import Line
    from ai_cli.results.estimate import Estimate
    from ai_cli.results.filled_form import FilledForm, FilledLine
    from ai_cli.workbooks.book import Sheet
    from ai_cli.workbooks.law_sheet import RateCells

COLUMNS = (
    Column("Line", 8),
    Column("Item", 42),
    Column("Value", 20, "General"),
    Column("Formula", 30),
    Column("Citation", 32),
    Column("Standing", 13),
    Column("Marks", 8),
    Column("Remark", 36),
)
_ITEM = 2
_FORM_BEGINS = 5
"""The row of the header, below the title, the conclusion and what the figures rest on."""


def rates_needed(
    form: Form, filled: FilledForm, readings: Mapping[str, str], *, as_enacted: bool = False
) -> Iterator[RateKey]:
    """Go through the rates that the formulas on the sheet take under these readings, those of inner forms too."""
    yield from rated(form, filled.fiscal_year, None, readings, as_enacted=as_enacted)
    for one in form.lines:
        part = part_of(one, filled.by_key[one.key])
        inner = inner_form_of(one)
        if part is not None and inner is not None:
            yield from rates_needed(
                inner.form, part, readings, as_enacted=as_enacted or inner.fiscal_year is not None
            )


def put_revenue(
    sheet: Sheet, estimate: Estimate, form: Form, rates: RateCells, readings: Mapping[str, str]
) -> dict[str, str]:
    """Write an estimate; return line number -> cell of its value.

    A line that is given has its figure in a cell to type over, blank where it is missing. A line that is derived is a
    formula with its present value, blank as long as a figure that it needs is. ``rates`` are the cells of the rates,
    ``readings`` the choice of every reading of the form.
    """
    _put_head(sheet, estimate)
    sheet.last_row = _FORM_BEGINS - 1
    sheet.put_header(COLUMNS)
    placed = placed_form(form, estimate.form, _FORM_BEGINS + 1, "", readings)
    _put_form(sheet, placed, cells_of(sheet, placed, rates), rates)
    put_legend(sheet, estimate.form.every_line(), _ITEM)
    for one in estimate.particulars:
        text = f"{one.label}: {one.text} ({one.cite}, {one.standing})"
        sheet.merge(sheet.last_row + 1, _ITEM, len(COLUMNS), text, COLUMNS, **NOTE)
    put_findings(sheet, estimate.findings, COLUMNS, _ITEM)
    return {one.number: sheet.cell(placed.rows[one.key], VALUE) for one in form.lines}


def _put_head(sheet: Sheet, estimate: Estimate) -> None:
    name = (
        f"{estimate.district_name} ({estimate.district_id})"
        if estimate.district_name
        else estimate.district_id
    )
    sheet.put(1, 1, f"{name}, FY {estimate.form.fiscal_year}: {estimate.form.title}", **TITLE)
    sheet.merge(2, 1, len(COLUMNS), estimate.conclusion, COLUMNS, **BOLD)
    said = [f"File: {estimate.file}"]
    if estimate.what_if:
        said.append(f"What-if: {', '.join(estimate.what_if)}")
    said.append(f"Readings: {', '.join(f'{name}={choice}' for name, choice in estimate.readings.items())}")
    said.append(
        "Shaded figures may be typed over; the other figures follow, sentences and marks stay as they were written"
    )
    sheet.merge(3, 1, len(COLUMNS), ". ".join(said), COLUMNS, **NOTE)


def _put_form(sheet: Sheet, placed: PlacedForm, cells: FormCells, rates: RateCells) -> None:
    readings = placed.readings
    for one in placed.form.lines:
        line = placed.filled.by_key[one.key]
        texts = (
            line.words or _origin(line),
            line.cite,
            line.standing,
            signs_of(line),
            line.reason or _note(line),
        )
        number = (
            int(line.number)
            if line.number.isdigit() and not placed.number
            else f"{placed.number}{line.number}"
        )
        marked: dict[str, Any] = dict(UNVERIFIED) if is_unverified(line) else {}
        sheet.last_row = placed.rows[one.key] - 1
        row = sheet.put_row((number, line.label, None, *texts), COLUMNS)
        look = {"num_format": format_of(line), "align": "right", **marked}
        formula = None
        if _is_derived(one, line, placed):
            formula = spreadsheet_formula(one, cells, readings)
        if one.part in placed.settled and line.state is State.NOT_APPLICABLE:
            sheet.put(row, VALUE, None, **look)
        elif isinstance(one, GivenRows) or (formula is None and isinstance(one, Derived)):
            sheet.put(row, VALUE, _typed(line), **look)
        elif formula is None:
            _put_typed(sheet, row, one, line, look)
        else:
            blank = _blank_where(one, cells, rates, placed)
            body = f'IFERROR({formula[1:]},"")' if "/" in formula else formula[1:]
            text = f'=IF({blank},"",{body})' if blank else f"={body}"
            shown = line.value if line.state is State.COMPLETE else ""
            sheet.put(row, VALUE, Formula(text, _number(shown)), **look)
    for key, heading_row in placed.tables.items():
        _put_rows(sheet, heading_row, placed.form.by_key[key], placed.filled.by_key[key])
    for key, child in placed.inner.items():
        line = placed.filled.by_key[key]
        heading = f"({placed.number}{line.number}) {line.label}: {child.filled.title}"
        row = min(child.rows.values()) - 1
        for column in range(1, len(COLUMNS) + 1):
            sheet.put(row, column, heading if column == 1 else None, **HEAD, text_wrap=False)
        _put_form(sheet, child, cells.within(key), rates)


def _put_typed(sheet: Sheet, row: int, one: Line, line: FilledLine, look: dict[str, Any]) -> None:
    """Write a given figure to type over: a number, an answer or a choice."""
    typed = _typed(line)
    sheet.put(row, VALUE, _number(typed) if isinstance(typed, bool) else typed, **{**look, **TYPED})
    if line.unit is Unit.FLAG:
        offer_in_a_cell(sheet, row, VALUE, ("yes", "no"))
    elif isinstance(one, ChoiceLine):
        offer_in_a_cell(sheet, row, VALUE, one.choices)
    else:
        ask_for_a_number(sheet, row, VALUE)


def _put_rows(sheet: Sheet, heading_row: int, one: Line, line: FilledLine) -> None:
    """Write the rows of a line that takes rows: a heading, the names of the columns, then figures to type over."""
    names = one.columns if isinstance(one, GivenRows) else ()
    for column in range(1, len(COLUMNS) + 1):
        heading = f"({line.number}) {line.label}"
        sheet.put(heading_row, column, heading if column == 1 else None, **HEAD, text_wrap=False)
    for column, name in enumerate(names, start=VALUE):
        sheet.put(heading_row + 1, column, name, **NOTE)
    for row, figures in enumerate(line.rows, start=heading_row + 2):
        for column, name in enumerate(names, start=VALUE):
            sheet.put(row, column, figures[name], num_format="General", align="right", **TYPED)
            ask_for_a_number(sheet, row, column)


def _is_derived(one: Line, line: FilledLine, placed: PlacedForm) -> bool:
    """Tell whether a line is computed on the sheet."""
    if inner_form_of(one) is not None:
        return one.key in placed.inner
    return isinstance(one, Derived | RateLine) or (isinstance(one, GivenOrDerived) and line.source is None)


def _blank_where(one: Line, cells: FormCells, rates: RateCells, placed: PlacedForm) -> str:
    """Return the test for a cell that the formula of a line needs and that is blank, nothing where it needs none."""

    def is_blank(rate: RateValue) -> bool:
        fixed = placed.as_enacted or rate.fiscal_year is not None
        key = RateKey(placed.form.law, rate.key, rate.fiscal_year or placed.fiscal_year, fixed)
        return key in rates.missing

    blank = BlankCells(cells, placed.readings, is_blank)
    tests = []
    inner, formula = inner_form_of(one), formula_of(one)
    if inner is not None and one.key in placed.inner:
        tests.append(f"COUNT({cells.inner(one.key, inner.take)})<1")
    needs = RateValue(one.rate, one.fiscal_year) if isinstance(one, RateLine) else formula
    if needs is not None:
        tests += filter(None, [blank.test(needs)])
    given = [other for other in placed.form.lines if isinstance(other, Given) and other.part == one.part]
    asks_for_given = formula is not None and any(
        isinstance(piece, LineValue) and piece.key in {other.key for other in given}
        for piece in pieces(formula)
    )
    absent = placed.filled.by_key[one.key].state is State.NOT_APPLICABLE
    if absent and given and not asks_for_given:
        typed = [
            f'{cells.line(other.key)}=""' for other in given
        ]  # it applies as soon as anything of its part is typed
        tests.append(typed[0] if len(typed) == 1 else f"AND({','.join(typed)})")
    return any_of(tests)


def _origin(line: FilledLine) -> str:
    return "rate" if line.kind == "RateLine" else "given"


def _note(line: FilledLine) -> str | None:
    if line.source is None:
        return None
    said = [line.source.key, str(line.source.place)]
    if line.source.note:
        said.append(line.source.note)
    return "; ".join(said)


def _typed(line: FilledLine) -> Decimal | bool | str | None:
    return line.value if line.state is State.COMPLETE else None


def _number(value: Decimal | bool | str | None) -> Decimal | str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value


def line_names(cells: Mapping[str, str], prefix: str) -> dict[str, str]:
    """Return the name of each line that other workbooks can link to, ``AI_LINE_12`` -> its cell."""
    return {f"{prefix}_LINE_{number}": cell for number, cell in cells.items()}
