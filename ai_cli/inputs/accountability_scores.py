"""Reads percents of two groups beside each other, and the ACCESS scores of English learners."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.facts.accountability import AccessScore, Gap, Read
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.inputs.accountability_rows import Fields, read_percent
from ai_cli.inputs.accountability_tables import read_table
from ai_cli.inputs.state_columns import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

GAPS = Shape(
    what="percents of a reference and a focal group, a row for each pair and subject",
    fields={
        "case": ("case_id",),
        "source": ("source",),
        "subject": ("subject",),
        "measure": ("measure",),
        "reference": ("reference",),
        "focal": ("focal",),
        "ref_before": ("ref_before",),
        "focal_before": ("focal_before",),
        "ref_now": ("ref_now",),
        "focal_now": ("focal_now",),
    },
    counts={},
    may_lack=frozenset({"source", "ref_before", "focal_before"}),
)
MEASURES = ("proficient", "nonproficient")
_LEVELS = (1, 6)


def read_gaps(file: str) -> tuple[dict[str, Gap], Read]:
    """Return the percents of a file by case, and what was left out of it.

    Findings: I101 a missing percent, also one of the year before without its other; I102 what cannot be read, I103 an unknown
    measure, I104 a case that stands twice, I105 a percent outside 0 to 100. Nothing is raised.
    """

    def row_of(fields: Fields) -> tuple[str, Gap, int] | None:
        case, subject = fields.read("case", str), fields.read("subject", str)
        measure = fields.word("measure", MEASURES)
        reference, focal = fields.read("reference", str), fields.read("focal", str)
        known_before = fields.text("ref_before") or fields.text("focal_before")
        before = [fields.read(one, read_percent) for one in ("ref_before", "focal_before") if known_before]
        now = [fields.read(one, read_percent) for one in ("ref_now", "focal_now")]
        reference_now, focal_now = now
        if case is None or subject is None or measure is None or reference is None or focal is None:
            return None
        if reference_now is None or focal_now is None:
            return None
        reference_before, focal_before = before or (None, None)
        one = Gap(
            case=case,
            source=fields.text("source") or None,
            subject=subject,
            measure=measure,
            reference=reference,
            focal=focal,
            reference_before=reference_before,
            focal_before=focal_before,
            reference_now=reference_now,
            focal_now=focal_now,
            place=fields.place,
        )
        return case, one, fields.number

    return read_table(file, GAPS, row_of)


def read_level(text: str) -> Fraction:
    """Return a level of the ACCESS test, 1.0 to 6.0. Errors: ``UnreadableValue`` with I102, I105 for one outside of these."""
    before, _, after = text.partition(".")
    digits = before + after
    if not (digits.isascii() and digits.isdigit() and len(before) == 1 and len(after) <= 1):
        raise UnreadableValue(
            "I102", "a level with one decimal, such as 4.5", "write the level as on the report"
        )
    least, most = _LEVELS
    level = Fraction(Decimal(text))
    if not least <= level <= most:
        raise UnreadableValue("I105", f"a level from {least}.0 to {most}.0", "correct the level")
    return level


def read_access_scores(file: str, domains: Sequence[str]) -> tuple[dict[str, AccessScore], Read]:
    """Return the ACCESS scores of a file by case, and what was left out of it; ``domains`` are the columns of the domains.

    Findings: I101 a missing score, I102 what cannot be read, I104 a case that stands twice, I105 a level outside 1.0 to 6.0.
    Nothing is raised.
    """
    shape = Shape(
        what="ACCESS scores, a row for each learner",
        fields={one: (one,) for one in ("case_id", "composite", *domains)},
        counts={},
    )

    def row_of(fields: Fields) -> tuple[str, AccessScore, int] | None:
        case = fields.read("case_id", str)
        composite = fields.read("composite", read_level)
        levels = {one: fields.read(one, read_level) for one in domains}
        known = {one: level for one, level in levels.items() if level is not None}
        if case is None or composite is None:
            return None
        return case, AccessScore(case, composite, known, fields.place), fields.number

    return read_table(file, shape, row_of, called=lambda _: "the case")
