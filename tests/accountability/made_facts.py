"""Accountability facts made up for one claim each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from ai_cli.accountability import Rules, determine
from ai_cli.facts.accountability import (
    AccountabilityFacts,
    Cells,
    Counts,
    Entity,
    OtherIndicator,
    Slot,
    Target,
    level_of,
)
from ai_cli.findings import Place
from ai_cli.results.accountability import Accountability, EntityResult

YEAR = 2012
SCHOOL, DISTRICT = "9001-01-010", "9001-01-000"
HERE = Place("cells.csv")
Row = tuple[str, int, str, str, tuple[int, ...]]
"""Entity, year, subject, group and the counts: enrolled, tested, the four levels."""


def cells(rows: Iterable[Row]) -> Cells:
    entities: dict[str, int] = {}
    slots: dict[Slot, int] = {}
    kept: dict[int, Counts] = {}
    for line, (entity, year, subject, group, counts) in enumerate(rows, start=2):
        base = entities.setdefault(entity, len(entities) * 10_000)
        slot = slots.setdefault((year, subject, group), len(slots))
        enrolled, tested, lowest, partially, meets, exceeds = counts
        kept[base + slot] = (enrolled, tested, lowest, partially, meets, exceeds, line)
    return Cells("cells.csv", entities, slots, kept)


def targets(values: Mapping[tuple[str, str], Fraction | int], year: int = YEAR) -> dict[Slot, Target]:
    return {
        (year, subject, group): Target(year, subject, group, Fraction(value), HERE)
        for (subject, group), value in values.items()
    }


def entity(
    id: str = SCHOOL,  # noqa: A002
    *,
    year: int = YEAR,
    school_type: str | None = "E",
    classification: str | None = None,
    tested: int | None = 100,
    fay: int | None = 100,
    feeder_to: str | None = None,
    title_iii: bool | None = None,
) -> Entity:
    return Entity(
        id,
        level_of(id),
        year,
        None,
        classification,
        school_type,
        tested,
        fay,
        True,
        title_iii,
        False,
        feeder_to,
        HERE,
    )


def other(
    indicator: str,
    part: int,
    whole: int,
    *,
    students: int | None = None,
    group: str = "ALL",
    year: int = YEAR,
    of: str = SCHOOL,
) -> OtherIndicator:
    return OtherIndicator(
        of, year, indicator, group, whole if students is None else students, part, whole, HERE
    )


def facts(
    rows: Iterable[Row] = (),
    goals: Mapping[tuple[str, str], Fraction | int] | None = None,
    entities: Iterable[Entity] | None = None,
    others: Iterable[OtherIndicator] = (),
) -> AccountabilityFacts:
    known = [entity()] if entities is None else list(entities)
    return AccountabilityFacts(
        cells(rows),
        targets(goals or {}),
        {(one.id, one.year): one for one in known},
        {(one.entity, one.year, one.indicator, one.group): one for one in others},
    )


def result(one: AccountabilityFacts, **readings: str) -> Accountability:
    return determine(one, Rules(YEAR, readings))


def school(one: AccountabilityFacts, **readings: str) -> EntityResult:
    (found,) = [found for found in result(one, **readings).entities if found.entity in (SCHOOL, DISTRICT)]
    return found
