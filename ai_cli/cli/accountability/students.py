"""The command accountability students: from rows of students to the counts that determinations are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ai_cli.cli.accountability.counting import CAPS, CELLS, DOMAINS, ROWS, Asked, counted
from ai_cli.cli.accountability.listing import Internal, Listing, print_listing, readings_asked
from ai_cli.cli.options import Shared, with_shared_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.outputs.json_text import Record

HELP = """\b
Examples:
  ai-cli accountability students students.csv --config dates.csv
  ai-cli accountability students students.csv --config dates.csv --caps
  ai-cli accountability students students.csv --config dates.csv --domains --comparators means.csv
  ai-cli accountability students students.csv --config dates.csv --internal -f csv -o cells.csv

Count students into cells: who is enrolled, tested and scored, in which groups, after the caps on alternate tests.

STUDENTS has a row for each student and subject, CSV or Parquet, or is the state's file of results by student; the config has the dates of the year. The CSV of cells begins with the
columns that `accountability ayp` takes. No name, birth date or number of a student is in any output or message. It needs
the extra `students`: .venv/bin/pip install '.[students]'.
"""
SHORT_HELP = "Count rows of students into the cells that ayp takes."


@with_shared_options
def students(
    file: Annotated[str, typer.Argument(metavar="STUDENTS", help="A row for each student and subject.")],
    config: Annotated[
        str, typer.Option("--config", metavar="FILE", help="The dates of the year, key and value.")
    ],
    rows: Annotated[
        bool, typer.Option("--rows", help="What became of each row; with --internal only.")
    ] = False,
    caps: Annotated[bool, typer.Option("--caps", help="The caps on alternate tests, by district.")] = False,
    domains: Annotated[
        bool, typer.Option("--domains", help="Growth and gap reduction of schools; needs --comparators.")
    ] = False,
    comparators: Annotated[
        str | None,
        typer.Option(
            "--comparators", metavar="FILE", help="Means of the state's students of the year before."
        ),
    ] = None,
    statewide: Annotated[
        bool, typer.Option("--statewide", help="The file holds all students of the state: count it too.")
    ] = False,
    internal: Internal = False,
    *,
    shared: Shared,
) -> None:
    """Count students into cells; see ``HELP``."""
    from ai_cli.cli.status import Tally
    from ai_cli.results import student_tables

    if rows + caps + domains > 1:
        raise typer.BadParameter("--rows, --caps and --domains are tables of their own: ask for one of them")
    if rows and not internal:
        raise typer.BadParameter("--rows shows students one by one: add --internal, and do not publish it")
    if domains is not (comparators is not None):
        raise typer.BadParameter("--domains compares with the means of --comparators: give both")
    table = ROWS if rows else CAPS if caps else DOMAINS if domains else CELLS
    asked = Asked(table, statewide, internal)
    tally = Tally(line_findings_are_valid=True)
    found = counted((file, config, comparators), asked, readings_asked(shared), tally)
    kinds: dict[str, tuple[str, ...]] = {
        CELLS: student_tables.CELL_COLUMNS,
        ROWS: student_tables.StatusRow._fields,
        CAPS: student_tables.CapRow._fields,
        DOMAINS: student_tables.DomainRow._fields,
    }
    columns = kinds[table]

    def blocks() -> Iterable[Block]:
        from ai_cli.outputs.plain_rows import row_blocks

        return row_blocks(f"Students: {table}", columns, found.rows)

    def records() -> Iterable[Record]:
        return (dict(zip(columns, one, strict=True)) for one in found.rows)

    def csv() -> Rows:
        from ai_cli.outputs.csv_text import Rows

        return Rows((*columns, "internal"), ((*one, internal) for one in found.rows))

    closing = f"counted students into {len(found.rows):,} rows of {table}"
    parts = {"table": table}
    listing = Listing("students", "Students", found.basis, found.read, blocks, records, csv, parts, closing)
    print_listing(shared, listing, tally, (file, config, comparators))
