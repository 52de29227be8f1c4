"""Achievement gaps and half-closure targets from counts by group: each race beside White students, each other group beside the rest."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.accountability.gaps import PROFICIENT, gap_change
from ai_cli.accountability.half_closure import progress, year_of
from ai_cli.accountability.index import PER_CENT, index_of
from ai_cli.facts.accountability import Gap
from ai_cli.facts.entity_ids import district_of
from ai_cli.findings import Place
from ai_cli.results.accountability import PROFICIENCY
from ai_cli.results.accountability_rows import GapRow, ProgressRow
from ai_cli.results.percent_text import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from ai_cli.accountability.index import Index
    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import Cells, Counts
    from ai_cli.results.gaps import GapChange

    IsWithheld = Callable[[str, str, int, str | None, str], bool]

NOT = "not_"
_DECIMALS = 4


class _Share(NamedTuple):
    """The proficient ones of some scored students."""

    proficient: int
    scored: int

    @property
    def percent(self) -> Fraction | None:
        return Fraction(PER_CENT * self.proficient, self.scored) if self.scored else None

    def without(self, part: _Share) -> _Share:
        return _Share(self.proficient - part.proficient, self.scored - part.scored)


class CellGaps:
    """Gaps of one year of a file of cells, and of the year before it.

    ``of_groups`` are the rules whose groups the file has, ``rules`` those of gaps; ``is_withheld`` tells which cells are not
    published, None where all are.
    """

    def __init__(
        self, cells: Cells, year: int, of_groups: Rules, rules: Rules, is_withheld: IsWithheld | None
    ) -> None:
        self.cells = cells
        self.year = year
        self.of_groups = of_groups
        self.rules = rules
        self.is_withheld = is_withheld
        self.reference = of_groups.text("white_students")
        self.races = of_groups.texts("race_groups")
        self.all_students = of_groups.all_students

    def gaps(self) -> Iterator[GapRow]:
        """Go through the gaps of each entity and subject, in percentage points of proficient students, R65.

        A gap is left out where one of the two groups has no scored students. Units: percents, 0 to 100. Errors: none.
        """
        for entity in sorted(self.cells.entities):
            for subject in self.of_groups.subjects:
                for group in self.of_groups.groups:
                    if group not in (self.all_students, self.reference):
                        yield from self._gap(entity, subject, group)

    def _gap(self, entity: str, subject: str, group: str) -> Iterator[GapRow]:
        reference = self.reference if group in self.races else f"{NOT}{group}"
        pairs = [self._pair(entity, year, subject, group) for year in (self.year, self.year - 1)]
        now, before = pairs
        if now is None:
            return
        case = f"{entity}-{subject}-{group}"
        one = Gap(
            case=case,
            source=None,
            subject=subject,
            measure=PROFICIENT,
            reference=reference,
            focal=group,
            reference_before=None if before is None else before[0],
            focal_before=None if before is None else before[1],
            reference_now=now[0],
            focal_now=now[1],
            place=Place(self.cells.file),
        )
        hidden = self._hides(entity, self.year, subject, group)
        hidden_before = hidden or self._hides(entity, self.year - 1, subject, group)
        yield gap_row(one, gap_change(one, self.rules), hidden=hidden, hidden_before=hidden_before)

    def _pair(self, entity: str, year: int, subject: str, group: str) -> tuple[Fraction, Fraction] | None:
        """Return the percents of the reference and of the group, None where one of them has no scored students."""
        focal = self._share(entity, year, subject, group)
        if group in self.races:
            reference = self._share(entity, year, subject, self.reference)
        else:
            every = self._share(entity, year, subject, self.all_students)
            reference = None if every is None or focal is None else every.without(focal)
        if focal is None or reference is None or focal.percent is None or reference.percent is None:
            return None
        return reference.percent, focal.percent

    def _share(self, entity: str, year: int, subject: str, group: str) -> _Share | None:
        counts = self.cells.counts(entity, (year, subject, group))
        if counts is None:
            return None
        _, _, lowest, partially, meets, exceeds, _ = counts
        return _Share(meets + exceeds, lowest + partially + meets + exceeds)

    def _hides(self, entity: str, year: int, subject: str, group: str) -> bool:
        if self.is_withheld is None:
            return False
        other = self.reference if group in self.races else self.all_students
        return any(self.is_withheld(PROFICIENCY, entity, year, subject, one) for one in (group, other))

    def progress(self, base_year: int | None = None) -> Iterator[ProgressRow]:
        """Go through where each group stands beside its own path to half closure, R64; groups too small have none.

        Units: index points, 0 to 100. Errors: ``ValueError`` for a base year that is not before the goal year,
        ``LookupError`` for a year that is not on the path.
        """
        first = year_of("base_year", self.rules) if base_year is None else base_year
        for entity in sorted(self.cells.entities):
            for subject in self.of_groups.subjects:
                for group in self.of_groups.groups:
                    slot, base_slot = (self.year, subject, group), (first, subject, group)
                    counts, base = self.cells.counts(entity, slot), self.cells.counts(entity, base_slot)
                    if counts is None or base is None:
                        continue
                    found = progress(slot, self._index(counts), self._index(base), self.rules, first)
                    if found is None:
                        continue
                    hidden = self.is_withheld is not None and any(
                        self.is_withheld(PROFICIENCY, entity, year, subject, group)
                        for year in (self.year, first)
                    )
                    index, target, difference = (
                        None if hidden else rounded(one, _DECIMALS)
                        for one in (found.reached, found.target, found.difference)
                    )
                    where = (entity, district_of(entity), self.year, subject, group, first)
                    yield ProgressRow(*where, index, target, difference, found.met, hidden)

    def _index(self, counts: Counts) -> Index:
        return index_of(counts, self.of_groups.partial_weight)


def gap_row(one: Gap, change: GapChange, *, hidden: bool = False, hidden_before: bool = False) -> GapRow:
    """Return a gap as a row to be shown, without the figures that are withheld."""

    def now(value: Fraction | None) -> Decimal | None:
        return None if hidden or value is None else rounded(value, _DECIMALS)

    def before(value: Fraction | None) -> Decimal | None:
        return None if hidden_before or value is None else rounded(value, _DECIMALS)

    return GapRow(
        case_id=one.case,
        source=one.source,
        subject=one.subject,
        measure=one.measure,
        reference=one.reference,
        focal=one.focal,
        ref_before=before(one.reference_before),
        focal_before=before(one.focal_before),
        ref_now=now(one.reference_now),
        focal_now=now(one.focal_now),
        gap_before=before(change.before),
        gap_now=now(change.now),
        change=before(change.change),
        withheld=hidden or hidden_before,
    )
