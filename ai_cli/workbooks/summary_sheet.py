"""The sheet Summary of a workbook of several districts: a block a program, a row an estimate, a column a line."""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING

from ai_cli.results.reported import absent_text, are_headed, bare, by_program
from ai_cli.workbooks.book import BOLD, MONEY, NOTE, TEXT, TITLE, Column, Formula
from ai_cli.workbooks.look import format_of, unit_format

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ai_cli.results.estimate import Estimate
    from ai_cli.results.filled_form import FilledLine
    from ai_cli.workbooks.book import Sheet, Value

_WHO = (
    Column("District", 12, TEXT),
    Column("Name", 34),
    Column("Fiscal year", 12, TEXT),
    Column("Program", 30),
)
_REMARK = Column("Remark", 40)
_LEAST_WIDTH = 20
_NONE = Column("", 0)
"""Stands where another block has more lines, so that the remarks of all stand below one another."""


def put_summary(
    sheet: Sheet, rows: Iterable[tuple[Estimate, Mapping[str, str]]], lines: Mapping[str, Sequence[str]]
) -> None:
    """Write a block for each program, headed by its title where figures need it.

    ``rows`` are the estimates, each with line number -> cell of its value on its own sheet; ``lines`` is program key -> the
    numbers or keys of the lines to show. A line that the program does not have is ``-``, and told below its block.
    """
    listed = list(rows)
    cells = {id(one): where for one, where in listed}
    programs = by_program(one for one, _ in listed)
    single, headed = len(programs) == 1, are_headed(programs)
    sheet.put(1, 1, "Revenue of several districts", **TITLE)
    sheet.last_row = 2
    figures = [_figures(each[0], lines[each[0].form.key]) for each in programs]
    widths = [max(one.width for one in beside) for beside in zip_longest(*figures, fillvalue=_NONE)]
    for each, own in zip(programs, figures, strict=True):
        form = each[0].form
        beside = [*own, *(_NONE for _ in widths[len(own) :])]
        shown = (one._replace(width=width) for one, width in zip(beside, widths, strict=True))
        columns = (*_WHO, *shown, _REMARK)
        sheet.last_row += 0 if each is programs[0] else 1
        if headed:
            sheet.put(sheet.last_row + 1, 1, form.title, **BOLD, text_wrap=False)
        sheet.put_header(columns, freeze_columns=2, stays=single)
        for one in each:
            _put_estimate(
                sheet, one, [one.form.find(name) for name in lines[form.key]], cells[id(one)], columns
            )
        absent = absent_text(form, lines[form.key])
        if absent is not None:
            sheet.put(sheet.last_row + 1, 1, absent, **NOTE, text_wrap=False)


def _figures(one: Estimate, names: Sequence[str]) -> list[Column]:
    """Return a column for each line, in the format of its unit."""
    found = []
    for name in names:
        line = one.form.find(name)
        title = f"({bare(name)})" if line is None else f"({line.number}) {line.label}"
        shown = MONEY if line is None else unit_format(line.unit)
        found.append(Column(title, max(_LEAST_WIDTH, len(title) // 2), shown))
    return found


def _put_estimate(
    sheet: Sheet,
    one: Estimate,
    lines: Sequence[FilledLine | None],
    cells: Mapping[str, str],
    columns: Sequence[Column],
) -> None:
    year = f"FY {one.form.fiscal_year}"
    values: list[Value] = [one.district_id, one.district_name, year, one.form.key]
    looks = list(columns)
    reasons: dict[str, None] = {}
    for line in lines:
        if line is not None:
            looks[len(values)] = looks[len(values)]._replace(format=format_of(line))
            if line.reason:
                reasons[f"({line.number}) {line.reason}"] = None
        values.append("-" if line is None else _link(cells[line.number], line))
    values += [None] * (len(columns) - 1 - len(values))
    sheet.put_row((*values, "; ".join(reasons) or None), looks)


def _link(cell: str, line: FilledLine) -> Formula:
    """Return a link to a line of another sheet, blank as long as that is."""
    value = line.value
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return Formula(f'=IF({cell}="","",{cell})', value if isinstance(value, Decimal | str) else "")
