"""What is to be said of a program in a year in which it is not in force, or whose rates are doubtful: L104, L106."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.findings import Finding, Place, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.programs.program import Program


def out_of_years(program: Program, file: str, fiscal_year: int) -> Iterator[Finding]:
    """Go through what is to be said of a program's result for a fiscal year of this file."""
    law = program.law
    nearest = law.nearest_year(fiscal_year)
    if nearest != fiscal_year:
        yield finding(
            "L104",
            Place(file),
            program=program.key,
            fiscal_year=fiscal_year,
            nearest=nearest,
            found=f"FY {fiscal_year}",
            allowed=law.in_force_words(),
            fix=_instead(program, fiscal_year),
            cite=law.cite,
        )
    if law.doubtful is not None and law.is_doubtful(fiscal_year):
        years = f"FY {law.doubtful.first_fiscal_year} to FY {law.doubtful.last_fiscal_year}"
        yield finding(
            "L106",
            Place(file),
            program=program.key,
            fiscal_year=fiscal_year,
            why=law.doubtful.why,
            found=f"FY {fiscal_year}",
            allowed=f"years other than {years}",
            cite=law.cite,
        )


def _instead(program: Program, fiscal_year: int) -> str:
    """Return what to do about a program that is not in force in a fiscal year."""
    from ai_cli.programs.registry import program_of

    instead = program_of(program.law.state, fiscal_year).law
    if instead.nearest_year(fiscal_year) == fiscal_year:
        return f"leave out --program to use {instead.key}, the program in force that year"
    return "take the result as an illustration: no program computed here is in force that year"
