"""The command rule: what a finding means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ai_cli.cli.options import Shared, parsed_readings, with_shared_options
from ai_cli.cli.printing import deliver, printing_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block

HELP = """\b
Examples:
  ai-cli rule                                       every code, with what raises it
  ai-cli rule I103                                  one code: what it means and how to mend it
  ai-cli rule --format json

Print the catalogue of findings, or one entry of it.
"""
SHORT_HELP = "Print what a finding means, or the whole catalogue."


@with_shared_options
def rule(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="A code, such as I103.")] = None,
    *,
    shared: Shared,
) -> None:
    """Print the catalogue of findings, or one entry of it; see ``HELP``."""
    from ai_cli.findings import codes
    from ai_cli.outputs import rule_views

    parsed_readings(shared.reading)
    every = codes()
    chosen = [one for one in every if code is None or one.code == code.upper()]
    if code is not None and not chosen:
        raise typer.BadParameter(f"unknown code {code!r}; codes: {', '.join(one.code for one in every)}")

    def document() -> Iterator[Block]:
        return rule_views.catalogue_blocks(chosen) if code is None else rule_views.entry_blocks(chosen[0])

    def json() -> Iterator[str]:
        from ai_cli.outputs.json_text import json_pieces

        return json_pieces("rule", map(rule_views.entry_record, chosen), (), lambda: {"codes": len(chosen)})

    def rows() -> Rows:
        from ai_cli.outputs.csv_text import Rows

        return Rows(rule_views.CSV_COLUMNS, rule_views.entry_rows(chosen))

    deliver(printing_of(shared, "Rule"), document, json, rows)
