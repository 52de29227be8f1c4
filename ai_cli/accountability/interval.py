"""The confidence interval of a target, R24: which z a number of decisions chooses, and what it lets pass."""

from __future__ import annotations

from fractions import Fraction
from statistics import NormalDist
from typing import TYPE_CHECKING

from ai_cli.accountability.index import PER_CENT
from ai_cli.accountability.rules import LADDER, TABLE
from ai_cli.accountability.sizes import most_decisions
from ai_cli.law.rate_text import rate_number

if TYPE_CHECKING:
    from ai_cli.accountability.index import Index
    from ai_cli.accountability.rules import Rules


def confidence(decisions: int, level: str, rules: Rules) -> Fraction:
    """Return the confidence level of a number of decisions, at least one: equal steps from the least to the most.

    Source: confidence_least, confidence_most.
    """
    least, most = rules.share("confidence_least"), rules.share("confidence_most")
    steps = most_decisions(level, rules) - 1
    return least + (most - least) * Fraction(min(decisions - 1, steps), steps)


def normal_z(confident: Fraction) -> Fraction:
    """Return the one-tailed normal value of a confidence level, to four decimals: 1.6449 of .95.

    The value is a figure of four decimals by definition, as printed tables have it, so that what is shown is what decides and
    anybody can repeat the comparison by hand. It is computed in floating point, whose error is near the sixteenth decimal,
    and none of the levels that are used has a value close to the middle of two such figures; from there on it is exact.
    """
    value = NormalDist().inv_cdf(confident.numerator / confident.denominator)
    return Fraction(f"{value:.4f}")


def z_of(decisions: int, level: str, rules: Rules) -> Fraction | None:
    """Return the z of a number of decisions under the readings; None without an interval or decisions, or for a table without it."""
    if not rules.interval or not decisions:
        return None
    choice = rules.choice("z")
    counted = most_decisions(level, rules) if rules.reads("decisions", "maximum") else decisions
    if choice == TABLE:
        given = rules.z_table.get(counted)
        return None if given is None else Fraction(given)
    if choice == LADDER:
        return normal_z(confidence(counted, level, rules))
    return Fraction(rate_number(choice))


def within(index: Index, target: Fraction, z: Fraction) -> bool:
    """Tell whether an index is at or above the target less z standard errors of its students.

    The lowered target is ``T - z x sqrt(T(100 - T)/n)``. As both sides of ``T - index <= z x sqrt(...)`` are positive where the
    target is missed, their squares compare the same way, in whole numbers: no root is taken and nothing is rounded.
    """
    if index.reaches(target):
        return True
    short = target.numerator * index.whole - PER_CENT * index.points * target.denominator
    spread = target.numerator * (PER_CENT * target.denominator - target.numerator)
    ours = (short * z.denominator) * (short * z.denominator) * index.students
    theirs = (z.numerator * index.whole) * (z.numerator * index.whole) * spread
    return ours <= theirs
