"""Checked budgets for programs: JSON records and CSV rows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ai_cli.outputs.figures import exact_dollars, exact_ratio
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


def budget_record(one: CheckedBudget) -> Record:
    """Return a checked budget as JSON shows it; money with two decimals, shares with 12 significant digits."""
    return {
        "file": one.file,
        "district": {"id": one.district_id, "name": one.district_name},
        "fiscal_year": one.fiscal_year,
        "totals": exact_totals(one),
        "not_checked": [unchecked._asdict() for unchecked in one.not_checked],
        "findings": [finding_record(finding) for finding in one.findings],
        "lines": one.lines,
        "maximum": {key: exact_dollars(value) for key, value in one.maximum.items()},
    }


def exact_totals(one: CheckedBudget) -> dict[str, Decimal | None]:
    """Return total or share -> its value for programs, None where it is not known."""
    return {
        key: exact_dollars(value)
        if isinstance(value, Decimal)
        else (None if value is None else exact_ratio(value))
        for key, value in one.totals._asdict().items()
    }


def budget_rows(results: Iterable[CheckedBudget], findings: Iterable[Finding]) -> Iterator[Sequence[Cell]]:
    """Go through the rows of a CSV file, one a finding; those of files that gave no budget last."""
    for one in results:
        for finding in one.findings:
            yield (one.file, one.district_id, one.district_name, one.fiscal_year, *finding_cells(finding))
    for finding in findings:
        yield (finding.place.file, None, None, None, *finding_cells(finding))


def finding_cells(one: Finding) -> tuple[Cell, ...]:
    """Return the cells of a finding: its code, severity, place, message, and what is to be said of it."""
    place = one.place
    where = (place.sheet, place.cell, place.line, place.column)
    return (one.code, one.severity.value, *where, one.message, one.found, one.allowed, one.fix, one.cite)
