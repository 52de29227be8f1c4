"""Writes workbooks: one look for all, values beside formulas, text of users always text, same input same bytes."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from decimal import Context, Decimal
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MONEY = "_($* #,##0.00_);_($* (#,##0.00);_($* 0.00_);_(@_)"
SHARE, RATIO, TEXT, COUNT, NUMBER, DAY = "0.00%", "0.0000%", "@", "#,##0", "#,##0.00", "m/d/yyyy"
_FIGURES = (MONEY, SHARE, RATIO, COUNT, NUMBER)

HEAD: Mapping[str, Any] = {"bold": True, "bg_color": "#DDE7F0", "bottom": 1}
TITLE: Mapping[str, Any] = {"bold": True, "font_size": 14, "text_wrap": False}
BOLD: Mapping[str, Any] = {"bold": True}
TYPED: Mapping[str, Any] = {"bg_color": "#FFF8DC", "font_color": "#1F3F7F", "locked": False}
BREACH: Mapping[str, Any] = {"bg_color": "#F8CBAD"}
NOTE: Mapping[str, Any] = {"italic": True, "font_color": "#595959"}

MOST_CHARACTERS = 32_767
"""Of a cell: Excel's own limit."""

_CUT = " [cut here: too long for a cell]"
_LETTER, _MARGIN_INCHES = 1, 1 / 2
_LINE_HEIGHT, _HIGHEST_ROW, _SPARE_CHARACTERS = 15, 409, 3
_DIGITS = Context(prec=17)
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")


class Formula(NamedTuple):
    """A formula, and what it gives as long as nothing is changed: zero where nothing is said."""

    text: str
    value: Decimal | str | None = None


class Column(NamedTuple):
    """A column: its title, its width in characters, the number format of its cells, None for any."""

    title: str
    width: int
    format: str | None = None

    @property
    def is_figure(self) -> bool:
        """Whether the column holds figures, which stand to the right and are never wrapped."""
        return self.format in _FIGURES


Value = Formula | Decimal | int | bool | str | date | None


class Book:
    """A workbook that is being written. Errors: ``ValueError`` for two sheets of one name."""

    def __init__(self, title: str, stamp: datetime | None = None) -> None:
        self._bytes = io.BytesIO()
        self.workbook: Any = Workbook(self._bytes, {"in_memory": True})
        self.workbook.set_properties({"title": title, "author": "ai-cli", "created": stamp or _NO_TIME})
        self._looks: dict[frozenset[tuple[str, Any]], Any] = {}
        self._names: set[str] = set()

    def sheet(self, name: str) -> Sheet:
        """Return a new sheet, set up to print on letter paper, one page wide, with its name and page below."""
        if name.casefold() in self._names:
            raise ValueError(f"two sheets are called {name}")
        self._names.add(name.casefold())
        return Sheet(self, name)

    def look(self, **properties: Any) -> Any:
        """Return the format with these properties of XlsxWriter; the same one for the same properties."""
        key = frozenset(properties.items())
        if key not in self._looks:
            self._looks[key] = self.workbook.add_format(properties)
        return self._looks[key]

    def define_name(self, name: str, cell: str) -> None:
        """Give a cell a name that other workbooks can link to, ``AI_LINE_12``; or ``'Sheet'!AI_LINE_12`` for a sheet."""
        self.workbook.define_name(name, f"={cell}")

    def saved(self) -> bytes:
        """Return the bytes of the workbook, the same for the same content."""
        self.workbook.close()
        return self._bytes.getvalue()


