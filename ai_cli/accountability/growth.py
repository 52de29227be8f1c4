"""Growth and gap reduction of schools, R46 to R49: means of growth z scores, beside those of the state."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ai_cli.accountability.same_student import bare_number
from ai_cli.accountability.student_cells import marks
from ai_cli.accountability.student_groups import RACE_GROUP, SCORED
from ai_cli.accountability.student_tests import is_one_of
from ai_cli.results.students import StudentDomains

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

    from ai_cli.accountability.roster import Roster
    from ai_cli.accountability.rules import Rules

NOT = "not_"
"""Goes before a group in the name of the comparator that are the students outside it."""

_KEYS = ("school_id", "subject")


def growth_counts(rules: Rules) -> pl.Expr:
    """Tell which rows have a growth score that counts for their school. Source: growth_grades."""
    import polars as pl

    return (
        pl.col("score_school")
        & pl.col("growth_z").is_not_null()
        & is_one_of("grade", rules.texts("growth_grades"))
    )


def comparator_names(rules: Rules) -> dict[str, str]:
    """Return with whom each group is compared, R49: White students, or those outside the group."""
    white = rules.text("white_students")
    return {
        **dict.fromkeys(rules.texts("compared_with_white"), white),
        **{group: f"{NOT}{group}" for group in rules.texts("compared_with_others")},
    }


def student_domains(
    roster: Roster, comparators: Mapping[tuple[str, str], Fraction]
) -> tuple[StudentDomains, ...]:
    """Return growth and gap reduction of every school.

    Growth is the mean z, reading and mathematics together, one term a test. Gap reduction is the mean of the comparator less z,
    one term for each test and group that it is in; ``comparators`` are mean z of the state's students the year before, by subject
    and name. Both need enough different students. Units: z; sums are of decimals of six places, so that they are exact.
    Errors: ``KeyError`` for a comparator that is missing. Source: R46 to R49.
    """
    import polars as pl

    rules = roster.rules
    counted = (
        roster.frame.lazy()
        .filter(growth_counts(rules))
        .select(
            *_KEYS,
            bare_number().alias("student_id"),
            "growth_z",
            RACE_GROUP,
            *(f"{group}_{SCORED}" for group in marks(rules)),
        )
    )
    counted_rows = counted.collect()
    growth = _by_school(counted_rows, pl.lit(value=True), "school_id")
    compared = comparator_names(rules)
    members = {group: _member(group, rules) for group in compared}
    gaps = _by_school(counted_rows, pl.any_horizontal(*members.values()), "school_id")
    terms = {group: _by_school(counted_rows, member, *_KEYS) for group, member in members.items()}
    needed: dict[str, list[tuple[int, Fraction]]] = {}
    for group, found in terms.items():
        for (school, subject), (tests, _, total) in found.items():
            mean = comparators[subject, compared[group]]
            needed.setdefault(school, []).append((tests, mean * tests - total))
    schools = roster.frame.filter("enrolled")["school_id"].unique().cast(pl.String).sort().to_list()
    return tuple(
        _domains(one, growth.get((one,)), gaps.get((one,)), needed.get(one, []), rules) for one in schools
    )


def _member(group: str, rules: Rules) -> pl.Expr:
    """Tell which rows are in a group, for scores."""
    import polars as pl

    if group in rules.texts("race_groups"):
        return (pl.col(RACE_GROUP) == group).fill_null(value=False)
    return pl.col(f"{group}_{SCORED}")


def _by_school(rows: pl.DataFrame, member: pl.Expr, *keys: str) -> dict[Any, tuple[int, int, Fraction]]:
    """Return tests, different students and the sum of z of the members, by the keys."""
    import polars as pl

    found = (
        rows.filter(member)
        .group_by(keys)
        .agg(pl.len(), pl.col("student_id").n_unique(), pl.col("growth_z").sum())
        .with_columns(pl.col(keys).cast(pl.String))
    )
    return {
        tuple(key): (tests, students, Fraction(total)) for *key, tests, students, total in found.iter_rows()
    }


def _domains(
    school: str,
    growth: tuple[int, int, Fraction] | None,
    gaps: tuple[int, int, Fraction] | None,
    terms: Iterable[tuple[int, Fraction]],
    rules: Rules,
) -> StudentDomains:
    tests, students, total = growth or (0, 0, Fraction())
    in_groups = gaps[1] if gaps else 0
    cells = list(terms)
    weight = sum(count for count, _ in cells)
    missing = sum((gap for _, gap in cells), Fraction())
    return StudentDomains(
        school=school,
        growth_tests=tests,
        growth_students=students,
        growth=total / tests if students >= rules.whole("least_growth_students") else None,
        gap_terms=len(cells),
        gap_students=in_groups,
        gap_weight=weight,
        gap_reduction=missing / weight if in_groups >= rules.whole("least_gap_students") else None,
    )
