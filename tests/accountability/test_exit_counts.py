"""How many learners leave the group is told only where it tells of nobody."""

from __future__ import annotations

import pytest

from ai_cli.accountability import Rules
from ai_cli.accountability.exit_counts import exit_counts
from ai_cli.results.gaps import Exit

RULES = Rules(2012)


def learners(leave: int, stay: int) -> list[Exit]:
    return [Exit(str(one), one < leave, (), (), ()) for one in range(leave + stay)]


@pytest.mark.parametrize(
    ("leave", "stay", "told"),
    [
        (10, 10, (20, 10, 10)),
        (9, 11, (20, None, None)),
        (11, 9, (20, None, None)),
        (0, 30, (30, None, None)),
        (4, 5, (None, None, None)),
    ],
)
def test_those_who_leave_and_those_who_stay_are_told_both_or_neither(
    leave: int, stay: int, told: tuple[int | None, ...]
) -> None:
    found = exit_counts(learners(leave, stay), RULES, internal=False)
    assert tuple(found)[:3] == told
    assert found.withheld is (None in told)


def test_inside_the_district_all_are_told() -> None:
    assert tuple(exit_counts(learners(1, 2), RULES, internal=True)) == (3, 1, 2, False)
