"""Opens an Excel file within bounds, and says what is wrong with one that cannot be opened."""

from __future__ import annotations

import io
import os
import re
import warnings
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from ai_cli.inputs.document import cannot_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.findings import Finding


# openpyxl looks at these when it is imported: XML of strangers is read by defusedxml and by nothing else
os.environ |= {"OPENPYXL_DEFUSEDXML": "True", "OPENPYXL_LXML": "False"}


class Bounds(NamedTuple):
    """How large a workbook may be: bytes when unpacked, and tags of its sheets, texts and styles, which take time each."""

    bytes: int
    tags: int


OF_A_DISTRICT = Bounds(bytes=40_000_000, tags=1_000_000)
"""Their workbooks have a few hundred thousand bytes and tags; a state's has its own bounds."""

MOST_PARTS = 2_000
_MOST_NAMES = 5_000
"""So many tags may the list of sheets and names have; each sheet is opened, read or not."""

_MOST_OF_A_STYLE, _MOST_BRACKETS = 1_000, 50
"""Excel takes a number format of up to 255 signs; the time to tell whether one is of dates grows with its square."""

_FEW_BYTES = 500_000
_NOT_READ = re.compile(r"xl/(media|drawings|charts|externalLinks)/")
_STRICT = b"purl.oclc.org/ooxml"
_ALLOWED = "an Excel workbook, .xlsx"
_STYLES = "xl/styles.xml"


class Refused(Exception):
    """Raised when a workbook cannot be read; ``finding`` says why."""

    def __init__(self, one: Finding) -> None:
        super().__init__(one.message)
        self.finding = one


class OpenWorkbook:
    """A workbook that is read row by row, as often as wanted."""

    def __init__(self, content: bytes) -> None:
        from openpyxl import load_workbook

        # openpyxl warns of extensions that it does not keep; nothing is written back
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        self._book: Any = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)

    @property
    def sheets(self) -> list[Any]:
        """The openpyxl worksheets, in their order."""
        return list(self._book.worksheets)

    def rows(self, sheet: Any, *, values: bool) -> Iterator[tuple[Any, ...]]:
        """Go through all rows of a sheet: the values last calculated, or what was typed."""
        # openpyxl looks at this when a reading begins; opening twice would read texts and styles twice
        self._book._data_only = values  # noqa: SLF001
        sheet.reset_dimensions()  # the stored dimension may be wrong, and would cut rows off
        yield from sheet.iter_rows(values_only=True)


def open_workbook(content: bytes, file: str, bounds: Bounds = OF_A_DISTRICT) -> OpenWorkbook:
    """Return the workbook opened for reading, after a look at what it is.

    Errors: ``Refused`` with I102 for a file that is damaged, has a password, is larger than the bounds when unpacked,
    is no workbook, or is Strict Open XML, which would read as empty. What going through its rows raises is caught by
    ``reading``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            problem = _problem(parts, file, bounds)
    except Exception:  # noqa: BLE001 - zipfile raises whatever a damaged or encrypted file leads it to
        fix = "open it in Excel and save it again, without a password"
        problem = cannot_read(file, "a damaged or password-protected workbook", _ALLOWED, fix)
    if problem is not None:
        raise Refused(problem)
    _check_the_guard(file)
    with reading(file):
        return OpenWorkbook(content)


def _check_the_guard(file: str) -> None:
    """Refuse to read a workbook, I102, where defusedxml does not stand between it and the XML parser."""
    import openpyxl

    if openpyxl.LXML or not openpyxl.DEFUSEDXML:
        found, allowed = "a workbook, while the guard against hostile XML is missing", "defusedxml in use"
        raise Refused(cannot_read(file, found, allowed, "install ai-cli again, with all that it needs"))


def has_links(content: bytes) -> bool:
    """Tell whether a workbook that can be opened keeps figures of other workbooks."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return any(name.startswith("xl/externalLinks/") for name in parts.namelist())


@contextmanager
def reading(file: str) -> Iterator[None]:
    """Turn whatever openpyxl raises while a workbook is opened and read into ``Refused``, with I102."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:
        found = f"a workbook that cannot be opened ({type(error).__name__})"
        fix = "open it in Excel and save it again"
        raise Refused(cannot_read(file, found, _ALLOWED, fix)) from error


def _problem(parts: zipfile.ZipFile, file: str, bounds: Bounds) -> Finding | None:
    listed = parts.infolist()
    if len(listed) > MOST_PARTS or sum(one.file_size for one in listed) > bounds.bytes:
        found = "a file that unpacks to far more than a workbook of figures"
        return cannot_read(
            file, found, f"at most {bounds.bytes:,} bytes unpacked", "check where the file is from"
        )
    crowded = (one for one in listed if one.file_size > _FEW_BYTES and not _NOT_READ.match(one.filename))
    if sum(parts.read(one).count(b"<") for one in crowded) > bounds.tags:
        found = "a workbook with far more cells or texts than one of figures has"
        fix = "take the sheets with other data out of the workbook, or check where it is from"
        return cannot_read(file, found, f"at most {bounds.tags:,} tags of its parts", fix)
    if "xl/workbook.xml" not in parts.namelist():
        fix = "save it from Excel as Excel Workbook (.xlsx)"
        return cannot_read(file, "a zip file that is no Excel workbook", _ALLOWED, fix)
    if _STRICT in parts.read("xl/workbook.xml"):
        fix = "save it as Excel Workbook (.xlsx), not as Strict Open XML"
        return cannot_read(file, "a workbook saved as Strict Open XML", _ALLOWED, fix)
    if parts.read("xl/workbook.xml").count(b"<") > _MOST_NAMES:
        fix = "delete the names in Formulas, Name Manager, or copy the figures into a new workbook"
        return cannot_read(file, "a workbook with very many sheets or names", f"at most {_MOST_NAMES:,}", fix)
    if _STYLES in parts.namelist() and any(map(_is_no_style, parts.read(_STYLES).split(b"<"))):
        fix = "copy the figures into a new workbook, as values"
        return cannot_read(file, "a number format that Excel would not take", _ALLOWED, fix)
    return None


def _is_no_style(tag: bytes) -> bool:
    return len(tag) > _MOST_OF_A_STYLE or tag.count(b"[") > _MOST_BRACKETS
