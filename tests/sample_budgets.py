"""Makes the sample budget workbooks: ``python tests/sample_budgets.py`` writes both into ``sample_inputs``.

One passes, the other has planted errors. Formulas get the values that Excel would have calculated, so that the samples
are like files that were saved in Excel. Everything in them is invented.
"""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from budget_workbooks import calculated
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from ai_cli.facts.accounts import DIMENSIONS
from ai_cli.programs.mn_achievement_integration import PROGRAM
from ai_cli.workbooks.blank_budget import blank_budget

FOLDER = Path(__file__).parents[1] / "sample_inputs"
DISTRICT: dict[str, Any] = {
    "district.id": "0492-01",
    "district.name": "Austin",
    "fiscal_year": "FY 2019",
    "account_order": "-".join(DIMENSIONS),
    "plan.board_approved_on": date(2018, 2, 12),
    "plan.submitted_on": date(2018, 3, 1),
    "plan.posted_on": date(2017, 11, 1),
    "plan.public_meeting_on": date(2017, 12, 4),
    "enrollment.october_1": "2017",
    "enrollment.total": 4950,
    "enrollment.protected": 2280,
    "pupil_units.adjusted": 4850,
    "hold_harmless.amount": 0,
}
PLAN = [
    ("1", "Cultural liaisons", "Families of all groups take part in school"),
    ("2", "Teacher coaching", "Equitable access to effective teachers"),
    ("3", "AVID 7-12", "Equal access to college preparation"),
    ("4", "Joint summer program", "Students of adjoining districts learn together"),
    ("5", "Magnet at Sumner", "The school draws students of the whole district"),
]
_TEACHERS = "Two teachers lead daily sections for students who are first in their family to plan on college"
_LIAISONS = "Liaisons visit families at home, interpret at conferences and lead evenings in three languages"
_SUMMER = "Four weeks of science on a campus for students of four districts, chosen by lot within each"
_MAGNET = "Teachers of the arts work with every class of the school, so that families elsewhere choose it"
_COACH = "Coaches watch lessons twice a month and plan with teams how each group of students gets further"
_OFFICE = "Half a position keeps schedules, contracts, records and reports to boards of all partners in order"

LINES: list[tuple[Any, ...]] = [
    ("AVID elective teachers, 2.0 FTE", _TEACHERS, "3", "direct", "initial", None, "01-030-211-313-140-000", 2, 158400),
    ("AVID teachers: FICA", f"{_TEACHERS}; employer share at 7.65 percent", "3", "direct", "initial", None, "01-030-211-313-210-000", None, 12117.60),
    ("AVID teachers: TRA", f"{_TEACHERS}; retirement at 8.25 percent", "3", "direct", "initial", None, "01-030-211-313-218-000", None, 13068),
    ("AVID teachers: health", f"{_TEACHERS}; insurance by contract", "3", "direct", "initial", None, "01-030-211-313-220-000", None, 31500),
    ("AVID tutors", "College students tutor in groups of seven, three afternoons a week, in both secondary schools", "3", "direct", "initial", None, "01-030-211-313-175-000", 1.2, 24000),
    ("College visits", "Buses and meals for six visits of whole grade groups to campuses within a hundred miles", "3", "direct", "initial", None, "01-030-211-313-360-000", None, 8400),
    ("Liaisons, 1.5 FTE", _LIAISONS, "1", "direct", "initial", None, "01-005-605-313-175-000", 1.5, 67500, 12000, "yes"),
    ("Liaisons: FICA", f"{_LIAISONS}; employer share", "1", "direct", "initial", None, "01-005-605-313-210-000", None, 5163.75),
    ("Liaisons: PERA", f"{_LIAISONS}; retirement", "1", "direct", "initial", None, "01-005-605-313-214-000", None, 5062.50),
    ("Liaisons: health", f"{_LIAISONS}; insurance by contract", "1", "direct", "initial", None, "01-005-605-313-220-000", None, 22000),
    ("Family evenings", "Meals, child care and materials for eight evenings in four schools with about sixty families each", "1", "direct", "initial", None, "01-005-605-313-430-000", None, 4800),
    ("Arts teacher at Sumner", _MAGNET, "5", "direct", "initial", "456", "01-456-203-313-140-000", 1, 71000),
    ("Arts teacher: FICA", f"{_MAGNET}; employer share", "5", "direct", "initial", "456", "01-456-203-313-210-000", None, 5431.50),
    ("Arts teacher: TRA", f"{_MAGNET}; retirement", "5", "direct", "initial", "456", "01-456-203-313-218-000", None, 5857.50),
    ("Instruments for Sumner", "Sixty instruments that children of the school take home during the year, with repair", "5", "direct", "initial", "456", "01-456-203-313-430-000", None, 9600),
    ("Summer teachers", _SUMMER, "4", "direct", "incentive", None, "01-005-211-318-140-000", None, 21000),
    ("Summer teachers: benefits", f"{_SUMMER}; employer shares", "4", "direct", "incentive", None, "01-005-211-318-210-000", None, 3339),
    ("Summer travel", f"{_SUMMER}; buses from all four districts", "4", "direct", "incentive", None, "01-005-211-318-360-000", None, 9800),
    ("Summer entrance fees", f"{_SUMMER}; laboratories and museum", "4", "direct", "incentive", None, "01-005-211-318-369-000", None, 4200),
    ("Coaching consultant, 6 days", _COACH, "2", "professional_development", "initial", None, "01-005-640-313-305-000", None, 14400),
    ("Substitutes during training", "Forty days of substitutes so that teams of all schools can plan lessons with their coach", "2", "professional_development", "initial", None, "01-005-640-313-145-000", None, 6400),
    ("Training travel", "Eight teachers go to the summer institute and teach what they learned to their teams", "2", "professional_development", "initial", None, "01-005-640-313-366-000", None, 5200),
    ("Coordinator, 0.5 FTE", _OFFICE, "1", "administration", "initial", None, "01-005-605-313-110-000", 0.5, 39000),
    ("Dues", "Membership of the district in the partnership that runs the joint program with its neighbors", "4", "administration", "initial", None, "01-005-605-313-820-000", None, 1500),
    ("Postage", "Letters home in three languages about the magnet school, the electives and the evenings", "1", "administration", "initial", None, "01-005-605-313-329-000", None, 900),
]  # fmt: skip


