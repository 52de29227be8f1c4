"""Budgets are checked line by line, in YAML and in workbooks, and what cannot be checked is said."""

from __future__ import annotations

import io
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from budget_workbooks import HEADER, LINES, VALUES, line, packed, sheets, summary, write
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from running import SAMPLES, Ran, run
from sample_budgets import LINES as SAMPLE_LINES
from sample_budgets import packed_sample, with_planted_errors

from ai_cli.criteria import check_budget, merged_facts
from ai_cli.criteria.review import Review
from ai_cli.facts.accounts import DIMENSIONS
from ai_cli.inputs.budget import read_budget
from ai_cli.inputs.budget_lines import read_items
from ai_cli.results.checked_budget import CheckedBudget

SAMPLE = str(SAMPLES / "budget_fy2018.yaml")
UNVERIFIED = "L102"


def checked(file: str) -> CheckedBudget:
    loaded = read_budget(file)
    assert loaded.budget is not None, loaded.findings
    return check_budget(Review(loaded.budget, merged_facts(loaded.budget, None), None, {}))


def codes(result: CheckedBudget) -> list[str]:
    return [one.code for one in result.findings if one.code != UNVERIFIED]


def answer(*arguments: str) -> tuple[Ran, dict[str, Any]]:
    ran = run("budget-check", *arguments, "--format", "json")
    return ran, json.loads(ran.out)


def a_budget(path: Path, *amounts: str) -> str:
    categories = ("direct", "professional_development", "administration")
    items = "\n".join(
        f"    - {{item: x, category: {category}, revenue: initial, amount: {amount}}}"
        for category, amount in zip(categories, amounts, strict=True)
    )
    file = path / "budget.yaml"
    file.write_text(f"district: {{id: 0492-01}}\nfiscal_year: FY 2019\nbudget:\n  items:\n{items}\n")
    return str(file)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (("80", "10", "10"), set()),
        (("800000", "100000", "100000"), set()),
        (("799999", "100001", "100000"), {"B101"}),
        (("799999.99", "100000.01", "100000"), {"B101"}),
        (("800000", "99999", "100001"), {"B103"}),
        (("0.80", "0.20", "0.01"), {"B101"}),
        (("799999", "200001", "0.01"), {"B101", "B102"}),
    ],
)
def test_shares_at_their_limit_pass_and_a_hair_past_it_fails(
    tmp_path: Path, amounts: tuple[str, str, str], expected: set[str]
) -> None:
    found = set(codes(checked(a_budget(tmp_path, *amounts)))) & {"B101", "B102", "B103"}
    assert found == expected


@pytest.mark.parametrize(
    ("amounts", "code", "moved", "cut"),
    [
        (("79999.99", "10000.01", "10000"), "B101", "$0.01", "$0.02"),
        (("80.02", "10.01", "10"), "B101", "$0.01", "$0.01"),
        (("789999", "210001", "0.01"), "B102", "$10,001.00", "$12,501.25"),
        (("89999", "0.01", "10001"), "B103", "$1.00", "$1.11"),
        (("180000", "70000", "40000"), "B103", "$11,000.00", "$12,222.23"),
    ],
)
def test_what_is_to_be_moved_or_cut_is_enough_and_a_cent_less_is_not(
    tmp_path: Path, amounts: tuple[str, str, str], code: str, moved: str, cut: str
) -> None:
    (found,) = [one for one in checked(a_budget(tmp_path, *amounts)).findings if one.code == code]
    assert re.findall(r"\$[0-9,.]*[0-9]", str(found.fix)) == [moved, cut]
    over = 2 if code == "B103" else 1

    def fails(moved: Decimal, cut: Decimal) -> bool:
        after = [Decimal(one) for one in amounts]
        after[0] += moved
        after[over] -= moved + cut
        return code in codes(checked(a_budget(tmp_path, *map(str, after))))

    cent, nothing = Decimal("0.01"), Decimal(0)
    enough = [Decimal(one.strip("$").replace(",", "")) for one in (moved, cut)]
    assert not fails(enough[0], nothing)
    assert fails(enough[0] - cent, nothing)
    assert not fails(nothing, enough[1])
    assert fails(nothing, enough[1] - cent)


