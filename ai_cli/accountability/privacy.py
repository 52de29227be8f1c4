"""Which counts of students are withheld, so that none under the least that is published can be worked out.

A table has a row for each school of a district and one for the district, their sum; and a column for each group. Some columns
add up to another, with students of no listed group: races to all students, and English learners with all who are none.
What is withheld can be worked out as the rest of one sum, or of several taken together. Each count stands in at most two sums,
that of its row and that of its column; so take the sums for the nodes of a graph and the withheld counts for its
edges: a count can be worked out from all sums together if and only if its edge lies on no cycle.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

Count = tuple[str, str]
"""The row and the column of a count."""

Score = tuple[int, int]
"""The points of the students of a count, and the most that they could have."""

Sum = tuple[str, str]
"""A node: ``("row", name)`` or ``("column", name)``, or ``NO_SUM``."""

NO_SUM: Sum = ("", "")
"""The node of counts that stand in no sum of rows, or of columns: whatever they are, nothing tells."""

OTHERS = "students of no listed group"
ELSEWHERE = "students of no listed school"
"""The row of what a district has beyond its listed schools: students who moved between them, or of schools without a row."""


class Partition(NamedTuple):
    """Columns that add up to another one, together with students of none of them."""

    total: str
    parts: tuple[str, ...]


def withheld(
    counts: Mapping[Count, int],
    total_row: str | None,
    partitions: Sequence[Partition],
    least: int,
    *,
    elsewhere_withheld: Collection[Count] = (),
    scores: Mapping[Count, Score] | None = None,
) -> frozenset[Count]:
    """Return the counts of a table that are not published.

    ``counts`` is row and column -> students; ``total_row`` is the row that all others add up to, None where there is none.
    The total of all ``partitions`` is the same column. Withheld are counts under ``least``, and as many others
    as it takes so that neither such a count nor one of students of no listed group can be worked out, nor what
    is withheld of one sum is together under ``least``; of two sums taken together it may be. What the total row has beyond the
    others, students who moved between the schools or those of a school without a row, is protected like students of no listed
    group; what is withheld is safe also from those who take the schools listed to be all there are. ``elsewhere_withheld`` are
    the counts that are withheld in a table of nearly the same students, and so are here.
    ``scores`` are the points of a count of all it could have: of a sum that has none or all of them each part has none or all.
    """
    hidden = {count for count, students in counts.items() if students < least or count in elsewhere_withheld}
    elsewhere = _elsewhere(counts, total_row)
    tells = any(0 < students < least for students in elsewhere.values())
    tells = tells or any(_has_few_others(elsewhere, one, least) for one in partitions)
    if not hidden and not tells and not any(_has_few_others(counts, one, least) for one in partitions):
        return frozenset()
    known = (counts, {**counts, **elsewhere}) if tells else (counts,)
    points = {**(scores or {}), **_scores_elsewhere(scores or {}, total_row)}
    tables = [
        _Table(one, total_row, partition, points, is_first=not index)
        for one in known
        for index, partition in enumerate(partitions)
    ]
    while any(table.protect(hidden, least) for table in tables):
        pass
    return frozenset(hidden)


def _scores_of_others(
    scores: Mapping[Count, Score], partition: Partition, rows: Iterable[str]
) -> dict[Count, Score]:
    """Return the scores of students of no listed group, by row, where the row has a score of all students."""
    found = {}
    for row in rows:
        total = scores.get((row, partition.total))
        if total is not None:
            known = [scores.get((row, part), (0, 0)) for part in partition.parts]
            found[row, OTHERS] = (
                total[0] - sum(one for one, _ in known),
                total[1] - sum(one for _, one in known),
            )
    return found


def _elsewhere(counts: Mapping[Count, int], total_row: str | None) -> dict[Count, int]:
    """Return what the total row has in each column beyond the schools that are listed, where that is not nothing."""
    if all(row == total_row for row, _ in counts):
        return {}
    found = {column: students for (row, column), students in counts.items() if row == total_row}
    for (row, column), students in counts.items():
        if row != total_row and column in found:
            found[column] -= students
    return {(ELSEWHERE, column): students for column, students in found.items() if students}


def _scores_elsewhere(scores: Mapping[Count, Score], total_row: str | None) -> dict[Count, Score]:
    """Return the points of what the total row has beyond the schools that are listed, by column."""
    found = {column: score for (row, column), score in scores.items() if row == total_row}
    for (row, column), (points, most) in scores.items():
        if row != total_row and column in found:
            together, all_of_them = found[column]
            found[column] = (together - points, all_of_them - most)
    return {(ELSEWHERE, column): score for column, score in found.items()}


def _has_few_others(counts: Mapping[Count, int], partition: Partition, least: int) -> bool:
    """Tell whether some row has students of no listed group, and fewer of them than the least."""
    total, parts = partition
    for (row, column), students in counts.items():
        if column == total:
            others = students - sum(counts.get((row, part), 0) for part in parts)
            if 0 < others < least:
                return True
    return False


class _Table:
    """The counts of one partition, with the two sums that each stands in.

    The total is taken as known in all partitions but the first: what is safe from those who know it is safe from all.
    """

    def __init__(
        self,
        counts: Mapping[Count, int],
        total_row: str | None,
        partition: Partition,
        scores: Mapping[Count, Score],
        *,
        is_first: bool,
    ) -> None:
        total, parts = partition
        rows = dict.fromkeys(row for row, column in counts if column == total or column in parts)
        self.counts = {count: counts[count] for count in counts if count[1] in parts}
        for row in rows:
            known = [counts.get((row, part), 0) for part in parts]
            others = counts.get((row, total), 0) - sum(known)
            # that all students are in one group is known to nobody; that they are of the listed races may be
            may_be_none = len(parts) == 1 and (row, total) in counts
            if others > 0 or (others and row == ELSEWHERE) or (not others and may_be_none):
                self.counts[row, OTHERS] = others
        self.scores = {**scores, **_scores_of_others(scores, partition, rows)}
        if is_first:
            self.counts |= {(row, total): counts[row, total] for row in rows if (row, total) in counts}
        with_total_row = (
            {column for row, column in self.counts if row == total_row} if len(rows) > 1 else set()
        )
        self.ends: dict[Count, tuple[Sum, Sum]] = {
            (row, column): (
                ("row", row) if (row, total) in counts else NO_SUM,
                ("column", column) if column in with_total_row else NO_SUM,
            )
            for row, column in self.counts
        }
        self.of_sum: dict[Sum, list[Count]] = defaultdict(list)
        for count, ends in self.ends.items():
            for end in ends:
                self.of_sum[end].append(count)
        self.totals: dict[Sum, Count] = {}
        for row in rows:
            self.totals["row", row] = (row, total)
        if total_row is not None:
            for column in with_total_row:
                self.totals["column", column] = (total_row, column)

    def protect(self, hidden: set[Count], least: int) -> bool:
        """Withhold what is needed beside what is withheld; return whether anything was."""
        before = len(hidden)
        for one in tuple(self.of_sum):
            if one != NO_SUM:
                self._hide_more_of(one, hidden, least)
        for count in self._worked_out(hidden, least):
            hidden.update(self._cheapest_cycle(count, hidden))
        return len(hidden) > before

    def _is_hidden(self, count: Count, hidden: set[Count]) -> bool:
        return count in hidden or _is_never_shown(count)

    def _hide_more_of(self, one: Sum, hidden: set[Count], least: int) -> None:
        """Withhold more of a sum of which the withheld parts are together too few students."""
        total = self.totals[one]
        if total in self.counts and self._is_hidden(total, hidden):
            return
        parts = [count for count in self.of_sum[one] if count != total]
        unknown = [count for count in parts if self._is_hidden(count, hidden)]
        known = sorted((self.counts[count], count) for count in parts if not self._is_hidden(count, hidden))
        together = sum(self.counts[count] for count in unknown)
        if not unknown or (together >= least and not self._tells_each(unknown)):
            return
        for students, count in known:
            hidden.add(count)
            unknown.append(count)
            together += students
            if together >= least and not self._tells_each(unknown):
                return
        if total in self.counts and together < least:
            hidden.add(total)

    def _tells_each(self, unknown: Sequence[Count]) -> bool:
        """Tell whether counts have no points together, or all they could have, so that each of them has none or all."""
        if not all(count in self.scores for count in unknown):
            return False
        points, most = (sum(part) for part in zip(*(self.scores[count] for count in unknown), strict=True))
        return points in (0, most)

    def _worked_out(self, hidden: set[Count], least: int) -> Iterator[Count]:
        """Go through the withheld counts that can be worked out: those on no cycle of withheld counts."""
        edges = [count for count in self.counts if self._is_hidden(count, hidden)]
        for count in _bridges([self.ends[count] for count in edges]):
            found = edges[count]
            if found in hidden or (0 < self.counts[found] < least):
                yield found

    def _cheapest_cycle(self, count: Count, hidden: set[Count]) -> Iterator[Count]:
        """Go through the counts to withhold so that this one lies on a cycle; those of the fewest students."""
        start, goal = self.ends[count]
        cost: dict[Sum, int] = {start: 0}
        came: dict[Sum, tuple[Sum, Count]] = {}
        queue = [(0, start)]
        while queue:
            spent, here = heappop(queue)
            if here == goal:
                break
            if spent > cost[here]:
                continue
            for other in self.of_sum[here]:
                if other == count:
                    continue
                first, second = self.ends[other]
                there = second if here == first else first
                price = spent + (0 if self._is_hidden(other, hidden) else self.counts[other] + 1)
                if price < cost.get(there, price + 1):
                    cost[there], came[there] = price, (here, other)
                    heappush(queue, (price, there))
        while goal != start and goal in came:
            goal, other = came[goal]
            if not _is_never_shown(other):
                yield other


def _is_never_shown(count: Count) -> bool:
    """Tell whether a count is of no listed group or school, so that only sums tell of it."""
    return count[1] == OTHERS or count[0] == ELSEWHERE


def _bridges(edges: Sequence[tuple[Sum, Sum]]) -> list[int]:
    """Return the numbers of the edges that lie on no cycle. Two edges between the same nodes are a cycle."""
    beside: dict[Sum, list[tuple[Sum, int]]] = defaultdict(list)
    for number, (one, other) in enumerate(edges):
        beside[one].append((other, number))
        beside[other].append((one, number))
    order: dict[Sum, int] = {}
    low: dict[Sum, int] = {}
    found = []
    for root, first in beside.items():
        if root in order:
            continue
        order[root] = low[root] = len(order)
        path: list[tuple[Sum, int, Iterator[tuple[Sum, int]]]] = [(root, -1, iter(first))]
        while path:
            here, came_by, rest = path[-1]
            for there, number in rest:
                if number == came_by:
                    continue
                if there in order:
                    low[here] = min(low[here], order[there])
                    continue
                order[there] = low[there] = len(order)
                path.append((there, number, iter(beside[there])))
                break
            else:
                path.pop()
                if path:
                    above = path[-1][0]
                    low[above] = min(low[above], low[here])
                    if low[here] > order[above]:
                        found.append(came_by)
    return found
