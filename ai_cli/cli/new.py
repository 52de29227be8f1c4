"""The command new: a commented starter file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ai_cli.cli.options import Debug, Force
from ai_cli.cli.printing import Printing, say, write

HELP = """\b
Examples:
  ai-cli new district my_district.yaml              a district file of Minnesota
  ai-cli new district my_district.yaml --state wi   one of Wisconsin

Write a commented starter file: every key, what belongs there and where to find it.
"""
SHORT_HELP = "Write a commented starter file."


class Kind(StrEnum):
    """The kinds of file that can be started."""

    DISTRICT = "district"


class State(StrEnum):
    """The states whose programs are covered."""

    MN = "mn"
    WI = "wi"


def new(
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="district.")],
    path: Annotated[str, typer.Argument(metavar="PATH", help="The file to write, ending in .yaml.")],
    state: Annotated[State, typer.Option("--state", help="The state of the district.")] = State.MN,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Write a commented starter file; see ``HELP``."""
    del debug
    if Path(path).suffix not in (".yaml", ".yml"):
        raise typer.BadParameter(f"{path} does not end in .yaml, so it is not known what to write")
    starter = Path(__file__).parent.parent / "inputs" / "starters" / f"{kind}_{state}.yaml"
    write(Printing(output=path, force=force), [starter.read_text(encoding="utf-8")])
    say(f"wrote {path}; fill in its figures, then: ai-cli estimate {path}")
