"""How the sheets of our workbooks look: headers, columns, cells to type in, print set-up."""

from __future__ import annotations

import io
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MONEY, SHARE, TEXT, NUMBER, DAY = "#,##0.00;[Red]-#,##0.00", "0.00%", "@", "#,##0.######", "m/d/yyyy"
LETTER, MARGIN_INCHES = "1", 1 / 2
_LINE_HEIGHT, _SPARE_CHARACTERS = 15, 4
_FONT = "Calibri"
BOLD = Font(name=_FONT, bold=True)
LARGE = Font(name=_FONT, bold=True, size=14)
HEAD = PatternFill("solid", start_color="DDE7F0")
TYPED = PatternFill("solid", start_color="FFF8DC")
BREACH = PatternFill("solid", start_color="F8CBAD", end_color="F8CBAD")
WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
TOP = Alignment(vertical="top")
RIGHT = Alignment(horizontal="right", wrap_text=True, vertical="top")


class ColumnStyle(NamedTuple):
    """A column: its title, its width in characters, the number format of its cells, None for any."""

    title: str
    width: int
    format: str | None = None


def put_header(sheet: Worksheet, columns: Sequence[ColumnStyle], *, freeze: str = "A2") -> None:
    """Write the first row of a sheet, and give its columns their look, also where no cell is filled yet."""
    sheet.append([one.title for one in columns])
    for number, column in enumerate(columns, start=1):
        figure = column.format in (MONEY, SHARE, NUMBER)
        letter = get_column_letter(number)
        look = sheet.column_dimensions[letter]
        look.width = column.width
        look.alignment = Alignment(wrap_text=not figure, vertical="top")
        if column.format is not None:
            look.number_format = column.format
        cell = sheet.cell(1, number)
        cell.font, cell.fill, cell.alignment = BOLD, HEAD, RIGHT if figure else WRAPPED
    sheet.freeze_panes = freeze
    sheet.print_title_rows = "1:1"


def put_row(sheet: Worksheet, values: Sequence[str | Decimal | None], columns: Sequence[ColumnStyle]) -> int:
    """Write the next row in the look of its columns, and return its number. Texts of ours only: ``=`` is a formula."""
    row = sheet.max_row + 1
    for number, (value, column) in enumerate(zip(values, columns, strict=False), start=1):
        cell = sheet.cell(row, number, value)
        cell.alignment = WRAPPED if column.format not in (MONEY, SHARE, NUMBER) else TOP
        if column.format is not None:
            cell.number_format = column.format
    return row


def fit_height(sheet: Worksheet, row: int) -> None:
    """Make a row as high as its longest text needs in its column; not every program does it by itself."""
    lines = 1
    for number, cell in enumerate(sheet[row], start=1):
        width = sheet.column_dimensions[get_column_letter(number)].width - _SPARE_CHARACTERS
        text = str(cell.value or "")
        lines = max(lines, 1 if text.startswith("=") else ceil(len(text) / width))
    sheet.row_dimensions[row].height = lines * _LINE_HEIGHT


def turn_red(sheet: Worksheet, cells: str, formula: str) -> None:
    """Colour cells where a formula is true."""
    sheet.conditional_formatting.add(cells, FormulaRule(formula=[formula], fill=BREACH))  # type: ignore[no-untyped-call]


def saved(book: Workbook, title: str) -> bytes:
    """Return the bytes of a workbook, each sheet set up to print one page wide on letter paper."""
    book.properties.title, book.properties.creator = title, "ai-cli"
    for sheet in book.worksheets:
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = LETTER
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = MARGIN_INCHES
        if sheet.oddFooter is not None:
            sheet.oddFooter.center.text = "&F, &A, page &P of &N"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
