"""The dates of a fiscal year in a state's program."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ai_cli.findings import Finding


class CalendarDate(NamedTuple):
    """A date of a program, or a number of days that has no day of the calendar.

    ``text`` is the rule, such as ``third Monday of June``. ``date`` and ``weekday`` are None where the rule is a number of
    days. ``fiscal_year`` is the one that the date is for. ``origin`` is ``law``, ``carried``, ``nearest`` or ``user``.
    """

    date: date | None
    weekday: str | None
    key: str
    title: str
    text: str
    fiscal_year: int
    cite: str
    url: str
    standing: str
    origin: str
    note: str | None


class Calendar(NamedTuple):
    """The dates that fall in a fiscal year or are for it, in order; those without a day come last.

    ``begins`` and ``ends`` are the first and last day of the fiscal year. ``readings`` are those that dates depend on.
    """

    state: str
    law: str
    title: str
    fiscal_year: int
    begins: date
    ends: date
    dates: tuple[CalendarDate, ...]
    readings: Mapping[str, str]
    findings: tuple[Finding, ...]
