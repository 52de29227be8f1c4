"""What holds of every determination, whatever the counts are."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from made_facts import DISTRICT, SCHOOL, YEAR, Row, entity, facts, other, result, school

from ai_cli.accountability.rules import Rules
from ai_cli.results.accountability import MET

RULES = Rules(YEAR)
GROUPS = RULES.groups
GOALS = {(subject, group): 62 for subject in RULES.subjects for group in GROUPS}
counts = st.tuples(*[st.integers(0, 40)] * 4)


@st.composite
def drawn_rows(draw: st.DrawFn) -> list[Row]:
    """Draw cells of one school over four years, each at most once."""
    keys = st.tuples(st.integers(YEAR - 3, YEAR), st.sampled_from(RULES.subjects), st.sampled_from(GROUPS))
    rows: list[Row] = []
    for year, subject, group in draw(st.lists(keys, unique=True, max_size=20)):
        levels = draw(counts)
        enrolled = sum(levels) + draw(st.integers(0, 3))
        rows.append((SCHOOL, year, subject, group, (enrolled, sum(levels), *levels)))
    return rows


READINGS = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from(sorted(one.choices)) for name, one in RULES.law.readings.items() if name != "z"
    },
)


@given(rows=drawn_rows(), seed=st.integers(0, 1000))
def test_the_order_of_rows_does_not_matter(rows: list[Row], seed: int) -> None:
    mixed = random.Random(seed).sample(rows, len(rows))  # noqa: S311 - only an order
    (one,) = result(facts(rows, GOALS)).entities
    (same,) = result(facts(mixed, GOALS)).entities
    assert one == same


@given(rows=drawn_rows(), group=st.sampled_from(GROUPS), subject=st.sampled_from(RULES.subjects))
def test_a_further_group_that_meets_never_turns_made_into_not_made_without_an_interval(
    rows: list[Row], group: str, subject: str
) -> None:
    """With the interval a further decision raises the level and so z, which can only help: that is the next test."""
    before = school(facts(rows, GOALS), ci="off")
    if any(one[1:4] == (YEAR, subject, group) for one in rows):
        return
    after = school(facts([*rows, (SCHOOL, YEAR, subject, group, (50, 50, 0, 0, 50, 0))], GOALS), ci="off")
    if before.ayp == "made":
        assert after.ayp == "made"
    if before.ayp == "not_made":
        assert after.failing == before.failing


@given(rows=drawn_rows(), group=st.sampled_from(GROUPS), subject=st.sampled_from(RULES.subjects))
def test_a_further_decision_never_makes_a_cell_fail(rows: list[Row], group: str, subject: str) -> None:
    if any(one[1:4] == (YEAR, subject, group) for one in rows):
        return
    before = school(facts(rows, GOALS))
    after = school(facts([*rows, (SCHOOL, YEAR, subject, group, (50, 50, 0, 0, 50, 0))], GOALS))
    assert set(after.failing) <= set(before.failing)


@given(rows=drawn_rows())
def test_the_interval_and_missing_years_only_ever_help(rows: list[Row]) -> None:
    strict = set(school(facts(rows, GOALS), ci="off").failing)
    default = set(school(facts(rows, GOALS)).failing)
    lenient = set(school(facts(rows, GOALS), avg_missing_year="skip").failing)
    assert lenient <= default <= strict


@given(rows=drawn_rows(), readings=READINGS)
@settings(max_examples=200)
def test_under_any_readings_what_fails_is_what_is_not_met_and_counts_add_up(
    rows: list[Row], readings: dict[str, str]
) -> None:
    indicators = [other("attendance", 89, 100), other("grad4", 40, 50), other("grad4", 39, 50, year=YEAR - 1)]
    one = school(facts(rows, GOALS, [entity(school_type="O")], indicators), **readings)
    evaluated = [cell for cell in one.determinations if cell.result != "not_evaluated"]
    by_scope = [cell.scope for cell in evaluated]
    assert one.proficiency_evaluated == by_scope.count("proficiency")
    assert one.participation_evaluated == by_scope.count("participation")
    assert one.failing == tuple(cell.name for cell in evaluated if cell.result == "not_met")
    assert one.ayp == ("not_made" if one.failing else "made" if evaluated else "no_evaluated_cell")
    for cell in one.determinations:
        assert (cell.reason is not None) is (cell.result == "not_evaluated")
        assert cell.rules
        assert set(cell.rules) <= set(RULES.law.rules)
        if cell.scope in ("proficiency", "graduation") and cell in evaluated:
            assert (cell.route == "none") is (cell.result != MET)


@given(rows=drawn_rows())
def test_a_domain_score_never_counts_more_than_ayp_lets_pass(rows: list[Row]) -> None:
    one = school(facts(rows, GOALS))
    assert one.proficiency_domain is not None
    assert one.focused_domain is not None
    met = [cell for cell in one.determinations if cell.scope == "proficiency" and cell.result == MET]
    assert one.proficiency_domain.met <= sum(cell.students for cell in met)
    assert one.focused_domain.weight <= one.proficiency_domain.weight


@given(rows=drawn_rows())
def test_a_district_is_determined_as_a_school_but_for_its_z(rows: list[Row]) -> None:
    of_district = [(DISTRICT, *one[1:]) for one in rows]
    two = school(facts(of_district, GOALS, [entity(DISTRICT, title_iii=True)]), z="1.6449")
    one = school(facts(rows, GOALS), z="1.6449")
    assert (one.ayp, one.failing) == (two.ayp, two.failing)
    assert two.amao3 in ("met", "not_met", "not_evaluated")
