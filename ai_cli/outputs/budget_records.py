"""Checked budgets for programs: JSON records and CSV rows."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from ai_cli.outputs.figures import exact_ratio
from ai_cli.outputs.json_text import Record, finding_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ai_cli.findings import Finding
    from ai_cli.outputs.csv_text import Cell
    from ai_cli.results.checked_budget import CheckedBudget

CSV_COLUMNS = (
    "file",
    "district_id",
    "district",
    "fiscal_year",
    "code",
    "severity",
    "sheet",
    "cell",
    "line",
    "column",
    "message",
    "found",
    "allowed",
    "fix",
    "cite",
)
_CENT = Decimal("0.01")


def budget_record(one: CheckedBudget) -> Record:
    """Return a checked budget as JSON shows it; money with two decimals, shares with 12 significant digits."""
    totals: Record = {}
    for key, value in one.totals._asdict().items():
        if isinstance(value, Decimal):
            totals[key] = value.quantize(_CENT, ROUND_HALF_UP)
        else:
            totals[key] = None if value is None else exact_ratio(value)
    return {
        "file": one.file,
        "district": {"id": one.district_id, "name": one.district_name},
        "fiscal_year": one.fiscal_year,
        "totals": totals,
        "not_checked": [unchecked._asdict() for unchecked in one.not_checked],
        "findings": [finding_record(finding) for finding in one.findings],
        "lines": one.lines,
        "maximum": {key: value.quantize(_CENT, ROUND_HALF_UP) for key, value in one.maximum.items()},
    }


def budget_rows(results: Iterable[CheckedBudget], findings: Iterable[Finding]) -> Iterator[Sequence[Cell]]:
    """Go through the rows of a CSV file, one a finding; those of files that gave no budget last."""
    for one in results:
        for finding in one.findings:
            yield (one.file, one.district_id, one.district_name, one.fiscal_year, *_cells(finding))
    for finding in findings:
        yield (finding.place.file, None, None, None, *_cells(finding))


def _cells(one: Finding) -> tuple[Cell, ...]:
    place = one.place
    where = (place.sheet, place.cell, place.line, place.column)
    return (one.code, one.severity.value, *where, one.message, one.found, one.allowed, one.fix, one.cite)
