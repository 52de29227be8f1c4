"""What is said of gaps between groups, of paths to half closure and of leaving the English learner group."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

    from ai_cli.findings import Finding
    from ai_cli.results.accountability import RuleOfLaw
    from ai_cli.results.screening import RateOfLaw

DERIVED_PATH, LOCAL_PATH = "derived AMO", "local target"
"""The labels of a path: built in place of the state's table, and a district's own."""

NO_STATE_FORMULA = "no formula of the state's: the difference that districts report"
UNVERIFIED = "unverified"
APPROXIMATE = "not FAY, approximate"
NOT_WHOLE = "grades that are not published are missing"
NO_ALTERNATE_TEST = "no MTAS scores"
NO_ENROLLED = "no counts of those enrolled: participation is not evaluated"
"""The labels of figures from public files."""


class GapChange(NamedTuple):
    """A gap in percentage points, positive where the focal group is behind; ``change`` below 0 is a smaller gap."""

    case: str
    subject: str
    measure: str
    reference: str
    focal: str
    before: Fraction | None
    now: Fraction
    change: Fraction | None
    rules: tuple[RuleOfLaw, ...]
    labels: tuple[str, ...] = (NO_STATE_FORMULA,)


class PathYear(NamedTuple):
    """The target of one year, in index points."""

    year: int
    target: Fraction


class Progress(NamedTuple):
    """The index a group has reached beside its target: ``difference`` below 0 is behind, ``met`` only above the target."""

    year: int
    subject: str
    group: str
    reached: Fraction
    target: Fraction
    difference: Fraction
    met: bool
    rules: tuple[RuleOfLaw, ...]
    labels: tuple[str, ...] = (LOCAL_PATH,)


class Mixture(NamedTuple):
    """The share of a group that the percents of all, of the group and of the others imply, in percent.

    ``given`` is the share that was supplied, ``agrees`` whether the two lie within the tolerance. None where not known; the
    share is None where the two groups have the same percent or no share from 0 to 100 gives that of all.
    """

    group: str
    implied: Fraction | None
    given: Fraction | None
    agrees: bool | None
    tolerance: Fraction
    rules: tuple[RuleOfLaw, ...]
    findings: tuple[Finding, ...]
    labels: tuple[str, ...] = (UNVERIFIED,)


class Exit(NamedTuple):
    """Whether a learner has reached the level of leaving the group; ``below`` names the scores that are too low."""

    case: str
    exits: bool
    below: tuple[str, ...]
    rules: tuple[RuleOfLaw, ...]
    rates: tuple[RateOfLaw, ...]


class ExitCounts(NamedTuple):
    """How many learners there are, leave the group and stay in it; None where it is withheld."""

    learners: int | None
    exits: int | None
    stays: int | None
    withheld: bool


class PublicIndex(NamedTuple):
    """The index and percent proficient of a cell of a public file, 0 to 100, None of nobody.

    ``publishable`` tells whether there are students enough for the figures to be shown.
    """

    entity: str
    year: int
    subject: str
    group: str
    students: int
    points: Fraction | None
    percent_proficient: Fraction | None
    evaluated: bool
    publishable: bool
    rules: tuple[RuleOfLaw, ...]
    labels: tuple[str, ...]
