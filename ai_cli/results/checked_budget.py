"""A budget that was checked: its totals, its findings, and what could not be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from fractions import Fraction

    from ai_cli.findings import Finding


class BudgetTotals(NamedTuple):
    """Sums of the lines in dollars, and exact shares of the whole; None where a line of them is not known."""

    total: Decimal | None
    initial: Decimal | None
    incentive: Decimal | None
    direct: Decimal | None
    professional_development: Decimal | None
    administration: Decimal | None
    direct_share: Fraction | None
    professional_development_share: Fraction | None
    administration_share: Fraction | None


class NotChecked(NamedTuple):
    """A criterion that could not be checked, wholly or for some lines, and what is missing for it."""

    code: str
    missing: str


class Limit(NamedTuple):
    """A limit that the table draws: ``share`` of the whole budget, at least or at most."""

    key: str
    share: Fraction
    text: str
    is_least: bool


class CheckedBudget(NamedTuple):
    """The check of one budget. ``maximum`` is line key -> dollars, for the lines that could be computed.

    ``only_some_codes`` tells that the user left codes out.
    """

    file: str
    district_id: str | None
    district_name: str | None
    fiscal_year: int | None
    lines: int
    totals: BudgetTotals
    limits: tuple[Limit, ...]
    maximum: Mapping[str, Decimal]
    not_checked: tuple[NotChecked, ...]
    findings: tuple[Finding, ...]
    only_some_codes: bool = False

    @property
    def district(self) -> str:
        """The district as it is named in a heading."""
        if self.district_name and self.district_id:
            return f"{self.district_name} ({self.district_id})"
        return self.district_name or self.district_id or "District not given"
