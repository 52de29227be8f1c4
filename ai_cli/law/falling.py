"""When a date of law falls: on a day of a month or a weekday of it, in the fiscal year it is for or beside that."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ORDINALS = ("first", "second", "third", "fourth")

DATED = frozenset({"month_day", "weekday_of_month", "date", "days"})
"""The units of what stands in a calendar."""

YEAR_BEGINS = "07-01"
"""The month and day on which a fiscal year begins, the same in every state here."""

_AHEAD = {"fiscal year before": -1, "this fiscal year": 0, "next fiscal year": 1}
_OF_ITS_VALUE = "fiscal year of its value"
_SHAPES = {
    "month_day": re.compile(r"[01][0-9]-[0-3][0-9]"),
    "weekday_of_month": re.compile(
        rf"(?P<which>{'|'.join(_ORDINALS)}) (?P<weekday>{'|'.join(WEEKDAYS)}) of (?P<month>{'|'.join(MONTHS)})"
    ),
    "date": re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]"),
    "days": re.compile(r"[0-9]{1,3}"),
}


class Falls(NamedTuple):
    """To which fiscal year a date belongs.

    ``ahead`` is how many years the fiscal year it is for comes after the one it falls in. ``years`` is odd or even
    where it falls only in such calendar years. ``counted`` says from or to what a number of days runs. ``reading`` is the
    name and choice of the reading under which it is so, if it depends on one.
    """

    ahead: int = 0
    years: str | None = None
    counted: str | None = None
    reading: tuple[str, str] | None = None

    def on(self, day: date) -> bool:
        """Tell whether the date falls in the calendar year of this day."""
        return self.years is None or self.years == ("odd" if day.year & 1 else "even")


def read_falls(body: Mapping[str, Any], unit: str) -> Falls:
    """Return what ``falls`` of a dated rate says: ``for``, and ``years``, ``counted``, ``reading``.

    Errors: ``KeyError`` where it does not say for which fiscal year, or from what days are counted; ``ValueError`` for a
    key or a word that is not known.
    """
    whose = body["for"]
    if unit not in DATED or (whose == _OF_ITS_VALUE) != (unit == "date"):
        raise ValueError(f"a rate in {unit} cannot be for: {whose}")
    if unit != "date" and whose not in _AHEAD:
        raise ValueError(f"for: {whose} is none of {', '.join(_AHEAD)}")
    counted = body["counted"] if unit == "days" else None
    unknown = set(body) - {"for", "years", "reading"} - ({"counted"} if counted else set())
    if unknown or body.get("years") not in (None, "odd", "even"):
        raise ValueError(f"falls is not understood: {', '.join(sorted(unknown)) or body['years']}")
    name, _, choice = body.get("reading", "").partition("=")
    return Falls(
        ahead=_AHEAD.get(whose, 0),
        years=body.get("years"),
        counted=counted,
        reading=(name, choice) if name else None,
    )


def first_day(fiscal_year: int) -> date:
    """Return the day on which a fiscal year begins: FY 2019 on July 1, 2018."""
    return day_of("month_day", YEAR_BEGINS, fiscal_year)


def last_day(fiscal_year: int) -> date:
    """Return the day on which a fiscal year ends: FY 2019 on June 30, 2019."""
    return first_day(fiscal_year + 1) - timedelta(1)


def day_of(unit: str, written: str, falls_in: int) -> date:
    """Return the day of ``03-15`` or ``third Monday of June`` in a fiscal year, or the date that is written.

    Errors: ``ValueError`` for what is no such day in that year, and for a number of days.
    """
    shape = _SHAPES[unit].fullmatch(written) if unit in _SHAPES else None
    if shape is None or unit == "days":
        raise ValueError(f"{written} is no day: {unit}")
    if unit in ("date", "month_day"):
        full = written if unit == "date" else f"{_calendar_year(written, falls_in):04}-{written}"
        try:
            return date.fromisoformat(full)
        except ValueError as wrong:
            raise ValueError(f"{full} is no day") from wrong
    month = f"{MONTHS.index(shape['month']) + 1:02}-01"
    first = date.fromisoformat(f"{_calendar_year(month, falls_in):04}-{month}")
    week = len(WEEKDAYS)
    until = (WEEKDAYS.index(shape["weekday"]) - first.weekday()) % week
    return first + timedelta(until + week * _ORDINALS.index(shape["which"]))


def _calendar_year(month_day: str, fiscal_year: int) -> int:
    return fiscal_year - 1 if month_day >= YEAR_BEGINS else fiscal_year


def check_written(unit: str, written: str) -> None:
    """Refuse what stands for no day of every year, or no number of days. Errors: ``ValueError``."""
    if unit != "days":
        day_of(unit, written, date.min.year + 1)  # in years that are no leap years
    elif not _SHAPES[unit].fullmatch(written):
        raise ValueError(f"{written} is no number of days")


def date_words(day: date) -> str:
    """Return a day as it is written in a letter, ``March 15, 2018``."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def rule_words(unit: str, written: str, falls: Falls) -> str:
    """Return the rule of a date in words: ``March 15``, ``third Monday of June``, ``30 days before the meeting``."""
    if unit == "days":
        words = f"{written} {'day' if written == '1' else 'days'} {falls.counted}"
    elif unit == "date":
        words = date_words(date.fromisoformat(written))
    elif unit == "month_day":
        words = date_words(day_of(unit, written, date.min.year + 1)).partition(",")[0]
    else:
        words = written
    return f"{words} of {falls.years} years" if falls.years else words
