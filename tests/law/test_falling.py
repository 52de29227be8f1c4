"""A date of law falls on the same day wherever it is read, and what is no date is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_cli.findings import Place
from ai_cli.law import every_reading, law, law_keys, reader
from ai_cli.law.falling import (
    DATED,
    MONTHS,
    WEEKDAYS,
    Falls,
    check_written,
    day_of,
    first_day,
    last_day,
    read_falls,
    rule_words,
)
from ai_cli.law.overrides import rates_of_the_user

ORDINALS = ("first", "second", "third", "fourth")


@pytest.mark.parametrize(
    ("unit", "written", "day"),
    [
        ("month_day", "07-01", "2018-07-01"),
        ("month_day", "12-31", "2018-12-31"),
        ("month_day", "01-01", "2019-01-01"),
        ("month_day", "06-30", "2019-06-30"),
        ("weekday_of_month", "third Friday of September", "2018-09-21"),
        ("weekday_of_month", "second Friday of January", "2019-01-11"),
        ("weekday_of_month", "first Saturday of June", "2019-06-01"),
        ("weekday_of_month", "first Friday of June", "2019-06-07"),
        ("date", "2013-09-27", "2013-09-27"),
    ],
)
def test_a_day_falls_in_the_fiscal_year_from_july_to_june(unit: str, written: str, day: str) -> None:
    assert str(day_of(unit, written, 2019)) == day


@given(st.sampled_from(ORDINALS), st.sampled_from(WEEKDAYS), st.sampled_from(MONTHS), st.integers(1970, 2100))
def test_a_weekday_is_that_weekday_of_that_month(which: str, weekday: str, month: str, year: int) -> None:
    day = day_of("weekday_of_month", f"{which} {weekday} of {month}", year)
    assert (day.strftime("%A"), day.strftime("%B")) == (weekday, month)
    assert (day.day - 1) // 7 == ORDINALS.index(which)
    assert first_day(year) <= day <= last_day(year)


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("month_day", "02-29"),
        ("month_day", "13-01"),
        ("month_day", "04-31"),
        ("month_day", "4-1"),
        ("month_day", "March 15"),
        ("date", "2013-02-29"),
        ("date", "0000-01-01"),
        ("date", "20130927"),
        ("weekday_of_month", "fifth Monday of June"),
        ("weekday_of_month", "third monday of june"),
        ("weekday_of_month", "third Monday in June"),
        ("days", "thirty"),
        ("days", "-1"),
        ("fiscal_year", "FY 2019"),
    ],
)
def test_what_is_no_day_of_every_year_is_refused(unit: str, written: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        check_written(unit, written) if unit in DATED else day_of(unit, written, 2019)


def test_a_rule_is_told_in_words() -> None:
    assert rule_words("month_day", "02-01", Falls(years="odd")) == "February 1 of odd years"
    assert rule_words("days", "1", Falls(counted="after it")) == "1 day after it"
    assert rule_words("date", "2013-09-27", Falls()) == "September 27, 2013"
    assert rule_words("weekday_of_month", "third Monday of June", Falls()) == "third Monday of June"


def test_even_years_are_those_that_are_not_odd() -> None:
    assert [Falls(years="even").on(date(year, 2, 1)) for year in (2018, 2019)] == [True, False]


@pytest.mark.parametrize(
    ("body", "unit"),
    [
        ({"for": "next year"}, "month_day"),
        ({"for": "fiscal year of its value"}, "month_day"),
        ({"for": "this fiscal year"}, "date"),
        ({"for": "this fiscal year"}, "dollars"),
        ({"for": "this fiscal year", "years": "leap"}, "month_day"),
        ({"for": "this fiscal year", "counted": "before it"}, "month_day"),
        ({"for": "this fiscal year", "of": "it"}, "month_day"),
    ],
)
def test_a_year_that_is_not_understood_is_refused(body: dict[str, str], unit: str) -> None:
    with pytest.raises(ValueError, match=r"for:|is not understood"):
        read_falls(body, unit)


RATE = """
key: xx-law
title: X
kind: calendar
state: XX
cite: X
url: https://x.org/
in_force: {{from: FY 2014, through: open}}
rates:
  due:
    title: Due
    unit: {unit}
    {falls}
    cite: X
    url: https://x.org/
    known_through: open
    values:
      - {{from: FY 2014, value: {value}, standing: rule}}
"""


@pytest.mark.parametrize(
    ("unit", "falls", "value", "message"),
    [
        ("month_day", "", "03-15", "due: a date of a calendar says with `falls`"),
        ("month_day", "falls: {for: this fiscal year}", "02-30", "due: .*02-30 is no day"),
        ("month_day", "falls: {for: this fiscal year}", "[03-15, 03-16]", "due: .* is no day"),
        ("month_day", "falls: {for: someday}", "03-15", "due: for: someday is none of"),
        ("days", "falls: {for: this fiscal year}", "30", "lacks the key 'counted'"),
        ("month_day", "falls: {years: odd}", "03-15", "lacks the key 'for'"),
    ],
)
def test_a_calendar_with_a_date_that_is_none_is_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unit: str, falls: str, value: str, message: str
) -> None:
    (tmp_path / "xx_law.yaml").write_text(RATE.format(unit=unit, falls=falls, value=value))
    monkeypatch.setattr(reader, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=rf"xx_law\.yaml.*{message}"):
        reader.law("xx-law")


def test_a_reading_on_which_a_date_depends_is_one_that_can_be_chosen() -> None:
    readings = every_reading()
    found = [
        rate.falls.reading
        for key in law_keys()
        for rate in law(key).rates.values()
        if rate.falls and rate.falls.reading
    ]
    assert {name for name, _ in found} == {"share-date"}
    assert {choice for _, choice in found} == set(readings["share-date"].choices)


@pytest.mark.parametrize(
    ("law_key", "rate", "value", "codes"),
    [
        ("wi-calendar", "aid_payment", "fourth Monday of June", []),
        ("wi-calendar", "aid_payment", "06-20", ["I102"]),
        ("wi-calendar", "aid_payment", "last Monday of June", ["I102"]),
        ("mn-calendar", "budget_due", "04-01", []),
        ("mn-calendar", "budget_due", "02-31", ["I102"]),
        ("mn-calendar", "first_plans_due", "2014-04-31", ["I102"]),
        ("mn-calendar", "posting_days", "45", []),
        ("mn-calendar", "posting_days", "45%", ["I102"]),
    ],
)
def test_a_date_of_the_user_has_the_shape_of_the_laws(
    law_key: str, rate: str, value: str, codes: list[str]
) -> None:
    place = Place("mine.yaml", line=1)
    _, findings = rates_of_the_user({law_key: {rate: (value, place)}}, {law_key: place})
    assert [one.code for one in findings] == codes
