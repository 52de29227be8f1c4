"""Reads the YAML files of law in this folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from ai_cli.law.falling import DATED, Falls, check_written, read_falls
from ai_cli.law.law import Doubtful, Law, Rate, RateEntry, Reading, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent
SHARED = "every-program"
"""The law file whose readings every program has."""


def _year(written: str) -> int:
    return int(written.removeprefix("FY "))


def _year_or_open(written: str) -> int | None:
    return None if written == "open" else _year(written)


def _rate(law_key: str, key: str, body: dict[str, Any]) -> Rate:
    entries = tuple(
        RateEntry(
            first_fiscal_year=_year(one["from"]),
            written=tuple(one["value"]) if isinstance(one["value"], list) else one["value"],
            standing=one["standing"],
            cite=one.get("cite", body["cite"]),
            url=one.get("url", body["url"]),
            note=one.get("note"),
        )
        for one in body["values"]
    )
    through, unit = _year_or_open(body["known_through"]), body["unit"]
    return Rate(law_key, key, body["title"], unit, through, entries, _falls(key, body, entries))


def _falls(key: str, body: dict[str, Any], entries: tuple[RateEntry, ...]) -> Falls | None:
    """Return to which fiscal year a date belongs, None for what is no date. Errors: as ``law``."""
    if "falls" not in body:
        return None
    try:
        falls = read_falls(body["falls"], body["unit"])
        for one in entries:
            check_written(body["unit"], str(one.written))
    except ValueError as wrong:
        raise ValueError(f"{key}: {wrong}") from wrong
    return falls


def _doubtful(body: dict[str, str]) -> Doubtful:
    return Doubtful(_year(body["from"]), _year(body["through"]), body["why"])


def _reading(law_key: str, name: str, body: dict[str, Any]) -> Reading:
    return Reading(
        law_key, name, body["question"], body["default"], body["choices"], body["cite"], body["standing"]
    )


@cache
def law(key: str) -> Law:
    """Return the law with this key, such as ``mn-achievement-integration``.

    Errors: ``KeyError`` when there is no such law, ``ValueError`` when its file lacks a key or has a date that is none.
    """
    file = FOLDER / f"{key.replace('-', '_')}.yaml"
    if not file.is_file():
        raise KeyError(key)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    body = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - builds text only
    try:
        return _law(key, body)
    except KeyError as missing:
        raise ValueError(f"{file.name} lacks the key {missing}") from missing
    except ValueError as wrong:
        raise ValueError(f"{file.name}, {wrong}") from wrong


def _law(key: str, body: dict[str, Any]) -> Law:
    the_law = Law(
        key=body["key"],
        title=body["title"],
        kind=body["kind"],
        state=body["state"],
        cite=body["cite"],
        url=body["url"],
        first_fiscal_year=_year(body["in_force"]["from"]),
        last_fiscal_year=_year_or_open(body["in_force"]["through"]),
        note=body.get("note"),
        rates={name: _rate(key, name, one) for name, one in (body.get("rates") or {}).items()},
        readings={name: _reading(key, name, one) for name, one in (body.get("readings") or {}).items()},
        doubtful=None if body.get("doubtful") is None else _doubtful(body["doubtful"]),
        rules={
            number: Rule(number, one["title"], one["cite"], one["standing"])
            for number, one in (body.get("rules") or {}).items()
        },
    )
    for rate in the_law.rates.values() if the_law.kind == "calendar" else ():
        if rate.unit in DATED and rate.falls is None:
            raise ValueError(f"{rate.key}: a date of a calendar says with `falls` for which year it is")
    return the_law


def law_keys() -> tuple[str, ...]:
    """Return the keys of all laws, in alphabetical order."""
    return tuple(sorted(file.stem.replace("_", "-") for file in FOLDER.glob("*.yaml")))


def every_reading() -> dict[str, Reading]:
    """Return the readings of all laws by name; one that several have with all their choices."""
    merged: dict[str, Reading] = {}
    for key in law_keys():
        for name, reading in law(key).readings.items():
            known = merged.get(name, reading)
            merged[name] = known._replace(choices={**known.choices, **reading.choices})
    return merged


@cache
def readings_of(law_keys_used: tuple[str, ...]) -> Mapping[str, Reading]:
    """Return the readings of these laws and those that every program has, by name; the first law's go before others'."""
    found: dict[str, Reading] = {}
    for key in (*law_keys_used, SHARED):
        for name, reading in law(key).readings.items():
            found.setdefault(name, reading)
    return MappingProxyType(found)
