"""The result of a screening in a sentence or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.identifiers import district_type
from ai_cli.results.percent_text import shown_percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ai_cli.eligibility.rules import Rules
    from ai_cli.results.screening import NeighbourScreening, SchoolScreening, Screening


def listed(parts: Iterable[str]) -> str:
    """Return the parts with commas, and an ``and`` before the last."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def named(result: Screening) -> str:
    """Return the district with its id, as a message names it."""
    return f"{result.district} ({result.district_id})"


def conclusion(result: Screening, rules: Rules) -> str:
    """Return what the screening says of the district and of its schools."""
    return f"Screening: {' '.join((*_district(result, rules), *_schools(result, rules)))}"


def _district(result: Screening, rules: Rules) -> Iterator[str]:
    name, decided_by = result.district, result.decided_by
    isolated, beside = result.racially_isolated, result.adjoining_racially_isolated
    kind = district_type(result.district_id)
    if kind not in rules.district_types:
        yield f"{name} is not screened: its type is {kind}."
    elif isolated and decided_by is not None and decided_by.difference is not None:
        counted = "" if result.counted_percent is None else shown_percent(result.counted_percent)
        left_out = ", its American Indian students left out," if result.american_indian_exception else ""
        points = shown_percent(decided_by.difference, rules.district_threshold)
        yield (
            f"{name} is racially isolated: its {counted} percent of protected students"
            f"{left_out} is {points} points above {_neighbour(decided_by)}, more than {rules.district_threshold}."
        )
    elif beside and decided_by is not None:
        yield f"{name} adjoins {_neighbour(decided_by)}, which is racially isolated."
        yield (
            "It is not isolated itself."
            if isolated is False
            else "Whether it is so itself could not be tested."
        )
    elif isolated is False and beside is False:
        yield f"{name} is not racially isolated, and adjoins no district that is."
    elif isolated is False:
        yield f"{name} is not racially isolated; whether it adjoins such a district could not be tested."
    else:
        yield f"whether {name} is racially isolated could not be tested."


def _neighbour(one: NeighbourScreening) -> str:
    return f"{one.name} ({one.id})" if one.name else one.id


def _school(one: SchoolScreening) -> str:
    return f"{one.name} ({one.id})" if one.name else f"school {one.id}"


def _schools(result: Screening, rules: Rules) -> Iterator[str]:
    schools = result.schools
    if not schools:
        return
    of = f"its {len(schools)} schools screened" if len(schools) > 1 else "its one school screened"
    untested = [one for one in schools if one.racially_identifiable is None]
    if len(untested) == len(schools):
        yield "Whether its schools are racially identifiable could not be tested."
        return
    if result.identifiable:
        verb = "is" if len(result.identifiable) == 1 else "are"
        yield (
            f"Of {of}, {len(result.identifiable)} {verb} racially identifiable, more than {rules.school_threshold} points"
            f" above the district over the same grades: {listed(map(_school, result.identifiable))}."
        )
    elif untested:
        yield f"Of {of}, {len(schools) - len(untested)} are not racially identifiable."
    else:
        yield f"Of {of}, none is racially identifiable."
    if untested:
        yield f"{len(untested)} could not be tested: {listed(map(_school, untested))}."
    if all(one.alone for one in schools if one.difference is not None):
        if len(schools) > 1:
            yield "No two of them share a grade, so that each is compared with itself alone."
        else:
            yield "No other school shares a grade with it, so that it is compared with itself alone."
