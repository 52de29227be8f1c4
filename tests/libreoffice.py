"""Recalculates workbooks with LibreOffice, as Excel would, without a window."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

REQUIRED = "AI_CLI_TESTS_NEED_EVERYTHING"
"""Where this variable is set, a missing program is a failure and not a reason to skip."""

_ALWAYS_RECALCULATE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def libreoffice() -> str:
    """Return the program; without it the test is skipped, or fails where everything is required."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None and os.environ.get(REQUIRED):
        pytest.fail("LibreOffice is not installed, and this run requires it")
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


def recalculated(file: Path, folder: Path) -> Path:
    """Return a copy of a workbook in which every formula has been calculated anew; cached values are not trusted."""
    return recalculated_all([file], folder) / file.name


def recalculated_all(files: Sequence[Path], folder: Path) -> Path:
    """Return a folder with such copies of many workbooks, made in one go."""
    target = folder / "recalculated"
    _convert("xlsx:Calc MS Excel 2007 XML", files, target, folder)
    return target


def as_pages(file: Path, folder: Path) -> Path:
    """Return a workbook as it is printed, a PDF file."""
    _convert("pdf", [file], folder / "printed", folder)
    return folder / "printed" / f"{file.stem}.pdf"


def _convert(kind: str, files: Sequence[Path], target: Path, folder: Path) -> None:
    program = libreoffice()
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
    convert = ["--headless", "--convert-to", kind, "--outdir", str(target), *map(str, files)]
    command = [program, f"-env:UserInstallation={profile.as_uri()}", *convert]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
