"""Ids of schools and districts as accountability files write them: ``9001-01-010``, the district itself ``9001-01-000``."""

from __future__ import annotations

import re

from ai_cli.facts.unreadable import UnreadableValue

_ENTITY = re.compile(r"(?P<number>[0-9]{1,4})-(?P<type>[0-9]{1,2})-(?P<school>[0-9]{1,3})")


def entity_id(number: str, kind: str, school: str = "0") -> str:
    """Return the id of a school, or of a district, from its parts, which may lack leading zeros.

    Errors: ``ValueError`` for a part that is no number.
    """
    return f"{int(number):04d}-{int(kind):02d}-{int(school):03d}"


def read_entity(text: str) -> str:
    """Return an id with its leading zeros: ``1-1-10`` is ``0001-01-010``. Errors: ``UnreadableValue`` with I102."""
    match = _ENTITY.fullmatch(text.strip())
    if match is None:
        allowed = "district number, type and school such as 9001-01-010, a district with school 000"
        raise UnreadableValue(
            "I102", allowed, "write the three parts with hyphens, and keep the column as text"
        )
    return entity_id(match["number"], match["type"], match["school"])


def district_of(entity: str) -> str:
    """Return the number and type of the district of an id, ``9001-01``."""
    return entity.rpartition("-")[0]
