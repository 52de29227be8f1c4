"""What kind of file a file in a folder is."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from running import SAMPLES

from ai_cli.inputs.file_kinds import FileKind, kind_of

if TYPE_CHECKING:
    from pathlib import Path

WORKBOOK = (SAMPLES / "budget_fy2019.xlsx").read_bytes()
MANY = 70_000


def with_many_parts(number: int) -> bytes:
    written = io.BytesIO(WORKBOOK)
    with zipfile.ZipFile(written, "a") as parts:
        for name in range(number):
            parts.writestr(f"{name:08}", b"")
    return written.getvalue()


def with_comment(comment: bytes) -> bytes:
    written = io.BytesIO(WORKBOOK)
    with zipfile.ZipFile(written, "a") as parts:
        parts.comment = comment
    return written.getvalue()


@pytest.mark.parametrize("comment", [b"", b"saved by a scanner", b"x" * 65_535])
def test_a_workbook_is_known_by_its_sheets_whatever_comment_its_zip_has(
    tmp_path: Path, comment: bytes
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(with_comment(comment))
    assert kind_of(str(file)) is FileKind.BUDGET


@pytest.mark.parametrize("number", [20_000, MANY])
def test_a_list_of_parts_that_would_fill_the_memory_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(with_many_parts(number))
    monkeypatch.setattr(zipfile, "ZipFile", pytest.fail)
    assert kind_of(str(file)) is FileKind.UNKNOWN


def test_a_list_of_parts_that_begins_nowhere_is_of_no_known_kind(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    for content in (WORKBOOK[:1000], WORKBOOK[:4], WORKBOOK[:-1], WORKBOOK + b"PK\x05\x06"):
        file.write_bytes(content)
        assert kind_of(str(file)) is FileKind.UNKNOWN
