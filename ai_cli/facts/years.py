"""Fiscal years, and the October counts that belong to them."""

from __future__ import annotations

import re

from ai_cli.facts.unreadable import UnreadableValue

_SPELLINGS = re.compile(
    r"(?:FY|fy|Fy)\s?(?P<fiscal>\d{4}|\d{2})|(?P<plain>\d{4})|(?P<first>\d{4}|\d{2})[-/\u2013](?P<second>\d{4}|\d{2})"
)
_CENTURY_TURNS_AT = 70
_FIRST, _LAST = 1970, 2100


def _full(digits: str) -> int:
    year = int(digits)
    if len(digits) > len("99"):
        return year
    return year + (1900 if year >= _CENTURY_TURNS_AT else 2000)


def read_fiscal_year(text: str) -> int:
    """Return the calendar year in which a fiscal year ends: ``FY 2018``, ``FY18``, ``2017-18`` are all 2018.

    Errors: ``UnreadableValue`` with I102 for any other spelling or for years that do not follow each other, I105 for
    a year that no figure is of.
    """
    allowed = "a fiscal year such as FY 2018, FY18, 2018, 2017-18 or 17-18"
    match = _SPELLINGS.fullmatch(text.strip())
    if match is None:
        raise UnreadableValue("I102", allowed, "write the year in which it ends, such as FY 2018")
    if match["second"] is None:
        year = _full(match["fiscal"] or match["plain"])
    else:
        year = _full(match["second"])
        if _full(match["first"]) + 1 != year:
            raise UnreadableValue("I102", allowed, "the second year must follow the first")
    if not _FIRST <= year <= _LAST:
        raise UnreadableValue("I105", f"a fiscal year from {_FIRST} to {_LAST}", "check the year")
    return year


def read_year_range(text: str) -> tuple[int, ...]:
    """Return the fiscal years of ``2014-15..2022-23``, or the one year that is written.

    Errors: ``UnreadableValue`` as ``read_fiscal_year``, also where the range runs backwards.
    """
    first, dots, last = text.partition("..")
    if not dots:
        return (read_fiscal_year(text),)
    years = tuple(range(read_fiscal_year(first), read_fiscal_year(last) + 1))
    if not years:
        raise UnreadableValue("I102", "a range such as 2014-15..2022-23", "write the earlier year first")
    return years


def read_october(text: str) -> int:
    """Return the year of an October 1 count, written ``2015`` or ``2015-10-01``.

    Errors: ``UnreadableValue`` with I102 for anything else, I105 for a year no count is of.
    """
    year = text.strip().removesuffix("-10-01")
    if not (year.isascii() and year.isdigit() and len(year) == len("2015")):
        raise UnreadableValue("I102", "the year of an October 1, such as 2015", "write the year of the count")
    if not _FIRST <= int(year) <= _LAST:
        raise UnreadableValue("I105", f"a year from {_FIRST} to {_LAST}", "check the year")
    return int(year)


def printed_fiscal_year(fiscal_year: int) -> str:
    """Return the one spelling that is printed, ``FY 2018``."""
    return f"FY {fiscal_year}"


def october_inside(fiscal_year: int) -> int:
    """Return the year of the October 1 inside a fiscal year: FY 2017 holds October 1, 2016."""
    return fiscal_year - 1


def october_before(fiscal_year: int) -> int:
    """Return the year of the October 1 before a fiscal year begins: before FY 2017 it is October 1, 2015."""
    return october_inside(fiscal_year) - 1
