"""What became of each row of a file of students, with the rules that decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ai_cli.accountability.caps import KEPT, OVER, level_used
from ai_cli.accountability.full_year import LEVELS, longest_gap
from ai_cli.accountability.growth import growth_counts
from ai_cli.accountability.index import points_of
from ai_cli.accountability.same_student import bare_number
from ai_cli.accountability.student_groups import SCORED, TESTED, groups_text, was_marked
from ai_cli.accountability.student_tests import (
    AFTER_ELP_WINDOW,
    BAD_TEST_GRADE,
    GRADE_NOT_TESTED,
    NOT_IN_WINDOW,
    SCORE_EXCLUDED,
    UNCODED,
    UNMATCHED,
    came_after_elp_window,
    is_one_of,
    is_uncoded,
    new_in_subject,
    was_tested,
)
from ai_cli.facts.students import NO, VALID
from ai_cli.results.students import RowStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    import polars as pl

    from ai_cli.accountability.caps import Capped
    from ai_cli.accountability.roster import Roster

_PLAIN_ID = r"^[A-Za-z]?[0-9]{1,7}$"
_FULL_YEAR, _COUNTS = ([f"{kind}_{level}" for level in LEVELS] for kind in ("fay", "score"))


def row_statuses(roster: Roster, capped: Capped) -> Iterator[RowStatus]:
    """Go through the rows in the order of the file, without the student's number.

    Rows that are left out of the roster are not among them: its findings name these. A row's id is left away where it may tell
    of a student: where it is more than a letter and a few digits, holds the student's number, or is that of another. Source: R6 to R21, R46 and R67.
    """
    import polars as pl

    rules, config = roster.rules, roster.config
    points = points_of(rules)
    used = level_used(capped, rules)
    over, kept = (pl.col("line").is_in(lines) for lines in (capped.over, capped.kept))
    cap = pl.when(over).then(pl.lit(OVER)).when(kept).then(pl.lit(KEPT))
    frame = roster.frame.sort("line").select(
        "line",
        pl.when(_tells_nobody(roster.frame)).then("row_id"),
        pl.col("subject", "status").cast(pl.String),
        _reason(roster).alias("reason"),
        *_FULL_YEAR,
        "enrolled",
        "tested",
        *(pl.col(name) & used.is_not_null() for name in _COUNTS),
        pl.when("enrolled").then(groups_text(TESTED, config, rules)).alias("groups_participation"),
        pl.when("has_score").then(groups_text(SCORED, config, rules)).alias("groups_proficiency"),
        pl.when("has_score").then("groups").alias("groups"),
        cap.alias("cap"),
        used.cast(pl.String).alias("level_used"),
        growth_counts(rules).alias("growth_counted"),
        is_uncoded().alias("uncoded"),
        *(decided.alias(number) for number, decided in _decided(roster, capped).items()),
    )
    numbers = tuple(_decided(roster, capped))
    for row in frame.iter_rows(named=True):
        yield _status(row, points, numbers)


def _tells_nobody(frame: pl.DataFrame) -> pl.Expr:
    """Tell which rows have an id that is a plain number of a row, and no student's number or a part with one in it."""
    import polars as pl

    row_id = pl.col("row_id")
    students = frame.select(bare_number()).to_series().unique()
    of_a_student = row_id.str.strip_chars_start("0").is_in(students.implode())
    own = row_id.str.contains(bare_number(), literal=True)
    return row_id.str.contains(_PLAIN_ID) & ~of_a_student & ~own


def _status(row: dict[str, Any], points: dict[str, Fraction], numbers: tuple[str, ...]) -> RowStatus:
    return RowStatus(
        line=row["line"],
        row_id=row["row_id"],
        subject=row["subject"],
        status=row["status"],
        reason=row["reason"],
        full_year=_three(row, _FULL_YEAR),
        enrolled=row["enrolled"],
        tested=row["tested"],
        score_counts=_three(row, _COUNTS),
        groups_participation=_split(row["groups_participation"]),
        groups_proficiency=_split(row["groups_proficiency"]),
        subgroups=row["groups"],
        cap=row["cap"],
        level_used=row["level_used"],
        points=points.get(row["level_used"]),
        growth_counted=row["growth_counted"],
        warnings=(UNCODED,) if row["uncoded"] else (),
        rules=tuple(number for number in numbers if row[number]),
    )


def _three(row: dict[str, Any], names: list[str]) -> tuple[bool, bool, bool]:
    school, district, state = (row[name] for name in names)
    return school, district, state


def _split(text: str | None) -> tuple[str, ...]:
    return () if text is None else tuple(text.split(";"))


def _reason(roster: Roster) -> pl.Expr:
    import polars as pl

    rules = roster.rules
    counts = ~is_one_of("status", (UNMATCHED, GRADE_NOT_TESTED, NOT_IN_WINDOW))
    unscored = (pl.col("test_status") == VALID) & pl.col("level").is_not_null() & new_in_subject(rules)
    late = pl.when(counts & came_after_elp_window(roster.config, rules)).then(pl.lit(AFTER_ELP_WINDOW))
    return late.when(counts & unscored).then(pl.lit(SCORE_EXCLUDED))


def _decided(roster: Roster, capped: Capped) -> dict[str, pl.Expr]:
    """Return in which rows each rule decided otherwise than for a student who is there all year and tested."""
    import polars as pl

    rules, config = roster.rules, roster.config
    counts = ~is_one_of("status", (UNMATCHED, GRADE_NOT_TESTED, NOT_IN_WINDOW))
    gap = pl.col("max_gap_days") >= longest_gap(config, rules)
    first = config.year - rules.whole("former_group_years")
    spared = counts & new_in_subject(rules)
    in_pool = pl.col("line").is_in([*capped.kept, *capped.over])
    return {
        "R6": (counts & ~gap & ~pl.all_horizontal(_FULL_YEAR)) | (pl.col("status") == NOT_IN_WINDOW),
        "R7": counts & gap,
        "R8": counts & pl.any_horizontal(_FULL_YEAR) & ~pl.all_horizontal(_FULL_YEAR),
        "R11": counts & (pl.col("el") == NO) & was_marked("el", first, config.year),
        "R12": counts & (pl.col("sped") == NO) & was_marked("sped", first, config.year),
        "R14": spared & (pl.col("test_status") == VALID),
        "R15": spared & ~was_tested(rules) & pl.col("tested"),
        "R16": counts & came_after_elp_window(config, rules),
        "R17": is_one_of("status", (UNMATCHED, NOT_IN_WINDOW)) | (pl.col("enrolled") & ~pl.col("tested")),
        "R18": is_one_of("status", (GRADE_NOT_TESTED, BAD_TEST_GRADE)),
        "R19": in_pool & is_one_of("test", (rules.text("alternate_test"),)),
        "R20": in_pool & is_one_of("test", (rules.text("modified_test"),)),
        "R21": in_pool,
        "R67": is_uncoded(),
    }
