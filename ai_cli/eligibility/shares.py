"""Exact shares of students, and the American Indian exception."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.eligibility.rules import PER_CENT

if TYPE_CHECKING:
    from ai_cli.facts.enrollment import Students

EXCEPT = "except"


def percent(part: int, whole: int) -> Fraction | None:
    """Return the exact percent of a part in the whole, None where there is no whole."""
    return Fraction(PER_CENT * part, whole) if whole else None


class Counted(NamedTuple):
    """The protected students that are compared, and whether the exception applied; None where that is not known."""

    protected: int
    exception: bool | None


def counted(students: Students, reading: str) -> Counted:
    """Return which protected students count under the reading ``except`` or ``count``.

    Under ``except`` American Indian students are left out where they outnumber all other protected students together.
    Where they were not counted it is not known, and every protected student is counted: the largest figure there can
    be. Source: Minn. Rules 3535.0160 and 3535.0170, subp. 1.
    """
    if reading != EXCEPT:
        return Counted(students.protected, exception=False)
    if students.american_indian is None:
        return Counted(students.protected, exception=None)
    others = students.protected - students.american_indian
    if students.american_indian > others:
        return Counted(others, exception=True)
    return Counted(students.protected, exception=False)


def exceeds(difference: Fraction | None, threshold: Fraction, exception: bool | None) -> bool | None:
    """Tell whether a difference in points is past its threshold, strictly; None where that is not known.

    Without a count of American Indian students the difference is the largest there can be, so that one within the
    threshold is known to be.
    """
    if difference is None:
        return None
    if difference > threshold:
        return None if exception is None else True
    return False
