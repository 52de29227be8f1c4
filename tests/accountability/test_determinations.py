"""Every cell, school and district of the fixtures has its expected result and route, also under each other reading."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from fixtures import YEAR, by_id, determined, rows

from ai_cli.results.accountability import Determination, DomainScore, EntityResult, Pooled

EXPECTED = rows("expected.csv")
SCHOOLS = rows("expected_schools.csv")
READINGS = rows("expected_readings.csv")
Key = tuple[str, str, str, str]


def key_of(row: dict[str, str]) -> Key:
    return row["scope"], row["entity_id"], row["subject"], row["group"]


def found(result: dict[str, EntityResult], row: dict[str, str]) -> Determination | None:
    return result[row["entity_id"]].of(row["scope"], row["subject"] or None, row["group"])


def outcomes(result: dict[str, EntityResult]) -> Iterator[tuple[Key, tuple[str, str]]]:
    """Go through every row that a file of expected results would have."""
    for one in result.values():
        yield ("ayp", one.entity, "", ""), (one.ayp, ";".join(one.failing))
        if one.amao3 is not None:
            yield ("amao3", one.entity, "", "LEP"), (one.amao3, "")
        for cell in one.determinations:
            key = (cell.scope, one.entity, cell.subject or "", cell.group)
            yield key, (cell.result, cell.route or "")


def close(value: Fraction | Decimal | None, expected: str, tolerance: str = "0.0001") -> bool:
    if value is None or not expected:
        return value is None and not expected
    return abs(Fraction(value) - Fraction(expected)) <= Fraction(tolerance)


def same_pool(one: Determination, pooled: Pooled | None, row: dict[str, str], years: int) -> bool:
    names = [f"pooled{years}_{part}" for part in ("n", "value", "adjusted")]
    if pooled is None:
        return not any(row[name] for name in names)
    n, value, adjusted = (row[name] for name in names)
    return (
        pooled.students == int(n)
        and close(pooled.value, value)
        and close(one.adjusted(pooled), adjusted, "0.001")
    )


def test_exactly_the_expected_cells_are_determined() -> None:
    assert {key for key, _ in outcomes(by_id(determined()))} == {key_of(row) for row in EXPECTED}


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: "-".join(filter(None, key_of(row))))
def test_a_row_has_the_expected_result_route_and_figures(row: dict[str, str]) -> None:
    result = by_id(determined())
    assert dict(outcomes(result))[key_of(row)] == (row["result"], row["route"])
    if row["scope"] in ("ayp", "amao3"):
        return
    one = found(result, row)
    assert one is not None
    assert one.students == int(row["n"])
    assert one.reason == (row["reason"] or None)
    assert close(one.value, row["value"])
    assert close(one.target, row["target"])
    assert close(one.adjusted_target, row["adjusted_target"], "0.001")
    assert one.safe_harbor_year == (int(row["sh_base_year"]) if row["sh_base_year"] else None)
    trail = one.trail
    assert close(None if trail is None else trail.safe_harbor_target, row["sh_target"])
    assert same_pool(one, None if trail is None else trail.pooled_2, row, 2)
    assert same_pool(one, None if trail is None else trail.pooled_3, row, 3)


def same_domain(score: DomainScore | None, value: str, weight: str) -> bool:
    if score is None:
        return not value and not weight
    return score.weight == int(weight) and close(score.score, value, "0.000001")


@pytest.mark.parametrize("row", SCHOOLS, ids=lambda row: row["entity_id"])
def test_a_school_or_district_has_the_expected_result_and_scores(row: dict[str, str]) -> None:
    one = by_id(determined())[row["entity_id"]]
    assert (one.level, one.year, one.status, one.ayp) == (row["level"], YEAR, row["status"], row["ayp"])
    assert one.decisions == int(row["decisions"])
    assert close(one.z, row["z"], "0")
    assert one.participation_evaluated == int(row["participation_evaluated"])
    assert one.proficiency_evaluated == int(row["proficiency_evaluated"])
    assert ";".join(one.failing) == row["failing"]
    assert (one.amao3 or "") == row["amao3"]
    assert one.mmr_status == row["mmr_status"]
    for name in ("proficiency", "focused", "graduation"):
        score: DomainScore | None = getattr(one, f"{name}_domain")
        assert same_domain(score, row[f"{name}_domain"], row[f"{name}_weight"])
    flag = {True: "Y", False: "N", None: ""}[one.priority_focus_eligible]
    assert flag == row["priority_focus_eligible"]


@pytest.mark.parametrize("reading", sorted({row["reading"] for row in READINGS}))
def test_a_reading_changes_exactly_the_expected_rows(reading: str) -> None:
    default, other = (dict(outcomes(by_id(determined(one)))) for one in ("", reading))
    changed = {
        key: (default[key], other.get(key, ("absent", "")))
        for key in default
        if default[key] != other.get(key)
    }
    assert set(other) <= set(default)
    assert changed == {
        key_of(row): ((row["default_result"], row["default_route"]), (row["result"], row["route"]))
        for row in READINGS
        if row["reading"] == reading
    }
