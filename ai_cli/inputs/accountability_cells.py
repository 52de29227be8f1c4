"""Reads the cells of accountability, a row for each entity, year, subject and group, of one school or a whole state."""

from __future__ import annotations

from operator import add, gt
from typing import TYPE_CHECKING, Generic, TypeVar

from ai_cli.facts.accountability import Cells, Counts, Read, Slot, level_of
from ai_cli.facts.entity_ids import read_entity
from ai_cli.facts.school_years import read_school_year
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.findings import Place, finding
from ai_cli.inputs.accountability_rows import Fields, read_count, refused
from ai_cli.inputs.csv_file import CsvFile
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.state_columns import Shape

if TYPE_CHECKING:
    from collections.abc import Callable

    from ai_cli.facts.accountability import Vocabulary
    from ai_cli.inputs.csv_file import Row

CELLS = Shape(
    what="cells, a row for each entity, year, subject and group",
    fields={
        "entity": ("entity_id",),
        "level": ("level",),
        "year": ("year",),
        "subject": ("subject",),
        "group": ("group",),
        "enrolled": ("enrolled",),
        "tested": ("tested",),
        "D": ("nD",),
        "P": ("nP",),
        "M": ("nM",),
        "E": ("nE",),
    },
    counts={},
)
_COUNTS = ("enrolled", "tested", "D", "P", "M", "E")
STATE, OF_THE_STATE, WITHHELD = "state", "a row of the whole state", "counts that are withheld"
"""The level of rows that are neither of a school nor of a district, and why rows are left out."""

_WRONG = -1
"""Stands for a text that is not as it should be: every number that is meant is 0 or more."""

_ROWS_AT_ONCE = 100
"""So many rows are looked at column by column: with more, their texts no longer fit into the nearest memory."""

_MOST_SLOTS = 10_007
"""More than there are years, subjects and groups; a prime, so that the sums of both numbers spread over the table of keys."""

K = TypeVar("K")
V = TypeVar("V")


class Once(dict[K, V], Generic[K, V]):
    """Reads each text, or pair of texts, once: a state's file has few different ones."""

    def __init__(self, read: Callable[[K], V]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: K) -> V:
        """Read a text that is met for the first time."""
        value = self[text] = self._read(text)
        return value


def read_cells(file: str, vocabulary: Vocabulary) -> tuple[Cells | None, Read]:
    """Return the cells of a file, and what was left out of it; no cells of a file that cannot be read.

    Rows are looked at in blocks, column by column; only a block in which something is wrong is gone through row by row.
    Findings: I101 a missing value, I102 what cannot be read, I103 an unknown group or subject, I104 a cell that stands twice,
    of which the first is kept, I105 a negative count and more tested than enrolled, A101 a label of a year that was turned into
    a day, A102 an id without its leading zeros. Rows of the whole state are left out; those without any count, as the ones that
    are withheld, with one finding for all, I101. Nothing is raised.
    """
    try:
        source = CsvFile(file, CELLS)
        reading = _Reading(source, vocabulary)
        reading.all()
    except Refused as refusal:
        return None, refused(file, refusal)
    reading.tell_of_withheld()
    cells = Cells(file, reading.numbers, reading.slot_numbers, reading.kept)
    return cells, reading.fields.read_all()


