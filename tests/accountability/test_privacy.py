"""What is withheld cannot be worked out: not from one sum, and not from all sums together."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from ai_cli.accountability.privacy import TableOfCounts, withheld
from ai_cli.accountability.sums_of_counts import Count, Partition

LEAST, DISTRICT, ALL, MOVED = 10, "district", "ALL", "moved"
RACES = ("AMI", "ASI", "HIS", "BLK", "WHT")
OTHERS = ("LEP", "SPE", "FRP")
PARTITIONS = (Partition(ALL, RACES), *(Partition(ALL, (one,)) for one in OTHERS))
SIZES = st.sampled_from([None, 0, 1, 2, 5, 9, 10, 11, 15, 30, 80])


@st.composite
def tables(draw: st.DrawFn) -> dict[Count, int]:
    """Counts of some schools, often of few students, and most times of their district."""
    counts: dict[Count, int] = {}
    schools = [f"school {index}" for index in range(draw(st.integers(1, 5)))]
    for school in schools:
        sizes = {race: draw(SIZES) for race in RACES}
        counts |= {(school, race): size for race, size in sizes.items() if size is not None}
        counts[school, ALL] = sum(size or 0 for size in sizes.values()) + draw(
            st.sampled_from([0, 0, 1, 4, 12])
        )
        for group in OTHERS:
            if draw(st.booleans()):
                counts[school, group] = draw(st.integers(0, counts[school, ALL]))
    if draw(st.booleans()):
        for group in (*RACES, *OTHERS, ALL):
            known = [counts[school, group] for school in schools if (school, group) in counts]
            if known:
                counts[DISTRICT, group] = sum(known)
    return counts


def in_no_group(row: str, partition: Partition) -> Count:
    return row, f"in none of {', '.join(partition.parts)}"


def everything(counts: Mapping[Count, int]) -> tuple[dict[Count, int], list[dict[Count, int]]]:
    """Return every count there is, also of those in no listed group, and all sums that hold, as factors by count."""
    every = dict(counts)
    sums: list[dict[Count, int]] = []
    rows = dict.fromkeys(row for row, _ in counts)
    for row in rows:
        for partition in PARTITIONS if (row, ALL) in counts else ():
            parts = [(row, part) for part in partition.parts if (row, part) in counts]
            rest = counts[row, ALL] - sum(counts[part] for part in parts)
            one = dict.fromkeys(parts, 1) | {(row, ALL): -1}
            if rest or len(partition.parts) == 1:  # nobody knows of a group that all students are in it
                every[in_no_group(row, partition)] = rest
                one[in_no_group(row, partition)] = 1
            sums.append(one)
    for column in dict.fromkeys(column for _, column in every):
        known = {(row, column): 1 for row in rows if row != DISTRICT and (row, column) in every}
        if (DISTRICT, column) in every and known:
            sums.append(known | {(DISTRICT, column): -1})
    return every, sums


def worked_out(
    every: Mapping[Count, int], sums: list[dict[Count, int]], hidden: frozenset[Count]
) -> set[Count]:
    """Return what the published counts and all sums determine of the others: linear algebra over fractions."""
    unknown = [one for one in every if one in hidden or one[1].startswith("in none")]
    number = {one: index for index, one in enumerate(unknown)}
    matrix = []
    for one in sums:
        row = [Fraction(0)] * len(unknown)
        for count, factor in one.items():
            if count in number:
                row[number[count]] = Fraction(factor)
        matrix.append(row)
    rank = 0
    for column in range(len(unknown)):
        pivot = next((index for index in range(rank, len(matrix)) if matrix[index][column]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        first = matrix[rank][column]
        matrix[rank] = [value / first for value in matrix[rank]]
        for index, row in enumerate(matrix):
            if index != rank and row[column]:
                multiple = row[column]
                matrix[index] = [
                    value - multiple * above for value, above in zip(row, matrix[rank], strict=True)
                ]
        rank += 1
    alone = ([index for index, value in enumerate(row) if value] for row in matrix[:rank])
    return {unknown[columns[0]] for columns in alone if len(columns) == 1}


def hidden_of(
    counts: Mapping[Count, int], total_row: str | None, scores: Mapping[Count, tuple[int, int]] | None = None
) -> frozenset[Count]:
    """Return what is withheld of one table."""
    return withheld([TableOfCounts(dict(counts), dict(scores or {}))], total_row, PARTITIONS, LEAST)


@settings(max_examples=300, deadline=None)
@given(tables())
def test_no_count_of_too_few_students_can_be_worked_out(counts: dict[Count, int]) -> None:
    hidden = hidden_of(counts, DISTRICT)
    every, sums = everything(counts)
    assert {count for count, students in counts.items() if students < LEAST} <= hidden
    found = worked_out(every, sums, hidden)
    assert not [count for count in found if 0 < every[count] < LEAST]


@settings(max_examples=300, deadline=None)
@given(tables())
def test_what_is_withheld_of_a_sum_is_never_too_few_students_together(counts: dict[Count, int]) -> None:
    hidden = hidden_of(counts, DISTRICT)
    every, sums = everything(counts)
    for one in sums:
        total = next(count for count, factor in one.items() if factor < 0)
        parts = [count for count in one if count != total and (count in hidden or count not in counts)]
        if total not in hidden and any(part in hidden for part in parts):
            together = sum(every[part] for part in parts)
            assert together >= LEAST or every[total] < LEAST or not together


def test_nine_are_withheld_and_ten_are_not() -> None:
    assert hidden_of({("s", ALL): 9}, None) == {("s", ALL)}
    assert hidden_of({("s", ALL): 10}, None) == set()


def test_a_second_race_is_withheld_so_that_the_first_is_not_the_rest() -> None:
    counts = {("s", ALL): 100, ("s", "AMI"): 4, ("s", "BLK"): 20, ("s", "WHT"): 76}
    assert hidden_of(counts, None) == {("s", "AMI"), ("s", "BLK")}


def test_a_second_school_is_withheld_so_that_the_first_is_not_the_rest_of_the_district() -> None:
    counts = {("a", "LEP"): 4, ("b", "LEP"): 15, ("c", "LEP"): 40, (DISTRICT, "LEP"): 59}
    assert hidden_of(counts, DISTRICT) == {("a", "LEP"), ("b", "LEP")}


def test_a_group_is_withheld_of_which_all_but_a_few_are_members() -> None:
    counts = {("s", ALL): 100, ("s", "FRP"): 96}
    assert ("s", "FRP") in hidden_of(counts, None)


def test_where_nobody_is_few_nothing_is_withheld() -> None:
    counts = {("a", ALL): 60, ("a", "BLK"): 20, ("a", "WHT"): 40, ("b", ALL): 30, ("b", "BLK"): 30}
    counts |= {(DISTRICT, ALL): 90, (DISTRICT, "BLK"): 50, (DISTRICT, "WHT"): 40}
    assert hidden_of(counts, DISTRICT) == set()


def test_the_few_of_a_school_without_a_row_are_not_the_rest_of_the_district() -> None:
    counts = {("a", ALL): 100, ("a", "AMI"): 10, ("b", ALL): 100, (DISTRICT, ALL): 200, (DISTRICT, "AMI"): 14}
    assert ("a", "AMI") in hidden_of(counts, DISTRICT)


def test_few_students_who_moved_between_the_schools_are_not_the_rest_of_the_district() -> None:
    counts = {("a", ALL): 60, ("a", "BLK"): 20, ("b", ALL): 30, ("b", "BLK"): 20}
    counts |= {(DISTRICT, ALL): 93, (DISTRICT, "BLK"): 42}
    hidden = hidden_of(counts, DISTRICT)
    for column in (ALL, "BLK"):
        assert {(row, column) for row in ("a", "b", DISTRICT)} & hidden


def test_ten_students_who_moved_between_the_schools_withhold_nothing() -> None:
    counts = {("a", ALL): 60, ("a", "BLK"): 20, ("b", ALL): 30, ("b", "BLK"): 20}
    counts |= {(DISTRICT, ALL): 110, (DISTRICT, "BLK"): 50}
    assert hidden_of(counts, DISTRICT) == set()


def test_a_district_without_schools_has_none_who_moved() -> None:
    counts = {(DISTRICT, ALL): 100, (DISTRICT, "BLK"): 20, (DISTRICT, "WHT"): 80}
    assert hidden_of(counts, DISTRICT) == set()


@st.composite
def tables_with_moves(draw: st.DrawFn) -> dict[Count, int]:
    """Counts of schools and of their district, which has some students more: those who moved between the schools."""
    counts = {count: students for count, students in draw(tables()).items() if count[0] != DISTRICT}
    moved = {race: draw(st.sampled_from([0, 0, 1, 3, 12])) for race in RACES}
    moved[ALL] = sum(moved.values()) + draw(st.sampled_from([0, 0, 2]))
    moved |= {group: draw(st.integers(0, moved[ALL])) for group in OTHERS}
    for group in (*RACES, *OTHERS, ALL):
        known = [students for (_, column), students in counts.items() if column == group]
        if known:
            counts[DISTRICT, group] = sum(known) + moved[group]
    return counts


def everything_with_moves(counts: Mapping[Count, int]) -> tuple[dict[Count, int], list[dict[Count, int]]]:
    """Return every count there is, with those of students in no school's row, and all sums that hold."""
    columns = [column for row, column in counts if row == DISTRICT]
    moved = {
        (MOVED, one): counts[DISTRICT, one]
        - sum(students for (row, column), students in counts.items() if column == one and row != DISTRICT)
        for one in columns
    }
    return everything({**counts, **moved})


