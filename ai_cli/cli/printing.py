"""Prints a result where and how the user asked for it."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ai_cli.cli.log import note, note_fault
from ai_cli.cli.options import OutputFormat

_READER_GONE = (errno.EPIPE, errno.EINVAL) if os.name == "nt" else (errno.EPIPE,)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from ai_cli.cli.options import Shared
    from ai_cli.findings import Finding
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block


@dataclass(frozen=True, slots=True)
class Printing:
    """How to print: the format, the file instead of standard output, what to leave out, and a title for a workbook.

    Errors: ``typer.BadParameter`` for a workbook without a file.
    """

    format: OutputFormat = OutputFormat.TABLE
    output: str | None = None
    force: bool = False
    header: bool = True
    quiet: bool = False
    stamp: bool = False
    title: str = "ai-cli"

    def __post_init__(self) -> None:
        """Refuse a workbook on standard output."""
        if self.format is OutputFormat.XLSX and self.output is None:
            raise typer.BadParameter("--format xlsx writes a workbook: name it with --output FILE.xlsx")

    @property
    def only_findings(self) -> bool:
        """Whether the user wants no more than findings: a quiet table on standard output. A file is always whole."""
        return self.quiet and self.format is OutputFormat.TABLE and self.output is None

    def time(self) -> datetime | None:
        """Return the time now in UTC, where the user asks for it."""
        if not self.stamp:
            return None
        from datetime import UTC, datetime

        return datetime.now(UTC)

    def time_stamp(self) -> str | None:
        """Return the time now in UTC, as JSON shows it, where the user asks for it."""
        now = self.time()
        return None if now is None else now.isoformat(timespec="seconds")

    def refuse_inputs(self, inputs: Iterable[str]) -> None:
        """Refuse to write over a file that is read, or may be read for one of these. Errors: ``typer.BadParameter``.

        A district file names its budget, so that no budget is written over, nor a district file.
        """
        if self.output is None or "\0" in self.output:
            return
        target = os.path.realpath(self.output)
        if any(os.path.realpath(one) == target for one in inputs if "\0" not in one):
            raise typer.BadParameter(f"{self.output} is an input; the result would replace it")
        if self.force and os.path.isfile(target):  # noqa: PTH113 - a name that no file can have is none
            from ai_cli.inputs.file_kinds import FileKind, kind_of

            kind = kind_of(target)
            if kind in (FileKind.DISTRICT, FileKind.BUDGET):
                raise typer.BadParameter(
                    f"{self.output} is {kind.value}; the result would replace it: choose another name"
                )


def printing_of(shared: Shared, title: str) -> Printing:
    """Return how to print, as the shared options say. Errors: ``typer.BadParameter`` for a workbook without a file."""
    return Printing(
        shared.output_format,
        shared.output,
        shared.force,
        header=not shared.no_header,
        quiet=shared.quiet,
        stamp=shared.stamp,
        title=title,
    )


def deliver(
    printing: Printing,
    document: Callable[[], Iterable[Block]],
    json: Callable[[], Iterable[str]],
    rows: Callable[[], Rows],
    findings: Callable[[], Iterable[Iterable[Finding]]] = tuple,
) -> None:
    """Print a result in the format asked for, piece by piece as it is made; only that format is made.

    ``findings`` are those of each result, of which a quiet table on standard output consists.
    Errors: ``typer.Exit`` with status 2 where the output cannot be written, after a message; ``typer.BadParameter`` for
    text under the name of a workbook.
    """
    if printing.format is not OutputFormat.XLSX and str(printing.output).lower().endswith(".xlsx"):
        raise typer.BadParameter(
            f"{printing.output} would not be a workbook: add --format xlsx, or name it otherwise"
        )
    if printing.only_findings:
        write(printing, chain.from_iterable(map(grave_pieces, findings())))
    elif printing.format is OutputFormat.JSON:
        write(printing, json())
    elif printing.format is OutputFormat.CSV:
        from ai_cli.outputs.csv_text import csv_pieces

        write(printing, csv_pieces(rows(), header=printing.header))
    elif printing.format is OutputFormat.XLSX:
        from ai_cli.workbooks.plain_table import table_workbook

        table = rows()
        write_bytes(printing, table_workbook(printing.title, *table, printing.time()))
    elif printing.format is OutputFormat.MARKDOWN:
        from ai_cli.outputs.markdown import markdown_pieces

        write(printing, markdown_pieces(document()))
    elif printing.output is None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        from ai_cli.outputs.terminal import show_on_terminal

        show_on_terminal(document(), sys.stdout)
    else:
        from ai_cli.outputs.plain import plain_pieces

        write(printing, plain_pieces(document()))


def write(printing: Printing, pieces: Iterable[str]) -> None:
    """Write pieces of text to standard output, or together and whole into the output file.

    A reader that has gone away (a closed pipe) ends the writing quietly; the rest is still computed, so that the
    exit status is the same.
    Errors: ``typer.Exit`` with status 2 where it cannot be written, after a message.
    """
    from ai_cli.outputs.writing import CannotWrite, write_whole

    try:
        if printing.output is None:
            _to_standard_output(pieces)
        else:
            write_whole(Path(printing.output), map(_as_utf_8, pieces), replace=printing.force)
    except CannotWrite as problem:
        say(str(problem))
        raise typer.Exit(2) from problem


def _as_utf_8(piece: str) -> bytes:
    """Return a text as UTF-8. A file name that the console's own encoding took for bytes is put right first."""
    if piece.isascii():
        return piece.encode()
    text = piece.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return text.encode()


