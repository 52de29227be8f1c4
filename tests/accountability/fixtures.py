"""The files of the accountability fixtures, and what is determined from them."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from ai_cli.accountability.rules import Rules
from ai_cli.accountability.statewide import determine
from ai_cli.facts.accountability import AccountabilityFacts
from ai_cli.inputs.accountability_cells import read_cells
from ai_cli.inputs.accountability_tables import read_entities, read_other_indicators, read_targets
from ai_cli.results.accountability import Accountability, EntityResult

DATA = Path(__file__).parents[1] / "data" / "mn" / "accountability"
YEAR = 2012


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@cache
def the_facts() -> AccountabilityFacts:
    vocabulary = Rules(YEAR).vocabulary
    cells, read = read_cells(str(DATA / "cells.csv"), vocabulary)
    targets, of_targets = read_targets(str(DATA / "targets.csv"), vocabulary)
    entities, of_entities = read_entities(str(DATA / "entities.csv"))
    others, of_others = read_other_indicators(str(DATA / "other_indicators.csv"), vocabulary)
    for one in (read, of_targets, of_entities, of_others):
        assert one.findings == ()
        assert one.rows.reasons == {}
    assert cells is not None
    return AccountabilityFacts(cells, targets, entities, others)


@cache
def determined(reading: str = "") -> Accountability:
    """Return the determinations of the fixtures, under ``name=choice`` or the defaults."""
    name, _, choice = reading.partition("=")
    return determine(the_facts(), Rules(YEAR, {name: choice} if name else {}))


def by_id(result: Accountability) -> dict[str, EntityResult]:
    return {one.entity: one for one in result.entities}
