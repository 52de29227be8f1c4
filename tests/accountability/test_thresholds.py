"""At every threshold whole numbers decide: nothing is rounded, and no root is taken."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_facts import DISTRICT, SCHOOL, YEAR, entity, facts, other, result, school

from ai_cli.accountability.graduation import Rate, graduation_route
from ai_cli.accountability.index import Index, index_of, mean, pooled
from ai_cli.accountability.interval import confidence, normal_z, within, z_of
from ai_cli.accountability.rules import Rules
from ai_cli.accountability.sizes import is_publishable
from ai_cli.results.accountability import DomainScore, lowered

RULES = Rules(YEAR)
HALF = Fraction(1, 2)
small = st.integers(0, 60)
levels = st.tuples(small, small, small, small)
points = st.integers(0, 10_000).map(lambda hundredths: Fraction(hundredths, 100))


@pytest.mark.parametrize(
    ("counts", "value"),
    [((10, 10, 10, 10), "62.5"), ((6, 8, 5, 1), "50"), ((0, 0, 20, 0), "100")],
)
def test_the_index_counts_partially_meets_half(counts: tuple[int, int, int, int], value: str) -> None:
    lowest, partially, meets, exceeds = counts
    assert index_of((99, 99, lowest, partially, meets, exceeds, 2), HALF).value == Fraction(value)


@pytest.mark.parametrize(("counts", "evaluated"), [((7, 6, 4, 2), 0), ((7, 6, 4, 3), 1)])
def test_twenty_scored_students_make_a_cell_count(counts: tuple[int, ...], evaluated: int) -> None:
    one = school(facts([(SCHOOL, YEAR, "R", "ALL", (30, 30, *counts))], {("R", "ALL"): 10}))
    assert (one.proficiency_evaluated, one.decisions) == (evaluated, evaluated)


@pytest.mark.parametrize(
    ("enrolled", "tested", "expected"),
    [
        (40, 38, "met"),
        (40, 37, "not_met"),
        (39, 0, "not_evaluated"),
        (200, 190, "met"),
        (199, 189, "not_met"),
    ],
)
def test_participation_is_ninety_five_percent_of_forty_or_more(
    enrolled: int, tested: int, expected: str
) -> None:
    one = school(facts([(SCHOOL, YEAR, "R", "ALL", (enrolled, tested, 0, 0, 0, 0))])).of(
        "participation", "R", "ALL"
    )
    assert one is not None
    assert one.result == expected


@given(enrolled=st.integers(40, 10_000), over=st.integers(-2, 2))
def test_participation_is_met_exactly_from_the_whole_number_on(enrolled: int, over: int) -> None:
    tested = min(enrolled, -(-19 * enrolled // 20) + over)
    one = school(facts([(SCHOOL, YEAR, "R", "ALL", (enrolled, tested, 0, 0, 0, 0))])).of(
        "participation", "R", "ALL"
    )
    assert one is not None
    assert (one.result == "met") is (20 * tested >= 19 * enrolled)


@pytest.mark.parametrize(
    ("base", "now", "met"),
    [
        ((0, 4000), (4600, 10_000), False),
        ((4000, 10_000), (4600, 10_000), True),
        ((4000, 10_000), (4599, 10_000), False),
    ],
)
def test_safe_harbor_is_ten_percent_less_of_what_lacks(
    base: tuple[int, int], now: tuple[int, int], met: bool
) -> None:
    def counts(one: tuple[int, int]) -> tuple[int, ...]:
        meets, every = one
        return (every, every, every - meets, 0, meets, 0)

    rows = [(SCHOOL, YEAR, "R", "ALL", counts(now)), (SCHOOL, YEAR - 1, "R", "ALL", counts(base))]
    one = school(facts(rows[: 1 if base[0] == 0 else 2], {("R", "ALL"): 90}), ci="off").of(
        "proficiency", "R", "ALL"
    )
    assert one is not None
    assert (one.route == "safe_harbor_1") is met


def test_a_base_of_sixty_two_and_a_half_asks_for_sixty_six_and_a_quarter() -> None:
    rows = [
        (SCHOOL, YEAR, "R", "ALL", (400, 400, 135, 0, 265, 0)),
        (SCHOOL, YEAR - 1, "R", "ALL", (40, 40, 10, 10, 10, 10)),
    ]
    one = school(facts(rows, {("R", "ALL"): 90}), ci="off").of("proficiency", "R", "ALL")
    assert one is not None
    assert one.trail is not None
    assert (one.route, one.safe_harbor_year) == ("safe_harbor_1", YEAR - 1)
    assert one.trail.safe_harbor_target == Fraction("66.25")
    assert one.value == Fraction("66.25")


@pytest.mark.parametrize(
    ("z", "students", "expected"),
    [
        ("1.6449", 20, "53.1448"),
        ("1.6449", 100, "62.4621"),
        ("1.6449", 400, "66.2311"),
        ("2.3263", 20, "46.1625"),
        ("2.3263", 100, "59.3396"),
    ],
)
def test_a_lowered_target_is_shown_to_four_decimals(z: str, students: int, expected: str) -> None:
    shown = lowered(Fraction(70), Fraction(z), students)
    assert abs(shown - Decimal(expected)) <= Decimal("0.0001")


LADDER = {
    SCHOOL: {1: "1.6449", 9: "1.7379", 13: "1.7908", 19: "1.8808", 28: "2.0537", 37: "2.3263"},
    DISTRICT: {9: "1.7352", 19: "1.8729", 38: "2.3263"},
}


@pytest.mark.parametrize(
    ("level", "decisions", "z"),
    [
        ("district" if key == DISTRICT else "school", *one)
        for key, table in LADDER.items()
        for one in table.items()
    ],
)
def test_the_ladder_gives_the_z_of_a_number_of_decisions(level: str, decisions: int, z: str) -> None:
    assert z_of(decisions, level, RULES) == Fraction(z)


def test_no_z_of_the_ladder_lies_near_the_middle_of_two_figures() -> None:
    """So the four decimals of z do not hang on the last digits of a floating point number."""
    with localcontext(prec=40):
        for level, most in (("school", 37), ("district", 38)):
            for decisions in range(1, most + 1):
                confident = confidence(decisions, level, RULES)
                exact = Decimal(repr(NormalDist().inv_cdf(confident.numerator / confident.denominator)))
                tenth_thousandths = exact * 10_000 % 1
                assert abs(tenth_thousandths - Decimal("0.5")) > Decimal("0.001")
                assert abs(normal_z(confident) - Fraction(exact)) <= Fraction(1, 20_000)


def test_a_z_of_ones_own_a_table_and_no_interval_are_readings() -> None:
    assert z_of(5, "school", Rules(YEAR, {"z": "1.6449"})) == Fraction("1.6449")
    assert z_of(5, "school", Rules(YEAR, {"decisions": "maximum"})) == Fraction("2.3263")
    table = {5: Decimal("1.7")}
    assert z_of(5, "school", Rules(YEAR, {"z": "table"}, table)) == Fraction("1.7")
    assert z_of(6, "school", Rules(YEAR, {"z": "table"}, table)) is None
    assert z_of(5, "school", Rules(YEAR, {"ci": "off"})) is None
    assert z_of(0, "school", RULES) is None
    assert Rules(YEAR, {"z": "5%"}).readings["z"] == "ladder"


@given(counts=levels.filter(any), target=points, z=st.sampled_from(["0", "1.6449", "2.3263"]))
def test_the_interval_is_decided_as_the_root_of_forty_digits_does(
    counts: tuple[int, int, int, int], target: Fraction, z: str
) -> None:
    lowest, partially, meets, exceeds = counts
    index = index_of((0, 0, lowest, partially, meets, exceeds, 2), HALF)
    with localcontext(prec=40):
        limit = lowered(target, Fraction(z), index.students)
        gap = Decimal(index.value.numerator) / Decimal(index.value.denominator) - limit
    decided = within(index, target, Fraction(z))
    if abs(gap) > Decimal("1E-15"):
        assert decided is (gap >= 0)


@given(root=st.integers(1, 50))
def test_an_index_exactly_at_the_lowered_target_is_met(root: int) -> None:
    """With a target of 50 and a square number of students the root is a fraction, so that the limit itself can be reached."""
    students = 4 * root * root
    target, z = Fraction(50), Fraction(1)
    limit = 50 - Fraction(50, 2 * root)
    points_at = limit * 2 * students / 100
    at = Index(points_at.numerator, 2 * students * points_at.denominator, students)
    assert within(at, target, z)
    assert not within(at._replace(points=at.points * 1000 - 1, whole=at.whole * 1000), target, z)


@pytest.mark.parametrize(
    ("before", "now", "route"),
    [
        ((87, 140), (114, 175), "improve_4"),
        ((46, 75), (49, 75), "improve_5"),
        ((38, 60), (41, 60), "improve_6"),
        ((57, 83), (43, 60), "none"),
    ],
)
def test_a_gain_met_exactly_counts_and_one_that_rounds_up_does_not(
    before: tuple[int, int], now: tuple[int, int], route: str
) -> None:
    years = route.removeprefix("improve_") if route != "none" else "4"
    rates = {one: (Rate(*now), Rate(*before), None) if one == years else (None, None, None) for one in "456"}
    assert graduation_route(rates, RULES) == route


cohorts = st.integers(40, 400)


@given(st.data())
def test_a_gain_is_decided_as_exact_fractions_do(data: st.DataObject) -> None:
    cohort, earlier = data.draw(cohorts), data.draw(cohorts)
    before = data.draw(st.integers(0, earlier * 9 // 10))
    exact = cohort * (Fraction(before, earlier) + Fraction(3, 100))
    graduates = max(0, min(exact.__floor__() + data.draw(st.integers(-1, 1)), cohort * 9 // 10 - 1))
    rates = {"4": (Rate(graduates, cohort), Rate(before, earlier), None), "5": (None,) * 3, "6": (None,) * 3}
    gained = Fraction(graduates, cohort) - Fraction(before, earlier) >= Fraction(3, 100)
    average = Fraction(graduates + before, cohort + earlier) >= Fraction(9, 10)
    assert graduation_route(rates, RULES) == (
        "average_2_of_4" if average else "improve_4" if gained else "none"
    )


@pytest.mark.parametrize(
    ("reading", "before", "now", "route"),
    [
        ({"grad-base-min-n": "10"}, (10, 39), (28, 40), "improve_4"),
        ({}, (10, 39), (28, 40), "none"),
        ({"grad-average": "mean"}, (40, 40), (320, 400), "average_2_of_4"),
        ({}, (40, 40), (320, 400), "none"),
    ],
)
def test_readings_of_graduation_change_what_counts(
    reading: dict[str, str], before: tuple[int, int], now: tuple[int, int], route: str
) -> None:
    rates = {"4": (Rate(*now), Rate(*before), None), "5": (None,) * 3, "6": (None,) * 3}
    assert graduation_route(rates, Rules(YEAR, reading)) == route


NINE = RULES.groups


@pytest.mark.parametrize(("id", "decisions"), [(SCHOOL, 37), (DISTRICT, 38)])
def test_nine_groups_fully_evaluated_are_all_decisions_there_are(id: str, decisions: int) -> None:  # noqa: A002
    rows = [(id, YEAR, subject, group, (50, 50, 0, 0, 50, 0)) for subject in "RM" for group in NINE]
    goals = {(subject, group): 50 for subject in "RM" for group in NINE}
    indicators = [other("attendance", 95, 100, of=id), other("grad4", 95, 100, of=id)]
    one = school(facts(rows, goals, [entity(id)], indicators))
    assert (one.decisions, one.ayp) == (decisions, "made")


def test_forty_four_enrolled_with_nineteen_scored_are_one_decision() -> None:
    one = school(facts([(SCHOOL, YEAR, "R", "ALL", (44, 44, 19, 0, 0, 0))], {("R", "ALL"): 50}))
    assert (one.decisions, one.participation_evaluated, one.proficiency_evaluated) == (1, 1, 0)


@given(several=st.lists(levels.filter(any), min_size=1, max_size=3))
def test_a_mean_of_years_lies_between_them_and_a_pool_has_all_their_students(
    several: list[tuple[int, int, int, int]],
) -> None:
    indexes = [index_of((0, 0, *one, 2), HALF) for one in several]
    values = [one.value for one in indexes]
    assert min(values) <= mean(indexes).value <= max(values)
    assert min(values) <= pooled(indexes).value <= max(values)
    assert pooled(indexes).students == sum(map(sum, several))


def test_a_score_of_no_cells_is_none() -> None:
    assert DomainScore(0, 0).score is None
    assert result(facts()).labels == ()


def test_an_average_of_graduation_needs_each_of_its_years_unless_they_may_be_skipped() -> None:
    rates = {"4": (Rate(80, 100), None, Rate(200, 200)), "5": (None,) * 3, "6": (None,) * 3}
    assert graduation_route(rates, RULES) == "none"
    assert graduation_route(rates, Rules(YEAR, {"avg-missing-year": "skip"})) == "average_3_of_4"


@pytest.mark.parametrize(("students", "publishable"), [(9, False), (10, True)])
def test_a_figure_of_ten_students_may_be_published(students: int, publishable: bool) -> None:
    assert is_publishable(students, RULES) is publishable


def test_the_word_number_is_no_z_and_an_unknown_choice_is_the_default() -> None:
    assert Rules(YEAR, {"z": "number"}).readings["z"] == "ladder"
    assert Rules(YEAR, {"averaging": "median"}).readings["averaging"] == "pool"
    assert Rules(YEAR, {"sh_base": "pooled"}).readings["sh-base"] == "pooled"
