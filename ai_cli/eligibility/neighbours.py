"""Compares a district with each district that it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.eligibility.shares import counted, exceeds, percent
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
    counts = neighbour.contact != "point" or rules.readings["corner-contacts"] == "count"
    other = neighbour.students
    difference = theirs = isolates = None
    told = neighbour.isolated is not None
    isolated = neighbour.isolated
    reason = None
    if other is None or not other.total:
        reason = "it has no students" if other is not None else "its students are not known"
    elif own is not None and own.total:
        difference, isolates = _above(own, other, rules)
        theirs, they_are = _above(other, own, rules)
        isolated = neighbour.isolated if told else they_are or None
        if isolates is None:
            reason = "American Indian students are not counted, on whom the result depends"
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
        counts=counts,
        reason=reason
        if counts
        else "it touches at a corner only, which the reading corner-contacts leaves out",
    )


def _above(one: Students, other: Students, rules: Rules) -> tuple[Fraction | None, bool | None]:
    part = counted(one, rules.readings["american-indian-districts"])
    own, others = percent(part.protected, one.total), percent(other.protected, other.total)
    difference = None if own is None or others is None else own - others
    return difference, exceeds(difference, rules.district_threshold, part.exception)


class Verdict(NamedTuple):
    """Whether a test holds over all neighbors, None where it could not be made, and the neighbor that decides it."""

    holds: bool | None
    decided_by: NeighbourScreening | None = None


def isolated(neighbours: Iterable[NeighbourScreening]) -> Verdict:
    """Tell whether a district is racially isolated: more than the threshold above any one that it adjoins."""
    adjoining = [one for one in neighbours if one.counts]
    above = [one for one in adjoining if one.isolates]
    if above:
        return Verdict(
            holds=True, decided_by=max(above, key=lambda one: (one.contact != "point", one.difference or 0))
        )
    return Verdict(holds=None if not adjoining or any(one.isolates is None for one in adjoining) else False)


def beside_isolated(neighbours: Iterable[NeighbourScreening]) -> Verdict:
    """Tell whether a district adjoins one that is racially isolated."""
    adjoining = [one for one in neighbours if one.counts]
    beside = [one for one in adjoining if one.isolated]
    if beside:
        decided_by = max(beside, key=lambda one: (one.contact != "point", one.protected_percent or 0))
        return Verdict(holds=True, decided_by=decided_by)
    return Verdict(holds=None if not adjoining or any(one.isolated is None for one in adjoining) else False)
