"""Tells what kind of file a file in a folder is, by its keys or its sheets."""

from __future__ import annotations

import os
import zipfile
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ai_cli.findings import Finding
from ai_cli.inputs.document import WORKBOOK, read_bytes, text_of
from ai_cli.inputs.tree import Group
from ai_cli.inputs.yaml_tree import read_yaml

if TYPE_CHECKING:
    from typing import BinaryIO

ENDINGS = (".yaml", ".yml", ".xlsx", ".xlsm", ".xls")
_KEYS_OF_A_BUDGET = frozenset({"items", "account_order", "stated"})
_SHEETS_OF_A_REPORT = frozenset({"law", "about"})
_SHEETS_OF_A_STATE = frozenset({"state", "county"})
_SHEETS_OF_A_DISTRICT = frozenset({"district", "schools", "adjoining"})
_MOST_BYTES_OF_A_LIST_OF_SHEETS = 1_000_000
_MOST_BYTES_OF_A_LIST_OF_PARTS = 1_000_000
_END_OF_ZIP, _END_OF_ZIP_BYTES, _MOST_BYTES_OF_A_COMMENT = b"PK\x05\x06", 22, 1 << 16
_BEFORE_THE_END_OF_A_LARGE_ZIP, _BEFORE_THE_END_BYTES = b"PK\x06\x07", 20


class FileKind(Enum):
    """What a file is for; ``UNKNOWN`` is one that cannot be opened, and may be of any kind."""

    DISTRICT = "a district file"
    BUDGET = "a budget file"
    OTHER = "neither a district file nor a budget file"
    UNKNOWN = "a file that cannot be opened"


def kind_of(file: str) -> FileKind:
    """Return the kind of a file. Nothing is raised: what is wrong with a file is said by its reader."""
    if Path(file).suffix.lower() not in ENDINGS:
        return FileKind.OTHER
    try:
        with Path(file).open("rb") as opened:
            start = opened.read(len(WORKBOOK))
    except (OSError, ValueError):
        return FileKind.UNKNOWN
    if start == WORKBOOK:
        return _kind_of_workbook(file)
    content = read_bytes(file)
    text = content if isinstance(content, Finding) else text_of(content, file)
    if isinstance(text, Finding):
        return FileKind.UNKNOWN
    tree, _ = read_yaml(text, file)
    return FileKind.UNKNOWN if tree is None else _kind_of_tree(tree)


def _kind_of_tree(tree: Group) -> FileKind:
    """Return the kind by the keys: a budget file has a plan or lines, beside what a district file may have."""
    budget = tree.entries.get("budget")
    of_budget = budget.entries if isinstance(budget, Group) else {}
    if "plan" in tree.entries or _KEYS_OF_A_BUDGET & set(of_budget):
        return FileKind.BUDGET
    return FileKind.DISTRICT if _district_keys() & set(tree.entries) else FileKind.OTHER


@cache
def _district_keys() -> frozenset[str]:
    from ai_cli.facts.states import STATES

    return frozenset(name for one in STATES for name in one.model.model_fields)


def _kind_of_workbook(file: str) -> FileKind:
    """Return the kind by the sheets; a report, or counts of the whole state, have some of them too."""
    from ai_cli.inputs.budget_sheets import use_of

    try:
        names = _sheets_of(file)
    except Exception:  # noqa: BLE001 - zipfile raises whatever a damaged or encrypted file leads it to
        return FileKind.UNKNOWN
    sheets = {one.strip().casefold() for one in names}
    if not sheets:
        return FileKind.UNKNOWN
    if sheets >= _SHEETS_OF_A_REPORT or sheets >= _SHEETS_OF_A_STATE:
        return FileKind.OTHER
    if "budget" in sheets or any(use_of(one) for one in names):
        return FileKind.BUDGET
    return FileKind.DISTRICT if sheets & _SHEETS_OF_A_DISTRICT else FileKind.OTHER


def _sheets_of(file: str) -> list[str]:
    with Path(file).open("rb") as opened:
        if not _has_few_parts(opened):
            raise zipfile.BadZipFile
        with zipfile.ZipFile(opened) as parts:
            return _sheet_names(parts)


def _has_few_parts(opened: BinaryIO) -> bool:
    """Tell whether the list of parts at the end of a zip file is short: the library reads it whole, however long it is."""
    size = opened.seek(0, os.SEEK_END)
    opened.seek(max(0, size - _END_OF_ZIP_BYTES - _MOST_BYTES_OF_A_COMMENT))
    tail = opened.read()
    at = len(tail) - _END_OF_ZIP_BYTES
    if not (tail[at:].startswith(_END_OF_ZIP) and tail.endswith(b"\0\0")):
        at = tail.rfind(_END_OF_ZIP)  # a comment stands behind it
    if at < 0 or tail[max(0, at - _BEFORE_THE_END_BYTES) : at].startswith(_BEFORE_THE_END_OF_A_LARGE_ZIP):
        return False
    return int.from_bytes(tail[at + 12 : at + 16], "little") <= _MOST_BYTES_OF_A_LIST_OF_PARTS


def _sheet_names(parts: zipfile.ZipFile) -> list[str]:
    from defusedxml.ElementTree import fromstring

    part = parts.getinfo("xl/workbook.xml")
    if part.file_size > _MOST_BYTES_OF_A_LIST_OF_SHEETS:
        raise zipfile.BadZipFile
    tree = fromstring(parts.read(part))
    return [one.get("name", "") for one in tree.iter() if one.tag.rpartition("}")[2] == "sheet"]
