"""The command new: a commented starter file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ai_cli.cli.options import Debug, Force
from ai_cli.cli.printing import say

FOLDER = Path(__file__).parent.parent / "inputs" / "starters"

HELP = """\b
Examples:
  ai-cli new district my_district.yaml              a district file of Minnesota
  ai-cli new district my_district.xlsx              the same as a workbook
  ai-cli new district my_district.yaml --state wi   one of Wisconsin
  ai-cli new budget budget.xlsx                     a blank budget workbook to fill in
  ai-cli new budget budget.yaml

Write a commented starter file: every key, what belongs there and where to find it.
"""
SHORT_HELP = "Write a commented starter file."


class Kind(StrEnum):
    """The kinds of file that can be started."""

    DISTRICT = "district"
    BUDGET = "budget"


class State(StrEnum):
    """The states whose programs are covered."""

    MN = "mn"
    WI = "wi"


def new(
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="district or budget.")],
    path: Annotated[str, typer.Argument(metavar="PATH", help="The file to write, ending in .yaml or .xlsx.")],
    state: Annotated[
        State, typer.Option("--state", case_sensitive=False, help="The state of the district.")
    ] = State.MN,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Write a commented starter file; see ``HELP``."""
    del debug
    if kind is Kind.BUDGET and state is State.WI:
        raise typer.BadParameter("budgets are checked for Minnesota; leave out --state wi")
    ending = Path(path).suffix.lower()
    if ending in (".yaml", ".yml"):
        content = (FOLDER / f"{kind}_{state}.yaml").read_bytes()
    elif ending == ".xlsx":
        content = _budget_workbook() if kind is Kind.BUDGET else _workbook(state)
    else:
        raise typer.BadParameter(
            f"{path} ends neither in .yaml nor in .xlsx, so it is not known what to write"
        )
    from ai_cli.outputs.writing import CannotWrite, write_whole

    try:
        write_whole(Path(path), [content], replace=force)
    except CannotWrite as problem:
        say(str(problem))
        raise typer.Exit(2) from problem
    command = "budget-check" if kind is Kind.BUDGET else "estimate"
    say(f"wrote {path}; fill in its figures, then: ai-cli {command} {path}")


def _budget_workbook() -> bytes:
    from ai_cli.programs.mn_achievement_integration import PROGRAM
    from ai_cli.workbooks.blank_budget import blank_budget

    return blank_budget(PROGRAM.form)


def _workbook(state: State) -> bytes:
    from ai_cli.workbooks.blank_district import blank_district

    if state is State.WI:
        from ai_cli.facts.wisconsin import WisconsinDistrict

        return blank_district(WisconsinDistrict, state)
    from ai_cli.facts.minnesota import MinnesotaDistrict

    return blank_district(MinnesotaDistrict, state)
