"""Says that a year lies outside those in which the law of accountability is in force, L104."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.findings import Finding, Place, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.accountability.rules import Rules


def out_of_force(rules: Rules, file: str) -> Iterator[Finding]:
    """Give the finding that the year of the rules is none in which the law is in force; nothing of a year in which it is."""
    nearest = rules.law.nearest_year(rules.year)
    if nearest != rules.year:
        yield finding(
            "L104",
            Place(file),
            program=rules.law.key,
            fiscal_year=rules.year,
            nearest=nearest,
            found=f"FY {rules.year}",
            allowed=rules.law.in_force_words(),
            fix="take the result as an illustration",
            cite=rules.law.cite,
        )
