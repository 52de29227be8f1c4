"""The commands of the program, put together."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from ai_cli import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

HELP = """\b
Examples:
  ai-cli new district my_district.yaml              start a district file
  ai-cli estimate my_district.yaml                  what revenue to expect, line by line
  ai-cli budget-check budget.xlsx                   what a reviewer would find, cell by cell
  ai-cli eligibility my_district.yaml               whether it or a school is likely to be named
  ai-cli report my_district.yaml -o report.xlsx     the workbook, with live formulas
  ai-cli accountability ayp cells.csv --targets targets.csv    who made adequate yearly progress
  ai-cli calendar 2018-19                           what is due when
  ai-cli law mn-achievement-integration             the rates, with citation and standing
  ai-cli rule I103                                  what a finding means

Revenue, budgets and eligibility of school integration aid, put into forms.

Every figure can be traced to the line above it, the value that was typed, and the law behind it. Exit status: 0
nothing to act on, 1 findings or an incomplete result, 2 wrong usage or a file that is not valid, 3 a fault of the
program, 130 interrupted.
"""

COMMANDS = (
    "estimate",
    "budget-check",
    "eligibility",
    "report",
    "accountability",
    "calendar",
    "new",
    "rule",
    "law",
    "schema",
)
"""The commands in the order of the help; each is a function, or a group of commands, in a module of its name."""


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """Return the program with the command that these arguments call, or with all where they call none.

    A command takes its time to be imported and put together, and most runs need one.
    """
    app = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=HELP)(_ai_cli)
    called = [one for one in COMMANDS if one in arguments[:1]]
    for name in called or COMMANDS:
        module = import_module(f"ai_cli.cli.{name.replace('-', '_')}")
        function = getattr(module, name.replace("-", "_"))
        if isinstance(function, typer.Typer):
            app.add_typer(function, name=name, help=module.HELP, short_help=module.SHORT_HELP)
        else:
            app.command(name, help=module.HELP, short_help=module.SHORT_HELP)(function)
    return app


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"ai-cli {__version__}")
        raise typer.Exit


def _ai_cli(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Hold the options of the program as a whole."""
