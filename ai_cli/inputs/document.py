"""Opens a file or standard input as text, within bounds, and says what it is when it is something else."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path

from ai_cli.findings import Finding, Place, finding

STANDARD_INPUT = "-"
MOST_BYTES = 2_000_000
"""A district file has a few thousand; the bound keeps a wrong file from filling the memory."""

_LEAST_READ = 1 << 16
OWNER_FILE = "~$"
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xls")
WORKBOOK = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def cannot_read(file: str, found: str, allowed: str, fix: str) -> Finding:
    """Return the finding that a whole file cannot be read, I102."""
    return finding("I102", Place(file), key="the file", found=found, allowed=allowed, fix=fix)


def read_bytes(file: str, most: int = MOST_BYTES) -> bytes | Finding:
    """Return the bytes of a file, or of standard input for ``-``; a finding where they cannot be had.

    ``most`` is how many bytes it may have.
    """
    try:
        if file == STANDARD_INPUT:
            if sys.stdin is None:
                return cannot_read(file, "a closed standard input", "a file or an open input", "name a file")
            content = sys.stdin.buffer.read(most + 1)
        else:
            with Path(file).open("rb") as opened:
                before = os.fstat(opened.fileno())
                content = opened.read(min(max(before.st_size, _LEAST_READ), most) + 1)
                if len(content) > before.st_size:  # a pipe or a device, which has no size of its own
                    content += opened.read(most + 1 - len(content))
                after = os.fstat(opened.fileno())
            changed = (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
            if changed and stat.S_ISREG(before.st_mode):
                fix = "try again when it is saved"
                return cannot_read(file, "a file that changed while it was read", "a file at rest", fix)
        if Path(file).name.startswith(OWNER_FILE):
            fix = "close the workbook in Excel, and name the workbook itself"
            return cannot_read(file, "the file that Excel keeps beside an open workbook", "a workbook", fix)
    except FileNotFoundError:
        return cannot_read(file, "no file", "a file that is there", "check the name and the folder")
    except IsADirectoryError:
        return cannot_read(file, "a folder", "a file", "name the files in it")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "a name that no file can have"
        return cannot_read(file, str(reason), "a file that may be read", "check the name and who may read it")
    if len(content) > most:
        found = f"more than {most:,} bytes"
        return cannot_read(file, found, f"at most {most:,} bytes", "check that it is the file you mean")
    return content


def read_text(file: str) -> str | Finding:
    """Return the text of a YAML file; UTF-8 or UTF-16, with or without a byte order mark, any line ends.

    A finding comes back for a workbook, a binary file, an empty one or one in another encoding.
    """
    content = read_bytes(file)
    return content if isinstance(content, Finding) else text_of(content, file)


def text_of(content: bytes, file: str) -> str | Finding:
    """Return the bytes of a file as text, as ``read_text`` does."""
    yaml = "a YAML file, which is plain text"
    named_workbook = Path(file).suffix.lower() in _WORKBOOK_NAMES
    if named_workbook and not content.startswith((WORKBOOK, OLD_WORKBOOK)) and content.strip():
        found = (
            "a web page" if content.lstrip()[:1] == b"<" else "something else under the name of a workbook"
        )
        fix = "open it in Excel, and save it as Excel Workbook (.xlsx)"
        return cannot_read(file, found, "an Excel workbook, .xlsx", fix)
    if content.startswith(WORKBOOK):
        return cannot_read(file, "a workbook or zip file", yaml, "name a YAML file")
    if content.startswith(OLD_WORKBOOK):
        fix = "save it as .xlsx without a password"
        allowed = "an Excel workbook, .xlsx, or a YAML file"
        return cannot_read(file, "an old or password-protected workbook", allowed, fix)
    encoding = "utf-16" if content.startswith(UTF16) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"a byte on line {line} that is no UTF-8 text"
        return cannot_read(file, found, yaml, "save it with the encoding UTF-8")
    strange = _CONTROL.search(text)
    if strange is not None:
        line = text.count("\n", 0, strange.start()) + 1
        found = f"a control character on line {line}"
        return cannot_read(file, found, yaml, "check that it is the file you mean, and that it is whole")
    if not text.strip():
        fix = "fill it in; `ai-cli new district FILE.yaml` or `ai-cli new budget FILE.yaml` starts one"
        return cannot_read(file, "nothing, the file is empty", yaml, fix)
    return text
