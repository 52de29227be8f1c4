"""The command accountability ayp: adequate yearly progress of schools and districts, from counts."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ai_cli.cli.accountability.listing import Internal, Listing, Year, parsed_year, print_listing, take
from ai_cli.cli.options import Shared, parsed_readings, with_shared_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from ai_cli.accountability import Rules
    from ai_cli.cli.status import Tally
    from ai_cli.facts.accountability import (
        AccountabilityFacts,
        Cells,
        Entity,
        LeftOut,
        OtherIndicator,
        PublicCell,
        Read,
    )
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.outputs.json_text import Record
    from ai_cli.results.accountability_rows import Basis, EntityRow

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


class _Read(NamedTuple):
    facts: AccountabilityFacts | None
    rows: tuple[LeftOut, ...]
    labels: tuple[str, ...] = ()


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
    from ai_cli.accountability import Rules, determine
    from ai_cli.accountability.publishing import entity_rows, privacy
    from ai_cli.cli.status import Tally
    from ai_cli.results.accountability_rows import Basis

    tally = Tally(line_findings_are_valid=True)
    readings, table = _readings(shared, tally)
    asked = parsed_year(year)
    read = _facts(cells, (targets, entities, indicators), tally)
    basis = Basis({}, (), (), (), internal)
    rows: tuple[EntityRow, ...] = ()
    if read.facts is not None and not tally.not_read:
        last = max((slot[0] for slot in read.facts.cells.slots), default=asked or 0)
        rules = Rules(asked or last, readings, table)
        result = determine(read.facts, rules)
        tally.add_findings(result.findings, of_lines=True)
        rows = tuple(entity_rows(result, rules, None if internal else privacy(read.facts, rules)))
        labels = (*read.labels, *result.labels)
        basis = Basis(result.readings, result.rules, result.rates, labels, internal)
    closing = f"determined {len(rows):,} schools and districts"
    print_listing(
        shared, _listing(rows, basis, read.rows, by, closing), tally, (*cells, targets, entities, indicators)
    )


def _readings(shared: Shared, tally: Tally) -> tuple[dict[str, str], Mapping[int, Decimal] | None]:
    """Return the readings chosen, and the z by number of decisions where they are given in a table."""
    readings = parsed_readings(shared.reading)
    kind, _, file = readings.get("z", "").partition(":")
    if kind != "table" or not file:
        return readings, None
    from ai_cli.inputs.accountability_tables import read_z_table

    table, read = read_z_table(file)
    take(read, tally, found=bool(table))
    return {**readings, "z": kind}, table


def _facts(cells: list[str], others: tuple[str, str | None, str | None], tally: Tally) -> _Read:
    """Read all files; what is wrong with them is noted in the tally, and there are no facts without cells."""
    from ai_cli.accountability import rules_of_any_year
    from ai_cli.facts.accountability import AccountabilityFacts
    from ai_cli.inputs.accountability_tables import read_entities, read_other_indicators, read_targets

    rules = rules_of_any_year()
    targets, entities, indicators = others
    rows: list[LeftOut] = []
    known_cells, labels = _cells(cells, rules, rows, tally)
    known_targets, read = read_targets(targets, rules.vocabulary)
    rows.append(take(read, tally, found=bool(known_targets)))
    known_entities: dict[tuple[str, int], Entity] = {}
    known_others: dict[tuple[str, int, str, str], OtherIndicator] = {}
    if entities is not None:
        known_entities, read = read_entities(entities)
        rows.append(take(read, tally, found=bool(known_entities)))
    if indicators is not None:
        known_others, read = read_other_indicators(indicators, rules.vocabulary)
        rows.append(take(read, tally, found=bool(known_others)))
    if known_cells is None:
        return _Read(None, tuple(rows))
    facts = AccountabilityFacts(known_cells, known_targets, known_entities, known_others)
    return _Read(facts, tuple(rows), labels)


def _cells(
    files: list[str], rules: Rules, rows: list[LeftOut], tally: Tally
) -> tuple[Cells | None, tuple[str, ...]]:
    """Return the cells of one file, or of public files, with the labels of what is determined from them."""
    from ai_cli.inputs.accountability_cells import read_cells

    of_cells: Read | None = None
    if len(files) == 1:
        cells, of_cells = read_cells(files[0], rules.vocabulary)
        if cells is not None:
            rows.append(take(of_cells, tally, found=True))
            return cells, ()
    from ai_cli.accountability.public_cells import public_cells
    from ai_cli.inputs.public_results import read_public_results
    from ai_cli.results.gaps import APPROXIMATE, NO_ENROLLED

    found: list[PublicCell] = []
    for file in files:
        public, of_public = read_public_results(file, rules.tested_grades())
        if not public and of_cells is not None:
            of_public = of_cells  # the file of cells is what was meant, and says what is wrong with it
        rows.append(take(of_public, tally, found=bool(public)))
        found.extend(public.values())
    return (public_cells(found, files[0]) if found else None), (APPROXIMATE, NO_ENROLLED)


def _listing(
    rows: tuple[EntityRow, ...], basis: Basis, read: tuple[LeftOut, ...], by: By, closing: str
) -> Listing:
    from ai_cli.outputs import accountability_document, accountability_records
    from ai_cli.results.accountability_rows import outcomes

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

        internal = basis.internal
        if by is By.CELL:
            lines = accountability_records.cell_csv_rows(every, internal=internal)
            return Rows(accountability_records.CELL_COLUMNS, lines)
        lines = accountability_records.entity_csv_rows(rows, internal=internal)
        return Rows(accountability_records.ENTITY_COLUMNS, lines)

    return Listing("ayp", "Adequate yearly progress", basis, read, blocks, records, table, {}, closing)
