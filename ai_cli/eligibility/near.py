"""Marks results close to a threshold: finding E102."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.eligibility.rules import PER_CENT
from ai_cli.findings import Finding, Place, finding
from ai_cli.results.percent_text import shown_percent

if TYPE_CHECKING:
    from collections.abc import Iterator


def near_threshold(  # noqa: PLR0913 - what the mark says
    place: Place,
    who: str,
    difference: Fraction,
    threshold: Fraction,
    near: Fraction,
    *,
    total: int,
    whole: int | None = None,
) -> Iterator[Finding]:
    """Give the finding that a difference in points lies within ``near`` of its threshold, if it does.

    ``total`` are the students whose share is compared. ``whole`` are those they are compared with, where they are
    among these.
    """
    if abs(difference - threshold) > near:
        return
    students = _students(difference, threshold, total, whole)
    yield finding(
        "E102",
        place,
        found=f"{who}: {shown_percent(difference, threshold)} points",
        near=f"{near} point",
        threshold=f"more than {threshold} points",
        students=students,
    )


def _students(difference: Fraction, threshold: Fraction, total: int, whole: int | None) -> str:
    """Return how many students, counted as protected or not, would change the result."""
    each = Fraction(PER_CENT, total) - (Fraction(PER_CENT, whole) if whole is not None else 0)
    past = difference > threshold
    gap = abs(difference - threshold)
    number = (gap / each).__ceil__() if past else (gap / each).__floor__() + 1
    return f"{number} {'fewer' if past else 'more'} of its {total:,} students counted as protected"
