"""Graduation of districts as rows that may be published: rates of too small cohorts, and what would tell of them, are withheld."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.accountability.graduation import graduation_of_all
from ai_cli.accountability.index import PER_CENT
from ai_cli.accountability.privacy import TableOfCounts, withheld
from ai_cli.accountability.withholding import partitions
from ai_cli.facts.accountability import GRADUATION as INDICATOR
from ai_cli.facts.entity_ids import district_of
from ai_cli.results.accountability_rows import GraduationRow
from ai_cli.results.percent_text import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import OtherIndicator

    Others = Mapping[tuple[str, int, str, str], OtherIndicator]

_DECIMALS = 2


def graduation_rows(
    others: Others, names: Mapping[str, str], categories: Mapping[str, str], rules: Rules, *, internal: bool
) -> Iterator[GraduationRow]:
    """Go through the graduation of each group of a district in the year of the rules, by id and then by group.

    ``names`` is id -> name, ``categories`` group -> the state's letter for it; ``internal`` shows every figure. Shape: a row
    for each group. Units: graduates and cohorts in students, rates 0 to 100 with two decimals. Errors: none.
    Source: the rules R3, R4 and R30 that the law lists.
    """
    rates = rules.texts("graduation_rates")
    for one in graduation_of_all(others, rules):
        figures: dict[str, int | Decimal | None] = {}
        hidden = False
        for rate in rates:
            now = _Rates(others, one.entity, rate, rules.year, rules, internal=internal)
            figures |= now.counts(one.group, rate)
            hidden |= now.hides(one.group)
        for rate in rates:
            before = _Rates(others, one.entity, rate, rules.year - 1, rules, internal=internal)
            figures[f"prior_rate{rate}"] = before.rate(one.group)
            hidden |= before.hides(one.group)
        yield GraduationRow(
            data_year=f"{(rules.year - 1) % 100:02d}-{rules.year % 100:02d}",
            district_id=district_of(one.entity),
            district=names.get(one.entity),
            category=categories[one.group],
            group=one.group,
            figures=figures,
            result=one.result,
            route=one.route,
            reason=one.reason,
            withheld=hidden,
        )


class _Rates:
    """The cohorts of a district's groups for one rate and year, and which of them are withheld."""

    def __init__(
        self, others: Others, entity: str, rate: str, year: int, rules: Rules, *, internal: bool
    ) -> None:
        found = {group: others.get((entity, year, f"{INDICATOR}{rate}", group)) for group in rules.groups}
        self.known = {group: one for group, one in found.items() if one is not None}
        counts = {(entity, group): one.whole for group, one in self.known.items()}
        scores = {(entity, group): (one.part, one.whole) for group, one in self.known.items()}
        least = rules.whole("least_published")
        table = TableOfCounts(counts, scores)
        hidden = frozenset() if internal else withheld([table], None, partitions(rules), least)
        self.hidden = {group for _, group in hidden}

    def hides(self, group: str) -> bool:
        """Tell whether a rate is withheld."""
        return group in self.hidden

    def counts(self, group: str, rate: str) -> dict[str, int | Decimal | None]:
        """Return graduates, cohort and rate of a group by the names of their columns."""
        one = None if self.hides(group) else self.known.get(group)
        part, whole = (None, None) if one is None else (one.part, one.whole)
        return {f"grads{rate}": part, f"cohort{rate}": whole, f"rate{rate}": self.rate(group)}

    def rate(self, group: str) -> Decimal | None:
        """Return the rate of a group in percent, None where it is not known or withheld."""
        one = None if self.hides(group) else self.known.get(group)
        return (
            None
            if one is None or not one.whole
            else rounded(Fraction(PER_CENT * one.part, one.whole), _DECIMALS)
        )
