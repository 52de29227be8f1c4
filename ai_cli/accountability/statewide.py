"""Determines every school and district of a year, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.accountability.ayp import Entities
from ai_cli.accountability.feeders import paired
from ai_cli.accountability.remarks import remarks
from ai_cli.facts.accountability import Entity, level_of
from ai_cli.findings import Place, in_order
from ai_cli.law import UNVERIFIED
from ai_cli.results.accountability import NOT_THEIR_Z, Accountability

if TYPE_CHECKING:
    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import AccountabilityFacts


def determine(facts: AccountabilityFacts, rules: Rules) -> Accountability:
    """Return the determinations of the year of the rules, by id.

    An entity with cells of that year and no row of its own is taken as one of ordinary size, which its labels say.
    Findings: I101 for a missing target, entity or paired school; L104 for a year in which the law is not in force. Nothing is
    raised. Source: the rules R1 to R45 and R50 that the law lists.
    """
    entities = Entities(facts, rules)
    known = [one for (_, year), one in facts.entities.items() if year == rules.year]
    results = {one.id: entities.of(one) for one in known}
    assumed = [_assumed(one, facts, rules) for one in facts.cells.entities if one not in results]
    for one in assumed:
        if any(entities.find(one.id)):
            results[one.id] = entities.of(one, assumed=True)
    every = tuple(paired(results[key], results, facts.entities) for key in sorted(results))
    used = {number for one in every for number in one.rules}
    deciding = {cell.rules for one in every for cell in one.determinations}
    used = used.union(*deciding)
    cited = rules.cited(used)
    own_z = any(NOT_THEIR_Z in one.labels for one in every)
    unverified = ", ".join(one.number for one in cited if one.standing == UNVERIFIED)
    return Accountability(
        year=rules.year,
        entities=every,
        readings=rules.used_readings,
        rules=cited,
        rates=rules.rates(),
        labels=(
            *((NOT_THEIR_Z,) if own_z else ()),
            *((f"{UNVERIFIED}: {unverified}",) if unverified else ()),
        ),
        findings=in_order(remarks(every, facts, rules)),
    )


def _assumed(entity: str, facts: AccountabilityFacts, rules: Rules) -> Entity:
    """Return what is known of an entity that has cells and no row of its own: its level."""
    return Entity(
        id=entity,
        level=level_of(entity),
        year=rules.year,
        name=None,
        classification=None,
        school_type=None,
        tested_grade_students=None,
        fay_students=None,
        title_i=None,
        title_iii=None,
        treatment_program=None,
        feeder_to=None,
        place=Place(facts.cells.file),
    )
