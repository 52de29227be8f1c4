"""Every row, cell, cap and score of the fixture of students is as expected, also under each other reading."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from fixtures import rows
from polars_extra import require_polars

require_polars()

from student_files import STUDENTS, YEAR, of_the_fixture, rostered, row, said, write  # noqa: E402 - only with polars

from ai_cli.accountability import Rules, determine  # noqa: E402
from ai_cli.accountability.caps import capped  # noqa: E402
from ai_cli.accountability.student_cells import as_cells  # noqa: E402
from ai_cli.accountability.student_publishing import cap_rows, cell_counts, domain_rows  # noqa: E402
from ai_cli.accountability.student_rows import row_statuses  # noqa: E402
from ai_cli.facts.accountability import AccountabilityFacts, Target  # noqa: E402
from ai_cli.findings import Place  # noqa: E402
from ai_cli.results.students import RowStatus, StudentCell, StudentsResult  # noqa: E402

EXPECTED = rows("students_expected.csv")
CELLS = rows("students_cells_expected.csv")
CAPS = rows("students_caps_expected.csv")
DOMAINS = rows("students_domains_expected.csv")
READINGS = rows("students_readings.csv")
COUNTS = ("enrolled", "tested", "nD", "nP", "nM", "nE")
Key = tuple[str, str, str, str]


@cache
def statuses() -> dict[str | None, RowStatus]:
    roster, _ = rostered(str(STUDENTS))
    return {one.row_id: one for one in row_statuses(roster, capped(roster))}


def answer(given: object) -> str:
    return "Y" if given else "N"


def as_written(one: RowStatus) -> dict[str, str]:
    """Return a row as the file of expected rows has it."""
    levels = ("school", "district", "state")
    return {
        "subject": one.subject,
        "status": one.status,
        "reason": one.reason or "",
        **{f"fay_{level}": answer(value) for level, value in zip(levels, one.full_year, strict=True)},
        "part_den": answer(one.enrolled),
        "part_num": answer(one.tested),
        **{f"prof_{level}": answer(value) for level, value in zip(levels, one.score_counts, strict=True)},
        "groups_participation": ";".join(one.groups_participation),
        "groups_proficiency": ";".join(one.groups_proficiency),
        "n_subgroups": "" if one.subgroups is None else str(one.subgroups),
        "cap": one.cap or "",
        "level_used": one.level_used or "",
        "points": "" if one.points is None else {"1/2": "0.5"}.get(str(one.points), str(one.points)),
        "growth_counted": answer(one.growth_counted),
        "warnings": ";".join(one.warnings),
    }


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda one: f"{one['row_id']} {one['case']}".strip())
def test_a_row_is_what_is_expected(expected: dict[str, str]) -> None:
    found = as_written(statuses()[expected["row_id"]])
    assert found == {name: expected[name] for name in found}


def test_every_row_has_a_status_and_no_other_has() -> None:
    assert set(statuses()) == {one["row_id"] for one in EXPECTED}


@pytest.mark.parametrize(
    ("row_id", "rules"),
    [
        ("15", ("R7",)),
        ("19", ("R6", "R8")),
        ("25", ("R11",)),
        ("31", ("R12",)),
        ("37", ("R11", "R12")),
        ("39", ("R14",)),
        ("41", ("R15",)),
        ("47", ("R6", "R16")),
        ("55", ("R17",)),
        ("64", ("R18",)),
        ("80", ("R19", "R21")),
        ("98", ("R20", "R21")),
        ("70", ("R67",)),
        ("110", ()),
    ],
)
def test_a_row_names_the_rules_that_decided_otherwise_than_for_most(
    row_id: str, rules: tuple[str, ...]
) -> None:
    assert statuses()[row_id].rules == rules


def key_of(cell: StudentCell) -> Key:
    return cell.level, cell.entity, cell.subject, cell.group


def counts_of(cell: StudentCell) -> tuple[int, ...]:
    return cell.enrolled, cell.tested, *cell.levels


def cells_of(result: StudentsResult) -> dict[Key, tuple[int, ...]]:
    return {key_of(one): counts_of(one) for one in result.cells}


def key_in(row: dict[str, str]) -> Key:
    return row["level"], row["entity_id"], row["subject"], row["group"]


def close(value: Fraction | None, expected: str, tolerance: str) -> bool:
    if value is None or not expected:
        return value is None and not expected
    return abs(value - Fraction(expected)) <= Fraction(tolerance)


def test_exactly_the_expected_cells_are_counted() -> None:
    assert list(map(key_of, of_the_fixture().cells)) == sorted(
        map(key_in, CELLS),
        key=lambda key: (
            key[0] != "school",
            key[1],
            key[2] != "R",
            Rules(YEAR).groups.index(key[3]),
        ),
    )


@pytest.mark.parametrize("expected", CELLS, ids=lambda one: "-".join(key_in(one)))
def test_a_cell_has_the_expected_counts_rate_and_index(expected: dict[str, str]) -> None:
    (cell,) = (one for one in of_the_fixture().cells if key_of(one) == key_in(expected))
    assert counts_of(cell) == tuple(int(expected[name]) for name in COUNTS)
    assert cell.scored == int(expected["n"])
    assert close(cell.participation_rate, expected["participation_rate"], "0.0001")
    assert close(cell.index_points, expected["index"], "0.0001")


@pytest.mark.parametrize("reading", sorted({one["reading"] for one in READINGS}))
def test_a_reading_changes_exactly_the_expected_cells(reading: str) -> None:
    default, other = cells_of(of_the_fixture()), cells_of(of_the_fixture(reading))
    changed = {key: other.get(key) for key in {*default, *other} if default.get(key) != other.get(key)}
    assert changed == {
        key_in(one): tuple(int(one[name]) for name in COUNTS) for one in READINGS if one["reading"] == reading
    }


def test_caps_are_as_expected() -> None:
    found = [tuple(map(str, one)) for one in of_the_fixture().caps]
    assert found == [tuple(one.values()) for one in CAPS]


@pytest.mark.parametrize("expected", DOMAINS, ids=lambda one: one["school_id"])
def test_the_domain_scores_of_a_school_are_as_expected(expected: dict[str, str]) -> None:
    (one,) = (one for one in of_the_fixture().domains if one.school == expected["school_id"])
    assert one.growth_tests == int(expected["growth_tests"])
    assert one.growth_students == int(expected["growth_students"])
    assert close(one.growth, expected["growth_domain"], "0.000001")
    assert one.gap_terms == int(expected["agr_terms"])
    assert one.gap_students == int(expected["agr_students"])
    assert one.gap_weight == int(expected["agr_weight"])
    assert close(one.gap_reduction, expected["agr_domain"], "0.000001")


def test_the_comparators_of_2011_are_those_published() -> None:
    published = {(one["subject"], one["comparator"]): one["mean_z"] for one in rows("comparators.csv")}
    assert published["M", "WHT"] == "0.084791"
    assert published["R", "not_FRP"] == "0.207400"


def test_the_cells_of_students_can_be_determined() -> None:
    cells = as_cells(of_the_fixture().cells, "students.csv")
    rules = Rules(YEAR)
    targets = {
        (YEAR, subject, group): Target(YEAR, subject, group, Fraction(60), Place())
        for subject in rules.subjects
        for group in rules.groups
    }
    result = determine(AccountabilityFacts(cells, targets, {}, {}), rules)
    by_id = {one.entity: one for one in result.entities}
    assert sorted(by_id) == [
        "9001-01-000",
        "9001-01-010",
        "9001-01-020",
        "9001-01-030",
        "9002-07-000",
        "9002-07-010",
    ]
    cell = by_id["9001-01-000"].of("proficiency", "R", "ALL")
    assert cell is not None
    (own,) = (one for one in of_the_fixture().cells if key_of(one) == ("district", "9001-01-000", "R", "ALL"))
    assert (cell.students, cell.value) == (own.scored, own.index_points)
    tested = by_id["9001-01-000"].of("participation", "R", "ALL")
    assert tested is not None
    assert tested.value == own.participation_rate
    assert len(cells) == len(CELLS)


def test_the_state_is_the_sum_of_its_districts_and_of_those_who_moved_between_them() -> None:
    from ai_cli.accountability.caps import level_used
    from ai_cli.accountability.student_cells import student_cells

    roster, _ = rostered(str(STUDENTS))
    scores = capped(roster)
    cells = student_cells(roster, level_used(scores, roster.rules), statewide=True)
    for subject in roster.rules.subjects:
        for group in roster.rules.groups:
            own = [one for one in cells if (one.subject, one.group) == (subject, group)]
            (state,) = (one for one in own if one.level == "state")
            districts = [one for one in own if one.level == "district"]
            assert state.entity == "state"
            assert state.enrolled == sum(one.enrolled for one in districts)
            assert state.tested == sum(one.tested for one in districts)
            moved = [
                one
                for one in statuses().values()
                if one.score_counts == (False, False, True)
                and one.subject == subject
                and group in one.groups_proficiency
            ]
            assert state.scored == sum(one.scored for one in districts) + len(moved)


def test_the_labels_say_what_one_district_cannot_know() -> None:
    assert of_the_fixture().labels == (
        "not computable from local data: needs a statewide file",
        "unverified: R21",
    )


def test_a_cap_that_parts_students_alike_is_said_without_naming_them() -> None:
    found = [one for one in of_the_fixture().findings if one.code == "A108"]
    assert [one.found for one in found] == ["9001-01, R, MOD", "9001-01, R, MTAS"]
    assert "the cap parts scores of students in the same number of groups" in found[0].message
    assert not any(one.isdigit() for one in found[0].message.rpartition("MOD")[2])


def test_accommodations_without_a_code_are_counted_once() -> None:
    (one,) = (one for one in of_the_fixture().findings if one.code == "A109")
    assert (one.found, one.place.line) == ("2", 71)


def test_a_count_that_is_withheld_among_the_cells_is_withheld_as_the_base_of_a_cap_and_of_domains(
    tmp_path: Path,
) -> None:
    """Of thirty students eight have a score: their district is withheld whole, and its base would tell how many are enrolled."""
    absent = {"test_status": "absent", "level": ""}
    students = [row(student_id=f"S{one}", **({} if one < 8 else absent)) for one in range(30)]
    result = said(write(tmp_path / "students.csv", students))
    rules = Rules(YEAR)
    (shown,) = {one.enrolled for one in cell_counts(result.cells, rules, internal=False)}
    assert shown is None
    caps = list(cap_rows(result.caps, result.cells, rules, internal=False))
    assert {(one.base, one.cap, one.proficient, one.over) for one in caps} == {(None, None, None, None)}
    assert {one.base for one in cap_rows(result.caps, result.cells, rules, internal=True)} == {30}


def test_gap_reduction_is_withheld_where_few_students_are_in_none_of_its_groups() -> None:
    result, rules = of_the_fixture(), Rules(YEAR)
    school = next(one for one in result.domains if one.school == "9001-01-020")
    few = school._replace(growth_students=43, gap_students=38)
    (one,) = domain_rows([few], result.cells, rules, internal=False)
    assert (one.growth_students, one.agr_students, one.agr_domain, one.withheld) == (43, None, None, True)
    (one,) = domain_rows([few], result.cells, rules, internal=True)
    assert (one.agr_students, one.withheld) == (38, False)
