"""What is to be said of the dates of a calendar: L101, L102, L103, L104."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.findings import Finding, finding
from ai_cli.law import UNVERIFIED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ai_cli.law import Law, NoRate, RateInForce


def calendar_findings(
    the_law: Law, fiscal_year: int, found: Sequence[RateInForce], refused: Sequence[NoRate], *, strict: bool
) -> Iterator[Finding]:
    """Go through the findings of a calendar, given the dates in it and those that were refused."""
    in_force = the_law.nearest_year(fiscal_year) == fiscal_year
    known = any(one.fiscal_year == fiscal_year for one in found)
    if strict and not in_force:
        yield finding(
            "L103",
            what=f"{the_law.key} is not in force in FY {fiscal_year}",
            found=f"FY {fiscal_year}",
            allowed=the_law.in_force_words(),
            fix="leave out --strict for an illustration",
            cite=the_law.cite,
        )
    elif not known and not refused:
        yield _nothing_known(the_law, fiscal_year)
    elif not in_force:
        nearest = the_law.nearest_year(fiscal_year)
        yield finding(
            "L104",
            program=the_law.key,
            fiscal_year=fiscal_year,
            nearest=nearest,
            found=f"FY {fiscal_year}",
            allowed=the_law.in_force_words(),
            fix=f"ask for FY {nearest}",
            cite=the_law.cite,
        )
    for one in refused if in_force else ():
        yield finding(
            "L103",
            what=f"{one.rate.title} ({one.rate.key}): no rate for FY {one.fiscal_year}",
            found=f"FY {one.fiscal_year}",
            allowed=one.allowed,
            fix=one.fix,
        )
    latest_last = sorted(found, key=lambda one: one.fiscal_year)
    for rate in {one.rate.key: one for one in latest_last if one.origin == "carried"}.values():
        yield _carried(rate)
    for rate in {one.rate.key: one for one in latest_last if one.entry.standing == UNVERIFIED}.values():
        yield _unverified(rate)


def _nothing_known(the_law: Law, fiscal_year: int) -> Finding:
    first = min(rate.entries[0].first_fiscal_year for rate in the_law.rates.values())
    return finding(
        "L103",
        what=f"{the_law.title} ({the_law.key}): no date is known for FY {fiscal_year}",
        found=f"FY {fiscal_year}",
        allowed=f"FY {first} and later",
        fix=f"ask for FY {first} or a later year, or give the dates of that year with --law",
        cite=the_law.cite,
    )


def _carried(one: RateInForce) -> Finding:
    rate = one.rate
    return finding(
        "L101",
        title=rate.title,
        key=rate.key,
        text=rate.rule(one.entry.written),
        known_through=rate.known_through,
        fiscal_year=one.fiscal_year,
        found=f"{rate.key} known through FY {rate.known_through}",
        cite=one.entry.cite,
    )


def _unverified(one: RateInForce) -> Finding:
    words = one.rate.rule(one.entry.written)
    what = f"{one.rate.title}, {one.rate.key}, {words}, for FY {one.fiscal_year}"
    fix = f"confirm it at {one.entry.url}, or give your own date with --law"
    return finding("L102", what=what, found=f"{one.rate.key}, {words}", fix=fix, cite=one.entry.cite)
