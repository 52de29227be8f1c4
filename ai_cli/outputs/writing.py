"""Writes an output file whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


PATIENCE_SECONDS = 2
_PAUSE_SECONDS = 1 / 10
_SURELY_KILLED_SECONDS = 3_600
_BEGINNING, _ENDING = ".ai-cli-", ".unfinished"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class CannotWrite(Exception):
    """Raised when an output file cannot be written; the message says why and what to do."""


def write_whole(file: Path, pieces: Iterable[bytes], *, replace: bool) -> None:
    """Write pieces beside ``file`` and move them there in one step; what was there stays until then.

    Errors: ``CannotWrite`` where the file is there and ``replace`` is false, is a folder, or cannot be written.
    """
    target = _target(file, replace=replace)
    temporary: Path | None = None
    try:
        _clear_what_was_killed(target.parent)
        handle, name = tempfile.mkstemp(_ENDING, _BEGINNING, target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as opened:
            opened.writelines(pieces)
            opened.flush()
            os.fsync(opened.fileno())
        temporary.chmod(_mode(target))
        _refuse_to_replace(file, target, replace=replace)  # it may have come while the pieces were made
        _move(temporary, target)
        temporary = None
    except FileNotFoundError as error:
        raise CannotWrite(f"{file}: its folder is not there; make it, or choose another place") from error
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        advice = "make room there" if error.errno in _NO_ROOM else "check who may write there"
        raise CannotWrite(f"{file}: {reason}; {advice}, or choose another place") from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _clear_what_was_killed(folder: Path) -> None:
    """Delete what writings left in this folder that were killed, the process or the machine, some time ago."""
    with suppress(OSError):
        now = time.time()
        for one in folder.glob(f"{_BEGINNING}*{_ENDING}"):
            if now - one.stat().st_mtime > _SURELY_KILLED_SECONDS:
                one.unlink(missing_ok=True)


def _move(temporary: Path, target: Path) -> None:
    """Move a file over another in one step; wait a little for a program that holds the other."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            temporary.replace(target)
        except PermissionError as error:
            if time.monotonic() < until:
                time.sleep(_PAUSE_SECONDS)
                continue
            raise CannotWrite(
                f"{target.name} is open in another program, such as Excel; close it there. The old file is unchanged"
            ) from error
        return


def _target(file: Path, *, replace: bool) -> Path:
    """Return where the file is to be, links followed, or say why it cannot be written there."""
    try:
        target = file.resolve()
        if target.is_dir():
            raise CannotWrite(f"{file} is a folder; name a file in it")
        if target.is_symlink():
            raise CannotWrite(f"{file} is a link that leads nowhere; choose another place")
        if target.exists() and not target.is_file():
            raise CannotWrite(f"{file} is a device or a pipe; send the output there with >")
        _refuse_to_replace(file, target, replace=replace)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no file can be there"
        raise CannotWrite(f"{file}: {reason}; choose another place") from error
    return target


def _refuse_to_replace(file: Path, target: Path, *, replace: bool) -> None:
    if target.exists() and not replace:
        raise CannotWrite(f"{file} is there already; --force replaces it")


def _mode(target: Path) -> int:
    """Return the permissions of the file there was, or those that the user's mask gives a new one."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
