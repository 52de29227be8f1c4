"""All that a file of students says of one year: cells, caps and scores of domains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.accountability.caps import capped, level_used
from ai_cli.accountability.growth import student_domains
from ai_cli.accountability.roster import statuses
from ai_cli.accountability.state_cap import StateCaps, state_caps
from ai_cli.accountability.student_cells import student_cells
from ai_cli.facts.students import StudentCodes
from ai_cli.findings import Place, finding, in_order
from ai_cli.law import UNVERIFIED
from ai_cli.results.students import NOT_LOCAL, StudentsResult

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from ai_cli.accountability.roster import Roster
    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import LeftOut
    from ai_cli.findings import Finding

_RULES = (
    *("R6", "R7", "R8", "R9", "R10", "R11", "R12", "R14", "R15", "R16", "R17", "R18", "R19", "R20", "R21"),
    *("R22", "R67"),
)
_OF_DOMAINS = ("R46", "R47", "R48", "R49")


def student_codes(rules: Rules) -> StudentCodes:
    """Return the codes that a file of students may hold."""
    races = (
        *rules.texts("race_groups"),
        rules.text("pacific_islanders"),
        *rules.texts("races_without_group"),
        *(one for one in rules.races if one not in rules.texts("races_without_group")),
    )
    return StudentCodes(rules.subjects, races, rules.texts("tests"), rules.texts("levels"))


def no_student_counts(result: StudentsResult) -> Finding:
    """Return the finding that no row of a file counts, I101, with what the rows are, so that it does not pass for a result."""
    kinds = [f"{count} {status}" for status, count in result.statuses.items()]
    what = f"no student to count: {', '.join(kinds) or 'no row is kept'}"
    allowed = "rows of students enrolled in the window, in grades that are tested"
    fix = "check that the file and the dates are those of the same year"
    return finding("I101", Place(result.file), what=what, allowed=allowed, fix=fix)


def evaluate_students(
    roster: Roster,
    read: LeftOut,
    comparators: Mapping[tuple[str, str], Fraction] | None = None,
    *,
    statewide: bool = False,
) -> StudentsResult:
    """Return what the rows of students say of their schools and districts, and of the state where they are all of it.

    ``read`` is what reading the file left out. Domain scores need ``comparators``, by subject and name, each of which must be
    there. Shape: a cell for each entity, subject and group, a cap for each district, subject and test, scores for each school.
    Units: students; z for domains. Findings: those of ``roster_of``, A108 and A113. Errors: ``KeyError`` for a missing comparator.
    """
    rules = roster.rules
    scores = capped(roster)
    of_state = state_caps(roster, scores) if statewide else StateCaps((), ())
    cells = student_cells(roster, level_used(scores, rules), statewide=statewide)
    domains = () if comparators is None else student_domains(roster, comparators)
    cited = rules.cited((*_RULES, *(_OF_DOMAINS if domains else ())))
    unverified = ", ".join(one.number for one in cited if one.standing == UNVERIFIED)
    reasons = {**read.reasons}
    for reason, count in roster.left_out.items():
        reasons[reason] = reasons.get(reason, 0) + count
    return StudentsResult(
        file=roster.file,
        year=rules.year,
        rows=read.rows,
        left_out=reasons,
        statuses=statuses(roster),
        cells=cells,
        caps=(*scores.caps, *of_state.caps),
        domains=domains,
        readings=rules.used_readings,
        rules=cited,
        rates=rules.rates(),
        labels=(
            *roster.labels,
            *((NOT_LOCAL,) if domains else ()),
            *((f"{UNVERIFIED}: {unverified}",) if unverified else ()),
        ),
        findings=in_order((*roster.findings, *scores.findings, *of_state.findings)),
    )
