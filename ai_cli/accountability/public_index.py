"""Indexes and gaps from public files: of all students tested, so that they come near those of accountability only."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.accountability.index import PER_CENT, index_of, percent_of
from ai_cli.accountability.sizes import is_publishable
from ai_cli.results.gaps import APPROXIMATE, NO_ALTERNATE_TEST, NOT_WHOLE, PublicIndex

if TYPE_CHECKING:
    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import PublicCell

_ALTERNATE = "MTAS"


def public_index(cell: PublicCell, rules: Rules) -> PublicIndex:
    """Return the index and percent proficient of a cell of a public file, with what keeps them from being exact.

    Shape: one cell. Units: index points and percent, 0 to 100, exact; None of nobody, and evaluated only from the least number
    of students on. Source: least_scored_students, least_published, partially_meets_weight.
    """
    levels = (cell.does_not_meet, cell.partially_meets, cell.meets, cell.exceeds)
    counts = (0, cell.tested, *levels, 0)
    index, proficient = index_of(counts, rules.partial_weight), percent_of(counts)
    known = index.students > 0
    labels = [APPROXIMATE]
    if cell.filtered:
        labels.append(f"{NOT_WHOLE}: {', '.join(cell.filtered)}")
    if not any(_ALTERNATE in test.upper() for test in cell.tests):
        labels.append(NO_ALTERNATE_TEST)
    return PublicIndex(
        entity=cell.entity,
        year=cell.year,
        subject=cell.subject,
        group=cell.group,
        students=index.students,
        points=index.value if known else None,
        percent_proficient=Fraction(PER_CENT * proficient.points, proficient.whole) if known else None,
        evaluated=index.students >= rules.least_scored,
        publishable=is_publishable(index.students, rules),
        rules=rules.cited(("R1", "R4", "R22")),
        labels=tuple(labels),
    )
