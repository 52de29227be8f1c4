"""What holds of students whatever their rows say: order does not matter, caps hold, counts add up."""

from __future__ import annotations

import csv
import random
import tempfile
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars_extra import require_polars

require_polars()

from student_files import (  # noqa: E402 - only with polars
    STUDENTS,
    YEAR,
    Row,
    of_the_fixture,
    rostered,
    row,
    said,
    write,
)

from ai_cli.accountability import Rules  # noqa: E402
from ai_cli.accountability.caps import capped  # noqa: E402
from ai_cli.accountability.student_rows import row_statuses  # noqa: E402
from ai_cli.results.students import StudentsResult  # noqa: E402

RULES = Rules(YEAR)
ANSWERS = st.sampled_from("NNY")
YEARS = st.sampled_from(["", "2010", "2011", "2012"])
OF_STUDENTS = (
    "gap-scope", "medical", "invalid", "bad-test-grade", "former-in-participation", "pacific", "cap-base", "cap-over",
)  # fmt: skip
READINGS = st.sampled_from(
    ["", *(f"{name}={choice}" for name in OF_STUDENTS for choice in RULES.law.readings[name].choices)]
)


@st.composite
def drawn_students(draw: st.DrawFn) -> list[Row]:
    """Draw rows of students of two schools and three districts, most of them with a proficient alternate score."""
    rows = []
    for number in range(draw(st.integers(1, 25))):
        district = draw(st.sampled_from(["9001-01", "9001-01", "9002-07"]))
        days = sorted(
            date(2010, 9, 1) + timedelta(days) for days in draw(st.tuples(*[st.integers(0, 990)] * 3))
        )
        status = draw(st.sampled_from(["valid", "valid", "valid", "absent", "medical", "invalid"]))
        new = draw(ANSWERS)
        rows.append(
            row(
                row_id=str(number),
                student_id=f"SYN{number:04}",
                subject=draw(st.sampled_from("RM")),
                grade=draw(st.sampled_from(["3", "4", "5", "8", "9", "10", "11"])),
                district_id=district,
                school_id=f"{district}-0{draw(st.sampled_from('12'))}0",
                entry_state=str(days[0]),
                entry_district=str(days[1]),
                entry_school=str(days[2]),
                max_gap_days=str(draw(st.sampled_from([0, 14, 15]))),
                race=draw(st.sampled_from(["AMI", "ASI", "PAC", "HIS", "BLK", "WHT", "MUL"])),
                el=draw(ANSWERS),
                el_last_marked=draw(YEARS),
                sped=draw(ANSWERS),
                sped_last_marked=draw(YEARS),
                frp=draw(ANSWERS),
                new_to_country=new,
                elp_tested=draw(ANSWERS),
                test=draw(st.sampled_from(["MCA", "MTAS", "MOD"])),
                test_status=status,
                level=draw(st.sampled_from("DPMEM")) if status == "valid" else "",
                matched=draw(st.sampled_from("YYYN")),
            )
        )
    return rows


def evaluated(rows: list[Row], reading: str = "") -> StudentsResult:
    with tempfile.TemporaryDirectory() as folder:
        return said(write(Path(folder) / "students.csv", rows), reading)._replace(file="", findings=())


@settings(deadline=None, max_examples=25)
@given(rows=drawn_students(), reading=READINGS, seed=st.integers(0, 1000))
def test_the_order_of_rows_does_not_matter(rows: list[Row], reading: str, seed: int) -> None:
    mixed = random.Random(seed).sample(rows, len(rows))  # noqa: S311 - only an order
    assert evaluated(mixed, reading) == evaluated(rows, reading)


@settings(deadline=None, max_examples=25)
@given(rows=drawn_students(), reading=READINGS)
def test_scores_kept_never_exceed_a_cap_and_never_lie_below_the_share(rows: list[Row], reading: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        roster, _ = rostered(write(Path(folder) / "students.csv", rows), reading)
    scores = capped(roster)
    shares = {"MTAS": Fraction(1, 100), "MOD": Fraction(2, 100)}
    for one in scores.caps:
        assert one.cap <= shares[one.test] * one.base < one.cap + 1
        assert one.over == max(one.proficient - one.cap, 0)
    assert len(scores.over) == sum(one.over for one in scores.caps)
    assert len(scores.kept) == sum(min(one.proficient, one.cap) for one in scores.caps)
    assert not set(scores.over) & set(scores.kept)


@settings(deadline=None, max_examples=25)
@given(rows=drawn_students(), reading=READINGS)
def test_cells_are_the_rows_counted_one_by_one(rows: list[Row], reading: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = write(Path(folder) / "students.csv", rows)
        roster, read = rostered(file, reading)
        result = said(file, reading)
    assert read.findings == ()
    place = dict(enumerate(rows, 2))
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for one in row_statuses(roster, capped(roster)):
        own = place[one.line]
        entities = (own["school_id"], f"{own['district_id']}-000")
        for index, entity in enumerate(entities):
            for group in one.groups_participation:
                counts[entity, one.subject, group, "enrolled"] += one.enrolled
                counts[entity, one.subject, group, "tested"] += one.tested
            for group in one.groups_proficiency:
                if one.score_counts[index]:
                    counts[entity, one.subject, group, str(one.level_used)] += 1
    found: Counter[tuple[str, str, str, str]] = Counter()
    for cell in result.cells:
        kinds = ("enrolled", "tested", "D", "P", "M", "E")
        for kind, count in zip(kinds, (cell.enrolled, cell.tested, *cell.levels), strict=True):
            found[cell.entity, cell.subject, cell.group, kind] += count
    assert +found == +counts


@settings(deadline=None, max_examples=25)
@given(rows=drawn_students(), reading=READINGS)
def test_every_row_is_counted_or_said_to_be_left_out(rows: list[Row], reading: str) -> None:
    result = evaluated(rows, reading)
    assert result.rows == len(rows)
    assert sum(result.statuses.values()) + sum(result.left_out.values()) == result.rows
    for cell in result.cells:
        assert cell.tested <= cell.enrolled
        assert cell.index_points is None or 0 <= cell.index_points <= 100


def test_the_fixture_in_any_order_says_the_same(tmp_path: Path) -> None:
    with STUDENTS.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    wanted = [{name: one[name] for name in row()} for one in rows]
    random.Random(7).shuffle(wanted)  # noqa: S311 - only an order
    mixed = said(write(tmp_path / "students.csv", wanted))
    assert mixed.cells == of_the_fixture().cells
    assert mixed.caps == of_the_fixture().caps


@pytest.mark.parametrize("rows", [[row(matched="N")], [row(exit_date="2013-04-01")]])
def test_a_file_of_which_no_row_counts_has_no_cells(tmp_path: Path, rows: list[Row]) -> None:
    result = said(write(tmp_path / "students.csv", rows))
    assert result.cells == ()
    assert all(one.base == 0 for one in result.caps)
