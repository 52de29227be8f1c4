"""The index of a cell, R22: what its students score of what they could."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import Counts

PER_CENT = 100


class Index(NamedTuple):
    """Points of what could be had, both whole numbers, and the students they are of.

    In index points it is ``100 x points / whole``; of no students both are 0.
    """

    points: int
    whole: int
    students: int

    @property
    def value(self) -> Fraction:
        """The index in points, 0 to 100, exact. Errors: ``ZeroDivisionError`` for one of no students."""
        return Fraction(PER_CENT * self.points, self.whole)

    def reaches(self, target: Fraction) -> bool:
        """Tell whether the index is at or above a target of 0 to 100: whole numbers are compared."""
        return PER_CENT * self.points * target.denominator >= target.numerator * self.whole


def scored(counts: Counts) -> int:
    """Return the full-year scored students of a cell."""
    _, _, lowest, partially, meets, exceeds, _ = counts
    return lowest + partially + meets + exceeds


def index_of(counts: Counts, partial: Fraction) -> Index:
    """Return the index of a cell, where a student who partially meets counts ``partial``.

    Source: partially_meets_weight.
    """
    _, _, lowest, partially, meets, exceeds, _ = counts
    students = lowest + partially + meets + exceeds
    points = partial.denominator * (meets + exceeds) + partial.numerator * partially
    return Index(points, partial.denominator * students, students)


def percent_of(counts: Counts) -> Index:
    """Return the proficient students, those who meet or exceed, of the scored ones."""
    _, _, _, _, meets, exceeds, _ = counts
    students = scored(counts)
    return Index(meets + exceeds, students, students)


def pooled(several: Sequence[Index]) -> Index:
    """Return the points and students of several years together."""
    return Index(
        sum(one.points for one in several),
        sum(one.whole for one in several),
        sum(one.students for one in several),
    )


def mean(several: Sequence[Index]) -> Index:
    """Return the mean of the indexes of several years, each with students, exact; the students are those of all."""
    value = sum((Fraction(one.points, one.whole) for one in several), Fraction()) / len(several)
    return Index(value.numerator, value.denominator, sum(one.students for one in several))


def points_of(rules: Rules) -> dict[str, Fraction]:
    """Return what each level counts in the index: nothing, a part, or one."""
    parts = dict.fromkeys(rules.texts("levels"), Fraction())
    parts.update(dict.fromkeys(rules.texts("partial_levels"), rules.partial_weight))
    return {**parts, **dict.fromkeys(rules.texts("proficient_levels"), Fraction(1))}
