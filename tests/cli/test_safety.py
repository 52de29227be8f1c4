"""Nothing is read but what is named, nothing that a file names is run or fetched, nothing is left behind."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from running import AUSTIN, ROOT, SAMPLES, run, run_in

from ai_cli.inputs import excel_file

AUSTIN_TEXT = Path(AUSTIN).read_text(encoding="utf-8")
WORKBOOK = SAMPLES / "budget_fy2019.xlsx"
STATE = SAMPLES / "enrollment_by_race_2012_13_sample.xlsx"
COUNTS = ROOT / "tests" / "data" / "mn" / "accountability"
GRADUATION = COUNTS / "graduation_sample.csv"
STUDENTS, CONFIG = (str(COUNTS / name) for name in ("students.csv", "students_config.csv"))
AYP = (
    "accountability",
    "ayp",
    *(str(COUNTS / "cells.csv"), "--targets", str(COUNTS / "targets.csv")),
    "--entities",
    str(COUNTS / "entities.csv"),
)
UNIX = pytest.mark.skipif(os.name == "nt", reason="paths and links of Unix")

WATCHED = """
import json, os, sys
opened, done = [], []
OF_PYTHON = (None, "libc.so.6", "libc.dylib")  # polars asks the system's own library what the processor can do
def watch(event, given):
    if event == "open" and isinstance(given[0], str) and not isinstance(given[2], type(None)):
        opened.append((os.path.realpath(given[0]), bool(given[2] & (os.O_WRONLY | os.O_RDWR))))
    elif event.split(".")[0] in ("socket", "subprocess", "urllib", "ftplib", "http", "smtplib", "webbrowser") or event in (
        "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "pty.spawn"
    ) or (event == "ctypes.dlopen" and given[0] not in OF_PYTHON):
        done.append(event)
sys.addaudithook(watch)
from ai_cli.__main__ import main
status = main(sys.argv[2:])
told = json.dumps({"status": status, "opened": opened, "done": done})
with open(sys.argv[1], "w") as file:
    file.write(told)
