"""A law as it is listed: its rates over the years, and its readings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


class ListedRate(NamedTuple):
    """What a rate is from one fiscal year on. ``value`` is None for a list, a date or a code."""

    key: str
    title: str
    unit: str
    value: Decimal | None
    text: str
    first_fiscal_year: int
    known_through: int | None
    standing: str
    cite: str
    url: str
    note: str | None


class ListedReading(NamedTuple):
    """A question the law leaves open, its choices and the one taken by default."""

    name: str
    question: str
    default: str
    choices: Mapping[str, str]
    cite: str
    standing: str


class ListedLaw(NamedTuple):
    """A law with its rates and readings."""

    key: str
    title: str
    kind: str
    state: str
    cite: str
    url: str
    in_force: str
    note: str | None
    rates: tuple[ListedRate, ...]
    readings: tuple[ListedReading, ...]
