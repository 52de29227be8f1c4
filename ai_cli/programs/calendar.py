"""Computes the dates of a fiscal year from the calendar of a state."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ai_cli.findings import in_order
from ai_cli.law import NoRate, RateBook, RateInForce, every_reading, law, law_keys
from ai_cli.law.falling import WEEKDAYS, first_day, last_day
from ai_cli.programs.calendar_findings import calendar_findings
from ai_cli.results.calendar import Calendar, CalendarDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ai_cli.law import Law, Rate


class NoDate(LookupError):
    """Raised when a fiscal year has no such date."""


def calendar_of(
    state: str, fiscal_year: int, rates: RateBook | None = None, readings: Mapping[str, str] | None = None
) -> Calendar:
    """Return the dates of a state that fall in a fiscal year, or are for it though they fall beside it.

    ``rates`` are the rates to go by, the law's own where none are given; ``readings`` the choices that the user made.
    Findings: L101 and L102 for each date carried or unverified, once; L103 where nothing is known for the year or a date
    is refused; L104 where the law is not in force. Errors: ``KeyError`` for a state without a calendar.
    """
    book = rates or RateBook()
    the_law = law(_key_of(state))
    chosen = _chosen(the_law, readings or {})
    found: list[RateInForce] = []
    refused: list[NoRate] = []
    for rate in the_law.rates.values():
        if rate.falls is None or (rate.falls.reading and rate.falls.reading not in chosen.items()):
            continue
        for year in _years(rate, the_law, fiscal_year):
            taken = book.rate(the_law.key, rate.key, year)
            if isinstance(taken, NoRate):
                if year >= rate.entries[0].first_fiscal_year:
                    refused.append(taken)
            elif _is_listed(taken, fiscal_year):
                found.append(taken)
    dates = sorted(map(_listed, found), key=lambda one: one.date or date.max)
    return Calendar(
        state=the_law.state,
        law=the_law.key,
        title=the_law.title,
        fiscal_year=fiscal_year,
        begins=first_day(fiscal_year),
        ends=last_day(fiscal_year),
        dates=tuple(dates),
        readings=chosen,
        findings=in_order(calendar_findings(the_law, fiscal_year, found, refused, strict=book.strict)),
    )


def has_calendar(state: str) -> bool:
    """Tell whether there is a calendar of the state with this code."""
    return _key_of(state) in law_keys()


def _key_of(state: str) -> str:
    return f"{state.lower()}-calendar"


def date_of(law_key: str, rate_key: str, fiscal_year: int, rates: RateBook | None = None) -> date:
    """Return the date that is for a fiscal year, such as the ``aid_payment`` of ``wi-calendar``.

    A year past the last known one has the date carried there, a year before the law is in force that of the nearest.
    Errors: ``KeyError`` for an unknown law or rate; ``NoDate`` where that year has no such date; ``ValueError`` for a rate
    that is no date.
    """
    taken = (rates or RateBook()).rate(law_key, rate_key, fiscal_year)
    day = _day(taken) if isinstance(taken, RateInForce) else None
    if day is None:
        raise NoDate(f"{law_key} has no date {rate_key} for FY {fiscal_year}")
    return day


def _chosen(the_law: Law, readings: Mapping[str, str]) -> dict[str, str]:
    """Return the choice of each reading on which a date depends."""
    names = [one.falls.reading[0] for one in the_law.rates.values() if one.falls and one.falls.reading]
    known = every_reading() if names else {}
    return {name: readings.get(name, known[name].default) for name in names}


def _years(rate: Rate, the_law: Law, fiscal_year: int) -> Iterator[int]:
    """Go through the fiscal years for which a date may be that is listed for this one."""
    if rate.unit == "date":
        yield from (one.first_fiscal_year for one in rate.entries)
        return
    yield fiscal_year
    ahead = rate.falls.ahead if rate.falls else 0
    other = fiscal_year + ahead
    if ahead and the_law.nearest_year(other) == other:
        yield other


def _day(taken: RateInForce) -> date | None:
    """Return the day of a date; None in a year that has none, and ``ValueError`` for what is no date."""
    day, rate = taken.day, taken.rate
    if rate.unit == "date" and taken.fiscal_year not in {one.first_fiscal_year for one in rate.entries}:
        return None
    return day if rate.falls and rate.falls.on(day) else None


def _is_listed(taken: RateInForce, fiscal_year: int) -> bool:
    if taken.rate.unit == "days":
        return True
    day = _day(taken)
    inside = day is not None and first_day(fiscal_year) <= day <= last_day(fiscal_year)
    return inside or (day is not None and taken.fiscal_year == fiscal_year)


def _listed(taken: RateInForce) -> CalendarDate:
    rate, entry = taken.rate, taken.entry
    day = None if rate.unit == "days" else _day(taken)
    return CalendarDate(
        date=day,
        weekday=None if day is None else WEEKDAYS[day.weekday()],
        key=rate.key,
        title=rate.title,
        text=rate.rule(entry.written),
        fiscal_year=taken.fiscal_year,
        cite=entry.cite,
        url=entry.url,
        standing=entry.standing,
        origin=taken.origin,
        note=entry.note,
    )
