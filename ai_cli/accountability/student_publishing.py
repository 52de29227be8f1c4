"""What a file of students says as rows that may be published: counts of too few students, and what would tell of them, are withheld."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from ai_cli.accountability.index import index_of
from ai_cli.accountability.privacy import TableOfCounts
from ai_cli.accountability.withholding import withheld_together
from ai_cli.facts.accountability import WHOLE_DISTRICT
from ai_cli.facts.entity_ids import district_of
from ai_cli.results.percent_text import rounded
from ai_cli.results.student_tables import CapRow, CellCounts, DomainRow, StatusRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from ai_cli.accountability.rules import Rules
    from ai_cli.results.students import Cap, RowStatus, StudentCell, StudentDomains

_STATE = "state"
_DECIMALS, _DECIMALS_OF_SCORES = 4, 6
Cell = tuple[str, str, str]
"""The entity, subject and group of a cell."""


def cell_counts(cells: Sequence[StudentCell], rules: Rules, *, internal: bool) -> Iterator[CellCounts]:
    """Go through cells with their counts. One that is withheld of those enrolled is withheld of those scored, too.

    A count of the whole state is withheld where that of a district is. Shape: a row for each cell. Units: students; percents.
    Errors: none. Source: least_published.
    """
    hidden = frozenset[Cell]() if internal else _hidden(cells, rules)
    for one in cells:
        shows = (one.entity, one.subject, one.group) not in hidden
        lowest, partially, meets, exceeds = one.levels if shows else (None,) * len(one.levels)
        yield CellCounts(
            entity_id=one.entity,
            level=one.level,
            year=one.year,
            subject=one.subject,
            group=one.group,
            enrolled=one.enrolled if shows else None,
            tested=one.tested if shows else None,
            nD=lowest,
            nP=partially,
            nM=meets,
            nE=exceeds,
            participation_rate=_shown(one.participation_rate) if shows else None,
            n=one.scored if shows else None,
            index_points=_shown(one.index_points) if shows else None,
            withheld=not shows,
        )


def _hidden(cells: Iterable[StudentCell], rules: Rules) -> frozenset[Cell]:
    """Return the cells that are withheld, district by district, the same in each subject."""
    tables: dict[str, dict[tuple[str, str], TableOfCounts]] = defaultdict(
        lambda: defaultdict(lambda: TableOfCounts({}, {}))
    )
    of_state: dict[Cell, int] = {}
    schools: dict[str, set[str]] = defaultdict(set)
    for one in cells:
        if one.level == _STATE:
            of_state[one.entity, one.subject, one.group] = min(one.enrolled, one.scored)
            continue
        district, count = district_of(one.entity), (one.entity, one.group)
        schools[district].add(one.entity)
        of_enrolled, of_scored = (tables[district][kind, one.subject] for kind in ("enrolled", "scored"))
        index = index_of((0, 0, *one.levels, 0), rules.partial_weight)
        of_enrolled.counts[count], of_scored.counts[count] = one.enrolled, one.scored
        of_scored.scores[count] = (index.points, index.whole)
    least, hidden = rules.whole("least_published"), set[Cell]()
    for district, of_it in tables.items():
        found = withheld_together(list(of_it.values()), district, schools[district], rules)
        hidden.update((entity, subject, group) for entity, group in found for subject in rules.subjects)
    of_districts = {cell[1:] for cell in hidden if cell[0].endswith(WHOLE_DISTRICT)}
    hidden.update(cell for cell, students in of_state.items() if students < least or cell[1:] in of_districts)
    return frozenset(hidden)


def _withheld_of_all(cells: Iterable[StudentCell], rules: Rules) -> frozenset[tuple[str, str]]:
    """Return the entities and subjects of which the count of all students is withheld."""
    every = rules.all_students
    return frozenset((entity, subject) for entity, subject, group in _hidden(cells, rules) if group == every)


def cap_rows(
    caps: Iterable[Cap], cells: Iterable[StudentCell], rules: Rules, *, internal: bool
) -> Iterator[CapRow]:
    """Go through the caps; proficient scores of too few students are withheld, with how many of them are over.

    The base is a count of all students of the district, and withheld where that is among the ``cells``. Shape: a row for each
    cap. Units: students. Errors: none. Source: least_published.
    """
    least = rules.whole("least_published")
    without_base = frozenset[tuple[str, str]]() if internal else _withheld_of_all(cells, rules)
    for one in caps:
        entity = one.district if one.district == _STATE else f"{one.district}{WHOLE_DISTRICT}"
        few = not internal and (one.base < least or (entity, one.subject) in without_base)
        hidden = not internal and (few or one.proficient < least or 0 < one.proficient - one.over < least)
        where = (one.district, one.subject, one.test)
        base, cap = (None, None) if few else (one.base, one.cap)
        proficient, over = (None, None) if hidden else (one.proficient, one.over)
        yield CapRow(*where, base, cap, proficient, over, hidden)


def domain_rows(
    domains: Iterable[StudentDomains], cells: Iterable[StudentCell], rules: Rules, *, internal: bool
) -> Iterator[DomainRow]:
    """Go through the scores of schools; those of too few students are withheld with their counts.

    So are those of a school of which the count of all students is withheld among the ``cells``, and gap reduction where too few
    students are in none of its groups, which growth beside it would tell. Shape: a row for each school. Units: z, students, tests.
    Errors: none. Source: least_published.
    """
    least = rules.whole("least_published")
    without = frozenset[tuple[str, str]]() if internal else _withheld_of_all(cells, rules)
    unknown = {entity for entity, _ in without}
    for one in domains:
        grows = internal or (one.growth_students >= least and one.school not in unknown)
        few_others = 0 < one.growth_students - one.gap_students < least
        closes = internal or (grows and one.gap_students >= least and not few_others)
        yield DomainRow(
            school_id=one.school,
            growth_tests=one.growth_tests if grows else None,
            growth_students=one.growth_students if grows else None,
            growth_domain=_score(one.growth) if grows else None,
            agr_terms=one.gap_terms if closes else None,
            agr_students=one.gap_students if closes else None,
            agr_weight=one.gap_weight if closes else None,
            agr_domain=_score(one.gap_reduction) if closes else None,
            withheld=not (grows and closes),
        )


def status_rows(statuses: Iterable[RowStatus]) -> Iterator[StatusRow]:
    """Go through what became of each row, without the student's number."""
    for one in statuses:
        of_school, of_district, of_state = map(_answer, one.full_year)
        in_school, in_district, in_state = map(_answer, one.score_counts)
        yield StatusRow(
            row_id=one.row_id,
            subject=one.subject,
            status=one.status,
            reason=one.reason,
            fay_school=of_school,
            fay_district=of_district,
            fay_state=of_state,
            part_den=_answer(one.enrolled),
            part_num=_answer(one.tested),
            prof_school=in_school,
            prof_district=in_district,
            prof_state=in_state,
            groups_participation=";".join(one.groups_participation),
            groups_proficiency=";".join(one.groups_proficiency),
            n_subgroups=one.subgroups,
            cap=one.cap,
            level_used=one.level_used,
            points=None
            if one.points is None
            else Decimal(one.points.numerator) / Decimal(one.points.denominator),
            growth_counted=_answer(one.growth_counted),
            warnings=";".join(one.warnings),
            rules=";".join(one.rules),
        )


def _answer(given: bool) -> str:
    return "NY"[given]


def _shown(value: Fraction | None) -> Decimal | None:
    return None if value is None else rounded(value, _DECIMALS)


def _score(value: Fraction | None) -> Decimal | None:
    return None if value is None else rounded(value, _DECIMALS_OF_SCORES)
