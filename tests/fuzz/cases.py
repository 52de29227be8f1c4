"""Runs one case: an input goes through a command of the program, and what must hold for any input is checked."""

from __future__ import annotations

import contextlib
import io
import json
import resource
import signal
import sys
import time
import traceback
import zlib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ai_cli.cli.app import app_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets import Target

MOST_SECONDS, PATIENCE_SECONDS = 2.0, 20
"""Time on the processor that a case may take, and after which it is stopped."""

MOST_MEBIBYTES = 320
"""So much more memory may a case take than the process had; the program itself takes some eighty."""

_KIBIBYTE = 1024
_COMMAND: Any = typer.main.get_command(app_for(()))


class TookTooLong(BaseException):
    """Raised in a case that is stopped; no handler of the program takes it for an error of its own."""


def fault_of(target: Target, content: bytes, folder: Path) -> str | None:
    """Return what is wrong with the way an input is handled, None where everything holds that must."""
    file = folder / target.file
    file.write_bytes(content)
    chosen = target.commands[zlib.crc32(content) % len(target.commands)]
    command = [one.replace("FILE", str(file)).replace("FOLDER", str(folder)) for one in chosen]
    before, started = peak_mebibytes(), time.process_time()
    try:
        with _patience():
            status, out = run(command)
    except (Exception, TookTooLong):  # noqa: BLE001 - whatever escapes is what is looked for
        return f"{' '.join(chosen)}\n{traceback.format_exc()}"
    taken, peak = time.process_time() - started, peak_mebibytes()
    fault = _fault_of_output(command, status, out)
    if taken > MOST_SECONDS:
        fault = f"it took {taken:.1f} seconds of the processor"
    elif peak - before > MOST_MEBIBYTES:
        fault = f"it took {peak - before:.0f} MiB"
    return None if fault is None else f"{' '.join(chosen)}\n{fault}"


def run(command: list[str]) -> tuple[object, str]:
    """Run a command in this process; return its exit status and what it printed. What it raises is not caught."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        status = _COMMAND.main(args=command, prog_name="ai-cli", standalone_mode=False)
    return status or 0, out.getvalue()


def _fault_of_output(command: list[str], status: object, out: str) -> str | None:
    if status not in (0, 1, 2):
        return f"it ended with status {status}"
    if "json" in command:
        try:
            answer = json.loads(out, parse_float=Decimal, parse_constant=_no_constant)
        except ValueError as problem:
            return f"it printed JSON that cannot be read: {problem}"
        every = [*answer["findings"], *(one for result in answer["results"] for one in result["findings"])]
        if not all(one["message"] and (one["fix"] or one["severity"] == "info") for one in every):
            return "it printed a finding without its words"
        if status and not every and all(one.get("complete", True) for one in answer["results"]):
            return f"it ended with status {status} and no finding says why"
    elif "csv" not in command and not all(one.isprintable() or one == "\n" for one in out):
        return "it printed control characters"
    return None


def _no_constant(written: str) -> None:
    raise ValueError(f"{written} is no number of JSON")


def peak_mebibytes() -> float:
    """Return the most memory that this process has had."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (_KIBIBYTE if sys.platform != "darwin" else _KIBIBYTE * _KIBIBYTE)


@contextlib.contextmanager
def _patience() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TookTooLong

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
