"""All programs there are, and which one belongs to a state and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.programs import (
    mn_achievement_integration,
    mn_hf2051,
    mn_integration_revenue,
    wi_integration_aid,
)

if TYPE_CHECKING:
    from ai_cli.programs.program import Program

PROGRAMS: tuple[Program, ...] = (
    mn_achievement_integration.PROGRAM,
    mn_integration_revenue.PROGRAM,
    mn_hf2051.PROGRAM,
    wi_integration_aid.PROGRAM,
)


def program(key: str) -> Program | None:
    """Return the program with this key, None where there is none."""
    return next((one for one in PROGRAMS if one.key == key), None)


def program_of(state: str, fiscal_year: int) -> Program:
    """Return the law of a state in a fiscal year, that of the nearest year where none is in force.

    Errors: ``ValueError`` for a state without any.
    """
    laws = [one for one in PROGRAMS if one.law.kind == "program" and one.law.state == state]
    return min(laws, key=lambda one: abs(one.law.nearest_year(fiscal_year) - fiscal_year))
