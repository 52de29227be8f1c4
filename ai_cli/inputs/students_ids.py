"""The ids of districts and schools in a file of students, looked at once each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.facts.accountability import WHOLE_DISTRICT
from ai_cli.facts.entity_ids import district_of, read_entity
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.findings import Finding, Place, finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

_DISTRICT = re.compile(r"(?P<number>[0-9]{1,4})-(?P<type>[0-9]{1,2})")
_DISTRICT_PATTERN = r"^[0-9]{4}-[0-9]{2}$"
_SCHOOL_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{3}$"
DISTRICT, SCHOOL = "district_id", "school_id"

Pair = tuple[str | None, str | None]


class Ids(NamedTuple):
    """The pairs of ids of a file, each with the line it first stands in, and as they are with their leading zeros."""

    lines: Mapping[Pair, int]
    whole: Mapping[str, str]
    wrong: frozenset[Pair]

    @property
    def all_plain(self) -> bool:
        """Whether every id is well written, with its zeros."""
        return not self.wrong and all(one == whole for one, whole in self.whole.items())

    def mended(self) -> tuple[pl.Expr, ...]:
        """Return the two columns with their leading zeros."""
        import polars as pl

        known = {one: whole for one, whole in self.whole.items() if one != whole}
        return tuple(pl.col(name).replace(known) for name in (DISTRICT, SCHOOL))

    @staticmethod
    def is_wrong() -> pl.Expr:
        """Tell where an id is not well written, or not that of a school of the district; ids have their zeros."""
        import polars as pl

        district, school = pl.col(DISTRICT), pl.col(SCHOOL)
        well = school.str.contains(_SCHOOL_PATTERN) & district.str.contains(_DISTRICT_PATTERN)
        of_it = school.str.starts_with(district + "-") & ~school.str.ends_with(WHOLE_DISTRICT)
        return ~(well & of_it).fill_null(value=False)

    def findings(self, file: str) -> tuple[Finding, ...]:
        """Return the first id of each column that lacks its leading zeros, A102."""
        found = []
        for index, name in enumerate((DISTRICT, SCHOOL)):
            for pair, line in self.lines.items():
                text = pair[index]
                if text is not None and self.whole.get(text, text) != text:
                    place, read = Place(file, line=line), self.whole[text]
                    found.append(finding("A102", place, key=name, found=text, read=read))
                    break
        return tuple(found)


def ids_of(frame: pl.DataFrame) -> Ids:
    """Return the ids of a frame: each pair is read once."""
    import polars as pl

    pairs = frame.group_by(DISTRICT, SCHOOL).agg(pl.col("line").min()).sort("line")
    lines = {(district, school): line for district, school, line in pairs.iter_rows()}
    whole: dict[str, str] = {}
    wrong = set()
    for district, school in lines:
        if district is None or school is None:
            wrong.add((district, school))
            continue
        try:
            whole[school] = read_entity(school)
            whole[district] = read_district(district)
            if not is_school_of(whole[school], whole[district]):
                wrong.add((district, school))
        except UnreadableValue:
            wrong.add((district, school))
    return Ids(lines, whole, frozenset(wrong))


def is_school_of(school: str, district: str) -> bool:
    """Tell whether an id is that of a school of a district, and not of the district itself; both have their zeros."""
    return district_of(school) == district and not school.endswith(WHOLE_DISTRICT)


def read_district(text: str) -> str:
    """Return the id of a district with its leading zeros, ``9001-01``. Errors: ``UnreadableValue`` with I102."""
    match = _DISTRICT.fullmatch(text.strip())
    if match is None:
        allowed = "district number and type such as 9001-01"
        raise UnreadableValue(
            "I102", allowed, "write the two parts with a hyphen, and keep the column as text"
        )
    return f"{int(match['number']):04d}-{int(match['type']):02d}"
