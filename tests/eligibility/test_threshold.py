"""Near the threshold nothing is decided by rounding, and what is close is marked."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from made_districts import a_district, a_neighbour, a_school, codes, screened

from ai_cli.facts.enrollment import Students
from ai_cli.results.percent_text import shown_percent

counts = st.integers(min_value=1, max_value=40_000)


@st.composite
def near_twenty_points(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """Draw a part and a whole, and another part and whole, about twenty points apart."""
    total, other_total = draw(counts), draw(counts)
    other = draw(st.integers(min_value=0, max_value=other_total))
    exact = total * (Fraction(other, other_total) + Fraction(1, 5))
    part = int(exact) + draw(st.integers(min_value=-2, max_value=2))
    assume(0 <= part <= total)
    return part, total, other, other_total


@given(near_twenty_points())
@example((0, 1, 8, 39))
@example((1, 4, 1, 20))
@example((2, 5, 1, 5))
@example((7, 10, 1, 2))
@example((599, 704, 5070, 7789))
def test_a_district_is_isolated_exactly_when_the_integers_say_so(drawn: tuple[int, int, int, int]) -> None:
    part, total, other, other_total = drawn
    neighbour = a_neighbour(Students(other_total, other, 0), isolated=False)
    result = screened(a_district(students=Students(total, part, 0), neighbours=[neighbour]))
    past = 5 * (part * other_total - other * total) > total * other_total
    assert result.racially_isolated is past
    assert result.adjoining is not None
    (one,) = result.adjoining
    assert one.difference is not None
    gap = abs(100 * (part * other_total - other * total) - 20 * total * other_total)
    assert ("E102" in codes(result)) is (gap <= total * other_total)
    shown = Fraction(shown_percent(one.difference, Fraction(20)))
    assert (shown > 20) is past
    assert (shown == 20) is (gap == 0)


@given(near_twenty_points(), st.integers(min_value=0, max_value=40_000))
def test_a_school_is_identifiable_exactly_when_the_integers_say_so(
    drawn: tuple[int, int, int, int], american_indian: int
) -> None:
    protected, total, other, other_total = drawn
    american_indian %= protected + 1
    schools = [
        a_school("001", {"KG": Students(total, protected, american_indian)}),
        a_school("002", {"KG": Students(other_total, other, 0)}),
    ]
    result = screened(a_district(schools))
    (one,) = [school for school in result.schools if school.id == "001"]
    exception = american_indian > protected - american_indian
    numerator = protected - american_indian if exception else protected
    district, district_total = protected + other, total + other_total
    assert one.american_indian_exception is exception
    assert one.racially_identifiable is (
        5 * (numerator * district_total - district * total) > total * district_total
    )


@pytest.mark.parametrize(
    ("protected", "marked"), [(38, False), (39, True), (40, True), (41, True), (42, False)]
)
def test_exactly_one_point_is_still_within_one_point(protected: int, marked: bool) -> None:
    neighbour = a_neighbour(Students(100, 20, 0))
    result = screened(a_district(students=Students(100, protected, 0), neighbours=[neighbour]))
    assert ("E102" in codes(result)) is marked
    assert result.racially_isolated is (protected > 40)


@given(near_twenty_points())
def test_the_number_of_students_that_would_change_the_result_does(drawn: tuple[int, int, int, int]) -> None:
    part, total, other, other_total = drawn
    neighbours = [a_neighbour(Students(other_total, other, 0), isolated=False)]
    result = screened(a_district(students=Students(total, part, 0), neighbours=neighbours))
    marks = [one for one in result.findings if one.code == "E102"]
    assume(marks)
    assert marks[0].fix is not None
    words = marks[0].fix.split("all else equal, ")[1].split()
    if words[0] == "no":
        assert not any(
            5 * (one * other_total - other * total) > total * other_total for one in range(total + 1)
        )
        return
    step = int(words[0]) * (1 if words[1] == "more" else -1)

    def isolated(protected: int) -> bool:
        return 5 * (protected * other_total - other * total) > total * other_total

    assert isolated(part + step) is not isolated(part)
    assert isolated(part + step - (1 if step > 0 else -1)) is isolated(part)
