"""A district file may name its budget file, whose totals are then lines (14) and (17)."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from running import SAMPLES, Ran, run

BUDGET = "budget_fy2019.xlsx"
FACTS = """\
state: MN
district: {id: 0492-01, name: Austin}
fiscal_year: FY 2019
enrollment: {october_1: 2017, total: 4950, protected: 2280}
pupil_units: {adjusted: 4850}
hold_harmless: {amount: 0}
"""


def estimated(folder: Path, text: str, *more: str) -> tuple[Ran, dict[str, Any]]:
    shutil.copy(SAMPLES / BUDGET, folder / BUDGET)
    file = folder / "district.yaml"
    file.write_text(text)
    ran = run("estimate", str(file), "--format", "json", *more)
    answer: dict[str, Any] = json.loads(ran.out)
    return ran, answer


def lines(answer: dict[str, Any]) -> dict[str, Any]:
    return {one["key"]: one for one in answer["results"][0]["lines"]}


def test_the_totals_of_the_budget_are_lines_14_and_17(tmp_path: Path) -> None:
    ran, answer = estimated(tmp_path, f"{FACTS}budget: {{file: {BUDGET}}}\n")
    assert ran.status == 0
    found = lines(answer)
    assert found["initial_budget"]["value"] == 511300.85
    assert found["incentive_budget"]["value"] == 38339
    assert BUDGET in str(found["initial_budget"]["source"])


def test_a_what_if_wins_over_the_budget_file(tmp_path: Path) -> None:
    _, answer = estimated(tmp_path, f"{FACTS}budget: {{file: {BUDGET}}}\n", "--set", "budget.initial=100")
    assert lines(answer)["initial_budget"]["value"] == 100


@pytest.mark.parametrize("tried", ["district.id=0535-01", "fiscal_year=FY 2020"])
def test_a_what_if_does_not_take_the_budget_of_another_district_or_year(tmp_path: Path, tried: str) -> None:
    ran, _ = estimated(tmp_path, f"{FACTS}budget: {{file: {BUDGET}}}\n", "--set", tried)
    assert ran.status == 2
    assert "a budget of" in ran.out


def test_a_file_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "folder").mkdir()
    for name in ("loop.yaml", "folder", '"a\\0b"'):
        ran, _ = estimated(tmp_path, f"{FACTS}budget: {{file: {name}}}\n")
        assert ran.status == 2, name
        assert "in the folder of the district file" in ran.out


def test_a_budget_with_errors_among_its_lines_is_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text(
        "budget: {items: [{item: x, amout: 5, amount: 5, revenue: initial}]}\n"
    )
    ran, _ = estimated(tmp_path, f"{FACTS}budget: {{file: odd.yaml}}\n")
    assert ran.status == 2
    assert "with errors among its lines" in ran.out


def test_the_block_of_another_year_has_a_budget_of_its_own(tmp_path: Path) -> None:
    text = FACTS.replace("FY 2019", "FY 2018") + f"years: {{FY 2019: {{budget: {{file: {BUDGET}}}}}}}\n"
    _, answer = estimated(tmp_path, text, "--fiscal-year", "FY 2019")
    assert lines(answer)["initial_budget"]["value"] == 511300.85


def test_a_total_that_is_not_known_leaves_its_lines_incomplete(tmp_path: Path) -> None:
    (tmp_path / "open.yaml").write_text("budget: {items: [{item: x, revenue: incentive, amount: many}]}\n")
    ran, answer = estimated(tmp_path, f"{FACTS}budget: {{file: open.yaml}}\n")
    assert ran.status == 1
    found = lines(answer)
    assert found["initial_budget"]["value"] == 0
    assert found["incentive_budget"]["state"] == "incomplete"
    assert "an amount of open.yaml is not known" in ran.out


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("{file: ../budget.xlsx}", "in the folder of the district file"),
        ("{file: /etc/hosts}", "in the folder of the district file"),
        ("{file: nowhere.xlsx}", "no file"),
        ("{file: district.yaml}", "budget.file: cannot be read"),
        (f"{{file: {BUDGET}, initial: 5}}", "budget.initial: stands twice"),
    ],
)
def test_what_is_no_budget_file_of_this_folder_is_refused(tmp_path: Path, named: str, words: str) -> None:
    ran, _ = estimated(tmp_path, f"{FACTS}budget: {named}\n")
    assert ran.status == 2
    assert words in ran.out


@pytest.mark.parametrize("other", ["district: {id: 0535-01}", "fiscal_year: FY 2020"])
def test_a_budget_of_another_district_or_year_is_refused(tmp_path: Path, other: str) -> None:
    key = other.split(":", maxsplit=1)[0]
    text = "".join(f"{other}\n" if one.startswith(key) else f"{one}\n" for one in FACTS.splitlines())
    text = text.replace("october_1: 2017, ", "") + f"budget: {{file: {BUDGET}}}\n"
    ran, answer = estimated(tmp_path, text)
    assert ran.status == 2
    (found,) = answer["findings"]
    assert found["code"] == "I102"
    assert "a budget of" in found["found"]


def test_a_file_from_standard_input_has_no_folder() -> None:
    ran = run("estimate", "-", given=f"{FACTS}budget: {{file: {BUDGET}}}\n".encode())
    assert ran.status == 2
    assert "standard input" in ran.out
