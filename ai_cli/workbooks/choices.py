"""What may be typed in a column: lists to choose from, and numbers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ai_cli.workbooks.book import Sheet

LAST_ROW = 5000
_FIRST_DAY = date(2000, 1, 1)
_TITLE = "Not one of the values here"


def offer(sheet: Sheet, column: str, choices: str | tuple[str, ...], help_text: str) -> None:
    """Offer choices in a column: these words, or the cells of a formula, beside which others may be typed too."""
    given = {"source": list(choices)} if isinstance(choices, tuple) else {"source": f"={choices}"}
    kind = "stop" if isinstance(choices, tuple) else "warning"
    _validate(sheet, column, {"validate": "list", **given, "error_type": kind}, help_text)


def offer_in_a_cell(sheet: Sheet, row: int, column: int, choices: tuple[str, ...]) -> None:
    """Take only one of these words in a cell."""
    rule: dict[str, object] = {"validate": "list", "source": list(choices)}
    _validate_cell(sheet, row, column, rule, f"One of {', '.join(choices)}.")


def ask_for_numbers(sheet: Sheet, column: str) -> None:
    """Take only numbers in a column, not below zero."""
    _validate(
        sheet,
        column,
        {"validate": "decimal", "criteria": ">=", "value": 0},
        "A number, not below zero; no text.",
    )


def ask_for_a_number(sheet: Sheet, row: int, column: int) -> None:
    """Take only a number in a cell, not below zero."""
    rule = {"validate": "decimal", "criteria": ">=", "value": 0}
    _validate_cell(sheet, row, column, rule, "A number, not below zero; no text.")


def ask_for_a_day(sheet: Sheet, row: int, column: int) -> None:
    """Take only a day in a cell."""
    rule = {"validate": "date", "criteria": ">=", "value": _FIRST_DAY}
    _validate_cell(sheet, row, column, rule, "A day, such as 3/15/2027.")


def filled_cells(sheet: str) -> str:
    """Return a formula for the filled cells of a sheet's first column, below its header."""
    return f"OFFSET({sheet}!$A$2,0,0,MAX(1,COUNTA({sheet}!$A$2:$A${LAST_ROW})),1)"


def _validate_cell(sheet: Sheet, row: int, column: int, rule: dict[str, object], help_text: str) -> None:
    told = {"error_title": _TITLE, "error_message": help_text}
    sheet.page.data_validation(row - 1, column - 1, row - 1, column - 1, {**rule, **told})


def _validate(sheet: Sheet, column: str, rule: dict[str, object], help_text: str) -> None:
    told = {"error_title": _TITLE, "error_message": help_text}
    sheet.page.data_validation(f"{column}2:{column}{LAST_ROW}", {**rule, **told})
