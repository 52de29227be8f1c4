"""Marks results close to a threshold: finding E102."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.findings import Finding, Place, finding
from ai_cli.results.percent_text import shown_percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from ai_cli.eligibility.rules import Rules
    from ai_cli.facts.enrollment import Students


def near_threshold(
    place: Place,
    who: str,
    difference: Fraction,
    threshold: Fraction,
    rules: Rules,
    change: Callable[[], str],
) -> Iterator[Finding]:
    """Give the finding that a difference in points lies close to its threshold, if it does.

    ``change`` says what would change the comparison.
    """
    if abs(difference - threshold) <= rules.near:
        yield finding(
            "E102",
            place,
            found=f"{who}: {shown_percent(difference, threshold)} points",
            near=f"{rules.near} point",
            threshold=f"more than {threshold} points",
            students=change(),
        )


def change_of(students: Students, is_past: Callable[[Students], bool]) -> str:
    """Say how many students, counted as protected or not, would bring a comparison to the other side.

    The count of American Indian students stays as it is. ``is_past`` tells for other counts of the same students
    whether the difference is past its threshold.
    """
    past = is_past(students)
    most = students.protected if past else students.total - students.protected
    for number in range(1, most + 1):
        protected = students.protected + (-number if past else number)
        changed = type(students)(students.total, protected, students.american_indian)
        if (students.american_indian or 0) > protected:
            break
        if is_past(changed) is not past:
            word = "fewer" if past else "more"
            return f"{number} {word} of the {students.total:,} students counted as protected"
    return "no other number of protected students among them alone"
