"""Keeps the rows of a file of students that can be, read as text, and says why the others cannot."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.facts.accountability import LeftOut, Read
from ai_cli.facts.students import Students
from ai_cli.findings import Finding, Place, finding, in_order
from ai_cli.inputs.accountability_rows import BLANK
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.students_columns import contradicts
from ai_cli.inputs.students_faults import Faults
from ai_cli.inputs.students_ids import ids_of
from ai_cli.inputs.students_source import broken_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from ai_cli.inputs.students_columns import Column
    from ai_cli.inputs.students_source import Source


class Layout(NamedTuple):
    """The file and what it calls our columns, with what is to be printed of a file laid out so."""

    file: str
    titles: Mapping[str, str]
    labels: tuple[str, ...] = ()


def collected(source: Source, rows: pl.LazyFrame) -> pl.DataFrame:
    """Return rows without the spaces around their texts, nothing where a text is empty.

    Errors: ``Refused`` with I102 for a file that breaks off; what polars says of it may hold what stands in it, and is dropped.
    """
    import polars as pl

    bare = pl.exclude("line").str.strip_chars()
    try:
        texts = rows.with_columns(bare).collect(engine="streaming")
    except pl.exceptions.PolarsError:
        raise Refused(_broken(source)) from None
    return texts.with_columns(pl.when(pl.exclude("line").str.len_bytes() > 0).then(pl.exclude("line")))


def keep(
    texts: pl.DataFrame,
    known: tuple[Column, ...],
    columns: tuple[Column, ...],
    layout: Layout,
    reasons: Mapping[str, int] | None = None,
) -> tuple[Students, Read]:
    """Return the rows in which every value of the known columns can be, with what is wrong with the others.

    ``reasons`` counts rows that were left out before.
    """
    import polars as pl

    left_out = Counter(reasons or {})
    rows = texts.height + left_out.total()
    blank = pl.all_horizontal(pl.col(one.name).is_null() for one in known)
    left_out[BLANK] += texts.select(blank.sum()).item()
    texts = texts.filter(~blank)
    ids = ids_of(texts)
    texts = texts.with_columns(ids.mended())
    wrong = texts.select(pl.any_horizontal(one.is_wrong() for one in known) | ids.is_wrong()).to_series()
    good = texts.filter(~wrong).with_columns(one.value() for one in known)
    bad = good.select(contradicts()).to_series()
    faults = Faults(
        layout.file, layout.titles, known, (texts.filter(wrong), texts.filter(~wrong).filter(bad))
    )
    left_out.update(faults.reasons)
    read = Read(
        LeftOut(layout.file, rows, dict(+left_out)),
        in_order((*ids.findings(layout.file), *faults.findings)),
    )
    return Students(layout.file, whole(good.filter(~bad), columns), layout.labels), read


def whole(frame: pl.DataFrame, columns: tuple[Column, ...]) -> pl.DataFrame:
    """Return the frame with every column and no other, those that the file lacks empty."""
    import polars as pl

    missing = [one for one in columns if one.name not in frame.columns]
    lacking = [pl.lit(None, one.type_here()).alias(one.name) for one in missing]
    return frame.with_columns(lacking).select("line", *(one.name for one in columns))


def _broken(source: Source) -> Finding:
    line = broken_line(source)
    if line is None:
        found, allowed = "a file that breaks off or is not in UTF-8", "a whole file in UTF-8"
        place, fix = Place(source.file), "save it again as CSV UTF-8"
    else:
        number, fields = line
        found, allowed = f"{fields} fields", f"{len(source.header)} fields, as the header has"
        place, fix = Place(source.file, line=number), "check the commas and quotation marks of the row"
    return finding("I102", place, key="the row", found=found, allowed=allowed, fix=fix)
