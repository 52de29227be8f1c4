"""Reads the dates that a file of students is judged by: keys and values, one in a row."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ai_cli.facts.identifiers import read_date
from ai_cli.facts.names import nearest
from ai_cli.facts.numbers import read_number
from ai_cli.facts.students import StudentsConfig
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.facts.years import read_fiscal_year
from ai_cli.findings import Place, finding
from ai_cli.inputs.accountability_rows import Fields, refused
from ai_cli.inputs.csv_file import CsvFile
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.state_columns import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from decimal import Decimal

    from ai_cli.facts.accountability import Read

CONFIG = Shape(
    what="dates of the accountability year, a key and a value in each row",
    fields={"key": ("key",), "value": ("value",)},
    counts={},
)
_DATES = ("oct1", "window_start", "window_end", "elp_window_end")
_FIGURES = {"gap_days": "full_year_gap", "mtas_cap": "alternate_cap", "mod_cap": "modified_cap"}
"""Key of the file -> key of the law, whose figure it states."""

_WAIVER = "mtas_waiver"
"""May stand several times, once for each district."""

_MOST_DECIMALS = 6
_KEYS = ("year", *_DATES, *_FIGURES, _WAIVER)
_NEEDED = ("year", *_DATES)


def read_waiver(text: str) -> tuple[str, Fraction]:
    """Return a district and its approved cap, ``9002-07:0.10``. Errors: ``UnreadableValue`` with I102, I105."""
    district, colon, share = text.partition(":")
    parts = district.strip().split("-")
    if not colon or [part.isdigit() for part in parts] != [True, True]:
        raise UnreadableValue(
            "I102", "a district and a share such as 9002-07:0.10", "write the two with a colon between"
        )
    number, kind = map(int, parts)
    cap = Fraction(_read_figure(share))
    if not 0 <= cap <= 1:
        raise UnreadableValue("I105", "a share from 0 to 1", "correct the share")
    return f"{number:04d}-{kind:02d}", cap


def read_students_config(file: str) -> tuple[StudentsConfig | None, Read]:
    """Return the dates of a file, None where one is missing or cannot be, and what is wrong with it.

    Findings: I101 a missing key, I102 what cannot be read, I103 an unknown key, I104 a key that stands twice, I105 dates in the
    wrong order. Nothing is raised.
    """
    try:
        source = CsvFile(file, CONFIG)
        fields = Fields(file, source.columns)
        found = _values(source, fields)
    except Refused as refusal:
        return None, refused(file, refusal)
    for key in _NEEDED:
        if key not in found and key not in fields.padded:
            what, fix = f"the key {key} is missing", f"add a row {key},..."
            fields.findings.append(
                finding("I101", Place(file), what=what, allowed=", ".join(_NEEDED), fix=fix)
            )
    known = set(_NEEDED) <= set(found)
    if known:
        _check_order(found, fields)
    read = fields.read_all()
    if not known or read.findings:
        return None, read
    days = {key: found[key][0] for key in _DATES}
    config = StudentsConfig(
        year=found["year"][0],
        october_1=days["oct1"],
        window_start=days["window_start"],
        window_end=days["window_end"],
        elp_window_end=days["elp_window_end"],
        figures={law: found[key][0] for key, law in _FIGURES.items() if key in found},
        waivers=dict(found.get(_WAIVER, ({},))[0]),
        place=Place(file),
    )
    return config, read


def _values(source: CsvFile, fields: Fields) -> dict[str, tuple[Any, int]]:
    """Return the values by key, with their rows. A key whose value is wrong is noted in ``fields.padded``."""
    found: dict[str, tuple[Any, int]] = {}
    for number, row in source.rows():
        if not fields.start(number, row):
            continue
        if fields.is_whole(source.width):
            key = fields.text("key")
            if key not in _KEYS:
                fields.refuse("I103", "key", f"'{key}'", ", ".join(_KEYS), nearest(key, _KEYS))
            elif key in found and key != _WAIVER:
                fields.twice(key, found[key][1])
            else:
                value = fields.read("value", _reader(key))
                if value is None:
                    fields.padded.add(key)
                elif key == _WAIVER:
                    found.setdefault(key, ({}, number))[0].update([value])
                else:
                    found[key] = (value, number)
        fields.done()
    return found


def _reader(key: str) -> Callable[[str], Any]:
    if key == "year":
        return read_fiscal_year
    if key == _WAIVER:
        return read_waiver
    return read_date if key in _DATES else _read_figure


def _read_figure(text: str) -> Decimal:
    return read_number(text, decimals=_MOST_DECIMALS, kind="a number such as 15 or 0.01")


def _check_order(found: Mapping[str, tuple[Any, int]], fields: Fields) -> None:
    """Note a date that is not where the order of a school year has it."""
    days: list[tuple[str, date]] = [(key, found[key][0]) for key in ("oct1", "window_start", "window_end")]
    for (before, first), (after, second) in pairwise(days):
        if first > second:
            _wrong(fields, after, second, f"{before} {first} or later", found)
    year = found["year"][0]
    if found["oct1"][0].year != year - 1:
        _wrong(fields, "oct1", found["oct1"][0], f"October 1 of {year - 1}, for the year {year}", found)
    if not found["oct1"][0] <= found["elp_window_end"][0] or found["elp_window_end"][0].year > year:
        _wrong(
            fields,
            "elp_window_end",
            found["elp_window_end"][0],
            f"a day of the school year that ends in {year}",
            found,
        )


def _wrong(fields: Fields, key: str, day: date, allowed: str, found: Mapping[str, tuple[Any, int]]) -> None:
    place = Place(fields.file, line=found[key][1])
    fix = "correct the dates"
    fields.findings.append(finding("I105", place, key=key, found=str(day), allowed=allowed, fix=fix))
