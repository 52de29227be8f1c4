"""Opens a file of students, CSV or Parquet, by its header."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ai_cli.findings import Place, finding
from ai_cli.inputs.document import STANDARD_INPUT, cannot_read
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.state_columns import Columns, columns_needed, has_one_of, recognised
from ai_cli.inputs.students_parquet import as_text, refuse_odd_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from ai_cli.inputs.state_columns import Shape

_HEAD = 100_000
_PARQUET = b"PAR1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_KIND = "a CSV file in UTF-8, or a Parquet file"


class Source(NamedTuple):
    """A file whose header has been read. ``header`` holds the names of its columns as they stand, ``names`` ours.

    ``has_header`` is whether row 1 is the header, ``delimiter`` None of a Parquet file.
    """

    file: str
    content: bytes | None
    delimiter: str | None
    header: tuple[str, ...]
    names: tuple[str, ...]
    has_header: bool = True

    def scan(self, types: Mapping[str, Any]) -> pl.LazyFrame:
        """Return the rows, each with the number of its line; a column is read as its type here, or as text.

        A Parquet file, whose columns have types of their own, is read as text. Collecting raises what polars raises, whose
        words may hold what stands in the file: they are never shown.
        """
        import polars as pl

        place: Any = Path(self.file) if self.content is None else io.BytesIO(self.content)
        used = {name: title for name, title in zip(self.names, self.header, strict=True) if name}
        if self.delimiter is None:
            rows = pl.scan_parquet(place)
            schema = rows.collect_schema()
            rows = rows.select(as_text(title, schema[title]).alias(name) for name, title in used.items())
        else:
            known = {used[name]: kind for name, kind in types.items() if name in used}
            # polars has named columns without a header from 0 on in some versions, from 1 on in others
            columns: Any = (
                None if self.has_header else {title: known.get(title, pl.String) for title in self.header}
            )
            rows = pl.scan_csv(
                place,
                separator=self.delimiter,
                has_header=self.has_header,
                infer_schema=False,
                schema=columns,
                schema_overrides=known if self.has_header else None,
            ).select(pl.col(title).alias(name) for name, title in used.items())
        return rows.with_row_index("line", 2 if self.has_header else 1)

    def lines(self) -> io.TextIOBase:
        """Return the text of a CSV file, line by line."""
        if self.content is not None:
            return io.TextIOWrapper(io.BytesIO(self.content), "utf-8-sig", "replace", newline="")
        return Path(self.file).open(encoding="utf-8-sig", errors="replace", newline="")


def given(file: str) -> bytes | None:
    """Return what stands in standard input, where the file is ``-``; None of another, which is read from its place."""
    return sys.stdin.buffer.read() if file == STANDARD_INPUT else None


def open_source(
    file: str, shape: Shape, content: bytes | None = None, in_place: Sequence[str] = ()
) -> Source:
    """Return a file of students, opened by its header. ``content`` is what was given in place of a file.

    A first row of as many fields as ``in_place`` has names, and with none of these names in it, is no header: the columns are
    those, in their order. Errors: ``Refused`` with I102 for a file that cannot be had or recognised, I104 for a column that
    stands twice.
    """
    head = _head(file) if content is None else content[:_HEAD]
    if head.startswith(_PARQUET):
        return _parquet(file, content, shape)
    if head.startswith(_UTF16) or b"\0" in head:
        raise Refused(cannot_read(file, "a file that is no text in UTF-8", _KIND, "save it as CSV UTF-8"))
    text = head.decode("utf-8-sig", "replace")
    first = text.partition("\n")[0].rstrip("\r")
    if not first.strip() or "\r" in first:
        found = "no header" if "\r" not in first else "line ends of an old kind"
        raise Refused(cannot_read(file, found, _KIND, "save it again as CSV UTF-8, with its header in row 1"))
    delimiter = max(",\t;|", key=first.count)
    header = tuple(next(csv.reader([first], delimiter=delimiter)))
    if len(header) == len(in_place) and not has_one_of(header, in_place):
        numbered = tuple(f"column {number}" for number in range(1, len(header) + 1))
        return Source(file, content, delimiter, numbered, _names(in_place, file, shape), has_header=False)
    return Source(file, content, delimiter, header, _names(header, file, shape))


def _head(file: str) -> bytes:
    try:
        with Path(file).open("rb") as opened:
            return opened.read(_HEAD)
    except FileNotFoundError:
        raise Refused(
            cannot_read(file, "no file", "a file that is there", "check the name and the folder")
        ) from None
    except OSError as error:
        found = f"a file that cannot be opened ({type(error).__name__})"
        raise Refused(cannot_read(file, found, _KIND, "check that it is a file you may read")) from None


def _parquet(file: str, content: bytes | None, shape: Shape) -> Source:
    import polars as pl

    place: Any = Path(file) if content is None else io.BytesIO(content)
    try:
        schema = pl.scan_parquet(place).collect_schema()
    except (pl.exceptions.PolarsError, OSError):
        raise Refused(
            cannot_read(file, "a damaged Parquet file", _KIND, "get it again, or give it as CSV")
        ) from None
    header = tuple(schema.names())
    names = _names(header, file, shape)
    refuse_odd_columns(schema, (title for name, title in zip(names, header, strict=True) if name), file)
    return Source(file, content, None, header, names, has_header=False)


def _names(header: Sequence[str], file: str, shape: Shape) -> tuple[str, ...]:
    """Return our names of the columns, none of one that is not used."""
    columns = recognised(header, shape)
    if not isinstance(columns, Columns):
        found, allowed = f"no column {', '.join(columns)}", ", ".join(columns_needed(shape))
        fix = f"give {shape.what}, with its header in row 1"
        raise Refused(cannot_read(file, found, f"columns {allowed}", fix))
    if columns.twice:
        key = columns.titles[columns.twice[0]]
        raise Refused(finding("I104", Place(file, line=1), key=key, found=key, first="in the same row"))
    ours = {index: name for name, index in columns.fields.items()}
    return tuple(ours.get(index, "") for index in range(len(header)))


def broken_line(source: Source) -> tuple[int, int] | None:
    """Return the first row of a CSV file that has not as many fields as the header, and how many it has."""
    if source.delimiter is None:
        return None
    with source.lines() as opened:
        for number, row in enumerate(csv.reader(opened, delimiter=source.delimiter), 1):
            if row and len(row) != len(source.header):
                return number, len(row)
    return None