class _Reading:
    def __init__(self, source: CsvFile, vocabulary: Vocabulary) -> None:
        self.source = source
        self.vocabulary = vocabulary
        self.fields = Fields(source.file, source.columns)
        self.numbers: dict[str, int] = {}
        self.slot_numbers: dict[Slot, int] = {}
        self.kept: dict[int, Counts] = {}
        self.entities = Once(self._entity)
        self.slots = Once(self._slot)
        self.counts = Once(_count)
        self.withheld: list[int] = []

    def all(self) -> None:
        """Read every row; a file in which a cell stands twice once more, row by row. Errors: ``Refused`` where it breaks off."""
        kept = 0
        for first, block in self.source.blocks(_ROWS_AT_ONCE):
            if self._take(first, block):
                kept += len(block)
                if len(self.kept) < kept:
                    break
                continue
            for number, row in self.source.rows(first, block):
                self._take_row(number, row)
            kept = len(self.kept)
            self.slots.clear()  # a label of a year that has been noted is well written from here on
        else:
            return
        self.fields = Fields(self.source.file, self.source.columns)
        self.kept.clear()
        self.withheld.clear()
        for number, row in self.source.rows():
            self._take_row(number, row)

    def _take(self, first: int, block: list[str]) -> bool:
        """Keep the rows of a block if all is well with all of them, otherwise none.

        A row with a field too few shifts those after it, so that an id or a count cannot be read.
        """
        at, width = self.source.columns.fields, self.source.width
        flat = self.source.flat(block)
        if len(flat) != width * len(block):
            return False
        entity, level, year, subject, group, *counted = (flat[at[field] :: width] for field in CELLS.fields)
        entities = list(map(self.entities.__getitem__, zip(entity, level, strict=True)))
        slots = list(map(self.slots.__getitem__, zip(year, subject, group, strict=True)))
        counts = [list(map(self.counts.__getitem__, texts)) for texts in counted]
        enrolled, tested, *_ = counts
        if min(map(min, (entities, slots, *counts))) < 0 or any(map(gt, tested, enrolled)):
            return False
        rows = zip(*counts, range(first, first + len(block)), strict=True)
        self.kept.update(zip(map(add, entities, slots), rows, strict=True))
        self.fields.rows += len(block)
        return True

    def _entity(self, texts: tuple[str, str]) -> int:
        """Return the number of an entity; one that is not well written has none, nor the first that lacks its zeros."""
        text, level = texts
        try:
            entity = read_entity(text)
        except UnreadableValue:
            return _WRONG
        if level != level_of(entity) or (entity != text and not self.fields.padded):
            return _WRONG
        return self._number(entity)

    def _number(self, entity: str) -> int:
        return self.numbers.setdefault(entity, len(self.numbers) * _MOST_SLOTS)

    def _slot(self, texts: tuple[str, str, str]) -> int:
        year, subject, group = texts
        if subject not in self.vocabulary.subjects or group not in self.vocabulary.groups:
            return _WRONG
        try:
            ends, damaged = read_school_year(year.strip())
        except UnreadableValue:
            return _WRONG
        if damaged and year.strip() not in self.fields.damaged:
            return _WRONG
        return self._slot_number((ends, subject, group))

    def _slot_number(self, slot: Slot) -> int:
        return self.slot_numbers.setdefault(slot, len(self.slot_numbers))

    def _take_row(self, number: int, row: Row) -> None:
        """Keep a row, or note what is wrong with it."""
        fields = self.fields
        if not fields.start(number, row):
            return
        if not fields.is_whole(self.source.width):
            fields.done()
            return
        if fields.text("level") == STATE:
            fields.reason = OF_THE_STATE
            fields.done()
            return
        if not any(map(fields.text, _COUNTS)):
            self.withheld.append(number)
            fields.reason = WITHHELD
            fields.done()
            return
        entity = fields.entity("entity")
        fields.level("level", entity)
        year = fields.school_year("year")
        subject = fields.word("subject", self.vocabulary.subjects)
        group = fields.word("group", self.vocabulary.groups)
        counts = [fields.read(one, read_count) for one in _COUNTS]
        enrolled, tested, *_ = counts
        if enrolled is not None and tested is not None and tested > enrolled:
            fix = "correct one of the two counts"
            # without the counts, which may be of too few students to be told
            fields.refuse("I105", "tested", "more than are enrolled", "at most the enrolled", fix)
        if entity is not None and year is not None and subject is not None and group is not None:
            key = self._number(entity) + self._slot_number((year, subject, group))
            known = self.kept.get(key)
            if known is not None:
                fields.twice(f"{entity} {year} {subject} {group}", known[-1])
            elif fields.reason is None:
                whole = [one for one in counts if one is not None]
                enrolled, tested, lowest, partially, meets, exceeds = whole
                self.kept[key] = (enrolled, tested, lowest, partially, meets, exceeds, number)
        fields.done()

    def tell_of_withheld(self) -> None:
        """Note the rows without any count, all together: what is determined lacks their cells."""
        if self.withheld:
            first, *_ = self.withheld
            what = (
                f"no count in {len(self.withheld)} rows, the first of them row {first}: withheld, as it seems"
            )
            fix = "take the counts that students gives with --internal; what ayp shows of them is withheld again"
            place = Place(self.source.file, line=first)
            allowed = "whole counts in each row"
            self.fields.findings.append(finding("I101", place, what=what, allowed=allowed, fix=fix))


def _count(text: str) -> int:
    try:
        return read_count(text.strip())
    except UnreadableValue:
        return _WRONG
