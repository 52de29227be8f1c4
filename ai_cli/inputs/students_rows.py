"""Reads the rows of a file of students into columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.accountability import LeftOut, Read
from ai_cli.facts.students import Students
from ai_cli.findings import Place, finding, in_order
from ai_cli.inputs.accountability_rows import refused
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.students_columns import (
    columns_of,
    contradicts,
    shape_of,
)
from ai_cli.inputs.students_extra import missing_extra
from ai_cli.inputs.students_faults import Faults
from ai_cli.inputs.students_ids import ids_of
from ai_cli.inputs.students_source import broken_line, open_source

if TYPE_CHECKING:
    import polars as pl

    from ai_cli.facts.students import StudentCodes
    from ai_cli.findings import Finding
    from ai_cli.inputs.students_columns import Column
    from ai_cli.inputs.students_source import Source


def read_students(file: str, codes: StudentCodes) -> tuple[Students | None, Read]:
    """Return the rows of a file of students, and what was left out of it; None of a file that cannot be read.

    Shape: a row for each student and subject, CSV or Parquet. Rows are read as they stand; only a file in which something
    cannot be read so is read again as text, with outer spaces taken off, and its wrong rows are looked at one by one.
    Findings: A102 an id without its leading zeros, A106 polars is not installed, I101 a missing value, I102 what cannot be
    read, I103 an unknown code, I105 days out of order. No finding shows an identifier. Nothing is raised.
    """
    missing = missing_extra(file)
    if missing is not None:
        return None, Read(LeftOut(file, 0, {}), (missing,))
    columns = columns_of(codes)
    try:
        source = open_source(file, shape_of(columns))
        known = tuple(one for one in columns if one.name in source.names)
        frame = _as_it_stands(source, known)
        if frame is not None:
            rows = frame.height
            return Students(file, _whole(frame, columns)), Read(LeftOut(file, rows, {}), ())
        return _as_text(source, known, columns)
    except Refused as refusal:
        return None, refused(file, refusal)


def _as_it_stands(source: Source, columns: tuple[Column, ...]) -> pl.DataFrame | None:
    """Return the rows of a CSV file in which every value is written plainly; None where one is not."""
    import polars as pl

    if source.delimiter is None:
        return None
    rows = source.scan({one.name: one.type_in_file() for one in columns})
    texts = {one.name: f"{one.name} as text" for one in columns if one.is_converted}
    values = [one.value() for one in columns if one.is_converted]
    rows = rows.with_columns(pl.col(name).alias(text) for name, text in texts.items()).with_columns(values)
    wrong = pl.any_horizontal(one.is_strange(pl.col(texts.get(one.name, one.name))) for one in columns)
    names = [one.name for one in columns]
    try:
        frame = rows.select("line", *names, wrong.alias("wrong")).collect(engine="streaming")
    except pl.exceptions.PolarsError:
        return None
    strange = frame.select(pl.col("wrong").any() | contradicts().any()).item()
    return None if strange or not ids_of(frame).all_plain else frame.drop("wrong")


def _as_text(
    source: Source, known: tuple[Column, ...], columns: tuple[Column, ...]
) -> tuple[Students | None, Read]:
    """Return what can be kept of a file, with what is said of the rest."""
    import polars as pl

    bare = [pl.col(one.name).str.strip_chars() for one in known]
    try:
        texts = source.scan({}).select("line", *bare).collect(engine="streaming")
    except pl.exceptions.PolarsError:
        raise Refused(_broken(source)) from None
    texts = texts.with_columns(
        pl.when(pl.col(one.name).str.len_bytes() > 0).then(pl.col(one.name)) for one in known
    )
    rows = texts.height
    blank = pl.all_horizontal(pl.col(one.name).is_null() for one in known)
    blanks = texts.select(blank.sum()).item()
    texts = texts.filter(~blank)
    ids = ids_of(texts)
    texts = texts.with_columns(ids.mended())
    wrong = texts.select(pl.any_horizontal(one.is_wrong() for one in known) | ids.is_wrong()).to_series()
    good = texts.filter(~wrong).with_columns(one.value() for one in known)
    bad = good.select(contradicts()).to_series()
    faults = Faults(source, known, texts.filter(wrong), texts.filter(~wrong).filter(bad))
    reasons = faults.reasons if not blanks else {**faults.reasons, "a blank row": blanks}
    read = Read(
        LeftOut(source.file, rows, dict(reasons)), in_order((*ids.findings(source), *faults.findings))
    )
    return Students(source.file, _whole(good.filter(~bad), columns)), read


def _whole(frame: pl.DataFrame, columns: tuple[Column, ...]) -> pl.DataFrame:
    """Return the frame with every column, those that the file lacks empty."""
    import polars as pl

    lacking = [
        pl.lit(None, one.type_here()).alias(one.name) for one in columns if one.name not in frame.columns
    ]
    return frame.with_columns(lacking)


def _broken(source: Source) -> Finding:
    line = broken_line(source)
    if line is None:
        found, allowed = "a file that breaks off or is not in UTF-8", "a whole file in UTF-8"
        place, fix = Place(source.file), "save it again as CSV UTF-8"
    else:
        number, fields = line
        found, allowed = f"{fields} fields", f"{len(source.header)} fields, as the header has"
        place, fix = (
            Place(source.file, line=number),
            "check the commas and quotation marks of the row",
        )
    return finding("I102", place, key="the row", found=found, allowed=allowed, fix=fix)
