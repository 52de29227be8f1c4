"""The result of a screening in a sentence or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.results.percent_text import shown_percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ai_cli.eligibility.rules import Rules
    from ai_cli.results.screening import NeighbourScreening, Screening


def listed(parts: Iterable[str]) -> str:
    """Return the parts with commas, and an ``and`` before the last."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def conclusion(result: Screening, rules: Rules) -> str:
    """Return what the screening says of the district and of its schools."""
    return f"Screening: {' '.join((*_district(result, rules), *_schools(result, rules)))}"


def _district(result: Screening, rules: Rules) -> Iterator[str]:
    name, decided_by = result.district, result.decided_by
    isolated, beside = result.racially_isolated, result.adjoining_racially_isolated
    if (
        isolated
        and decided_by is not None
        and decided_by.difference is not None
        and result.counted_percent is not None
    ):
        left_out = ", its American Indian students left out," if result.american_indian_exception else ""
        points = shown_percent(decided_by.difference, rules.district_threshold)
        yield (
            f"{name} is racially isolated: its {shown_percent(result.counted_percent)} percent of protected students"
            f"{left_out} is {points} points above {_named(decided_by)}, more than {rules.district_threshold}."
        )
    elif beside and decided_by is not None:
        itself = "is not racially isolated itself and" if isolated is False else ""
        yield f"{name} {itself} adjoins {_named(decided_by)}, which is racially isolated.".replace("  ", " ")
    elif isolated is False and beside is False:
        yield f"{name} is not racially isolated, and adjoins no district that is."
    elif isolated is False:
        yield f"{name} is not racially isolated; whether it adjoins such a district could not be tested."
    else:
        yield f"whether {name} is racially isolated could not be tested."


def _named(one: NeighbourScreening) -> str:
    return f"{one.name} ({one.id})" if one.name else one.id


def _schools(result: Screening, rules: Rules) -> Iterator[str]:
    if not result.schools:
        return
    number = len(result.schools)
    tested = [one for one in result.schools if one.racially_identifiable is not None]
    named = result.identifiable
    of = f"its {number} schools screened" if number > 1 else "its one school screened"
    untested = number - len(tested)
    if not tested:
        yield "Whether its schools are racially identifiable could not be tested."
        return
    if named:
        names = listed(f"{one.name or 'school'} ({one.id})" for one in named)
        verb = "is" if len(named) == 1 else "are"
        yield (
            f"Of {of}, {len(named)} {verb} racially identifiable, more than {rules.school_threshold} points above the"
            f" district over the same grades: {names}."
        )
    else:
        yield f"Of {of}, none is racially identifiable."
    if untested:
        yield f"{untested} could not be tested."
