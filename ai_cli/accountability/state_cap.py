"""The cap on the alternate test for the state as a whole, R19: checked, since nobody says which of its scores go first."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.accountability.caps import is_proficient
from ai_cli.accountability.full_year import STATE
from ai_cli.accountability.student_tests import is_one_of
from ai_cli.findings import Place, finding
from ai_cli.results.students import Cap

if TYPE_CHECKING:
    from ai_cli.accountability.caps import Capped
    from ai_cli.accountability.roster import Roster
    from ai_cli.findings import Finding


class StateCaps(NamedTuple):
    """The cap of the state in each subject, and those that are exceeded."""

    caps: tuple[Cap, ...]
    findings: tuple[Finding, ...]


def state_caps(roster: Roster, scores: Capped) -> StateCaps:
    """Return the cap of the state in each subject, beside the proficient scores that the caps of districts have left.

    It is the law's share of the base, rounded down; a share approved for a district lifts that of the district alone. What is
    over still counts in the cells. Units: students. Findings: A113. Source: alternate_cap, the reading cap-base.
    """
    import polars as pl

    rules = roster.rules
    test = rules.text("alternate_test")
    share = Fraction(roster.config.figures.get("alternate_cap", rules.number("alternate_cap")))
    counts = pl.col("score_state") & is_proficient(rules)
    bases = {"enrolled": pl.col("enrolled"), "tested": pl.col("tested"), "proficient": counts}
    frame = roster.frame.lazy()
    base_of = dict(frame.group_by("subject").agg(bases[rules.choice("cap-base")].sum()).collect().iter_rows())
    pool = frame.filter(is_one_of("test", (test,)) & counts).select("subject", "line").collect()
    over = frozenset(scores.over)
    kept = Counter(subject for subject, line in pool.iter_rows() if line not in over)
    caps, findings = [], []
    for subject in rules.subjects:
        base, proficient = base_of.get(subject, 0), kept[subject]
        cap = share.numerator * base // share.denominator
        caps.append(Cap(STATE, subject, test, base, cap, proficient, max(proficient - cap, 0)))
        if proficient > cap:
            findings.append(finding("A113", Place(roster.file), found=f"{STATE}, {subject}, {test}"))
    return StateCaps(tuple(caps), tuple(findings))
