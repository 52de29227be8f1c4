"""The counts of a school, or of a whole district, by grade, as the state's rows give them, with what is wrong with them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.findings import Place
    from ai_cli.inputs.state_columns import Columns
    from ai_cli.inputs.state_table import Table

WHOLE_DISTRICT = "000"
"""The school number on the rows of a whole district."""

HOW_TO_MEND = "mend the row, or get the file from the department again"

Counts = tuple[int, ...]
"""A number for each count of the shape, in its order."""


class Grade(NamedTuple):
    """The counts of a grade, the row they stand in, and the column of each count that is blank, by its index."""

    counts: Counts
    row: int
    blanks: Mapping[int, int] = MappingProxyType({})


class Group:
    """The rows of one school, or of a whole district: counts by grade, the All Grades row, and what is wrong."""

    def __init__(self, table: Table, columns: Columns, district_id: str, school: str, row: int) -> None:
        self.table = table
        self.columns = columns
        self.district_id = district_id
        self.school = school
        self.row = row
        self.district_name = ""
        self.name = ""
        self.classification: str | None = None
        self.range = ""
        self.grades: dict[str, Grade] = {}
        self.all_grades: Grade | None = None
        self.findings: list[Finding] = []

    def who(self) -> str:
        """Return the school or the district by its id and name."""
        if self.school == WHOLE_DISTRICT:
            return f"district {self.district_id} {self.district_name}".strip()
        return f"school {self.school} of {self.district_id} {self.name}".strip()

    def counts(self) -> Counts | None:
        """Return the counts of all grades together, None where there are none."""
        if self.grades:
            return tuple(map(sum, zip(*(one.counts for one in self.grades.values()), strict=True)))
        return None if self.all_grades is None else self.all_grades.counts

    def refuse(
        self, code: str, at: int, column: int, found: str, allowed: str, fix: str = HOW_TO_MEND
    ) -> None:
        """Add the finding that a cell cannot be, at its place."""
        place, key = self.place(at, column), self.columns.titles[column]
        self.findings.append(finding(code, place, key=key, found=f"'{found}'", allowed=allowed, fix=fix))

    def twice(self, at: int, column: int, key: str, first: str) -> None:
        """Add the finding that something stands twice, I104, at its place."""
        self.findings.append(finding("I104", self.place(at, column), key=key, found=key, first=first))

    def place(self, at: int, column: int) -> Place:
        """Return where a cell stands."""
        return self.table.place(at, column, self.columns.titles)
