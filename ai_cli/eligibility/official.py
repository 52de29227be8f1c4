"""Compares the screening of a district with its official status: finding E101."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.eligibility.sentences import named
from ai_cli.findings import Finding, Place, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.results.screening import Screening

ISOLATED, ADJOINING, SCHOOL = "racially_isolated", "adjoining", "racially_identifiable_school"


def disagreements(result: Screening, place: Place) -> Iterator[Finding]:
    """Go through the points in which the screening is not what the official status says.

    Without an official status there is nothing to compare, and what was not tested disagrees with nothing. A district
    that is isolated itself need not be called adjoining too.
    Source: Minn. Rules 3535.0110, subp. 6 and 7.
    """
    official = result.official
    if not official:
        return
    said = ", ".join(official)
    who = named(result)

    def differs(screened: str) -> Finding:
        return finding("E101", place, who=who, screened=screened, official=said, found=said)

    if result.racially_isolated and ISOLATED not in official:
        yield differs("racially isolated")
    if result.racially_isolated is False and ISOLATED in official:
        yield differs("not racially isolated")
    beside = result.adjoining_racially_isolated
    if beside and not result.racially_isolated and not {ISOLATED, ADJOINING} & set(official):
        yield differs("adjoining a racially isolated district")
    if beside is False and ADJOINING in official and not result.racially_isolated:
        yield differs("not adjoining a racially isolated district")
    known = [one.racially_identifiable for one in result.schools]
    if any(known) and SCHOOL not in official:
        yield differs("a racially identifiable school in it")
    if known and SCHOOL in official and not any(known) and None not in known:
        yield differs("no racially identifiable school in it")