class Sheet:
    """A sheet of a book. Rows and columns count from 1, as in the names of cells."""

    def __init__(self, book: Book, name: str) -> None:
        self.book = book
        self.name = name
        self.last_row = 0
        self.page: Any = book.workbook.add_worksheet(name)
        self.page.set_landscape()
        self.page.set_paper(_LETTER)
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(
            _MARGIN_INCHES, _MARGIN_INCHES, _MARGIN_INCHES, _MARGIN_INCHES + _MARGIN_INCHES / 2
        )
        self.page.set_footer("&C&F, &A, page &P of &N")
        self._widths: dict[int, int] = {}

    def cell(self, row: int, column: int) -> str:
        """Return the name of a cell as formulas of any sheet take it, ``'Budget'!$B$7``."""
        return f"{quoted(self.name)}!${xl_col_to_name(column - 1)}${row}"

    def set_widths(self, columns: Sequence[Column]) -> None:
        """Give the columns their widths and looks, also where no cell is filled yet."""
        for number, column in enumerate(columns):
            self._widths[number + 1] = column.width
            self.page.set_column(number, number, column.width, self.book.look(**_look_of(column)))

    def put_header(self, columns: Sequence[Column], *, freeze_columns: int = 0, stays: bool = True) -> None:
        """Write the titles of the columns in the next row; if it ``stays``, in view and on every page printed."""
        row = self.last_row + 1
        self.set_widths(columns)
        for number, column in enumerate(columns, start=1):
            right = {"align": "right", "indent": 0} if column.is_figure else {}
            self.put(
                row, number, column.title, **{**_look_of(Column(column.title, column.width)), **HEAD, **right}
            )
        lines = max(ceil(len(one.title) / max(1, one.width - _SPARE_CHARACTERS)) for one in columns)
        self._set_height(row, lines)
        if stays:
            self.page.freeze_panes(row, freeze_columns)
            self.page.repeat_rows(row - 1)

    def put_row(self, values: Sequence[Value], columns: Sequence[Column], **look: Any) -> int:
        """Write the next row in the look of its columns, high enough for its texts, and return its number."""
        row = self.last_row + 1
        lines = 1
        for number, (value, column) in enumerate(zip(values, columns, strict=False), start=1):
            self.put(row, number, value, **{**_look_of(column), **look})
            if isinstance(value, str) and not column.is_figure:
                lines = max(lines, ceil(len(value) / max(1, column.width - _SPARE_CHARACTERS)))
        self._set_height(row, lines)
        self.last_row = row
        return row

    def _set_height(self, row: int, lines: int) -> None:
        if lines > 1:
            self.page.set_row(row - 1, min(_HIGHEST_ROW, lines * _LINE_HEIGHT))

    def put(self, row: int, column: int, value: Value, **look: Any) -> None:
        """Write one cell; a text is always a text, whatever it begins with."""
        self.last_row = max(self.last_row, row)
        place, style = (row - 1, column - 1), self.book.look(**{"valign": "top", **look})
        match value:
            case None:
                self.page.write_blank(*place, None, style)
            case Formula():
                shown = _DIGITS.plus(value.value) if isinstance(value.value, Decimal) else value.value
                self.page.write_formula(*place, value.text, style, 0 if shown is None else shown)
            case bool():
                self.page.write_string(*place, "yes" if value else "no", style)
            case date():
                self.page.write_datetime(*place, value, style)
            case int() | Decimal():
                self.page.write_number(*place, value, style)
            case str():
                self.page.write_string(*place, safe_text(value), style)

    def merge(
        self, row: int, first: int, last: int, text: str, columns: Sequence[Column], **look: Any
    ) -> None:
        """Write a text over the cells of several columns, in a row as high as it needs."""
        self.last_row = max(self.last_row, row)
        width = sum(one.width for one in columns[first - 1 : last])
        lines = ceil(len(text) / max(1, width - _SPARE_CHARACTERS))
        style = self.book.look(**{"valign": "top", "align": "left", "text_wrap": True, **look})
        self.page.merge_range(row - 1, first - 1, row - 1, last - 1, "", style)
        self.page.write_string(row - 1, first - 1, safe_text(text), style)
        self._set_height(row, lines)

    def colour(self, cells: str, formula: str, **look: Any) -> None:
        """Give cells another look where a formula, written for the first of them, is true."""
        self.page.conditional_format(
            cells, {"type": "formula", "criteria": f"={formula}", "format": self.book.look(**look)}
        )


def quoted(sheet: str) -> str:
    """Return the name of a sheet as a formula takes it."""
    return f"'{sheet}'" if re.search(r"[^A-Za-z_]", sheet) else sheet


def safe_text(text: str) -> str:
    """Return a text as a cell can hold it: control characters are spaces, and what is too long is cut with a mark."""
    clean = _CONTROL.sub(" ", text)
    if len(clean) <= MOST_CHARACTERS:
        return clean
    return clean[: MOST_CHARACTERS - len(_CUT)] + _CUT


def _look_of(column: Column) -> dict[str, Any]:
    look: dict[str, Any] = {"valign": "top"}
    if column.format is not None:
        look["num_format"] = column.format
    return look if column.is_figure else {**look, "text_wrap": True, "align": "left", "indent": 1}
