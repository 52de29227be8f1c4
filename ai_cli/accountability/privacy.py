"""Which counts of students are withheld, so that none under the least that is published can be worked out.

A table has a row for each school of a district and one for the district, their sum; and a column for each group. Some columns
add up to another, with students of no listed group: races to all students, and English learners with all who are none.
What is withheld could be worked out as the rest of one sum, or of several taken together.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.accountability.sums_of_counts import ELSEWHERE, Partition, SumsOfCounts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ai_cli.accountability.sums_of_counts import Count, Score


class TableOfCounts(NamedTuple):
    """Students by row and column, and the points they have of those they could have, where these tell of them too."""

    counts: dict[Count, int]
    scores: dict[Count, Score]


def withheld(
    tables: Iterable[TableOfCounts], total_row: str | None, partitions: Sequence[Partition], least: int
) -> frozenset[Count]:
    """Return the counts that are not published in any of some tables, which count nearly the same students.

    ``total_row`` is the row that all others add up to, None where there is none. The total of all ``partitions`` is the same
    column. Withheld are counts under ``least``, and as many others as it takes so that neither such a count nor one of
    students of no listed group can be worked out, nor what is withheld of one sum is together under ``least``; of two sums
    taken together it may be. What the total row has beyond the others, students who moved between the schools or those of a
    school without a row, is protected like students of no listed group; what is withheld is safe also from those who take the
    schools listed to be all there are. Of a sum that has no points, or all of them, each part has none or all: more is
    withheld then.
    """
    every = [_Protected(one, total_row, partitions, least) for one in tables]
    hidden: set[Count] = set().union(*(one.few for one in every))
    while any(one.protect(hidden) for one in every):
        pass
    return frozenset(hidden)


class _Protected:
    """A table with the sums of each of its partitions, put together when there is something to protect."""

    def __init__(
        self, table: TableOfCounts, total_row: str | None, partitions: Sequence[Partition], least: int
    ) -> None:
        self.table = table
        self.total_row = total_row
        self.partitions = partitions
        self.least = least
        self.few = {count for count, students in table.counts.items() if students < least}
        self.rows: dict[str, dict[str, int]] = defaultdict(dict)
        for (row, column), students in table.counts.items():
            self.rows[row][column] = students
        elsewhere = _elsewhere(self.rows, total_row)
        self.rows_with_elsewhere: dict[str, dict[str, int]] | None = None
        if any(0 < one < least for one in elsewhere.values()) or _has_few_others(
            elsewhere, partitions, least
        ):
            self.rows_with_elsewhere = {**self.rows, ELSEWHERE: elsewhere}
        self.tells = self.rows_with_elsewhere is not None or any(
            _has_few_others(columns, partitions, least) for columns in self.rows.values()
        )

    def protect(self, hidden: set[Count]) -> bool:
        """Withhold what is needed beside what is withheld; return whether anything was."""
        if not self.tells and hidden.isdisjoint(self.table.counts):
            return False
        before = len(hidden)
        while any(one.protect(hidden) for one in self.sums):
            pass
        return len(hidden) > before

    @cached_property
    def sums(self) -> list[SumsOfCounts]:
        """The sums of each partition, put together when they are first asked for."""
        scores = {**self.table.scores, **_scores_elsewhere(self.table.scores, self.total_row)}
        known = [self.rows] if self.rows_with_elsewhere is None else [self.rows, self.rows_with_elsewhere]
        return [
            SumsOfCounts(rows, self.total_row, partition, scores, self.least, is_first=not index)
            for rows in known
            for index, partition in enumerate(self.partitions)
        ]


def _elsewhere(rows: Mapping[str, Mapping[str, int]], total_row: str | None) -> dict[str, int]:
    """Return what the total row has in each column beyond the schools that are listed, where that is not nothing."""
    if total_row is None or total_row not in rows or len(rows) == 1:
        return {}
    found = dict(rows[total_row])
    for row, columns in rows.items():
        if row != total_row:
            for column, students in columns.items():
                if column in found:
                    found[column] -= students
    return {column: students for column, students in found.items() if students}


def _scores_elsewhere(scores: Mapping[Count, Score], total_row: str | None) -> dict[Count, Score]:
    """Return the points of what the total row has beyond the schools that are listed, by column."""
    found = {column: score for (row, column), score in scores.items() if row == total_row}
    if not found:
        return {}
    for (row, column), (points, most) in scores.items():
        if row != total_row and column in found:
            together, all_of_them = found[column]
            found[column] = (together - points, all_of_them - most)
    return {(ELSEWHERE, column): score for column, score in found.items()}


def _has_few_others(columns: Mapping[str, int], partitions: Sequence[Partition], least: int) -> bool:
    """Tell whether a row has students of no listed group, and fewer of them than the least."""
    for total, parts in partitions:
        if total in columns:
            others = columns[total] - sum(columns.get(part, 0) for part in parts)
            if 0 < others < least:
                return True
    return False
