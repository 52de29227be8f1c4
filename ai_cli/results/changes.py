"""What has changed between two runs: figures with their old and new value, findings that are new or gone."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from ai_cli.findings import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping
    from decimal import Decimal

    from ai_cli.findings import Finding
    from ai_cli.results.checked_budget import NotChecked

Value: TypeAlias = "Decimal | bool | str | None"

_NUMBER_OF_A_LINE = re.compile(r"^line \d+, ")

NEW, CHANGED, GONE = "new", "changed", "gone"


class Figure(NamedTuple):
    """A figure of a result: the number of its line, where it has one, its label, unit, value, state and standing."""

    number: str | None
    label: str
    unit: str
    value: Value
    state: str
    standing: str | None = None


class Snapshot(NamedTuple):
    """A result as far as two runs are compared: whose it is, its figures by key, its findings, the values tried in it.

    ``not_checked`` are the criteria of a budget that could not be checked.
    """

    file: str
    district_id: str | None
    district_name: str | None
    program: str | None
    fiscal_year: int | None
    figures: Mapping[str, Figure]
    findings: tuple[Finding, ...]
    what_if: tuple[str, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()

    @property
    def of_district(self) -> tuple[str | None, str | None, int | None]:
        """What is the same in both runs when a file has another name: the district, the program, the fiscal year."""
        return self.district_id, self.program, self.fiscal_year


class Change(NamedTuple):
    """How a result differs from that of the former run; ``old`` or ``new`` is None where only one run has it.

    ``figures`` is key -> the old and the new figure, None where a run has none. ``new_findings`` are those that the former run
    did not have, ``gone_findings`` those that it had. ``not_checked`` are the criteria that the former run could check, and
    this one could not: their findings are gone, and may be there still.
    """

    old: Snapshot | None
    new: Snapshot | None
    figures: Mapping[str, tuple[Figure | None, Figure | None]]
    new_findings: tuple[Finding, ...]
    gone_findings: tuple[Finding, ...]
    not_checked: tuple[NotChecked, ...] = ()

    @property
    def kind(self) -> str:
        """``new``, ``changed`` or ``gone``."""
        if self.old is None:
            return NEW
        return GONE if self.new is None else CHANGED

    @property
    def of(self) -> Snapshot:
        """The result that changed, as it is now if it is there."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 - a change is of something
        return found

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return bool(
            self.old is None
            or self.new is None
            or self.figures
            or self.new_findings
            or self.gone_findings
            or self.not_checked
        )


def change_between(old: Snapshot | None, new: Snapshot | None) -> Change:
    """Return how a result differs from the former one; what is in one run only is wholly new, or wholly gone."""
    before: Mapping[str, Figure] = {} if old is None else old.figures
    now: Mapping[str, Figure] = {} if new is None else new.figures
    pairs = {key: (before.get(key), now.get(key)) for key in dict.fromkeys((*now, *before))}
    figures = {key: (one, other) for key, (one, other) in pairs.items() if _differ(one, other)}
    added, gone = findings_apart(() if old is None else old.findings, () if new is None else new.findings)
    unchecked = {one.code for one in (() if old is None else old.not_checked)}
    not_checked = tuple(one for one in (() if new is None else new.not_checked) if one.code not in unchecked)
    return Change(old, new, figures, added, gone, not_checked)


def _differ(one: Figure | None, other: Figure | None) -> bool:
    if one is None or other is None:
        return True
    return (one.value, one.state, one.unit) != (other.value, other.state, other.unit)


def findings_apart(
    old: Iterable[Finding], new: Iterable[Finding], *, of_one_file: bool = True
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that are new, and those that are gone.

    A finding that only stands elsewhere in its file, because a line was put in above it, is the same one, though the line of
    a budget that it names has another number now; so is one of a whole file, of which only the amount has changed. Findings
    of different files are never the same, unless ``of_one_file`` says that all are of one, whatever its name.
    """

    def itself(one: Finding) -> tuple[Finding, str | None]:
        return one.at(Place()) if of_one_file else one, str(one.place.inside)

    def essence(one: Finding) -> tuple[str | None, ...]:
        return None if of_one_file else one.place.file, one.place.sheet, one.code, one.message, one.found

    def unnumbered(one: Finding) -> tuple[str | None, ...]:
        return essence(one._replace(message=_NUMBER_OF_A_LINE.sub("line ", one.message)))

    before, now = tuple(old), tuple(new)
    once = _told_once(before) & _told_once(now)

    def of_whole_file(one: Finding) -> object:
        return one.code if of_one_file and one.code in once and _is_of_whole_file(one) else itself(one)

    for same in (itself, essence, unnumbered, of_whole_file):
        common = Counter(map(same, before)) & Counter(map(same, now))
        before, now = _without(before, common, same), _without(now, common, same)
    return now, before


def _is_of_whole_file(one: Finding) -> bool:
    return one.place.cell is None and one.place.line is None


def _told_once(findings: Iterable[Finding]) -> set[str]:
    """Return the codes of which there is one finding about the whole file."""
    codes = Counter(one.code for one in findings if _is_of_whole_file(one))
    return {code for code, number in codes.items() if number == 1}


def _without(
    findings: tuple[Finding, ...], common: Counter[Any], same: Callable[[Finding], Any]
) -> tuple[Finding, ...]:
    """Return the findings without as many of each sort as both runs have."""
    left = Counter(common)
    kept = []
    for one in findings:
        if left[same(one)] > 0:
            left[same(one)] -= 1
        else:
            kept.append(one)
    return tuple(kept)


class FormerResults:
    """The results of a former run, each handed out once to the result of this run that it is compared with."""

    def __init__(self, former: Iterable[Snapshot], files: Container[str]) -> None:
        """Take the former results; ``files`` are those that this run goes through."""
        self._left = dict(enumerate(former))
        self._by_file: dict[tuple[str, str | None, int | None], list[int]] = {}
        self._moved: dict[tuple[str | None, str | None, int | None], list[int]] = {}
        for number, one in self._left.items():
            if one.file in files:
                self._by_file.setdefault((one.file, one.program, one.fiscal_year), []).append(number)
            else:
                self._moved.setdefault(one.of_district, []).append(number)

    def take(self, new: Snapshot) -> Snapshot | None:
        """Return the former result of the same file, program and fiscal year, None where there was none.

        Where no file of that name was gone through, or it held another district, it is the one result of the same district,
        program and fiscal year whose file is not there any more, or holds another district by now: the file has
        another name.
        """
        of_file = self._by_file.get((new.file, new.program, new.fiscal_year), [])
        for number in of_file:
            if _may_be_of_one_district(self._left[number], new):
                of_file.remove(number)
                return self._left.pop(number)
        for number in of_file:
            self._moved.setdefault(self._left[number].of_district, []).append(number)
        of_file.clear()
        moved = self._moved.get(new.of_district, [])
        if new.district_id is None or len(moved) != 1:
            return None
        return self._left.pop(moved.pop())

    def left(self) -> Iterator[Snapshot]:
        """Go through the results that were not handed out, in the order of the former run's files."""
        return iter(self._left.values())


def _may_be_of_one_district(one: Snapshot, other: Snapshot) -> bool:
    """Tell whether two results are of one district, as far as both say whose they are."""
    return None in (one.district_id, other.district_id) or one.district_id == other.district_id