@settings(max_examples=300, deadline=None)
@given(tables_with_moves())
def test_few_students_who_moved_between_the_schools_cannot_be_worked_out(counts: dict[Count, int]) -> None:
    hidden = hidden_of(counts, DISTRICT)
    every, sums = everything_with_moves(counts)
    unknown = hidden | {one for one in every if one[0] == MOVED}
    found = worked_out(every, sums, frozenset(unknown))
    assert not [count for count in found if 0 < every[count] < LEAST]


@settings(max_examples=100, deadline=None)
@given(tables(), st.data())
def test_no_count_can_be_worked_out_where_rows_of_schools_are_missing(
    counts: dict[Count, int], data: st.DataObject
) -> None:
    few = [
        one for one, students in counts.items() if one[1] != ALL and one[0] != DISTRICT and students < LEAST
    ]
    gone = set(data.draw(st.lists(st.sampled_from(few)))) if few else set()
    hidden = hidden_of({one: students for one, students in counts.items() if one not in gone}, DISTRICT)
    every, sums = everything(counts)
    found = worked_out(every, sums, hidden | gone)
    assert not [count for count in found if count in gone and 0 < every[count] < LEAST]


def test_more_is_withheld_where_what_is_withheld_has_no_points_at_all() -> None:
    counts = {("s", ALL): 130, ("s", "AMI"): 4, ("s", "HIS"): 20, ("s", "BLK"): 30, ("s", "WHT"): 76}
    scores = {("s", ALL): (83, 260), ("s", "AMI"): (0, 8), ("s", "HIS"): (0, 40), ("s", "BLK"): (10, 60)}
    scores[("s", "WHT")] = (73, 152)
    assert hidden_of(counts, None) == {("s", "AMI"), ("s", "HIS")}
    found = hidden_of(counts, None, scores)
    assert found == {("s", "AMI"), ("s", "HIS"), ("s", "BLK")}


@st.composite
def scored_tables(draw: st.DrawFn) -> tuple[dict[Count, int], dict[Count, tuple[int, int]]]:
    """Counts of one school by race with their points, often none or all of them."""
    counts, scores = {}, {}
    for race in RACES:
        size = draw(SIZES)
        if size is not None:
            share = draw(st.sampled_from([0, 0, 1, 2, 2]))
            counts["s", race], scores["s", race] = size, (size * share, size * 2)
    counts["s", ALL] = sum(counts.values())
    scores["s", ALL] = (sum(one for one, _ in scores.values()), 2 * counts["s", ALL])
    return counts, scores


@settings(max_examples=300, deadline=None)
@given(scored_tables())
def test_what_is_withheld_never_has_all_points_or_none_while_more_could_be_withheld(
    table: tuple[dict[Count, int], dict[Count, tuple[int, int]]],
) -> None:
    counts, scores = table
    hidden = hidden_of(counts, None, scores)
    races = [count for count in counts if count[1] in RACES]
    unknown = [count for count in races if count in hidden]
    if not unknown or ("s", ALL) in hidden or len(unknown) == len(races):
        return
    points, most = sum(scores[one][0] for one in unknown), sum(scores[one][1] for one in unknown)
    assert 0 < points < most