def write_bytes(printing: Printing, content: bytes) -> None:
    """Write a workbook, whole or not at all. Errors: ``typer.Exit`` with status 2 where it cannot be, after a message."""
    from ai_cli.outputs.writing import CannotWrite, write_whole

    try:
        write_whole(Path(printing.output or ""), [content], replace=printing.force)
    except CannotWrite as problem:
        say(str(problem))
        raise typer.Exit(2) from problem


def _to_standard_output(pieces: Iterable[str]) -> None:
    from ai_cli.outputs.writing import CannotWrite

    try:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
    except OSError as error:
        if error.errno in _READER_GONE:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            for _ in pieces:
                pass
            return
        raise CannotWrite(f"standard output cannot be written: {error.strerror}") from error


def say(message: str, *, quiet: bool = False) -> None:
    """Tell the user something on standard error, and the log; with ``quiet`` the log alone."""
    note(message)
    if not quiet:
        _print_error(f"ai-cli: {message}")


def say_fault(fault: Exception, debug: bool, file: str | None = None) -> None:
    """Tell of a fault of the program in a line, with its trace where ``debug`` asks for it; the log has it always."""
    note_fault(fault)
    where = "" if file is None else f"{file}: "
    advice = "" if debug else "; run it again with --debug"
    if debug:
        import traceback

        _print_error("".join(traceback.format_exception(fault)).rstrip())
    _print_error(f"ai-cli: {where}a fault of the program, {type(fault).__name__}{advice}")


def _print_error(text: str) -> None:
    """Print to standard error, if anyone can read it there: the result counts, not what is said about it."""
    from ai_cli.outputs.plain import one_line

    with suppress(OSError, ValueError):
        typer.echo("\n".join(map(one_line, text.splitlines())), err=True)


def grave_pieces(findings: Iterable[Finding]) -> Iterator[str]:
    """Go through the findings of warning and above as lines of text, for --quiet."""
    from ai_cli.findings import Severity
    from ai_cli.outputs.findings_document import findings_lines
    from ai_cli.outputs.plain import one_line

    return (f"{one_line(line)}\n" for line in findings_lines(findings, at_least=Severity.WARNING))


def tell(findings: Iterable[Finding]) -> None:
    """Tell findings of warning and above on standard error, where the format has no place for them."""
    for piece in grave_pieces(findings):
        _print_error(f"ai-cli: {piece}".rstrip("\n"))
