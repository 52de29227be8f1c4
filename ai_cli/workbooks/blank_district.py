"""The blank district workbook: a row a figure, with what belongs there."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from ai_cli.facts.names import described_names
from ai_cli.facts.sheets import ADJOINING, SCHOOLS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet
    from pydantic import BaseModel

_BOLD = Font(bold=True)
_TYPED = PatternFill("solid", start_color="FFF8DC")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_FIRST = ("state", "district", "fiscal_year")
_ELSEWHERE = ("schools", "adjoining", "years", "transfers")
"""Groups that have a sheet of their own, or belong in a YAML file."""


def blank_district(model: type[BaseModel], state: str) -> bytes:
    """Return the bytes of a workbook with an empty cell for each figure of a district file of this model.

    ``state`` is filled in. Sheets: District (dotted key, value, what belongs there), and for Minnesota Schools and
    Adjoining with their header rows.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = _sheet(book.create_sheet("District"), ("Key", "Value", "What belongs here"), (36, 24, 70))
    described = [one for one in described_names(model) if one[0].split(".")[0] not in _ELSEWHERE]
    for name, description in sorted(described, key=lambda one: one[0].split(".")[0] not in _FIRST):
        sheet.append((name, state.upper() if name == "state" else None, description))
        cells = sheet[sheet.max_row]
        cells[1].fill = _TYPED
        cells[1].number_format = "@"
        cells[2].alignment = _WRAPPED
    if state.upper() == "MN":
        _sheet(book.create_sheet("Schools"), SCHOOLS, (16,) * len(SCHOOLS))
        _sheet(book.create_sheet("Adjoining"), ADJOINING, (16,) * len(ADJOINING))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _sheet(sheet: Worksheet, header: tuple[str, ...], widths: tuple[int, ...]) -> Worksheet:
    sheet.append(header)
    for column, width in enumerate(widths, start=1):
        sheet.cell(1, column).font = _BOLD
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    return sheet
