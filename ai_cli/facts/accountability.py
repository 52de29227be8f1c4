"""What the accountability files hold: counts of cells, targets, schools and districts, attendance and graduation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.findings import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from fractions import Fraction

    from ai_cli.findings import Finding

SCHOOL, DISTRICT = "school", "district"
"""The levels of an entity."""

ATTENDANCE, GRADUATION = "attendance", "grad"
"""The other indicators; the second is followed by the years a rate allows: ``grad4``."""

WHOLE_DISTRICT = "-000"
"""Ends the id of a district among those of schools, ``9001-01-000``."""


def level_of(entity: str) -> str:
    """Return whether an id is that of a school or a district."""
    return DISTRICT if entity.endswith(WHOLE_DISTRICT) else SCHOOL


class Vocabulary(NamedTuple):
    """The codes of groups and subjects that the law knows, and the years of its graduation rates."""

    groups: tuple[str, ...]
    subjects: tuple[str, ...]
    graduation_rates: tuple[str, ...]


class Cell(NamedTuple):
    """A group of an entity in a subject and a year.

    ``enrolled`` and ``tested`` count for participation; the four levels count full-year scored students. ``line`` is the row
    of the file.
    """

    entity: str
    year: int
    subject: str
    group: str
    enrolled: int
    tested: int
    does_not_meet: int
    partially_meets: int
    meets: int
    exceeds: int
    line: int

    @property
    def scored(self) -> int:
        """The full-year scored students."""
        return self.does_not_meet + self.partially_meets + self.meets + self.exceeds


Counts = tuple[int, int, int, int, int, int, int]
"""The counts of a cell and its row, as in ``Cell``: enrolled, tested, the four levels from the lowest, the row."""

Slot = tuple[int, str, str]
"""The year, subject and group of a cell."""


class Cells:
    """The counts of many cells, each found by its entity, year, subject and group.

    ``rows`` has the counts under the sum of the number of the entity and that of the slot: of a statewide file a tuple for
    each row is all that is kept, and ``Cell`` is made where one is asked for. Without ``enrolled_known`` the enrolled and tested
    of every row are 0 and mean nothing.
    """

    def __init__(
        self,
        file: str,
        entities: dict[str, int],
        slots: dict[Slot, int],
        rows: dict[int, Counts],
        *,
        enrolled_known: bool = True,
    ) -> None:
        self.file = file
        self.entities = entities
        self.slots = slots
        self.rows = rows
        self.enrolled_known = enrolled_known

    def counts(self, entity: str, slot: Slot) -> Counts | None:
        """Return the counts of one cell, None where the file does not have it."""
        base, number = self.entities.get(entity), self.slots.get(slot)
        return None if base is None or number is None else self.rows.get(base + number)

    def finder(self, slots: tuple[Slot, ...]) -> Callable[[str], list[Counts | None]]:
        """Return what finds the counts of an entity in these slots, in their order."""
        numbers = [self.slots.get(slot, -1) for slot in slots]
        entities, find = self.entities, self.rows.get

        def of(entity: str) -> list[Counts | None]:
            base = entities.get(entity)
            if base is None:
                return [None] * len(numbers)
            return [find(base + number) if number >= 0 else None for number in numbers]

        return of

    def __len__(self) -> int:
        """Return how many cells there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Cell]:
        """Go through the cells, by entity."""
        numbers = {number: slot for slot, number in self.slots.items()}
        for entity, base in self.entities.items():
            for number, (year, subject, group) in numbers.items():
                counts = self.rows.get(base + number)
                if counts is not None:
                    yield Cell(entity, year, subject, group, *counts)


DESIGNATION_WORDS = ("priority", "focus", "reward", "celebration_eligible", "continuous_improvement", "none")
"""How a designation is written in a file; none where a school has none, which differs from not known."""


class SchoolChanges(NamedTuple):
    """What changed in a school that may ask to count as new: percents, 0 to 100, of students and teachers; None if not given.

    ``old_site_students_percent`` are the students who come from old sites.
    """

    new_students_percent: Fraction | None = None
    new_teachers_percent: Fraction | None = None
    old_site_students_percent: Fraction | None = None
    grades_changed: bool | None = None
    designation: str | None = None


class Entity(NamedTuple):
    """A school or district in one year.

    ``tested_grade_students`` are those in tested grades, ``fay_students`` those enrolled the full academic year; what the
    file leaves empty is None. ``feeder_to`` is the school that this one's students move on to; ``changes`` are of one that may ask
    to count as new.
    """

    id: str
    level: str
    year: int
    name: str | None
    classification: str | None
    school_type: str | None
    tested_grade_students: int | None
    fay_students: int | None
    title_i: bool | None
    title_iii: bool | None
    treatment_program: bool | None
    feeder_to: str | None
    place: Place
    changes: SchoolChanges | None = None


class OtherIndicator(NamedTuple):
    """Attendance or graduation of a group: students, and a part of a whole (days, or graduates of a cohort)."""

    entity: str
    year: int
    indicator: str
    group: str
    students: int
    part: int
    whole: int
    place: Place


class Target(NamedTuple):
    """The index that a group is to reach in a subject and year: ``value`` in index points, 0 to 100."""

    year: int
    subject: str
    group: str
    value: Fraction
    place: Place


class AccountabilityFacts(NamedTuple):
    """All that determinations rest on, each kind by its key.

    ``entities`` is by id and year, ``others`` by entity, year, indicator and group, ``targets`` by year, subject and group.
    """

    cells: Cells
    targets: Mapping[Slot, Target]
    entities: Mapping[tuple[str, int], Entity]
    others: Mapping[tuple[str, int, str, str], OtherIndicator]


class LeftOut(NamedTuple):
    """How many rows of a file were read, and how many were left out, by reason; ``rows`` is None where it is not told."""

    file: str
    rows: int | None
    reasons: Mapping[str, int]


class Read(NamedTuple):
    """What reading a file gave besides its records: the count of its rows, and what is wrong with them."""

    rows: LeftOut
    findings: tuple[Finding, ...]


class AccessScore(NamedTuple):
    """The levels of one English learner on the ACCESS test, 1.0 to 6.0: the composite and each domain by name."""

    case: str
    composite: Fraction
    domains: Mapping[str, Fraction]
    place: Place


class Gap(NamedTuple):
    """Percents of two groups, before and now; ``measure`` is proficient or nonproficient. What is not known is None."""

    case: str
    source: str | None
    subject: str
    measure: str
    reference: str
    focal: str
    reference_before: Fraction | None
    focal_before: Fraction | None
    reference_now: Fraction
    focal_now: Fraction
    place: Place


class PublicCell(NamedTuple):
    """A group of an entity in a subject and a year as public files have it: every student tested, of all tested grades.

    ``entity`` is ``state`` for the whole state. ``filtered`` are the grades that are not published, so that the counts are
    not whole; ``tests`` are those that are counted.
    """

    entity: str
    year: int
    subject: str
    group: str
    tested: int
    does_not_meet: int
    partially_meets: int
    meets: int
    exceeds: int
    tests: tuple[str, ...]
    filtered: tuple[str, ...]
    place: Place
