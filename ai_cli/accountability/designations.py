"""Designations of schools inside one type, R56 to R62: Priority, Focus, Reward and those below."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.findings import Place, finding
from ai_cli.results.ratings import (
    CELEBRATION_ELIGIBLE,
    CONTINUOUS_IMPROVEMENT,
    DESIGNATIONS,
    FOCUS,
    PRIORITY,
    REWARD,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from fractions import Fraction

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.ratings import PriorDesignation
    from ai_cli.findings import Finding


class Candidate(NamedTuple):
    """A school with a rating: what it is rated, and whether it can be designated, and be Priority or Focus."""

    id: str
    title_i: bool
    treatment_program: bool
    mmr: Fraction
    focus_rating: Fraction | None


class Designated(NamedTuple):
    """The designations of each school of a type, and what is said of schools alike at a cut-off."""

    by_school: dict[str, tuple[str, ...]]
    findings: tuple[Finding, ...]


def count_of(share: Fraction, schools: int, rules: Rules) -> int:
    """Return how many schools a share of them is: to the nearest, half up, or by ``designation-count`` up or down."""
    exact = share * schools
    if rules.reads("designation-count", "ceil"):
        return -((-exact).__floor__())
    if rules.reads("designation-count", "floor"):
        return exact.__floor__()
    return ((exact + exact + 1) / (1 + 1)).__floor__()


def designations(
    candidates: Iterable[Candidate],
    kind: str,
    file: str,
    rules: Rules,
    prior: Mapping[str, PriorDesignation] | None = None,
) -> Designated:
    """Return the designations of the schools of one type that have a rating.

    Shares are of Title I schools, or by ``designation-pool=all`` of all; only Title I schools are designated, and no treatment
    program is Priority or Focus. A school that is kept out of Reward leaves its place to the next, so that the share is filled.
    Schools alike at a cut-off all have the designation, A112. By ``designation-carry=on`` the ``prior`` Priority and Focus schools
    are so still, and no others, R62b. Source: priority_share, focus_share, reward_share,
    celebration_share, continuous_improvement_share.
    """
    return _OfAType(tuple(candidates), kind, file, rules, prior or {}).all()


class _OfAType:
    def __init__(
        self,
        candidates: Sequence[Candidate],
        kind: str,
        file: str,
        rules: Rules,
        prior: Mapping[str, PriorDesignation],
    ) -> None:
        self.pool = [one for one in candidates if one.title_i]
        self.size = len(candidates if rules.reads("designation-pool", "all") else self.pool)
        self.kind, self.file, self.rules, self.prior = kind, file, rules, prior
        self.findings: list[Finding] = []

    def all(self) -> Designated:
        """Find each designation after those it depends on."""
        reads = self.rules.reads
        may_be = [one for one in self.pool if not one.treatment_program]
        if reads("designation-carry", "on"):
            before = {one.id: self.prior[one.id] for one in may_be if one.id in self.prior}
            priority = {school for school, one in before.items() if one.priority}
            focus = {school for school, one in before.items() if one.focus}
        else:
            priority = self._first(PRIORITY, "priority_share", may_be, _by_mmr)
            rated = [one for one in may_be if one.focus_rating is not None]
            left = rated if reads("focus-pool", "all") else _without(rated, priority)
            focus = self._first(FOCUS, "focus_share", left, _by_focus_rating)
        barred = set() if reads("reward-bar", "none") else priority
        barred_from_reward = set() if reads("reward-bar", "none") else priority | focus
        best = _without(self.pool, barred_from_reward)
        reward = self._first(REWARD, "reward_share", best, _from_the_top)
        below = _without(self.pool, barred | reward)
        celebration = self._first(CELEBRATION_ELIGIBLE, "celebration_share", below, _from_the_top)
        lowest = _without(self.pool, priority | focus) if reads("ci-pool", "of-the-rest") else self.pool
        named = self._first(CONTINUOUS_IMPROVEMENT, "continuous_improvement_share", lowest, _by_mmr)
        improving = named - priority - focus
        found = dict(zip(DESIGNATIONS, (priority, focus, reward, celebration, improving), strict=True))
        return Designated(
            {one.id: tuple(name for name, ids in found.items() if one.id in ids) for one in self.pool},
            tuple(self.findings),
        )

    def _first(
        self, name: str, share: str, schools: Sequence[Candidate], by: Callable[[Candidate], Fraction]
    ) -> set[str]:
        """Return the first schools by a rating, as many as the share is of all, and those like the last of them."""
        wanted = count_of(self.rules.share(share), self.size, self.rules)
        ordered = sorted(map(by, schools))
        if not wanted or not ordered:
            return set()
        last = ordered[min(wanted, len(ordered)) - 1]
        found = {one.id for one in schools if by(one) <= last}
        if len(found) > wanted:
            alike = Counter(ordered)[last]
            cut = self.rules.rate(share).text
            details = {"found": name, "alike": alike, "kind": self.kind, "share": cut}
            self.findings.append(finding("A112", Place(self.file), **details))
        return found


def _by_mmr(one: Candidate) -> Fraction:
    return one.mmr


def _from_the_top(one: Candidate) -> Fraction:
    return -one.mmr


def _by_focus_rating(one: Candidate) -> Fraction:
    return one.mmr if one.focus_rating is None else one.focus_rating


def _without(schools: Iterable[Candidate], ids: Collection[str]) -> list[Candidate]:
    return [one for one in schools if one.id not in ids]
