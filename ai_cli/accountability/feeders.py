"""Feeder schools, R38: a school without tested grades has the result of the school that its students move on to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.results.accountability import FEEDER, FROM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.facts.accountability import Entity
    from ai_cli.results.accountability import EntityResult


def paired(
    result: EntityResult, results: Mapping[str, EntityResult], entities: Mapping[tuple[str, int], Entity]
) -> EntityResult:
    """Return the result of a feeder with that of the school it feeds; any other result as it is.

    A feeder of a feeder has the result at the end of the chain. It stays undetermined where the chain leads to a school that
    is not among ``results``, or back to itself.
    """
    if result.status != FEEDER:
        return result
    passed = {result.entity}
    first = here = entities[result.entity, result.year].feeder_to
    while here is not None and here not in passed:
        found = results.get(here)
        if found is None:
            break
        if found.status != FEEDER:
            return result._replace(ayp=found.ayp, failing=(f"{FROM}{first}",))
        passed.add(here)
        here = entities[here, result.year].feeder_to
    return result._replace(failing=(f"{FROM}{first}",))
