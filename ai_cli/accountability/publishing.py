"""Determinations as rows that may be published: cells of too few students, and what would tell of them, are withheld."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.accountability.index import index_of
from ai_cli.accountability.new_school import new_school_row
from ai_cli.accountability.privacy import Partition, withheld
from ai_cli.facts.accountability import ATTENDANCE as DAYS
from ai_cli.facts.accountability import GRADUATION as COHORT
from ai_cli.facts.accountability import WHOLE_DISTRICT
from ai_cli.facts.entity_ids import district_of
from ai_cli.results.accountability import (
    ENROLLED_NOT_KNOWN,
    GRADUATION,
    NOT_EVALUATED,
    PARTICIPATION,
    PROFICIENCY,
    SMALL_BELOW,
    fed_school,
)
from ai_cli.results.accountability_rows import WITHHELD, CellRow, EntityRow
from ai_cli.results.percent_text import rounded, rounded_quotient

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from fractions import Fraction

    from ai_cli.accountability.privacy import Count, Score
    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import AccountabilityFacts
    from ai_cli.results.accountability import (
        Accountability,
        Determination,
        DomainScore,
        EntityResult,
    )

    IsWithheld = Callable[[str, str, int, str | None, str], bool]
    """Whether a cell is withheld: by scope, entity, year, subject and group."""

_DECIMALS, _DECIMALS_OF_SCORES = 4, 6


def partitions(rules: Rules) -> tuple[Partition, ...]:
    """Return the groups that add up to all students, with those of no listed group: races, and each other group."""
    total, races = rules.all_students, rules.texts("race_groups")
    others = (one for one in rules.groups if one not in (total, *races))
    return Partition(total, races), *(Partition(total, (one,)) for one in others)


class TableOfCounts(NamedTuple):
    """Students by row and column, and the points they have of those they could have, where these tell of them too."""

    counts: dict[Count, int]
    scores: dict[Count, Score]


def withheld_together(
    tables: Sequence[TableOfCounts], district: str, schools: Collection[str], rules: Rules
) -> frozenset[Count]:
    """Return what is withheld in each of some tables of a district, which count nearly the same students: the same cells.

    Each is of counts, and of their scores where they are published. ``schools`` are all that the district has in any table. A table that counts nobody, as of public files those enrolled, tells
    nothing. Source: least_published.
    """
    parts, least, whole = partitions(rules), rules.whole("least_published"), district + WHOLE_DISTRICT
    total_row = whole if any(one != whole for one in schools) else None
    telling = [one for one in tables if any(one.counts.values())]
    found: frozenset[Count] = frozenset()
    while True:
        more = found.union(
            *(
                withheld(
                    one.counts,
                    total_row,
                    parts,
                    least,
                    elsewhere_withheld=found,
                    scores=one.scores,
                )
                for one in telling
            )
        )
        if more == found:
            return found
        found = more


def privacy(facts: AccountabilityFacts, rules: Rules) -> IsWithheld:
    """Return what tells whether a cell is withheld, R4; a district's cells of one year are decided together."""
    first_rate = f"{COHORT}{rules.texts('graduation_rates')[0]}"
    entities: dict[str, list[str]] = defaultdict(list)
    for entity in dict.fromkeys((*facts.cells.entities, *(key[0] for key in facts.others))):
        entities[district_of(entity)].append(entity)

    def students(
        scope: str, entity: str, year: int, subject: str | None, group: str
    ) -> tuple[int, Score | None] | None:
        """Return the students of a cell with their score; that of participation tells nothing of them but that they were there."""
        if scope in (PROFICIENCY, PARTICIPATION):
            counts = facts.cells.counts(entity, (year, subject or "", group))
            if counts is None:
                return None
            if scope == PARTICIPATION:
                return counts[0], None
            index = index_of(counts, rules.partial_weight)
            return index.students, (index.points, index.whole)
        other = facts.others.get((entity, year, first_rate if scope == GRADUATION else DAYS, group))
        if other is None:
            return None
        return other.students, (other.part, other.whole) if scope == GRADUATION else None

    def counted(scope: str, district: str, year: int, subject: str | None) -> TableOfCounts:
        cells = {
            (entity, group): found
            for entity in entities[district]
            for group in rules.groups
            if (found := students(scope, entity, year, subject, group)) is not None
        }
        return TableOfCounts(
            {cell: number for cell, (number, _) in cells.items()},
            {cell: score for cell, (_, score) in cells.items() if score is not None},
        )

    @cache
    def of_tests(district: str, year: int) -> frozenset[Count]:
        """Return what is withheld of those enrolled and scored in each subject: the same cells, as most are the same students."""
        scopes = (PROFICIENCY, PARTICIPATION)
        tables = [counted(scope, district, year, subject) for scope in scopes for subject in rules.subjects]
        return withheld_together(tables, district, entities[district], rules)

    @cache
    def of_others(scope: str, district: str, year: int, subject: str | None) -> frozenset[Count]:
        return withheld_together(
            [counted(scope, district, year, subject)], district, entities[district], rules
        )

    def is_withheld(scope: str, entity: str, year: int, subject: str | None, group: str) -> bool:
        district, count = district_of(entity), (entity, group)
        if scope in (PROFICIENCY, PARTICIPATION):
            found = students(scope, entity, year, subject, group)
            nobody = found is None or not found[0]
            return nobody or count in of_tests(district, year)
        return count in of_others(scope, district, year, subject)

    return is_withheld


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