cents = st.integers(min_value=1, max_value=10**9)


@given(cents, cents, cents)
def test_shares_are_decided_in_exact_numbers(direct: int, development: int, administration: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        amounts = (f"{one // 100}.{one % 100:02}" for one in (direct, development, administration))
        found = set(codes(checked(a_budget(Path(folder), *amounts))))
    total = direct + development + administration
    assert ("B101" in found) is (100 * direct < 80 * total)
    assert ("B102" in found) is (100 * development > 20 * total)
    assert ("B103" in found) is (100 * administration > 10 * total)


def test_the_sample_has_its_faults_and_no_others() -> None:
    ran, found = answer(SAMPLE)
    assert ran.status == 1
    (one,) = found["results"]
    assert [each["code"] for each in one["findings"] if each["code"] != UNVERIFIED] == [
        "B101",
        "B103",
        "B303",
        "B501",
        "B302",
    ]
    assert list(one)[:6] == ["file", "district", "fiscal_year", "totals", "not_checked", "findings"]
    assert list(one["totals"]) == [
        "total",
        "initial",
        "incentive",
        "direct",
        "professional_development",
        "administration",
        "direct_share",
        "professional_development_share",
        "administration_share",
    ]
    assert one["not_checked"] == [
        {
            "code": "B507",
            "missing": "schools, each with `racially_identifiable` or counts by grade, in a budget workbook on the "
            "sheet Schools",
        }
    ]
    assert '"total":290000.00' in ran.out
    assert found["summary"]["errors"] == 5
    assert found["summary"]["not_checked"] == 1


def test_codes_are_selected_and_ignored() -> None:
    _, found = answer(SAMPLE, "--select", "B1,B5")
    assert {one["code"] for one in found["results"][0]["findings"]} == {"B101", "B103", "B501"}
    _, found = answer(SAMPLE, "--select", "B", "--ignore", "B10,B303", "--ignore", "B5")
    assert {one["code"] for one in found["results"][0]["findings"]} == {"B302"}
    assert "unknown code" in run("budget-check", SAMPLE, "--select", "B9").err


def test_an_account_order_of_the_user_wins() -> None:
    ran, found = answer(SAMPLE, "--account-order", "FD-ORG-PRO-OBJ-FIN-CRS", "--select", "B504")
    assert ran.status == 1
    assert len(found["results"][0]["findings"]) == 3
    assert "each once" in " ".join(run("budget-check", SAMPLE, "--account-order", "FD-ORG").err.split())


def test_facts_come_from_a_district_file_where_the_budget_has_none(tmp_path: Path) -> None:
    budget = tmp_path / "budget.xlsx"
    write(tmp_path, sheets())
    facts = tmp_path / "facts.yaml"
    facts.write_text(
        "state: MN\ndistrict: {id: 0492-01}\nfiscal_year: FY 2019\nenrollment: {total: 5000, protected: 200}\n"
        "pupil_units: {adjusted: 4900}\nhold_harmless: {amount: 0}\n"
    )
    _, without = answer(str(budget))
    assert {"B201", "B202"} <= {one["code"] for one in without["results"][0]["not_checked"]}
    ran, found = answer(str(budget), "--facts", str(facts))
    assert ran.status == 0
    assert not {"B201", "B202"} & {one["code"] for one in found["results"][0]["not_checked"]}
    assert "B201" in [one["code"] for one in found["results"][0]["findings"]]
    assert found["results"][0]["maximum"]["max_incentive_revenue"] == 49000


def test_facts_of_another_year_are_marked(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(
        "state: MN\ndistrict: {id: 0492-01}\nfiscal_year: FY 2018\n"
        "enrollment: [{october_1: 2016, total: 5000, protected: 200}]\n"
        "pupil_units: {adjusted: 4900}\nhold_harmless: {amount: 0}\n"
    )
    write(tmp_path, sheets())
    _, found = answer(str(tmp_path / "budget.xlsx"), "--facts", str(facts))
    assert "I106" in [one["code"] for one in found["results"][0]["findings"]]


def test_a_workbook_in_any_order_of_columns_with_titles_headings_and_subtotals(tmp_path: Path) -> None:
    order = [8, 0, 1, 2, 3, 4, 6]
    rows: list[list[object]] = [
        ["Budget of the district"],
        [],
        [HEADER[index] for index in order],
        [None, "Direct services"],
        *([one[index] for index in order] for one in LINES[:2]),
        ["=SUM(A5:A6)", "Subtotal"],
        [],
        [None, "Administration"],
        *([one[index] for index in order] for one in LINES[2:]),
        ["=SUM(A10:A11)", "Sub-total"],
        ["=A7+A12", "Grand total"],
    ]
    content = {**sheets(), "Budget": rows}
    del content["Summary"]
    values = {"Budget!A7": "80000", "Budget!A12": "20000", "Budget!A13": "100000"}
    result = checked(write(tmp_path, content, values))
    assert result.lines == 4
    assert result.totals.total == Decimal(100000)
    assert codes(result) == ["B604"]


def test_the_states_form_has_a_sheet_for_each_use(tmp_path: Path) -> None:
    columns = ["Item", "Narrative", "Strategy", "Account", "Amount"]

    def sheet(*rows: list[object]) -> list[list[object]]:
        return [list(columns), *([one[0], one[1], one[2], one[6], one[8]] for one in rows)]

    content: dict[str, list[list[object]]] = {
        "District": sheets()["District"],
        "1 Direct Services": sheet(LINES[0], LINES[1]),
        "2 Professional Development": sheet(LINES[2]),
        "3 Administration": sheet(LINES[3]),
        "4 Incentive": [
            [*columns, "Category"],
            [*sheet(line("summer", "direct", 5, account="01-005-211-318-369-000"))[1], "direct"],
        ],
        "Expenditure Summary": [["Note"]],
    }
    result = checked(write(tmp_path, content, {}))
    assert result.lines == 5
    assert result.totals.incentive == 5
    assert result.totals.professional_development == Decimal(10000)
    assert codes(result) == ["B604"]
    assert "Racially Identifiable" in str(result.findings[0].found)


def test_a_line_on_the_sheet_for_identifiable_schools_is_in_their_section(tmp_path: Path) -> None:
    content = sheets()
    row = line("teachers", "direct", 5, account="01-456-203-313-140-000")
    content["Racially Identifiable"] = [list(HEADER), row]
    content["Schools"] = [["id", "classification", "racially_identifiable"], ["456", "10", "yes"]]
    assert "B507" not in codes(checked(write(tmp_path, content)))
    content["Budget"].insert(1, row)
    assert "B507" in codes(checked(write(tmp_path, content)))


def test_a_text_amount_is_read_and_told_and_its_total_told_too(tmp_path: Path) -> None:
    lines = [list(one) for one in LINES]
    lines[1][8] = "$20,000.00"
    result = checked(write(tmp_path, sheets(lines), {**VALUES, "Budget!I6": "80000", "Summary!B2": "60000"}))
    assert result.totals.total == Decimal(100000)
    found = [(one.code, one.place.cell) for one in result.findings if one.code.startswith("B")]
    assert found == [("B605", "I3"), ("B606", "I6"), ("B606", "B2")]


@pytest.mark.parametrize(
    ("rows", "values"),
    [
        (
            [
                ["Direct services", "=SUM(Budget!I2:I3)"],
                ["Professional development", "=Budget!I4"],
                ["Total", "=SUM(B2:B3)"],
            ],
            {"Summary!B2": "80000", "Summary!B3": "10000", "Summary!B4": "90000"},
        ),
        (
            [*summary(2, 4)[1:4], ["Total", "=SUM(Budget!I2:I5)"]],
            {**VALUES, "Summary!B4": "0"},
        ),
    ],
)
def test_a_line_that_the_summary_leaves_out_is_told_through_its_totals_and_its_uses(
    tmp_path: Path, rows: list[list[object]], values: dict[str, str]
) -> None:
    content: dict[str, Any] = {**sheets(), "Summary": [["Use", "Amount"], *rows]}
    result = checked(write(tmp_path, content, {"Budget!I6": "100000", **values}))
    (found,) = [one for one in result.findings if one.code == "B603"]
    assert (found.place.inside, found.allowed) == ("Budget!I5", "a row that the formulas of the Summary take")


def test_totals_of_a_sheet_owe_its_lines_together_only_where_one_is_of_the_whole_sheet(
    tmp_path: Path,
) -> None:
    def told(label: str) -> list[str]:
        rows = [
            list(HEADER),
            *map(list, LINES[:2]),
            ["Total direct", *[None] * 7, "=SUM(I2:I3)"],
            *map(list, LINES[2:]),
            [label, *[None] * 7, "=I4"],
        ]
        values = {"Budget!I4": "80000", "Budget!I7": "80000"}
        content: dict[str, Any] = {**sheets(), "Budget": rows}
        del content["Summary"]
        result = checked(write(tmp_path, content, values))
        return [one.place.inside for one in result.findings if one.code == "B603"]

    assert told("Total") == ["Budget!I5", "Budget!I6"]
    assert told("Total direct services") == []


def test_a_total_right_below_another_owes_no_line_of_its_own(tmp_path: Path) -> None:
    content = sheets()
    content["Budget"].append(["Total of all", *[None] * 7, "=I6"])
    result = checked(write(tmp_path, content, {**VALUES, "Budget!I7": "100000"}))
    assert codes(result) == []


def test_a_summary_that_takes_no_amount_accuses_no_line(tmp_path: Path) -> None:
    content: dict[str, Any] = {**sheets(), "Summary": [["Use", "Amount"], ["Total", "=D9"]]}
    values = {"Budget!I6": "100000", "Summary!B2": "100000"}
    assert codes(checked(write(tmp_path, content, values))) == []


def test_a_stale_share_is_told_in_percent(tmp_path: Path) -> None:
    content: dict[str, Any] = {
        **sheets(),
        "Summary": [["Use", "Share"], ["Direct services", "=Budget!I2/Budget!I6"]],
    }
    values = {"Budget!I6": "100000", "Summary!B2": "0.625"}
    (found,) = [one for one in checked(write(tmp_path, content, values)).findings if one.code == "B606"]
    assert found.message == "Direct services shows 62.50%, the lines add up to 80.00%"


def test_a_line_whose_amount_cannot_be_read_leaves_the_shares_open(tmp_path: Path) -> None:
    lines = [list(one) for one in LINES]
    lines[1][8] = "l0000"
    result = checked(write(tmp_path, sheets(lines)))
    assert "I102" in codes(result)
    assert "B605" not in codes(result)
    assert {"B101", "B102", "B103", "B606"} <= {one.code for one in result.not_checked}
    assert [one.missing for one in result.not_checked if one.code == "B606"] == [
        "an amount, a category or a revenue of a line is not known"
    ]
    assert result.totals.total is None
    assert result.totals.direct is None


def test_the_users_file_is_not_written(tmp_path: Path) -> None:
    file = Path(write(tmp_path, sheets()))
    before, content = file.stat().st_mtime_ns, file.read_bytes()
    run("budget-check", str(file))
    assert (file.stat().st_mtime_ns, file.read_bytes()) == (before, content)


def test_a_workbook_without_lines_or_header_is_refused(tmp_path: Path) -> None:
    loaded = read_budget(write(tmp_path, {"Sheet1": [["x"]]}, {}))
    assert loaded.budget is None
    assert "a sheet Budget" in str(loaded.findings[0].allowed)
    result = checked(write(tmp_path, {"Budget": [["x"]], "District": sheets()["District"]}, {}))
    assert "I102" in codes(result)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0", "old or password-protected"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"<html><table></table></html>", "a web page"),
        (b"a,b\n1,2\n", "something else under the name of a workbook"),
    ],
)
def test_what_is_no_budget_is_refused_in_words(tmp_path: Path, content: bytes, found: str) -> None:
    file = tmp_path / "budget.xlsx"
    file.write_bytes(content)
    ran = run("budget-check", str(file))
    assert ran.status == 2
    assert found in ran.out
    assert "Traceback" not in ran.err


