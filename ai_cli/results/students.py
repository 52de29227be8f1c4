"""What a file of students says: cells, caps, scores of domains, and what became of each row. Nobody is named."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.findings import Finding
    from ai_cli.results.accountability import RuleOfLaw
    from ai_cli.results.screening import RateOfLaw

_PER_CENT = 100

NOT_LOCAL = "not computable from local data: needs a statewide file"
"""Stands for percentile ranks, points, ratings and designations beside domain scores of a district."""


class StudentCell(NamedTuple):
    """A group of an entity in a subject: students enrolled in the window and tested, and full-year scores by level.

    ``entity`` is ``state`` for the whole state. Scores are those after the caps; ``points`` is what they score in the index of
    what they could, ``possible``.
    """

    entity: str
    level: str
    year: int
    subject: str
    group: str
    enrolled: int
    tested: int
    does_not_meet: int
    partially_meets: int
    meets: int
    exceeds: int
    points: int
    possible: int

    @property
    def levels(self) -> tuple[int, int, int, int]:
        """The scores by level, the lowest first."""
        return self.does_not_meet, self.partially_meets, self.meets, self.exceeds

    @property
    def scored(self) -> int:
        """The full-year scored students."""
        return sum(self.levels)

    @property
    def participation_rate(self) -> Fraction | None:
        """The students tested of those enrolled, in percent and exact; None of nobody."""
        return Fraction(_PER_CENT * self.tested, self.enrolled) if self.enrolled else None

    @property
    def index_points(self) -> Fraction | None:
        """The index, 0 to 100 and exact; None of nobody."""
        return Fraction(_PER_CENT * self.points, self.possible) if self.possible else None


class Cap(NamedTuple):
    """The cap on proficient scores of a test in a district, or the ``state``, and subject.

    ``base`` are the students it is a share of, ``cap`` the scores that may count, ``proficient`` those there are, ``over``
    those that do not count as proficient.
    """

    district: str
    subject: str
    test: str
    base: int
    cap: int
    proficient: int
    over: int


class StudentDomains(NamedTuple):
    """Growth and gap reduction of one school. A score is None below its least number of different students.

    ``growth_tests`` and ``gap_weight`` are tests, the latter once for each group; ``gap_terms`` are the cells that are
    compared. Units: z, exact.
    """

    school: str
    growth_tests: int
    growth_students: int
    growth: Fraction | None
    gap_terms: int
    gap_students: int
    gap_weight: int
    gap_reduction: Fraction | None


class RowStatus(NamedTuple):
    """What became of one row of the file, without the student's number.

    ``line`` is the row of the file. ``full_year`` and ``score_counts`` are by school, district and state. ``cap`` is kept or
    over, ``level_used`` the level that counts, ``points`` what it counts in the index. ``rules`` are those that decided.
    """

    line: int
    row_id: str | None
    subject: str
    status: str
    reason: str | None
    full_year: tuple[bool, bool, bool]
    enrolled: bool
    tested: bool
    score_counts: tuple[bool, bool, bool]
    groups_participation: tuple[str, ...]
    groups_proficiency: tuple[str, ...]
    subgroups: int | None
    cap: str | None
    level_used: str | None
    points: Fraction | None
    growth_counted: bool
    warnings: tuple[str, ...]
    rules: tuple[str, ...]


class StudentsResult(NamedTuple):
    """All that a file of students says of one year.

    ``rows`` were read, ``left_out`` of them are not counted, by reason; ``statuses`` counts the others. ``domains`` are empty
    without comparators. ``labels`` are to be printed with it.
    """

    file: str
    year: int
    rows: int | None
    left_out: Mapping[str, int]
    statuses: Mapping[str, int]
    cells: tuple[StudentCell, ...]
    caps: tuple[Cap, ...]
    domains: tuple[StudentDomains, ...]
    readings: Mapping[str, str]
    rules: tuple[RuleOfLaw, ...]
    rates: tuple[RateOfLaw, ...]
    labels: tuple[str, ...]
    findings: tuple[Finding, ...]
