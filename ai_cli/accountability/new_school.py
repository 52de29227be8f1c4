"""New schools, R37 and R68: which may ask to count as new. None is ever said to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.accountability.index import PER_CENT
from ai_cli.results.gaps import NewSchool

if TYPE_CHECKING:
    from fractions import Fraction

    from ai_cli.accountability.rules import Rules


def new_school(
    rules: Rules,
    *,
    new_students: Fraction | None,
    new_teachers: Fraction | None,
    designated: bool,
    grades_changed: bool | None = None,
) -> NewSchool:
    """Return whether a school may ask, with the reasons.

    ``new_students`` and ``new_teachers`` are percents, 0 to 100, None where they are not known; ``designated`` says that the
    school is Priority or Focus, which bars it. ``grades_changed`` is only passed on. Source: new_school_share.
    """
    least = rules.share("new_school_share") * PER_CENT
    shares = {"new students": new_students, "new teachers": new_teachers}
    enough = [name for name, share in shares.items() if share is not None and share >= least]
    reasons = [f"{name}: at least {least} percent" for name in enough]
    if designated:
        reasons = ["never while Priority or Focus"]
    elif not enough:
        reasons = [f"neither new students nor new teachers are known to be {least} percent"]
    known = {**shares, "grades changed": grades_changed, "Priority or Focus": designated}
    shown = {name: str(value) for name, value in known.items() if value is not None}
    return NewSchool(bool(enough) and not designated, tuple(reasons), shown, rules.cited(("R37", "R68")))
