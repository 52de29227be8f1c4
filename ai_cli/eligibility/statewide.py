"""Screens every district of the state's enrollment file, or some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.eligibility.districts import is_screened, screen
from ai_cli.eligibility.neighbours import compare, isolated
from ai_cli.facts.enrollment import Neighbour

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ai_cli.eligibility.neighbours import Verdict
    from ai_cli.eligibility.rules import Rules
    from ai_cli.facts.enrollment import Contact, DistrictEnrollment, StateEnrollment
    from ai_cli.results.screening import Screening


def screen_state(
    state: StateEnrollment,
    contacts: Iterable[Contact] | None,
    rules: Rules,
    wanted: Mapping[str, DistrictEnrollment] | None = None,
) -> Iterator[Screening]:
    """Go through the screenings of the districts, by id, each with all neighbors that ``contacts`` gives it.

    ``wanted`` are the districts to screen, as they are to be taken; without it all of the types that are screened.
    Without ``contacts`` a district is compared with the neighbors that it has itself, if any, with the state's counts of
    these where it has them.
    """
    districts = {**state.districts, **(wanted or {})}
    beside = None if contacts is None else _neighbours(districts, contacts)
    known = {} if beside is None else _isolated(districts, beside, rules)
    chosen = districts if wanted is None else wanted
    for district_id in sorted(chosen):
        district = districts[district_id]
        if wanted is None and not is_screened(district_id, rules):
            continue
        if beside is not None:
            told = tuple(_told(one, known.get(one.id)) for one in beside.get(district_id, ()))
            district = district._replace(neighbours=told)
        elif district.neighbours is not None:
            own = tuple(_counted(one, districts.get(one.id)) for one in district.neighbours)
            district = district._replace(neighbours=own)
        yield screen(district, rules)


def _told(one: Neighbour, verdict: Verdict | None) -> Neighbour:
    """Return a neighbor with whether it is isolated, as its own neighbors show it."""
    return one if verdict is None else one._replace(isolated=verdict.holds, by_corner=verdict.by_corner)


def _counted(one: Neighbour, district: DistrictEnrollment | None) -> Neighbour:
    """Return a neighbor with the state's counts of it, where there are any."""
    return one if district is None else one._replace(students=district.students)


def _neighbours(
    districts: Mapping[str, DistrictEnrollment], contacts: Iterable[Contact]
) -> dict[str, list[Neighbour]]:
    beside: dict[str, list[Neighbour]] = {}
    for one in contacts:
        for here, there, name in ((one.a, one.b, one.names[1]), (one.b, one.a, one.names[0])):
            if here in districts:
                other = districts.get(there)
                students = None if other is None else other.students
                known_name = name if other is None else other.name
                beside.setdefault(here, []).append(
                    Neighbour(there, known_name, students, one.kind, one.place)
                )
    return {here: sorted(found, key=lambda one: one.id) for here, found in beside.items()}


def _isolated(
    districts: Mapping[str, DistrictEnrollment], beside: Mapping[str, Iterable[Neighbour]], rules: Rules
) -> dict[str, Verdict]:
    """Return whether each district that has neighbors is isolated, of whatever type it is."""
    return {
        here: isolated(compare(districts[here].students, one, rules) for one in neighbours)
        for here, neighbours in beside.items()
    }
