"""The sheet Accountability of a report: the schools of the district, and nothing that may not be published."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from openpyxl import load_workbook
from running import AUSTIN, ROOT, run

COUNTS = ROOT / "tests" / "data" / "mn" / "accountability"


def district(folder: Path, number: str) -> str:
    file = folder / "district.yaml"
    file.write_text(Path(AUSTIN).read_text(encoding="utf-8").replace("0492-01", number))
    return str(file)


def test_the_sheet_has_the_cells_that_the_command_gives(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    done = run("report", district(tmp_path, "9001-01"), "--accountability", str(COUNTS), "-o", str(out))
    assert done.status == 0
    rows = list(load_workbook(out)["Accountability"].iter_rows(min_row=5, values_only=True))
    files = ["--targets", str(COUNTS / "targets.csv"), "--entities", str(COUNTS / "entities.csv")]
    files += ["--indicators", str(COUNTS / "other_indicators.csv")]
    printed = run("accountability", "ayp", str(COUNTS / "cells.csv"), *files, "--by", "cell", "-f", "csv").out
    cells = [row for row in csv.DictReader(io.StringIO(printed)) if row["entity_id"].startswith("9001-01-")]
    shown = {row[0:1] + row[2:5]: row for row in rows if row[0] and row[2]}
    for cell in cells:
        row = shown[cell["entity_id"], cell["scope"], cell["subject"] or None, cell["group"] or None]
        assert row[8] == cell["result"].replace("_", " ")
        if cell["withheld"] == "yes":
            assert row[5] == row[6] == "withheld"
        elif cell["n"]:
            assert row[5] == int(cell["n"])
    assert len(shown) == len(cells)


def test_a_district_without_counts_is_told_and_has_no_such_sheet(tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    done = run("report", AUSTIN, "--accountability", str(COUNTS), "-o", str(out))
    assert f"{AUSTIN}: no counts of 0492-01 among those of --accountability" in done.err
    assert "Accountability" not in load_workbook(out).sheetnames


def test_a_folder_without_counts_is_2(tmp_path: Path) -> None:
    done = run("report", AUSTIN, "--accountability", str(tmp_path), "-o", str(tmp_path / "report.xlsx"))
    assert done.status == 2
    assert f"I102 {tmp_path / 'cells.csv'}" in done.err
    assert run("report", AUSTIN, "--accountability", str(COUNTS)).status == 2
