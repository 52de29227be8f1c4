"""The files that a command goes through: those named, and for a folder those of the command's kind in it."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from ai_cli.cli.log import note
from ai_cli.cli.printing import say_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ai_cli.cli.options import Shared
    from ai_cli.cli.status import Tally

T = TypeVar("T")


class InputFiles(NamedTuple):
    """Files in the order they are gone through, and how many others their folders hold."""

    names: tuple[str, ...]
    skipped: int = 0


def input_files(
    named: Sequence[str], kind: Literal["DISTRICT", "BUDGET"], shared: Shared, tally: Tally
) -> InputFiles:
    """Return the files named, each folder replaced by the files of a kind in it, none of these twice.

    What is wrong with a folder is noted in the tally; which files are skipped, and why, in the log.
    """
    if not any(map(_is_folder, named)):
        return InputFiles(tuple(named))
    from ai_cli.inputs.file_kinds import FileKind
    from ai_cli.inputs.folders import files_in

    files: dict[str, str] = {}
    skipped: dict[str, str] = {}
    for one in named:
        if not _is_folder(one):
            files.setdefault(_itself(one), one)
            continue
        found = files_in(one, FileKind[kind], recursive=shared.recursive)
        tally.add_findings(found.findings)
        skipped |= {_itself(file): f"{file}: skipped, {why}" for file, why in found.skipped.items()}
        for file in found.files:
            files.setdefault(_itself(file), file)
    for event in skipped.values():
        note(event)
    return InputFiles(tuple(files.values()), len(skipped))


def _itself(name: str) -> str:
    """Return what is the same for a file however its name is written; links are files of their own."""
    return os.path.normcase(os.path.abspath(name))  # noqa: PTH100 - many names are asked, and a Path takes its time


def _is_folder(name: str) -> bool:
    return "\0" not in name and os.path.isdir(name)  # noqa: PTH112 - many names are asked, and a Path takes its time


def each_file(
    files: Sequence[str], make: Callable[[str], Iterable[T]], shared: Shared, tally: Tally
) -> Iterator[T]:
    """Go through what each file gives, with a bar on a terminal that nothing else is printed on.

    A fault of the program in one file is told and noted in the tally, and does not stop the others. Interrupted, it ends
    behind the file it is at; a single file, or standard input, is not waited for.
    """
    from ai_cli.cli.interruption import finishing_the_file
    from ai_cli.cli.status import counted
    from ai_cli.inputs.document import STANDARD_INPUT

    several = len(files) > 1 and STANDARD_INPUT not in files
    waiting = finishing_the_file() if several else nullcontext(lambda: False)
    with waiting as interrupted:
        for file in _watched(files, shared) if several else files:
            results = 0
            try:
                for result in make(file):
                    results += 1
                    yield result
            except Exception as fault:  # noqa: BLE001 - the last resort for one file; the next ones may be sound
                tally.add_fault()
                say_fault(fault, shared.debug, file)
            note(f"{file}: {counted(results, 'result')}")
            if not results:
                tally.without_result.add(file)
            if interrupted():
                tally.interrupted = True
                return


def _watched(files: Sequence[str], shared: Shared) -> Iterable[str]:
    if shared.quiet or (shared.output is None and sys.stdout.isatty()):
        return files
    from ai_cli.cli.progress import with_progress

    return with_progress(iter(files), len(files))
