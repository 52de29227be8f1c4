"""Students counted on one October 1: of a grade, a school, a district and its neighbours, as whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ai_cli.findings import Finding, Place


@dataclass(frozen=True, slots=True)
class Students:
    """How many students there are. ``american_indian`` is None where the source does not count them."""

    total: int
    protected: int
    american_indian: int | None

    def __add__(self, other: Students) -> Students:
        """Return both together."""
        known = self.american_indian is not None and other.american_indian is not None
        return Students(
            self.total + other.total,
            self.protected + other.protected,
            (self.american_indian or 0) + (other.american_indian or 0) if known else None,
        )


NOBODY = Students(0, 0, 0)


def together(counts: Iterable[Students]) -> Students:
    """Return all of these students as one count."""
    return sum(counts, NOBODY)


NO_GRADES = "it has no counts by grade"
"""Why nothing can be said of a school with a total alone."""


class SchoolEnrollment(NamedTuple):
    """The students of one school, by grade.

    ``classification`` is the state's code for the kind of school, None where it is not given. ``doubt`` says why its
    counts cannot be relied on, None where they can. ``identifiable`` is the official status, None where unknown, and
    ``official_place`` where it is given.
    """

    id: str
    name: str | None
    classification: str | None
    grades: Mapping[str, Students]
    place: Place
    doubt: str | None = None
    identifiable: bool | None = None
    official_place: Place | None = None


class Neighbour(NamedTuple):
    """A district that touches another.

    ``students`` is None where they are not known, ``contact`` is ``line``, ``point`` or None where it is not said,
    ``isolated`` whether it is racially isolated, None where that is not known; ``by_corner`` marks one that is so only
    through a corner.
    """

    id: str
    name: str | None
    students: Students | None
    contact: str | None
    place: Place
    isolated: bool | None = None
    by_corner: bool = False


class DistrictEnrollment(NamedTuple):
    """What the screening of one district for one fiscal year needs.

    ``students`` are all of the district, None where they are not known, and ``doubt`` says why. ``neighbours`` is None
    where they were not given, and ``no_neighbours`` says why. ``source`` says where the counts are from, ``findings`` what is wrong with them.
    """

    id: str
    name: str | None
    fiscal_year: int
    place: Place
    students: Students | None
    schools: tuple[SchoolEnrollment, ...]
    source: str
    neighbours: tuple[Neighbour, ...] | None = None
    official: tuple[str, ...] = ()
    official_place: Place | None = None
    doubt: str | None = None
    no_neighbours: str = "no adjoining districts are given"
    findings: tuple[Finding, ...] = ()


class StateEnrollment(NamedTuple):
    """The counts of a state's file: its districts by id, and what became of its rows."""

    file: str
    sheet: str | None
    fiscal_year: int
    districts: Mapping[str, DistrictEnrollment]
    rows: int
    skipped: Mapping[str, int]


class Contact(NamedTuple):
    """Two districts that touch, and where the file says so. ``kind`` is ``line``, ``point`` or None."""

    a: str
    b: str
    names: tuple[str | None, str | None]
    kind: str | None
    place: Place
