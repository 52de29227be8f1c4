"""The thresholds, lists and readings that a screening goes by in one fiscal year."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from ai_cli.findings import Finding, Place, finding
from ai_cli.law.figures import Figures
from ai_cli.results.screening import RateOfLaw

if TYPE_CHECKING:
    from collections.abc import Mapping

MINNESOTA, WISCONSIN = "mn-eligibility", "wi-eligible-transfers"
PER_CENT = 100


class Rules(Figures):
    """What one screening law says in one fiscal year.

    ``readings`` are all the readings of that law, those that the user did not choose with their default.
    """

    def __init__(self, law_key: str, fiscal_year: int, readings: Mapping[str, str]) -> None:
        super().__init__(law_key, fiscal_year)
        self.readings = {
            name: readings[name] if readings.get(name) in reading.choices else reading.default
            for name, reading in sorted(self.law.readings.items())
        }

    @cached_property
    def school_threshold(self) -> Fraction:
        """Percentage points past which a school is identifiable."""
        return Fraction(self.number("school_threshold"))

    @cached_property
    def district_threshold(self) -> Fraction:
        """Percentage points past which a district is isolated."""
        return Fraction(self.number("district_threshold"))

    @cached_property
    def near(self) -> Fraction:
        """Percentage points from a threshold within which a result is marked."""
        return Fraction(self.number("near_threshold"))

    @cached_property
    def minority_share(self) -> Fraction:
        """Percent of minority pupils from which on an attendance area sends them, Wisconsin."""
        return Fraction(self.number("minority_share")) * PER_CENT

    @cached_property
    def district_types(self) -> tuple[str, ...]:
        """The types of district that are screened, the last two digits of an id."""
        return self.texts("screened_district_types")

    @cached_property
    def classifications(self) -> tuple[str, ...]:
        """The classifications of the schools that are screened."""
        return self.texts("screened_classifications")

    @cached_property
    def known_classifications(self) -> tuple[str, ...]:
        """Every classification that the state is known to use."""
        return self.texts("known_classifications")

    def rates(self) -> tuple[RateOfLaw, ...]:
        """Return the thresholds and lists that were used, in the order of the law."""
        return tuple(
            RateOfLaw(key, one.text, one.entry.standing, one.entry.cite) for key, one in self.in_order()
        )

    def out_of_years(self, place: Place) -> tuple[Finding, ...]:
        """Return the finding that the law is not in force in the fiscal year, L104, if so."""
        nearest = self.law.nearest_year(self.fiscal_year)
        if nearest == self.fiscal_year:
            return ()
        return (
            finding(
                "L104",
                place,
                program=self.law.key,
                fiscal_year=self.fiscal_year,
                nearest=nearest,
                found=f"FY {self.fiscal_year}",
                allowed=self.law.in_force_words(),
                fix="take the result as an illustration",
                cite=self.law.cite,
            ),
        )


def rules_of(fiscal_year: int, readings: Mapping[str, str]) -> Rules:
    """Return what Minnesota's rules say in a fiscal year under the readings chosen."""
    return Rules(MINNESOTA, fiscal_year, readings)
