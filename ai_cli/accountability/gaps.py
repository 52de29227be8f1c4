"""Achievement gaps between two groups in percentage points, R65, and those of the state, R66."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.accountability.mixture import mixture
from ai_cli.facts.accountability import Gap
from ai_cli.findings import Place
from ai_cli.results.gaps import GapChange

if TYPE_CHECKING:
    from fractions import Fraction

    from ai_cli.accountability.rules import Rules
    from ai_cli.results.gaps import Mixture

NOT_PROFICIENT, PROFICIENT = "nonproficient", "proficient"
"""What the percents of a gap are of."""

_STATEWIDE = (
    ("WHT", "not_proficient_mathematics_white", "BLK", "not_proficient_mathematics_black"),
    ("WHT", "not_proficient_mathematics_white", "HIS", "not_proficient_mathematics_hispanic"),
    ("not_FRP", "not_proficient_mathematics_not_frp", "FRP", "not_proficient_mathematics_frp"),
)


def gap(reference: Fraction, focal: Fraction, measure: str) -> Fraction:
    """Return the gap of two percents in percentage points, positive where the focal group is behind."""
    return focal - reference if measure == NOT_PROFICIENT else reference - focal


def gap_change(one: Gap, rules: Rules) -> GapChange:
    """Return the gap of two groups now, before where that is known, and its change.

    Shape: one pair of groups in one subject. Units: percentage points, exact. Errors: none.
    """
    now = gap(one.reference_now, one.focal_now, one.measure)
    before = None
    if one.reference_before is not None and one.focal_before is not None:
        before = gap(one.reference_before, one.focal_before, one.measure)
    change = None if before is None else now - before
    names = (one.case, one.subject, one.measure, one.reference, one.focal)
    return GapChange(*names, before, now, change, rules.cited(("R65",)))


def statewide_pairs(rules: Rules) -> tuple[Gap, ...]:
    """Return the percents not proficient in mathematics of the whole state, of pairs of groups, in the year of the rules.

    Errors: ``LookupError`` for a year before the first that the state's percents are known for.
    """
    return tuple(
        Gap(
            case=f"{focal}-{reference}",
            source=rules.rate(of_focal).entry.cite,
            subject="M",
            measure=NOT_PROFICIENT,
            reference=reference,
            focal=focal,
            reference_before=None,
            focal_before=None,
            reference_now=rules.share(of_reference),
            focal_now=rules.share(of_focal),
            place=Place(),
        )
        for reference, of_reference, focal, of_focal in _STATEWIDE
    )


def statewide_gaps(rules: Rules) -> tuple[GapChange, ...]:
    """Return the gaps in mathematics of the whole state, in the year of the rules. Errors: as ``statewide_pairs``."""
    cited = rules.cited(("R65", "R66"))
    return tuple(gap_change(one, rules)._replace(rules=cited) for one in statewide_pairs(rules))


def statewide_mixture(rules: Rules, given: Fraction | None = None, place: Place | None = None) -> Mixture:
    """Return the share of students with free or reduced-price meals that the state's percents imply.

    ``given`` is a share in percent to hold against it, and ``place`` where it stands. Errors: as ``statewide_pairs``.
    """
    every = rules.share("not_proficient_mathematics")
    group, others = (rules.share(f"not_proficient_mathematics_{one}") for one in ("frp", "not_frp"))
    return mixture(every, group, others, rules, name="FRP", given=given, place=place)


def statewide_not_proficient(rules: Rules) -> dict[str, Fraction]:
    """Return the statewide percent of students who are not proficient, by subject. Errors: as ``statewide_gaps``."""
    keys = {
        "R": "not_proficient_reading",
        "M": "not_proficient_mathematics",
        "S": "not_proficient_science",
    }
    return {subject: rules.share(key) for subject, key in keys.items()}
