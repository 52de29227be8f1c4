"""The options that commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


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


def parsed_readings(written: list[str] | None) -> dict[str, str]:
    """Return the readings chosen, by name.

    Errors: ``typer.BadParameter`` for an option not written NAME=CHOICE, an unknown reading or choice.
    """
    if not written:
        return {}
    from ai_cli.facts.names import nearest
    from ai_cli.law import every_reading

    known = every_reading()
    chosen = {}
    for one in written:
        name, _, choice = one.partition("=")
        if name not in known:
            raise typer.BadParameter(
                f"unknown reading {name!r}; {nearest(name, known)} Known: {', '.join(known)}"
            )
        if choice not in known[name].choices:
            choices = ", ".join(known[name].choices)
            raise typer.BadParameter(f"reading {name} has no choice {choice!r}; it has {choices}")
        chosen[name] = choice
    return chosen
