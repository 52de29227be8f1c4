"""Opens an Excel workbook within bounds and gives its cells as texts with their places."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.document import cannot_read
from ai_cli.inputs.tree import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_UNPACKED = 40_000_000
MOST_PARTS = 2_000
MOST_ROWS, MOST_COLUMNS = 20_000, 100
_STRICT = b"purl.oclc.org/ooxml"
_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
_ALLOWED = "an Excel workbook, .xlsx"


class Sheet(NamedTuple):
    """A sheet as it is called and the rows that hold anything; None for an empty cell."""

    name: str
    rows: tuple[tuple[Value | None, ...], ...]


class Workbook(NamedTuple):
    """The sheets of a workbook, by their name without case and outer spaces, and what is wrong in their cells."""

    sheets: dict[str, Sheet]
    findings: tuple[Finding, ...]


def read_workbook(content: bytes, file: str) -> Workbook | Finding:
    """Return the cells of every sheet as texts; hidden sheets and rows are read like any other.

    A finding (I102) comes back for what is no such workbook: damaged, larger than the bounds when unpacked, or
    saved as Strict Open XML, which would read as empty. Findings in cells (I102): a formula that was never
    calculated, an error value. Rows and columns past the bounds are refused, never left out silently.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            problem = _refused(parts, file)
    except zipfile.BadZipFile:
        problem = cannot_read(
            file, "a damaged workbook or zip file", _ALLOWED, "open it in Excel and save it again"
        )
    if problem is not None:
        return problem
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # extensions that openpyxl does not keep; nothing is written back
        try:
            values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            formulas = load_workbook(io.BytesIO(content), read_only=True)
            return _cells(values, formulas, file)
        except _PastBounds as past:
            allowed = f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns"
            fix = "delete the cells far from the figures, whole rows or columns at once"
            return finding("I102", past.place, key=file, found="a cell far outside", allowed=allowed, fix=fix)
        except Exception as error:  # noqa: BLE001 - openpyxl raises whatever a damaged file leads it to
            found = f"a workbook that cannot be opened ({type(error).__name__})"
            return cannot_read(file, found, _ALLOWED, "open it in Excel and save it again")


class _PastBounds(Exception):
    def __init__(self, place: Place) -> None:
        super().__init__(str(place))
        self.place = place


def _refused(parts: zipfile.ZipFile, file: str) -> Finding | None:
    listed = parts.infolist()
    if len(listed) > MOST_PARTS or sum(one.file_size for one in listed) > MOST_UNPACKED:
        found = "a file that unpacks to far more than a workbook of figures"
        return cannot_read(
            file, found, f"at most {MOST_UNPACKED:,} bytes unpacked", "check where the file is from"
        )
    if "xl/workbook.xml" not in parts.namelist():
        fix = "save it from Excel as Excel Workbook (.xlsx)"
        return cannot_read(file, "a zip file that is no Excel workbook", _ALLOWED, fix)
    if _STRICT in parts.read("xl/workbook.xml"):
        fix = "save it as Excel Workbook (.xlsx), not as Strict Open XML"
        return cannot_read(file, "a workbook saved as Strict Open XML", _ALLOWED, fix)
    return None


def _cells(values: Any, formulas: Any, file: str) -> Workbook:
    sheets: dict[str, Sheet] = {}
    findings: list[Finding] = []
    for sheet in values.worksheets:
        rows = []
        for index, pair in enumerate(_rows(sheet, formulas[sheet.title]), start=1):
            if index > MOST_ROWS or len(pair[0]) > MOST_COLUMNS:
                raise _PastBounds(Place(file, sheet.title, f"{_letters(len(pair[0]) or 1)}{index}"))
            row = tuple(
                _cell(value, formula, Place(file, sheet.title, f"{_letters(column)}{index}"), findings)
                for column, (value, formula) in enumerate(zip(*pair, strict=False), start=1)
            )
            if any(one is not None for one in row):
                rows.append(row)
        sheets.setdefault(sheet.title.strip().casefold(), Sheet(sheet.title, tuple(rows)))
    return Workbook(sheets, tuple(findings))


def _rows(values: Any, formulas: Any) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # the stored dimension may be wrong, and would cut rows off
    yield from zip(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=False)


def _cell(value: Any, formula: Any, place: Place, findings: list[Finding]) -> Value | None:
    if value is None:
        if isinstance(formula, str) and formula.startswith("="):
            found = "a formula that was never calculated"
            fix = "open the workbook in Excel, save it, and try again"
            findings.append(
                finding("I102", place, key=str(place.cell), found=found, allowed="a value", fix=fix)
            )
        return None
    if value in _ERRORS:
        fix = "mend the formula, or type the value"
        findings.append(finding("I102", place, key=str(place.cell), found=value, allowed="a value", fix=fix))
        return None
    text = _text(value)
    return Value(text, place) if text.strip() else None


def _text(value: Any) -> str:
    """Return a cell's value as the user would have typed it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{Decimal(format(value, '.15g')):f}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)
