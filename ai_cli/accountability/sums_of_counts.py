"""The sums that the counts of one partition stand in, and what is withheld beside a count so that no sum tells of it.

Each count stands in at most two sums, that of its row and that of its column; so take the sums for the nodes of a graph and the
withheld counts for its edges: a count can be worked out from all sums together if and only if its edge lies on no cycle.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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


class SumsOfCounts:
    """The counts of one partition, with the two sums that each stands in.

    ``rows`` is row -> column -> students. The total is taken as known in all partitions but the first: what is safe from those
    who know it is safe from all.
    """

    def __init__(
        self,
        rows: Mapping[str, Mapping[str, int]],
        total_row: str | None,
        partition: Partition,
        scores: Mapping[Count, Score],
        least: int,
        *,
        is_first: bool,
    ) -> None:
        total, parts = partition
        self.least = least
        self.settled = -1
        """How many counts were withheld when last nothing had to be withheld beside them."""
        here = {
            row: columns
            for row, columns in rows.items()
            if total in columns or any(part in columns for part in parts)
        }
        self.counts = {
            (row, part): columns[part] for row, columns in here.items() for part in parts if part in columns
        }
        for row, columns in here.items():
            others = columns.get(total, 0) - sum(columns.get(part, 0) for part in parts)
            # that all students are in one group is known to nobody; that they are of the listed races may be
            may_be_none = len(parts) == 1 and total in columns
            if others > 0 or (others and row == ELSEWHERE) or (not others and may_be_none):
                self.counts[row, OTHERS] = others
        self.never_shown = {count for count in self.counts if count[1] == OTHERS or count[0] == ELSEWHERE}
        self.scores = {**scores, **_scores_of_others(scores, partition, here)} if scores else {}
        if is_first:
            self.counts |= {(row, total): columns[total] for row, columns in here.items() if total in columns}
            self.never_shown |= {count for count in self.counts if count[0] == ELSEWHERE}
        self.tells = any(0 < self.counts[count] < least for count in self.never_shown)
        with_total_row = {column for row, column in self.counts if row == total_row} if len(here) > 1 else ()
        self.ends: dict[Count, tuple[Sum, Sum]] = {}
        self.of_sum: dict[Sum, list[Count]] = defaultdict(list)
        for count in self.counts:
            row, column = count
            ends = (
                ("row", row) if total in here[row] else NO_SUM,
                ("column", column) if column in with_total_row else NO_SUM,
            )
            self.ends[count] = ends
            for end in ends:
                self.of_sum[end].append(count)
        self.totals: dict[Sum, Count] = {("row", row): (row, total) for row in here}
        if total_row is not None:
            self.totals |= {("column", column): (total_row, column) for column in with_total_row}
        self.parts_of = {
            one: [count for count in of_it if count != self.totals[one]]
            for one, of_it in self.of_sum.items()
            if one != NO_SUM
        }

    def protect(self, hidden: set[Count]) -> bool:
        """Withhold what is needed beside what is withheld; return whether anything was."""
        before = len(hidden)
        while len(self.counts.keys() & hidden) != self.settled:
            self.settled = len(self.counts.keys() & hidden)
            for one, parts in self.parts_of.items():
                self._hide_more_of(one, parts, hidden)
            for count in self._worked_out(hidden):
                hidden.update(self._cheapest_cycle(count, hidden))
        return len(hidden) > before

    def _hide_more_of(self, one: Sum, parts: Sequence[Count], hidden: set[Count]) -> None:
        """Withhold more of a sum of which the withheld parts are together too few students."""
        never_shown, counts = self.never_shown, self.counts
        unknown = [count for count in parts if count in hidden or count in never_shown]
        if not unknown:
            return
        total = self.totals[one]
        if total in counts and (total in hidden or total in never_shown):
            return
        together = sum(counts[count] for count in unknown)
        if together >= self.least and not self._tells_each(unknown):
            return
        for students, count in sorted((counts[count], count) for count in set(parts).difference(unknown)):
            hidden.add(count)
            unknown.append(count)
            together += students
            if together >= self.least and not self._tells_each(unknown):
                return
        if total in counts and together < self.least:
            hidden.add(total)

    def _tells_each(self, unknown: Sequence[Count]) -> bool:
        """Tell whether counts have no points together, or all they could have, so that each of them has none or all."""
        points = most = 0
        for count in unknown:
            score = self.scores.get(count)
            if score is None:
                return False
            points += score[0]
            most += score[1]
        return points in (0, most)

    def _worked_out(self, hidden: set[Count]) -> Iterator[Count]:
        """Go through the withheld counts that can be worked out: those on no cycle of withheld counts."""
        if not self.tells and hidden.isdisjoint(self.counts):
            return
        edges = [count for count in self.counts if count in hidden or count in self.never_shown]
        for count in _bridges([self.ends[count] for count in edges]):
            found = edges[count]
            if found in hidden or 0 < self.counts[found] < self.least:
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
                price = spent + (
                    0 if other in hidden or other in self.never_shown else self.counts[other] + 1
                )
                if price < cost.get(there, price + 1):
                    cost[there], came[there] = price, (here, other)
                    heappush(queue, (price, there))
        while goal != start and goal in came:
            goal, other = came[goal]
            if other not in self.never_shown:
                yield other


def _scores_of_others(
    scores: Mapping[Count, Score], partition: Partition, rows: Iterable[str]
) -> dict[Count, Score]:
    """Return the scores of students of no listed group, by row, where the row has a score of all students."""
    found = {}
    for row in rows:
        total = scores.get((row, partition.total))
        if total is not None:
            points, most = total
            for part in partition.parts:
                known = scores.get((row, part))
                if known is not None:
                    points, most = points - known[0], most - known[1]
            found[row, OTHERS] = (points, most)
    return found


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
