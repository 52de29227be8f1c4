"""Reads the mean growth scores of the state that groups are compared with."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.facts.years import read_fiscal_year
from ai_cli.findings import Place, finding
from ai_cli.inputs.accountability_tables import read_table
from ai_cli.inputs.state_columns import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ai_cli.facts.accountability import Read
    from ai_cli.inputs.accountability_rows import Fields

COMPARATORS = Shape(
    what="mean growth z of the state, a row for each subject and comparator",
    fields={
        "subject": ("subject",),
        "comparator": ("comparator",),
        "mean_z": ("mean_z",),
        "year": ("year",),
    },
    counts={},
    may_lack=frozenset({"year"}),
)
OTHER_YEAR = "means of another year"
"""Why rows are left out."""

_Z = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,9})?")

Key = tuple[str, str]


def read_z(text: str) -> Fraction:
    """Return a growth z, exact. Errors: ``UnreadableValue`` with I102."""
    if _Z.fullmatch(text) is None:
        raise UnreadableValue("I102", "a number such as -0.084791", "write the number in digits")
    return Fraction(text)


def read_comparators(
    file: str, subjects: Sequence[str], names: Sequence[str], year: int | None = None
) -> tuple[dict[Key, Fraction] | None, Read]:
    """Return the mean z of a file by subject and comparator, None where one is missing, and what is wrong with it.

    ``year`` is the year of the means that are wanted: where the file says of which year a row is, those of others are left out.
    Findings: I101 a missing comparator, I102 what cannot be read, I103 an unknown one, I104 one that stands twice.
    Nothing is raised.
    """

    def row_of(fields: Fields) -> tuple[Key, Fraction, int] | None:
        of_year = fields.optional("year", read_fiscal_year)
        if year is not None and of_year not in (None, year):
            fields.reason = OTHER_YEAR
            return None
        subject = fields.word("subject", tuple(subjects))
        name = fields.word("comparator", tuple(names))
        mean = fields.read("mean_z", read_z)
        if subject is None or name is None or mean is None:
            return None
        return (subject, name), mean, fields.number

    found, read = read_table(file, COMPARATORS, row_of)
    missing = [(subject, name) for subject in subjects for name in names if (subject, name) not in found]
    if missing and not read.findings:
        of = "" if year is None or OTHER_YEAR not in read.rows.reasons else f" of {year}"
        what = f"no mean z{of} of {', '.join(f'{name} in {subject}' for subject, name in missing)}"
        fix, allowed = "add their rows", "a row for each subject and comparator"
        one = finding("I101", Place(file), what=what, allowed=allowed, fix=fix)
        read = read._replace(findings=(one,))
    return (None if missing else found), read
