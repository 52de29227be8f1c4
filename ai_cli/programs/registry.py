"""All programs there are, and which one belongs to a state and year."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ai_cli.programs.program import Program

MODULES = ("mn_achievement_integration", "mn_integration_revenue", "mn_hf2051", "wi_integration_aid")
"""The modules of the programs, in the order in which programs are looked through."""


class _Programs:
    """The programs, each imported when it is looked at: most runs need only the first one."""

    def __iter__(self) -> Iterator[Program]:
        for name in MODULES:
            one: Program = import_module(f"ai_cli.programs.{name}").PROGRAM
            yield one


PROGRAMS: Iterable[Program] = _Programs()


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
