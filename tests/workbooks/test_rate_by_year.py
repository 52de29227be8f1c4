"""A blank workbook knows no fiscal year before it is typed: a rate that changed follows the year, and no other does."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from libreoffice import recalculated
from openpyxl import Workbook, load_workbook

from ai_cli.law import RateBook, RateInForce
from ai_cli.workbooks.book import Formula
from ai_cli.workbooks.rate_by_year import rate_by_year

SPELLINGS: dict[str | int | None, float | str] = {
    "FY 2025": 350,
    "FY26": 375.5,
    "2026": 375.5,
    2026: 375.5,
    2014: 350,
    "2024-25": 350,
    "25-26": 375.5,
    " FY 2027 ": 375.5,
    "FY 2013": "#N/A",
    None: "#N/A",
}


@pytest.fixture
def changed() -> RateInForce:
    taken = RateBook().rate("mn-achievement-integration", "formula_allowance", 2030)
    assert isinstance(taken, RateInForce)
    (entry,) = taken.rate.entries
    again, later = (
        entry._replace(first_fiscal_year=2020),
        entry._replace(first_fiscal_year=2026, written="375.50"),
    )
    return taken._replace(rate=taken.rate._replace(entries=(entry, again, later)), entry=later)


def test_a_rate_that_was_always_the_same_is_its_number() -> None:
    taken = RateBook().rate("mn-achievement-integration", "budget_claim_share", 2030)
    assert isinstance(taken, RateInForce)
    assert len(taken.rate.entries) > 1
    assert rate_by_year(taken, "District!$B$5") == (
        Decimal("1.003"),
        "Minn. Stat. 124D.862, subd. 1, FY 2024 on",
    )


def test_a_rate_that_changed_is_chosen_by_the_year_in_every_spelling(
    changed: RateInForce, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, spelling in enumerate(SPELLINGS, start=1):
        sheet.cell(row, 1, spelling)
        value, source = rate_by_year(changed, f"$A${row}")
        assert isinstance(value, Formula)
        assert source == "Minn. Stat. 124D.862, subd. 1: $350 from FY 2014 on, $375.50 from FY 2026 on"
        sheet.cell(row, 2, value.text)
    file = tmp_path / "years.xlsx"
    book.save(file)
    (read,) = load_workbook(recalculated(file, tmp_path), data_only=True).worksheets
    assert [row[1].value for row in read.iter_rows(max_row=len(SPELLINGS))] == list(SPELLINGS.values())
