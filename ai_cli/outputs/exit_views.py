"""Exits from the English learner group: for people, as JSON records, and as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Column, Heading, Lines, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ai_cli.outputs.csv_text import Cell
    from ai_cli.outputs.json_text import Record
    from ai_cli.results.gaps import Exit, ExitCounts

COUNT_COLUMNS = ("learners", "exits", "stays", "withheld", "internal")
CASE_COLUMNS = ("case_id", "exits", "below", "internal")


def exit_blocks(counts: ExitCounts, cases: Sequence[Exit]) -> Iterator[Block]:
    """Go through how many learners leave the group, and the cases where they are shown."""
    yield Heading("English learners who have reached the levels of leaving the group")
    figures = (("Learners", counts.learners), ("Leave", counts.exits), ("Stay", counts.stays))
    yield Lines(
        tuple(f"{name}: {'withheld' if number is None else f'{number:,}'}" for name, number in figures)
    )
    if cases:
        columns = (Column("Case"), Column("Leaves"), Column("Below the level", wraps=True))
        yield Table(
            columns,
            tuple((one.case, "yes" if one.exits else "no", ", ".join(one.below)) for one in cases),
        )


def exit_record(one: Exit) -> Record:
    """Return a case as JSON shows it."""
    return {"case_id": one.case, "exits": one.exits, "below": list(one.below)}


def case_rows(cases: Iterable[Exit]) -> Iterator[Sequence[Cell]]:
    """Go through the rows of a CSV file, one a case."""
    return ((one.case, "NY"[one.exits], ";".join(one.below), True) for one in cases)


def count_rows(counts: ExitCounts) -> Iterator[Sequence[Cell]]:
    """Return the one row of a CSV file with the counts."""
    yield (*counts, False)
