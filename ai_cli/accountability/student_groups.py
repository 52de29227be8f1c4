"""Which groups a student is in, for participation and for scores, R11 and R12."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.accountability.rules import TABLE
from ai_cli.facts.students import YES

if TYPE_CHECKING:
    import polars as pl

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.students import StudentsConfig

RACE_GROUP = "race_group"
"""The column of the group by race, null for students who are in none."""

TESTED, SCORED = "tested", "scored"
"""For what groups are asked: participation, which takes present marks, or scores, which take former ones too."""


def race_group(rules: Rules) -> pl.Expr:
    """Return the group by race of each row; Pacific Islanders are Asian, or in none by ``pacific=all-only``.

    Two or more races are in none, or by ``two-or-more=table`` in the group that the table has for their code.
    Source: race_groups, pacific_islanders, pacific_islander_group.
    """
    import polars as pl

    groups = {one: one for one in rules.texts("race_groups")}
    if rules.reads("pacific", "with-asian"):
        groups[rules.text("pacific_islanders")] = rules.text("pacific_islander_group")
    if rules.reads("two-or-more", TABLE):
        groups |= {code: group for code, group in rules.races.items() if group != rules.all_students}
    kind = pl.Enum(rules.texts("race_groups"))
    return pl.col("race").replace_strict(groups, default=None, return_dtype=kind).alias(RACE_GROUP)


def marked_groups(use: str, config: StudentsConfig, rules: Rules) -> dict[str, pl.Expr]:
    """Return which rows are in English learners, special education and low income, by group.

    A score counts with the first two for some cycles after the student was last marked, R11 and R12; participation by the
    reading ``former-in-participation=yes`` only. Source: english_learners, special_education, low_income, former_group_years.
    """
    import polars as pl

    former = use == SCORED or rules.reads("former-in-participation", "yes")
    first = config.year - rules.whole("former_group_years")

    def with_former(mark: str) -> pl.Expr:
        return (pl.col(mark) == YES) | (
            was_marked(mark, first, config.year) if former else pl.lit(value=False)
        )

    return {
        rules.text("english_learners"): with_former("el"),
        rules.text("special_education"): with_former("sped"),
        rules.text("low_income"): pl.col("frp") == YES,
    }


def was_marked(mark: str, first: int, year: int) -> pl.Expr:
    """Tell which rows were last marked in one of the cycles from the first one on; in this year's and not any more, too."""
    import polars as pl

    return pl.col(f"{mark}_last_marked").is_between(first, year).fill_null(value=False)


def groups_text(use: str, config: StudentsConfig, rules: Rules) -> pl.Expr:
    """Return the groups of each row as text, ``ALL;WHT;FRP``, in the order of the law."""
    import polars as pl

    by_race = {group: pl.col(RACE_GROUP) == group for group in rules.texts("race_groups")}
    members = {**by_race, **marked_groups(use, config, rules)}
    in_order = [group for group in rules.groups if group in members]
    named = [pl.when(members[group]).then(pl.lit(group)) for group in in_order]
    return pl.concat_str(pl.lit(rules.all_students), *named, separator=";", ignore_nulls=True)


def count_of_groups(config: StudentsConfig, rules: Rules) -> pl.Expr:
    """Return of how many groups each row is, all students not counted: those of scores, by which a cap keeps, R21."""
    import polars as pl

    members = marked_groups(SCORED, config, rules).values()
    return pl.sum_horizontal(
        pl.col(RACE_GROUP).is_not_null().cast(pl.UInt8), *(member.cast(pl.UInt8) for member in members)
    )
