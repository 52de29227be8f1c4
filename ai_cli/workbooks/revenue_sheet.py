"""The sheet Revenue of a report: the form line by line, given figures to type over, all others live formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ai_cli.forms.expressions import IsChoice, IsYes, LineValue
from ai_cli.forms.lines import Derived, Given, GivenOrDerived, RateLine, inner_form_of
from ai_cli.forms.spreadsheet import spreadsheet_formula
from ai_cli.results.filled_form import State, Unit
from ai_cli.workbooks.book import BOLD, HEAD, NOTE, TITLE, TYPED, Column, Formula
from ai_cli.workbooks.choices import ask_for_a_number
from ai_cli.workbooks.form_cells import FormCells, RateKey, pieces_of, rated
from ai_cli.workbooks.look import UNVERIFIED, format_of, is_unverified, put_findings, put_legend, signs_of

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
_VALUE, _ITEM = 3, 2
_FORM_BEGINS = 5
"""The row of the header, below the title, the conclusion and what the figures rest on."""


class _Placed(NamedTuple):
    """A form on the sheet: its lines with their rows, and the forms that derive some of them."""

    form: Form
    filled: FilledForm
    rows: dict[str, int]
    inner: dict[str, _Placed]
    fiscal_year: int
    as_enacted: bool
    number: str
    readings: Mapping[str, str]


def rates_needed(
    form: Form, filled: FilledForm, readings: Mapping[str, str], *, as_enacted: bool = False
) -> Iterator[RateKey]:
    """Go through the rates that the formulas on the sheet take under these readings, those of inner forms too."""
    yield from rated(form, filled.fiscal_year, None, readings, as_enacted=as_enacted)
    for one in form.lines:
        part = _part_of(one, filled.by_key[one.key])
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
    placed = _placed(form, estimate.form, _FORM_BEGINS + 1, "", readings)
    _put_form(sheet, placed, _cells(sheet, placed, rates), rates)
    put_legend(sheet, estimate.form.every_line(), _ITEM)
    put_findings(sheet, estimate.findings, COLUMNS, _ITEM)
    return {one.number: sheet.cell(placed.rows[one.key], _VALUE) for one in form.lines}


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


def _part_of(one: Line, line: FilledLine) -> FilledForm | None:
    """Return the form that derives a line, where anything was given for it and the line itself was not."""
    if line.source is not None or line.part is None or inner_form_of(one) is None:
        return None
    return line.part if any(below.source is not None for below in line.part.every_line()) else None


def _placed(
    form: Form,
    filled: FilledForm,
    first: int,
    number: str,
    readings: Mapping[str, str],
    *,
    as_enacted: bool = False,
) -> _Placed:
    """Lay the lines of a form out from a row on, and below them the forms that derive some of them."""
    rows = {one.key: row for row, one in enumerate(form.lines, start=first)}
    below = first + len(form.lines)
    placed = _Placed(form, filled, rows, {}, filled.fiscal_year, as_enacted, number, readings)
    for one in form.lines:
        part, inner = _part_of(one, filled.by_key[one.key]), inner_form_of(one)
        if part is not None and inner is not None:
            fixed = as_enacted or inner.fiscal_year is not None
            child = _placed(inner.form, part, below + 2, f"{number}{one.number}.", readings, as_enacted=fixed)
            placed.inner[one.key] = child
            below = _last_row(child) + 1
    return placed


def _last_row(placed: _Placed) -> int:
    return max([*placed.rows.values(), *map(_last_row, placed.inner.values())])


def _cells(sheet: Sheet, placed: _Placed, rates: RateCells) -> FormCells:
    lines = {key: sheet.cell(row, _VALUE).rpartition("!")[2] for key, row in placed.rows.items()}
    inner = {key: _cells(sheet, child, rates) for key, child in placed.inner.items()}
    return FormCells(
        placed.form.law, placed.fiscal_year, lines, rates.cells, inner, as_enacted=placed.as_enacted
    )


def _put_form(sheet: Sheet, placed: _Placed, cells: FormCells, rates: RateCells) -> None:
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
        if isinstance(one, Derived | RateLine) or (line.source is None and _is_derived(one, placed)):
            formula = spreadsheet_formula(one, cells, readings)
        if formula is None:
            sheet.put(row, _VALUE, _typed(line), **{**look, **TYPED})
            if line.unit not in (Unit.FLAG, Unit.CLAUSE):
                ask_for_a_number(sheet, row, _VALUE)
        else:
            blank = _blank_where(one, cells, rates, placed)
            body = f'IFERROR({formula[1:]},"")' if "/" in formula else formula[1:]
            text = f'=IF({blank},"",{body})' if blank else f"={body}"
            shown = line.value if line.state is State.COMPLETE else ""
            sheet.put(row, _VALUE, Formula(text, _number(shown)), **look)
    for key, child in placed.inner.items():
        line = placed.filled.by_key[key]
        heading = f"({placed.number}{line.number}) {line.label}: {child.filled.title}"
        row = min(child.rows.values()) - 1
        for column in range(1, len(COLUMNS) + 1):
            sheet.put(row, column, heading if column == 1 else None, **HEAD, text_wrap=False)
        _put_form(sheet, child, cells.within(key), rates)


def _is_derived(one: Line, placed: _Placed) -> bool:
    if not isinstance(one, GivenOrDerived):
        return False
    return inner_form_of(one) is None or one.key in placed.inner


def _blank_where(one: Line, cells: FormCells, rates: RateCells, placed: _Placed) -> str:
    """Return the test for a cell that the formula of a line needs and that is blank, nothing where it needs none."""
    needed: dict[str, None] = {}
    answers: dict[str, None] = {}
    inner = inner_form_of(one)
    if inner is not None and one.key in placed.inner:
        needed[cells.inner(one.key, inner.take)] = None
    for piece in pieces_of(one, placed.readings):
        if isinstance(piece, LineValue):
            needed[cells.line(piece.key)] = None
        elif isinstance(piece, IsYes | IsChoice):
            answers[cells.line(piece.key)] = None
    keys = rated(placed.form, placed.fiscal_year, [one], placed.readings, as_enacted=placed.as_enacted)
    needed |= {rates.cells[key]: None for key in keys if key in rates.missing}
    tests = [f'{cell}=""' for cell in answers]
    if needed:
        tests.insert(0, f"COUNT({','.join(needed)})<{len(needed)}")
    given = [
        cells.line(other.key)
        for other in placed.form.lines
        if isinstance(other, Given) and other.part == one.part
    ]
    absent = placed.filled.by_key[one.key].state is State.NOT_APPLICABLE
    if absent and given and not needed.keys() & set(given):
        blank = [f'{cell}=""' for cell in given]  # it applies as soon as anything of its part is typed
        tests.append(blank[0] if len(blank) == 1 else f"AND({','.join(blank)})")
    if not tests:
        return ""
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


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
