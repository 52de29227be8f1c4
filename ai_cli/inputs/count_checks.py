"""Checks that the counts of a school or district add up, and that none is more than the one it is a part of."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ai_cli.facts.identifiers import grade_rank
from ai_cli.findings import finding
from ai_cli.inputs.grade_counts import read_grade_or_none

if TYPE_CHECKING:
    from ai_cli.inputs.grade_groups import Grade, Group

WORDS = {
    "total": "students",
    "protected": "protected students",
    "american_indian": "American Indian students",
}
"""Count -> its name in words."""


def check_counts(group: Group) -> None:
    """Add to a group what is wrong with its counts; a group of which something cannot be read is left as it is.

    Findings: I101 for a blank count that no All Grades row proves to be zero, and for grades missing at the end of a
    group; I107 for grades that do not add up to the All Grades row; I105 for a part that is more than its whole.
    """
    for check in (_whole, check_sums, _parts):
        if group.findings:
            return
        check(group)


def _words(group: Group, index: int) -> str:
    name = tuple(group.columns.counts)[index]
    return WORDS.get(name, name)


def _column(group: Group, index: int) -> int:
    return tuple(group.columns.counts.values())[index][0]


def _whole(group: Group) -> None:
    """Check that a group without an All Grades row has the grades at both ends of its MinMaxGrade."""
    ends = [read_grade_or_none(one) for one in group.range.split("-")]
    if group.all_grades is not None or not group.grades or None in ends:
        return
    there = {grade_rank(one) for one in group.grades}
    missing = [one for one in ends if one is not None and grade_rank(one) not in there]
    if missing:
        what = f"{group.who()} has neither an All Grades row nor grade {missing[-1]} of {group.range}"
        last = max(one.row for one in group.grades.values())
        fix = "check that the file is whole, or get it from the department again"
        place = group.place(last, group.columns.fields["grade"])
        group.findings.append(
            finding("I101", place, what=what, allowed=f"all grades of {group.range}", fix=fix)
        )


def check_sums(group: Group) -> None:
    """Check each count against the All Grades row. The state leaves counts of zero blank, there too.

    A blank count is zero where the All Grades row then agrees, or is blank as well; without such a row it may be anything.
    """
    stated = group.all_grades
    for index in range(len(group.columns.counts)):
        blank = [one for one in group.grades.values() if index in one.blanks]
        if stated is None and blank:
            _unproved(group, index, blank[0])
        elif stated is not None and group.grades and _sum(group, index) != stated.counts[index]:
            _differs(group, index, stated, len(blank))


def _sum(group: Group, index: int) -> int:
    return sum(one.counts[index] for one in group.grades.values())


def _unproved(group: Group, index: int, one: Grade) -> None:
    what = f"a count of {_words(group, index)} of {group.who()} is blank, and no All Grades row shows it to be zero"
    place = group.place(one.row, one.blanks[index])
    fix = "type the count, 0 where there are no students"
    group.findings.append(finding("I101", place, what=what, allowed="a count in every row", fix=fix))


def _differs(group: Group, index: int, stated: Grade, blanks: int) -> None:
    taken = f", blank counts taken as 0 ({blanks})" if blanks else ""
    found = f"{_sum(group, index):,} {_words(group, index)}{taken}"
    said = "nothing" if index in stated.blanks else f"{stated.counts[index]:,}"
    place = group.place(stated.row, _column(group, index))
    group.findings.append(finding("I107", place, who=group.who(), found=found, stated=said))


def _parts(group: Group) -> None:
    """Check that no count is more than the one before it: the counts of a shape stand in such an order."""
    rows = [*group.grades.values(), *([group.all_grades] if group.all_grades is not None else [])]
    for one in rows:
        for index, (most, part) in enumerate(pairwise(one.counts), start=1):
            if part > most:
                place = group.place(one.row, _column(group, index))
                allowed, fix = f"at most {most:,} in this row", "check the counts of this row"
                key, found = _words(group, index), f"{part:,}"
                group.findings.append(finding("I105", place, key=key, found=found, allowed=allowed, fix=fix))