def filled(lines: list[tuple[Any, ...]]) -> Workbook:
    """Return the blank workbook with district, plan, schools and these lines."""
    book = load_workbook(io.BytesIO(blank_budget(PROGRAM.form)))
    for label, cell in zip(book["District"]["A"], book["District"]["B"], strict=True):
        cell.value = DISTRICT.get(str(label.value), cell.value)
    for row, strategy in enumerate(PLAN, start=2):
        for column, text in enumerate(strategy, start=1):
            book["Plan"].cell(row, column, text)
    for row, one in enumerate(lines, start=2):
        for column, value in enumerate(one, start=1):
            book["Budget"].cell(row, column, value)
    for row, school in enumerate((("456", "Sumner", "yes"), ("457", "Neveln", "no")), start=2):
        for column, text in enumerate(school, start=1):
            book["Schools"].cell(row, column, text)
    return book


def values_of(lines: list[tuple[Any, ...]]) -> dict[str, str]:
    """Return what Excel calculates on Summary for these lines; text amounts drop out, as they do there."""

    def added(column: int, word: str) -> Decimal:
        amounts = [one[8] for one in lines if one[column] == word and not isinstance(one[8], str)]
        return sum((Decimal(str(one)) for one in amounts), Decimal(0))

    total = added(4, "initial") + added(4, "incentive")
    categories = ("direct", "professional_development", "administration")
    parts = {f"Summary!B{row}": added(3, one) for row, one in enumerate(categories, start=2)}
    shares = {key.replace("!B", "!C"): part / total for key, part in parts.items()}
    revenues = {"Summary!B5": added(4, "initial"), "Summary!B6": added(4, "incentive"), "Summary!B7": total}
    return {key: format(one, ".15g") for key, one in {**parts, **shares, **revenues}.items()}


def packed_sample(
    lines: list[tuple[Any, ...]], values: dict[str, str] | None = None, *, planted: bool = False
) -> bytes:
    """Return the bytes of a sample with these lines and the calculated values of its formulas."""
    book = filled(lines)
    if planted:
        book["Summary"]["B4"] = 30000
        del book["Plan"]["A7"]
    written = io.BytesIO()
    book.save(written)
    return calculated(written.getvalue(), book.sheetnames, values or values_of(lines))


def with_planted_errors() -> tuple[list[tuple[Any, ...]], dict[str, str]]:
    """Return the lines with errors planted, and code -> cell of each."""
    lines = [list(one) for one in LINES]
    expected = {}

    def plant(code: str, row: int, column: str, value: object) -> None:
        lines[row - 2][ord(column) - ord("A")] = value
        expected[f"{code} Budget!{column}{row}"] = code

    plant("B303", 5, "B", "See plan")
    plant("B302", 6, "C", "9")
    plant("B501", 7, "G", "01-030-211-317-360-000")
    plant("B304", 8, "J", None)
    plant("B605", 12, "I", "$4,800.00")
    plant("B401", 16, "A", "Desks for Sumner")
    plant("B507", 13, "F", None)
    plant("B504", 20, "G", "01-005-211-369-318-000")
    plant("B503", 22, "G", "01-005-640-313-145")
    plant("B204", 23, "I", 0)
    plant("B505", 24, "G", "01-005-605-313-140-000")
    plant(
        "B402", 26, "B", "Letters home in three languages about the magnet school, vehicles and the evenings"
    )
    return [tuple(one) for one in lines], expected


def main() -> None:
    """Write both samples."""
    (FOLDER / "budget_fy2019.xlsx").write_bytes(packed_sample(LINES))
    lines, _ = with_planted_errors()
    (FOLDER / "budget_fy2019_planted_errors.xlsx").write_bytes(packed_sample(lines, planted=True))


if __name__ == "__main__":
    main()