"""


def watched(tmp_path: Path, *arguments: str) -> tuple[set[str], set[str], list[str]]:
    """Run a command; return the files of others that it read, those that it wrote, and what it did besides."""
    told = tmp_path / "watched.json"
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(told), *arguments],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env=environment,
        timeout=60,
    )
    assert told.exists(), done.stderr.decode()
    seen = json.loads(told.read_text())
    told.unlink()
    own = tuple(
        f"{os.path.realpath(one)}{os.sep}" for one in (sys.prefix, sys.base_prefix, str(ROOT / "ai_cli"))
    )
    of_the_system = "mime.types"  # the list of kinds of files that Python's own module looks up for openpyxl
    files = [
        (name, written)
        for name, written in seen["opened"]
        if not name.startswith(own) and not name.endswith(of_the_system)
    ]
    return (
        {name for name, written in files if not written},
        {name for name, written in files if written},
        seen["done"],
    )


def real(*files: Path | str) -> set[str]:
    return {os.path.realpath(one) for one in files}


@UNIX
@pytest.mark.parametrize(
    ("arguments", "read"),
    [
        (("estimate", AUSTIN), {AUSTIN}),
        (("estimate", AUSTIN, "-f", "json", "--stamp"), {AUSTIN}),
        (("budget-check", str(WORKBOOK)), {WORKBOOK}),
        (("budget-check", str(WORKBOOK), "--facts", AUSTIN), {WORKBOOK, AUSTIN}),
        (("eligibility", "--enrollment", str(STATE)), {STATE}),
        (("eligibility", AUSTIN), {AUSTIN}),
        (("report", AUSTIN), {AUSTIN}),
        (AYP, {AYP[2], AYP[4], AYP[6]}),
        (("accountability", "graduation", str(GRADUATION)), {GRADUATION}),
        (("accountability", "gaps", str(COUNTS / "gaps.csv")), {COUNTS / "gaps.csv"}),
        (("accountability", "el-exit", str(COUNTS / "el_exit.csv")), {COUNTS / "el_exit.csv"}),
        (("accountability", "ratings", str(COUNTS / "mmr_statewide.csv")), {COUNTS / "mmr_statewide.csv"}),
        (("accountability", "students", STUDENTS, "--config", CONFIG), {STUDENTS, CONFIG}),
        (("calendar", "2019"), set()),
        (("rule",), set()),
        (("law",), set()),
        (("schema", "budget"), set()),
    ],
    ids=lambda one: " ".join(map(str, one)) if isinstance(one, tuple) else "",
)
def test_a_command_reads_the_files_named_and_opens_no_connection(
    tmp_path: Path, arguments: tuple[str, ...], read: set[str | Path]
) -> None:
    found, written, done = watched(tmp_path, *arguments)
    assert found == real(*read)
    assert written == set()
    assert done == []


@UNIX
def test_a_command_writes_the_output_and_the_log_and_leaves_nothing_else(tmp_path: Path) -> None:
    out, log = tmp_path / "out.xlsx", tmp_path / "log.txt"
    found, written, done = watched(tmp_path, "report", AUSTIN, "-o", str(out), "--log-file", str(log))
    assert found == real(AUSTIN)
    assert {one for one in written if not Path(one).name.startswith(".ai-cli-")} == real(log)
    assert {Path(one).parent for one in written} == {Path(os.path.realpath(tmp_path))}
    assert done == []
    assert sorted(one.name for one in tmp_path.iterdir()) == ["log.txt", "out.xlsx"]


def linking(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "district.yaml"
    start = AUSTIN_TEXT.index("budget:")
    end = AUSTIN_TEXT.index("assumed:")
    file.write_text(
        AUSTIN_TEXT[:start].replace("FY 2017", "FY 2018").replace("october_1: 2015", "october_1: 2016")
        + f"budget: {{file: '{name}'}}\n"
        + AUSTIN_TEXT[end:]
    )
    return file


@UNIX
def test_a_district_file_reads_the_budget_beside_it_and_no_other(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    outside.mkdir()
    shutil.copy(SAMPLES / "budget_fy2018.yaml", outside / "budget.yaml")
    file = linking(inside, "budget.yaml")
    shutil.copy(SAMPLES / "budget_fy2018.yaml", inside / "budget.yaml")
    found, _, _ = watched(tmp_path, "estimate", str(file))
    assert found == real(file, inside / "budget.yaml")
    (inside / "link.yaml").symlink_to(outside / "budget.yaml")
    (inside / "folder").symlink_to(outside, target_is_directory=True)
    for name in (
        "../out/budget.yaml",
        str(outside / "budget.yaml"),
        "link.yaml",
        "folder/budget.yaml",
        "folder/../../out/budget.yaml",
        "/etc/passwd",
        "https://example.invalid/budget.yaml",
        "\\\\\\\\server\\\\share\\\\budget.yaml",
    ):
        file = linking(inside, name)
        found, written, done = watched(tmp_path, "estimate", str(file))
        assert all(Path(one).is_relative_to(os.path.realpath(inside)) for one in found), name
        assert (written, done) == (set(), [])
        answer = run("estimate", str(file))
        assert answer.status == 2
        assert "a file in the folder of the district file" in answer.out or "no file" in answer.out


@UNIX
def test_a_folder_is_read_without_what_its_links_lead_to(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.yaml").write_text(AUSTIN_TEXT)
    (inside / "own.yaml").write_text(AUSTIN_TEXT)
    (inside / "link.yaml").symlink_to(outside / "secret.yaml")
    (inside / "folder").symlink_to(outside, target_is_directory=True)
    found, _, _ = watched(tmp_path, "estimate", str(inside), "--recursive")
    assert found == real(inside / "own.yaml")


def with_part(file: Path, part: str, content: bytes, *, instead: tuple[bytes, bytes] | None = None) -> Path:
    """A copy of the budget workbook with one part more, or something replaced in one of its parts."""
    with zipfile.ZipFile(WORKBOOK) as parts, zipfile.ZipFile(file, "w") as changed:
        for one in parts.namelist():
            text = parts.read(one)
            if instead is not None and one == part:
                assert instead[0] in text
                text = text.replace(*instead, 1)
            changed.writestr(one, text)
        if instead is None:
            changed.writestr(part, content)
    return file


@UNIX
def test_nothing_that_a_workbook_names_is_run_or_fetched(tmp_path: Path) -> None:
    link = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
        b'Target="http://127.0.0.1:9/other.xlsx" TargetMode="External"/></Relationships>'
    )
    linked = with_part(tmp_path / "linked.xlsx", "xl/externalLinks/_rels/externalLink1.xml.rels", link)
    macros = with_part(tmp_path / "macros.xlsm", "xl/vbaProject.bin", b"Sub Auto_Open()")
    sheet = (b"<sheetData>", b"<sheetData><!-- -->")
    entities = with_part(tmp_path / "entities.xlsx", "xl/worksheets/sheet5.xml", b"", instead=sheet)
    for file in (linked, macros, entities):
        found, written, done = watched(tmp_path, "budget-check", str(file))
        assert (found, written, done) == (real(file), set(), [])


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("switch", ["True", "False"])
def test_a_workbook_with_a_document_type_is_refused_whatever_the_environment_says(
    tmp_path: Path, switch: str
) -> None:
    for part in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet5.xml"):
        hostile = with_part(tmp_path / "hostile.xlsx", part, b"", instead=(b"<", ENTITY + b"<"))
        done = run_in({"OPENPYXL_DEFUSEDXML": switch, "OPENPYXL_LXML": "True"}, "budget-check", str(hostile))
        assert done.status == 2, part
        assert done.out.startswith(f"error I102 {hostile}: "), part


def test_the_guard_against_hostile_xml_is_active() -> None:
    from openpyxl.xml import functions

    assert openpyxl.DEFUSEDXML
    assert not openpyxl.LXML
    assert functions.fromstring.__module__ == "defusedxml.common"
    assert functions.iterparse.__module__ == "defusedxml.common"


def test_without_the_guard_no_workbook_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("DEFUSEDXML", False), ("LXML", True)):
        with monkeypatch.context() as patched:
            patched.setattr(openpyxl, name, value)
            with pytest.raises(excel_file.Refused, match="guard against hostile XML is missing"):
                excel_file.open_workbook(WORKBOOK.read_bytes(), "budget.xlsx")


FORMULAS = ("=HYPERLINK(ZZ9)", "+ZZ9+1", "-ZZ9+3", "@SUM(ZZ9)", "\t=ZZ9", "=cmd|' /C calc'!ZZ9")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_never_becomes_a_formula(tmp_path: Path, text: str) -> None:
    file, out = tmp_path / "a.yaml", tmp_path / "out.xlsx"
    file.write_text(AUSTIN_TEXT.replace("name: Austin", f"name: {json.dumps(text)}"))
    for line in run("report", str(file), "-f", "csv", "--no-header").out.splitlines():
        assert not line.split(",")[1].strip('"').startswith(("=", "+", "-", "@", "\t"))
    assert run("report", str(file), "-o", str(out)).status == 0
    cells = [cell for sheet in openpyxl.load_workbook(out) for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" and "ZZ9" in str(cell.value)]
