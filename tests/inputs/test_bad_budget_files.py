"""Files that are no sound budget workbook give an understandable finding, within 8 seconds and 400 MiB."""

from __future__ import annotations

import io
import json
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from budget_workbooks import LINES, VALUES, packed, sheets
from openpyxl import load_workbook
from running import run_within_bounds

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the limits are those of a POSIX system")

ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr">
<is><t>&h;&h;&h;&h;&h;&h;&h;&h;</t></is></c></row></sheetData></worksheet>"""
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
SOUND = packed(sheets())


def with_part(name: str, content: bytes, source: bytes = SOUND) -> bytes:
    """Return a sound workbook with one part in the place of its own."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as parts,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for part in parts.namelist():
            if part != name:
                kept.writestr(part, parts.read(part))
        kept.writestr(name, content)
    return target.getvalue()


def with_a_false_size() -> bytes:
    """Return a bomb that says of itself that it is small."""
    bomb = bytearray(with_part("xl/worksheets/sheet1.xml", b"0" * 200_000_000))
    size = struct.pack("<I", 200_000_000)
    while size in bomb:
        at = bomb.index(size)
        bomb[at : at + 4] = struct.pack("<I", 1000)
    return bytes(bomb)


def a_cell_far_outside() -> bytes:
    book = load_workbook(io.BytesIO(SOUND))
    book["Budget"]["XFD1048576"] = "x"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def many_cells() -> bytes:
    row = "<row>" + "<c><v>1</v></c>" * 100 + "</row>"
    return with_part("xl/worksheets/sheet2.xml", SHEET.format(row * 19_000).encode())


def many_empty_cells() -> bytes:
    row = "<row>" + "<c/>" * 99 + "</row>"
    return with_part("xl/worksheets/sheet2.xml", SHEET.format(row * 9_000).encode())


def many_texts() -> bytes:
    return with_part("xl/sharedStrings.xml", STRINGS.format("<si><t>a</t></si>" * 1_500_000).encode())


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "an old workbook, .xls": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "old or password-protected",
    ),
    "a web page": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "a web page"),
    "a truncated file": (lambda: SOUND[: len(SOUND) // 2], "damaged"),
    "a zip bomb": (lambda: with_part("xl/worksheets/sheet1.xml", b"0" * 200_000_000), "unpacks to far more"),
    "a zip bomb with a false size": (with_a_false_size, "cannot be opened"),
    "an entity bomb in a sheet": (
        lambda: with_part("xl/worksheets/sheet1.xml", ENTITIES),
        "cannot be opened",
    ),
    "an entity bomb in the texts": (lambda: with_part("xl/workbook.xml", ENTITIES), "cannot be opened"),
    "a cell at XFD1048576": (a_cell_far_outside, "a cell below row 20,000"),
    "very many cells": (many_cells, "far more cells"),
    "very many empty cells": (many_empty_cells, "200,000 cells in all"),
    "very many texts": (many_texts, "far more cells or texts"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "something else under the name of a workbook"),
    "another kind of zip file": (lambda: with_part("x", b"", packed_zip()), "no Excel workbook"),
}


def packed_zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as kept:
        kept.writestr("word/document.xml", "<w/>")
    return target.getvalue()


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_no_workbook_is_refused_in_words_and_within_bounds(tmp_path: Path, kind: str) -> None:
    make, words = REFUSED[kind]
    file = tmp_path / "budget.xlsx"
    file.write_bytes(make())
    ran = run_within_bounds(tmp_path, "budget-check", str(file))
    assert ran.status == 2
    assert words in ran.out
    assert "fix:" in ran.out
    assert "Traceback" not in ran.err


def test_the_file_that_excel_keeps_beside_an_open_workbook_is_named_as_such(tmp_path: Path) -> None:
    file = tmp_path / "~$budget.xlsx"
    file.write_bytes(b"\x05owner" + bytes(159))
    ran = run_within_bounds(tmp_path, "budget-check", str(file))
    assert ran.status == 2
    assert "the file that Excel keeps beside an open workbook" in ran.out


def text_amounts() -> bytes:
    lines = [list(one) for one in LINES]
    lines[1][8] = "$20,000.00"
    lines[2][8] = "ten thousand"
    return packed(sheets(lines), VALUES)


def deleted_summary() -> bytes:
    return packed({name: rows for name, rows in sheets().items() if name != "Summary"})


def a_row_below_the_total() -> bytes:
    content = sheets()
    content["Budget"].append(list(LINES[0]))
    return packed(content)


def linked() -> bytes:
    content = sheets()
    content["Budget"][1][8] = "='[last year.xlsx]Budget'!I2"
    return packed(content, {**VALUES, "Budget!I2": "60000"})


def running_totals() -> bytes:
    content = sheets()
    content["Budget"] += [["Total", *[None] * 7, f"=SUM(I$2:I{row - 1})"] for row in range(7, 40)]
    return packed(content, {**VALUES, **{f"Budget!I{row}": "100000" for row in range(7, 40)}})


def a_chain_of_totals() -> bytes:
    content = sheets()
    content["Budget"] += [["Total", *[None] * 7, f"=I{row - 1}"] for row in range(7, 3000)]
    return packed(content, VALUES)


def many_brackets() -> bytes:
    content = sheets()
    content["Notes"] = [["=" + "[" * 8000] * 4 for _ in range(40)]
    return packed(content)


def many_strategies() -> bytes:
    content = sheets([[*one[:2], "none of them", *one[3:]] for one in LINES * 480])
    content["Plan"] += [[f"A{number}", f"name {number}"] for number in range(2900)]
    del content["Summary"]
    return packed(content)


HEAVY = {
    "running totals": running_totals,
    "a chain of totals": a_chain_of_totals,
    "many brackets": many_brackets,
    "many strategies": many_strategies,
}


@pytest.mark.parametrize("kind", HEAVY)
def test_what_is_heavy_to_follow_stays_within_bounds(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "budget.xlsx"
    file.write_bytes(HEAVY[kind]())
    ran = run_within_bounds(tmp_path, "budget-check", str(file), "--format", "json", "--fail-on", "never")
    assert ran.status == 0
    assert len(ran.out) < 20_000_000


UNSOUND: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "never calculated": (lambda: packed(sheets(), {}), {"B601 Budget!I6", "B601 Summary!B2"}),
    "amounts as text": (text_amounts, {"B605 Budget!I3", "I102 Budget!I4"}),
    "a deleted Summary": (deleted_summary, {"B604 None!None"}),
    "a row below the total": (
        a_row_below_the_total,
        {"B603 Budget!I7", "B606 Summary!B2", "B606 Summary!B5"},
    ),
    "links to another workbook": (linked, {"B607 Budget!I2"}),
}


@pytest.mark.parametrize("kind", UNSOUND)
def test_what_is_wrong_in_a_workbook_is_told_at_its_cell_and_within_bounds(tmp_path: Path, kind: str) -> None:
    make, expected = UNSOUND[kind]
    file = tmp_path / "budget.xlsx"
    file.write_bytes(make())
    ran = run_within_bounds(tmp_path, "budget-check", str(file), "--format", "json", "--fail-on", "never")
    assert ran.status == 0
    (result,) = json.loads(ran.out)["results"]
    found = {
        f"{one['code']} {one['sheet']}!{one['cell']}" for one in result["findings"] if one["code"] != "L102"
    }
    assert found == expected
