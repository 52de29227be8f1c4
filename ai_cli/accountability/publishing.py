"""Determinations as rows that may be published, without what is withheld."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING

from ai_cli.accountability.new_school import new_school_row
from ai_cli.results.accountability import (
    ENROLLED_NOT_KNOWN,
    NOT_EVALUATED,
    SMALL_BELOW,
    fed_school,
)
from ai_cli.results.accountability_rows import WITHHELD, CellRow, EntityRow
from ai_cli.results.percent_text import rounded, rounded_quotient

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from ai_cli.accountability.rules import Rules
    from ai_cli.accountability.withholding import IsWithheld
    from ai_cli.results.accountability import (
        Accountability,
        Determination,
        DomainScore,
        EntityResult,
    )

_DECIMALS, _DECIMALS_OF_SCORES = 4, 6


def entity_rows(
    result: Accountability, rules: Rules, is_withheld: IsWithheld | None, *, cells: bool = True
) -> Iterator[EntityRow]:
    """Go through the schools and districts; ``is_withheld`` is None where nothing is.

    Without ``cells`` their cells are left out, which takes a state's schools a fraction of the time.
    Shape: rows of one year. Units: as ``EntityRow`` and ``CellRow`` say. Errors: none. Source: least_published.
    """
    back = max(rules.safe_harbor_years, rules.averaged_years)
    silent = _silent(result.entities, is_withheld)
    for one in result.entities:
        of_few = one.status == SMALL_BELOW
        shown = one.determinations if cells else ()
        rows = tuple(_cell(cell, one.level, is_withheld, back, of_few=of_few) for cell in shown)
        is_silent = one.entity in silent
        row = _entity(one, rows, hidden=is_silent or _hides(one, is_withheld), silent=is_silent)
        if one.new_school is not None:
            row = row._replace(new_school=new_school_row(one.new_school, internal=is_withheld is None))
        yield row


def _hides(one: EntityResult, is_withheld: IsWithheld | None) -> bool:
    """Tell whether an evaluated cell of a school or district is withheld."""
    return is_withheld is not None and any(
        cell.result != NOT_EVALUATED
        and is_withheld(cell.scope, cell.entity, cell.year, cell.subject, cell.group)
        for cell in one.determinations
    )


def _silent(entities: Iterable[EntityResult], is_withheld: IsWithheld | None) -> frozenset[str]:
    """Return the schools whose result is not told: it is that of few students, their own or those of the school they feed."""
    every = tuple(entities)
    silent = {one.entity for one in every if one.status == SMALL_BELOW and _hides(one, is_withheld)}
    feeds = {one.entity: fed for one in every for fed in map(fed_school, one.failing) if fed is not None}
    while more := {feeder for feeder, fed in feeds.items() if fed in silent} - silent:
        silent |= more
    return frozenset(silent)


def _entity(one: EntityResult, cells: tuple[CellRow, ...], *, hidden: bool, silent: bool) -> EntityRow:
    """Return a school or district as a row: without its scores if one of its cells is hidden, without its result if it is silent."""
    proficiency, focused, graduation = (
        _score(None if hidden else score)
        for score in (one.proficiency_domain, one.focused_domain, one.graduation_domain)
    )
    return EntityRow(
        entity_id=one.entity,
        level=one.level,
        year=one.year,
        status=one.status,
        decisions=one.decisions,
        z=None if one.z is None else rounded(one.z, _DECIMALS),
        participation_evaluated=one.participation_evaluated,
        proficiency_evaluated=one.proficiency_evaluated,
        ayp=WITHHELD if silent else one.ayp,
        failing=None if silent else ";".join(one.failing),
        amao3=one.amao3,
        mmr_status=one.mmr_status,
        proficiency_domain=proficiency[0],
        proficiency_weight=proficiency[1],
        focused_domain=focused[0],
        focused_weight=focused[1],
        graduation_domain=graduation[0],
        graduation_weight=graduation[1],
        priority_focus_eligible=one.priority_focus_eligible,
        name=one.name,
        cells=cells,
        labels=one.labels,
        withheld=hidden,
    )


def _score(score: DomainScore | None) -> tuple[Decimal | None, int | None]:
    if score is None:
        return None, None
    return (None if score.score is None else rounded(score.score, _DECIMALS_OF_SCORES)), score.weight


def _cell(
    one: Determination, level: str, is_withheld: IsWithheld | None, back: int, *, of_few: bool
) -> CellRow:
    """Return a determination as a row. Of a withheld one the result stays, unless it is that of few students."""
    cell = (one.subject, one.group)
    hidden = is_withheld is not None and is_withheld(one.scope, one.entity, one.year, *cell)
    # several years together, and what safe harbor compares with, tell of the years before
    hides_years = hidden or (
        is_withheld is not None
        and one.trail is not None
        and any(is_withheld(one.scope, one.entity, one.year - years, *cell) for years in range(1, back + 1))
    )
    silent = hidden and of_few and one.result != NOT_EVALUATED
    is_known = one.reason != ENROLLED_NOT_KNOWN
    trail = None if hides_years else one.trail
    second, third = (None, None) if trail is None else (trail.pooled_2, trail.pooled_3)
    return CellRow(
        scope=one.scope,
        entity_id=one.entity,
        level=level,
        year=one.year,
        subject=one.subject,
        group=one.group,
        n=one.students if is_known and not hidden else None,
        value=None if hidden or not one.whole else rounded_quotient(100 * one.part, one.whole, _DECIMALS),
        target=None if one.target is None else _target(one.target),
        adjusted_target=None if hidden else _shown(one.adjusted_target),
        sh_base_year=None if trail is None else one.safe_harbor_year,
        sh_target=None if trail is None else _shown(trail.safe_harbor_target),
        pooled2_n=None if second is None else second.students,
        pooled2_value=None if second is None else _shown(second.value),
        pooled2_adjusted=_shown(one.adjusted(second)),
        pooled3_n=None if third is None else third.students,
        pooled3_value=None if third is None else _shown(third.value),
        pooled3_adjusted=_shown(one.adjusted(third)),
        result=WITHHELD if silent else one.result,
        route=None if silent else one.route,
        reason=one.reason,
        rules=";".join(one.rules),
        withheld=hidden and is_known,
    )


@cache
def _target(value: Fraction) -> Decimal:
    """Return a target rounded for display; a year has few different ones."""
    return rounded(value, _DECIMALS)


def _shown(value: Fraction | Decimal | None) -> Decimal | None:
    """Return an index, rate or target rounded half up for display."""
    if isinstance(value, Decimal):
        return value.quantize(Decimal(1).scaleb(-_DECIMALS), ROUND_HALF_UP)
    return None if value is None else rounded(value, _DECIMALS)
