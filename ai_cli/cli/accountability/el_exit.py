"""The command accountability el-exit: who leaves the English learner group, by the scores of the ACCESS test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ai_cli.cli.accountability.listing import Internal, Listing, print_listing, readings_asked, take
from ai_cli.cli.options import Shared, with_shared_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.outputs.json_text import Record

HELP = """\b
Examples:
  ai-cli accountability el-exit access.csv          how many leave the group
  ai-cli accountability el-exit access.csv --internal -f csv -o exits.csv

Tell which English learners have reached the levels of leaving the group, by composite and each domain.

Each row of the file is a learner, so that only how many leave is shown, if they are enough to be published; --internal shows
each case by the id that the file gives it.
"""
SHORT_HELP = "Tell which English learners have reached the levels of leaving the group."


@with_shared_options
def el_exit(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Scores of the ACCESS test, a row a learner.")],
    internal: Internal = False,
    *,
    shared: Shared,
) -> None:
    """Tell who leaves the group; see ``HELP``."""
    from ai_cli.accountability import Rules, exits, rules_of_any_year
    from ai_cli.accountability.exit_counts import exit_counts
    from ai_cli.cli.status import Tally, counted
    from ai_cli.inputs.accountability_scores import read_access_scores
    from ai_cli.outputs import exit_views
    from ai_cli.results.accountability_rows import Basis

    tally = Tally(line_findings_are_valid=True)
    rules: Rules = rules_of_any_year()
    readings_asked(shared)
    scores, read = read_access_scores(file, rules.texts("exit_domains"))
    of_file = take(read, tally, found=bool(scores))
    results = tuple(exits(one, rules) for one in scores.values())
    basis = Basis({}, rules.cited(("R13", "R4")), rules.rates(), (), internal)
    counts = exit_counts(results, rules, internal=internal)
    rows = (of_file if counts.learners is not None else of_file._replace(rows=None),)
    cases = results if internal else ()

    def blocks() -> Iterable[Block]:
        return exit_views.exit_blocks(counts, cases)

    def records() -> Iterable[Record]:
        return map(exit_views.exit_record, cases)

    def table() -> Rows:
        from ai_cli.outputs.csv_text import Rows

        if internal:
            return Rows(exit_views.CASE_COLUMNS, exit_views.case_rows(cases))
        return Rows(exit_views.COUNT_COLUMNS, exit_views.count_rows(counts))

    closing = (
        f"looked at {counted(len(results), 'learner')}" if internal else "looked at the learners of 1 file"
    )
    parts = {"counts": counts._asdict()}
    print_listing(
        shared,
        Listing("el-exit", "EL exit", basis, rows, blocks, records, table, parts, closing),
        tally,
        (file,),
    )
