"""Adequate yearly progress of one school or district, R31: every cell and indicator that is evaluated must meet."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from ai_cli.accountability.amao3 import amao3
from ai_cli.accountability.domains import graduation_domain, proficiency_domain
from ai_cli.accountability.interval import z_of
from ai_cli.accountability.new_school import RULES as NEW_SCHOOL
from ai_cli.accountability.new_school import is_of_few, new_school
from ai_cli.accountability.other_indicators import other_indicators, school_type
from ai_cli.accountability.participation import Participation
from ai_cli.accountability.proficiency import Proficiency
from ai_cli.accountability.routes import TARGET
from ai_cli.accountability.rules import TABLE
from ai_cli.accountability.sizes import other_decisions
from ai_cli.accountability.small_schools import status_of
from ai_cli.results.accountability import (
    ASSUMED_SIZE,
    DISTRICT,
    ELIGIBLE,
    FEEDER,
    MADE,
    NO_EVALUATED_CELL,
    NO_RESULT,
    NORMAL,
    NOT_MADE,
    NOT_MET,
    NOT_THEIR_Z,
    SMALL,
    SMALL_BELOW,
    UNDETERMINED,
    Determination,
    EntityResult,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import AccountabilityFacts, Entity

_MMR_STATUS = {NORMAL: ELIGIBLE, DISTRICT: DISTRICT, FEEDER: FEEDER}
_RULES = {
    NORMAL: ("R5", "R31", "R40", "R43", "R44", "R45", "R50"),
    DISTRICT: ("R5", "R31", "R32"),
    FEEDER: ("R38",),
    SMALL_BELOW: ("R5", "R31", "R33", "R35", "R36"),
}
_WITHOUT_INTERVAL = (None, TARGET)
_SMALL_RULES = ("R5", "R31", "R33", "R34", "R36")


class Entities:
    """Determines one entity after another, of one year and under one set of readings."""

    def __init__(self, facts: AccountabilityFacts, rules: Rules) -> None:
        self.facts = facts
        self.rules = rules
        self.z = cache(partial(z_of, rules=rules))
        self.slots = tuple(
            (rules.year, subject, group) for subject in rules.subjects for group in rules.groups
        )
        self.find = facts.cells.finder(self.slots)
        self.proficiency = Proficiency(facts, rules, self.slots)
        self.participation = Participation(rules, self.slots, enrolled_known=facts.cells.enrolled_known)
        self.focused = frozenset(rules.texts("focused_groups"))

    def of(self, entity: Entity, *, assumed: bool = False) -> EntityResult:
        """Return the result of an entity; that of a feeder is left open for ``feeders``. ``assumed`` marks one without a row."""
        status = status_of(entity, self.facts.entities, self.rules)
        without = status == FEEDER or (status == SMALL_BELOW and entity.fay_students == 0)
        cells: list[Determination] = []
        z = None
        decided = (0, 0, 0)
        if not without:
            found = self.find(entity.id)
            others = other_indicators(entity, self.facts, self.rules)
            evaluated = self.proficiency.evaluated(entity.id, found, status)
            decided = (self.participation.evaluated(found), evaluated, other_decisions(entity.level, others))
            z = self.z(sum(decided), entity.level)
            cells = self.proficiency.of(entity.id, found, z, status)
            cells.extend(self.participation.of(entity.id, found))
            cells.extend(others)
        failing = tuple([one.name for one in cells if one.result == NOT_MET])
        mmr = _MMR_STATUS.get(status, SMALL)
        kind = school_type(entity, self.rules)
        scored = mmr == ELIGIBLE
        asks = None
        if entity.changes is not None:
            asks = new_school(entity.changes, self.rules, of_few=is_of_few(entity, self.rules))
        return EntityResult(
            entity=entity.id,
            name=entity.name,
            level=entity.level,
            year=entity.year,
            school_type=kind,
            status=status,
            decisions=sum(decided),
            z=z,
            participation_evaluated=decided[0],
            proficiency_evaluated=decided[1],
            ayp=_ayp(cells, failing, decided, without=without, feeder=status == FEEDER),
            failing=failing,
            amao3=amao3(cells, self.rules, title_iii=entity.title_iii) if status == DISTRICT else None,
            mmr_status=mmr,
            proficiency_domain=proficiency_domain(cells, self.rules.groups, self.rules) if scored else None,
            focused_domain=proficiency_domain(cells, self.focused, self.rules) if scored else None,
            graduation_domain=graduation_domain(cells, self.rules)
            if scored and kind in self.rules.texts("graduation_school_types")
            else None,
            priority_focus_eligible=None if status == DISTRICT else _may_be_priority(entity, mmr),
            determinations=tuple(cells),
            rules=(*_RULES.get(status, _SMALL_RULES), *(NEW_SCHOOL if asks is not None else ())),
            labels=self.labels(cells, assumed=assumed),
            new_school=asks,
        )

    def labels(self, cells: Sequence[Determination], *, assumed: bool) -> tuple[str, ...]:
        """Return what is to be printed with a result: whose z its intervals have, and that its size is assumed."""
        tried = [one for one in cells if one.route not in _WITHOUT_INTERVAL]
        own_z = not self.rules.reads("z", TABLE) and any(map(_by_interval, tried))
        return (*((NOT_THEIR_Z,) if own_z else ()), *((ASSUMED_SIZE,) if assumed else ()))


def _by_interval(one: Determination) -> bool:
    """Tell whether an interval was looked at for a cell that does not meet by its target alone."""
    pooled = () if one.trail is None else (one.trail.pooled_2, one.trail.pooled_3)
    return one.z is not None or any(average is not None and average.z is not None for average in pooled)


def _may_be_priority(entity: Entity, mmr: str) -> bool:
    """Tell whether a school could be Priority or Focus, R40: one with Title I, a rating, and no treatment program."""
    return mmr == ELIGIBLE and bool(entity.title_i) and not entity.treatment_program


def _ayp(
    cells: Sequence[Determination],
    failing: Sequence[str],
    decided: Sequence[int],
    *,
    without: bool,
    feeder: bool,
) -> str:
    """Return the result of AYP; an open cell leaves it open unless another fails. A feeder's is open until it is paired."""
    if feeder:
        return UNDETERMINED
    if without:
        return NO_RESULT
    if not sum(decided):
        return NO_EVALUATED_CELL
    if failing:
        return NOT_MADE
    return UNDETERMINED if any(one.result == UNDETERMINED for one in cells) else MADE
