"""Reads the state's files as tables of rows: workbooks, and text with commas, bars or tabs of any year's making."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.document import OLD_WORKBOOK, UTF16, WORKBOOK, cannot_read, read_bytes
from ai_cli.inputs.excel_file import Bounds, Refused, open_workbook, reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.inputs.excel_file import OpenWorkbook

MOST_BYTES, MOST_UNPACKED, MOST_TAGS = 60_000_000, 120_000_000, 8_000_000
"""The state's largest workbook of a year has 3 million bytes, 23 million unpacked, and some 3 million tags."""

MOST_BYTES_OF_TEXT, MOST_OF_A_LINE = 20_000_000, 20_000
"""The state's largest text of a year has some 6 million bytes, and lines of some hundred."""

MOST_ROWS, MOST_COLUMNS, MOST_PROBLEMS = 200_000, 200, 10_000
"""A file with so many problems is another one, or its columns are shifted."""

_PACKED = b"\x1f\x8b"
_DELIMITERS = "|,;\t"
_FIRST_LINES = 10

Row = Sequence[Any]
"""The cells of a row: texts as they stand, numbers and dates of a workbook, None where a cell is empty."""


UNCALCULATED = "a formula that was never calculated"
"""Stands in a row for the value that such a formula does not have."""


def too_many_problems(place: Place) -> Finding:
    """Return the finding that a file has so many problems that it is read no further, I102."""
    found, allowed = (
        f"more than {MOST_PROBLEMS:,} values that are wrong, up to here",
        "a file with its columns in place",
    )
    fix = "check that it is the file you mean, and what stands under each column name"
    return finding("I102", place, key="the file", found=found, allowed=allowed, fix=fix)


def _bare(name: str) -> str:
    return name.strip().casefold()


class Table(NamedTuple):
    """A table of a file: its rows with their numbers, the header among them, as they are read.

    ``sheet`` is None in a text file. ``expected`` is how many rows there may be, None where the file does not say.
    Going through ``rows`` raises ``Refused`` where the rest of the file cannot be read.
    """

    file: str
    sheet: str | None
    rows: Iterator[tuple[int, Row]]
    expected: int | None

    def place(self, row: int, column: int | None = None, titles: Sequence[str] = ()) -> Place:
        """Return where a row stands, or one of its cells, counted from zero; ``titles`` are the names of the columns."""
        if self.sheet is None:
            return Place(
                self.file, line=row, column=titles[column] if titles and column is not None else None
            )
        from openpyxl.utils import get_column_letter

        return Place(self.file, self.sheet, f"{get_column_letter((column or 0) + 1)}{row}")

    def is_called(self, *names: str) -> bool:
        """Tell whether the sheet has one of these names; case and outer spaces do not matter."""
        return _bare(self.sheet or "") in map(_bare, names)


def read_tables(file: str, first: Sequence[str] = ()) -> Iterator[Table]:
    """Go through the tables of a file: the sheets of a workbook, those named in ``first`` before the others.

    A text file has one; UTF-8, UTF-16 or a Windows encoding, any line ends, packed with gzip or not.
    Errors: ``Refused`` with I102 for a file that cannot be had or read.
    """
    content = read_bytes(file, MOST_BYTES)
    if isinstance(content, Finding):
        raise Refused(content)
    if content.startswith(WORKBOOK):
        yield from _sheets(content, file, first)
        return
    text = text_of_state_file(content, file)
    if not text.strip():
        fix = "check that it is the file you mean, and that it is whole"
        raise Refused(cannot_read(file, "nothing, the file is empty", "a file of the state's counts", fix))
    yield Table(file, None, _bounded(_text_rows(text, file), file, None), text.count("\n") + 1)


