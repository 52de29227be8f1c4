"""A district workbook says the same as a YAML file, and a file that is no such workbook is refused in words."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula
from running import SAMPLES, run

from ai_cli.facts.minnesota import MinnesotaDistrict
from ai_cli.findings import Finding
from ai_cli.inputs.district import Loaded, read_district
from ai_cli.inputs.district_workbook import district_tree
from ai_cli.inputs.excel_file import MOST_PARTS, OF_A_DISTRICT
from ai_cli.inputs.workbook import MOST_ROWS, Workbook, read_workbook

AUSTIN: dict[str, Any] = {
    "state": "MN",
    "district.id": "0492-01",
    "district.name": "Austin",
    "fiscal_year": 2017,
    "enrollment.october_1": 2015,
    "enrollment.total": 4832,
    "enrollment.protected": 2089.0,
    "pupil_units.adjusted": 4794.5,
    "hold_harmless.amount": 0,
    "budget.initial": "$670,895.00",
    "budget.incentive": 47945,
    "status": "adjoining, voluntary",
    "assumed": "pupil_units.adjusted",
    "state_report.printed_on": datetime(2016, 11, 1),  # noqa: DTZ001 - workbooks know no time zones
}


def unchanged(_: openpyxl.Workbook) -> None:
    """Leave the workbook as it is."""


def workbook(path: Path, change: Callable[[openpyxl.Workbook], None] = unchanged) -> str:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = " DISTRICT "
    sheet.append(("Key", "Value", "Notes"))
    for row in AUSTIN.items():
        sheet.append((*row, "a note"))
    sheet.append((None, None))
    schools = book.create_sheet("Schools")
    schools.append(("ID", "Name", "Classification", "Racially Identifiable", "Grade", "Total", "Protected"))
    schools.append(("130", "Banfield", 10, False, "KG", 60, 31))
    schools.append(("130", None, None, None, "01", 70, 30))
    schools.append(("140", "Neveln", 10, None, None, None, None))
    adjoining = book.create_sheet("Adjoining")
    adjoining.append(("id", "name", "contact", "total", "protected", "american_indian"))
    adjoining.append(("0756-01", "Blooming Prairie", "line", 900, 120, 3))
    adjoining.append(("0241-01", "Albert Lea", "point"))
    change(book)
    file = path / "district.xlsx"
    book.save(file)
    return str(file)


def codes(loaded: Loaded) -> list[tuple[str, str]]:
    return [(one.code, str(one.place).rpartition("!")[2]) for one in loaded.findings]


def test_a_workbook_gives_the_same_facts_as_yaml(tmp_path: Path) -> None:
    read = read_district(workbook(tmp_path))
    assert read.findings == ()
    assert read.district is not None
    facts = read.district.facts
    assert isinstance(facts, MinnesotaDistrict)
    typed = read_district(str(SAMPLES / "austin_fy2017.yaml")).district
    assert typed is not None
    for name in ("district", "fiscal_year", "enrollment", "pupil_units", "hold_harmless", "budget"):
        assert getattr(facts, name) == getattr(typed.facts, name)
    assert facts.status == ("adjoining", "voluntary")
    assert [school.id for school in facts.schools] == ["130", "140"]
    assert facts.schools[0].racially_identifiable is False
    assert [str(one.total) for one in facts.schools[0].grades.values()] == ["60", "70"]
    assert facts.adjoining[0].enrollment is not None
    assert facts.adjoining[1].enrollment is None


def test_the_place_of_a_figure_is_its_cell(tmp_path: Path) -> None:
    file = workbook(tmp_path)
    done = run("estimate", file, "--explain", "1")
    assert f"input pupil_units.adjusted at {file}! DISTRICT !B9; assumed" in done.out
    assert "$720,852.69" in run("estimate", file).out


def test_a_value_in_a_cell_that_cannot_be_read_is_found_there(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        sheet["B7"] = "about a hundred"
        sheet["A9"] = "pupil_unit.adjusted"
        sheet["A10"] = "fiscal_year"
        book["Schools"]["F2"] = 60.5
        book["Schools"]["G1"] = "Protectd"

    loaded = read_district(workbook(tmp_path, change))
    assert ("I102", "B7") in codes(loaded)
    assert ("I103", "A9") in codes(loaded)
    assert ("I104", "A10") in codes(loaded)
    assert ("I102", "F2") in codes(loaded)
    assert ("I103", "G1") in codes(loaded)


def test_a_formula_never_calculated_and_an_error_value_are_findings(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["B7"] = "=B6/2"
        book.worksheets[0]["B9"] = "#DIV/0!"

    found = read_district(workbook(tmp_path, change)).findings
    assert [(one.code, one.place.cell, one.found) for one in found] == [
        ("I102", "B7", "a formula that was never calculated"),
        ("I102", "B9", "#DIV/0!"),
    ]


def test_an_array_formula_never_calculated_is_a_finding_too(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["B11"] = ArrayFormula("B11", "=SUM(E1:E3)")

    assert codes(read_district(workbook(tmp_path, change))) == [("I102", "B11")]


def test_a_formula_with_an_empty_result_is_missing_in_a_calculated_workbook(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["B11"] = "=E1"
        book.worksheets[0]["B12"] = "=E2"

    file = Path(workbook(tmp_path, change))
    content = io.BytesIO(file.read_bytes())
    with zipfile.ZipFile(content) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    calculated = re.sub(r"<f>E1</f><v\s*(/>|></v>)", "<f>E1</f><v>670895</v>", sheet)
    assert calculated != sheet
    parts["xl/worksheets/sheet1.xml"] = calculated.encode()
    file.write_bytes(packed(parts))
    loaded = read_district(str(file))
    assert loaded.findings == ()
    assert loaded.district is not None
    assert isinstance(loaded.district.facts, MinnesotaDistrict)
    assert loaded.district.facts.budget is not None
    assert loaded.district.facts.budget.initial == 670895
    assert loaded.district.facts.budget.incentive is None


def test_what_is_wrong_in_notes_is_left_alone(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["C3"] = "#N/A"
        book.create_sheet("My notes")["ZZ1"] = "=1/0"

    assert read_district(workbook(tmp_path, change)).findings == ()


def test_nothing_in_the_sheet_district_is_dropped_without_a_word(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.append(("budget.initial.more", 5))
        sheet.append((None, 670895))
        sheet.append(("enrolment.total", None))
        sheet.append(("schools", "130"))

    found = codes(read_district(workbook(tmp_path, change)))
    assert sorted(found) == [("I102", "B18"), ("I103", "A19"), ("I104", "A17"), ("I104", "A20")]


def test_two_sheets_of_one_name_are_refused(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.create_sheet("district")

    (found,) = read_district(workbook(tmp_path, change)).findings
    assert found.code == "I104"


def test_nothing_in_the_tables_is_dropped_without_a_word(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["Schools"]
        sheet.append(("130", "Another name", 10, None, "KG", 600, 31))
        sheet.append(("150", "No grade", 10, None, None, 60, 31))
        sheet.append((None,) * 8 + ("a note",))
        book["Adjoining"]["G1"] = "Name"

    found = set(codes(read_district(workbook(tmp_path, change))))
    assert found == {("I104", "B5"), ("I104", "E5"), ("I102", "F6"), ("I102", "I7"), ("I104", "G1")}


def test_a_workbook_with_any_bytes_changed_is_read_or_refused(tmp_path: Path) -> None:
    content = Path(workbook(tmp_path)).read_bytes()
    changes = random.Random(20)  # noqa: S311 - no secret
    for _ in range(150):
        mutant = bytearray(content)
        for _ in range(changes.randint(1, 6)):
            mutant[changes.randrange(len(mutant))] = changes.randrange(256)
        tree, findings = district_tree(bytes(mutant), "x.xlsx")
        assert tree is not None or findings


def test_a_misspelt_sheet_is_named_and_others_are_left_alone(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["Schools"].title = "Shools"
        book.create_sheet("My notes")

    (found,) = read_district(workbook(tmp_path, change)).findings
    assert (found.code, found.place.sheet, found.fix) == ("I103", "Shools", "did you mean schools?")


def test_a_workbook_without_the_sheet_district_says_which_it_has(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.remove(book.worksheets[0])
        book["Schools"].delete_rows(1, 9)

    (found,) = read_district(workbook(tmp_path, change)).findings
    assert found.found == "sheets Schools, Adjoining"


def test_an_empty_sheet_of_schools_is_no_school(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["Schools"].delete_rows(1, 9)

    loaded = read_district(workbook(tmp_path, change))
    assert loaded.district is not None
    assert isinstance(loaded.district.facts, MinnesotaDistrict)
    assert loaded.district.facts.schools == ()


def test_a_blank_starter_workbook_is_filled_in_and_estimated(tmp_path: Path) -> None:
    file = tmp_path / "new.xlsx"
    assert run("new", "district", str(file)).status == 0
    book = openpyxl.load_workbook(file)
    sheet = book["District"]
    rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    for key, value in AUSTIN.items():
        sheet.cell(rows[key], 2).value = value
    book.save(file)
    assert "$720,852.69" in run("estimate", str(file)).out
    assert run("new", "district", str(file)).status == 2
    assert run("new", "district", str(tmp_path / "wi.xlsx"), "--state", "wi").status == 0


def packed(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, part in parts.items():
            zipped.writestr(name, part)
    return content.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook xmlns="x">&b;</workbook>'
REFUSED = {
    "damaged": (b"PK\x03\x04 and nothing more", "damaged"),
    "another zip": (packed({"a.txt": b"a"}), "no Excel workbook"),
    "strict": (packed({"xl/workbook.xml": b"http://purl.oclc.org/ooxml/spreadsheetml/main"}), "Strict"),
    "a bomb": (packed({"xl/workbook.xml": b"0" * (OF_A_DISTRICT.bytes + 1)}), "unpacks to far more"),
    "many parts": (packed({f"{number}": b"" for number in range(MOST_PARTS + 1)}), "unpacks to far more"),
    "entities": (packed({"xl/workbook.xml": ENTITIES, "[Content_Types].xml": ENTITIES}), "cannot be opened"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_workbook_is_refused_in_words(kind: str) -> None:
    content, words = REFUSED[kind]
    found = read_workbook(content, "x.xlsx", ("district",))
    assert isinstance(found, Finding)
    assert found.code == "I102"
    assert words in str(found.found)


def test_a_cell_far_outside_is_refused_quickly(tmp_path: Path) -> None:
    def far_down(book: openpyxl.Workbook) -> None:
        book.worksheets[0].cell(1_048_576, 1).value = "x"

    def far_right(book: openpyxl.Workbook) -> None:
        book.worksheets[0].cell(3, 16_384).value = "x"

    places = {far_down: "a cell below row 20,000", far_right: "a cell in row 3, right of column CV"}
    for change, where in places.items():
        (found,) = read_district(workbook(tmp_path, change)).findings
        assert found.found == where


def test_cells_are_read_as_a_user_would_type_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append((True, False, 313.0, 0.1 + 0.2, 1e15, "  ", datetime(2018, 3, 15).date()))  # noqa: DTZ001
    file = tmp_path / "x.xlsx"
    book.save(file)
    found = read_workbook(file.read_bytes(), "x.xlsx", ("sheet",))
    assert isinstance(found, Workbook)
    (row,) = found.sheets["sheet"].rows
    texts = [None if one is None else one.text for one in row]
    assert texts == ["yes", "no", "313", "0.3", "1000000000000000", None, "2018-03-15"]
    assert MOST_ROWS > 1


def test_openpyxl_reads_xml_without_entities() -> None:
    assert openpyxl.DEFUSEDXML is True
