"""Reads the rows of a file of students into columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.accountability import LeftOut, Read
from ai_cli.facts.students import Students
from ai_cli.inputs.accountability_rows import refused
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.students_columns import columns_of, contradicts, shape_of
from ai_cli.inputs.students_extra import missing_extra
from ai_cli.inputs.students_ids import ids_of
from ai_cli.inputs.students_kept import Layout, collected, keep, whole
from ai_cli.inputs.students_source import open_source

if TYPE_CHECKING:
    import polars as pl

    from ai_cli.facts.students import StudentCodes
    from ai_cli.inputs.students_columns import Column
    from ai_cli.inputs.students_source import Source


def read_students(
    file: str, codes: StudentCodes, content: bytes | None = None
) -> tuple[Students | None, Read]:
    """Return the rows of a file of students, and what was left out of it; None of a file that cannot be read.

    Shape: a row for each student and subject, CSV or Parquet; ``content`` is what was given in place of a file. Rows are read as they stand; only a file in which something
    cannot be read so is read again as text, with outer spaces taken off, and its wrong rows are looked at one by one.
    Findings: A102 an id without its leading zeros, A106 polars is not installed, I101 a missing value, I102 what cannot be
    read, I103 an unknown code, I105 days out of order. No finding shows an identifier. Nothing is raised.
    """
    missing = missing_extra(file)
    if missing is not None:
        return None, Read(LeftOut(file, 0, {}), (missing,))
    columns = columns_of(codes)
    try:
        source = open_source(file, shape_of(columns), content)
        known = tuple(one for one in columns if one.name in source.names)
        frame = _as_it_stands(source, known)
        if frame is not None:
            rows = frame.height
            return Students(file, whole(frame, columns)), Read(LeftOut(file, rows, {}), ())
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
    titles = dict(zip(source.names, source.header, strict=True))
    return keep(collected(source, source.scan({})), known, columns, Layout(source.file, titles))
