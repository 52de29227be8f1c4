"""The students of a year: each row with what it is, its groups, its full years, and what it counts for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.accountability.full_year import LEVELS, full_year, in_window
from ai_cli.accountability.student_groups import (
    SCORED,
    TESTED,
    count_of_groups,
    marked_groups,
    race_group,
)
from ai_cli.accountability.student_tests import (
    BAD_TEST_GRADE,
    OK,
    STATUSES,
    expected,
    has_score,
    is_one_of,
    is_uncoded,
    participated,
    status,
)
from ai_cli.accountability.students_twice import twice
from ai_cli.accountability.years_in_force import out_of_force
from ai_cli.findings import Place, finding, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.students import Students, StudentsConfig
    from ai_cli.findings import Finding


TO_COME = "a mark of a year to come"
"""Why rows are left out."""

_LAST_MARKED = ("el_last_marked", "sped_last_marked")


class Roster(NamedTuple):
    """Rows of students as the rules see them.

    ``frame`` has the columns of the file and: ``status``; ``fay_*`` of each level; ``enrolled`` and ``tested``, the parts of
    participation; ``has_score``, and ``score_*`` where it counts at a level; ``race_group``, a mark for each other group and
    use (``LEP_tested``, ``LEP_scored``), and ``groups``, of how many a row is. ``left_out`` counts rows by reason.
    """

    frame: pl.DataFrame
    file: str
    config: StudentsConfig
    rules: Rules
    labels: tuple[str, ...]
    left_out: Mapping[str, int]
    findings: tuple[Finding, ...]


def roster_of(students: Students, config: StudentsConfig, rules: Rules) -> Roster:
    """Return the rows of students under the rules of a year.

    Shape: a row for each student and subject. Findings: A107 a student at two schools in the window, A109 accommodations
    without a code, A110 figures of the dates that are not the law's, I104 a row that stands twice, I105 dates of another year
    and marks of a year to come, L104 a year in which the law is not in force. Rows of A107, of marks to come, and of I104 but the
    first, are left out and counted. Nothing is raised. Source: the rules R6 to R18 and R67.
    """
    import polars as pl

    counted_as = [OK] if rules.reads("bad-test-grade", "reject") else [OK, BAD_TEST_GRADE]
    frame = students.frame.with_columns(status(in_window(config), rules).alias("status"), race_group(rules))
    latest = frame.select(pl.max_horizontal(pl.col(_LAST_MARKED).max())).item()
    to_come = frame.filter(_is_marked_to_come(config)) if (latest or 0) > config.year else frame.clear()
    if to_come.height:
        frame = frame.filter(~_is_marked_to_come(config))
    counts = is_one_of("status", counted_as)
    again = twice(frame, counts, rules.subjects, students.file)
    if again.lines:
        frame = frame.filter(~pl.col("line").is_in(again.lines))
    frame = frame.with_columns(
        *((counts & full_year(level, config, rules)).alias(f"fay_{level}") for level in LEVELS),
        *(
            member.alias(f"{group}_{use}")
            for use in (TESTED, SCORED)
            for group, member in marked_groups(use, config, rules).items()
        ),
        (counts & expected(config, rules)).alias("enrolled"),
        (counts & has_score(rules)).alias("has_score"),
        count_of_groups(config, rules).alias("groups"),
    ).with_columns(
        (pl.col("enrolled") & participated(rules)).alias("tested"),
        *((pl.col("has_score") & pl.col(f"fay_{level}")).alias(f"score_{level}") for level in LEVELS),
    )
    reasons = Counter(again.reasons)
    if to_come.height:
        reasons[TO_COME] = to_come.height
    said = (
        *again.findings,
        *_said_to_come(to_come, config, students.file),
        *_stated(config, rules),
        *_uncoded(frame, students.file),
        *out_of_force(rules, students.file),
    )
    return Roster(frame, students.file, config, rules, students.labels, reasons, in_order(said))


def statuses(roster: Roster) -> dict[str, int]:
    """Return how many rows there are of each status."""
    found = dict(roster.frame.group_by("status").len().iter_rows())
    return {one: found[one] for one in STATUSES if one in found}


def _is_marked_to_come(config: StudentsConfig) -> pl.Expr:
    """Tell which rows are of students last marked in a group in a year that is still to come."""
    import polars as pl

    return pl.any_horizontal(pl.col(name) > config.year for name in _LAST_MARKED).fill_null(value=False)


def _said_to_come(rows: pl.DataFrame, config: StudentsConfig, file: str) -> Iterator[Finding]:
    """Name the first row of each mark of a year to come, and how many there are."""
    import polars as pl

    for name in _LAST_MARKED:
        later = rows.filter(pl.col(name) > config.year)
        if later.height:
            line, year = later.sort("line").select("line", name).row(0)
            found = f"'{year}', and years to come in {later.height} rows in all"
            fix = "write the last year up to this one in which the student was marked"
            details = {"key": name, "found": found, "allowed": f"{config.year} or before", "fix": fix}
            yield finding("I105", Place(file, line=line), **details)


def _uncoded(frame: pl.DataFrame, file: str) -> Iterator[Finding]:
    """Name the first row with an accommodation and no code for it, and how many there are."""
    lines = frame.filter(is_uncoded())["line"]
    if lines.len():
        first = lines.min()
        place = Place(file, line=int(str(first)))
        yield finding("A109", place, key="accommodation", found=lines.len(), first=first)


def _stated(config: StudentsConfig, rules: Rules) -> Iterator[Finding]:
    """Name the figures and days that the dates state otherwise than the law."""
    day = f"{config.october_1:%m-%d}"
    stated = {key: (value, rules.number(key)) for key, value in config.figures.items()}
    for key, (value, of_law) in stated.items():
        if value != of_law:
            yield finding("A110", config.place, key=key, found=value, law=of_law)
    if day != rules.text("full_year_day"):
        found, of_law_day = config.october_1, rules.text("full_year_day")
        yield finding("A110", config.place, key="oct1", found=found, law=of_law_day)
    if config.year != rules.year:
        yield finding(
            "I105",
            config.place,
            key="year",
            found=config.year,
            allowed=str(rules.year),
            fix="give the dates of the year that is asked for",
        )
