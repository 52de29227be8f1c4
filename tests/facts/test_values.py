"""Every value that users type is read by one grammar."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_cli.facts.identifiers import (
    read_date,
    read_grade,
    read_minnesota_district,
    read_wisconsin_district,
    read_yes_no,
)
from ai_cli.facts.numbers import read_count, read_money, read_quantity
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.facts.years import (
    october_before,
    october_inside,
    printed_fiscal_year,
    read_fiscal_year,
    read_october,
    read_year_range,
)


@pytest.mark.parametrize(
    "written", ["1234.5", "1,234.50", "$1,234.50", "$1234.5", " 1234.500 ", "01234.5", "1234.5000"]
)
def test_money_is_read_in_every_spelling(written: str) -> None:
    assert read_money(written) == Decimal("1234.5")


@pytest.mark.parametrize("written", ["(1,234.50)", "-1234.50", "$-1", "-$1", "nan", ".inf", "-inf", "1" * 13])
def test_money_out_of_range_says_so(written: str) -> None:
    with pytest.raises(UnreadableValue) as refused:
        read_money(written)
    assert refused.value.code == "I105"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "five",
        "1e5",
        "1_000",
        "1,23,4",
        "1.234,50",
        "1234,50",
        "(5",
        "5)",
        "0x10",
        "\u0661\u0662",
        "1.005",
        "$",
        "5-",
    ],
)
def test_money_that_cannot_be_read_says_so(written: str) -> None:
    with pytest.raises(UnreadableValue) as refused:
        read_money(written)
    assert refused.value.code == "I102"


def test_nothing_is_zero_whatever_its_sign() -> None:
    assert read_money("(0.00)") == read_money("-0") == 0


def test_pupil_units_may_have_six_decimals_and_counts_none() -> None:
    assert read_quantity("1533.333333") == Decimal("1533.333333")
    assert read_count("1,321") == 1321
    with pytest.raises(UnreadableValue, match="no decimals"):
        read_count("1.5")


@given(st.decimals(min_value=0, max_value=999_999_999_999, places=2))
def test_money_that_is_printed_is_read_back(amount: Decimal) -> None:
    assert read_money(f"${amount:,.2f}") == amount


@pytest.mark.parametrize(
    "written",
    [
        "FY 2018",
        "FY18",
        "FY2018",
        "fy 18",
        "2018",
        "2017-18",
        "17-18",
        "2017-2018",
        "2017/18",
        "2017\u201318",
    ],
)
def test_a_fiscal_year_is_read_in_every_spelling(written: str) -> None:
    assert read_fiscal_year(written) == 2018


def test_the_turn_of_the_century_is_read() -> None:
    assert read_fiscal_year("99-00") == 2000
    assert read_fiscal_year("FY 99") == 1999


@pytest.mark.parametrize("written", ["18", "2016-18", "17-17", "next year", "", "FY", "20178"])
def test_another_fiscal_year_is_refused(written: str) -> None:
    with pytest.raises(UnreadableValue):
        read_fiscal_year(written)


def test_one_spelling_of_a_fiscal_year_is_printed() -> None:
    assert printed_fiscal_year(2018) == "FY 2018"


def test_a_range_of_years_holds_both_ends() -> None:
    assert read_year_range("2014-15..2016-17") == (2015, 2016, 2017)
    assert read_year_range("FY 2018") == (2018,)
    with pytest.raises(UnreadableValue):
        read_year_range("2018..2017")


def test_the_octobers_of_a_fiscal_year() -> None:
    assert (october_before(2017), october_inside(2017)) == (2015, 2016)


def test_an_october_is_a_year_or_a_day() -> None:
    assert read_october("2015") == read_october("2015-10-01") == 2015
    for wrong in ("15", "October 2015", "2015-09-01", "\u0662\u0660\u0661\u0665"):
        with pytest.raises(UnreadableValue):
            read_october(wrong)


def test_a_minnesota_district_is_number_and_type() -> None:
    assert read_minnesota_district("492-1") == read_minnesota_district("0492-01") == "0492-01"
    for wrong in ("0492", "Austin", "492-01-1", "00492-01"):
        with pytest.raises(UnreadableValue):
            read_minnesota_district(wrong)


def test_a_wisconsin_district_is_a_number() -> None:
    assert read_wisconsin_district("63") == "0063"
    with pytest.raises(UnreadableValue):
        read_wisconsin_district("Racine")


def test_a_grade_is_written_as_the_state_does() -> None:
    assert [read_grade(one) for one in ("kg", "1", "01", "12", "EC")] == ["KG", "01", "01", "12", "EC"]
    for wrong in ("0", "13", "K", ""):
        with pytest.raises(UnreadableValue):
            read_grade(wrong)


def test_a_question_is_answered_yes_or_no() -> None:
    assert read_yes_no("Yes") is True
    assert read_yes_no("Y") is True
    assert read_yes_no("n") is False
    assert read_yes_no("false") is False
    with pytest.raises(UnreadableValue):
        read_yes_no("maybe")


def test_a_day_is_year_month_day_or_month_day_year() -> None:
    assert read_date("2018-03-15") == date(2018, 3, 15)
    assert read_date("3/15/2018") == date(2018, 3, 15)
    for text in ("15/3/2018", "3/15/18", "March 15, 2018", "2/30/2018"):
        with pytest.raises(UnreadableValue):
            read_date(text)
