"""The commands of the program, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from ai_cli import __version__
from ai_cli.cli import budget_check, calendar, eligibility, estimate, law, new, report, rule, schema

HELP = """\b
Examples:
  ai-cli new district my_district.yaml              start a district file
  ai-cli estimate my_district.yaml                  what revenue to expect, line by line
  ai-cli budget-check budget.xlsx                   what a reviewer would find, cell by cell
  ai-cli eligibility my_district.yaml               whether it or a school is likely to be named
  ai-cli report my_district.yaml -o report.xlsx     the workbook, with live formulas
  ai-cli calendar 2018-19                           what is due when
  ai-cli law mn-achievement-integration             the rates, with citation and standing
  ai-cli rule I103                                  what a finding means

Revenue, budgets and eligibility of school integration aid, put into forms.

Every figure can be traced to the line above it, the value that was typed, and the law behind it. Exit status: 0
nothing to act on, 1 findings or an incomplete result, 2 wrong usage or a file that is not valid, 3 a fault of the
program.
"""

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"ai-cli {__version__}")
        raise typer.Exit


@app.callback(help=HELP)
def ai_cli(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Hold the options of the program as a whole."""


app.command("estimate", help=estimate.HELP, short_help=estimate.SHORT_HELP)(estimate.estimate)
app.command("budget-check", help=budget_check.HELP, short_help=budget_check.SHORT_HELP)(
    budget_check.budget_check
)
app.command("eligibility", help=eligibility.HELP, short_help=eligibility.SHORT_HELP)(eligibility.eligibility)
app.command("report", help=report.HELP, short_help=report.SHORT_HELP)(report.report)
app.command("calendar", help=calendar.HELP, short_help=calendar.SHORT_HELP)(calendar.calendar)
app.command("new", help=new.HELP, short_help=new.SHORT_HELP)(new.new)
app.command("rule", help=rule.HELP, short_help=rule.SHORT_HELP)(rule.rule)
app.command("law", help=law.HELP, short_help=law.SHORT_HELP)(law.law)
app.command("schema", help=schema.HELP, short_help=schema.SHORT_HELP)(schema.schema)
