"""The full academic year, R6 to R8: who was enrolled on October 1 and in the window, without a long gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.students import StudentsConfig

SCHOOL, DISTRICT, STATE = "school", "district", "state"
LEVELS = (SCHOOL, DISTRICT, STATE)
"""Where a full academic year is judged, each level by the first day of the enrollment there."""


def in_window(config: StudentsConfig) -> pl.Expr:
    """Tell which rows are of students enrolled in the window, on one day of it at least.

    Shape: a polars expression over rows of students. Source: the two days of the window, an input.
    """
    import polars as pl

    left = pl.col("exit_date").is_null() | (pl.col("exit_date") >= config.window_start)
    return (pl.col("entry_school") <= config.window_end) & left


def full_year(level: str, config: StudentsConfig, rules: Rules) -> pl.Expr:
    """Tell which rows, of students in the window, are of a full academic year at the school, district or state.

    A gap of that many school days breaks the year at every level, or at the school only by the reading ``gap-scope=school``.
    Shape: a polars expression over rows of students. Source: full_year_gap, October 1 of the dates given.
    """
    import polars as pl

    enrolled = pl.col(f"entry_{level}") <= config.october_1
    if level != SCHOOL and rules.reads("gap-scope", SCHOOL):
        return enrolled
    return enrolled & (pl.col("max_gap_days") < longest_gap(config, rules))


def longest_gap(config: StudentsConfig, rules: Rules) -> int:
    """Return the school days from which on a gap breaks the year: the law's, or those that the dates state."""
    return int(config.figures.get("full_year_gap", rules.number("full_year_gap")))
