"""The command accountability ayp: adequate yearly progress of schools and districts, from counts."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ai_cli.cli.accountability.listing import (
    Internal,
    Listing,
    Year,
    parsed_year,
    print_listing,
    readings_asked,
)
from ai_cli.cli.options import OutputFormat, Shared, with_shared_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ai_cli.cli.accountability.determining import Determined
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.outputs.json_text import Record

HELP = """\b
Examples:
  ai-cli accountability ayp cells.csv --targets targets.csv --entities entities.csv --indicators others.csv
  ai-cli accountability ayp cells.csv --targets targets.csv --by cell -f csv -o cells_determined.csv
  ai-cli accountability ayp mca_reading.tab mca_mathematics.tab --targets targets.csv
  ai-cli accountability ayp cells.csv --targets targets.csv --reading z=1.6449

Determine adequate yearly progress: every cell with the route by which it meets, every school and district.

CELLS has a row for each entity, year, subject and group, with students enrolled, tested and at each level. The
department's public test results are taken too, one file or several; what is determined from them is approximate and says so. The year
determined is the last one in the file, or that of --year; earlier years serve safe harbor and averages.
"""
SHORT_HELP = "Determine adequate yearly progress of schools and districts."


class By(StrEnum):
    """What a row of the result is."""

    ENTITY = "entity"
    CELL = "cell"


@with_shared_options
def ayp(
    cells: Annotated[
        list[str], typer.Argument(metavar="CELLS", help="Counts by entity, year, subject and group.")
    ],
    targets: Annotated[
        str, typer.Option("--targets", metavar="FILE", help="Targets by year, subject and group.")
    ],
    entities: Annotated[
        str | None, typer.Option("--entities", metavar="FILE", help="Schools and districts, by year.")
    ] = None,
    indicators: Annotated[
        str | None, typer.Option("--indicators", metavar="FILE", help="Attendance and graduation.")
    ] = None,
    by: Annotated[
        By, typer.Option("--by", help="A row for each school and district, or for each cell.")
    ] = By.ENTITY,
    year: Year = None,
    internal: Internal = False,
    *,
    shared: Shared,
) -> None:
    """Determine adequate yearly progress; see ``HELP``."""
    from ai_cli.cli.accountability.determining import CountFiles, determined
    from ai_cli.cli.status import Tally

    tally = Tally(line_findings_are_valid=True)
    files = CountFiles(tuple(cells), targets, entities, indicators)
    rows_only = by is By.ENTITY and shared.output_format in (OutputFormat.CSV, OutputFormat.XLSX)
    asked = parsed_year(year)
    found = determined(
        files, readings_asked(shared), tally, year=asked, internal=internal, cells=not rows_only
    )
    closing = f"determined {len(found.rows):,} schools and districts"
    print_listing(shared, _listing(found, by, closing), tally, files.names)


def _listing(found: Determined, by: By, closing: str) -> Listing:
    from ai_cli.outputs import accountability_document, accountability_records
    from ai_cli.results.accountability_rows import outcomes

    rows, internal = found.rows, found.basis.internal
    every = [cell for one in rows for cell in (*one.cells, *outcomes(one))]

    def blocks() -> Iterator[Block]:
        if by is By.CELL:
            return accountability_document.cell_blocks(every)
        return accountability_document.entity_blocks(rows)

    def records() -> Iterable[Record]:
        if by is By.CELL:
            return map(accountability_records.cell_record, every)
        return map(accountability_records.entity_record, rows)

    def table() -> Rows:
        from ai_cli.outputs.csv_text import Rows

        if by is By.CELL:
            lines = accountability_records.cell_csv_rows(every, internal=internal)
            return Rows(accountability_records.CELL_COLUMNS, lines)
        lines = accountability_records.entity_csv_rows(rows, internal=internal)
        return Rows(accountability_records.entity_columns(rows), lines)

    return Listing(
        "ayp", "Adequate yearly progress", found.basis, found.read, blocks, records, table, {}, closing
    )
