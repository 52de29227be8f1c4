"""The command accountability graduation: whether the groups of districts graduate as they should."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ai_cli.cli.accountability.listing import (
    Internal,
    Listing,
    Year,
    note_no_year,
    parsed_year,
    print_listing,
    readings_asked,
    take,
)
from ai_cli.cli.options import Shared, with_shared_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_cli.facts.accountability import LeftOut, OtherIndicator
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.outputs.json_text import Record
    from ai_cli.results.accountability_rows import GraduationRow

HELP = """\b
Examples:
  ai-cli accountability graduation 2015-16.csv 2016-17.csv
  ai-cli accountability graduation *.csv -f csv -o graduation.csv
  ai-cli accountability graduation 2015-16.csv 2016-17.csv --reading grad-improvement=rounded2

Determine graduation of each group of districts, from the state's graduation indicators of two or more years.

A group meets by the goal on its rate of four, five or six years, by an average of years, or by a gain. Rates are computed from
counts, since the published percents are rounded twice. The year determined is the last one in the files, or that of --year.
"""
SHORT_HELP = "Determine graduation from the state's files of two or more years."


@with_shared_options
def graduation(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="The state's graduation indicators.")],
    year: Year = None,
    internal: Internal = False,
    *,
    shared: Shared,
) -> None:
    """Determine graduation; see ``HELP``."""
    from ai_cli.accountability import Rules, rules_of_any_year
    from ai_cli.accountability.graduation_rows import graduation_rows
    from ai_cli.cli.status import Tally, counted
    from ai_cli.inputs.accountability_graduation import GROUPS, read_state_graduation
    from ai_cli.outputs import accountability_document, accountability_records
    from ai_cli.results.accountability_rows import Basis

    tally = Tally(line_findings_are_valid=True)
    readings, asked = readings_asked(shared), parsed_year(year)
    others: dict[tuple[str, int, str, str], OtherIndicator] = {}
    names: dict[str, str] = {}
    read_rows: list[LeftOut] = []
    for file in files:
        found, read = read_state_graduation(file, rules_of_any_year().vocabulary, internal=internal)
        read_rows.append(take(read, tally, found=bool(found.others)))
        others |= found.others
        names |= found.names
    if others:
        note_no_year(tally, files[-1], asked, (key[1] for key in others))
    last = asked or max((key[1] for key in others), default=None)
    rows: tuple[GraduationRow, ...] = ()
    basis = Basis({}, (), (), (), internal)
    if last is not None and not tally.not_read:
        rules = Rules(last, readings)
        categories = {group: letter for letter, group in GROUPS.items()}
        rows = tuple(graduation_rows(others, names, categories, rules, internal=internal))
        basis = Basis(rules.used_readings, rules.cited(("R3", "R4", "R30")), rules.rates(), (), internal)

    def blocks() -> Iterable[Block]:
        return accountability_document.graduation_blocks(rows)

    def records() -> Iterable[Record]:
        return map(accountability_records.graduation_record, rows)

    def table() -> Rows:
        from ai_cli.outputs.csv_text import Rows

        lines = accountability_records.graduation_csv_rows(rows, internal=internal)
        return Rows(accountability_records.graduation_columns(rows), lines)

    closing = f"determined graduation of {counted(len(rows), 'group')}"
    listing = Listing(
        "graduation", "Graduation", basis, tuple(read_rows), blocks, records, table, {}, closing
    )
    print_listing(shared, listing, tally, files)
