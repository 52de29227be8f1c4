"""What a budget does not let anyone tell is named with its criterion, and passes none."""

from __future__ import annotations

from pathlib import Path

from ai_cli.criteria import check_budget, merged_facts
from ai_cli.criteria.review import Review
from ai_cli.inputs.budget import read_budget
from ai_cli.results.checked_budget import CheckedBudget, NotChecked

ITEM = "{item: Tutors, category: direct, revenue: initial, amount: 100}"


def checked(folder: Path, text: str) -> CheckedBudget:
    file = folder / "budget.yaml"
    file.write_text(text)
    loaded = read_budget(str(file))
    assert loaded.budget is not None, loaded.findings
    return check_budget(Review(loaded.budget, merged_facts(loaded.budget, None), None, {}))


def open_for(result: CheckedBudget, *codes: str) -> list[NotChecked]:
    assert not {one.code for one in result.findings} & set(codes)
    return [one for one in result.not_checked if one.code in codes]


def test_a_budget_that_adds_up_to_nothing_has_no_shares(tmp_path: Path) -> None:
    result = checked(tmp_path, f"budget: {{items: [{ITEM.replace('100', '0')}]}}\n")
    nothing = "the budget adds up to nothing"
    assert open_for(result, "B101", "B102", "B103") == [
        NotChecked(code, nothing) for code in ("B101", "B102", "B103")
    ]
    assert result.totals.direct_share is None


def test_a_stated_total_is_not_compared_where_an_amount_is_not_known(tmp_path: Path) -> None:
    items = f"[{ITEM}, {ITEM.replace('100', '1o0')}]"
    result = checked(tmp_path, f"budget: {{stated: {{initial: 200, total: 200}}, items: {items}}}\n")
    unknown = "an amount or a revenue of a line is not known"
    assert open_for(result, "B203") == [
        NotChecked("B203", f"budget.stated.initial: {unknown}"),
        NotChecked("B203", f"budget.stated.total: {unknown}"),
    ]


def test_lines_that_cannot_be_read_leave_stated_totals_and_strategies_open(tmp_path: Path) -> None:
    plan = 'plan: {strategies: [{id: "3", name: AVID}]}\n'
    result = checked(tmp_path, f"{plan}budget: {{stated: {{total: 100}}, items: [{ITEM}, a]}}\n")
    unread = "the lines under budget.items, which could not all be read"
    assert open_for(result, "B101", "B203", "B305") == [
        NotChecked("B101", unread),
        NotChecked("B203", f"budget.stated.total: {unread}"),
        NotChecked("B305", unread),
    ]


def test_without_a_fiscal_year_no_day_is_known_to_be_late(tmp_path: Path) -> None:
    result = checked(tmp_path, f"plan: {{submitted_on: 2999-01-01}}\nbudget: {{items: [{ITEM}]}}\n")
    assert open_for(result, "B701") == [NotChecked("B701", "fiscal_year")]


def test_days_that_are_not_given_are_named_and_no_others(tmp_path: Path) -> None:
    result = checked(tmp_path, f"plan: {{posted_on: 2018-11-01}}\nbudget: {{items: [{ITEM}]}}\n")
    assert open_for(result, "B701", "B702", "B703") == [
        NotChecked("B701", "plan.submitted_on"),
        NotChecked("B702", "plan.public_meeting_on"),
        NotChecked("B703", "plan.board_approved_on, plan.submitted_on"),
    ]
