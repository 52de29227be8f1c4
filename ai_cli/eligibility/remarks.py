"""What is to be said of the counts and comparisons of a district: E102, E103, E107, E108, I101 and L102."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ai_cli.eligibility.near import change_of, near_threshold
from ai_cli.eligibility.neighbours import above, rests_on_corner
from ai_cli.eligibility.sentences import listed, named
from ai_cli.facts.contacts import POINT
from ai_cli.facts.enrollment import together
from ai_cli.findings import Finding, finding
from ai_cli.results.screening import ADJOINING, RACIALLY_ISOLATED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.eligibility.rules import Rules
    from ai_cli.facts.enrollment import DistrictEnrollment, Neighbour
    from ai_cli.results.screening import NeighbourScreening, Screening


def remarks(district: DistrictEnrollment, result: Screening, rules: Rules) -> Iterator[Finding]:
    """Go through the findings of a district's screening that are not about single schools or the official status."""
    yield from _school_sums(district)
    yield from _neighbours(district, result, rules)
    yield from _corner(district, result)
    yield from _exception(district, result)


def _school_sums(district: DistrictEnrollment) -> Iterator[Finding]:
    """Compare the schools together with the district, E103."""
    if district.students is None or not district.schools or any(one.doubt for one in district.schools):
        return
    schools = together(students for one in district.schools for students in one.grades.values())
    pairs = (
        ("students", schools.total, district.students.total),
        ("protected students", schools.protected, district.students.protected),
        ("American Indian students", schools.american_indian, district.students.american_indian),
    )
    differing = [
        (f"{ours:,} {what}", f"{theirs:,}")
        for what, ours, theirs in pairs
        if ours is not None and theirs is not None and ours != theirs
    ]
    if differing:
        found = listed(ours for ours, _ in differing)
        stated = listed(theirs for _, theirs in differing)
        yield finding("E103", district.place, found=found, stated=stated)


def _neighbours(district: DistrictEnrollment, result: Screening, rules: Rules) -> Iterator[Finding]:
    """Go through what is to be said of the comparisons with neighbors: E101, E102, I101, E107."""
    if result.adjoining is None:
        return
    who = named(result)
    pairs = list(zip(district.neighbours or (), result.adjoining, strict=True))
    for neighbour, one in pairs:
        if not one.counts:
            continue
        yield from _close(district, neighbour, one, who, rules)
        same_file = neighbour.place.file == district.place.file
        isolated_here = (one.their_difference or 0) > rules.district_threshold
        if same_file and one.told and not one.isolated and isolated_here:
            words = {"screened": "racially isolated", "official": "not racially isolated"}
            yield finding("E101", neighbour.place, who=one.id, found="not racially isolated", **words)
    undecided = None in (result.racially_isolated, result.adjoining_racially_isolated)
    unknown = [
        neighbour
        for neighbour, one in pairs
        if undecided and one.counts and (neighbour.students is None or not neighbour.students.total)
    ]
    missing = [neighbour for neighbour in unknown if neighbour.place.file == district.place.file]
    for neighbour in missing if result.racially_isolated is None else ():
        what = f"adjoining district {neighbour.id} has no enrollment, so it cannot be compared"
        fix = f"give `enrollment` of {neighbour.id}, total and protected, of the same October 1"
        yield finding("I101", neighbour.place, what=what, allowed="total and protected students", fix=fix)
    absent = [neighbour for neighbour in unknown if neighbour not in missing]
    if absent:
        ids = listed(one.id for one in absent)
        yield finding("E107", absent[0].place, who=who, neighbors=ids, found=f"{district.id}: {ids}")


def _close(
    district: DistrictEnrollment, neighbour: Neighbour, one: NeighbourScreening, who: str, rules: Rules
) -> Iterator[Finding]:
    """Mark a comparison with a neighbor that lies close to the threshold, either way round."""
    own, other, limit = district.students, neighbour.students, rules.district_threshold
    if own is None or other is None or one.difference is None or one.their_difference is None:
        return
    change = partial(change_of, own, lambda changed: above(changed, other, rules)[1] is not False)
    compared = f"{who} compared with {one.id}"
    yield from near_threshold(neighbour.place, compared, one.difference, limit, rules, change)
    if not one.told:
        change = partial(change_of, other, lambda changed: above(changed, own, rules)[1] is not False)
        compared = f"{one.id} compared with {who}"
        yield from near_threshold(neighbour.place, compared, one.their_difference, limit, rules, change)


def _corner(district: DistrictEnrollment, result: Screening) -> Iterator[Finding]:
    """Say that only contacts at corners decide, E108."""
    one = result.decided_by
    if one is not None and rests_on_corner(one):
        screened = {RACIALLY_ISOLATED: "racially isolated", ADJOINING: "beside a racially isolated district"}
        found = one.id if one.contact == POINT else f"{one.id}, itself isolated only that way"
        yield finding(
            "E108", district.place, who=named(result), screened=screened[result.screening], found=found
        )


def _exception(district: DistrictEnrollment, result: Screening) -> Iterator[Finding]:
    """Say that the American Indian rule for districts is carried over, L102, or lacks a count, I101."""
    if not result.adjoining:
        return
    if result.american_indian_exception:
        reading = "american-indian-districts=except"
        what = f"reading {reading}, the rule for schools carried over to districts, applied to {district.id}"
        fix = "compare with --reading american-indian-districts=count, and ask the department"
        yield finding("L102", district.place, what=what, found=reading, fix=fix)
    elif result.racially_isolated is None and any(
        one.counts and one.isolates is None and one.difference is not None for one in result.adjoining
    ):
        what = f"district {district.id} has no count of American Indian students, on whom it depends whether it is isolated"
        fix = "give `american_indian` under `enrollment`, beside `protected`; 0 where there are none"
        yield finding("I101", district.place, what=what, allowed="a count", fix=fix)
