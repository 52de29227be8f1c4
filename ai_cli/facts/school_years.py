"""School years as the state's files label them, also where a spreadsheet program has turned one into a day."""

from __future__ import annotations

import re
from typing import NamedTuple

from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.facts.years import read_fiscal_year

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAMAGED = re.compile(rf"(?P<second>[0-9]{{1,2}})-(?P<first>{'|'.join(_MONTHS)})", re.IGNORECASE)


class SchoolYear(NamedTuple):
    """The calendar year in which a school year ends, and whether its label had been turned into a day."""

    ends: int
    damaged: bool

    @property
    def label(self) -> str:
        """The school year in full, ``2011-12``."""
        return f"{self.ends - 1}-{self.ends % 100:02d}"


def read_school_year(text: str) -> SchoolYear:
    """Return the year of ``15-16``, and of ``12-Nov``, which was 11-12 before a spreadsheet program took it for a day.

    Errors: ``UnreadableValue`` as ``read_fiscal_year``; also for a day that no school year turns into.
    """
    match = _DAMAGED.fullmatch(text.strip())
    if match is None:
        return SchoolYear(read_fiscal_year(text), damaged=False)
    first = _MONTHS.index(match["first"].title()) + 1
    if first + 1 != int(match["second"]):
        raise UnreadableValue("I102", "a school year such as 11-12", "get the file again, or write the year")
    return SchoolYear(read_fiscal_year(f"{first:02d}-{first + 1:02d}"), damaged=True)
