"""The named rounding steps of a form."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

READING = "rounding"
"""The reading that every program has: whether dollar lines are rounded to cents or to whole dollars."""


class RoundingStep(NamedTuple):
    """A rounding: to how many decimals, whether always up (away from zero) or halves up, in words, and whether of dollars."""

    decimals: int
    always_up: bool
    words: str
    dollars: bool


CENTS = RoundingStep(2, always_up=False, words="to the cent", dollars=True)
CENTS_UP = RoundingStep(2, always_up=True, words="up to the cent", dollars=True)
WHOLE_DOLLARS = RoundingStep(0, always_up=False, words="to the dollar", dollars=True)
WHOLE_DOLLARS_UP = RoundingStep(0, always_up=True, words="up to the dollar", dollars=True)
WHOLE = RoundingStep(0, always_up=False, words="to a whole number", dollars=False)

_IN_WHOLE_DOLLARS = {CENTS: WHOLE_DOLLARS, CENTS_UP: WHOLE_DOLLARS_UP}


def step_under(step: RoundingStep, readings: Mapping[str, str]) -> RoundingStep:
    """Return the step that is done under the readings chosen: ``rounding=whole-dollars`` coarsens cents."""
    if readings.get(READING) == "whole-dollars":
        return _IN_WHOLE_DOLLARS.get(step, step)
    return step


def rounded(value: Fraction, step: RoundingStep) -> Fraction:
    """Return ``value`` rounded by ``step``: halves away from zero, or always away from zero."""
    scale = 10**step.decimals
    numerator, denominator = abs(value.numerator) * scale, value.denominator
    if step.always_up:
        quotient = -(-numerator // denominator)
    else:
        quotient = (2 * numerator + denominator) // (2 * denominator)
    return Fraction(quotient if value >= 0 else -quotient, scale)
