"""Budget workbooks as people make them: headings, totals of every kind, sheets that only look like a use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from budget_workbooks import HEADER, LINES, VALUES, line, sheets, write

from ai_cli.criteria import check_budget, merged_facts
from ai_cli.criteria.review import Review
from ai_cli.inputs.budget import read_budget
from ai_cli.inputs.formulas import read_formula
from ai_cli.results.checked_budget import CheckedBudget

Rows = list[list[object]]


def checked(file: str) -> CheckedBudget:
    loaded = read_budget(file)
    assert loaded.budget is not None, loaded.findings
    return check_budget(Review(loaded.budget, merged_facts(loaded.budget, None), None, {}))


def told(result: CheckedBudget) -> list[str]:
    return [f"{one.code} {one.place.inside}" for one in result.findings if one.code not in ("L102", "E105")]


def with_rows(
    path: Path, *rows: list[object], above: Rows | None = None, values: dict[str, str] | None = None
) -> CheckedBudget:
    """Check the four sound lines, of 100,000 dollars, with these rows above or below their total."""
    content: dict[str, Rows] = sheets()
    content["Budget"] = [content["Budget"][0], *(above or []), *content["Budget"][1:], *rows]
    if above:
        del content["Summary"]
        content["Budget"] = [one for one in content["Budget"] if one[0] != "Total"]
    return checked(write(path, content, {**VALUES, **(values or {})}))


def with_total(path: Path, formula: object, value: str = "100000", label: str = "Total") -> CheckedBudget:
    """Check the four sound lines with another formula in the place of their total."""
    content = sheets(total=formula)
    content["Budget"][-1][0] = label
    del content["Summary"]
    return checked(write(path, content, {"Budget!I6": value}))


@pytest.mark.parametrize(
    ("formula", "value", "expected"),
    [
        ("=SUM(I2:I5)", "100000", []),
        ("=SUM(I:I)-I6", "100000", []),
        ("=sum($I$2:$I$5)", "100000", []),
        ("=SUM(I5:I2)", "100000", []),
        ("=SUM(Budget!I2:I5)", "100000", []),
        ("=SUM(I2:I4)+I5", "100000", []),
        ("=I2+I3+I4+I5", "100000", []),
        ("=SUM(I2,I3,I4,I5)", "100000", []),
        ("=SUBTOTAL(9,I2:I5)", "100000", []),
        ("=ROUND(SUM(I2:I5),2)", "100000", []),
        ("=SUM(I2:I5)", "99999.99", ["B606 Budget!I6"]),
        ("=SUBTOTAL(109,I2:I5)", "40000", ["B606 Budget!I6"]),
        ("=I2+I3+I4", "90000", ["B603 Budget!I5"]),
        ("=SUM(I2:I3,I5)", "90000", ["B603 Budget!I4"]),
        ("=SUM(I2:I4)", "90000", ["B603 Budget!I5"]),
        ("=100000", "100000", ["B602 Budget!I6"]),
        ("=60000+40000", "100000", ["B602 Budget!I6"]),
        (100000, "", ["B602 Budget!I6"]),
        ("$100,000.00", "", ["B602 Budget!I6"]),
        ("=SUM(I2:I5)", "", ["B601 Budget!I6"]),
    ],
)
def test_a_total_is_followed_to_its_lines(
    tmp_path: Path, formula: object, value: str, expected: list[str]
) -> None:
    result = with_total(tmp_path, formula, value)
    assert result.totals.total == 100000
    assert [one for one in told(result) if not one.startswith("B604")] == expected


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(Lines[Amount])",
        "=SUM(Amounts)",
        "=SUM(A2:I5)",
        '=SUMIF(D2:D5,"direct",I2:I5)',
        "=SUM(OFFSET(I2,0,0,4,1))",
        "=SUM(I2:I5)*2",
    ],
)
def test_a_formula_that_cannot_be_followed_is_not_checked_and_named(tmp_path: Path, formula: str) -> None:
    result = with_total(tmp_path, formula, "90000")
    assert told(result) == ["B604 "]
    assert "what the formula adds: Total, Budget!I6" in [one.missing for one in result.not_checked]


def test_a_labelled_formula_that_cannot_be_followed_is_held_to_its_label(tmp_path: Path) -> None:
    formula = '=SUMIF(D2:D5,"direct",I2:I5)'
    assert told(with_total(tmp_path, formula, "80000", "Total direct")) == ["B604 "]
    assert "B606 Budget!I6" in told(with_total(tmp_path, formula, "70000", "Total direct"))


@pytest.mark.parametrize(
    "label",
    [
        "Total",
        "TOTALS",
        "Sum",
        "Budget total",
        "Sub-total",
        "A&I Total",
        None,
        "Amounts",
    ],
)
@pytest.mark.parametrize("column", [0, 1, 6])
def test_a_row_that_adds_the_lines_is_a_total_whatever_it_is_called(
    tmp_path: Path, label: str | None, column: int
) -> None:
    if label == "Amounts" and column:
        return
    content = sheets()
    row: list[object] = [None] * 9
    row[column], row[8] = label, "=SUM(I2:I5)"
    content["Budget"][-1] = row
    assert told(checked(write(tmp_path, content))) == []


def test_a_total_is_held_to_its_label_where_all_lines_stand_on_one_sheet(tmp_path: Path) -> None:
    result = with_total(tmp_path, "=SUM(I2:I5)", "100000", "Direct Services Total")
    assert (result.lines, told(result)) == (4, ["B606 Budget!I6", "B604 "][::-1])
    sound = with_total(tmp_path, "=SUM(I2:I3)", "80000", "Total direct")
    assert "B606 Budget!I6" not in told(sound)
    content = sheets()
    content["Summary"][1][1] = "=SUM(Budget!I2:I4)"
    stale = checked(write(tmp_path, content, {**VALUES, "Summary!B2": "90000"}))
    assert told(stale) == ["B606 Summary!B2"]


def test_a_grand_total_adds_every_section_and_a_subtotal_the_line_above_it(tmp_path: Path) -> None:
    def rows(first: str, grand: str) -> Rows:
        return [
            list(HEADER),
            *map(list, LINES[:2]),
            ["Subtotal", *[None] * 7, first],
            *map(list, LINES[2:]),
            ["Subtotal", *[None] * 7, "=SUM(I5:I6)"],
            ["Grand total", *[None] * 7, grand],
        ]

    values = {"Budget!I4": "80000", "Budget!I7": "20000", "Budget!I8": "100000"}
    content = {**sheets(), "Budget": rows("=SUM(I2:I3)", "=I4+I7")}
    del content["Summary"]
    assert told(checked(write(tmp_path, content, values))) == ["B604 "]
    content["Budget"] = rows("=SUM(I2:I3)", "=I4")
    without = checked(write(tmp_path, content, {**values, "Budget!I8": "80000"}))
    assert told(without) == ["B604 ", "B603 Budget!I5", "B603 Budget!I6"]
    content["Budget"] = rows("=SUM(I2:I2)", "=I4+I7+I3")
    short = checked(write(tmp_path, content, {**values, "Budget!I4": "60000"}))
    assert told(short) == ["B604 ", "B603 Budget!I3"]


@pytest.mark.parametrize(
    "formula", ['=IF(Budget!I6=0,"",Budget!I6)', "=IFERROR(Budget!I6,0)", "=Budget!I6*1"]
)
def test_a_summary_that_reads_a_total_in_its_own_way_accuses_no_line(tmp_path: Path, formula: str) -> None:
    content = sheets()
    content["Summary"] = [["Use", "Amount"], ["Total", formula]]
    values = {"Budget!I6": "100000", "Summary!B2": "100000"}
    assert told(checked(write(tmp_path, content, values))) == []


def test_a_typed_total_is_one_fault_and_not_one_for_each_line(tmp_path: Path) -> None:
    content = sheets(total=100000)
    content["Summary"] = [["Use", "Amount"], ["Total", "=Budget!I6"]]
    assert told(checked(write(tmp_path, content, {"Summary!B2": "100000"}))) == ["B602 Budget!I6"]


@pytest.mark.parametrize(
    "row",
    [
        ["Interpreters", "Two interpreters, a total of 2.0 FTE, help families in all schools", "3", "direct", "initial", None, None, None, 40000],
        ["Total Physical Response kits", None, None, "direct", "initial", None, "01-005-211-313-430-000", None, 5000],
        ["Total immersion teacher", "Teaches all day in both languages in the magnet school", "3", "direct", "initial", None, "01-005-211-313-140-000"],
    ],
)  # fmt: skip
def test_a_line_that_only_speaks_of_a_total_is_a_line(tmp_path: Path, row: list[object]) -> None:
    content = sheets()
    content["Budget"].insert(2, row)
    assert checked(write(tmp_path, content)).lines == 5


@pytest.mark.parametrize(
    "row",
    [
        ["DIRECT SERVICES", "(at least 80%)"],
        ["Strategy 3: AVID", None, 3],
        ["FIN 313 INITIAL", None, None, None, "initial"],
        [2019],
        ["Prepared by:", "J. Smith", "Date", "3/1/2018"],
        ["Remaining", *[None] * 7, "=500000-I6"],
    ],
)
def test_headings_and_footers_of_several_cells_are_no_lines(tmp_path: Path, row: list[object]) -> None:
    result = with_rows(tmp_path, row, values={"Budget!I7": "400000"})
    assert (result.lines, told(result)) == (4, [])


def test_an_amount_off_the_table_beside_a_heading_is_told(tmp_path: Path) -> None:
    assert told(with_rows(tmp_path, ["More tutors", *[None] * 10, 25000])) == ["I102 Budget!L7"]


@pytest.mark.parametrize("name", ["Budget (2)", "Family engagement", "Direct Summary"])
def test_a_sheet_with_the_columns_of_a_budget_is_never_left_out_silently(tmp_path: Path, name: str) -> None:
    content: dict[str, Rows] = {**sheets(), name: [list(HEADER), list(LINES[0])]}
    result = checked(write(tmp_path, content))
    assert f"I103 {name}" in told(result)
    assert result.totals.total is None


def test_a_summary_without_a_label_that_is_known_is_not_checked(tmp_path: Path) -> None:
    content: dict[str, Rows] = {**sheets(), "Summary": [["Part", "Dollars"], ["Everything", 5]]}
    result = checked(write(tmp_path, content))
    assert {"B602", "B603", "B606"} <= {one.code for one in result.not_checked}


def test_numbers_of_finance_codes_are_no_grand_totals_and_a_percent_in_a_label_no_share(
    tmp_path: Path,
) -> None:
    rows: Rows = [
        ["Use", "Budget Amount"],
        ["Total FIN 313", '=SUMIF(Budget!E2:E5,"initial",Budget!I2:I5)'],
        ["Direct services (80%)", '=SUMIF(Budget!D2:D5,"direct",Budget!I2:I5)'],
        ["PD", '=SUMIF(Budget!D2:D5,"professional_development",Budget!I2:I5)'],
    ]
    values = {"Budget!I6": "100000", "Summary!B2": "90000", "Summary!B3": "80000", "Summary!B4": "10000"}
    assert told(checked(write(tmp_path, {**sheets(), "Summary": rows}, values))) == []
    assert "B606 Summary!B4" in told(
        checked(write(tmp_path, {**sheets(), "Summary": rows}, {**values, "Summary!B4": "9"}))
    )


def test_a_grand_total_that_adds_lines_and_subtotals_counts_twice(tmp_path: Path) -> None:
    rows: Rows = [
        list(HEADER),
        *map(list, LINES[:2]),
        ["Subtotal", *[None] * 7, "=SUM(I2:I3)"],
        *map(list, LINES[2:]),
        ["Subtotal", *[None] * 7, "=SUM(I5:I6)"],
        ["Grand total", *[None] * 7, "=SUM(I2:I7)"],
    ]
    content = {**sheets(), "Budget": rows}
    del content["Summary"]
    values = {"Budget!I4": "80000", "Budget!I7": "20000", "Budget!I8": "200000"}
    assert "B606 Budget!I8" in told(checked(write(tmp_path, content, values)))
    rows[-1][-1] = "=I4+I7"
    values["Budget!I8"] = "100000"
    assert told(checked(write(tmp_path, content, values))) == ["B604 "]


@pytest.mark.parametrize(
    "row",
    [
        ["Prepared by the business office"],
        [None, "Salaries and benefits"],
        ["Strategy 3: AVID"],
        list(HEADER),
        [*[None] * 8, 0],
        [None, None, None, "direct", "initial"],
        [*[None] * 12, "a note to the side"],
    ],
)
def test_headings_remarks_and_prepared_rows_are_no_lines(tmp_path: Path, row: list[object]) -> None:
    below = with_rows(tmp_path, row)
    assert (below.lines, told(below)) == (4, [])
    above = with_rows(tmp_path, above=[row])
    assert above.lines == 4
    assert told(above) == ["B604 "]


def test_a_number_under_no_column_name_is_told(tmp_path: Path) -> None:
    content = sheets()
    content["Budget"][2] = [*content["Budget"][2], None, None, None, 500]
    assert told(checked(write(tmp_path, content))) == ["I102 Budget!M3"]


@pytest.mark.parametrize(
    "names",
    [
        {"Amount": "Amount ($)"},
        {"Amount": "A&I Amount"},
        {"Strategy": "Strategy #", "Account": "UFARS Code"},
        {"Item": "Line Item", "Narrative": "Line Item Narrative"},
    ],
)
def test_usual_names_of_columns_are_known(tmp_path: Path, names: dict[str, str]) -> None:
    content = sheets()
    content["Budget"][0] = [names.get(str(one), one) for one in content["Budget"][0]]
    assert told(checked(write(tmp_path, content))) == []


def test_a_sheet_without_a_column_of_amounts_leaves_every_sum_unknown(tmp_path: Path) -> None:
    content = sheets()
    content["Budget"][0][8] = "Cost"
    result = checked(write(tmp_path, content))
    assert told(result) == ["I102 Budget!A1"]
    assert result.totals.total is None
    unchecked = {one.code for one in result.not_checked}
    assert {"B101", "B102", "B103", "B201", "B202", "B305", "B606"} <= unchecked


def use_sheet(*rows: list[object]) -> Rows:
    return [["Item", "Narrative", "Strategy", "Account", "Amount"], *([one[0], one[1], one[2], one[6], one[8]] for one in rows)]  # fmt: skip


def state_form() -> dict[str, Rows]:
    return {
        "District": sheets()["District"],
        "1 Direct Services": [*use_sheet(LINES[0], LINES[1]), ["Total", *[None] * 3, "=SUM(E2:E3)"]],
        "2 Prof Dev": [*use_sheet(LINES[2]), ["Total", *[None] * 3, "=SUM(E2:E2)"]],
        "3 Admin": [*use_sheet(LINES[3]), ["Total", *[None] * 3, "=SUM(E2:E2)"]],
        "Expenditure Summary": [
            ["Use", "Amount"],
            ["Direct services", "='1 Direct Services'!E4"],
            ["Professional development", "='2 Prof Dev'!E3"],
            ["Administration", "='3 Admin'!E3"],
            ["Total", "=SUM(B2:B4)"],
        ],
    }


FORM_VALUES = {
    "1 Direct Services!E4": "80000",
    "2 Prof Dev!E3": "10000",
    "3 Admin!E3": "10000",
    "Expenditure Summary!B2": "80000",
    "Expenditure Summary!B3": "10000",
    "Expenditure Summary!B4": "10000",
    "Expenditure Summary!B5": "100000",
}


def test_the_states_form_is_followed_from_its_summary_to_its_lines(tmp_path: Path) -> None:
    result = checked(write(tmp_path, state_form(), FORM_VALUES))
    assert result.totals.total == 100000
    assert told(result) == ["B604 ", "B604 "]  # no sheet for incentive revenue and for identifiable schools
    stale = checked(write(tmp_path, state_form(), {**FORM_VALUES, "Expenditure Summary!B5": "90000"}))
    assert "B606 Expenditure Summary!B5" in told(stale)
    deleted = {name: rows for name, rows in state_form().items() if name != "3 Admin"}
    deleted["Expenditure Summary"][3][1] = "=#REF!E3"
    values = {name: one for name, one in FORM_VALUES.items() if "Admin" not in name}
    assert len([one for one in told(checked(write(tmp_path, deleted, values))) if one == "B604 "]) == 3


def test_the_row_of_a_use_on_the_states_form_need_not_hold_its_incentive_lines(tmp_path: Path) -> None:
    incentive = [*use_sheet(LINES[0])[0], "Category"], [*use_sheet(LINES[0])[1], "direct"]
    form = {**state_form(), "4 Incentive": list(incentive)}
    form["Expenditure Summary"].insert(4, ["Incentive", "='4 Incentive'!E2"])
    form["Expenditure Summary"][5][1] = "=SUM(B2:B5)"
    values = {**FORM_VALUES, "Expenditure Summary!B5": "60000", "Expenditure Summary!B6": "160000"}
    found = told(checked(write(tmp_path, form, values)))
    assert not [one for one in found if one.startswith(("B603", "B606"))]


@pytest.mark.parametrize("name", ["Directions", "Directory", "Administration Guide", "Incentive Narrative"])
def test_sheets_that_only_sound_like_a_use_are_left_alone(tmp_path: Path, name: str) -> None:
    content: dict[str, Rows] = {**sheets(), name: [["How to fill in this form"], ["Read the guide first"]]}
    assert told(checked(write(tmp_path, content))) == []
    form: dict[str, Rows] = {**state_form(), name: [["How to fill in this form"]]}
    assert checked(write(tmp_path, form, FORM_VALUES)).totals.total == 100000


def test_a_second_sheet_for_one_use_is_never_added_silently(tmp_path: Path) -> None:
    form = {**state_form(), "FY18 Direct Services": use_sheet(LINES[0])}
    result = checked(write(tmp_path, form, FORM_VALUES))
    assert "I104 FY18 Direct Services" in told(result)
    assert result.totals.total is None
    both = {**sheets(), "Direct": use_sheet(LINES[0])}
    result = checked(write(tmp_path, both))
    assert told(result) == ["I104 Direct"]
    assert result.totals.total is None


def test_a_use_without_a_column_category_is_told_once(tmp_path: Path) -> None:
    form = {**state_form(), "4 Incentive": use_sheet(LINES[0], LINES[1])}
    result = checked(write(tmp_path, form, FORM_VALUES))
    assert [one for one in told(result) if one.startswith("I101")] == ["I101 4 Incentive!A1"]
    assert result.totals.incentive == 80000
    assert result.totals.direct is None


SUMMARIES: dict[str, tuple[Rows, dict[str, str], list[str]]] = {
    "labels of the district's own": (
        [
            ["Use", "Amount"],
            ["Max Initial Revenue (state report)", 767393.39],
            ["Indirect costs", 0],
            ["Total FTE", 7],
        ],
        {},
        [],
    ),
    "columns of other years and numbers": (
        [["#", "Use", "FY 2018", "Amount"], [1, "Direct services", 5, "=SUM(Budget!I2:I3)"]],
        {"Summary!D2": "80000"},
        [],
    ),
    "percents of a hundred, and rounded shares": (
        [["Use", "%", "Share"], ["Direct services", "=100*0.8*1+A9", "=ROUND(Budget!I2,2)"]],
        {"Summary!B2": "80", "Summary!C2": "0.8"},
        [],
    ),
    "a stale share": (
        [["Use", "Share"], ["Direct services", "=Budget!I2/Budget!I6"]],
        {"Summary!B2": "0.6"},
        ["B606 Summary!B2"],
    ),
    "an error for a sheet that was deleted": (
        [["Use", "Amount"], ["Administration", "=SUM(Budget!I2:I5)"]],
        {},
        ["B601 Summary!B2"],
    ),
}


@pytest.mark.parametrize("kind", SUMMARIES)
def test_summaries_are_judged_where_they_say_what_they_show(tmp_path: Path, kind: str) -> None:
    rows, values, expected = SUMMARIES[kind]
    content: dict[str, Any] = {**sheets(), "Summary": rows}
    found = told(checked(write(tmp_path, content, {"Budget!I6": "100000", **values})))
    assert found == expected


def test_an_amount_computed_to_parts_of_a_cent_is_added_as_excel_adds_it(tmp_path: Path) -> None:
    content = sheets([*LINES[:3], line("benefits", "administration", "=I2*0.0765")])
    values = {**VALUES, "Budget!I5": "4590.499745", "Budget!I6": "94590.499745"}
    del content["Summary"]
    result = checked(write(tmp_path, content, values))
    assert str(result.totals.total) == "94590.499745"
    assert told(result) == ["B604 "]


def test_one_formula_that_was_never_calculated_is_told_among_others_that_were(tmp_path: Path) -> None:
    content = sheets([*LINES[:3], line("benefits", "administration", "=I2*0.0765")])
    result = checked(write(tmp_path, content))
    assert "B601 Budget!I5" in told(result)
    assert result.totals.total is None


@pytest.mark.parametrize("formula", ["=SUM(", "=)(", '="'])
def test_a_broken_formula_adds_nothing_that_can_be_told(formula: str) -> None:
    assert not read_formula(formula, "Budget").is_sum
