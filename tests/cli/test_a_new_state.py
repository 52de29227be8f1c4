"""A new state is a model, a starter file, a program, and a line in the list of states; commands need no change."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from made_state import made_state
from openpyxl import load_workbook
from running import Ran, run

from ai_cli.__main__ import main
from ai_cli.cli import new
from ai_cli.facts.states import STATES
from ai_cli.programs import PROGRAMS

__all__ = ["made_state"]

Here = Callable[..., Ran]
TEXT = """state: DK
district: {id: "12", name: Bismarck}
fiscal_year: FY 2017
protected_pupils: 700
"""


@pytest.fixture
def file(tmp_path: Path, made_state: None) -> Path:
    del made_state
    written = tmp_path / "districts" / "dk.yaml"
    written.parent.mkdir()
    written.write_text(TEXT)
    return written


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str]) -> Here:
    """Run in this process, so that the made state is known."""

    def ran(*arguments: str) -> Ran:
        return Ran(main(list(arguments)), *capsys.readouterr())

    return ran


@pytest.mark.parametrize("state", STATES, ids=[one.code for one in STATES])
def test_every_state_has_a_starter_file_and_a_program(state: object) -> None:
    (one,) = [known for known in STATES if known == state]
    assert (new.FOLDER / f"district_{one.code.lower()}.yaml").is_file()
    assert one.code in {program.law.state for program in PROGRAMS}
    assert "timeless" in vars(one.model)


def test_a_district_of_it_is_estimated(file: Path, here: Here) -> None:
    done = here("estimate", str(file))
    assert "Bismarck can expect $7,000.00." in done.out
    assert done.status == 0


def test_a_range_of_years_a_what_if_and_an_explanation_of_it_work(file: Path, here: Here) -> None:
    assert "I106" in here("estimate", str(file), "--fiscal-year", "2016..2017").out
    assert "$8,000.00" in here("estimate", str(file), "--set", "protected_pupils=800").out
    assert "$10" in here("estimate", str(file), "--explain", "2").out


def test_a_folder_with_its_file_is_read(file: Path, here: Here) -> None:
    assert "1 complete" in here("estimate", str(file.parent)).err


def test_a_report_of_it_is_written(file: Path, here: Here) -> None:
    out = file.parent / "report.xlsx"
    assert here("report", str(file), "-o", str(out)).status == 0
    assert "Bismarck" in str(load_workbook(out)["Revenue"]["A1"].value)


def test_its_keys_are_in_the_schema(file: Path, here: Here) -> None:
    del file
    assert "protected_pupils" in here("schema", "district").out


@pytest.mark.parametrize("written", ["dk", "DK", "Dakota"])
def test_a_workbook_of_it_is_started_and_filled_in(file: Path, here: Here, written: str) -> None:
    book = file.parent / "blank.xlsx"
    assert here("new", "district", str(book), "--state", written).status == 0
    opened = load_workbook(book)
    assert opened.sheetnames == ["District"]
    cells = {row[0].value: row[1] for row in opened["District"].iter_rows()}
    assert cells["state"].value == "DK"
    for key, value in (("district.id", "12"), ("fiscal_year", "2017"), ("protected_pupils", 700)):
        cells[key].value = value
    opened.save(book)
    assert "$7,000.00" in here("estimate", str(book)).out


def test_its_starter_file_is_the_one_with_its_code(
    file: Path, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new, "FOLDER", file.parent)
    (file.parent / "district_dk.yaml").write_text(TEXT)
    started = file.parent / "started.yaml"
    assert here("new", "district", str(started), "--state", "dk").status == 0
    assert started.read_text() == TEXT


def test_what_there_is_not_for_it_is_said(file: Path, here: Here) -> None:
    screened = json.loads(here("eligibility", str(file), "-f", "json").out)
    (one,) = screened["findings"]
    assert (one["code"], one["message"]) == (
        "I102",
        "state: cannot be read: DK, of which nothing is screened",
    )
    said = " ".join(here("calendar", "2017", "--state", "dk").err.split())
    assert "there is no calendar of 'dk'; states: mn (Minnesota), wi (Wisconsin)" in said
    said = " ".join(here("new", "budget", str(file.parent / "b.xlsx"), "--state", "dk").err.split())
    assert "leave out --state dk" in said


def test_a_program_of_another_state_is_refused_for_it(file: Path, here: Here) -> None:
    done = here("estimate", str(file), "--program", "mn-achievement-integration")
    assert "DK, while mn-achievement-integration is a program of MN" in done.out
    assert done.status == 2


def test_a_file_of_a_state_that_nobody_knows_has_no_other_finding(tmp_path: Path) -> None:
    file = tmp_path / "ia.yaml"
    file.write_text(TEXT.replace("DK", "IA"))
    (one,) = json.loads(run("estimate", str(file), "-f", "json").out)["findings"]
    assert (one["code"], one["line"], one["column"]) == ("I102", 1, 8)
    assert one["allowed"] == "MN, WI"


def test_a_state_by_its_name_is_refused_beside_all_else_that_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "wi.yaml"
    file.write_text('state: Wisconsin\ndistrict: {id: "9999"}\nfiscal_year: 2017\nqualifying_pupil: 3\n')
    found = json.loads(run("estimate", str(file), "-f", "json").out)["findings"]
    assert [(one["code"], one["line"]) for one in found] == [("I102", 1), ("I103", 4)]
