"""Screens every district of the state's enrollment file, or some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.eligibility.districts import is_screened, screen
from ai_cli.eligibility.neighbours import compare, isolated
from ai_cli.facts.enrollment import Neighbour

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
    Without ``contacts`` only schools are screened.
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
            told = tuple(one._replace(isolated=known.get(one.id)) for one in beside.get(district_id, ()))
            district = district._replace(neighbours=told)
        yield screen(district, rules)


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
) -> dict[str, bool | None]:
    """Return whether each district that has neighbors and is of a type screened is isolated."""
    return {
        here: isolated(compare(districts[here].students, one, rules) for one in neighbours).holds
        for here, neighbours in beside.items()
        if is_screened(here, rules)
    }
