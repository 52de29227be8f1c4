"""Determinations as rows to be shown: figures rounded for reading, and nothing of what is withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from ai_cli.results.accountability import RuleOfLaw
    from ai_cli.results.new_schools import NewSchoolRow
    from ai_cli.results.screening import RateOfLaw

WITHHELD = "withheld"
"""Stands where a result is not published because it would tell of too few students."""


class CellRow(NamedTuple):
    """One determination. Indexes, rates and targets are 0 to 100 with four decimals; ``n`` are students.

    ``withheld`` tells that its figures are not published; they are None then.
    """

    scope: str
    entity_id: str
    level: str
    year: int
    subject: str | None
    group: str | None
    n: int | None
    value: Decimal | None
    target: Decimal | None
    adjusted_target: Decimal | None
    sh_base_year: int | None
    sh_target: Decimal | None
    pooled2_n: int | None
    pooled2_value: Decimal | None
    pooled2_adjusted: Decimal | None
    pooled3_n: int | None
    pooled3_value: Decimal | None
    pooled3_adjusted: Decimal | None
    result: str
    route: str | None
    reason: str | None
    rules: str
    withheld: bool = False


class EntityRow(NamedTuple):
    """One school or district. Scores are 0 to 1 with six decimals; their weights are students, once for each cell.

    ``withheld`` tells that some of it is not published. ``new_school`` is None where nothing is said of new students or teachers.
    """

    entity_id: str
    level: str
    year: int
    status: str
    decisions: int | None
    z: Decimal | None
    participation_evaluated: int | None
    proficiency_evaluated: int | None
    ayp: str
    failing: str | None
    amao3: str | None
    mmr_status: str
    proficiency_domain: Decimal | None
    proficiency_weight: int | None
    focused_domain: Decimal | None
    focused_weight: int | None
    graduation_domain: Decimal | None
    graduation_weight: int | None
    priority_focus_eligible: bool | None
    name: str | None
    cells: tuple[CellRow, ...]
    labels: tuple[str, ...]
    withheld: bool = False
    new_school: NewSchoolRow | None = None


def outcomes(one: EntityRow) -> Iterator[CellRow]:
    """Go through the results of a school or district as rows beside those of its cells: AYP, and AMAO 3 of a district."""
    figures = (None,) * (CellRow._fields.index("result") - CellRow._fields.index("n"))
    where = (one.entity_id, one.level, one.year)
    yield CellRow._make(
        ("ayp", *where, None, None, *figures, one.ayp, one.failing or None, None, "R31", False)
    )
    if one.amao3 is not None:
        yield CellRow._make(("amao3", *where, None, "LEP", *figures, one.amao3, None, None, "R32", False))


class GraduationRow(NamedTuple):
    """The graduation of one group of a district: graduates, cohort and rate in percent, for each rate; those of the year before."""

    data_year: str
    district_id: str
    district: str | None
    category: str
    group: str
    figures: Mapping[str, int | Decimal | None]
    result: str
    route: str | None
    reason: str | None
    withheld: bool = False


class GapRow(NamedTuple):
    """A gap in percentage points between two groups now and before, and its change; percents are 0 to 100."""

    case_id: str
    source: str | None
    subject: str
    measure: str
    reference: str
    focal: str
    ref_before: Decimal | None
    focal_before: Decimal | None
    ref_now: Decimal | None
    focal_now: Decimal | None
    gap_before: Decimal | None
    gap_now: Decimal | None
    change: Decimal | None
    withheld: bool = False


class ProgressRow(NamedTuple):
    """Where a group stands beside its own path to half closure, in index points with four decimals."""

    entity_id: str
    district_id: str
    year: int
    subject: str
    group: str
    base_year: int
    reached: Decimal | None
    target: Decimal | None
    difference: Decimal | None
    met: bool
    withheld: bool = False


class Basis(NamedTuple):
    """What a list of rows rests on: the readings, the rules and figures of the law, what is to be said of all of them.

    ``internal`` tells that nothing is withheld, so that it must not be published.
    """

    readings: Mapping[str, str]
    rules: tuple[RuleOfLaw, ...]
    rates: tuple[RateOfLaw, ...]
    labels: tuple[str, ...]
    internal: bool
