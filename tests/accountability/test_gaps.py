"""Gaps, paths to half closure, the mixture of all students, new schools, and leaving the English learner group."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from fixtures import DATA, rows
from hypothesis import given
from hypothesis import strategies as st

from ai_cli.accountability import (
    GAPS,
    Rules,
    exits,
    gap_change,
    mixture,
    new_school,
    path,
    progress,
    statewide_gaps,
)
from ai_cli.accountability.gaps import statewide_not_proficient
from ai_cli.accountability.half_closure import is_closing
from ai_cli.accountability.index import Index
from ai_cli.facts.accountability import AccessScore, SchoolChanges
from ai_cli.findings import Place
from ai_cli.inputs.accountability_scores import read_access_scores, read_gaps

RULES = Rules(2024, law_key=GAPS)
AYP = Rules(2012)
DOMAINS = AYP.texts("exit_domains")
percents = st.fractions(min_value=0, max_value=100, max_denominator=1000)


@pytest.mark.parametrize("row", rows("gaps.csv"), ids=lambda row: row["case_id"])
def test_a_published_gap_and_its_change_are_those_expected(row: dict[str, str]) -> None:
    found, read = read_gaps(str(DATA / "gaps.csv"))
    assert read.findings == ()
    one = gap_change(found[row["case_id"]], RULES)
    assert one.now == Fraction(row["gap_now"])
    assert one.before == (Fraction(row["gap_before"]) if row["gap_before"] else None)
    assert one.change == (Fraction(row["change"]) if row["change"] else None)
    assert [rule.number for rule in one.rules] == ["R65"]
    assert one.labels == ("no formula of the state's: the difference that districts report",)


def test_the_gaps_of_the_state_are_those_of_its_percents() -> None:
    found = {(one.focal, one.reference): one.now for one in statewide_gaps(RULES)}
    assert found == {
        ("BLK", "WHT"): Fraction("33.6"),
        ("HIS", "WHT"): Fraction("33.2"),
        ("FRP", "not_FRP"): Fraction("45.6"),
    }
    assert [one.standing for one in RULES.rates()] == ["unverified"] * 5


def test_the_percents_of_the_state_are_those_published() -> None:
    expected = {"R": Fraction("50.3"), "M": Fraction("54.7"), "S": Fraction("60.5")}
    assert statewide_not_proficient(RULES) == expected


def test_a_year_before_the_percents_of_the_state_has_none() -> None:
    with pytest.raises(LookupError):
        statewide_gaps(Rules(2023, law_key=GAPS))


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("40", ["45", "50", "55", "60", "65", "70"]),
        ("62.5", ["65.625", "68.75", "71.875", "75", "78.125", "81.25"]),
    ],
)
def test_a_path_rises_in_equal_steps_to_half_closure(base: str, expected: list[str]) -> None:
    found = path(Fraction(base), RULES)
    assert [one.year for one in found] == list(range(2012, 2018))
    assert [one.target for one in found] == list(map(Fraction, expected))


def test_a_local_path_starts_from_its_own_base_year() -> None:
    found = path(Fraction(72), RULES, base_year=2013)
    assert [(one.year, one.target) for one in found] == [
        (2014, Fraction("75.5")),
        (2015, Fraction(79)),
        (2016, Fraction("82.5")),
        (2017, Fraction(86)),
    ]


@pytest.mark.parametrize(("base", "year"), [("101", 2011), ("-1", 2011), ("50", 2017)])
def test_there_is_no_path_from_an_impossible_base(base: str, year: int) -> None:
    with pytest.raises(ValueError, match="no path"):
        path(Fraction(base), RULES, year)


@given(base=percents)
def test_a_path_never_falls_and_ends_halfway_to_one_hundred(base: Fraction) -> None:
    targets = [one.target for one in path(base, RULES)]
    assert targets == sorted(targets)
    assert targets[-1] - base == 100 - targets[-1]


def test_a_group_exactly_at_its_target_is_not_yet_above_it() -> None:
    slot, base = (2014, "R", "FRP"), Index(144, 200, 100)
    at, above = (
        progress(slot, Index(points, 200, 100), base, RULES, base_year=2013) for points in (151, 152)
    )
    assert at is not None
    assert above is not None
    assert (at.target, at.difference, at.met) == (Fraction("75.5"), Fraction(), False)
    assert (above.difference, above.met) == (Fraction("0.5"), True)
    assert not is_closing((at, above))
    assert is_closing((above,))
    assert not is_closing(())


def test_a_group_of_nineteen_has_no_path() -> None:
    small, enough = Index(20, 38, 19), Index(20, 40, 20)
    assert progress((2014, "R", "FRP"), small, enough, RULES) is None
    assert progress((2014, "R", "FRP"), enough, small, RULES) is None
    assert progress((2014, "R", "FRP"), enough, enough, RULES) is not None


def test_a_year_off_the_path_has_no_progress() -> None:
    index = Index(20, 40, 20)
    with pytest.raises(LookupError):
        progress((2018, "R", "FRP"), index, index, RULES)


def test_the_percents_of_the_state_imply_the_share_of_a_group() -> None:
    one = mixture(Fraction("54.7"), Fraction("86.4"), Fraction("40.8"), RULES, name="FRP")
    assert one.implied is not None
    assert abs(one.implied - Fraction("30.48")) < Fraction("0.005")
    assert (one.agrees, one.findings, one.labels) == (None, (), ("unverified",))


@pytest.mark.parametrize(
    ("given", "agrees"), [("35.48", True), ("35.49", False), ("25.49", True), ("25.4", False)]
)
def test_a_given_share_agrees_within_five_points(given: str, agrees: bool) -> None:
    place = Place("gaps.csv", line=3)
    three = (Fraction("54.7"), Fraction("86.4"), Fraction("40.8"))
    one = mixture(*three, RULES, name="FRP", given=Fraction(given), place=place)
    assert one.agrees is agrees
    assert [(found.code, found.place) for found in one.findings] == ([] if agrees else [("A104", place)])


@pytest.mark.parametrize("three", [(50, 40, 40), (90, 80, 40), (30, 80, 40)])
def test_no_share_is_implied_by_percents_that_no_mixture_has(three: tuple[int, int, int]) -> None:
    every, group, others = map(Fraction, three)
    one = mixture(every, group, others, RULES, name="FRP", given=Fraction(10))
    assert (one.implied, one.agrees, one.findings) == (None, None, ())


@given(share=percents, group=percents, others=percents)
def test_a_mixture_gives_its_share_back(share: Fraction, group: Fraction, others: Fraction) -> None:
    every = (share * group + (100 - share) * others) / 100
    found = mixture(every, group, others, RULES, name="FRP", given=share)
    assert found.implied == (None if group == others else share)
    assert found.findings == ()


@pytest.mark.parametrize("row", rows("el_exit.csv"), ids=lambda row: row["case"])
def test_a_learner_leaves_the_group_as_expected(row: dict[str, str]) -> None:
    found, read = read_access_scores(str(DATA / "el_exit.csv"), DOMAINS)
    assert read.findings == ()
    one = exits(found[row["case_id"]], AYP)
    assert one.exits is (row["exits"] == "Y")
    assert one.below == tuple(
        name
        for name, least in (("composite", "5.0"), *((domain, "4.0") for domain in DOMAINS))
        if Fraction(row[name]) < Fraction(least)
    )
    assert [rule.number for rule in one.rules] == ["R13"]


levels = st.integers(10, 60).map(lambda tenths: Fraction(tenths, 10))


@given(composite=levels, domains=st.tuples(levels, levels, levels, levels))
def test_whoever_leaves_the_group_reaches_every_level(
    composite: Fraction, domains: tuple[Fraction, ...]
) -> None:
    score = AccessScore("A", composite, dict(zip(DOMAINS, domains, strict=True)), Place())
    assert exits(score, AYP).exits is (composite >= 5 and min(domains) >= 4)


@pytest.mark.parametrize(
    ("students", "teachers", "designated", "eligible"),
    [
        ("51", None, False, True),
        ("50.99", "51", False, True),
        ("50.99", "50", False, False),
        ("90", "90", True, False),
    ],
)
def test_a_school_may_ask_to_count_as_new_from_fifty_one_percent_on(
    students: str, teachers: str | None, designated: bool, eligible: bool
) -> None:
    share = None if teachers is None else Fraction(teachers)
    designation = "focus" if designated else "none"
    one = new_school(SchoolChanges(Fraction(students), share, designation=designation), AYP)
    assert one.eligible_to_request is eligible
    assert one.reasons
    assert one.reported["new_teachers_percent"] == share


def written(folder: Path, text: str) -> str:
    file = folder / "table.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


ACCESS_HEADER = "case_id,composite,listening,speaking,reading,writing\n"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("A,5.0,4.0,4.0,4.0,", "I101"),
        ("A,5.0,4.0,4.0,4.0,x", "I102"),
        ("A,5.0,4.0,4.0,4.0,3.95", "I102"),
        ("A,6.1,4.0,4.0,4.0,4.0", "I105"),
        ("A,5.0,0.9,4.0,4.0,4.0", "I105"),
    ],
)
def test_a_wrong_score_leaves_its_learner_out(tmp_path: Path, row: str, code: str) -> None:
    found, read = read_access_scores(written(tmp_path, ACCESS_HEADER + row + "\n"), DOMAINS)
    assert found == {}
    assert [(one.code, one.place.line) for one in read.findings] == [(code, 2)]
    assert sum(read.rows.reasons.values()) == 1


def test_a_learner_who_stands_twice_is_named(tmp_path: Path) -> None:
    text = ACCESS_HEADER + "A,5.0,4.0,4.0,4.0,4.0\n" * 2
    found, read = read_access_scores(written(tmp_path, text), DOMAINS)
    assert list(found) == ["A"]
    assert [(one.code, one.place.line) for one in read.findings] == [("I104", 3)]


def test_half_of_an_earlier_pair_of_percents_is_missing(tmp_path: Path) -> None:
    text = "case_id,subject,measure,reference,focal,ref_before,focal_before,ref_now,focal_now\n"
    found, read = read_gaps(
        written(
            tmp_path,
            text
            + "F,,proficient,WHT,FRP,,,80,60\nG,R,proficient,WHT,FRP,77,,80,60\nH,R,profcient,WHT,FRP,,,180,60\nI,R,proficient,WHT,FRP,,,,60\n",
        )
    )
    assert found == {}
    assert [(one.code, one.place.line) for one in read.findings] == [
        ("I101", 2),
        ("I101", 3),
        ("I103", 4),
        ("I105", 4),
        ("I101", 5),
    ]
