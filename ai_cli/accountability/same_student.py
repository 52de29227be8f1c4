"""The number of a student without its leading zeros, which a file may have lost in some of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_DIGITS = r"^[0-9]+$"


def bare_number() -> pl.Expr:
    """Return the number of each row's student without leading zeros: the same of all rows of a student."""
    import polars as pl

    return pl.col("student_id").str.strip_chars_start("0")


def in_order() -> tuple[pl.Expr, pl.Expr]:
    """Return by what students are put in the order of their numbers: 9 goes before 10, as 09 does; others by their text."""
    import polars as pl

    bare = bare_number()
    return pl.when(bare.str.contains(_DIGITS)).then(bare.str.len_bytes()).otherwise(0), bare
