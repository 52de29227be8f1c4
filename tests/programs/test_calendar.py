"""The dates of a fiscal year: known days, the years they are for, and what holds for every calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_cli.law import RateBook, RateEntry, law
from ai_cli.programs.calendar import NoDate, calendar_of, date_of
from ai_cli.results.calendar import Calendar, CalendarDate

STATES = st.sampled_from(("mn", "wi"))
YEARS = st.integers(1970, 2100)


def days(calendar: Calendar) -> list[tuple[str, str | None, int]]:
    return [(one.key, None if one.date is None else str(one.date), one.fiscal_year) for one in calendar.dates]


def of(calendar: Calendar, key: str) -> list[CalendarDate]:
    return [one for one in calendar.dates if one.key == key]


def codes(calendar: Calendar) -> list[str]:
    return [one.code for one in calendar.findings]


def test_the_calendar_of_minnesota_fy_2019() -> None:
    assert days(calendar_of("mn", 2019)) == [
        ("ratio_count", "2017-10-01", 2019),
        ("budget_due", "2018-03-15", 2019),
        ("approval", "2018-06-01", 2019),
        ("results_review", "2018-08-01", 2018),
        ("enrollment_count", "2018-10-01", 2019),
        ("ratio_count", "2018-10-01", 2020),
        ("progress_report_opens", "2018-10-15", 2018),
        ("progress_report_due", "2018-12-15", 2018),
        ("report_to_legislature", "2019-02-01", 2019),
        ("budget_due", "2019-03-15", 2020),
        ("approval", "2019-06-01", 2020),
        ("results_review", "2019-08-01", 2019),
        ("progress_report_opens", "2019-10-15", 2019),
        ("progress_report_due", "2019-12-15", 2019),
        ("school_data_review_days", None, 2019),
        ("posting_days", None, 2019),
    ]


def test_the_calendar_of_wisconsin_fy_2017() -> None:
    assert days(calendar_of("WI", 2017)) == [
        ("shares_taken", "2016-05-01", 2017),
        ("september_count", "2016-09-16", 2017),
        ("annual_report", "2016-10-15", 2016),
        ("general_aid_certified", "2016-10-15", 2017),
        ("january_count", "2017-01-13", 2017),
        ("transfer_audit", "2017-05-01", 2017),
        ("shares_taken", "2017-05-01", 2018),
        ("aid_payment", "2017-06-19", 2017),
        ("annual_report", "2017-10-15", 2017),
    ]


def test_the_first_year_has_days_of_its_own_in_no_other_year() -> None:
    first = {year: calendar_of("mn", year) for year in (2013, 2014, 2015, 2016)}
    revised = {year: [str(one.date) for one in of(first[year], "first_budgets_revised")] for year in first}
    plans = {year: [str(one.date) for one in of(first[year], "first_plans_due")] for year in first}
    assert revised == {2013: [], 2014: ["2013-09-27"], 2015: [], 2016: []}
    assert plans == {2013: [], 2014: ["2014-03-15"], 2015: ["2014-03-15"], 2016: []}
    assert all(one.fiscal_year == 2015 for one in of(first[2014], "budget_due"))


def test_what_is_a_number_of_days_has_no_day() -> None:
    (posting,) = of(calendar_of("mn", 2019), "posting_days")
    assert (posting.date, posting.weekday) == (None, None)
    assert posting.text == "30 days before the annual public meeting"


def test_the_report_to_the_legislature_is_of_odd_years_only() -> None:
    found = {year: len(of(calendar_of("mn", year), "report_to_legislature")) for year in range(2014, 2020)}
    assert found == {2014: 0, 2015: 1, 2016: 0, 2017: 1, 2018: 0, 2019: 1}


@pytest.mark.parametrize(
    "day",
    [
        "2016-06-20", "2017-06-19", "2018-06-18", "2019-06-17", "2020-06-15", "2021-06-21",
        "2022-06-20", "2023-06-19", "2024-06-17", "2025-06-16", "2026-06-15",
    ],
)  # fmt: skip
def test_the_aid_of_wisconsin_is_paid_on_the_third_monday_of_june(day: str) -> None:
    year = int(day[:4])
    assert str(date_of("wi-calendar", "aid_payment", year)) == day
    (payment,) = of(calendar_of("wi", year), "aid_payment")
    assert (str(payment.date), payment.weekday, payment.text) == (day, "Monday", "third Monday of June")
    assert ("Juneteenth" in (payment.note or "")) is (year == 2023)
    assert payment.origin == "law"


def test_the_days_of_the_first_and_second_count_are_fridays() -> None:
    counts = [
        (date_of("wi-calendar", "september_count", one), date_of("wi-calendar", "january_count", one))
        for one in (2017, 2022)
    ]
    assert [tuple(map(str, one)) for one in counts] == [
        ("2016-09-16", "2017-01-13"),
        ("2021-09-17", "2022-01-14"),
    ]


def test_the_count_for_the_ratio_follows_the_reading() -> None:
    prior = calendar_of("mn", 2017)
    same = calendar_of("mn", 2017, readings={"share-date": "same-year-oct1"})
    assert prior.readings == {"share-date": "prior-year-oct1"}
    assert ("ratio_count", "2015-10-01", 2017) in days(prior)
    assert ("ratio_count_same_year", "2016-10-01", 2017) in days(same)
    assert not of(same, "ratio_count")


def test_a_date_carried_or_unverified_is_told_once() -> None:
    calendar = calendar_of("mn", 2027)
    assert [one.origin for one in of(calendar, "budget_due")] == ["carried", "carried"]
    carried = [one.message for one in calendar.findings if one.code == "L101" and "budget_due" in one.message]
    assert carried == [
        "Budget due at the department (budget_due) of March 15 is known through FY 2025 and is carried to FY 2028"
    ]
    unverified = [one.found for one in calendar.findings if one.code == "L102"]
    assert len(unverified) == len(set(unverified)) == 3


def test_a_year_before_the_law_is_an_illustration() -> None:
    calendar = calendar_of("mn", 2010)
    assert codes(calendar).count("L104") == 1
    assert {one.origin for one in calendar.dates} == {"nearest"}
    strict = calendar_of("mn", 2010, RateBook(strict=True))
    assert (codes(strict), strict.dates) == (["L103"], ())


def test_a_year_of_which_no_date_is_known_has_none() -> None:
    assert (codes(calendar_of("wi", 1990)), calendar_of("wi", 1990).dates) == (["L103"], ())


def test_before_other_dates_are_known_a_year_of_wisconsin_has_its_payment() -> None:
    assert days(calendar_of("wi", 2010)) == [("aid_payment", "2010-06-21", 2010)]
    assert ("shares_taken", "2015-05-01", 2016) in days(calendar_of("wi", 2015))


def test_strict_refuses_each_carried_date() -> None:
    strict = calendar_of("mn", 2019, RateBook(strict=True))
    messages = [one.message for one in strict.findings if one.code == "L103"]
    assert messages == [
        "First day for the progress report on the school year before (progress_report_opens): no rate for FY 2019",
        "Last day for the progress report on the school year before (progress_report_due): no rate for FY 2019",
    ]
    assert [one.fiscal_year for one in of(strict, "progress_report_due")] == [2018]


def test_a_date_of_the_user_takes_the_place_of_the_laws() -> None:
    own = RateEntry(0, "second Tuesday of June", "user", "given by the user", "https://dpi.wi.gov/")
    book = RateBook({"wi-calendar": {"aid_payment": own}})
    (payment,) = of(calendar_of("wi", 2024, book), "aid_payment")
    assert (str(payment.date), payment.weekday, payment.origin) == ("2024-06-11", "Tuesday", "user")
    assert str(date_of("wi-calendar", "aid_payment", 2024, book)) == "2024-06-11"


def test_a_year_without_such_a_date_is_an_error() -> None:
    for key, year in (("report_to_legislature", 2018), ("first_plans_due", 2016), ("budget_due", 2014)):
        with pytest.raises(NoDate, match=f"has no date {key} for FY {year}"):
            date_of("mn-calendar", key, year)
    with pytest.raises(KeyError):
        date_of("mn-calendar", "budget_do", 2019)
    with pytest.raises(ValueError, match="no date of a calendar"):
        date_of("mn-calendar", "levy_shift_districts", 2019)
    with pytest.raises(KeyError):
        calendar_of("ia", 2019)


@given(STATES, YEARS)
def test_every_date_lies_in_its_year_or_is_for_it(state: str, year: int) -> None:
    calendar = calendar_of(state, year)
    assert (str(calendar.begins), str(calendar.ends)) == (f"{year - 1}-07-01", f"{year}-06-30")
    for one in calendar.dates:
        inside = one.date is not None and calendar.begins <= one.date <= calendar.ends
        assert inside or one.fiscal_year == year
        assert one.weekday == (one.date and one.date.strftime("%A"))
    dated = [one.date or date.max for one in calendar.dates]
    assert dated == sorted(dated)


@given(STATES, YEARS)
def test_no_date_is_listed_twice(state: str, year: int) -> None:
    found = days(calendar_of(state, year))
    assert len(found) == len(set(found))


@given(STATES, st.integers(2016, 2060))
def test_a_date_for_another_year_stands_in_the_calendar_of_that_year_too(state: str, year: int) -> None:
    the_law = law(f"{state}-calendar")
    for one in calendar_of(state, year).dates:
        if one.fiscal_year >= the_law.first_fiscal_year:
            assert one in calendar_of(state, one.fiscal_year).dates
