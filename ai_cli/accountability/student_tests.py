"""Which students are expected to be tested, which were, and whose scores count: R14 to R18."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from ai_cli.facts.students import INVALID, MEDICAL, VALID, YES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.students import StudentsConfig

OK, UNMATCHED, GRADE_NOT_TESTED, NOT_IN_WINDOW, BAD_TEST_GRADE = (
    "ok", "unmatched", "grade_not_tested", "not_in_window", "bad_test_grade",
)  # fmt: skip
"""What a row is; the first that is true of those after ok."""

STATUSES = (OK, UNMATCHED, GRADE_NOT_TESTED, NOT_IN_WINDOW, BAD_TEST_GRADE)
AFTER_ELP_WINDOW = "new_to_country_after_elp_window"
SCORE_EXCLUDED = "new_to_country_reading_score_excluded"
"""Why a student new to the country is not expected to be tested, or the score does not count."""

UNCODED = "accommodation_uncoded"


def is_one_of(column: str, codes: Iterable[str]) -> pl.Expr:
    """Tell which rows have one of some codes in a column; one that has none there has not."""
    import polars as pl

    return reduce(or_, (pl.col(column) == code for code in codes)).fill_null(value=False)


def in_grades(grades: Mapping[str, tuple[str, ...]]) -> pl.Expr:
    """Tell which rows are of one of the grades of their subject."""
    import polars as pl

    return reduce(
        or_, ((pl.col("subject") == subject) & is_one_of("grade", known) for subject, known in grades.items())
    )


def modified_grades(rules: Rules) -> dict[str, tuple[str, ...]]:
    """Return the grades that have a modified test, by subject."""
    known = (rules.texts("modified_reading_grades"), rules.texts("modified_mathematics_grades"))
    return dict(zip(rules.subjects, known, strict=True))


def took_modified_test_in_wrong_grade(rules: Rules) -> pl.Expr:
    """Tell which rows have a modified test in a grade that has none, R18."""
    import polars as pl

    modified = (pl.col("test") == rules.text("modified_test")).fill_null(value=False)
    return modified & ~in_grades(modified_grades(rules))


def new_in_subject(rules: Rules) -> pl.Expr:
    """Tell which rows are of students new to the country in a subject that spares them, R14 to R16."""
    import polars as pl

    return (pl.col("new_to_country") == YES) & is_one_of("subject", rules.texts("new_to_country_subjects"))


def was_tested(rules: Rules) -> pl.Expr:
    """Tell which rows have a test that counts as taken; an invalid one by ``invalid=participates``."""
    taken = (VALID, INVALID) if rules.reads("invalid", "participates") else (VALID,)
    return is_one_of("test_status", taken) & ~took_modified_test_in_wrong_grade(rules)


def came_after_elp_window(config: StudentsConfig, rules: Rules) -> pl.Expr:
    """Tell which rows, R16, are of students without a test who first enrolled after the end of the language test's window."""
    import polars as pl

    late = pl.col("entry_state") > config.elp_window_end
    return new_in_subject(rules) & late & ~was_tested(rules)


def expected(config: StudentsConfig, rules: Rules) -> pl.Expr:
    """Tell which rows, in the window, are of students expected to be tested, R17: the denominator of participation.

    A medical exemption takes a student out only by ``medical=exclude``.
    """
    import polars as pl

    spared = came_after_elp_window(config, rules)
    if rules.reads("medical", "exclude"):
        spared = spared | (pl.col("test_status") == MEDICAL)
    return ~spared


def participated(rules: Rules) -> pl.Expr:
    """Tell which rows are of students who took the test, or what stands for it, R15: the numerator of participation."""
    import polars as pl

    return was_tested(rules) | (new_in_subject(rules) & (pl.col("elp_tested") == YES))


def has_score(rules: Rules) -> pl.Expr:
    """Tell which rows have a score that counts, R14: of a valid test, in its grades, not of a student new to the country."""
    import polars as pl

    valid = (pl.col("test_status") == VALID) & ~took_modified_test_in_wrong_grade(rules)
    return valid & pl.col("level").is_not_null() & ~new_in_subject(rules)


def is_uncoded() -> pl.Expr:
    """Tell which rows have an accommodation without a code for it, R67."""
    import polars as pl

    coded = pl.any_horizontal(pl.col(mark) == YES for mark in ("el", "sped", "section504"))
    return ((pl.col("accommodation") == YES) & ~coded.fill_null(value=False)).fill_null(value=False)


def status(window: pl.Expr, rules: Rules) -> pl.Expr:
    """Return what each row is, by the first thing that keeps it from counting."""
    import polars as pl

    kind = pl.Enum(STATUSES)

    def is_(word: str) -> pl.Expr:
        return pl.lit(word, kind)

    return (
        pl.when(pl.col("matched") != YES)
        .then(is_(UNMATCHED))
        .when(~in_grades(rules.tested_grades()))
        .then(is_(GRADE_NOT_TESTED))
        .when(~window)
        .then(is_(NOT_IN_WINDOW))
        .when(took_modified_test_in_wrong_grade(rules))
        .then(is_(BAD_TEST_GRADE))
        .otherwise(is_(OK))
    )
