"""New schools, R37 and R68: which may ask to count as new. None is ever said to be one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.accountability.index import PER_CENT
from ai_cli.accountability.sizes import is_publishable
from ai_cli.results.accountability_rows import WITHHELD
from ai_cli.results.new_schools import NewSchool, NewSchoolRow
from ai_cli.results.percent_text import exact_percent

if TYPE_CHECKING:
    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import Entity, SchoolChanges

RULES = ("R37", "R68")


def new_school(changes: SchoolChanges, rules: Rules, *, of_few: bool = False) -> NewSchool:
    """Return whether a school may ask, with the reasons; what is not given may leave it open.

    ``of_few`` tells that the school has too few students for a share of them to be published. Units: percents of students and
    of teachers, 0 to 100. Errors: none. Source: new_school_share, new_school_barred.
    """
    eligible, reasons, missing = _outcome(changes, rules)
    return NewSchool(eligible, reasons, missing, changes._asdict(), of_few)


def _outcome(changes: SchoolChanges, rules: Rules) -> tuple[bool | None, tuple[str, ...], tuple[str, ...]]:
    """Return whether a school may ask, why, and which columns would settle it; none where neither percent is given."""
    least, barred = rules.share("new_school_share") * PER_CENT, rules.texts("new_school_barred")
    if changes.designation in barred:
        return False, (f"never while {' or '.join(map(str.title, barred))}",), ()
    shares = {
        "new students": (changes.new_students_percent, "new_students_percent"),
        "new teachers": (changes.new_teachers_percent, "new_teachers_percent"),
    }
    enough = tuple(name for name, (share, _) in shares.items() if share is not None and share >= least)
    if enough:
        is_known = changes.designation is not None
        reasons = tuple(f"{name}: at least {least} percent" for name in enough)
        return (True, reasons, ()) if is_known else (None, reasons, ("designation",))
    unknown = tuple(column for share, column in shares.values() if share is None)
    if unknown:
        return None, (), unknown if len(unknown) < len(shares) else ()
    return False, (f"neither new students nor new teachers are {least} percent",), ()


def is_of_few(entity: Entity, rules: Rules) -> bool:
    """Tell whether a school is known to have too few students for a share of them to be published; none tested tell nothing.

    Source: least_published.
    """
    tested = entity.tested_grade_students
    return tested is not None and tested > 0 and not is_publishable(tested, rules)


def new_school_row(one: NewSchool, *, internal: bool) -> NewSchoolRow:
    """Return an outcome as a row. Without ``internal`` percents are not told, of which students could be counted.

    Nor is the outcome of a school of too few students. Units: percents, 0 to 100, as given.
    """
    if one.of_few and not internal:
        return NewSchoolRow(WITHHELD, (), (), dict.fromkeys(one.reported))
    shown = {
        name: (exact_percent(value) if internal else None) if isinstance(value, Fraction) else value
        for name, value in one.reported.items()
    }
    return NewSchoolRow(one.outcome, one.reasons, one.missing, shown)
