"""What a spreadsheet program calculates in a budget workbook is what ai-cli calculates, to the cent."""

from __future__ import annotations

import json
import random
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from budget_workbooks import HEADER, LINES, VALUES, line, sheets, write
from libreoffice import recalculated
from openpyxl import load_workbook
from running import SAMPLES, run
from sample_budgets import LINES as SAMPLE_LINES
from sample_budgets import filled

CENT = Decimal("0.01")
ROWS = {
    "direct": "B2",
    "professional_development": "B3",
    "administration": "B4",
    "initial": "B5",
    "incentive": "B6",
    "total": "B7",
}


def cents(value: object) -> Decimal:
    return Decimal(repr(value)).quantize(CENT, ROUND_HALF_UP)


def checked(file: Path) -> dict[str, Any]:
    ran = run("budget-check", str(file), "--format", "json", "--fail-on", "never")
    (result,) = json.loads(ran.out, parse_float=Decimal)["results"]
    assert isinstance(result, dict)
    return result


def told(result: dict[str, Any]) -> list[str]:
    return [one["code"] for one in result["findings"] if one["code"] != "L102"]


def agree(file: Path, result: dict[str, Any]) -> None:
    """Assert that the Summary of a recalculated workbook shows our totals, shares and limits."""
    book = load_workbook(file, data_only=True)
    summary, totals = book["Summary"], result["totals"]
    for key, cell in ROWS.items():
        assert cents(summary[cell].value) == totals[key], key
    for row, key in enumerate(("direct", "professional_development", "administration"), start=2):
        assert abs(Decimal(repr(summary[f"C{row}"].value)) - totals[f"{key}_share"]) < Decimal("1e-12")
    maximum = result["maximum"]
    assert cents(summary["E5"].value) == maximum["budget_for_maximum"]
    assert cents(summary["E6"].value) == maximum["max_incentive_revenue"]
    assert cents(summary["F5"].value) == maximum["budget_for_maximum"] - totals["initial"]
    assert cents(summary["F6"].value) == maximum["max_incentive_revenue"] - totals["incentive"]
    assert summary["B8"].value == summary["B9"].value == 0


@pytest.mark.parametrize("name", ["budget_fy2019.xlsx"])
def test_the_summary_of_the_sample_shows_our_totals_and_limits(tmp_path: Path, name: str) -> None:
    file = recalculated(SAMPLES / name, tmp_path)
    result = checked(file)
    agree(file, result)
    assert told(result) == told(checked(SAMPLES / name)) == []


def test_a_filled_workbook_of_many_odd_amounts_shows_our_totals(tmp_path: Path) -> None:
    odd = random.Random(20190315)  # noqa: S311 - no secret
    lines = [(*one[:8], odd.randrange(1, 10**8) / 100, *one[9:]) for _ in range(12) for one in SAMPLE_LINES]
    book = filled(lines)
    book["Budget"].insert_rows(40, 3)  # rows added in the middle, and one filled in
    for column, value in enumerate(lines[0], start=1):
        book["Budget"].cell(41, column, value)
    plain = tmp_path / "many.xlsx"
    book.save(plain)
    file = recalculated(plain, tmp_path)
    result = checked(file)
    assert result["lines"] == len(lines) + 1
    agree(file, result)
    assert not {"B601", "B602", "B603", "B606"} & set(told(result))


def test_a_figure_that_is_not_given_is_shown_as_not_known_and_never_as_zero(tmp_path: Path) -> None:
    book = filled(SAMPLE_LINES)
    for label, cell in zip(book["District"]["A"], book["District"]["B"], strict=True):
        if label.value == "hold_harmless.amount":
            cell.value = None
    plain = tmp_path / "without.xlsx"
    book.save(plain)
    values = load_workbook(recalculated(plain, tmp_path), data_only=True)
    assert values["Summary"]["E5"].value == values["Summary"]["F5"].value == "not known"
    assert values["Summary"]["E6"].value == 48500
    assert "#N/A" in [cell.value for cell in values["Revenue"]["C"]]


def test_printed_totals_of_any_layout_are_ours_after_recalculation(tmp_path: Path) -> None:
    stale = dict.fromkeys(VALUES, "1")
    file = Path(write(tmp_path, sheets(), stale))
    assert "B606" in told(checked(file))
    result = checked(recalculated(file, tmp_path))
    assert "B606" not in told(result)
    assert result["totals"]["total"] == 100000


def test_totals_of_the_sheets_of_a_state_form_are_ours_after_recalculation(tmp_path: Path) -> None:
    total = ["Total", *[None] * 7, "=SUM(I2:I3)"]
    benefits = line("benefits", "direct", "=I2*0.0765")
    content: dict[str, list[list[object]]] = {
        "District": sheets()["District"],
        "Plan": sheets()["Plan"],
        "1 Direct Services": [list(HEADER), list(LINES[0]), benefits, list(total)],
        "2 Professional Development": [list(HEADER), list(LINES[2]), [], list(total)],
        "3 Administration": [list(HEADER), list(LINES[3]), [], list(total)],
        "4 Incentive": [list(HEADER), []],
        "5 Racially Identifiable": [list(HEADER), []],
        "Expenditure Summary": [
            ["Use", "Amount", "Percent"],
            ["Direct services", "='1 Direct Services'!I4", "=B2/B5"],
            ["Professional development", "='2 Professional Development'!I4", "=B3/B5"],
            ["Administration", "='3 Administration'!I4", "=B4/B5"],
            ["Total", "=SUM(B2:B4)"],
        ],
    }
    file = recalculated(Path(write(tmp_path, content, {})), tmp_path)
    result = checked(file)
    assert result["totals"]["direct"] == Decimal("64590.00")
    assert not {"B601", "B603", "B604", "B606"} & set(told(result))
    summary = load_workbook(file, data_only=True)["Expenditure Summary"]
    assert cents(summary["B5"].value) == result["totals"]["total"]
