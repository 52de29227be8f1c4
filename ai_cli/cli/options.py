"""The options that commands share."""

from __future__ import annotations

import inspect
import os
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from ai_cli.cli.log import logged_run
from ai_cli.facts.states import STATES, state_named

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from ai_cli.facts.states import State


class OutputFormat(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    XLSX = "xlsx"


class FailOn(StrEnum):
    """From which severity on findings make the exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


Format = Annotated[
    OutputFormat,
    typer.Option("--format", "-f", help="A table for people, data for programs, or a workbook."),
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to FILE instead of standard output."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file of --output if it is there.")]
NoHeader = Annotated[bool, typer.Option("--no-header", help="Leave the column names out of CSV.")]
Stamp = Annotated[bool, typer.Option("--stamp", help="Put the time of the run into JSON and workbooks.")]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", help="Print only findings of warning and above; data formats stay whole."),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the trace of a fault of the program.")]
Fail = Annotated[FailOn, typer.Option("--fail-on", help="Findings from which on the exit status is 1.")]
Readings = Annotated[
    list[str] | None,
    typer.Option(
        "--reading", metavar="NAME=CHOICE", help="Choose a reading of the law; `ai-cli law` lists them."
    ),
]
StateOption = Annotated[
    str,
    typer.Option("--state", metavar="STATE", help="Code or name of the state, in capitals or not."),
]
FIRST_STATE = STATES[0].code.lower()
LogFile = Annotated[
    str | None,
    typer.Option("--log-file", metavar="FILE", help="Append what happens, with its time, to FILE."),
]
Recursive = Annotated[
    bool, typer.Option("--recursive", help="Look for files in the folders of a folder, too.")
]


@dataclass(frozen=True, slots=True)
class Shared:
    """The options that every printing command has, as the user gave them."""

    reading: Readings = None
    recursive: Recursive = False
    output_format: Format = OutputFormat.TABLE
    output: Output = None
    force: Force = False
    no_header: NoHeader = False
    stamp: Stamp = False
    fail_on: Fail = FailOn.ERROR
    quiet: Quiet = False
    log_file: LogFile = None
    debug: Debug = False


def chosen_state(written: str, known: Iterable[State], what: str) -> State:
    """Return the state that the user means. Errors: ``typer.BadParameter`` where there is no such thing of that state."""
    known = tuple(known)
    found = state_named(written)
    if found is None or found not in known:
        names = ", ".join(f"{one.code.lower()} ({one.name})" for one in known)
        raise typer.BadParameter(f"there is no {what} of {written!r}; states: {names}")
    return found


def with_shared_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return the command with an option for each field of ``Shared``, in the place of its parameter ``shared``.

    Typer reads the options of a command from its signature.
    """
    signature = inspect.signature(command, eval_str=True)
    own = [one for one in signature.parameters.values() if one.name != "shared"]

    @wraps(command)
    def given(**values: Any) -> None:
        shared = Shared(**{one.name: values.pop(one.name) for one in _SHARED})
        _refuse_log(shared, values)
        with logged_run(shared.log_file, command.__name__):
            command(**values, shared=shared)

    parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in (*own, *_SHARED)]
    given.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    given.__annotations__ = {one.name: one.annotation for one in parameters}
    return given


def _refuse_log(shared: Shared, values: Mapping[str, Any]) -> None:
    """Refuse to write the log into a file that the command names. Errors: ``typer.BadParameter``."""
    if shared.log_file is None:
        return
    named = [shared.output, *(one for one in values.values() if isinstance(one, str))]
    named += [name for one in values.values() if isinstance(one, list) for name in one]
    log = os.path.realpath(shared.log_file)
    if any(isinstance(one, str) and "\0" not in one and os.path.realpath(one) == log for one in named):
        raise typer.BadParameter(
            f"{shared.log_file} is read or written by the command; give the log another name"
        )


def _shared_parameters() -> tuple[inspect.Parameter, ...]:
    types = get_type_hints(Shared, include_extras=True)
    kind = inspect.Parameter.KEYWORD_ONLY
    return tuple(
        inspect.Parameter(one.name, kind, default=one.default, annotation=types[one.name])
        for one in fields(Shared)
    )


_SHARED = _shared_parameters()


def parsed_readings(written: list[str] | None, law_key: str | None = None) -> dict[str, str]:
    """Return the readings chosen, by name. Where a choice is ``number`` or ``table``, a number or ``table:FILE`` is one.

    ``law_key`` is the law whose readings a command has, None for those of all laws.
    Errors: ``typer.BadParameter`` for an option not written NAME=CHOICE, an unknown reading or choice.
    """
    if not written:
        return {}
    from ai_cli.facts.names import unknown
    from ai_cli.law import every_reading, law

    known = every_reading() if law_key is None else law(law_key).readings
    chosen = {}
    for one in written:
        name, _, choice = one.partition("=")
        if name not in known:
            raise typer.BadParameter(unknown("reading", name, known))
        if choice not in known[name].choices and not _is_of_ones_own(choice, known[name].choices):
            choices = ", ".join(known[name].choices)
            raise typer.BadParameter(f"reading {name} has no choice {choice!r}; it has {choices}")
        chosen[name] = choice
    return chosen


def _is_of_ones_own(choice: str, choices: Collection[str]) -> bool:
    """Tell whether a choice is a number, or a table in a file, where the reading lets users give their own."""
    kind, _, file = choice.partition(":")
    if kind == "table" and file:
        return "table" in choices
    return "number" in choices and choice.replace(".", "", 1).isdecimal() and choice.isascii()
