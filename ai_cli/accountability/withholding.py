"""Which cells of determinations are withheld: those of too few students, and what would tell of them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from ai_cli.accountability.index import index_of
from ai_cli.accountability.privacy import TableOfCounts, withheld
from ai_cli.accountability.sums_of_counts import Partition
from ai_cli.facts.accountability import ATTENDANCE as DAYS
from ai_cli.facts.accountability import GRADUATION as COHORT
from ai_cli.facts.accountability import WHOLE_DISTRICT
from ai_cli.facts.entity_ids import district_of
from ai_cli.results.accountability import GRADUATION, PARTICIPATION, PROFICIENCY

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from ai_cli.accountability.rules import Rules
    from ai_cli.accountability.sums_of_counts import Count, Score
    from ai_cli.facts.accountability import AccountabilityFacts

    IsWithheld = Callable[[str, str, int, str | None, str], bool]
    """Whether a cell is withheld: by scope, entity, year, subject and group."""


def partitions(rules: Rules) -> tuple[Partition, ...]:
    """Return the groups that add up to all students, with those of no listed group: races, and each other group."""
    total, races = rules.all_students, rules.texts("race_groups")
    others = (one for one in rules.groups if one not in (total, *races))
    return Partition(total, races), *(Partition(total, (one,)) for one in others)


def withheld_together(
    tables: Iterable[TableOfCounts], district: str, schools: Collection[str], rules: Rules
) -> frozenset[Count]:
    """Return what is withheld in each of some tables of a district, which count nearly the same students: the same cells.

    Each is of counts, and of their scores where they are published. ``schools`` are all that the district has in any table.
    A table that counts nobody, as of public files those enrolled, tells nothing. Source: least_published.
    """
    whole = district + WHOLE_DISTRICT
    total_row = whole if any(one != whole for one in schools) else None
    telling = [one for one in tables if any(one.counts.values())]
    return withheld(telling, total_row, partitions(rules), rules.whole("least_published"))


def privacy(facts: AccountabilityFacts, rules: Rules) -> IsWithheld:
    """Return what tells whether a cell is withheld, R4; a district's cells of one year are decided together."""
    first_rate = f"{COHORT}{rules.texts('graduation_rates')[0]}"
    weight, groups = rules.partial_weight, rules.groups
    entities: dict[str, list[str]] = defaultdict(list)
    for entity in dict.fromkeys((*facts.cells.entities, *(key[0] for key in facts.others))):
        entities[district_of(entity)].append(entity)

    def tested(district: str, year: int, subject: str) -> tuple[TableOfCounts, TableOfCounts]:
        """Return those scored with their points, and those enrolled, of whom participation tells nothing but that they were there."""
        scored: dict[Count, int] = {}
        enrolled: dict[Count, int] = {}
        scores: dict[Count, Score] = {}
        for entity in entities[district]:
            for group in groups:
                counts = facts.cells.counts(entity, (year, subject, group))
                if counts is not None:
                    index = index_of(counts, weight)
                    cell = (entity, group)
                    scored[cell], enrolled[cell] = index.students, counts[0]
                    scores[cell] = (index.points, index.whole)
        return TableOfCounts(scored, scores), TableOfCounts(enrolled, {})

    @cache
    def published(district: str, year: int) -> dict[tuple[str, str], frozenset[Count]]:
        """Return scope and subject -> the cells of some students that are published.

        The same are withheld of those enrolled and scored, in each subject: most are the same students.
        """
        tables = {
            (scope, subject): table
            for subject in rules.subjects
            for scope, table in zip(
                (PROFICIENCY, PARTICIPATION), tested(district, year, subject), strict=True
            )
        }
        hidden = withheld_together(tables.values(), district, entities[district], rules)
        return {
            key: frozenset(cell for cell, students in table.counts.items() if students) - hidden
            for key, table in tables.items()
        }

    @cache
    def of_others(scope: str, district: str, year: int) -> frozenset[Count]:
        """Return what is withheld of those attending or in a cohort."""
        counts: dict[Count, int] = {}
        scores: dict[Count, Score] = {}
        for entity in entities[district]:
            for group in groups:
                one = facts.others.get((entity, year, first_rate if scope == GRADUATION else DAYS, group))
                if one is not None:
                    counts[entity, group] = one.students
                    if scope == GRADUATION:
                        scores[entity, group] = (one.part, one.whole)
        return withheld_together([TableOfCounts(counts, scores)], district, entities[district], rules)

    def is_withheld(scope: str, entity: str, year: int, subject: str | None, group: str) -> bool:
        district, cell = district_of(entity), (entity, group)
        if scope in (PROFICIENCY, PARTICIPATION):
            return cell not in published(district, year)[scope, subject or ""]
        return cell in of_others(scope, district, year)

    return is_withheld
