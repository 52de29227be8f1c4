"""Files as strange as fuzzing makes them are refused in words, before they cost time or memory."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from budget_workbooks import DISTRICT, LINES, VALUES, Row, packed, sheets
from running import AUSTIN, run

from ai_cli.facts.identifiers import read_grade
from ai_cli.facts.numbers import read_money, read_quantity
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.findings import Finding
from ai_cli.inputs import workbook
from ai_cli.inputs.adjacency import read_adjacency
from ai_cli.inputs.budget import read_budget
from ai_cli.inputs.district import read_district
from ai_cli.inputs.formulas import read_formula
from ai_cli.inputs.grade_counts import MOST_SCHOOLS
from ai_cli.inputs.settings import read_setting
from ai_cli.inputs.state_enrollment import read_state_enrollment
from ai_cli.inputs.state_table import MOST_BYTES_OF_TEXT, MOST_PROBLEMS

SOUND = packed(sheets(), VALUES)
HEADER = "DataYear,districtNumber,districtType,DistrictName,schoolNumber,SchoolName,Grade,TotalMinority,TotalStudents,SchoolClassification\n"
ITEMS = "district: {id: 0492-01, name: Austin}\nfiscal_year: FY 2019\nbudget:\n  items:\n"


def changed(name: str, pattern: str, new: str, source: bytes = SOUND) -> bytes:
    """Return a workbook, compressed, with what the pattern finds in one part replaced."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as parts,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for part in parts.namelist():
            text = parts.read(part)
            if part == name:
                text = re.sub(pattern, lambda _: new, text.decode(), count=1, flags=re.DOTALL).encode()
            kept.writestr(part, text)
    return target.getvalue()


def number_format(code: str) -> bytes:
    formats = f'<numFmts count="1"><numFmt numFmtId="165" formatCode="{code}"/></numFmts>'
    return changed("xl/styles.xml", "<numFmts.*?/>", formats)


def many_sheets() -> bytes:
    relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"'
    listed = "".join(f'<sheet name="s{index}" sheetId="{index}" {relation}/>' for index in range(1, 5001))
    return changed("xl/workbook.xml", "<sheets>.*</sheets>", f"<sheets>{listed}</sheets>")


def one_text_in_many_cells() -> bytes:
    text = "x" * workbook.MOST_OF_A_CELL
    notes: list[Row] = [[text, text, text] for _ in range(50)]
    return changed("", "", "", packed({**sheets(), "Notes": notes}))


def state(rows: Sequence[str]) -> bytes:
    return (HEADER + "".join(f"12-13,{row}\n" for row in rows)).encode()


