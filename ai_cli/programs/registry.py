"""All programs there are, and which one belongs to a state and year."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from ai_cli.programs.program import Program

MODULES = ("mn_achievement_integration", "mn_integration_revenue", "mn_hf2051", "wi_integration_aid")
"""The modules of the programs, in the order in which programs are looked through."""


class _Programs(Sequence["Program"]):
    """The programs, each imported when it is looked at: most runs need only the first one."""

    def __len__(self) -> int:
        return len(MODULES)

    @overload
    def __getitem__(self, index: int) -> Program: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Program, ...]: ...

    def __getitem__(self, index: int | slice) -> Program | tuple[Program, ...]:
        if isinstance(index, slice):
            return tuple(self[one] for one in range(*index.indices(len(self))))
        one: Program = import_module(f"ai_cli.programs.{MODULES[index]}").PROGRAM
        return one


PROGRAMS: Sequence[Program] = _Programs()


def program(key: str) -> Program | None:
    """Return the program with this key, None where there is none."""
    return next((one for one in PROGRAMS if one.key == key), None)


def program_of(state: str, fiscal_year: int) -> Program:
    """Return the law of a state in a fiscal year, that of the nearest year where none is in force.

    Errors: ``ValueError`` for a state without any.
    """

    def years_away(one: Program) -> int:
        return abs(one.law.nearest_year(fiscal_year) - fiscal_year)

    laws = (one for one in PROGRAMS if one.law.kind == "program" and one.law.state == state)
    looked_at = []
    for one in laws:
        if not years_away(one):
            return one  # the laws of the others need not be read
        looked_at.append(one)
    return min(looked_at, key=years_away)
