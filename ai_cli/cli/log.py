"""The log of a run: a line for each event, with its time, appended to the file of --log-file."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import typer

from ai_cli import __version__

if TYPE_CHECKING:
    import logging
    from collections.abc import Iterator

    from ai_cli.findings import Finding

_LONGEST, _NOT_WRITTEN = 2_000, 2
_NOT_LOGGED = "info"
_OF_FIGURES = (".yaml", ".yml", ".xlsx", ".xlsm", ".xls", ".csv", ".json", ".txt.gz", ".csv.gz")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class _Log:
    """The open log of this run, if there is one."""

    to: logging.Logger | None = None
    failed = False


@contextmanager
def logging_to(file: str | None) -> Iterator[None]:
    """Append events to this file while the block runs; with None nothing is logged.

    A line that cannot be written is told once on standard error, and the run goes on.
    Errors: ``typer.BadParameter`` for a name as files of figures have it, or a link to such a file, which a log must never be
    written into;
    ``typer.Exit`` with status 2 where the file cannot be opened, after a message.
    """
    if file is None:
        yield
        return
    if any(one.lower().endswith(_OF_FIGURES) for one in (file, os.path.realpath(file))):
        raise typer.BadParameter(f"{file} is named as a file of figures; name a log such as nightly.log")
    import logging
    import time

    class Appending(logging.FileHandler):
        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name of the library
            del record
            if not _Log.failed:
                _Log.failed = True
                _say_not_written(self.baseFilename, sys.exc_info()[1])

    try:
        handler = Appending(file, encoding="utf-8", errors="backslashreplace")
    except (OSError, ValueError) as error:
        _say_not_written(file, error)
        raise typer.Exit(_NOT_WRITTEN) from error
    line = logging.Formatter("%(asctime)s %(process)d %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")
    line.converter = time.gmtime
    handler.setFormatter(line)
    logger = logging.getLogger("ai-cli")
    logger.propagate = False
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    _Log.to, _Log.failed = logger, False
    try:
        yield
    finally:
        _Log.to = None
        logger.removeHandler(handler)
        with suppress(OSError):
            handler.close()


@contextmanager
def logged_run(file: str | None, command: str) -> Iterator[None]:
    """Log a run of a command: how it was called, what happens, and the status that it ends with."""
    with logging_to(file):
        note(f"begins: ai-cli {__version__}, {command}: {' '.join(sys.argv[1:])[:_LONGEST]}")
        status = 0
        try:
            yield
        except typer.Exit as leaving:
            status = leaving.exit_code
        except KeyboardInterrupt:
            note("interrupted, ends with status 130")
            raise
        except typer.TyperException as problem:
            note(f"{problem}; ends with status 2", "error")
            raise
        except Exception as fault:
            note_fault(fault)
            raise
        note(f"ends with status {status}")
        if _Log.failed:
            status = max(status, _NOT_WRITTEN)
        raise typer.Exit(status)


def _say_not_written(file: str, error: BaseException | None) -> None:
    reason = getattr(error, "strerror", None) or "a name that no file can have"
    with suppress(OSError, ValueError):
        typer.echo(f"ai-cli: {file}: the log cannot be written: {reason}; choose another place", err=True)


def note(message: str, level: str = "info") -> None:
    """Log an event, on one line; nothing happens where no log is open."""
    if _Log.to is not None:
        getattr(_Log.to, level)("%s", _on_one_line(message))


def note_finding(one: Finding) -> None:
    """Log a finding of warning or above; what is only to be known of a figure stands with the result."""
    if _Log.to is not None and one.severity != _NOT_LOGGED:
        place = f"{one.place}: " if str(one.place) else ""
        note(f"{one.code} {place}{one.message}", one.severity.value)


def note_fault(fault: BaseException) -> None:
    """Log the trace of a fault of the program, a line of the log for each of its lines."""
    if _Log.to is None:
        return
    import traceback

    for part in traceback.format_exception(fault):
        for line in part.splitlines():
            note(line, "error")


def _on_one_line(text: str) -> str:
    """Return a text without line ends and control characters, so that no name of a file can look like an event."""
    return _CONTROL.sub(lambda found: found.group().encode("unicode_escape").decode(), text)
