"""The command new: a commented starter file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ai_cli.cli.options import FIRST_STATE, Debug, StateOption, chosen_state
from ai_cli.cli.printing import say
from ai_cli.facts import states

if TYPE_CHECKING:
    from ai_cli.facts.states import State

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


def new(
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="district or budget.")],
    path: Annotated[str, typer.Argument(metavar="PATH", help="The file to write, ending in .yaml or .xlsx.")],
    state: StateOption = FIRST_STATE,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    debug: Debug = False,
) -> None:
    """Write a commented starter file; see ``HELP``."""
    del debug
    chosen = chosen_state(state, states.STATES, "district file")
    starter = FOLDER / f"{kind}_{chosen.code.lower()}.yaml"
    if kind is Kind.BUDGET and not starter.is_file():
        raise typer.BadParameter(f"budgets are checked for Minnesota; leave out --state {state}")
    ending = Path(path).suffix.lower()
    if ending in (".yaml", ".yml"):
        content = starter.read_bytes()
    elif ending == ".xlsx":
        content = _budget_workbook() if kind is Kind.BUDGET else _workbook(chosen)
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

    return blank_district(state.model, state.code)
