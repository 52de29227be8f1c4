"""What a file of students holds: the codes of its columns, the dates it is judged by, and its rows as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    import polars as pl

    from ai_cli.findings import Place

VALID, ABSENT, REFUSED, MEDICAL, INVALID, NOT_TESTED = (
    "valid", "absent", "refused", "medical", "invalid", "not_tested",
)  # fmt: skip
"""What became of a test."""

TEST_STATUSES = (VALID, ABSENT, REFUSED, MEDICAL, INVALID, NOT_TESTED)

GRADES = ("EC", "PK", "KG", *(str(grade) for grade in range(1, 13)))
"""The grades of a school, as the law writes those that are tested."""

YES, NO = "Y", "N"

EVERY_ROW = "one row for each student and subject"
"""What a file of students is."""


class StudentCodes(NamedTuple):
    """The codes that the law knows and the file may hold."""

    subjects: tuple[str, ...]
    races: tuple[str, ...]
    tests: tuple[str, ...]
    levels: tuple[str, ...]


class StudentsConfig(NamedTuple):
    """The dates of one accountability year.

    ``october_1`` and a day of the window, ``window_start`` to ``window_end``, make a full academic year; ``elp_window_end`` is
    the last day of the test of English language proficiency. ``figures`` are figures of law that the file states, by the key
    they have in the law; ``waivers`` approved caps on the alternate test, by district.
    """

    year: int
    october_1: date
    window_start: date
    window_end: date
    elp_window_end: date
    figures: Mapping[str, Decimal]
    waivers: Mapping[str, Fraction]
    place: Place


class Students(NamedTuple):
    """The rows of a file of students that could be read, a polars frame with a row for each.

    Columns: ``line`` is the row of the file; ``row_id`` and ``student_id`` are text; ``district_id`` and ``school_id`` are
    categories with their leading zeros; codes are enumerations, answers are booleans, days are dates, ``growth_z`` is exact
    with six decimals. What the file leaves empty is null. ``labels`` are to be printed with what rests on it.
    """

    file: str
    frame: pl.DataFrame
    labels: tuple[str, ...] = ()
