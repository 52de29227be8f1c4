"""Reads with which group students of two or more races are counted, by the code that their rows have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.inputs.accountability_tables import read_table
from ai_cli.inputs.state_columns import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ai_cli.facts.accountability import Read
    from ai_cli.inputs.accountability_rows import Fields

RACES = Shape(
    what="groups of race codes, a row for each code",
    fields={"race": ("race",), "group": ("group",)},
    counts={},
)


def read_races(file: str, groups: Sequence[str], settled: Sequence[str]) -> tuple[dict[str, str], Read]:
    """Return the group of each race code of a file, and what was left out of it.

    ``groups`` are those that may stand beside a code; ``settled`` are codes of which the law says the group. Findings: I101 a
    missing value, I103 an unknown group, I104 a code that stands twice, I105 a code whose group is settled. Nothing is raised.
    """

    def row_of(fields: Fields) -> tuple[str, str, int] | None:
        race = fields.read("race", str)
        group = fields.word("group", tuple(groups))
        if race in settled:
            allowed = f"a code of two or more races, other than {', '.join(settled)}"
            fields.refuse("I105", "race", f"'{race}'", allowed, "leave the row out")
        return None if race is None or group is None else (race, group, fields.number)

    return read_table(file, RACES, row_of)
