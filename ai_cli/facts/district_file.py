"""A district file that was read: its facts, and where each of them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from ai_cli.facts.years import read_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.findings import Place

Path = tuple[str | int, ...]
"""The keys, as written, that lead to a value; a number for an item of a list."""


class Written(Protocol):
    """What a file says, as it was written."""

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Return where the value at this path, or its key, stands, or the nearest group above it.

        A single block stands for a list of one, so a zero in the path may lead nowhere.
        """

    def keys(self, path: Path) -> tuple[str, ...]:
        """Return the keys, as written, of the group at this path."""


class Named(Protocol):
    """Who a district is."""

    @property
    def id(self) -> str:
        """Its number."""

    @property
    def name(self) -> str | None:
        """Its name, if it is given."""


class DistrictFacts(Protocol):
    """What the model of a district file has, of whatever state; the facts of a year are its other fields.

    ``timeless`` are those of them that are the same in every year, so that using them for another year needs no mark.
    """

    timeless: ClassVar[frozenset[str]]

    @property
    def state(self) -> str:
        """The code of the state."""

    @property
    def district(self) -> Named:
        """Who the district is."""

    @property
    def fiscal_year(self) -> int:
        """The fiscal year of the facts."""

    @property
    def assumed(self) -> tuple[str, ...]:
        """The dotted names of inputs that are assumed."""

    @property
    def years(self) -> Mapping[int, object]:
        """Facts of other fiscal years, by year."""


class DistrictFile(NamedTuple):
    """The facts of one district, with the name of the file and what it says as written."""

    file: str
    facts: DistrictFacts
    written: Written

    def place(self, path: Path) -> Place:
        """Return where the value at this path stands, or the nearest group above it that stands anywhere."""
        return self.written.place(path)

    def keys(self, path: Path) -> tuple[str, ...]:
        """Return the keys, as written, of the group at this path."""
        return self.written.keys(path)

    def path_of_year(self, fiscal_year: int) -> Path:
        """Return the path of the block of another fiscal year, empty where the file has none."""
        written = (one for one in self.keys(("years",)) if read_fiscal_year(one) == fiscal_year)
        return next((("years", one) for one in written), ())