def test_links_to_other_workbooks_are_told_even_where_no_formula_uses_them(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed(sheets()))) as source, zipfile.ZipFile(target, "w") as kept:
        for part in source.namelist():
            kept.writestr(part, source.read(part))
        kept.writestr("xl/externalLinks/externalLink1.xml", "<x/>")
    file = tmp_path / "budget.xlsx"
    file.write_bytes(target.getvalue())
    assert codes(checked(str(file))) == ["B607"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("district: {id: 0492-01}\nfiscal_year: FY 2019\nbudget: {items: 5}\n", "I102"),
        ("district: {id: 0492-01}\nfiscal_year: FY 2019\nbudget: {items: [a]}\n", "I102"),
        ("district: {id: 0492-01}\nfiscal_year: FY 2019\n", "I101"),
        ("district: {id: 0492-01}\nfiscal_year: FY 2019\nbudget: {items: [{item: [1, 2]}]}\n", "I102"),
    ],
)
def test_lines_that_are_none_are_told(tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "budget.yaml"
    file.write_text(text)
    assert code in codes(checked(str(file)))


def test_no_items_are_no_lines() -> None:
    assert read_items(None, "budget.yaml") == ((), ())


def test_without_district_and_year_the_limits_are_not_checked(tmp_path: Path) -> None:
    file = tmp_path / "budget.yaml"
    file.write_text("budget: {items: [{item: x, category: direct, revenue: initial, amount: 5}]}\n")
    result = checked(str(file))
    assert result.fiscal_year is None
    missing = {one.code: one.missing for one in result.not_checked}
    assert "--facts" in missing["B201"]
    assert result.district == "District not given"


def test_the_blank_workbook_is_filled_in_and_passes(tmp_path: Path) -> None:
    file = tmp_path / "blank.xlsx"
    assert run("new", "budget", str(file)).status == 0
    book = load_workbook(file)
    assert book.sheetnames == [
        "Instructions",
        "District",
        "Plan",
        "Schools",
        "Budget",
        "Summary",
        "Revenue",
    ]
    for row in LINES:
        book["Budget"].append(row)
    book["Plan"].append(["3", "AVID", "access"])
    book["Plan"].append(["4", "Coaching", "teachers"])
    given_values = {"district.id": "0492-01", "fiscal_year": "FY 2019", "account_order": "-".join(DIMENSIONS)}
    for label, cell in zip(book["District"]["A"], book["District"]["B"], strict=True):
        cell.value = given_values.get(str(label.value), cell.value)
    book.save(file)
    result = checked(str(file))
    assert result.lines == 4
    assert result.totals.total == Decimal(100000)
    assert [(one.code, one.place.sheet) for one in result.findings if one.code != UNVERIFIED] == [
        ("B601", "Summary")
    ]


def test_the_formulas_of_the_blank_workbook_add_whole_columns_and_show_the_limits(tmp_path: Path) -> None:
    file = tmp_path / "blank.xlsx"
    run("new", "budget", str(file))
    book = load_workbook(file)
    sheet = book["Summary"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[1] == [
        "Direct services",
        '=SUMIF(Budget!$D:$D,"direct",Budget!$I:$I)',
        "=IF($B$7=0,0,B2/$B$7)",
        0.8,
        None,
        "=ROUND(B2-D2*$B$7,2)",
    ]
    assert cells[6][:2] == ["Total", "=SUM(Budget!$I:$I)"]
    assert len(sheet.conditional_formatting) == 7
    assert sheet.protection.sheet
    assert book["Revenue"].protection.sheet
    assert not book["Budget"].protection.sheet
    validations = book["Budget"].data_validations.dataValidation
    assert {str(one.sqref) for one in validations} >= {"D2:D5000", "E2:E5000", "C2:C5000", "I2:I5000"}
    assert all(one.showErrorMessage and one.error for one in validations)


def test_the_starter_of_a_budget_can_be_filled_in(tmp_path: Path) -> None:
    file = tmp_path / "budget.yaml"
    assert run("new", "budget", str(file)).status == 0
    text = (
        file.read_text()
        .replace("  id:          ", "  id: 0492-01 ", 1)
        .replace("fiscal_year:  ", "fiscal_year: FY 2019 ", 1)
    )
    file.write_text(text)
    result = checked(str(file))
    assert result.lines == 1
    assert {"B204", "B303", "I101"} <= set(codes(result))
    assert "leave out --state wi" in " ".join(run("new", "budget", str(file), "--state", "wi").err.split())


def test_csv_has_a_row_a_finding_and_quiet_tells_the_grave_ones() -> None:
    ran = run("budget-check", SAMPLE, "-f", "csv")
    assert len(ran.out.splitlines()) > 5
    assert ran.out.startswith(
        "file,district_id,district,fiscal_year,code,severity,sheet,cell,line,column,message"
    )
    quiet = run("budget-check", SAMPLE, "--quiet")
    assert quiet.out.startswith("error B101")
    assert quiet.err == ""
    assert "| direct | $198,400.00 |" in run("budget-check", SAMPLE, "-f", "markdown").out


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    ran, found = answer(str(tmp_path / "none.xlsx"), SAMPLE)
    assert ran.status == 2
    assert len(found["results"]) == 1
    assert found["summary"]["not_read"] == 1
    ran, found = answer(SAMPLE, "--facts", str(tmp_path / "none.yaml"))
    assert ran.status == 2
    assert found["results"] == []


def test_a_schema_of_budgets_accepts_the_sample_and_refuses_a_misspelt_key() -> None:
    schema = json.loads(run("schema", "budget").out)
    text = Path(SAMPLE).read_text()
    jsonschema.validate(yaml.load(text, Loader=yaml.BaseLoader), schema)  # noqa: S506 - builds text only
    wrong = yaml.load(text.replace("narrative:", "narative:"), Loader=yaml.BaseLoader)  # noqa: S506
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema)


def test_the_sample_workbook_passes_and_its_maker_makes_it(tmp_path: Path) -> None:
    shipped = checked(str(SAMPLES / "budget_fy2019.xlsx"))
    assert codes(shipped) == []
    assert shipped.not_checked == ()
    assert shipped.lines == 25
    file = tmp_path / "budget.xlsx"
    file.write_bytes(packed_sample(SAMPLE_LINES))
    assert checked(str(file)).totals == shipped.totals


def test_the_workbook_with_planted_errors_has_each_of_them_in_its_cell_and_no_others() -> None:
    result = checked(str(SAMPLES / "budget_fy2019_planted_errors.xlsx"))
    _, planted = with_planted_errors()
    found = {
        f"{one.code} {one.place.sheet}!{one.place.cell}" for one in result.findings if one.code != UNVERIFIED
    }
    of_the_text = {f"B606 Summary!{cell}" for cell in ("B2", "B5", "B7")}
    moved = {"B507 Budget!F13": "B507 Budget!G13"}
    expected = {moved.get(one, one) for one in planted} | {"B602 Summary!B4"} | of_the_text
    assert found == expected
    assert len(planted) == 12
