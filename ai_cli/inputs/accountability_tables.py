"""Reads the smaller accountability files: targets, schools and districts, attendance and graduation."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from ai_cli.facts.accountability import (
    ATTENDANCE,
    GRADUATION,
    Entity,
    OtherIndicator,
    Read,
    Slot,
    Target,
)
from ai_cli.facts.entity_ids import read_entity
from ai_cli.facts.identifiers import read_yes_no
from ai_cli.inputs.accountability_changes import COLUMNS as CHANGES
from ai_cli.inputs.accountability_changes import changes_of
from ai_cli.inputs.accountability_rows import Fields, read_count, read_percent, refused
from ai_cli.inputs.csv_file import CsvFile
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.state_columns import Shape

if TYPE_CHECKING:
    from collections.abc import Callable

    from ai_cli.facts.accountability import Vocabulary

K = TypeVar("K")
V = TypeVar("V")

TARGETS = Shape(
    what="targets, a row for each year, subject and group",
    fields={"year": ("year",), "subject": ("subject",), "group": ("group",), "target": ("target",)},
    counts={},
)
ENTITIES = Shape(
    what="schools and districts, a row for each year",
    fields={
        "entity": ("entity_id",),
        "level": ("level",),
        "year": ("year",),
        "name": ("name",),
        "classification": ("classification",),
        "school_type": ("school_type",),
        "tested_grade_students": ("tested_grade_students",),
        "fay_students": ("fay_students",),
        "title_i": ("title_i",),
        "title_iii": ("title_iii",),
        "treatment_program": ("treatment_program",),
        "feeder_to": ("feeder_to",),
        **{one: (one,) for one in CHANGES},
    },
    counts={},
    may_lack=frozenset(
        {
            "name",
            "classification",
            "school_type",
            "fay_students",
            "title_i",
            "title_iii",
            "treatment_program",
            "feeder_to",
            *CHANGES,
        }
    ),
)
OTHER_INDICATORS = Shape(
    what="attendance and graduation, a row for each entity, year, indicator and group",
    fields={
        "entity": ("entity_id",),
        "year": ("year",),
        "indicator": ("indicator",),
        "group": ("group",),
        "n": ("n",),
        "numerator": ("numerator",),
        "denominator": ("denominator",),
    },
    counts={},
)
Z_TABLE = Shape(
    what="the z of each number of decisions",
    fields={"decisions": ("decisions",), "z": ("z",)},
    counts={},
)
SCHOOL_TYPES = ("E", "M", "H", "O")
"""Elementary, middle, high and other schools."""


def read_table(
    file: str,
    shape: Shape,
    row_of: Callable[[Fields], tuple[K, V, int] | None],
    called: Callable[[K], str] | None = None,
) -> tuple[dict[K, V], Read]:
    """Return the records of a file by key, and what was left out of it; ``called`` is how messages call a key.

    ``row_of`` gives the key, record and row number of a row, None where the row cannot be kept. Of two rows with one key the
    first is kept, the second is I104. A file that cannot be read gives no records. Nothing is raised.
    """
    found: dict[K, V] = {}
    lines: dict[K, int] = {}
    try:
        source = CsvFile(file, shape)
        fields = Fields(file, source.columns)
        for number, row in source.rows():
            if not fields.start(number, row):
                continue
            if fields.is_whole(source.width):
                one = row_of(fields)
                if one is not None and one[0] in found:
                    fields.twice((called or _words)(one[0]), lines[one[0]])
                elif one is not None and fields.reason is None:
                    key, record, line = one
                    found[key], lines[key] = record, line
            fields.done()
    except Refused as refusal:
        return {}, refused(file, refusal)
    return found, fields.read_all()


def _words(key: object) -> str:
    return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def read_targets(file: str, vocabulary: Vocabulary) -> tuple[dict[Slot, Target], Read]:
    """Return the targets of a file by year, subject and group, in index points, and what was left out of it.

    Findings: I101 a missing target, I102 what cannot be read, I103 an unknown group or subject, I104 a target that stands
    twice, I105 one outside 0 to 100, A101 a label of a year that was turned into a day. Nothing is raised.
    """

    def row_of(fields: Fields) -> tuple[Slot, Target, int] | None:
        year = fields.school_year("year")
        subject = fields.word("subject", vocabulary.subjects)
        group = fields.word("group", vocabulary.groups)
        index = fields.read("target", read_percent)
        if year is None or subject is None or group is None or index is None:
            return None
        return (year, subject, group), Target(year, subject, group, index, fields.place), fields.number

    return read_table(file, TARGETS, row_of)


def read_entities(file: str) -> tuple[dict[tuple[str, int], Entity], Read]:
    """Return the schools and districts of a file by id and year, and what was left out of it.

    Findings: I101 to I105 and A101 as ``read_targets``, I103 for an unknown school type or designation, I105 for percents of new
    students of a district. Nothing is raised.
    """

    def row_of(fields: Fields) -> tuple[tuple[str, int], Entity, int] | None:
        entity = fields.entity("entity")
        level = fields.level("level", entity)
        year = fields.school_year("year")
        if fields.text("school_type"):
            fields.word("school_type", SCHOOL_TYPES)
        flags = [fields.optional(one, read_yes_no) for one in ("title_i", "title_iii", "treatment_program")]
        students = [fields.optional(one, read_count) for one in ("tested_grade_students", "fay_students")]
        feeder = fields.optional("feeder_to", read_entity)
        changes = changes_of(fields, level)
        if entity is None or level is None or year is None:
            return None
        one = Entity(
            id=entity,
            level=level,
            year=year,
            name=fields.text("name") or None,
            classification=fields.text("classification") or None,
            school_type=fields.text("school_type") or None,
            tested_grade_students=students[0],
            fay_students=students[1],
            title_i=flags[0],
            title_iii=flags[1],
            treatment_program=flags[2],
            feeder_to=feeder,
            place=fields.place,
            changes=changes,
        )
        return (entity, year), one, fields.number

    return read_table(file, ENTITIES, row_of)


def read_other_indicators(
    file: str, vocabulary: Vocabulary
) -> tuple[dict[tuple[str, int, str, str], OtherIndicator], Read]:
    """Return attendance and graduation by entity, year, indicator and group, and what was left out of the file.

    Findings: as ``read_targets``; I105 for more graduates than the cohort, or more days attended than of membership.
    """
    known = (ATTENDANCE, *(f"{GRADUATION}{years}" for years in vocabulary.graduation_rates))

    def row_of(fields: Fields) -> tuple[tuple[str, int, str, str], OtherIndicator, int] | None:
        entity = fields.entity("entity")
        year = fields.school_year("year")
        indicator = fields.word("indicator", known)
        group = fields.word("group", vocabulary.groups)
        students, part, whole = (fields.read(one, read_count) for one in ("n", "numerator", "denominator"))
        if part is not None and whole is not None and part > whole:
            fix = "correct one of the two"
            fields.refuse("I105", "numerator", "more than the denominator", "at most the denominator", fix)
        if entity is None or year is None or indicator is None or group is None:
            return None
        if students is None or part is None or whole is None:
            return None
        key = (entity, year, indicator, group)
        return key, OtherIndicator(*key, students, part, whole, fields.place), fields.number

    return read_table(file, OTHER_INDICATORS, row_of)


def read_z_table(file: str) -> tuple[dict[int, Decimal], Read]:
    """Return the z of each number of decisions, and what was left out of the file.

    Findings: I101 a missing z, I102 what cannot be read, I104 a number of decisions that stands twice. Nothing is raised.
    """

    def row_of(fields: Fields) -> tuple[int, Decimal, int] | None:
        decisions, z = fields.read("decisions", read_count), fields.read("z", read_percent)
        if decisions is None or z is None:
            return None
        return decisions, Decimal(z.numerator) / Decimal(z.denominator), fields.number

    return read_table(file, Z_TABLE, row_of)
