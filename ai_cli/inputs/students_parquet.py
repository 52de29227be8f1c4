"""The columns of a Parquet file as text: days without their hour, whole numbers without a point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ai_cli.facts.students import NO, YES
from ai_cli.findings import Place, finding
from ai_cli.inputs.excel_file import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

_ZEROS_AT_THE_END = r"\.?0+$"


def refuse_odd_columns(schema: Mapping[str, Any], titles: Iterable[str], file: str) -> None:
    """Refuse a file of which a column has no single text, number, day or answer in a row.

    Errors: ``Refused`` with I102, naming the column and its type.
    """
    import polars as pl

    for title in titles:
        kind = schema[title]
        if kind.is_nested() or kind.base_type() in (pl.Duration, pl.Time, pl.Object):
            found = f"a column of type {kind.base_type().__name__}"
            allowed = "one text, number, day, or true and false in each row"
            fix = "write the column as text"
            raise Refused(finding("I102", Place(file), key=title, found=found, allowed=allowed, fix=fix))


def as_text(title: str, kind: Any) -> pl.Expr:
    """Return a column as the text that a CSV file would have of it.

    Other programs write a day as its midnight, and whole numbers beside missing ones as 3.0: these are the day and the 3.
    """
    import polars as pl

    column = pl.col(title)
    text = column.cast(pl.String)
    if kind == pl.Boolean:
        return column.replace_strict({True: YES, False: NO}, return_dtype=pl.String)
    if kind == pl.Datetime:
        moment = column.dt.replace_time_zone(None)
        day = moment.dt.date()
        is_midnight = moment == day.cast(pl.Datetime(kind.time_unit))
        return pl.when(is_midnight).then(day.cast(pl.String)).otherwise(text)
    if kind.is_float():
        whole = column.cast(pl.Int64, strict=False)
        return pl.when(whole == column).then(whole.cast(pl.String)).otherwise(text)
    if kind.is_decimal():
        has_point = text.str.contains(".", literal=True)
        return pl.when(has_point).then(text.str.replace(_ZEROS_AT_THE_END, "")).otherwise(text)
    return text
