"""What a budget does not let anyone tell is named with its criterion, and passes none."""

from __future__ import annotations

from pathlib import Path

import pytest

from ai_cli.criteria import CRITERIA, Criterion, check_budget, merged_facts
from ai_cli.criteria.review import Review
from ai_cli.findings import codes
from ai_cli.inputs.budget import read_budget
from ai_cli.results.checked_budget import CheckedBudget, NotChecked

ITEM = "{item: Tutors, category: direct, revenue: initial, amount: 100}"


def checked(folder: Path, text: str) -> CheckedBudget:
    file = folder / "budget.yaml"
    file.write_text(text)
    loaded = read_budget(str(file))
    assert loaded.budget is not None, loaded.findings
    return check_budget(Review(loaded.budget, merged_facts(loaded.budget, None), None, {}))


def open_for(result: CheckedBudget, *wanted: str) -> list[NotChecked]:
    assert not {one.code for one in result.findings} & set(wanted)
    return [one for one in result.not_checked if one.code in wanted]


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


def test_without_an_order_of_accounts_none_is_checked(tmp_path: Path) -> None:
    schools = 'schools: [{id: "456", racially_identifiable: yes}]\n'
    head = "district: {id: 0492-01}\nfiscal_year: FY 2019\n"
    item = ITEM.replace("{", "{account: 01-456-211-317-140-000, ")
    order = "account_order; give it in the file or with --account-order"
    result = checked(tmp_path, f"{head}{schools}budget: {{items: [{item}]}}\n")
    of_accounts = [f"B50{one}" for one in range(1, 8)]
    assert open_for(result, *of_accounts) == [NotChecked(code, order) for code in of_accounts]


def test_without_strategies_of_a_plan_none_is_wrong_and_none_is_left_out(tmp_path: Path) -> None:
    result = checked(tmp_path, f"budget: {{items: [{ITEM}]}}\n")
    assert open_for(result, "B302", "B305") == [
        NotChecked("B302", "plan.strategies"),
        NotChecked("B305", "plan.strategies"),
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


def test_the_limits_of_the_form_wait_for_what_it_lacks_and_not_for_the_budget(tmp_path: Path) -> None:
    nowhere = checked(tmp_path, f"budget: {{items: [{ITEM}]}}\n")
    both = "district and fiscal year; give them in the budget file, or facts with --facts"
    assert open_for(nowhere, "B201", "B202") == [NotChecked("B201", both), NotChecked("B202", both)]
    head = "district: {id: 0492-01}\nfiscal_year: FY 2019\n"
    facts = "enrollment: {october_1: 2017, total: 5000, protected: 2300}\nhold_harmless: {amount: 0}\n"
    lacking = checked(tmp_path, f"{head}{facts}budget: {{items: [{ITEM}]}}\n")
    units = "pupil_units.adjusted"
    assert open_for(lacking, "B201", "B202") == [NotChecked("B201", units), NotChecked("B202", units)]
    items = f"[{ITEM.replace('100', '1o0')}, {ITEM.replace('initial', 'incentive')}]"
    unread = checked(tmp_path, f"{head}{facts}budget: {{items: {items}}}\n")
    assert open_for(unread, "B201", "B202") == [
        NotChecked("B201", "an amount or a revenue of a line is not known"),
        NotChecked("B202", units),
    ]


def test_the_days_of_posting_count_in_a_year_that_is_not_given_too(tmp_path: Path) -> None:
    for posted, said in (
        ("2018-11-01", []),
        ("2018-12-02", ["posted on 2018-12-02, 0 days before the public meeting of 2018-12-02"]),
        ("2018-12-03", ["posted on 2018-12-03, 1 day after the public meeting of 2018-12-02"]),
    ):
        plan = f"plan: {{posted_on: {posted}, public_meeting_on: 2018-12-02}}\n"
        result = checked(tmp_path, f"{plan}budget: {{items: [{ITEM}]}}\n")
        assert [one.message for one in result.findings if one.code == "B702"] == said


def test_a_strategy_is_asked_for_with_those_of_the_plan_as_far_as_there_is_room(tmp_path: Path) -> None:
    for count, named, more in (
        (0, "a strategy of the plan", ""),
        (12, "1 S1, ", "12 S12"),
        (14, "1 S1, ", "12 S12 and 2 more"),
    ):
        listed = ", ".join(f'{{id: "{one}", name: S{one}}}' for one in range(1, count + 1))
        result = checked(tmp_path, f"plan: {{strategies: [{listed}]}}\nbudget: {{items: [{ITEM}]}}\n")
        (found,) = [one for one in result.findings if one.code == "B301"]
        assert str(found.allowed).startswith(named)
        assert str(found.allowed).endswith(more)


def test_a_strategy_without_a_name_is_named_by_its_number(tmp_path: Path) -> None:
    plan = 'plan: {strategies: [{id: "3"}]}\n'
    result = checked(tmp_path, f"{plan}budget: {{items: [{ITEM}]}}\n")
    found = {one.code: (one.allowed, one.found) for one in result.findings}
    assert (found["B301"], found["B305"][1]) == (("3", None), "3")


def test_figures_past_the_last_year_they_are_known_for_are_told_for_the_year_of_the_budget(
    tmp_path: Path,
) -> None:
    head = "district: {id: 0492-01}\nfiscal_year: FY 2060\n"
    days = "plan: {posted_on: 2059-01-01, public_meeting_on: 2059-02-28}\n"
    result = checked(tmp_path, f"{head}{days}budget: {{items: [{ITEM}]}}\n")
    carried = {str(one.found).split()[0] for one in result.findings if one.code == "L101"}
    assert "direct_services_least_share" in carried


def test_a_line_without_its_category_is_told_with_what_it_may_be(tmp_path: Path) -> None:
    result = checked(tmp_path, "budget: {items: [{amount: 100}]}\n")
    assert [(one.message, one.allowed) for one in result.findings if one.code == "I101"] == [
        ("line 1: item is missing", "what the line is for"),
        ("line 1: category is missing", "direct, professional_development, administration"),
        ("line 1: revenue is missing", "initial, incentive"),
    ]


def test_codes_that_are_not_wanted_are_not_looked_at_and_the_result_says_so(tmp_path: Path) -> None:
    file = tmp_path / "budget.yaml"
    file.write_text(f"budget: {{items: [{ITEM}]}}\n")
    budget = read_budget(str(file)).budget
    assert budget is not None
    review = Review(budget, merged_facts(budget, None), None, {})
    some = check_budget(review, lambda code: code == "B301")
    assert ([one.code for one in some.findings], some.not_checked) == (["B301"], ())
    assert some.only_some_codes
    assert not check_budget(review).only_some_codes


@pytest.mark.parametrize("criterion", CRITERIA)
def test_a_criterion_gives_the_code_that_it_is_chosen_by(criterion: Criterion) -> None:
    assert (criterion.check.__doc__ or "").startswith(f"{criterion.code}: ")


def test_every_code_of_a_budget_has_a_criterion_in_the_order_of_codes() -> None:
    assert [one.code for one in CRITERIA] == sorted(one.code for one in codes() if one.code.startswith("B"))
