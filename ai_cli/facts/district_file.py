"""A district file that was read: its facts, and where each of them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.findings import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.facts.minnesota import MinnesotaDistrict
    from ai_cli.facts.wisconsin import WisconsinDistrict

Path = tuple[str | int, ...]


class DistrictFile(NamedTuple):
    """The facts of one district, with the name of the file and the place of every value in it.

    ``places`` is the path of keys as written (a number for an item of a list) -> its place.
    """

    file: str
    facts: MinnesotaDistrict | WisconsinDistrict
    places: Mapping[Path, Place]

    def place(self, path: Path) -> Place:
        """Return where the value at this path stands, or the nearest group above it that stands anywhere."""
        return nearest_place(path, self.places) or Place(self.file)


def nearest_place(path: Path, places: Mapping[Path, Place]) -> Place | None:
    """Return the place of the value at this path, or of the nearest group above it; None where there is none.

    A single block stands for a list of one, so a zero in the path may be missing from ``places``.
    """
    for length in range(len(path), -1, -1):
        part = path[:length]
        found = places.get(part) or places.get(tuple(one for one in part if one != 0))
        if found is not None:
            return found
    return None
