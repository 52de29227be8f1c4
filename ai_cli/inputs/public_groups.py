"""What the department's public files call the groups and subjects of accountability, in different years."""

from __future__ import annotations

import re
from typing import NamedTuple

_NOT_NAME = re.compile(r"[^a-z]")
_BY_NAME = {
    "allstudents": "ALL",
    "iamericanindianalaskanative": "AMI",
    "americanindianoralaskanativestudents": "AMI",
    "aasian": "ASI",
    "asianstudents": "ASI",
    "hhispaniclatino": "HIS",
    "hispanicorlatinostudents": "HIS",
    "bblackafricanamerican": "BLK",
    "blackorafricanamericanstudents": "BLK",
    "wwhite": "WHT",
    "whitestudents": "WHT",
    "eligibleforelservices": "LEP",
    "englishlearners": "LEP",
    "receivingspecialeducationservices": "SPE",
    "studentsreceivingspecialeducationservices": "SPE",
    "eligibleforfreereducedpricedmeals": "FRP",
    "studentseligibleforfreereducedpricemeals": "FRP",
}
_SECOND_RACES = "stateraceethnicity"
"""Newer files count races twice; the federal way is the one of the older files."""

_SUBJECTS = {"r": "R", "reading": "R", "m": "M", "math": "M", "mathematics": "M"}

ALL_GRADES = "all"
"""Stands for the row of all grades, which a file writes as 0."""

OUT_OF_STATE_FILES = ("7777", "8888")
"""Numbers that stand for no district."""


class _State(NamedTuple):
    number: str
    entity: str


STATE = _State("9999", "state")
"""The number that stands for the whole state, and the id it has here."""


def _bare(name: str) -> str:
    return _NOT_NAME.sub("", name.casefold())


def group_of(category: str, name: str) -> str | None:
    """Return the group that a row is of, None for one that is no group of accountability."""
    return None if _bare(category) == _SECOND_RACES else _BY_NAME.get(_bare(name))


def subject_of(name: str) -> str | None:
    """Return the subject that a row is of, None for one that is not evaluated."""
    return _SUBJECTS.get(_bare(name))
