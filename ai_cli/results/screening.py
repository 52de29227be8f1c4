"""What the screening of a district says: its schools, its neighbors, and how well each of it could be tested."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from ai_cli.findings import Finding

RACIALLY_ISOLATED, ADJOINING, NONE, NOT_SCREENED = "racially_isolated", "adjoining", "none", "not_screened"
"""The words for the screening of a district."""


class SchoolScreening(NamedTuple):
    """A school compared with the traditional schools of its district over the same grades.

    Percents and ``difference``, in percentage points, are exact, None where they cannot be had. ``counted_percent`` is
    what is compared: without the American Indian students where the exception applies. ``alone`` marks a school with
    which no other one of the district shares a grade, so that it is compared with itself. What could not be tested
    is None, and ``reason`` says why.
    """

    id: str
    name: str | None
    classification: str | None
    grades: str
    total: int | None
    protected: int | None
    american_indian: int | None
    district_total: int | None
    district_protected: int | None
    protected_percent: Fraction | None
    counted_percent: Fraction | None
    district_percent: Fraction | None
    difference: Fraction | None
    american_indian_exception: bool | None
    racially_identifiable: bool | None
    official: bool | None
    alone: bool
    reason: str | None = None


class NotScreened(NamedTuple):
    """A school that is not among those screened, and why; ``official`` is its status where that is given."""

    id: str
    name: str | None
    classification: str | None
    reason: str
    official: bool | None = None


class NeighbourScreening(NamedTuple):
    """A district compared with one that it touches.

    ``difference`` is this district's percent less the neighbor's, in percentage points, ``isolates`` whether it is
    past the threshold; ``their_difference`` is the other way round. ``isolated`` is whether the neighbor is racially
    isolated itself, ``told`` whether that was given, not tested here, ``by_corner`` whether it is so only through a corner. ``counts`` is whether the contact makes the two
    adjoin. What could not be tested is None, and ``reason`` says why.
    """

    id: str
    name: str | None
    contact: str | None
    protected_percent: Fraction | None
    difference: Fraction | None
    their_difference: Fraction | None
    isolates: bool | None
    isolated: bool | None
    told: bool
    by_corner: bool
    counts: bool
    reason: str | None = None


class RateOfLaw(NamedTuple):
    """A threshold or list that a screening rests on."""

    key: str
    text: str
    standing: str
    cite: str


class Screening(NamedTuple):
    """The screening of one district for one fiscal year, and of its schools.

    ``decided_by`` is the neighbor that decides that the district is isolated, or adjoins an isolated one.
    Thresholds are in percentage points. ``not_tested`` says, for each test that was not made or came to nothing, why. ``conclusion`` says the result in a
    sentence or two.
    """

    file: str
    district_id: str
    district_name: str | None
    fiscal_year: int
    october_1: int
    source: str
    total: int | None
    protected: int | None
    american_indian: int | None
    protected_percent: Fraction | None
    counted_percent: Fraction | None
    american_indian_exception: bool | None
    racially_isolated: bool | None
    adjoining_racially_isolated: bool | None
    screening: str
    decided_by: NeighbourScreening | None
    official: tuple[str, ...]
    schools: tuple[SchoolScreening, ...]
    schools_not_screened: tuple[NotScreened, ...]
    adjoining: tuple[NeighbourScreening, ...] | None
    not_tested: tuple[str, ...]
    school_threshold: Fraction
    district_threshold: Fraction
    readings: Mapping[str, str]
    rates: tuple[RateOfLaw, ...]
    conclusion: str
    findings: tuple[Finding, ...]

    @property
    def district(self) -> str:
        """The district as it is named in a sentence."""
        return self.district_name or self.district_id

    @property
    def complete(self) -> bool:
        """Whether it is known if the district is isolated, where its neighbors are given."""
        return not self.adjoining or self.racially_isolated is not None

    @property
    def identifiable(self) -> tuple[SchoolScreening, ...]:
        """The schools that are racially identifiable."""
        return tuple(one for one in self.schools if one.racially_identifiable)


class TransferTest(NamedTuple):
    """Whether one kind of transfer between two attendance areas counts, Wisconsin. What could not be tested is None."""

    number: int
    kind: str | None
    pupil: str | None
    from_percent: Fraction | None
    to_percent: Fraction | None
    eligible: bool | None
    reason: str


class TransferScreening(NamedTuple):
    """The screening of a Wisconsin district's transfers."""

    file: str
    district_id: str
    district_name: str | None
    fiscal_year: int
    transfers: tuple[TransferTest, ...]
    readings: Mapping[str, str]
    rates: tuple[RateOfLaw, ...]
    conclusion: str
    findings: tuple[Finding, ...]

    @property
    def district(self) -> str:
        """The district as it is named in a sentence."""
        return self.district_name or self.district_id

    @property
    def complete(self) -> bool:
        """Whether every transfer could be tested."""
        return all(one.eligible is not None for one in self.transfers)
