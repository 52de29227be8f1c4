"""Compares a district with each district that it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.eligibility.shares import counted, exceeds, percent
from ai_cli.facts.contacts import POINT
from ai_cli.results.screening import NeighbourScreening

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from ai_cli.eligibility.rules import Rules
    from ai_cli.facts.enrollment import Neighbour, Students


def compare(own: Students | None, neighbour: Neighbour, rules: Rules) -> NeighbourScreening:
    """Return by how many points a district is above a neighbor, and whether that isolates it.

    The district's American Indian students are left out under the exception, the neighbor's never are; whether the
    neighbor is isolated, if that is not known, is tested the other way round, which can show only that it is.
    Source: Minn. Rules 3535.0110, subp. 7; 3535.0170, subp. 1.
    """
    leave_out = rules.readings["corner-contacts"] != "count"
    counts = not (leave_out and neighbour.contact == POINT)
    other = neighbour.students
    difference = theirs = isolates = None
    told = neighbour.isolated is not None
    isolated = neighbour.isolated
    reason = None
    if other is None or not other.total:
        reason = "it has no students" if other is not None else "its students are not known"
    elif own is not None and own.total:
        difference, isolates = above(own, other, rules)
        theirs, they_are = above(other, own, rules)
        isolated = neighbour.isolated if told else they_are or None
        if isolates is None:
            reason = "the district's own American Indian students are not counted, on whom the result depends"
    if not counts:
        reason = "it touches at a corner only, which the reading corner-contacts leaves out"
    elif leave_out and neighbour.contact is None:
        reason = "it is not said whether the two touch at a corner only"
        isolates, isolated = isolates and None, isolated and None
    return NeighbourScreening(
        id=neighbour.id,
        name=neighbour.name,
        contact=neighbour.contact,
        protected_percent=None if other is None else percent(other.protected, other.total),
        difference=difference,
        their_difference=theirs,
        isolates=isolates,
        isolated=isolated,
        told=told,
        by_corner=neighbour.by_corner,
        counts=counts,
        reason=reason,
    )


def above(one: Students, other: Students, rules: Rules) -> tuple[Fraction | None, bool | None]:
    """Return by how many points one district is above another, and whether that is past the threshold."""
    part = counted(one, rules.readings["american-indian-districts"])
    own, others = percent(part.protected, one.total), percent(other.protected, other.total)
    difference = None if own is None or others is None else own - others
    return difference, exceeds(difference, rules.district_threshold, part.exception)


class Verdict(NamedTuple):
    """Whether a test holds over all neighbors, None where it could not be made, and the neighbor that decides it."""

    holds: bool | None
    decided_by: NeighbourScreening | None = None

    @property
    def by_corner(self) -> bool:
        """Whether it holds only through a contact at a corner, here or of the neighbor that decides it."""
        return self.decided_by is not None and rests_on_corner(self.decided_by)


def rests_on_corner(one: NeighbourScreening) -> bool:
    """Tell whether what a neighbor decides rests on a contact at a corner."""
    return one.contact == POINT or one.by_corner


def isolated(neighbours: Iterable[NeighbourScreening]) -> Verdict:
    """Tell whether a district is racially isolated: more than the threshold above any one that it adjoins.

    The neighbor along a line with the largest difference decides before those at a corner.
    """
    adjoining = [one for one in neighbours if one.counts]
    above = [one for one in adjoining if one.isolates]
    if above:
        decided_by = max(above, key=lambda one: (one.contact != POINT, one.difference or 0))
        return Verdict(holds=True, decided_by=decided_by._replace(by_corner=False))
    return Verdict(holds=_nothing_holds([one.isolates for one in adjoining]))


def beside_isolated(neighbours: Iterable[NeighbourScreening]) -> Verdict:
    """Tell whether a district adjoins one that is racially isolated."""
    adjoining = [one for one in neighbours if one.counts]
    beside = [one for one in adjoining if one.isolated]
    if beside:
        decided_by = max(beside, key=lambda one: (not rests_on_corner(one), one.protected_percent or 0))
        return Verdict(holds=True, decided_by=decided_by)
    return Verdict(holds=_nothing_holds([one.isolated for one in adjoining]))


def _nothing_holds(answers: list[bool | None]) -> bool | None:
    """Return False where every neighbor was tested and none holds, None where one was not, or there is none."""
    return None if not answers or None in answers else False
