"""What cannot be in a file of students is named with its row and column, and counted; no finding says who a student is."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from polars_extra import require_polars

require_polars()

from student_files import PLAIN, STUDENTS, YEAR, Row, rostered, row, said, write  # noqa: E402 - only with polars

from ai_cli.accountability import Rules  # noqa: E402
from ai_cli.accountability.caps import capped  # noqa: E402
from ai_cli.accountability.roster import roster_of  # noqa: E402
from ai_cli.accountability.student_rows import row_statuses  # noqa: E402
from ai_cli.accountability.students import student_codes  # noqa: E402
from ai_cli.findings import Finding  # noqa: E402
from ai_cli.inputs import students_extra  # noqa: E402
from ai_cli.inputs.accountability_comparators import read_comparators  # noqa: E402
from ai_cli.inputs.students_config import read_students_config  # noqa: E402
from ai_cli.inputs.students_rows import read_students  # noqa: E402

CODES = student_codes(Rules(YEAR))
OTHER = row(row_id="2", student_id="SYN8888")


def of(folder: Path, *rows: Row, reading: str = "") -> tuple[list[str], dict[str, int], int]:
    """Return the findings as code, line and column, the rows left out by reason, and how many students are counted."""
    result = said(write(folder / "students.csv", rows), reading)
    enrolled = sum(one.enrolled for one in result.cells if (one.level, one.group) == ("school", "ALL"))
    return [brief(one) for one in result.findings], dict(result.left_out), enrolled


def brief(one: Finding) -> str:
    return f"{one.code} {one.place.line or '-'} {one.message.partition(':')[0]}"


@pytest.mark.parametrize(
    ("wrong", "code", "column", "reason"),
    [
        ({"level": "X"}, "I103", "level", "an unknown name"),
        ({"level": ""}, "I101", "level", "a value is missing"),
        ({"test": ""}, "I101", "test", "a value is missing"),
        ({"test": "MCAA"}, "I103", "test", "an unknown name"),
        ({"test_status": "ill"}, "I103", "test_status", "an unknown name"),
        ({"race": "MARS"}, "I103", "race", "an unknown name"),
        ({"subject": "S"}, "I103", "subject", "an unknown name"),
        ({"grade": "13"}, "I103", "grade", "an unknown name"),
        ({"el": "yes"}, "I103", "el", "an unknown name"),
        ({"student_id": ""}, "I101", "student_id", "a value is missing"),
        ({"matched": ""}, "I101", "matched", "a value is missing"),
        ({"max_gap_days": "-1"}, "I102", "max_gap_days", "a value that cannot be read"),
        ({"max_gap_days": "3.5"}, "I102", "max_gap_days", "a value that cannot be read"),
        ({"el_last_marked": "12"}, "I102", "el_last_marked", "a value that cannot be read"),
        ({"growth_z": "0.1234567"}, "I102", "growth_z", "a value that cannot be read"),
        ({"growth_z": "453"}, "I102", "growth_z", "a value that cannot be read"),
        ({"growth_z": "1e2"}, "I102", "growth_z", "a value that cannot be read"),
        ({"entry_state": "10/01/2012"}, "I102", "entry_state", "a value that cannot be read"),
        ({"exit_date": "2013-02-30"}, "I102", "exit_date", "a value that cannot be read"),
        ({"entry_school": ""}, "I101", "entry_school", "a value is missing"),
        ({"entry_school": "2010-09-01"}, "I105", "entry_school", "a value out of range"),
        ({"entry_district": "2010-09-01"}, "I105", "entry_district", "a value out of range"),
        ({"exit_date": "2010-09-01"}, "I105", "exit_date", "a value out of range"),
        ({"school_id": "9001-01"}, "I102", "school_id", "a value that cannot be read"),
        ({"district_id": "Austin"}, "I102", "district_id", "a value that cannot be read"),
        ({"school_id": "9002-07-010"}, "I105", "school_id", "a value out of range"),
        ({"new_to_country": "Y", "elp_tested": ""}, "I101", "elp_tested", "a value is missing"),
    ],
    ids=lambda one: str(one) if isinstance(one, dict) else "",
)  # fmt: skip
def test_a_row_with_a_value_that_cannot_be_is_named_left_out_and_counted(
    tmp_path: Path, wrong: Row, code: str, column: str, reason: str
) -> None:
    found = of(tmp_path, row(**wrong), OTHER)
    assert found == ([f"{code} 2 {column}"], {reason: 1}, 1)


def test_a_finding_says_what_was_found_what_is_allowed_and_how_to_mend_it(tmp_path: Path) -> None:
    result = said(write(tmp_path / "students.csv", [row(level="m"), OTHER]))
    (one,) = result.findings
    assert (one.found, one.allowed) == ("'m'", "D, P, M, E")
    assert one.fix == "did you mean M?"


def test_days_in_the_wrong_order_name_both_columns_and_show_no_day(tmp_path: Path) -> None:
    (one,) = said(write(tmp_path / "students.csv", [row(exit_date="2010-09-01"), OTHER])).findings
    assert one.found == "a day before that of entry_school"
    assert "2010" not in repr(one)
    assert one.allowed == "the day of entry_school or a later one"


@pytest.mark.parametrize(
    ("column", "slipped", "shown"),
    [
        ("race", "Jane Doe", "a value of the form aaaa aaa"),
        ("grade", "2003-02-01", "a value of the form 9999-99-99"),
        ("entry_state", "02/01/2003", "a value of the form 99/99/9999"),
        ("level", "Søren", "a value of the form aaaaa"),
        ("district_id", "Jane", "a value of the form aaaa"),
        ("max_gap_days", "0001000000001", "a value of the form 9999999999999"),
        ("test", "Wolfeschlegelsteinhausenbergerdorff", "a value of the form aaaaaaaaaaaaaaaaaaaaaaaa..."),
        ("grade", "13", "'13'"),
        ("el_last_marked", "12", "'12'"),
        ("test_status", "Valid", "'Valid'"),
    ],
)
def test_of_a_wrong_value_that_may_be_a_name_or_a_birth_date_only_the_form_is_said(
    tmp_path: Path, column: str, slipped: str, shown: str
) -> None:
    (one,) = said(write(tmp_path / "students.csv", [row(**{column: slipped}), OTHER])).findings
    assert one.found == shown
    assert shown.startswith("'") or slipped not in repr(one)


def test_a_day_that_cannot_be_read_is_said_once(tmp_path: Path) -> None:
    findings, _, _ = of(tmp_path, row(entry_state="2011-1-01"), OTHER)
    assert findings == ["I102 2 entry_state"]


def test_the_number_of_a_district_is_no_school(tmp_path: Path) -> None:
    found = of(tmp_path, row(school_id="9001-01-000"), OTHER)
    assert found == (["I105 2 school_id"], {"a value out of range": 1}, 1)


def test_two_faults_of_a_row_are_both_said_and_the_row_counted_once(tmp_path: Path) -> None:
    findings, left_out, _ = of(tmp_path, row(level="X", race="MARS"), OTHER)
    assert findings == ["I103 2 race", "I103 2 level"]
    assert left_out == {"an unknown name": 1}


def test_of_many_rows_with_one_fault_the_first_are_said_and_the_others_counted(tmp_path: Path) -> None:
    rows = [row(student_id=f"SYN{number:04}", level="X") for number in range(50)]
    result = said(write(tmp_path / "students.csv", [*rows, OTHER]))
    assert len(result.findings) == 21
    assert result.left_out == {"an unknown name": 50}
    assert any("as much in 30 further rows" in str(one.found) for one in result.findings)


def test_a_row_that_stands_twice_counts_once(tmp_path: Path) -> None:
    found = of(tmp_path, row(), OTHER, row(row_id="3"))
    assert found == (["I104 4 the row of a student and subject"], {"a row that stands twice": 1}, 2)


def test_rows_of_one_student_and_subject_that_differ_are_left_out(tmp_path: Path) -> None:
    found = of(tmp_path, row(), OTHER, row(level="E"))
    assert found[0] == ["A107 2 student_id", "A107 4 student_id"]
    assert found[1:] == ({"rows of one student and subject that differ": 2}, 1)


@pytest.mark.parametrize("subject", ["R", "M"])
def test_a_student_at_two_schools_in_the_window_is_left_out(tmp_path: Path, subject: str) -> None:
    there = row(subject=subject, school_id="9001-01-020", entry_school="2013-04-17")
    here = row(exit_date="2013-04-16")
    file = write(tmp_path / "students.csv", [here, OTHER, there])
    result = said(file)
    assert [brief(one) for one in result.findings] == ["A107 2 student_id", "A107 4 student_id"]
    assert "9001-01-010 and 9001-01-020" in result.findings[0].message
    assert result.left_out == {"a student at two schools in the window": 2}


def test_a_student_who_moved_before_the_window_counts_at_the_new_school(tmp_path: Path) -> None:
    here = row(exit_date="2013-03-01")
    there = row(school_id="9001-01-020", entry_school="2013-03-04")
    assert of(tmp_path, here, OTHER, there) == ([], {}, 2)


def test_a_student_is_the_same_with_and_without_leading_zeros(tmp_path: Path) -> None:
    rows = [row(student_id="0007"), OTHER, row(student_id="7", level="E")]
    findings, left_out, enrolled = of(tmp_path, *rows)
    assert findings == ["A107 2 student_id", "A107 4 student_id"]
    assert (left_out, enrolled) == ({"rows of one student and subject that differ": 2}, 1)


def test_who_goes_first_at_a_cap_does_not_depend_on_leading_zeros(tmp_path: Path) -> None:
    for width in (0, 4):
        rows = [row(student_id=str(number).zfill(width), test="MTAS") for number in range(1, 101)]
        roster, _ = rostered(write(tmp_path / "students.csv", rows[::-1]))
        (kept,) = capped(roster).kept
        assert kept == 101, "the last row, of student 1"
        ninth = [one for one in rows if one["student_id"].lstrip("0") in ("9", "10")]
        roster, _ = rostered(
            write(tmp_path / "students.csv", ninth + [row(student_id=f"S{one}") for one in range(98)])
        )
        assert capped(roster).kept == [2]


def test_a_mark_of_a_year_to_come_is_named_once_and_its_rows_are_left_out(tmp_path: Path) -> None:
    rows = [row(student_id=f"SYN{number}", el_last_marked="2014") for number in range(3)]
    found = of(tmp_path, OTHER, *rows)
    assert found == (["I105 3 el_last_marked"], {"a mark of a year to come": 3}, 1)


def test_a_student_who_left_a_group_this_year_is_a_former_one(tmp_path: Path) -> None:
    roster, _ = rostered(write(tmp_path / "students.csv", [row(el_last_marked=str(YEAR))]))
    (one,) = row_statuses(roster, capped(roster))
    assert one.groups_proficiency == ("ALL", "WHT", "LEP")
    assert one.groups_participation == ("ALL", "WHT")


@pytest.mark.parametrize(
    ("row_id", "shown"),
    [
        ("17", "17"),
        ("r17", "r17"),
        ("Jane Doe", None),
        ("2003-02-01", None),
        ("20030201", None),
        ("0471", None),
    ],
)
def test_a_row_id_that_may_tell_of_a_student_is_left_away(
    tmp_path: Path, row_id: str, shown: str | None
) -> None:
    rows = [row(row_id=row_id), row(row_id="2", student_id="00471")]
    roster, _ = rostered(write(tmp_path / "students.csv", rows))
    first, _ = row_statuses(roster, capped(roster))
    assert first.row_id == shown


def test_three_rows_of_a_student_are_looked_at_in_any_order(tmp_path: Path) -> None:
    rows = [row(), row(subject="M"), row()]
    findings, left_out, enrolled = of(tmp_path, *rows, OTHER)
    assert left_out == {"a row that stands twice": 1}
    assert enrolled == 3
    assert findings == ["I104 4 the row of a student and subject"]


def test_outer_spaces_and_leading_zeros_do_not_matter(tmp_path: Path) -> None:
    spaced = {name: f" {value} " if value else " " for name, value in row(grade="04").items()}
    assert of(tmp_path, spaced, OTHER) == ([], {}, 2)


def test_an_id_that_lost_its_zeros_is_mended_with_one_warning_for_a_column(tmp_path: Path) -> None:
    lost = {"district_id": "1-1", "school_id": "1-1-10"}
    rows = [row(**lost), row(student_id="SYN2", **lost), row(student_id="SYN3", district_id="0001-01", school_id="0001-01-010")]  # fmt: skip
    result = said(write(tmp_path / "students.csv", rows))
    assert [one.code for one in result.findings] == ["A102", "A102"]
    (every,) = (one for one in result.cells if (one.level, one.group) == ("school", "ALL"))
    assert (every.entity, every.enrolled) == ("0001-01-010", 3)


def test_a_blank_row_is_counted(tmp_path: Path) -> None:
    blank = dict.fromkeys(PLAIN, "")
    assert of(tmp_path, row(), blank, OTHER) == ([], {"a blank row": 1}, 2)


def test_columns_may_stand_in_any_order_and_others_beside_them(tmp_path: Path) -> None:
    file = tmp_path / "students.csv"
    names = [*reversed(PLAIN), "Last Name"]
    values = [{**PLAIN, "Last Name": "Nobody"}[name] for name in names]
    file.write_text("\t".join(names) + "\n" + "\t".join(values) + "\n", encoding="utf-8")
    students, read = read_students(str(file), CODES)
    assert students is not None
    assert (students.frame.height, read.findings) == (1, ())
    assert "Last Name" not in students.frame.columns


def test_columns_that_may_lack_are_empty(tmp_path: Path) -> None:
    file = tmp_path / "students.csv"
    names = [one for one in PLAIN if one not in ("row_id", "section504", "growth_z", "accommodation")]
    file.write_text(",".join(names) + "\n" + ",".join(PLAIN[one] for one in names) + "\n", encoding="utf-8")
    roster, _ = rostered(str(file))
    (one,) = row_statuses(roster, capped(roster))
    assert (one.row_id, one.growth_counted, one.warnings) == (None, False, ())


def test_a_parquet_file_says_the_same_as_csv(tmp_path: Path) -> None:
    import polars as pl

    file = tmp_path / "students.parquet"
    pl.read_csv(STUDENTS, try_parse_dates=True).write_parquet(file)
    assert said(str(file)).cells == said(str(STUDENTS)).cells


def test_a_parquet_file_may_have_midnights_for_days_and_floats_for_whole_numbers(tmp_path: Path) -> None:
    import polars as pl

    days = ("entry_school", "entry_district", "entry_state", "exit_date")
    plain = pl.read_csv(STUDENTS, infer_schema=False)
    zones = plain.with_columns(pl.col(days).str.to_datetime("%Y-%m-%d", time_zone="America/Chicago"))
    numbers = ("max_gap_days", "el_last_marked", "sped_last_marked", "grade")
    floats = plain.with_columns(pl.col(days).str.to_datetime("%Y-%m-%d"), pl.col(numbers).cast(pl.Float64))
    decimals = plain.with_columns(pl.col("growth_z").cast(pl.Decimal(38, 12)))
    for number, frame in enumerate((zones, floats, decimals)):
        file = tmp_path / f"{number}.parquet"
        frame.write_parquet(file)
        result = said(str(file))
        assert result.left_out == {}
        assert result.cells == said(str(STUDENTS)).cells


def test_a_column_of_lists_is_refused_by_its_name(tmp_path: Path) -> None:
    import polars as pl

    file = tmp_path / "students.parquet"
    pl.read_csv(STUDENTS, infer_schema=False).with_columns(pl.concat_list("race")).write_parquet(file)
    students, read = read_students(str(file), CODES)
    assert students is None
    (one,) = read.findings
    assert (one.code, one.message) == ("I102", "race: cannot be read: a column of type List")


def test_rows_of_a_parquet_file_are_counted_from_one(tmp_path: Path) -> None:
    import polars as pl

    file = tmp_path / "students.parquet"
    pl.DataFrame([OTHER, row(level="X")]).write_parquet(file)
    assert [one.place.line for one in said(str(file)).findings] == [2]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "no header"),
        (b"a,b\n1,2\n", "no column student_id"),
        ("\ufeffstudent_id".encode("utf-16"), "no text in UTF-8"),
        (b"PAR1 and nothing else", "a damaged Parquet file"),
        (b"student_id\rrow_id\r", "line ends of an old kind"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes, found: str) -> None:
    file = tmp_path / "students.csv"
    file.write_bytes(content)
    students, read = read_students(str(file), CODES)
    assert students is None
    (one,) = read.findings
    assert one.code == "I102"
    assert found in one.message


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for place in (tmp_path / "none.csv", tmp_path):
        students, read = read_students(str(place), CODES)
        assert students is None
        assert [one.code for one in read.findings] == ["I102"]


def damaged(folder: Path, change: Callable[[bytes], bytes]) -> Finding:
    file = folder / "students.csv"
    write(file, [row(), OTHER])
    file.write_bytes(change(file.read_bytes()))
    students, read = read_students(str(file), CODES)
    assert students is None
    (one,) = read.findings
    return one


def test_a_row_with_a_field_too_many_is_named(tmp_path: Path) -> None:
    one = damaged(tmp_path, lambda content: content.replace(b"SYN8888,", b"SYN8888,Secret,"))
    assert (one.code, one.place.line) == ("I102", 3)
    assert "Secret" not in str(one)


def test_bytes_that_are_not_utf8_are_refused_without_showing_them(tmp_path: Path) -> None:
    one = damaged(tmp_path, lambda content: content.replace(b"SYN8888", b"SYN\xe9\xe8"))
    assert one.code == "I102"
    assert "SYN" not in str(one)


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    one = damaged(tmp_path, lambda content: content.replace(b"growth_z", b"level", 1))
    assert one.code == "I104"


def test_without_polars_the_finding_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        students_extra, "find_spec", lambda name: None if name == "polars" else find_spec(name)
    )
    students, read = read_students(str(STUDENTS), CODES)
    assert students is None
    (one,) = read.findings
    assert (one.code, one.fix) == (
        "A106",
        "in the folder ai-cli is set up in: .venv/bin/pip install '.[students]'",
    )


CONFIG = {
    "year": "2013",
    "oct1": "2012-10-01",
    "window_start": "2013-04-15",
    "window_end": "2013-04-26",
    "elp_window_end": "2013-03-22",
}


def config(folder: Path, *further: str, **changes: str) -> tuple[object, list[str]]:
    file = folder / "config.csv"
    values = {**CONFIG, **changes}
    lines = ["key,value", *(f"{key},{value}" for key, value in values.items() if value != "-"), *further]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found, read = read_students_config(str(file))
    return found, [brief(one) for one in read.findings]


def test_dates_without_figures_are_enough(tmp_path: Path) -> None:
    found, findings = config(tmp_path)
    assert found is not None
    assert findings == []


@pytest.mark.parametrize(
    ("changes", "further", "finding"),
    [
        ({"window_end": "-"}, (), "I101 - the key window_end is missing"),
        ({"year": "-"}, (), "I101 - the key year is missing"),
        ({"oct1": "October"}, (), "I102 3 value"),
        ({"window_end": "2013-04-01"}, (), "I105 5 window_end"),
        ({"window_start": "2012-04-15"}, (), "I105 4 window_start"),
        ({"oct1": "2011-10-01"}, (), "I105 3 oct1"),
        ({"elp_window_end": "2012-03-22"}, (), "I105 6 elp_window_end"),
        ({}, ("windw,2013-04-15",), "I103 7 key"),
        ({}, ("year,2013",), "I104 7 year"),
        ({}, ("mtas_cap,-1",), "I105 7 value"),
        ({}, ("mtas_waiver,9002-07",), "I102 7 value"),
        ({}, ("mtas_waiver,9002-07:1.5",), "I105 7 value"),
        ({}, ("one,two,three",), "I102 7 the row"),
    ],
)
def test_dates_that_cannot_be_are_named_and_nothing_is_judged_by_them(
    tmp_path: Path, changes: Row, further: tuple[str, ...], finding: str
) -> None:
    found, findings = config(tmp_path, *further, **changes)
    assert found is None
    assert finding in findings


def test_a_file_of_dates_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    found, read = read_students_config(str(tmp_path / "none.csv"))
    assert found is None
    assert [one.code for one in read.findings] == ["I102"]


def test_a_figure_that_is_not_the_laws_is_used_and_said(tmp_path: Path) -> None:
    found, _ = read_students_config(str(tmp_path / "none.csv"))
    file = tmp_path / "config.csv"
    lines = ["key,value", *(f"{key},{value}" for key, value in CONFIG.items()), "gap_days,10"]
    file.write_text("\n".join(lines), encoding="utf-8")
    found, _ = read_students_config(str(file))
    assert found is not None
    roster, _ = rostered(write(tmp_path / "students.csv", [row(max_gap_days="12")]), config=found)
    (one,) = row_statuses(roster, capped(roster))
    assert one.full_year == (False, False, False)
    assert [one.code for one in roster.findings] == ["A110"]
    assert "full_year_gap: 10 is used, the law has 15" in roster.findings[0].message


def test_dates_of_another_year_than_asked_for_are_said(tmp_path: Path) -> None:
    found, _ = config(tmp_path, year="2014", oct1="2013-10-02", window_start="2014-04-15",
                      window_end="2014-04-26", elp_window_end="2014-03-21")  # fmt: skip
    roster, _ = rostered(write(tmp_path / "students.csv", [row()]), config=found)  # type: ignore[arg-type]
    assert [brief(one) for one in roster.findings] == ["A110 - oct1", "I105 - year"]


def test_a_year_in_which_the_law_is_not_in_force_is_said(tmp_path: Path) -> None:
    found, _ = config(tmp_path, year="2017", oct1="2016-10-01", window_start="2017-04-17",
                      window_end="2017-04-28", elp_window_end="2017-03-24")  # fmt: skip
    students, _ = read_students(write(tmp_path / "students.csv", [row()]), CODES)
    assert students is not None
    roster = roster_of(students, found, Rules(2017))  # type: ignore[arg-type]
    assert [one.code for one in roster.findings] == ["L104"]


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (["R,WHT,0.1"], ["I101"]),
        (["R,WHT,x"], ["I102"]),
        (["R,white,0.1"], ["I103"]),
        (["R,WHT,0.1", "R,WHT,0.2"], ["I104"]),
    ],
)
def test_comparators_that_lack_or_cannot_be_are_named(
    tmp_path: Path, rows: list[str], codes: list[str]
) -> None:
    file = tmp_path / "comparators.csv"
    file.write_text("\n".join(["subject,comparator,mean_z", *rows]) + "\n", encoding="utf-8")
    found, read = read_comparators(str(file), ("R", "M"), ("WHT", "not_LEP"))
    assert found is None
    assert [one.code for one in read.findings] == codes


NAMED = "SYN4711"


@pytest.mark.parametrize("column", sorted(PLAIN))
def test_no_finding_or_record_shows_a_student_number_whichever_column_it_slips_into(
    tmp_path: Path, column: str
) -> None:
    slipped = {**row(student_id=NAMED, accommodation="Y"), column: NAMED}
    rows = [slipped, row(student_id=NAMED), row(student_id=NAMED, level="E"), OTHER]
    file = write(tmp_path / "students.csv", rows)
    roster, read = rostered(file)
    result = said(file)
    records = [result, read, *row_statuses(roster, capped(roster)), *roster.findings]
    assert NAMED not in repr(records)
    assert "SYN8888" not in repr(records)


def test_no_record_of_the_fixture_holds_an_identifier() -> None:
    roster, read = rostered(str(STUDENTS))
    records = [said(str(STUDENTS)), read, *row_statuses(roster, capped(roster)), *roster.findings]
    assert "SYN" not in repr(records)


def test_a_modified_test_in_a_grade_without_one_is_untested_or_left_out_by_its_reading(
    tmp_path: Path,
) -> None:
    modified = row(test="MOD", grade="4", sped="Y")
    assert of(tmp_path, modified, OTHER)[2] == 2
    assert of(tmp_path, modified, OTHER, reading="bad-test-grade=reject")[2] == 1
    (one,) = (
        one
        for one in said(str(tmp_path / "students.csv")).cells
        if (one.level, one.group) == ("school", "SPE")
    )
    assert (one.enrolled, one.tested, one.scored) == (1, 0, 0)