REFUSED_BUDGETS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a number format of brackets": ("b.xlsx", lambda: number_format("[" * 100), "a number format that Excel would not take"),
    "a very long number format": ("b.xlsx", lambda: number_format("0" * 2000), "a number format that Excel would not take"),
    "very many sheets": ("b.xlsx", many_sheets, "a workbook with very many sheets or names"),
    "one text in very many cells": ("b.xlsx", one_text_in_many_cells, "a workbook with very much text"),
    "very many lines in a list": ("b.yaml", (ITEMS + "    - {}\n" * 2001).encode, "2,001 lines"),
    "very many values": ("b.yaml", (ITEMS + "    - [" + "a," * 40_000 + "]\n").encode, "more than 40,000 keys and values"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED_BUDGETS)
def test_a_budget_past_the_bounds_is_refused_in_words(tmp_path: Path, kind: str) -> None:
    name, make, words = REFUSED_BUDGETS[kind]
    file = tmp_path / name
    file.write_bytes(make())
    loaded = read_budget(str(file))
    told: Sequence[Finding] = loaded.findings if loaded.budget is None else loaded.budget.line_findings
    assert [one.found for one in told] == [words]
    assert told[0].fix


def test_a_sheet_of_very_many_lines_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "b.xlsx"
    file.write_bytes(changed("", "", "", packed(sheets(LINES * 550), {})))
    budget = read_budget(str(file)).budget
    assert budget is not None
    assert [one.found for one in budget.line_findings] == ["2,201 lines"]
    assert budget.lines == ()


def test_a_cell_longer_than_excel_allows_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_OF_A_CELL", 1000)
    file = tmp_path / "b.xlsx"
    file.write_bytes(packed({**sheets(), "Notes": [["x" * 1001]]}))
    (told,) = read_budget(str(file)).findings
    assert (told.place.sheet, told.place.cell, told.found) == ("Notes", "A1", "a cell of 1,001 characters")


def test_a_key_of_very_many_parts_is_refused_at_its_cell(tmp_path: Path) -> None:
    file = tmp_path / "d.xlsx"
    rows: list[Row] = [[*one] for one in DISTRICT[:3]]
    rows.append([".".join("a" * 1000), 5])
    file.write_bytes(packed({"District": rows}))
    (told,) = (one for one in read_district(str(file)).findings if one.code == "I102")
    assert (told.place.cell, told.found) == ("A4", "a key of 1,000 parts")


def test_a_grade_of_thousands_of_digits_is_no_grade() -> None:
    assert read_grade("7") == read_grade("007") == "07"
    for text in ("1" * 5000, "0" * 5000):
        with pytest.raises(UnreadableValue):
            read_grade(text)


def test_a_formula_that_excel_would_not_take_names_no_cells() -> None:
    assert not read_formula(f"=SUM(A{'1' * 5000})", "Budget").ranges
    assert not read_formula("=" + "SUM(A1)+" * 2000 + "1", "Budget").ranges


REFUSED_STATES: dict[str, tuple[Callable[[], bytes], str]] = {
    "very much text": (lambda: HEADER.encode() + b"\n" * MOST_BYTES_OF_TEXT, "more than 20,000,000 bytes of text"),
    "very much text, packed": (lambda: gzip.compress(b"x" * (MOST_BYTES_OF_TEXT + 1)), "more than 20,000,000 bytes of text"),
    "a line without an end": (lambda: HEADER.encode() + b"1," * 15_000, "a line of 30,000 characters"),
    "very many schools": (
        lambda: state([f"{row % 9999:04},{row // 9999:02},D,001,S,KG,4,10,10" for row in range(MOST_SCHOOLS + 1)]),
        "more than 6,000 schools and districts",
    ),
    "very many districts in words": (lambda: state(["x,01,D,001,S,KG,4,10,10"] * (MOST_PROBLEMS + 1)), "more than 10,000 values that are wrong, up to here"),
    "very many counts in words": (lambda: state(["1,01,D,001,S,KG,x,x,10"] * MOST_PROBLEMS), "more than 10,000 values that are wrong, up to here"),
    "very many counts in the wrong order": (
        lambda: state([f"{row // 999},01,D,{row % 999:03},S,{grade},10,4,10" for row in range(MOST_SCHOOLS - 100) for grade in ("KG", "01")]),
        "more than 10,000 values that are wrong, up to here",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED_STATES)
def test_a_state_file_past_the_bounds_is_refused_in_words(tmp_path: Path, kind: str) -> None:
    make, words = REFUSED_STATES[kind]
    file = tmp_path / "state.csv"
    file.write_bytes(make())
    enrollment, (told,) = read_state_enrollment(str(file))
    assert enrollment is None
    assert told.found == words
    assert told.fix


def test_a_very_long_name_is_told_once_and_never_repeated_whole(tmp_path: Path) -> None:
    file = tmp_path / "state.csv"
    rows = [f"1,01,D,001,{'S' * 5000},KG,{row},10,10" for row in range(10)]
    file.write_bytes(state(rows))
    enrollment, _ = read_state_enrollment(str(file))
    assert enrollment is not None
    told = enrollment.districts["0001-01"].findings
    assert [one.code for one in told] == ["I102", *["I104"] * 9]
    assert all(len(one.message) < 300 for one in told)


def test_a_list_of_neighbors_with_very_many_problems_is_read_no_further(tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text("district_a,district_b\n" + "x,y\n" * 20_000)
    contacts, (told,) = read_adjacency(str(file))
    assert contacts == ()
    assert told.place.line == 5002


def test_very_many_items_are_each_placed_within_bounds(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(Path(AUSTIN).read_text() + "schools: [" + "a," * 900 + "]\n")
    ran = run("estimate", str(file), "--format", "json")
    assert ran.status == 2
    assert ran.out.count("I102") == 900


def test_of_very_many_problems_the_first_are_told_and_that_there_are_more(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(Path(AUSTIN).read_text() + "".join(f"key{number}: 1\n" for number in range(5_000)))
    more, *first = read_district(str(file)).findings
    assert (more.code, more.found) == ("I102", "more than 1,000 problems, of which the first are told here")
    assert len({one.place.line for one in first}) == 1_000


def test_zeros_beyond_the_decimals_are_not_kept() -> None:
    assert str(read_quantity(f"1.5{'0' * 100_000}")) == "1.500000"
    assert str(read_money("10.00")) == "10.00"


def test_a_setting_of_very_many_parts_is_none() -> None:
    with pytest.raises(ValueError, match=r"a\.a"):
        read_setting(".".join("a" * 3000) + "=1")
