"""Public test results as cells: of all students tested, so that what is determined from them is approximate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.accountability import Cells

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_cli.facts.accountability import Counts, PublicCell, Slot

STATE = "state"


def public_cells(found: Iterable[PublicCell], file: str) -> Cells:
    """Return the cells of public files, which count nobody as enrolled: they do not tell who was to be tested.

    Of two with the same entity, year, subject and group, those of two tests, the counts are added. The row of the whole
    state is no school or district. Shape: one cell a group. Units: students. Errors: none.
    """
    every = [one for one in found if one.entity != STATE]
    slots: dict[Slot, int] = {}
    entities: dict[str, int] = {}
    for one in every:
        slots.setdefault((one.year, one.subject, one.group), len(slots))
    for one in every:
        entities.setdefault(one.entity, len(entities) * len(slots))
    rows: dict[int, Counts] = {}
    for one in every:
        number = entities[one.entity] + slots[one.year, one.subject, one.group]
        _, _, lowest, partially, meets, exceeds, line = rows.get(
            number, (0, 0, 0, 0, 0, 0, one.place.line or 0)
        )
        rows[number] = (
            0,
            0,
            lowest + one.does_not_meet,
            partially + one.partially_meets,
            meets + one.meets,
            exceeds + one.exceeds,
            line,
        )
    return Cells(file, entities, slots, rows, enrolled_known=False)
