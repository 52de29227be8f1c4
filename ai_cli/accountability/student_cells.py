"""Counts students into cells: each school, district and the state, by subject and group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ai_cli.accountability.full_year import DISTRICT, SCHOOL, STATE
from ai_cli.accountability.index import points_of
from ai_cli.accountability.student_groups import RACE_GROUP, SCORED, TESTED
from ai_cli.facts.accountability import WHOLE_DISTRICT, Cells
from ai_cli.results.students import StudentCell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import polars as pl

    from ai_cli.accountability.roster import Roster
    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import Counts, Slot

PARTICIPATION = ("enrolled", "tested")
_AT = {SCHOOL: "school_id", DISTRICT: "district_id", STATE: None}
"""Level -> the column that names its entities; the state is one."""


_OF_A_MARK = (False, True)
_BY = ("school_id", "district_id", "subject", RACE_GROUP)


def marks(rules: Rules) -> tuple[str, ...]:
    """Return the groups that are marked, one beside another: those that are neither all students nor by race."""
    races = rules.texts("race_groups")
    return tuple(one for one in rules.groups if one != rules.all_students and one not in races)


def student_cells(roster: Roster, level_used: pl.Expr, *, statewide: bool = False) -> tuple[StudentCell, ...]:
    """Return the cells of every school and district, and of the state where the file is of all of it.

    Shape: a row for each entity, subject and group with a student in it. A row of a student is never multiplied by its groups:
    students alike in school, subject and groups are counted together once, then the sum for each group is taken over these.
    Districts and the state are the sums of their schools and of the students whose score counts there and not below.
    Units: students. Source: R1 to R21.
    """
    import polars as pl

    rules = roster.rules
    needed = [f"{one}_{use}" for one in marks(rules) for use in (TESTED, SCORED)]
    scores = [f"score_{level}" for level in _AT]
    frame = roster.frame.select(*_BY, *PARTICIPATION, *needed, *scores, level_used.alias("used"))
    parts: list[pl.DataFrame] = []
    found = []
    below = None
    for level in _AT:
        counters = rules.texts("levels") if parts else (*PARTICIPATION, *rules.texts("levels"))
        score = pl.col(f"score_{level}")
        only = frame if below is None else frame.filter(score & ~pl.col(f"score_{below}"))
        parts.append(_sums(_alike(only, counters, score, rules), counters, rules))
        if level != STATE or statewide:
            found.append(_cells(pl.concat(parts, how="diagonal"), level, rules))
        below = level
    order = pl.col("level").replace_strict({one: place for place, one in enumerate(_AT)})
    cells = pl.concat(found).sort(order, "entity_id", "subject", pl.col("group").cast(pl.Enum(rules.groups)))
    year = pl.lit(rules.year).alias("year")
    counts = (*PARTICIPATION, *rules.texts("levels"))
    in_fields = cells.select("entity_id", "level", year, "subject", "group", *counts, *_index(rules))
    return tuple(map(StudentCell._make, zip(*(one.to_list() for one in in_fields), strict=True)))


def _index(rules: Rules) -> tuple[pl.Expr, pl.Expr]:
    """Return what the scores of each cell score in the index, and what they could, both whole numbers. Source: R22."""
    import polars as pl

    unit = rules.partial_weight.denominator
    points = [pl.col(level) * int(points * unit) for level, points in points_of(rules).items()]
    possible = pl.sum_horizontal(rules.texts("levels")) * unit
    return pl.sum_horizontal(points).alias("points"), possible.alias("possible")


def _alike(frame: pl.DataFrame, counters: Sequence[str], score: pl.Expr, rules: Rules) -> pl.DataFrame:
    """Return the counters of students alike in school, subject and groups.

    They are gathered by one number that stands for all of these, which is far faster than by the columns themselves.
    """
    import polars as pl

    races, named = (
        rules.texts("race_groups"),
        [f"{one}_{use}" for one in marks(rules) for use in (TESTED, SCORED)],
    )
    race = pl.col(RACE_GROUP).to_physical().cast(pl.UInt64).fill_null(len(races))
    number = pl.col("school_id").to_physical().cast(pl.UInt64) * len(rules.subjects)
    number = (number + pl.col("subject").to_physical()) * (len(races) + 1) + race
    for mark in named:
        number = number * len(_OF_A_MARK) + pl.col(mark).cast(pl.UInt64)
    counted = {one: score & (pl.col("used") == one) for one in rules.texts("levels")}
    counts = [counted.get(one, pl.col(one)).alias(one) for one in counters]
    rows = frame.lazy().select(number.alias("alike"), *counts).with_row_index("first")
    sums = rows.group_by("alike").agg(pl.col("first").first(), pl.col(*counters).sum().cast(pl.Int64))
    found = sums.collect(engine="streaming")
    return pl.concat([found.select(*counters), frame.select(*_BY, *named)[found["first"]]], how="horizontal")


def _sums(alike: pl.DataFrame, counters: Iterable[str], rules: Rules) -> pl.DataFrame:
    """Return the counters by school, subject and race: of all students and of each marked group, ``LEP enrolled``."""
    import polars as pl

    sums = []
    for counter in counters:
        use = TESTED if counter in PARTICIPATION else SCORED
        sums.append(pl.col(counter).sum().alias(f"{rules.all_students} {counter}"))
        sums.extend(
            (pl.col(counter) * pl.col(f"{one}_{use}")).sum().alias(f"{one} {counter}") for one in marks(rules)
        )
    return alike.group_by(_BY).agg(sums)


def _cells(sums: pl.DataFrame, level: str, rules: Rules) -> pl.DataFrame:
    """Return sums as cells of a level, a row for each entity, subject and group with a student in it."""
    import polars as pl

    at = _AT[level]
    entity = pl.lit(STATE) if at is None else pl.col(at).cast(pl.String)
    if level == DISTRICT:
        entity = entity + WHOLE_DISTRICT
    counters = (*PARTICIPATION, *rules.texts("levels"))
    by_race = sums.group_by(*([at] if at else []), "subject", RACE_GROUP).agg(pl.col(pl.Int64).sum())
    together = by_race.group_by(*([at] if at else []), "subject").agg(pl.exclude(RACE_GROUP).sum())
    columns: list[Any] = [
        entity.alias("entity_id"),
        pl.lit(level).alias("level"),
        pl.col("subject").alias("subject"),
    ]

    def of(frame: pl.DataFrame, group: pl.Expr, source: str) -> pl.DataFrame:
        counted = (pl.col(f"{source} {one}").alias(one) for one in counters)
        return frame.select(*columns, group.cast(pl.String).alias("group"), *counted)

    every = rules.all_students
    found = [of(together, pl.lit(one), one) for one in (every, *marks(rules))]
    found.append(of(by_race.filter(pl.col(RACE_GROUP).is_not_null()), pl.col(RACE_GROUP), every))
    return pl.concat(found).filter(pl.any_horizontal(pl.col(one) > 0 for one in counters))


def as_cells(cells: Iterable[StudentCell], file: str) -> Cells:
    """Return cells of schools and districts as ``determine`` takes them, under the name of the file of students."""
    kept = [one for one in cells if one.level != STATE]
    slots: dict[Slot, int] = {}
    for one in kept:
        slots.setdefault((one.year, one.subject, one.group), len(slots))
    entities: dict[str, int] = {}
    rows: dict[int, Counts] = {}
    for one in kept:
        base = entities.setdefault(one.entity, len(entities) * len(slots))
        slot = slots[one.year, one.subject, one.group]
        rows[base + slot] = (one.enrolled, one.tested, *one.levels, 0)
    return Cells(file, entities, slots, rows)
