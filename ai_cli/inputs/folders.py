"""Finds the files of a kind in a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.document import OWNER_FILE, cannot_read
from ai_cli.inputs.file_kinds import FileKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator


class InFolder(NamedTuple):
    """The files of the kind asked for, in the order of their names; file -> why it was skipped; folders not read."""

    files: tuple[str, ...]
    skipped: dict[str, str]
    findings: tuple[Finding, ...]


def files_in(folder: str, kind: FileKind, *, recursive: bool) -> InFolder:
    """Return the files of a kind in a folder, with ``recursive`` in the folders below it too.

    A file that cannot be opened may be of that kind, and is among them: its reader says what is wrong. Hidden files and
    folders, and those that Excel keeps beside an open workbook, are not looked at. Links are followed to files
    inside the folder only.
    Findings: I102 for a folder that cannot be read, or in which no file is of that kind.
    """
    findings: list[Finding] = []
    files: list[str] = []
    skipped: dict[str, str] = {}
    unread = _Unread(findings)
    for file in _files_below(folder, recursive=recursive, unread=unread):
        why = _why_skipped(file, folder, kind)
        if why is None:
            files.append(file)
        else:
            skipped[file] = why
    if not files and not findings:
        findings.append(_nothing_found(folder, kind, len(skipped), recursive=recursive))
    return InFolder(tuple(files), skipped, tuple(findings))


class _Unread:
    """Notes the folders that cannot be read."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings

    def __call__(self, error: OSError) -> None:
        reason = error.strerror or "a folder that cannot be read"
        fix = "check the name and who may read it"
        self.findings.append(cannot_read(str(error.filename), reason, "a folder that may be read", fix))


def _files_below(folder: str, *, recursive: bool, unread: _Unread) -> Iterator[str]:
    """Go through the files, those of a folder before those of the folders in it, each in the order of their names."""
    root = Path(folder).resolve()
    for here, below, names in os.walk(folder, onerror=unread):
        inside = (
            one for one in below if not _is_hidden(one) and Path(here, one).resolve().is_relative_to(root)
        )
        below[:] = sorted(inside) if recursive else []
        yield from (str(Path(here, one)) for one in sorted(names) if not _is_hidden(one))


def _is_hidden(name: str) -> bool:
    return name.startswith((".", OWNER_FILE))


def _why_skipped(file: str, folder: str, kind: FileKind) -> str | None:
    """Say why a file is not among those of a kind, None where it is."""
    path = Path(file)
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(Path(folder).resolve()):
            return "a link that leads out of the folder"
        if path.exists() and not path.is_file():
            return "a device or a pipe"
    except (OSError, RuntimeError):
        return "a link that leads nowhere"
    found = kind_of(file)
    return None if found in (kind, FileKind.UNKNOWN) else found.value


def _nothing_found(folder: str, kind: FileKind, skipped: int, *, recursive: bool) -> Finding:
    found = f"no {kind.value.removeprefix('a ')}"
    found += f", {skipped} other file{'s' if skipped > 1 else ''}" if skipped else ""
    fix = (
        "name another folder"
        if recursive
        else "name another folder, or look into its folders with --recursive"
    )
    return finding("I102", Place(folder), key="the folder", found=found, allowed=kind.value, fix=fix)
