"""Caps on proficient scores of the alternate and the modified test, R19 to R21."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.accountability.same_student import in_order
from ai_cli.accountability.student_tests import is_one_of
from ai_cli.findings import Place, finding
from ai_cli.results.students import Cap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import polars as pl

    from ai_cli.accountability.roster import Roster
    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.students import StudentsConfig
    from ai_cli.findings import Finding

_ORDER = ("district_id", "subject", "test")
KEPT, OVER = "kept", "over"


class Capped(NamedTuple):
    """The caps of every district, and the lines of the scores that are kept and over.

    ``findings`` name the caps that part scores of students in the same number of groups.
    """

    caps: tuple[Cap, ...]
    kept: list[int]
    over: list[int]
    findings: tuple[Finding, ...]


def is_proficient(rules: Rules) -> pl.Expr:
    """Tell which rows have a proficient level."""
    return is_one_of("level", rules.texts("proficient_levels"))


def cap_shares(district: str, config: StudentsConfig, rules: Rules) -> dict[str, Fraction]:
    """Return the share of the base that proficient scores of each capped test may be.

    An approved share, or one that the dates state, goes before the law's; the modified test has no waiver.
    """
    keys = {rules.text("alternate_test"): "alternate_cap", rules.text("modified_test"): "modified_cap"}
    shares = {test: Fraction(config.figures.get(key, rules.number(key))) for test, key in keys.items()}
    alternate = rules.text("alternate_test")
    return {**shares, alternate: config.waivers.get(district, shares[alternate])}


def capped(roster: Roster) -> Capped:
    """Return the caps, and which scores are kept and which are over, in each district, subject and test.

    The pool are proficient scores that count in the district. Its scores are kept in falling order of the number of groups,
    then by student number, until the cap, a share of the base rounded down, is full. Units: students. Findings: A108.
    Source: alternate_cap, modified_cap, the readings cap-base and cap-over.
    """
    import polars as pl

    rules = roster.rules
    pool = _pool(roster)
    proficient = dict(_by_key(pool.group_by(_ORDER).len()))
    caps = tuple(_caps(_bases(roster), proficient, roster))
    room = pl.DataFrame(
        [(one.district, one.subject, one.test, one.cap) for one in caps],
        {**dict.fromkeys(_ORDER, pl.String), "cap": pl.Int64},
        orient="row",
    )
    pool = pool.join(room, on=_ORDER, how="left")
    over = pl.col("place") > pl.col("cap")
    findings = _parted(pool.with_columns(over.alias("over")), rules, roster.file)
    return Capped(
        caps, pool.filter(~over)["line"].to_list(), pool.filter(over)["line"].to_list(), tuple(findings)
    )


def _pool(roster: Roster) -> pl.DataFrame:
    """Return the proficient scores of capped tests that count in the district, each with its place among them."""
    import polars as pl

    tests = (roster.rules.text("alternate_test"), roster.rules.text("modified_test"))
    counted = pl.col("score_district") & is_proficient(roster.rules) & is_one_of("test", tests)
    pool = roster.frame.lazy().select("line", "student_id", "groups", *_ORDER, counted.alias("counted"))
    pool = pool.filter("counted").sort(pl.col("groups").cast(pl.Int64).neg(), *in_order())
    pool = pool.with_columns(pl.col("line").cum_count().over(_ORDER).alias("place"))
    return pool.with_columns(pl.col(_ORDER).cast(pl.String)).collect()


def _by_key(counts: pl.DataFrame) -> Iterator[tuple[tuple[str, str, str], int]]:
    for district, subject, test, count in counts.iter_rows():
        yield (district, subject, test), count


def _bases(roster: Roster) -> Iterable[tuple[str, str, int]]:
    """Give the number of students that the caps of each district and subject are a share of."""
    import polars as pl

    counted = {"enrolled": pl.col("enrolled"), "tested": pl.col("tested")}
    counted["proficient"] = pl.col("score_district") & is_proficient(roster.rules)
    base = counted[roster.rules.choice("cap-base")]
    found = roster.frame.group_by("district_id", "subject").agg(base.sum().alias("base"))
    return found.with_columns(pl.col("district_id", "subject").cast(pl.String)).iter_rows()


def _caps(
    bases: Iterable[tuple[str, str, int]],
    proficient: Mapping[tuple[str, str, str], int],
    roster: Roster,
) -> Iterator[Cap]:
    subjects = {one: place for place, one in enumerate(roster.rules.subjects)}
    for district, subject, base in sorted(bases, key=lambda one: (one[0], subjects[one[1]])):
        for test, share in cap_shares(district, roster.config, roster.rules).items():
            scores = proficient.get((district, subject, test), 0)
            cap = share.numerator * base // share.denominator
            yield Cap(district, subject, test, base, cap, scores, max(scores - cap, 0))


def _parted(pool: pl.DataFrame, rules: Rules, file: str) -> Iterator[Finding]:
    """Name the caps that end between scores of students in the same number of groups; counts, which may be of few, are not."""
    import polars as pl

    alike = pool.group_by(*_ORDER, "groups").agg(
        pl.col("over").any().alias("some"), pl.col("over").all().alias("all")
    )
    parted = alike.filter(pl.col("some") & ~pl.col("all"))
    order = pl.col("subject").cast(pl.Enum(rules.subjects))
    for district, subject, test in parted.sort("district_id", order, "test").select(_ORDER).iter_rows():
        yield finding("A108", Place(file), found=f"{district}, {subject}, {test}")


def level_used(capped_scores: Capped, rules: Rules) -> pl.Expr:
    """Return the level that each row counts with: one over the cap the lowest, or none by ``cap-over=drop``."""
    import polars as pl

    kind = pl.Enum(rules.texts("levels"))
    lowest = None if rules.reads("cap-over", "drop") else rules.texts("levels")[0]
    over = pl.col("line").is_in(capped_scores.over)
    used = pl.when(over).then(pl.lit(lowest, kind)).otherwise(pl.col("level"))
    return pl.when(pl.col("has_score")).then(used)
