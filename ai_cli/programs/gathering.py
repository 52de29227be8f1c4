"""Takes the entries of a form from the facts of a district for one fiscal year."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from ai_cli.facts.years import october_before, october_inside
from ai_cli.forms import Entries, Entry
from ai_cli.forms.evaluate import standing_of
from ai_cli.law import RateBook, law
from ai_cli.law.figures import Figures
from ai_cli.results.filled_form import Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from ai_cli.facts.district_file import DistrictFile, Path
    from ai_cli.facts.minnesota import Enrollment
    from ai_cli.forms import Form
    from ai_cli.forms.lines import FromForm

SHARE_DATE = "share-date"
"""The reading that says of which October the enrollment counts are."""

_OCTOBERS = {"prior-year-oct1": october_before, "same-year-oct1": october_inside}


@dataclass
class Gathering:
    """The facts of one district as a form of one fiscal year needs them.

    Facts are taken from the block of the fiscal year, if the file has one, otherwise from the file's own year;
    the latter are marked. ``october`` is the one that the program takes without a reading, ``rates`` are those on whose
    terms it is computed. With ``own_year_only`` no fact of another year is taken. ``laws`` are those whose
    readings may decide which fact is taken. ``readings_used``
    grows as readings decide which fact is taken.
    """

    file: DistrictFile
    fiscal_year: int
    readings: Mapping[str, str]
    october: str
    rates: RateBook = field(default_factory=RateBook)
    own_year_only: bool = False
    laws: tuple[str, ...] = ()
    readings_used: dict[str, str] = field(default_factory=dict)
    _sections: dict[str, tuple[Any, Path, int | None]] = field(default_factory=dict)
    _reasons: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _own_year(self) -> tuple[Any, Path]:
        """The block of facts of the fiscal year and its path, where the file has one beside its own year's."""
        block = self.file.facts.years.get(self.fiscal_year)
        return (None, ()) if block is None else (block, self.file.path_of_year(self.fiscal_year))

    @property
    def other_year(self) -> int | None:
        """The file's own fiscal year, where it is not the one asked for."""
        year = self.file.facts.fiscal_year
        return None if year == self.fiscal_year else year

    def figures(self, law: str) -> Figures:
        """Return the figures of a law in the fiscal year, the user's own on top, which tell how the facts are to be taken."""
        return Figures(law, self.fiscal_year, self.rates.leniently)

    def chosen(self, reading: str) -> str:
        """Return the choice of a reading that decides which fact is taken, and note that it was used."""
        choice = self.readings_used[reading] = self.readings[reading]
        return choice

    def under(self, reading: str, entry: Entry, note: str | None = None) -> Entry:
        """Return an entry that a reading decided on: it stands no better than the choice does."""
        law_key = next(one for one in self.laws if reading in law(one).readings)
        standing = standing_of(law_key, reading, self.readings[reading])
        return entry._replace(source=entry.source._replace(note=note or entry.source.note, standing=standing))

    def section(self, name: str) -> tuple[Any, Path, int | None]:
        """Return a group of facts, the path it stands at, and the fiscal year it is of where that is another."""
        found = self._sections.get(name)
        if found is None:
            found = self._sections[name] = self._section(name)
        return found

    def _section(self, name: str) -> tuple[Any, Path, int | None]:
        block, path = self._own_year
        own = getattr(block, name, None)
        if not says_nothing(own):
            return own, (*path, name), None
        if self.own_year_only and self.other_year is not None:
            return None, (*path, name), None
        timeless = name in self.file.facts.timeless
        found = getattr(self.file.facts, name, None)
        if says_nothing(found):
            return (None if isinstance(found, BaseModel) else found), (*path, name), None
        return found, (name,), None if timeless else self.other_year

    def path_of(self, key: str, fiscal_year: int) -> Path:
        """Return the path at which the input of a fiscal year with this dotted key stands, or would stand."""
        name, *below = key.split(".")
        if fiscal_year != self.fiscal_year and name not in self.file.facts.timeless:
            return (*self.file.path_of_year(fiscal_year), name, *below)
        return (*self.section(name)[1], *below)

    @property
    def statuses(self) -> tuple[str, ...]:
        """The official statuses of the district; none where none are given or the state has no such thing."""
        return self.section("status")[0] or ()

    def entries_of(self, form: Form) -> Entries:
        """Return what the facts give for the lines of a form, each taken from the input that the line names.

        A form that a line is derived by gets entries of its own where anything is given for it.
        """
        values: dict[str, Entry] = {}
        inner: dict[str, Entries] = {}
        missing: dict[str, str] = {}
        for line_key, key, derived_by in _inputs_of(form):
            entry = None if key is None else self.take(key)
            if entry is not None:
                values[line_key] = entry
            elif key is not None and key in self._reasons:
                missing[line_key] = self._reasons[key]
            own = derived_by is not None and not derived_by.by_its_program
            below = self.entries_of(derived_by.form) if derived_by is not None and own else None
            if below is not None and (below.values or below.inner or key is None):
                inner[line_key] = below
                if entry is not None:
                    values[line_key] = _noting_unused(entry, below)
        return Entries(values, {}, missing, inner)

    def take(self, key: str) -> Entry | None:
        """Return the value of the input with this dotted key, ``budget.initial``, or None where it is not given."""
        name, *below = key.split(".")
        if name == "enrollment":
            return self._enrollment.get(key)
        section, path, other_year = self.section(name)
        if section is None:
            return None
        value = section
        for part in below:
            if value is None:
                break
            value = getattr(value, part)
        if value is None:
            if "file" in section.model_fields_set:
                self._reasons[key] = (
                    f"an amount of {section.file} is not known; `ai-cli budget-check` tells which"
                )
            return None
        return self.entry(key, value, (*path, *below), other_year)

    def entry(
        self,
        key: str,
        value: Decimal | bool | str,
        path: Path,
        other_year: int | None,
        note: str | None = None,
    ) -> Entry:
        """Return a value as it is entered on a form, with its place and what is to be said of it."""
        assumed = f"{key}.".startswith(self._assumed) if self._assumed else False
        return Entry(value, Source(key, self.file.place(path), assumed, other_year, note))

    def of_year(self, fiscal_year: int, section: str) -> tuple[Any, Path] | None:
        """Return a group of facts that the file gives for one fiscal year alone, with its path; None where there is none."""
        own = fiscal_year == self.file.facts.fiscal_year
        block = self.file.facts if own else self.file.facts.years.get(fiscal_year)
        group = getattr(block, section, None)
        above: Path = () if own else self.file.path_of_year(fiscal_year)
        return None if says_nothing(group) else (group, (*above, section))

    @cached_property
    def _assumed(self) -> tuple[str, ...]:
        return tuple(f"{one}." for one in self.file.facts.assumed)

    @cached_property
    def _enrollment(self) -> dict[str, Entry]:
        """The total and protected counts of the October that the program takes, by input; why, where there are none.

        A block that does not name its October is taken for it, and says so. The reading ``share-date`` decides
        the October; facts of another year are taken with that year's October where the right one is not there.
        """
        if SHARE_DATE in self.readings:
            self.readings_used[SHARE_DATE] = self.readings[SHARE_DATE]
        blocks, path, other_year = self.section("enrollment")
        wanted = self._october(self.fiscal_year)
        octobers = {block.october_1: index for index, block in enumerate(blocks or ())}
        note = f"count of October 1, {wanted}"
        if wanted in octobers:
            return self._counts(blocks, octobers[wanted], path, None, note)
        if None in octobers:
            note = f"taken for the count of October 1, {wanted}; the file does not name its October"
            return self._counts(blocks, octobers[None], path, other_year, note)
        if other_year is not None and self._october(other_year) in octobers:
            october = self._october(other_year)
            note = f"count of October 1, {october}"
            return self._counts(blocks, octobers[october], path, other_year, note)
        reason = self._no_enrollment(wanted, octobers)
        self._reasons |= dict.fromkeys(("enrollment.total", "enrollment.protected"), reason)
        return {}

    def _no_enrollment(self, wanted: int, octobers: Mapping[int | None, int]) -> str:
        there = ", ".join(str(one) for one in sorted(filter(None, octobers)))
        reason = f"no enrollment of October 1, {wanted}"
        if there:
            reason += f"; the file has October 1 of {there}"
        for reading, october in _OCTOBERS.items() if SHARE_DATE in self.readings else ():
            if october(self.fiscal_year) in octobers:
                reason += f", which --reading {SHARE_DATE}={reading} would take"
        return reason

    def _october(self, fiscal_year: int) -> int:
        return _OCTOBERS[self.readings.get(SHARE_DATE, self.october)](fiscal_year)

    def _counts(
        self, blocks: tuple[Enrollment, ...], index: int, path: Path, other_year: int | None, note: str
    ) -> dict[str, Entry]:
        counts = {"enrollment.total": blocks[index].total, "enrollment.protected": blocks[index].protected}
        return {
            key: self.entry(key, value, (*path, index, key.rsplit(".", 1)[-1]), other_year, note)
            for key, value in counts.items()
            if value is not None
        }


def says_nothing(facts: Any) -> bool:
    """Tell whether a group of facts has no value in it: an empty group counts as missing, like an empty value."""
    if isinstance(facts, BaseModel):
        return all(says_nothing(getattr(facts, name)) for name in facts.model_fields_set)
    if isinstance(facts, tuple):
        return all(map(says_nothing, facts))
    return facts is None or facts == {}


@cache
def _inputs_of(form: Form) -> tuple[tuple[str, str | None, FromForm | None], ...]:
    """Return the lines of a form that are entered: key, dotted key of the input, and the form it may derive from.

    A line that is always derived by a form of its own has no input.
    """
    entered = ((one.key, getattr(one, "input", None), inner) for one, _, inner in form.plan)
    return tuple(
        (key, source, inner) for key, source, inner in entered if source is not None or inner is not None
    )


def _noting_unused(entry: Entry, below: Entries) -> Entry:
    """Return an entry that says which inputs are given too and not used, because this one is."""
    unused = ", ".join(one.source.key for one in below.values.values())
    return entry._replace(source=entry.source._replace(note=f"{unused} given too and not used"))