def text_of_state_file(content: bytes, file: str) -> str:
    """Return the bytes of a text file as text: UTF-8, UTF-16 or a Windows encoding, packed with gzip or not.

    Errors: ``Refused`` with I102 for what is neither.
    """
    if content.startswith(_PACKED):
        try:
            with gzip.open(io.BytesIO(content)) as packed:
                content = packed.read(MOST_BYTES_OF_TEXT + 1)
        except (OSError, EOFError, zlib.error) as error:
            found, fix = "a damaged packed file", "get it again, or unpack it yourself"
            raise Refused(cannot_read(file, found, "a file packed with gzip", fix)) from error
    if len(content) > MOST_BYTES_OF_TEXT:
        found, allowed = f"more than {MOST_BYTES_OF_TEXT:,} bytes of text", f"at most {MOST_BYTES_OF_TEXT:,}"
        raise Refused(cannot_read(file, found, allowed, "check that it is the file you mean"))
    if content.startswith(OLD_WORKBOOK):
        found, fix = "an old or password-protected workbook", "save it as .xlsx without a password"
        raise Refused(cannot_read(file, found, "a workbook (.xlsx) or a text file", fix))
    if b"\0" in content and not content.startswith(UTF16):
        found, fix = "a file that is neither text nor a workbook", "save it as .xlsx or as CSV"
        raise Refused(cannot_read(file, found, "a workbook (.xlsx) or a text file", fix))
    try:
        return content.decode("utf-16" if content.startswith(UTF16) else "utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _text_rows(text: str, file: str) -> Iterator[tuple[int, Row]]:
    lines = io.StringIO(text, newline=None)
    first = list(islice(lines, _FIRST_LINES))
    lines.seek(0)
    delimiter = max(_DELIMITERS, key=lambda sign: max(line.count(sign) for line in first))
    if delimiter == "|":  # the state's own files do not quote
        reader = csv.reader(_short(lines, file), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(_short(lines, file), delimiter=delimiter)
    before = 0
    try:
        for row in reader:
            if reader.line_num > before + 1:
                raise Refused(_open_quote(file, before + 1))
            before = reader.line_num
            yield before, row
    except csv.Error as error:
        place = Place(file, line=reader.line_num)
        fix = "check the line, and that the file is whole"
        raise Refused(
            finding("I102", place, key="the file", found=str(error), allowed="rows of fields", fix=fix)
        ) from error


def _short(lines: Iterator[str], file: str) -> Iterator[str]:
    """Go through lines. Errors: ``Refused`` with I102 for one that is far longer than a row of counts."""
    for number, line in enumerate(lines, start=1):
        if len(line) > MOST_OF_A_LINE:
            found, allowed = f"a line of {len(line):,} characters", f"at most {MOST_OF_A_LINE:,} in a line"
            fix = "check that it is the file you mean, and that its lines have their ends"
            raise Refused(
                finding(
                    "I102", Place(file, line=number), key="the file", found=found, allowed=allowed, fix=fix
                )
            )
        yield line


def _open_quote(file: str, line: int) -> Finding:
    fix = "take the sign out, or write the name with a quote before and after it"
    found, allowed = 'a quotation mark " that runs over the end of the line', "each row on a line of its own"
    return finding("I102", Place(file, line=line), key="the file", found=found, allowed=allowed, fix=fix)


def _sheets(content: bytes, file: str, first: Sequence[str]) -> Iterator[Table]:
    workbook = open_workbook(content, file, Bounds(MOST_UNPACKED, MOST_TAGS))
    order = {_bare(name): index for index, name in enumerate(first)}
    for sheet in sorted(workbook.sheets, key=lambda one: order.get(_bare(one.title), len(order))):
        expected = sheet.max_row
        rows = _bounded(_sheet_rows(workbook, sheet, file), file, sheet.title)
        yield Table(file, sheet.title, rows, expected)


def _sheet_rows(workbook: OpenWorkbook, sheet: Any, file: str) -> Iterator[tuple[int, Row]]:
    """Go through the rows of a sheet; a formula gives its last value, or says that it has none.

    A sheet of the state's has no formulas, so that it is read once; from the first formula on it is read twice.
    """
    with reading(file):
        shown: Iterator[Row] | None = None
        for number, row in enumerate(workbook.rows(sheet, values=False), start=1):
            if shown is None and any(map(_is_formula, row)):
                shown = islice(workbook.rows(sheet, values=True), number - 1, None)
            yield number, row if shown is None else list(map(_value, row, next(shown)))


def _is_formula(cell: Any) -> bool:
    return cell.startswith("=") if type(cell) is str else hasattr(cell, "ref")


def _value(typed: Any, shown: Any) -> Any:
    if shown is None and _is_formula(typed):
        return UNCALCULATED
    return shown


def _bounded(rows: Iterator[tuple[int, Row]], file: str, sheet: str | None) -> Iterator[tuple[int, Row]]:
    """Go through rows as long as they keep the bounds. Errors: ``Refused`` with I102 for one that does not."""
    for number, row in rows:
        if number > MOST_ROWS or len(row) > MOST_COLUMNS:
            place = Place(file, sheet)
            allowed = f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns"
            fix = "delete the cells far from the figures, whole rows or columns at once"
            found = f"row {number:,} with {len(row):,} columns"
            raise Refused(finding("I102", place, key="the file", found=found, allowed=allowed, fix=fix))
        yield number, row
