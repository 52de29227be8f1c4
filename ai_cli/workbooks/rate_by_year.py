"""A rate in a workbook whose fiscal year is not known before it is typed: live where the rate was not always the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.workbooks.book import Formula

if TYPE_CHECKING:
    from decimal import Decimal

    from ai_cli.law import RateInForce

_CENTURY = 2000


def rate_by_year(taken: RateInForce, year_cell: str) -> tuple[Decimal | Formula, str]:
    """Return what stands in the cell of a rate, and where that is from.

    A rate that was always the same is its number. Another is chosen by the fiscal year that is typed in ``year_cell``,
    of which every spelling ends with the year's last two digits; without one, and before the first year that is known, it
    is #N/A.
    """
    rate = taken.rate
    first = [one for one in rate.entries if rate.since(one) == one.first_fiscal_year]
    if len(first) == 1:
        return taken.value, f"{taken.entry.cite}, FY {taken.entry.first_fiscal_year} on"
    year, chosen = f"{_CENTURY}+RIGHT(TRIM({year_cell}),2)", "NA()"
    for one in first:
        chosen = f"IF({year}>={one.first_fiscal_year},{rate.number(one.written):f},{chosen})"
    since = ", ".join(f"{rate.text(one.written)} from FY {one.first_fiscal_year} on" for one in first)
    return Formula(f"=IFERROR({chosen},NA())", "#N/A"), f"{taken.entry.cite}: {since}"
