"""Recognises the columns of the state's files by their names, which differ from year to year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NOT_NAME = re.compile(r"[^a-z0-9]")

Names = tuple[str, ...]
"""The names of one column in different years, the newest first; case, spaces and signs do not matter."""


class Shape(NamedTuple):
    """The columns of a kind of file.

    ``fields`` are columns with one value, ``counts`` sums of columns; those named in ``may_lack`` are not in the files
    of every year.
    """

    what: str
    fields: Mapping[str, Names]
    counts: Mapping[str, tuple[Names, ...]]
    may_lack: frozenset[str] = frozenset()


COUNTS_BY_GRADE: Mapping[str, Names] = {
    "year": ("DataYear", "dat_yer"),
    "number": ("districtNumber", "dst_num"),
    "type": ("districtType", "dst_tye"),
    "district": ("DistrictName", "dst_nam"),
    "school_number": ("schoolNumber",),
    "school": ("SchoolName",),
    "grade": ("Grade", "grd"),
    "classification": ("SchoolClassification",),
    "range": ("MinMaxGrade",),
}
"""The fields of the state's counts by district, school and grade."""

ENROLLMENT_BY_RACE = Shape(
    what="enrollment by race and grade",
    fields=COUNTS_BY_GRADE,
    counts={
        "total": (("TotalStudents", "tot_tot"),),
        "protected": (("TotalMinority", "tot_mny"),),
        "american_indian": (("AMI_Male", "ami_mal"), ("AMI_Female", "ami_fem")),
    },
    may_lack=frozenset({"school_number", "school", "classification", "range", "american_indian"}),
)
"""The state's counts of October 1: protected students are those of TotalMinority, groups may be five or seven."""


class Columns(NamedTuple):
    """Where the columns of a shape stand in a file: an index a field, and the indexes that a count adds up.

    ``twice`` are further columns of the same names, by index.
    """

    fields: Mapping[str, int]
    counts: dict[str, tuple[int, ...]]
    titles: Sequence[str]
    twice: tuple[int, ...] = ()

    def text(self, row: Sequence[Any], field: str) -> str:
        """Return the text of a field without outer spaces, empty where there is none; a number in its digits."""
        index = self.fields.get(field)
        value = row[index] if index is not None and index < len(row) else None
        return cell_text(value)


def cell_text(value: Any) -> str:
    """Return a cell as text: without outer spaces, a whole number in its digits, empty for None and NULL."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.strip()
        return "" if text == "NULL" else text
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _bare(name: str) -> str:
    return _NOT_NAME.sub("", name.casefold())


def recognised(header: Sequence[Any], shape: Shape) -> Columns | tuple[str, ...]:
    """Return where the columns of the shape stand under this header, or the names of those that are missing."""
    titles = [cell_text(one) for one in header]
    names = list(map(_bare, titles))

    twice: list[int] = []

    def index(column: Names) -> int | None:
        known = set(map(_bare, column))
        found = [at for at, one in enumerate(names) if one in known]
        twice.extend(found[1:])
        return found[0] if found else None

    fields = {field: index(column) for field, column in shape.fields.items()}
    counts = {count: tuple(map(index, columns)) for count, columns in shape.counts.items()}
    found_all = {**fields, **{count: None if None in found else 0 for count, found in counts.items()}}
    missing = [one for one, found in found_all.items() if found is None and one not in shape.may_lack]
    if missing:
        return tuple(_names_of(one, shape) for one in missing)
    return Columns(
        {field: found for field, found in fields.items() if found is not None},
        {
            count: tuple(one for one in found if one is not None)
            for count, found in counts.items()
            if None not in found
        },
        titles,
        tuple(sorted(twice)),
    )


def has_one_of(header: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether a first row has a field that is one of these names of columns, however it is spelled."""
    return not set(map(_bare, header)).isdisjoint(map(_bare, names))


def columns_needed(shape: Shape) -> tuple[str, ...]:
    """Return the names of the columns that a file of this shape must have."""
    needed = [one for one in (*shape.fields, *shape.counts) if one not in shape.may_lack]
    return tuple(_names_of(one, shape) for one in needed)


def _names_of(missing: str, shape: Shape) -> str:
    columns = (shape.fields[missing],) if missing in shape.fields else shape.counts[missing]
    return " and ".join(" or ".join(column) for column in columns)
