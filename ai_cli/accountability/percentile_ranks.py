"""Percentile ranks of scores, R51: where each stands among those it is compared with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.accountability.rules import Rules


def percentile_ranks(
    scores: Mapping[str, Fraction], rules: Rules, *, lower_is_better: bool = False
) -> dict[str, Fraction]:
    """Return the percentile rank of each score, 0 to 1 and exact, the best highest.

    By default it is how many are worse of all others, and 1 of a single one; by ``percentile=rank-over-n`` how many are not better
    of all, by ``midrank`` how many are worse and half of those alike of all. Those alike share a rank.
    """
    ordered = sorted(-score if lower_is_better else score for score in scores.values())
    ranks = {}
    for name, score in scores.items():
        own = -score if lower_is_better else score
        worse, not_better = bisect_left(ordered, own), bisect_right(ordered, own)
        ranks[name] = _rank(worse, not_better - worse, len(ordered), rules)
    return ranks


def _rank(worse: int, alike: int, every: int, rules: Rules) -> Fraction:
    if rules.reads("percentile", "rank-over-n"):
        return Fraction(worse + alike, every)
    if rules.reads("percentile", "midrank"):
        return Fraction(worse + worse + alike, every + every)
    return Fraction(worse, every - 1) if every > 1 else Fraction(1)
