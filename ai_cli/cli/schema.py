"""The command schema: JSON Schema for editors."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ai_cli.cli.options import Debug, Force, Output
from ai_cli.cli.printing import Printing, write

HELP = """\b
Examples:
  ai-cli schema district > district.schema.json     so that an editor completes and checks keys
  ai-cli schema budget -o budget.schema.json

Print the JSON Schema of a kind of file.

An editor with YAML support checks a file while it is typed when its first line is
`# yaml-language-server: $schema=district.schema.json`.
"""
SHORT_HELP = "Print the JSON Schema of a kind of file, for editors."


class Kind(StrEnum):
    """The kinds of file that have a schema."""

    DISTRICT = "district"
    BUDGET = "budget"


def schema(
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="district or budget.")],
    output: Output = None,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Print the JSON Schema of a kind of file; see ``HELP``."""
    import json

    from ai_cli.facts.schema import budget_schema, district_schema

    del debug
    schema_of = budget_schema if kind is Kind.BUDGET else district_schema
    write(Printing(output=output, force=force), [json.dumps(schema_of(), indent=2) + "\n"])
