"""Every school of the statewide fixture has its expected ranks, ratings and designations; one district has none."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from fixtures import DATA, rows
from hypothesis import given
from hypothesis import strategies as st

from ai_cli.accountability import Rules
from ai_cli.accountability.designations import Candidate, count_of, designations
from ai_cli.accountability.mmr import first_rating
from ai_cli.accountability.percentile_ranks import percentile_ranks
from ai_cli.accountability.ratings import rate
from ai_cli.facts.ratings import PriorDesignation
from ai_cli.inputs.accountability_ratings import read_prior, read_statewide
from ai_cli.results.ratings import DESIGNATIONS, Points, Ratings, SchoolRating

YEAR = 2013
EXPECTED = rows("mmr_expected.csv")
DOMAINS = ("proficiency", "growth", "gap_reduction", "graduation", "focused_proficiency")


@cache
def rated(reading: str = "") -> Ratings:
    name, _, choice = reading.partition("=")
    state, read = read_statewide(str(DATA / "mmr_statewide.csv"))
    assert state is not None
    assert (read.findings, read.rows.reasons) == ((), {})
    return rate(state, Rules(YEAR, {name: choice} if name else {}))


def school(name: str, reading: str = "") -> SchoolRating:
    (one,) = (one for one in rated(reading).schools if one.school == name)
    return one


def close(value: Fraction | None, expected: str, tolerance: str) -> bool:
    if value is None or not expected:
        return value is None and not expected
    return abs(value - Fraction(expected)) <= Fraction(tolerance)


def test_every_school_of_the_state_is_among_the_results() -> None:
    assert [one.school for one in rated().schools] == [one["school_id"] for one in EXPECTED]
    assert rated().findings == ()


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda one: one["school_id"])
def test_a_school_has_the_expected_ranks_ratings_and_designations(expected: dict[str, str]) -> None:
    one = school(expected["school_id"])
    for domain in DOMAINS:
        assert close(one.ranks[domain], expected[f"pr_{domain}"], "0.000001")
    if expected["points_possible"]:
        assert close(one.mmr.earned, expected["points_earned"], "0.0001")
        assert one.mmr.possible == int(expected["points_possible"])
    assert close(one.mmr.rating, expected["mmr"], "0.0001")
    assert close(one.focus_rating.rating, expected["focus_rating"], "0.0001")
    for designation in DESIGNATIONS:
        assert ("Y" if designation in one.designations else "N") == expected[designation]


@pytest.mark.parametrize("reading", ["rank_over_n", "midrank"])
@pytest.mark.parametrize("expected", EXPECTED, ids=lambda one: one["school_id"])
def test_a_school_has_the_expected_rating_under_another_percentile(
    expected: dict[str, str], reading: str
) -> None:
    one = school(expected["school_id"], f"percentile={reading}")
    assert close(one.mmr.rating, expected[f"mmr_{reading}"], "0.0001")


def test_points_of_those_possible_are_the_rating_as_published() -> None:
    """42.16 points of 75 are 56.21 percent."""
    rating = Points(Fraction("42.16"), Fraction(75)).rating
    assert rating is not None
    assert f"{float(rating):.2f}" == "56.21"


def test_the_first_rating_is_of_the_points_of_two_years_together() -> None:
    both = first_rating([Points(Fraction(30), Fraction(75)), Points(Fraction(50), Fraction(100))])
    assert both == Points(Fraction(80), Fraction(175))
    assert first_rating([Points(Fraction(), Fraction())]).rating is None


HEADER = "school_id,school_type,title_i,treatment_program,mmr_eligible," + ",".join(DOMAINS)


def statewide(folder: Path, *lines: str) -> str:
    file = folder / "statewide.csv"
    file.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return str(file)


def test_the_schools_of_one_district_are_not_rated(tmp_path: Path) -> None:
    file = statewide(tmp_path, "9001-01-010,E,Y,N,Y,0.5,0.1,0.2,,0.4", "9001-01-020,E,Y,N,Y,0.6,0.1,0.2,,0.4")
    state, _ = read_statewide(file)
    assert state is not None
    result = rate(state, Rules(YEAR))
    assert result.schools == ()
    (one,) = result.findings
    assert one.code == "A111"
    assert "2 schools, all of one district" in one.message
    assert "a row for each school of the state" in (one.allowed or "")


def test_schools_of_several_districts_are_a_state(tmp_path: Path) -> None:
    file = statewide(tmp_path, "9001-01-010,E,Y,N,Y,0.5,,,,", "9002-07-010,E,Y,N,Y,0.6,,,,")
    state, _ = read_statewide(file)
    assert state is not None
    assert len(rate(state, Rules(YEAR)).schools) == 2


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("9001-01-010,X,Y,N,Y,0.5,0.1,0.2,,0.4", "I103", "school_type"),
        ("9001-01-010,E,maybe,N,Y,0.5,0.1,0.2,,0.4", "I102", "title_i"),
        ("9001-01-010,E,Y,N,Y,1.5,0.1,0.2,,0.4", "I105", "proficiency"),
        ("9001-01-010,E,Y,N,Y,0.5,much,0.2,,0.4", "I102", "growth"),
        ("9001-01-010,E,Y,N,N,0.5,,,,", "I105", "mmr_eligible"),
        (",E,Y,N,Y,0.5,,,,", "I101", "school_id"),
        ("9002-07-010,E,Y,N,Y,0.5,,,,", "I104", "9002-07-010"),
        ("9002-07-000,E,Y,N,Y,0.5,,,,", "I105", "school_id"),
    ],
)
def test_a_row_that_cannot_be_is_named_and_counted(tmp_path: Path, line: str, code: str, column: str) -> None:
    file = statewide(tmp_path, "9002-07-010,E,Y,N,Y,0.5,,,,", line)
    state, read = read_statewide(file)
    assert state is not None
    assert len(state.schools) == 1
    (one,) = read.findings
    assert (one.code, one.place.line) == (code, 3)
    assert column in one.message
    assert sum(read.rows.reasons.values()) == 1


def test_an_id_that_lost_its_zeros_is_the_same_school(tmp_path: Path) -> None:
    rows = ("1-1-10,E,Y,N,Y,0.5,,,,", "0001-01-010,E,Y,N,Y,0.6,,,,", "2-1-10,E,Y,N,Y,0.6,,,,")
    state, read = read_statewide(statewide(tmp_path, *rows))
    assert state is not None
    assert [one.id for one in state.schools] == ["0001-01-010", "0002-01-010"]
    assert [(one.code, one.place.line) for one in read.findings] == [("A102", 2), ("I104", 3)]


def test_a_file_of_no_school_is_no_result(tmp_path: Path) -> None:
    state, read = read_statewide(statewide(tmp_path))
    assert state is None
    assert [one.code for one in read.findings] == ["I101"]


def test_a_year_in_which_the_law_is_not_in_force_is_said() -> None:
    state, _ = read_statewide(str(DATA / "mmr_statewide.csv"))
    assert state is not None
    assert [one.code for one in rate(state, Rules(2017)).findings] == ["L104"]


def test_a_file_that_is_no_statewide_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cells.csv"
    file.write_text("entity_id,level\n", encoding="utf-8")
    state, read = read_statewide(str(file))
    assert state is None
    assert [one.code for one in read.findings] == ["I102"]


def candidate(name: str, mmr: int, focus: int | None = None, **flags: bool) -> Candidate:
    flags = {"title_i": True, "treatment_program": False, **flags}
    return Candidate(
        name,
        title_i=flags["title_i"],
        treatment_program=flags["treatment_program"],
        mmr=Fraction(mmr),
        focus_rating=None if focus is None else Fraction(focus),
    )


def named(candidates: Iterable[Candidate], **readings: str) -> dict[str, tuple[str, ...]]:
    return designations(candidates, "E", "state.csv", Rules(YEAR, readings)).by_school


TWENTY = [candidate(f"{number:02}", number, 100 - number) for number in range(20)]


def test_twenty_schools_have_one_priority_two_focus_three_reward_and_five_below() -> None:
    found = named(TWENTY)
    of = {name: [one for one, names in found.items() if name in names] for name in DESIGNATIONS}
    assert of["priority"] == ["00"]
    assert of["focus"] == ["18", "19"]
    assert of["reward"] == ["15", "16", "17"]
    assert of["celebration_eligible"] == ["12", "13", "14", "18", "19"]
    assert of["continuous_improvement"] == ["01", "02", "03", "04"]


def test_a_focus_school_may_be_reward_where_nothing_bars_it() -> None:
    assert named(TWENTY, reward_bar="none")["19"] == ("focus", "reward")


def test_continuous_improvement_of_the_rest_fills_its_share() -> None:
    found = named(TWENTY, ci_pool="of-the-rest")
    assert [one for one, names in found.items() if "continuous_improvement" in names] == [
        "01", "02", "03", "04", "05",
    ]  # fmt: skip


def test_focus_among_all_may_take_a_priority_school() -> None:
    schools = [candidate(f"{number:02}", number, number) for number in range(20)]
    assert named(schools)["00"] == ("priority",)
    assert named(schools)["01"] == ("focus", "continuous_improvement")[:1]
    assert named(schools, focus_pool="all")["00"] == ("priority", "focus")


def test_shares_of_all_schools_are_larger_than_those_of_title_i_schools() -> None:
    others = [candidate(f"x{number}", 50, title_i=False) for number in range(20)]
    found = named([*TWENTY, *others], designation_pool="all")
    assert sum("reward" in names for names in found.values()) == 6
    assert not any(name.startswith("x") for name in found)


def test_a_treatment_program_is_neither_priority_nor_focus() -> None:
    schools = [candidate("worst", 0, 0, treatment_program=True), *TWENTY[1:]]
    assert named(schools)["worst"] == ("continuous_improvement",)


def test_schools_alike_at_a_cut_off_have_the_designation_together() -> None:
    schools = [candidate(f"{number:02}", 0 if number < 2 else number) for number in range(20)]
    found = designations(schools, "E", "state.csv", Rules(YEAR))
    assert found.by_school["00"] == found.by_school["01"] == ("priority",)
    (one, *_) = found.findings
    assert one.code == "A112"
    assert "priority: 2 schools of type E have the rating at the cut-off of 5%" in one.message


@pytest.mark.parametrize(("reading", "count"), [("nearest", 3), ("ceil", 3), ("floor", 2)])
def test_a_share_of_schools_is_rounded_by_its_reading(reading: str, count: int) -> None:
    rules = Rules(YEAR, {"designation-count": reading})
    assert count_of(Fraction("0.15"), 17, rules) == count
    assert count_of(Fraction(1, 2), 3, rules) == (1 if reading == "floor" else 2)
    assert count_of(Fraction(1, 2), 4, rules) == 2


SCORES = st.dictionaries(st.text(max_size=3), st.fractions(0, 1, max_denominator=20), min_size=1, max_size=20)
PERCENTILES = st.sampled_from(["worse-over-n-minus-1", "rank-over-n", "midrank"])


@given(scores=SCORES, reading=PERCENTILES, lower=st.booleans())
def test_a_better_score_never_ranks_lower_and_those_alike_share_a_rank(
    scores: dict[str, Fraction], reading: str, *, lower: bool
) -> None:
    ranks = percentile_ranks(scores, Rules(YEAR, {"percentile": reading}), lower_is_better=lower)
    assert set(ranks) == set(scores)
    for one, own in scores.items():
        assert 0 <= ranks[one] <= 1
        for other, theirs in scores.items():
            if own == theirs:
                assert ranks[one] == ranks[other]
            elif own < theirs:
                assert (ranks[one] > ranks[other]) if lower else (ranks[one] < ranks[other])


RATED = st.lists(
    st.builds(
        candidate,
        st.uuids().map(str),
        st.integers(0, 100),
        st.none() | st.integers(0, 100),
        title_i=st.booleans(),
        treatment_program=st.booleans(),
    ),
    max_size=30,
)
CHOICES = st.fixed_dictionaries(
    {},
    optional={
        name.replace("-", "_"): st.sampled_from(sorted(Rules(YEAR).law.readings[name].choices))
        for name in ("designation-pool", "designation-count", "focus-pool", "reward-bar", "ci-pool")
    },
)


@given(schools=RATED, readings=CHOICES)
def test_designations_never_reach_a_school_that_is_excluded(
    schools: list[Candidate], readings: dict[str, str]
) -> None:
    found = named(schools, **readings)
    assert set(found) == {one.id for one in schools if one.title_i}
    for one in schools:
        names = found.get(one.id, ())
        if one.treatment_program:
            assert not {"priority", "focus"} & set(names)
        if readings.get("reward_bar") != "none":
            assert not ("reward" in names and {"priority", "focus"} & set(names))
        assert not ("reward" in names and "celebration_eligible" in names)
    for one in schools:
        for other in schools:
            alike = one.mmr == other.mmr and one.focus_rating == other.focus_rating
            same = one.title_i == other.title_i and one.treatment_program == other.treatment_program
            if alike and same:
                assert found.get(one.id) == found.get(other.id)


PRIOR_HEADER = "school_id,priority,focus"


def carried(folder: Path, lines: Iterable[str], prior: Iterable[str]) -> Ratings:
    before = folder / "prior.csv"
    before.write_text("\n".join((PRIOR_HEADER, *prior)) + "\n", encoding="utf-8")
    state, _ = read_statewide(statewide(folder, *lines))
    schools, read = read_prior(str(before))
    assert state is not None
    assert schools is not None
    assert read.findings == ()
    return rate(state._replace(prior=schools), Rules(YEAR, {"designation-carry": "on"}))


def test_priority_and_focus_last_until_a_school_leaves_them_and_no_other_is_found(tmp_path: Path) -> None:
    lines = [f"{number:04}-01-010,E,Y,N,Y,{number / 100},,,,{number / 100}" for number in range(1, 21)]
    lines += ["0030-01-010,E,Y,N,N,,,,,", "0031-01-010,E,N,N,Y,0.9,,,,0.9", "0032-01-010,E,Y,Y,Y,0.9,,,,0.9"]
    prior = [
        "0007-01-010,Y,N",
        "0015-01-010,N,Y",
        "0030-01-010,Y,N",
        "0031-01-010,N,Y",
        "0032-01-010,Y,N",
        "0001-01-010,N,N",
    ]
    result = carried(tmp_path, lines, prior)
    found = {one.school: one.designations for one in result.schools}
    assert {one for one, names in found.items() if "priority" in names} == {"0007-01-010", "0030-01-010"}
    assert {one for one, names in found.items() if "focus" in names} == {"0015-01-010", "0031-01-010"}
    assert found["0001-01-010"] == ("continuous_improvement",)
    assert found["0015-01-010"] == ("focus", "celebration_eligible")
    assert result.labels[0].startswith("Priority and Focus as of the year before")
    assert result.readings["designation-carry"] == "on"


def test_a_school_designated_before_that_has_no_row_is_named(tmp_path: Path) -> None:
    lines = ["0001-01-010,E,Y,N,Y,0.5,,,,", "0002-01-010,E,Y,N,Y,0.6,,,,"]
    (one,) = (one for one in carried(tmp_path, lines, ["0009-01-010,Y,N"]).findings if one.code == "I101")
    assert "0009-01-010" in one.message


def test_ratings_before_that_cannot_be_read_carry_nothing(tmp_path: Path) -> None:
    file = tmp_path / "prior.csv"
    file.write_text("school,priority\n", encoding="utf-8")
    assert read_prior(str(file))[0] is None
    file.write_text(f"{PRIOR_HEADER}\n1-1-10,maybe,N\n", encoding="utf-8")
    schools, read = read_prior(str(file))
    assert schools is None
    assert [one.code for one in read.findings] == ["A102", "I102"]
    file.write_text(f"{PRIOR_HEADER}\n", encoding="utf-8")
    assert read_prior(str(file)) == ({}, read_prior(str(file))[1])


def test_every_real_designation_of_october_2013_is_given_where_those_before_carry_on(tmp_path: Path) -> None:
    """Real ratings and designations of Minneapolis among made-up schools of the state, of which none is in focus any lower.

    Northrop is above the lowest tenth by Focus Rating, and Focus of the year before; two Priority schools have no rating.
    """
    schools = [
        candidate("Green Central", 2, 3),
        candidate("Kenny", 58, 65),
        candidate("Northrop", 67, 47),
        candidate("Henry", 81, 62),
        candidate("Armatage", 98, 98, title_i=False),
        *(candidate(f"low {number}", 20 + number, number) for number in range(13)),
        *(candidate(f"high {number}", 82 + number, 70) for number in range(2)),
    ]
    before = {"Green Central": PriorDesignation(priority=True, focus=False),
              "Northrop": PriorDesignation(priority=False, focus=True)}  # fmt: skip
    rules = Rules(YEAR, {"designation-carry": "on"})
    found = designations(schools, "E", "state.csv", rules, before).by_school
    assert found["Green Central"] == ("priority",)
    assert found["Northrop"] == ("focus", "celebration_eligible")
    assert found["Kenny"] == ("celebration_eligible",)
    assert found["Henry"] == ("reward",)
    assert "Armatage" not in found
    assert named(schools)["Northrop"] == ("celebration_eligible",)
    lines = ["0001-03-301,H,Y,N,N,,,,,", "0001-03-302,H,Y,N,N,,,,,", "0002-01-010,H,Y,N,Y,0.5,,,,"]
    result = carried(tmp_path, lines, ["0001-03-301,Y,N", "0001-03-302,Y,N"])
    without = [one for one in result.schools if one.school.startswith("0001")]
    assert [(one.mmr.rating, one.designations) for one in without] == [(None, ("priority",))] * 2


def test_real_designations_of_2013_may_stand_together() -> None:
    """Real ratings of October 1, 2013 among made-up ones: a Focus school was Celebration Eligible too."""
    schools = [
        candidate("Green Central", 2, 3),
        candidate("Northrop", 67, 47),
        candidate("Kenny", 58, 65),
        candidate("Henry", 81, 62),
        candidate("Armatage", 98, 98, title_i=False),
        candidate("low in focus", 20, 40),
        *(candidate(f"high {number}", 70 + number, 70) for number in range(2)),
        *(candidate(f"other {number}", 25 + number, 70) for number in range(13)),
    ]
    found = named(schools)
    assert found["Green Central"] == ("priority",)
    assert found["Northrop"] == ("focus", "celebration_eligible")
    assert found["low in focus"] == ("focus",)
    assert found["Henry"] == ("reward",)
    assert found["Kenny"] == ("celebration_eligible",)
    assert "Armatage" not in found
