"""A rate is looked up for a year, and the answer says how well that year is known."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ai_cli.findings import Place
from ai_cli.law import NoRate, RateBook, RateInForce, law, reader, weakest
from ai_cli.law.overrides import rates_of_the_user
from ai_cli.law.rate_text import percent_text, rate_number

LAW = "mn-achievement-integration"


def in_force(key: str, year: int, book: RateBook | None = None, law_key: str = LAW) -> RateInForce:
    found = (book or RateBook()).rate(law_key, key, year)
    assert isinstance(found, RateInForce)
    return found


def refused(key: str, year: int, law_key: str = LAW) -> NoRate:
    found = RateBook(strict=True).rate(law_key, key, year)
    assert isinstance(found, NoRate)
    return found


def test_a_known_year_has_its_rate() -> None:
    found = in_force("formula_allowance", 2017)
    assert (found.value, found.text, found.origin) == (Decimal(350), "$350", "law")


def test_a_percentage_is_a_ratio() -> None:
    assert in_force("budget_claim_share", 2017).value == Decimal("1.003")
    assert in_force("budget_claim_share", 2017).text == "100.3%"


def test_the_standing_belongs_to_the_year() -> None:
    assert in_force("budget_claim_share", 2022).entry.standing == "unverified"
    assert in_force("budget_claim_share", 2023).entry.standing == "statute"
    assert in_force("budget_claim_share", 2024).entry.standing == "unverified"
    assert in_force("aid_share", 2014).entry.standing == "unverified"
    assert in_force("aid_share", 2015).entry.standing == "department"


def test_a_year_past_the_last_known_one_carries_the_rate() -> None:
    assert in_force("aid_share", 2025).origin == "law"
    assert in_force("aid_share", 2026).origin == "carried"


def test_strict_refuses_a_carried_rate_and_says_what_is_allowed() -> None:
    assert refused("aid_share", 2026).allowed == "fiscal years through 2025"


def test_a_year_before_the_law_takes_the_nearest_one() -> None:
    assert in_force("aid_share", 2012).origin == "nearest"
    assert refused("aid_share", 2012).allowed == "FY 2014 on"


def test_a_year_in_force_before_a_rate_was_known_has_none() -> None:
    found = RateBook().rate("mn-pupil-units", "early_childhood_hours", 2005)
    assert isinstance(found, NoRate)
    assert found.allowed == "FY 2008 and later"


def test_a_rate_known_for_good_is_never_carried() -> None:
    assert in_force("grades_7_12_weight", 2090, law_key="mn-pupil-units").origin == "law"


def test_the_pupil_weights_change_with_fy_2015() -> None:
    keys = ("kindergarten_weight", "grades_1_3_weight", "grades_4_6_weight", "grades_7_12_weight")
    texts = [[in_force(key, year, law_key="mn-pupil-units").text for key in keys] for year in (2014, 2015)]
    assert texts == [["0.612", "1.115", "1.06", "1.3"], ["1", "1", "1", "1.2"]]


def test_an_unknown_rate_names_the_nearest_one() -> None:
    with pytest.raises(KeyError, match="did you mean formula_allowance"):
        RateBook().rate(LAW, "formula_allowence", 2017)
    with pytest.raises(KeyError, match="no rate zzz"):
        RateBook().rate(LAW, "zzz", 2017)


def test_a_list_is_no_number() -> None:
    codes = law("mn-eligibility").rates["screened_classifications"]
    assert codes.text(codes.entries[0].written) == "10, 20, 31, 32, 33"
    with pytest.raises(ValueError, match="is a list"):
        codes.number(codes.entries[0].written)


def test_before_its_first_entry_a_rate_has_none() -> None:
    assert law(LAW).rates["aid_share"].entry(2013) is None


def test_a_law_that_has_ended_is_nearest_in_its_last_year() -> None:
    ended = law(LAW)._replace(first_fiscal_year=1999, last_fiscal_year=2013)
    assert ended.nearest_year(2015) == 2013
    assert ended.in_force_words() == "FY 1999 to FY 2013"


def test_a_file_of_law_that_lacks_a_key_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx_law.yaml").write_text("key: xx-law\n")
    monkeypatch.setattr(reader, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"xx_law\.yaml lacks the key 'title'"):
        reader.law("xx-law")


def test_the_weakest_standing_wins() -> None:
    assert weakest(["statute", "user", "rule"]) == "user"
    assert weakest(["unverified", "bill"]) == "unverified"


@pytest.mark.parametrize(
    ("written", "number"), [("$1,350.25", "1350.25"), ("0.3%", "0.003"), ("1.115", "1.115")]
)
def test_a_rate_is_read_in_every_way_it_is_written(written: str, number: str) -> None:
    assert rate_number(written) == Decimal(number)


@pytest.mark.parametrize("written", ["", "about 5", "1e3", "-5", "5%%", "nan"])
def test_a_rate_that_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        rate_number(written)


def test_a_percentage_is_printed_exactly() -> None:
    assert percent_text(Decimal("0.5")) == "50%"
    assert percent_text(Decimal(1)) == "100%"


class TestRatesOfTheUser:
    place = Place("mine.yaml", line=1)

    def given(self, law_key: str, rate: str, value: str | tuple[str, ...]) -> tuple[RateBook, list[str]]:
        entries, findings = rates_of_the_user({law_key: {rate: (value, self.place)}}, {law_key: self.place})
        return RateBook(entries), [one.code for one in findings]

    def test_they_stand_in_for_every_year(self) -> None:
        book, codes = self.given(LAW, "formula_allowance", "$400")
        found = in_force("formula_allowance", 2031, book)
        assert (found.value, found.origin, found.entry.standing, codes) == (Decimal(400), "user", "user", [])

    def test_a_list_replaces_a_list(self) -> None:
        book, codes = self.given("mn-eligibility", "screened_classifications", ("10", "20"))
        assert in_force("screened_classifications", 2020, book, "mn-eligibility").text == "10, 20"
        assert codes == []

    def test_a_code_may_be_any_text(self) -> None:
        assert self.given("mn-budget-criteria", "general_fund", "01")[1] == []

    @pytest.mark.parametrize(
        ("law_key", "rate", "value", "code"),
        [
            ("mn-achievement", "formula_allowance", "1", "I103"),
            ("zzz", "formula_allowance", "1", "I103"),
            (LAW, "formula_alowance", "1", "I103"),
            (LAW, "formula_allowance", "about 5", "I102"),
            (LAW, "formula_allowance", ("1", "2"), "I102"),
            (LAW, "formula_allowance", "66%", "I102"),
            (LAW, "aid_share", "70", "I105"),
            (LAW, "aid_share", "150%", "I105"),
            (LAW, "formula_allowance", "350.125", "I102"),
            (LAW, "formula_allowance", "1234,567", "I102"),
            (LAW, "formula_allowance", "999,999,999,000", "I102"),
            ("mn-calendar", "budget_due", "banana", "I102"),
            ("mn-eligibility", "screened_classifications", "10", "I102"),
        ],
    )
    def test_what_the_law_does_not_know_is_a_finding(
        self, law_key: str, rate: str, value: str | tuple[str, ...], code: str
    ) -> None:
        assert self.given(law_key, rate, value)[1] == [code]
