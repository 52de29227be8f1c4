"""What the screenings of a run come to together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.results.screening import ADJOINING, NONE, NOT_SCREENED, RACIALLY_ISOLATED, Screening

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_cli.results.screening import TransferScreening


class Totals(NamedTuple):
    """How many districts, schools and transfers were screened, and with what result.

    ``schools_not_tested`` are among those screened: something about them is not known. ``schools_not_screened`` are of
    kinds that are not screened. ``districts_not_tested`` are those of which it is not known whether they are isolated
    or beside such a one.
    """

    districts: int
    racially_isolated: int
    adjoining: int
    neither: int
    districts_not_tested: int
    schools: int
    racially_identifiable: int
    districts_with_racially_identifiable: int
    schools_not_tested: int
    schools_not_screened: int
    transfers: int


def totals_of(results: Iterable[Screening | TransferScreening]) -> Totals:
    """Add up the screenings of a run."""
    every = tuple(results)
    districts = [one for one in every if isinstance(one, Screening)]
    labels = [one.screening for one in districts]
    schools = [school for one in districts for school in one.schools]
    return Totals(
        districts=len(every),
        racially_isolated=labels.count(RACIALLY_ISOLATED),
        adjoining=labels.count(ADJOINING),
        neither=labels.count(NONE),
        districts_not_tested=labels.count(NOT_SCREENED),
        schools=len(schools),
        racially_identifiable=sum(one.racially_identifiable is True for one in schools),
        districts_with_racially_identifiable=sum(bool(one.identifiable) for one in districts),
        schools_not_tested=sum(one.racially_identifiable is None for one in schools),
        schools_not_screened=sum(len(one.schools_not_screened) for one in districts),
        transfers=sum(len(one.transfers) for one in every if not isinstance(one, Screening)),
    )
