"""What is missing is said, never passed: targets, rows of entities, paired schools, tables of z, unknown types, other years."""

from __future__ import annotations

from decimal import Decimal

import pytest
from made_facts import DISTRICT, SCHOOL, YEAR, Row, entity, facts, other, result, school

from ai_cli.accountability import Rules, determine, graduation_of_all

CELL: Row = (SCHOOL, YEAR, "R", "ALL", (50, 50, 0, 0, 50, 0))
MISSES: Row = (SCHOOL, YEAR, "R", "ALL", (50, 50, 25, 0, 25, 0))
GOAL = {("R", "ALL"): 60}


def codes(one: object) -> list[str]:
    return [found.code for found in one.findings]  # type: ignore[attr-defined]


def test_a_missing_target_leaves_a_cell_and_the_school_open() -> None:
    found = result(facts([CELL]))
    (one,) = found.entities
    cell = one.of("proficiency", "R", "ALL")
    assert cell is not None
    assert (cell.result, one.ayp, one.decisions) == ("undetermined", "undetermined", 2)
    assert cell.adjusted_target is None
    assert codes(found) == ["I101"]
    assert "no target for ALL in R of 2012" in found.findings[0].message


def test_a_school_that_fails_elsewhere_does_not_wait_for_a_missing_target() -> None:
    bad: Row = (SCHOOL, YEAR, "R", "ALL", (50, 40, 0, 0, 40, 0))
    assert school(facts([bad])).ayp == "not_made"


def test_a_small_school_without_a_target_is_open_too() -> None:
    one = school(facts([CELL], entities=[entity(tested=10, fay=10)]))
    assert (one.status, one.ayp) == ("small_below_20", "undetermined")


def test_a_school_below_twenty_is_evaluated_on_all_students_or_by_a_reading_on_every_group() -> None:
    few: list[Row] = [
        (SCHOOL, YEAR, "R", "ALL", (10, 10, 0, 0, 10, 0)),
        (SCHOOL, YEAR, "R", "HIS", (4, 4, 4, 0, 0, 0)),
    ]
    one = facts(few, {**GOAL, ("R", "HIS"): 60}, entities=[entity(tested=10, fay=10)])
    default, every = school(one, ci="off"), school(one, **{"ci": "off", "small-below-20": "every"})
    assert (default.ayp, default.decisions) == ("made", 1)
    left = default.of("proficiency", "R", "HIS")
    assert left is not None
    assert left.reason == "small_school_all_only"
    assert (every.ayp, every.failing, every.decisions) == ("not_made", ("proficiency:R:HIS",), 2)


def test_an_entity_without_a_row_is_taken_as_ordinary_and_said_to_be() -> None:
    other_row: Row = ("9001-01-020", *CELL[1:])
    found = result(facts([CELL, other_row], GOAL))
    labels = {one.entity: one.labels for one in found.entities}
    assert labels[SCHOOL] == ()
    assert labels["9001-01-020"] == (
        "no row of the entity: taken as a school of ordinary size, that feeds no other",
    )
    assert codes(found) == ["I101"]


def test_without_any_rows_of_entities_none_is_missed() -> None:
    found = result(facts([CELL, (SCHOOL, YEAR - 1, *CELL[2:])], GOAL, entities=[]))
    assert codes(found) == []
    assert [one.entity for one in found.entities] == [SCHOOL]


def test_an_entity_with_cells_of_other_years_only_is_not_determined() -> None:
    assert result(facts([(SCHOOL, YEAR - 1, *CELL[2:])], GOAL, entities=[])).entities == ()


FEEDER = "9001-01-030"


@pytest.mark.parametrize("to", ["9001-01-999", FEEDER])
def test_a_feeder_of_no_known_school_or_of_itself_is_open(to: str) -> None:
    found = result(facts([CELL], GOAL, [entity(), entity(FEEDER, tested=0, feeder_to=to)]))
    one = next(one for one in found.entities if one.entity == FEEDER)
    assert (one.status, one.ayp, one.failing) == ("feeder", "undetermined", (f"from_paired:{to}",))
    assert codes(found) == ["I101"]


def test_a_feeder_of_a_feeder_has_the_result_at_the_end() -> None:
    between = "9001-01-040"
    entities = [
        entity(),
        entity(FEEDER, tested=0, feeder_to=between),
        entity(between, tested=0, feeder_to=SCHOOL),
    ]
    found = {one.entity: one.ayp for one in result(facts([CELL], GOAL, entities)).entities}
    assert found == {SCHOOL: "made", FEEDER: "made", between: "made"}


def test_the_label_says_whose_z_an_interval_has() -> None:
    near: Row = (SCHOOL, YEAR, "R", "ALL", (50, 50, 21, 0, 29, 0))
    found = result(facts([near], GOAL))
    assert found.labels == ("not MDE's z table", "unverified: R24")
    assert found.entities[0].labels == ("not MDE's z table",)
    assert result(facts([CELL], GOAL)).labels == ()


def test_a_table_of_z_is_ones_own_and_what_it_lacks_is_named() -> None:
    near: Row = (SCHOOL, YEAR, "R", "ALL", (50, 50, 21, 0, 29, 0))
    some = facts([near], GOAL)
    having = determine(some, Rules(YEAR, {"z": "table"}, {2: Decimal("1.7")}))
    assert (having.entities[0].ayp, having.labels, having.findings) == ("made", ("unverified: R24",), ())
    lacking = determine(some, Rules(YEAR, {"z": "table"}))
    assert (lacking.entities[0].ayp, codes(lacking)) == ("not_made", ["I101"])
    most = determine(some, Rules(YEAR, {"z": "table", "decisions": "maximum"}, {37: Decimal("1.7")}))
    assert most.findings == ()


