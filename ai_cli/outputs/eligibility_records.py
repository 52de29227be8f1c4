"""Screenings for programs: JSON records and CSV rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.outputs.json_text import Record, finding_record
from ai_cli.results.percent_text import exact_percent
from ai_cli.results.screening import NOT_SCREENED, Screening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ai_cli.outputs.csv_text import Cell
    from ai_cli.results.screening import (
        NeighbourScreening,
        RateOfLaw,
        SchoolScreening,
        TransferScreening,
        TransferTest,
    )

CSV_COLUMNS = (
    "district_id",
    "district",
    "fiscal_year",
    "screening",
    "school_id",
    "school",
    "classification",
    "grades",
    "students",
    "protected",
    "american_indian",
    "protected_percent",
    "district_percent",
    "difference",
    "american_indian_exception",
    "racially_identifiable",
    "official",
    "reason",
    "transfer",
    "eligible",
    "file",
)

_OWN_CELLS = len(CSV_COLUMNS) - len(("district_id", "district", "fiscal_year", "screening", "file"))
_BEFORE_COUNTS = CSV_COLUMNS.index("students") - CSV_COLUMNS.index("school_id")


def eligibility_record(one: Screening | TransferScreening) -> Record:
    """Return a screening as JSON shows it; what could not be tested is null."""
    return _district(one) if isinstance(one, Screening) else _transfers(one)


def _district(one: Screening) -> Record:
    decided_by = one.decided_by
    return {
        "district": {"id": one.district_id, "name": one.district_name},
        "year": one.fiscal_year,
        "protected_percent": exact_percent(one.protected_percent),
        "racially_isolated": one.racially_isolated,
        "adjoining_racially_isolated": one.adjoining_racially_isolated,
        "screening": one.screening,
        "official": one.official,
        "schools": [_school(school) for school in one.schools],
        "adjoining": [_neighbour(other) for other in one.adjoining or ()],
        "findings": [finding_record(finding) for finding in one.findings],
        "file": one.file,
        "october_1": one.october_1,
        "source": one.source,
        "total": one.total,
        "protected": one.protected,
        "american_indian": one.american_indian,
        "counted_percent": exact_percent(one.counted_percent),
        "american_indian_exception": one.american_indian_exception,
        "decided_by": None if decided_by is None else _neighbour(decided_by),
        "schools_not_screened": [school._asdict() for school in one.schools_not_screened],
        "not_tested": one.not_tested,
        "thresholds": {
            "school": exact_percent(one.school_threshold),
            "district": exact_percent(one.district_threshold),
        },
        "readings": dict(one.readings),
        "law": _law(one.rates),
        "conclusion": one.conclusion,
    }


def _school(one: SchoolScreening) -> Record:
    return {
        "id": one.id,
        "name": one.name,
        "protected_percent": exact_percent(one.protected_percent),
        "district_percent": exact_percent(one.district_percent),
        "difference": exact_percent(one.difference),
        "american_indian_exception": one.american_indian_exception,
        "racially_identifiable": one.racially_identifiable,
        "counted_percent": exact_percent(one.counted_percent),
        "classification": one.classification,
        "grades": one.grades,
        "total": one.total,
        "protected": one.protected,
        "american_indian": one.american_indian,
        "district_total": one.district_total,
        "district_protected": one.district_protected,
        "official": one.official,
        "alone": one.alone,
        "reason": one.reason,
    }


def _neighbour(one: NeighbourScreening) -> Record:
    return {
        "id": one.id,
        "difference": exact_percent(one.difference),
        "contact": one.contact,
        "name": one.name,
        "protected_percent": exact_percent(one.protected_percent),
        "isolates": one.isolates,
        "racially_isolated": one.isolated,
        "only_by_corner": one.by_corner,
        "counts": one.counts,
        "reason": one.reason,
    }


def _law(rates: Iterable[RateOfLaw]) -> list[Record]:
    return [rate._asdict() for rate in rates]


def _transfers(one: TransferScreening) -> Record:
    return {
        "district": {"id": one.district_id, "name": one.district_name},
        "year": one.fiscal_year,
        "protected_percent": None,
        "racially_isolated": None,
        "adjoining_racially_isolated": None,
        "screening": NOT_SCREENED,
        "official": (),
        "schools": (),
        "adjoining": (),
        "findings": [finding_record(finding) for finding in one.findings],
        "file": one.file,
        "transfers": [_transfer(test) for test in one.transfers],
        "readings": dict(one.readings),
        "law": _law(one.rates),
        "conclusion": one.conclusion,
    }


def _transfer(one: TransferTest) -> Record:
    return {
        "transfer": one.number,
        "kind": one.kind,
        "pupil": one.pupil,
        "from_percent": exact_percent(one.from_percent),
        "to_percent": exact_percent(one.to_percent),
        "eligible": one.eligible,
        "reason": one.reason,
    }


def eligibility_rows(results: Iterable[Screening | TransferScreening]) -> Iterator[Sequence[Cell]]:
    """Go through the rows of a CSV file, one a school that is screened; a district without any has one of its own.

    A transfer of a Wisconsin district has a row too.
    """
    for one in results:
        screening = one.screening if isinstance(one, Screening) else NOT_SCREENED
        district = (one.district_id, one.district_name, one.fiscal_year, screening)
        for own in _cells(one):
            yield (*district, *own, one.file)


def _cells(one: Screening | TransferScreening) -> list[tuple[Cell, ...]]:
    if isinstance(one, Screening):
        return [*map(_school_cells, one.schools)] or [_district_cells(one)]
    return [*map(_transfer_cells, one.transfers)] or [(None,) * _OWN_CELLS]


def _district_cells(one: Screening) -> tuple[Cell, ...]:
    """Return the cells of a district without schools: its own counts."""
    percent = exact_percent(one.protected_percent)
    counts = (one.total, one.protected, one.american_indian, percent)
    nothing = (None,) * (_OWN_CELLS - _BEFORE_COUNTS - len(counts))
    return (*(None,) * _BEFORE_COUNTS, *counts, *nothing)


def _transfer_cells(one: TransferTest) -> tuple[Cell, ...]:
    return (
        *(None,) * (_OWN_CELLS - len(("reason", "transfer", "eligible"))),
        one.reason,
        one.number,
        one.eligible,
    )


def _school_cells(one: SchoolScreening) -> tuple[Cell, ...]:
    return (
        one.id,
        one.name,
        one.classification,
        one.grades,
        one.total,
        one.protected,
        one.american_indian,
        exact_percent(one.protected_percent),
        exact_percent(one.district_percent),
        exact_percent(one.difference),
        one.american_indian_exception,
        one.racially_identifiable,
        one.official,
        one.reason,
        None,
        None,
    )
