"""What files of students and of a state's schools say, as rows to be shown: rounded, and without what is withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal


class CellCounts(NamedTuple):
    """A cell as ``accountability ayp`` reads it, its rate and index in percent with four decimals; None where withheld."""

    entity_id: str
    level: str
    year: int
    subject: str
    group: str
    enrolled: int | None
    tested: int | None
    nD: int | None  # noqa: N815 - the name of the column
    nP: int | None  # noqa: N815 - the name of the column
    nM: int | None  # noqa: N815 - the name of the column
    nE: int | None  # noqa: N815 - the name of the column
    participation_rate: Decimal | None
    n: int | None
    index_points: Decimal | None
    withheld: bool


CELL_COLUMNS = tuple("index" if name == "index_points" else name for name in CellCounts._fields)
"""The names of the columns of cells."""


class CapRow(NamedTuple):
    """The cap of a district in a subject and test; students, None where withheld."""

    district_id: str
    subject: str
    test: str
    base: int | None
    cap: int | None
    proficient: int | None
    over: int | None
    withheld: bool


class DomainRow(NamedTuple):
    """Growth and gap reduction of a school in z with six decimals; None where withheld or below the least number."""

    school_id: str
    growth_tests: int | None
    growth_students: int | None
    growth_domain: Decimal | None
    agr_terms: int | None
    agr_students: int | None
    agr_weight: int | None
    agr_domain: Decimal | None
    withheld: bool


class StatusRow(NamedTuple):
    """What became of one row of the file, without the student's number; answers are Y or N, lists have semicolons."""

    row_id: str | None
    subject: str
    status: str
    reason: str | None
    fay_school: str
    fay_district: str
    fay_state: str
    part_den: str
    part_num: str
    prof_school: str
    prof_district: str
    prof_state: str
    groups_participation: str
    groups_proficiency: str
    n_subgroups: int | None
    cap: str | None
    level_used: str | None
    points: Decimal | None
    growth_counted: str
    warnings: str
    rules: str


class RatingRow(NamedTuple):
    """The rating of a school: ranks 0 to 1, points and ratings of 100 with four decimals, designations as Y or N."""

    school_id: str
    pr_proficiency: Decimal | None
    pr_growth: Decimal | None
    pr_gap_reduction: Decimal | None
    pr_graduation: Decimal | None
    pr_focused_proficiency: Decimal | None
    points_earned: Decimal | None
    points_possible: Decimal | None
    mmr: Decimal | None
    focus_rating: Decimal | None
    mmr_rank_over_n: Decimal | None
    mmr_midrank: Decimal | None
    priority: str
    focus: str
    reward: str
    celebration_eligible: str
    continuous_improvement: str
