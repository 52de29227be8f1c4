"""Reads what is said of a school that may ask to count as new: shares of new students and teachers, its designation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.accountability import DESIGNATION_WORDS, DISTRICT, SchoolChanges
from ai_cli.facts.identifiers import read_yes_no
from ai_cli.facts.names import nearest
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.inputs.accountability_rows import read_percent

if TYPE_CHECKING:
    from ai_cli.inputs.accountability_rows import Fields

_PERCENTS = ("new_students_percent", "new_teachers_percent", "old_site_students_percent")
COLUMNS = (*_PERCENTS, "grades_changed", "designation")
"""The columns, none of which a file must have."""

_ALL = 100


def read_designation(text: str) -> str:
    """Return a designation as it is written here, such as ``celebration_eligible``. Errors: ``UnreadableValue`` with I103."""
    word = text.casefold().replace(" ", "_")
    if word not in DESIGNATION_WORDS:
        raise UnreadableValue("I103", ", ".join(DESIGNATION_WORDS), nearest(word, DESIGNATION_WORDS))
    return word


def changes_of(fields: Fields, level: str | None) -> SchoolChanges | None:
    """Return what the row says of a school that may ask to count as new; None where it says nothing, but for its designation.

    Findings: I102 what cannot be read, I103 an unknown designation, I105 a percent outside 0 to 100, new students and those from
    old sites who are together more than all, and a district, which is no school.
    """
    new_students, new_teachers, from_old_sites = (fields.optional(one, read_percent) for one in _PERCENTS)
    changed = fields.optional("grades_changed", read_yes_no)
    designation = fields.optional("designation", read_designation)
    given = [one for one in COLUMNS if fields.text(one)]
    if given and level == DISTRICT:
        fields.refuse(
            "I105", given[0], "of a district", "nothing, or a school", "leave it empty for a district"
        )
    if new_students is not None and from_old_sites is not None and new_students + from_old_sites > _ALL:
        found, allowed = "more than new students leave", f"at most {_ALL} together with new students"
        fields.refuse("I105", "old_site_students_percent", found, allowed, "correct one of the two percents")
    if given in ([], ["designation"]):
        return None
    return SchoolChanges(new_students, new_teachers, from_old_sites, changed, designation)
