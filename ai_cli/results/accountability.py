"""What the determination of AYP says: each evaluated cell with the route that decided it, each school and district."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.findings import Finding
    from ai_cli.results.new_schools import NewSchool
    from ai_cli.results.screening import RateOfLaw

PROFICIENCY, PARTICIPATION, ATTENDANCE, GRADUATION = (
    "proficiency",
    "participation",
    "attendance",
    "graduation",
)
"""The scopes of a determination, in the order of results."""

MET, NOT_MET, NOT_EVALUATED, UNDETERMINED = "met", "not_met", "not_evaluated", "undetermined"
"""The results of a determination; undetermined is what a missing target or other fact leaves open."""

MADE, NOT_MADE, NO_RESULT, NO_EVALUATED_CELL = "made", "not_made", "no_result", "no_evaluated_cell"
"""The results of AYP, beside undetermined."""

NORMAL, SMALL_AVERAGED, SMALL_BELOW, FEEDER, DISTRICT = (
    "normal", "small_averaged", "small_below_20", "feeder", "district",
)  # fmt: skip
"""How an entity is evaluated."""

NOT_APPLICABLE = "not_applicable"
"""What AMAO 3 is for a district without Title III funds."""

ELIGIBLE, SMALL = "eligible", "small"
"""Whether a school has a rating, beside feeder and district."""

ENROLLED_NOT_KNOWN = "enrolled_not_known"
"""Why participation is not evaluated where the file does not say who was to be tested, as public results do not."""

NOT_THEIR_Z = "not MDE's z table"
ASSUMED_SIZE = "no row of the entity: taken as a school of ordinary size, that feeds no other"
_PER_CENT = 100


def lowered(target: Fraction, z: Fraction, students: int) -> Decimal:
    """Return a target less z standard errors of as many students, to the digits of a decimal number: for display only.

    Units: index points, 0 to 100. What is decided is decided without a root, see ``accountability.interval``.
    """
    with localcontext():
        variance = target * (_PER_CENT - target) / students
        root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
        return (
            Decimal(target.numerator) / Decimal(target.denominator)
            - Decimal(z.numerator) / Decimal(z.denominator) * root
        )


FROM = "from_paired:"
"""Goes before the id of the school whose result a feeder has, where other schools list what failed."""


class Pooled(NamedTuple):
    """A cell with that of years before it: its students, its index, and the z of its interval, None without one."""

    students: int
    points: int
    whole: int
    z: Fraction | None

    @property
    def value(self) -> Fraction:
        """The index, 0 to 100 and exact."""
        return Fraction(_PER_CENT * self.points, self.whole)


class Trail(NamedTuple):
    """What was compared after the target and its interval: averages, and safe harbor if it was met, so many years back."""

    safe_harbor_back: int | None = None
    safe_harbor_target: Fraction | None = None
    pooled_2: Pooled | None = None
    pooled_3: Pooled | None = None


class Determination(NamedTuple):
    """Whether one group of an entity meets one indicator.

    ``value`` is ``part`` of ``whole`` in percent: index points, or a rate. ``students`` are those that decide whether it is
    evaluated: scored, enrolled, members or the four-year cohort. ``z`` is that of the interval of the target, None without
    one. ``route`` says by what it is met, ``none`` by nothing, and ``reason`` why it is not evaluated. ``rules`` are the
    numbers of the rules that decided.
    """

    scope: str
    entity: str
    year: int
    subject: str | None
    group: str
    students: int
    part: int
    whole: int
    target: Fraction | None
    result: str
    route: str | None
    reason: str | None
    rules: tuple[str, ...]
    z: Fraction | None = None
    trail: Trail | None = None

    @property
    def value(self) -> Fraction | None:
        """The index or rate, 0 to 100 and exact, None of nobody."""
        return Fraction(_PER_CENT * self.part, self.whole) if self.whole else None

    @property
    def adjusted_target(self) -> Decimal | None:
        """The target lowered by the interval of this year, for display; None without one."""
        if self.z is None or self.target is None:
            return None
        return lowered(self.target, self.z, self.students)

    @property
    def safe_harbor_year(self) -> int | None:
        """The base year of the safe harbor that was met, None where it was not."""
        back = None if self.trail is None else self.trail.safe_harbor_back
        return None if back is None else self.year - back

    def adjusted(self, pooled: Pooled | None) -> Decimal | None:
        """Return the target lowered by the interval of several years, for display; None without one."""
        if pooled is None or pooled.z is None or self.target is None:
            return None
        return lowered(self.target, pooled.z, pooled.students)

    @property
    def name(self) -> str:
        """The cell as a list of failures names it, ``proficiency:R:HIS``."""
        return ":".join(part for part in (self.scope, self.subject, self.group) if part)


made = partial(tuple.__new__, Determination)
"""Makes a determination of all its fields in order, several times as fast as naming it: for the many that meet at once."""


class DomainScore(NamedTuple):
    """The share of the students of evaluated cells who are in a cell that meets: ``met`` of ``weight``."""

    met: int
    weight: int

    @property
    def score(self) -> Fraction | None:
        """The score, 0 to 1 and exact, None without an evaluated cell."""
        return Fraction(self.met, self.weight) if self.weight else None


class EntityResult(NamedTuple):
    """The determination of a school or district in one year.

    ``school_type`` is E, M, H or O, inside which schools are compared. ``decisions`` is how many were made, ``z`` the one they choose, None where nothing is decided. ``failing`` names the
    cells that are not met, or the school whose result a feeder has. ``amao3`` is None for a school, the scores for what has
    none. ``labels`` are to be printed with the result. ``new_school`` is None where nothing is said of new students or teachers.
    """

    entity: str
    name: str | None
    level: str
    year: int
    school_type: str | None
    status: str
    decisions: int
    z: Fraction | None
    participation_evaluated: int
    proficiency_evaluated: int
    ayp: str
    failing: tuple[str, ...]
    amao3: str | None
    mmr_status: str
    proficiency_domain: DomainScore | None
    focused_domain: DomainScore | None
    graduation_domain: DomainScore | None
    priority_focus_eligible: bool | None
    determinations: tuple[Determination, ...]
    rules: tuple[str, ...]
    labels: tuple[str, ...]
    new_school: NewSchool | None = None

    def of(self, scope: str, subject: str | None, group: str) -> Determination | None:
        """Return the determination of one cell, None where there is none."""
        wanted = (scope, subject, group)
        found = (one for one in self.determinations if (one.scope, one.subject, one.group) == wanted)
        return next(found, None)


class RuleOfLaw(NamedTuple):
    """A rule that a determination names by number."""

    number: str
    title: str
    cite: str
    standing: str


class Accountability(NamedTuple):
    """The determinations of one year, by entity, with the law and the readings behind them.

    ``labels`` are to be printed with it: whose z the intervals have, and the rules of unverified standing that decided.
    """

    year: int
    entities: tuple[EntityResult, ...]
    readings: Mapping[str, str]
    rules: tuple[RuleOfLaw, ...]
    rates: tuple[RateOfLaw, ...]
    labels: tuple[str, ...]
    findings: tuple[Finding, ...]


def fed_school(failing: str) -> str | None:
    """Return the school that a feeder's result is from, by what stands where others list what failed; None of those."""
    return failing.removeprefix(FROM) if failing.startswith(FROM) else None
