"""Determines adequate yearly progress from files of counts, for the command and for the sheet of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.cli.accountability.listing import note_no_year, take
from ai_cli.results.accountability_rows import Basis, EntityRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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


class CountFiles(NamedTuple):
    """The files that determinations are made from: cells or public results, targets, schools and districts, other indicators."""

    cells: tuple[str, ...]
    targets: str
    entities: str | None = None
    indicators: str | None = None

    @property
    def names(self) -> tuple[str | None, ...]:
        """All of them."""
        return (*self.cells, self.targets, self.entities, self.indicators)


class Determined(NamedTuple):
    """The schools and districts with their cells, what that rests on, and the count of the rows of each file."""

    rows: tuple[EntityRow, ...]
    basis: Basis
    read: tuple[LeftOut, ...]


class _Read(NamedTuple):
    facts: AccountabilityFacts | None
    rows: tuple[LeftOut, ...]
    labels: tuple[str, ...] = ()


def determined(
    files: CountFiles,
    chosen: Mapping[str, str],
    tally: Tally,
    *,
    year: int | None = None,
    internal: bool = False,
    cells: bool = True,
) -> Determined:
    """Return the determinations of a year, the last one of the cells if none is asked for; what is wrong is noted in the tally.

    ``chosen`` are readings by name. There are none where a file cannot be read. Without ``cells`` the cells are left out of the rows.
    """
    from ai_cli.accountability import Rules, determine
    from ai_cli.accountability.publishing import entity_rows
    from ai_cli.accountability.withholding import privacy

    readings, table = _readings(chosen, tally)
    unread = tally.not_read
    read = _facts(files, tally)
    if read.facts is not None:
        note_no_year(tally, files.cells[0], year, (slot[0] for slot in read.facts.cells.slots))
    if read.facts is None or tally.not_read > unread:
        return Determined((), Basis({}, (), (), (), internal), read.rows)
    last = max((slot[0] for slot in read.facts.cells.slots), default=year or 0)
    rules = Rules(year or last, readings, table)
    result = determine(read.facts, rules)
    tally.add_findings(result.findings, of_lines=True)
    is_withheld = None if internal else privacy(read.facts, rules)
    rows = tuple(entity_rows(result, rules, is_withheld, cells=cells))
    labels = (*read.labels, *result.labels)
    return Determined(rows, Basis(result.readings, result.rules, result.rates, labels, internal), read.rows)


def _readings(
    readings: Mapping[str, str], tally: Tally
) -> tuple[Mapping[str, str], Mapping[int, Decimal] | None]:
    """Return the readings chosen, and the z by number of decisions where they are given in a table."""
    kind, _, file = readings.get("z", "").partition(":")
    if kind != "table" or not file:
        return readings, None
    from ai_cli.inputs.accountability_tables import read_z_table

    table, read = read_z_table(file)
    take(read, tally, found=bool(table))
    return {**readings, "z": kind}, table


def _facts(files: CountFiles, tally: Tally) -> _Read:
    """Read all files; what is wrong with them is noted in the tally, and there are no facts without cells."""
    from ai_cli.accountability import rules_of_any_year
    from ai_cli.facts.accountability import AccountabilityFacts
    from ai_cli.inputs.accountability_tables import read_entities, read_other_indicators, read_targets

    rules = rules_of_any_year()
    rows: list[LeftOut] = []
    known_cells, labels = _cells(files.cells, rules, rows, tally)
    known_targets, read = read_targets(files.targets, rules.vocabulary)
    rows.append(take(read, tally, found=bool(known_targets)))
    known_entities: dict[tuple[str, int], Entity] = {}
    known_others: dict[tuple[str, int, str, str], OtherIndicator] = {}
    if files.entities is not None:
        known_entities, read = read_entities(files.entities)
        rows.append(take(read, tally, found=bool(known_entities)))
    if files.indicators is not None:
        known_others, read = read_other_indicators(files.indicators, rules.vocabulary)
        rows.append(take(read, tally, found=bool(known_others)))
    if known_cells is None:
        return _Read(None, tuple(rows))
    facts = AccountabilityFacts(known_cells, known_targets, known_entities, known_others)
    return _Read(facts, tuple(rows), labels)


def _cells(
    files: Sequence[str], rules: Rules, rows: list[LeftOut], tally: Tally
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
