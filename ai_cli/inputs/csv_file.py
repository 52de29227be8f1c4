"""Opens a CSV file with a header: its lines in blocks or row by row, each with its number."""

from __future__ import annotations

import csv
from itertools import chain
from typing import TYPE_CHECKING

from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.document import cannot_read, read_bytes
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.state_columns import Columns, columns_needed, recognised
from ai_cli.inputs.state_table import MOST_BYTES, text_of_state_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.inputs.state_columns import Shape

    Row = list[str]

_FIRST_ROW = 2


class CsvFile:
    """A CSV file whose header has been read: its columns, and its lines.

    ``file`` is as the user typed it. Errors: ``Refused`` with I102 for a file that cannot be had, read or recognized, I104 for
    a column that stands twice.
    """

    def __init__(self, file: str, shape: Shape) -> None:
        content = read_bytes(file, MOST_BYTES)
        if isinstance(content, Finding):
            raise Refused(content)
        self.file = file
        text = text_of_state_file(content, file)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text.strip():
            found = "nothing, the file is empty"
            raise Refused(cannot_read(file, found, shape.what, "check that it is the file you mean"))
        first, *self.lines = text.removesuffix("\n").split("\n")
        self.quoted = '"' in text
        self.delimiter = max(",\t;", key=first.count)
        header = next(csv.reader([first], delimiter=self.delimiter))
        columns = recognised(header, shape)
        if not isinstance(columns, Columns):
            found, allowed = f"no column {', '.join(columns)}", ", ".join(columns_needed(shape))
            fix = f"give {shape.what}, with its header in row 1"
            raise Refused(cannot_read(file, found, f"columns {allowed}", fix))
        if columns.twice:
            key = columns.titles[columns.twice[0]]
            raise Refused(finding("I104", Place(file, line=1), key=key, found=key, first="in the same row"))
        self.columns = columns
        self.width = len(header)

    def blocks(self, size: int) -> Iterator[tuple[int, list[str]]]:
        """Go through the lines, so many at once, with the number of the first."""
        for start in range(0, len(self.lines), size):
            yield start + _FIRST_ROW, self.lines[start : start + size]

    def flat(self, block: list[str]) -> list[str]:
        """Return the fields of some lines one after another, none of lines that cannot be read.

        Without a quotation mark each delimiter parts two.
        """
        if self.quoted:
            try:
                return list(chain.from_iterable(csv.reader(block, delimiter=self.delimiter)))
            except csv.Error:
                return []
        return self.delimiter.join(block).split(self.delimiter)

    def rows(self, first: int = _FIRST_ROW, block: list[str] | None = None) -> Iterator[tuple[int, Row]]:
        """Go through the rows of some lines with their numbers, or of all.

        Errors: ``Refused`` with I102 for a row that runs over the end of its line, as an open quotation mark does.
        """
        reader = csv.reader(self.lines if block is None else block, delimiter=self.delimiter)
        try:
            for index, row in enumerate(reader):
                if reader.line_num != index + 1:
                    raise Refused(
                        self._broken(first + index, 'a quotation mark " that runs over the end of the line')
                    )
                yield first + index, row
        except csv.Error as error:
            raise Refused(self._broken(first + reader.line_num - 1, str(error))) from error

    def _broken(self, line: int, found: str) -> Finding:
        place, allowed = Place(self.file, line=line), "each row on a line of its own"
        fix = "check the line, and that the file is whole"
        return finding("I102", place, key="the file", found=found, allowed=allowed, fix=fix)
