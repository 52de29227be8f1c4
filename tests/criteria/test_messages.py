"""What the criteria say of a budget, word for word: the fault, what is allowed and what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from ai_cli.criteria import check_budget, merged_facts
from ai_cli.criteria.review import Review
from ai_cli.inputs.budget import read_budget

CASES = Path(__file__).parents[1] / "rules"

MESSAGES: dict[str, list[tuple[str, str, str | None]]] = {
    "B101/a_cent_too_little": [
        (
            "direct services are 79.99999% of the budget, $79,999.99 of $100,000.00",
            "at least 80%",
            "79.99999%",
        ),
    ],
    "B102/more_than_a_fifth": [
        (
            "professional development is 20.00001% of the budget, $20,000.01 of $100,000.01",
            "at most 20%",
            "20.00001%",
        ),
    ],
    "B103/a_cent_too_much": [
        ("administration is 10.001% of the budget, $10,001.00 of $100,000.00", "at most 10%", "10.001%"),
    ],
    "B201/above_line_24": [
        (
            "the initial budget of $90,000.00 is $21,605.18 above line (24), $68,394.82: that part would stay unpaid",
            "at most $68,394.82, line (24)",
            "$90,000.00",
        ),
    ],
    "B202/above_line_13": [
        (
            "the incentive budget of $10,000.00 is $1,000.00 above Max Incentive Revenue, line (13), $9,000.00",
            "at most $9,000.00, line (13)",
            "$10,000.00",
        ),
    ],
    "B203/all_three_differ": [
        (
            "budget.stated.initial is stated as $1.00, the lines add up to $90,000.00",
            "the sum of the lines, $90,000.00",
            "$1.00",
        ),
        (
            "budget.stated.incentive is stated as $2.00, the lines add up to $10,000.00",
            "the sum of the lines, $10,000.00",
            "$2.00",
        ),
        (
            "budget.stated.total is stated as $3.00, the lines add up to $100,000.00",
            "the sum of the lines, $100,000.00",
            "$3.00",
        ),
    ],
    "B204/missing": [
        ("line 3, Coaching days: the amount is missing", "an amount above zero", "missing"),
    ],
    "B204/negative": [
        ("line 3, Coaching days: the amount is '-5'", "an amount above zero", "'-5'"),
    ],
    "B204/zero": [
        ("line 3, Coaching days: the amount is zero", "an amount above zero", "zero"),
    ],
    "B301/no_strategy": [
        ("line 3, Coaching days names no strategy of the plan", "3 AVID grades 7-12", None),
    ],
    "B302/not_in_the_plan": [
        ("line 3, Coaching days: strategy '9' is not in the plan", "3 AVID grades 7-12", "9"),
    ],
    "B303/missing": [
        (
            "line 3, Coaching days: the narrative is missing",
            "at least 5 words beyond the names of item and strategy",
            "nothing",
        ),
    ],
    "B303/only_the_names_of_item_and_strategy": [
        (
            "line 3, Coaching days: the narrative has 3 words beyond the names of item and strategy",
            "at least 5 words beyond the names of item and strategy",
            "Coaching days of teacher coaching and more",
        ),
    ],
    "B303/see_plan": [
        (
            "line 3, Coaching days: the narrative says nothing, 'See plan.'",
            "at least 5 words beyond the names of item and strategy",
            "See plan.",
        ),
    ],
    "B304/no_other_funding": [
        (
            "line 1, AVID elective teachers, 2.0 FTE enhances an existing program and does not say what other funding it has",
            "an amount of other funding, 0 where there is none",
            "nothing",
        ),
    ],
    "B305/a_strategy_without_a_line": [
        (
            "strategy 5 Family liaisons of the plan has no line in the budget",
            "a line for each strategy that costs money",
            "5 Family liaisons",
        ),
    ],
    "B401/a_vehicle_by_its_object_code": [
        (
            "line 2, Summer program with neighbors is for a vehicle, which is not allowed: object code 550",
            "costs other than adult basic education, lobbying, medical equipment, furniture, vehicles",
            "object code 550",
        ),
    ],
    "B401/adult_basic_education_by_its_program_code": [
        (
            "line 2, Summer program with neighbors is for adult basic education, which is not allowed: program code 520",
            "costs other than adult basic education, lobbying, medical equipment, furniture, vehicles",
            "program code 520",
        ),
    ],
    "B401/furniture_in_the_item": [
        (
            "line 4, Desks and chairs is for furniture, which is not allowed: the word 'desks'",
            "costs other than adult basic education, lobbying, medical equipment, furniture, vehicles",
            "the word 'desks'",
        ),
    ],
    "B402/a_vehicle_in_the_narrative": [
        (
            "line 4, Coordinator: the narrative speaks of a vehicle: the word 'vehicles'",
            "costs other than adult basic education, lobbying, medical equipment, furniture, vehicles",
            "the word 'vehicles'",
        ),
    ],
    "B501/compensatory_revenue": [
        (
            "line 3, Coaching days: finance code 317",
            "313 for initial revenue, 318 for incentive revenue",
            "317",
        ),
    ],
    "B502/incentive_code_in_an_initial_line": [
        (
            "line 3, Coaching days: finance code 318, while the revenue is initial",
            "313 for initial revenue, 318 for incentive revenue",
            "318",
        ),
    ],
    "B503/a_digit_too_few": [
        (
            "line 3, Coaching days: account '01-005-640-313-305-00' is not six dimensions of the right digits",
            "fund of 2 digits, organization of 3 digits, program of 3 digits, finance of 3 digits, object of 3 digits, course of 3 digits, with hyphens",
            "01-005-640-313-305-00",
        ),
    ],
    "B503/no_account": [
        (
            "line 3, Coaching days: the account is missing",
            "fund of 2 digits, organization of 3 digits, program of 3 digits, finance of 3 digits, object of 3 digits, course of 3 digits, with hyphens",
            None,
        ),
    ],
    "B504/the_code_in_the_objects_place": [
        (
            "line 3, Coaching days: 313 stands in the object's place of account 01-005-640-305-313-000, and not in the finance place",
            "313 for initial revenue, 318 for incentive revenue, in the finance place",
            "313",
        ),
    ],
    "B505/a_teacher_as_administration": [
        (
            "line 4, Coordinator: object 140 does not fit the category administration",
            "objects other than 140-144, 156-165, 360, 430",
            "140",
        ),
    ],
    "B505/a_teacher_as_professional_development_outside_its_program": [
        (
            "line 3, Coaching days: object 140 does not fit the category professional development",
            "objects other than 140-144",
            "140",
        ),
    ],
    "B505/an_administrator_as_direct_service": [
        (
            "line 1, AVID elective teachers, 2.0 FTE: object 110 does not fit the category direct",
            "objects other than 110-119, 170, 329, 820",
            "110",
        ),
    ],
    "B506/community_service_fund": [
        ("line 3, Coaching days: fund 04", "fund 01", "04"),
    ],
    "B507/outside_its_section": [
        (
            "line 1, AVID elective teachers, 2.0 FTE: organization 456 is a racially identifiable school (official status), and the line is not in that section",
            "the section for racially identifiable schools",
            "456",
        ),
    ],
    "B508/a_school_that_is_not": [
        (
            "line 1, AVID elective teachers, 2.0 FTE: school 457 is not racially identifiable (official status)",
            "456",
            "457",
        ),
    ],
    "B601/an_amount_never_calculated": [
        ("I3: the formula was never calculated", "a formula with its value", None),
        ("Total: the formula was never calculated", "a formula with its value", "=SUM(I2:I5)"),
        (
            "Direct services and 3 more on the sheet: the formula was never calculated",
            "a formula with its value",
            '=SUMIF(Budget!D2:D5,"direct",Budget!I2:I5)',
        ),
    ],
    "B602/the_total_typed_over": [
        (
            "Total: $100,000.00 was typed where a formula belongs",
            "a formula that adds the lines",
            "$100,000.00",
        ),
    ],
    "B603/a_row_below_the_range": [
        (
            "line 4, coordinator stands in row 5, which no total of its sheet adds, or not the one below it",
            "a row that the total of its sheet adds",
            "5",
        ),
    ],
    "B604/a_deleted_summary": [
        ("sheet Summary is missing", "the sheets of the form", "Summary"),
    ],
    "B605/an_amount_as_text": [
        ("line 2, tutors: amount '$20,000.00' is stored as text", "a number", "'$20,000.00'"),
    ],
    "B606/a_stale_summary": [
        ("Administration shows $9,000.00, the lines add up to $10,000.00", "$10,000.00", "$9,000.00"),
    ],
    "B606/a_stale_total": [
        ("Total shows $99,999.99, the lines add up to $100,000.00", "$100,000.00", "$99,999.99"),
    ],
    "B607/an_amount_from_another_workbook": [
        ("the workbook links to another workbook, in I5", "a workbook that stands alone", "I5"),
    ],
    "B701/a_day_late": [
        ("submitted on 2018-03-16, while it was due on 2018-03-15", "2018-03-15 or before", "2018-03-16"),
    ],
    "B702/twenty_nine_days_before": [
        (
            "posted on 2017-11-05, 29 days before the public meeting of 2017-12-04",
            "30 days before the meeting, or earlier",
            "2017-11-05",
        ),
    ],
    "B703/approved_after": [
        (
            "approved by the board on 2018-03-20, after it was submitted on 2018-03-15",
            "2018-03-15 or before",
            "2018-03-20",
        ),
    ],
}
"""A case of a code among its small files -> message, what is allowed and what was found, of each finding of that code."""


@pytest.mark.parametrize("case", MESSAGES)
def test_a_finding_says_what_is_wrong_what_is_allowed_and_what_was_found(case: str) -> None:
    code, name = case.split("/")
    folder = CASES / code / "fail" / name
    (file,) = [one for one in folder.iterdir() if one.stem == "budget"]
    loaded = read_budget(str(file))
    assert loaded.budget is not None
    result = check_budget(Review(loaded.budget, merged_facts(loaded.budget, None), None, {}))
    found = [(one.message, one.allowed, one.found) for one in result.findings if one.code == code]
    assert list(dict.fromkeys(found)) == MESSAGES[case]