def test_a_district_type_that_is_not_in_the_list_is_pointed_out() -> None:
    strange: Row = ("0999-83-010", *CELL[1:])
    found = result(facts([strange], GOAL, entities=[]))
    assert [(one.code, one.found) for one in found.findings] == [("A103", "0999-83")]
    assert "type 83" in found.findings[0].message
    assert codes(result(facts([CELL], GOAL))) == []


def test_a_year_out_of_force_is_an_illustration() -> None:
    found = determine(facts([CELL], GOAL), Rules(2017))
    assert codes(found) == ["L104"]


def test_rules_rates_and_readings_come_with_the_result() -> None:
    found = result(facts([MISSES], GOAL))
    assert {one.number for one in found.rules} >= {"R5", "R22", "R24", "R28", "R31"}
    assert all(one.cite and one.standing for one in found.rules)
    assert "least_scored_students" in {one.key for one in found.rates}
    assert found.readings["z"] == "ladder"
    of_students = {"gap-scope", "medical", "cap-base", "percentile"}
    assert {"ci", "decisions", "mmr-use-ci", "z"} <= set(found.readings)
    assert not of_students & set(found.readings), "what was not asked for is not listed"


@pytest.mark.parametrize(
    ("classification", "scope"),
    [("10", "attendance"), ("31", "attendance"), ("33", "graduation"), ("74", "graduation")],
)
def test_a_school_without_a_type_has_that_of_its_classification(classification: str, scope: str) -> None:
    both = [other("attendance", 95, 100), other("grad4", 95, 100)]
    one = school(facts([], {}, [entity(school_type=None, classification=classification)], both))
    assert [cell.scope for cell in one.determinations] == [scope]


def test_a_school_of_another_type_has_attendance_where_nobody_graduates_or_by_reading() -> None:
    alone = school(facts([], {}, [entity(school_type="O")], [other("attendance", 95, 100)]))
    assert [cell.scope for cell in alone.determinations] == ["attendance"]
    both = facts([], {}, [entity(school_type="O")], [other("attendance", 95, 100), other("grad4", 95, 100)])
    assert [cell.scope for cell in school(both).determinations] == ["graduation"]
    assert [cell.scope for cell in school(both, other_indicator="attendance").determinations] == [
        "attendance"
    ]


def test_a_group_without_a_four_year_rate_is_not_published() -> None:
    found = facts([], {}, [entity(school_type="H")], [other("grad5", 95, 100)])
    (one,) = graduation_of_all(found.others, Rules(YEAR))
    assert (one.result, one.reason, one.value) == ("not_evaluated", "not_published", None)


def test_a_graduation_score_counts_the_goal_only_by_reading() -> None:
    groups = [
        other("grad4", 80, 100),
        other("grad4", 70, 100, year=YEAR - 1),
        other("grad4", 95, 100, group="WHT"),
    ]
    some = facts([], {}, [entity(school_type="H")], groups)
    any_route, goal = school(some).graduation_domain, school(some, grad_domain_met="goal").graduation_domain
    assert any_route is not None
    assert goal is not None
    assert (any_route.met, any_route.weight) == (200, 200)
    assert (goal.met, goal.weight) == (100, 200)


def test_the_interval_counts_in_the_score_by_reading_only() -> None:
    near: Row = (SCHOOL, YEAR, "R", "ALL", (50, 50, 21, 0, 29, 0))
    default = school(facts([near], GOAL)).proficiency_domain
    counted = school(facts([near], GOAL), mmr_use_ci="on").proficiency_domain
    assert default is not None
    assert counted is not None
    assert (default.met, counted.met) == (0, 50)


def test_whether_a_district_has_title_iii_may_not_be_known() -> None:
    row: Row = (DISTRICT, YEAR, "R", "LEP", (50, 50, 0, 0, 50, 0))
    assert school(facts([row], {("R", "LEP"): 60}, [entity(DISTRICT)])).amao3 == "undetermined"
    known = school(facts([row], {}, [entity(DISTRICT, title_iii=True)]))
    assert known.amao3 == "undetermined"


def test_a_route_without_digits_is_found_by_its_name() -> None:
    rows = [MISSES, (SCHOOL, YEAR - 1, "R", "ALL", (50, 50, 0, 0, 50, 0))]
    one = school(facts(rows, GOAL), ci="off").of("proficiency", "R", "ALL")
    assert one is not None
    assert (one.route, one.rules) == ("average_2", ("R1", "R22", "R24", "R25", "R27"))
    assert one.trail is not None
    assert one.adjusted(one.trail.pooled_2) is None


def test_a_small_school_whose_only_students_lie_before_the_years_that_count_is_not_evaluated() -> None:
    nobody = (SCHOOL, YEAR, "R", "ALL", (0, 0, 0, 0, 0, 0))
    before = (SCHOOL, YEAR - 3, "R", "ALL", (12, 12, 3, 3, 3, 3))
    one = school(facts([nobody, before], {("R", "ALL"): 60}, [entity(tested=1, fay=1)]))
    assert (one.decisions, one.ayp) == (0, "no_evaluated_cell")
