"""The state's enrollment files of all years are read, and what is wrong with one is said where it stands."""

from __future__ import annotations

import gzip
import itertools
import warnings
from pathlib import Path

import openpyxl
import pytest

from ai_cli.facts.enrollment import StateEnrollment, Students, together
from ai_cli.facts.identifiers import read_minnesota_district
from ai_cli.findings import Finding
from ai_cli.inputs import state_table
from ai_cli.inputs.count_checks import check_sums
from ai_cli.inputs.grade_counts import Gathered
from ai_cli.inputs.state_columns import COUNTS_BY_GRADE, Columns, Shape, cell_text, recognised
from ai_cli.inputs.state_enrollment import read_state_enrollment
from ai_cli.inputs.state_table import read_tables

ROOT = Path(__file__).parents[2]
QUIRKS = ROOT / "tests" / "data" / "mn" / "quirks"
SAMPLE = ROOT / "sample_inputs" / "enrollment_by_race_2012_13_sample.xlsx"

HEADER = "DataYear,districtNumber,districtType,DistrictName,schoolNumber,SchoolName,Grade,AMI_Male,AMI_Female,TotalMinority,TotalStudents,SchoolClassification"


def a_row(grade: str, total: object, protected: object = 2, school: str = "010", **other: str) -> str:
    cells = {"year": "12-13", "number": "0001", "kind": "01", "classification": "10", "indian": "1,0"} | other
    return f"{cells['year']},{cells['number']},{cells['kind']},AITKIN,{school},RIVER,{grade},{cells['indian']},{protected},{total},{cells['classification']}"


def read(path: Path, *rows: str, header: str = HEADER) -> tuple[StateEnrollment | None, list[Finding]]:
    file = path / "state.csv"
    file.write_text("\n".join((header, *rows)) + "\n")
    state, findings = read_state_enrollment(str(file))
    own = [] if state is None else [one for district in state.districts.values() for one in district.findings]
    return state, [*findings, *own]


@pytest.mark.parametrize(
    ("file", "expected", "year"),
    [
        ("utf8_bom.csv", {"0002-01": (26, 271)}, 2017),
        ("end_of_worksheet_trailer.csv", {"0002-01": (26, 271)}, 2017),
        ("all_grades_row.csv", {"0002-01": (10, 297), "4172-07": (7, 73)}, 2010),
        ("only_all_grades_2003.csv", {"0001-01": (53, 1330), "0001-03": (33888, 46037), "0625-01": (30400, 43923)}, 2003),
        ("ids_as_numbers.xlsx", {"0001-01": (77, 1166), "0001-03": (24100, 36538), "0011-01": (11098, 38739), "0625-01": (29247, 37110)}, 2017),
        ("header_1999.csv", {"0002-01": (32, 415)}, 1999),
        ("header_2008_capital_ids.csv", {"0002-01": (7, 316)}, 2008),
        ("header_2010_total_underscore.csv", {"0002-01": (10, 297)}, 2010),
        ("header_2014_seven_groups.csv", {"0002-01": (21, 295)}, 2014),
        ("state_and_county_rows.csv", {"0709-01": (1705, 9020)}, 2013),
        ("latin1_pipe.csv", {"9001-01": (29, 81)}, 2013),
        ("padded_names_pipe.csv", {"0709-01": (202, 376)}, 2013),
    ],
)  # fmt: skip
def test_files_of_every_year_are_read(file: str, expected: dict[str, tuple[int, int]], year: int) -> None:
    state, findings = read_state_enrollment(str(QUIRKS / file))
    assert state is not None, findings
    assert state.fiscal_year == year
    found = {
        one.id: (one.students.protected, one.students.total)
        for one in state.districts.values()
        if one.students
    }
    assert found == expected
    assert [one.code for one in findings] == (["I101"] if file.endswith("xlsx") else [])
    assert all(one.findings == () for one in state.districts.values())


def test_padded_names_lose_their_spaces_and_schools_have_their_counts() -> None:
    state, _ = read_state_enrollment(str(QUIRKS / "padded_names_pipe.csv"))
    assert state is not None
    schools = {one.id: one for one in state.districts["0709-01"].schools}
    assert schools["540"].name == "NETTLETON MAGNET ELEMENTARY"
    assert together(schools["540"].grades.values()) == Students(361, 194, 74)
    assert together(schools["555"].grades.values()) == Students(15, 8, 6)


def test_a_windows_encoding_is_read() -> None:
    state, _ = read_state_enrollment(str(QUIRKS / "latin1_pipe.csv"))
    assert state is not None
    (school,) = state.districts["9001-01"].schools
    assert school.name is not None
    assert school.name.startswith("\xc9COLE")
    assert school.id == "010"


SPECIAL = Shape(
    what="special populations",
    fields=COUNTS_BY_GRADE,
    counts={name: ((name,),) for name in ("K12Enr", "LEPServedK12", "EC12Enr", "FreeEC12", "LEPServedEC12")},
    may_lack=frozenset({"classification", "FreeEC12", "LEPServedEC12"}),
)


@pytest.mark.parametrize(
    ("file", "group", "rows", "expected"),
    [
        ("cr_only_line_ends.csv", ("0001-01", "003"), 6, {"K12Enr": 29, "LEPServedK12": 0}),
        ("blank_counts.csv", ("0002-01", "000"), None, {"EC12Enr": 271, "FreeEC12": 123, "LEPServedEC12": 0}),
    ],
)
def test_files_of_special_populations_are_tables_of_the_same_kind(
    file: str, group: tuple[str, str], rows: int | None, expected: dict[str, int]
) -> None:
    (table,) = read_tables(str(QUIRKS / file))
    columns = recognised(next(table.rows)[1], SPECIAL)
    assert isinstance(columns, Columns)
    gathered = Gathered(table, columns)
    gathered.gather(table.rows)
    found = gathered.groups[group]
    check_sums(found)
    assert found.findings == []
    counts = dict(zip(columns.counts, found.counts() or (), strict=True))
    assert counts | expected == counts
    if rows is not None:
        assert len(found.grades) + (found.all_grades is not None) == rows


def test_ids_without_zeros_are_the_same_districts() -> None:
    (table,) = read_tables(str(QUIRKS / "ids_without_zeros.csv"))
    columns = recognised(
        next(table.rows)[1],
        Shape("graduation", {"number": ("District Number",), "type": ("District Type",)}, {}),
    )
    assert isinstance(columns, Columns)
    ids = [
        f"{columns.text(row, 'number')}-{columns.text(row, 'type')}"
        for _, row in itertools.islice(table.rows, 3)
    ]
    assert list(map(read_minnesota_district, ids)) == ["0001-01", "0001-03", "0625-01"]


@pytest.mark.parametrize("file", ["blank_counts.csv", "cr_only_line_ends.csv", "ids_without_zeros.csv"])
def test_a_file_of_another_kind_is_told_which_columns_are_looked_for(file: str) -> None:
    state, (problem,) = read_state_enrollment(str(QUIRKS / file))
    assert state is None
    assert problem.code == "I102"
    assert "TotalStudents" in str(problem.found)
    assert "districtNumber" in str(problem.allowed)


def test_the_csv_packed_with_gzip_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "state.csv.gz"
    file.write_bytes(gzip.compress((QUIRKS / "utf8_bom.csv").read_bytes()))
    state, findings = read_state_enrollment(str(file))
    assert findings == ()
    assert state is not None
    assert state.rows == 15


def test_the_workbook_is_read_without_a_word_of_the_library() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        state, findings = read_state_enrollment(str(SAMPLE))
    assert findings == ()
    assert state is not None
    assert (state.sheet, state.rows, state.skipped, len(state.districts)) == ("School", 739, {}, 5)
    assert sum(len(one.schools) for one in state.districts.values()) == 119


def test_a_blank_count_is_zero_where_the_all_grades_row_agrees(tmp_path: Path) -> None:
    state, findings = read(
        tmp_path, a_row("KG", 10), a_row("01", 5, "", indian="0,0"), a_row("All Grades", 15, 2)
    )
    assert findings == []
    assert state is not None
    assert state.districts["0001-01"].students == Students(15, 2, 1)


def test_a_blank_count_that_does_not_add_up_is_a_finding(tmp_path: Path) -> None:
    state, findings = read(
        tmp_path, a_row("KG", 10), a_row("01", ""), a_row("All Grades", 15, 4, indian="2,0")
    )
    assert [one.code for one in findings] == ["I107"]
    assert "10 students, blank counts taken as 0 (1)" in findings[0].message
    assert state is not None
    assert state.districts["0001-01"].students is None
    assert state.districts["0001-01"].schools[0].doubt is not None


def test_a_blank_count_without_an_all_grades_row_is_missing(tmp_path: Path) -> None:
    _, findings = read(tmp_path, a_row("KG", 10), a_row("01", 5, ""), a_row("02", 5))
    assert [(one.code, one.place.line) for one in findings] == [("I101", 3)]


def test_grades_that_do_not_add_up_are_named_with_both_sums(tmp_path: Path) -> None:
    state, findings = read(tmp_path, a_row("KG", 10), a_row("All Grades", 12))
    (one,) = findings
    assert (one.code, one.place.line) == ("I107", 3)
    assert (
        one.message
        == "school 010 of 0001-01 RIVER: the grades add up to 10 students, the All Grades row says 12"
    )
    assert state is not None
    assert state.districts["0001-01"].doubt is not None


@pytest.mark.parametrize(
    ("row", "code", "found"),
    [
        (a_row("KG", "ten"), "I102", "'ten'"),
        (a_row("KG", "-10"), "I105", "'-10'"),
        (a_row("KG", "10.5"), "I102", "'10.5'"),
        (a_row("13", "10"), "I102", "'13'"),
        (a_row("KG", "1"), "I105", "2"),
        (a_row("KG", "10", indian="3,0"), "I105", "3"),
    ],
)
def test_a_value_that_cannot_be_leaves_its_school_in_doubt(
    tmp_path: Path, row: str, code: str, found: str
) -> None:
    state, findings = read(tmp_path, row)
    assert [(one.code, one.found, one.place.line) for one in findings] == [(code, found, 2)]
    assert state is not None
    assert state.districts["0001-01"].schools[0].doubt is not None


def test_rows_that_cannot_be_read_are_counted_and_named(tmp_path: Path) -> None:
    rows = (
        a_row("KG", 10),
        a_row("KG", 10, number="12345"),
        "total,,,",
        ",,,",
        "12-13",
        a_row("KG", 9, number="9999", kind="99"),
    )
    state, findings = read(tmp_path, *rows)
    assert state is not None
    assert state.rows == 6
    assert state.skipped == {
        "that cannot be read": 3,
        "empty or end of worksheet": 1,
        "of the state or a county": 1,
    }
    assert [(one.code, one.place.line) for one in findings] == [("I102", 3), ("I102", 4), ("I102", 6)]


def test_a_row_that_stands_twice_is_a_finding_only_where_the_two_differ(tmp_path: Path) -> None:
    state, findings = read(tmp_path, a_row("KG", 10), a_row("KG", 10))
    assert findings == []
    assert state is not None
    assert state.skipped == {"that repeat another": 1}
    _, findings = read(tmp_path, a_row("KG", 10), a_row("KG", 11))
    assert [(one.code, one.place.line) for one in findings] == [("I104", 3)]
    _, findings = read(tmp_path, a_row("KG", 10), a_row("01", 11, classification="20"))
    assert [(one.code, one.place.line) for one in findings] == [("I104", 3)]


def test_a_file_of_two_years_is_refused(tmp_path: Path) -> None:
    state, findings = read(tmp_path, a_row("KG", 10), a_row("01", 10, year="13-14"))
    assert state is None
    assert findings[0].message == "DataYear: cannot be read: FY 2013, FY 2014"


def test_a_year_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    state, findings = read(tmp_path, a_row("KG", 10, year="last"))
    assert state is None
    assert (findings[0].code, findings[0].found) == ("I102", "'last'")


def test_a_school_with_its_all_grades_row_alone_has_no_counts_by_grade(tmp_path: Path) -> None:
    state, findings = read(tmp_path, a_row("All Grades", 10))
    assert findings == []
    assert state is not None
    (school,) = state.districts["0001-01"].schools
    assert school.doubt == "it has no counts by grade"
    assert state.districts["0001-01"].students == Students(10, 2, 1)


def test_district_rows_are_taken_before_the_sum_of_schools(tmp_path: Path) -> None:
    state, _ = read(tmp_path, a_row("KG", 10), a_row("KG", 12, school="000", classification=""))
    assert state is not None
    assert state.districts["0001-01"].students == Students(12, 2, 1)
    assert state.districts["0001-01"].source == "the rows of the district"


def test_columns_of_races_may_be_missing(tmp_path: Path) -> None:
    header = HEADER.replace("AMI_Male,AMI_Female,", "")
    state, findings = read(tmp_path, a_row("KG", 10).replace(",1,0,", ","), header=header)
    assert findings == []
    assert state is not None
    assert state.districts["0001-01"].students == Students(10, 2, None)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"\x00\x01\x02", "neither text nor a workbook"),
        (b"\xd0\xcf\x11\xe0\x00", "old or password-protected"),
        (b"\x1f\x8b broken", "damaged packed file"),
        (b"PK\x03\x04 broken", "damaged"),
        ((HEADER + "\n").encode(), "no row of a district"),
        (f'{HEADER}\n"{"x" * 140_000}",\n'.encode(), "a line of 140,004 characters"),
        (f'{HEADER}\n"{("x" * 10_000 + chr(10)) * 14}",\n'.encode(), "field larger"),
    ],
)
def test_what_is_no_file_of_the_state_is_refused(tmp_path: Path, content: bytes, found: str) -> None:
    file = tmp_path / "state.csv"
    file.write_bytes(content)
    state, (problem,) = read_state_enrollment(str(file))
    assert state is None
    assert problem.code == "I102"
    assert found in str(problem.found)


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    state, (problem,) = read_state_enrollment(str(tmp_path / "none.csv"))
    assert state is None
    assert problem.found == "no file"


def test_bounds_keep_a_wrong_file_from_filling_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_table, "MOST_ROWS", 2)
    _, findings = read(tmp_path, a_row("KG", 10), a_row("01", 10))
    assert "row 3" in str(findings[0].found)
    monkeypatch.setattr(state_table, "MOST_BYTES_OF_TEXT", 10)
    file = tmp_path / "state.csv.gz"
    file.write_bytes(gzip.compress(b"x" * 100))
    _, (problem,) = read_state_enrollment(str(file))
    assert "more than 10 bytes of text" in str(problem.found)


def a_workbook(path: Path, sheets: dict[str, list[list[object]]]) -> str:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = path / "state.xlsx"
    book.save(file)
    return str(file)


TITLES: list[object] = list(HEADER.split(","))


def cells(grade: str, total: object, school: str = "010") -> list[object]:
    return ["12-13", "0001", "01", "AITKIN", school, "RIVER", grade, 1, 0, 2, total, "10"]


def test_a_workbook_without_the_school_sheet_says_so(tmp_path: Path) -> None:
    file = a_workbook(tmp_path, {"State": [TITLES], "District": [TITLES, cells("KG", 10, "000")]})
    state, findings = read_state_enrollment(file)
    assert state is not None
    assert state.sheet == "District"
    assert [one.code for one in findings] == ["I101"]
    assert "sheet School is missing" in findings[0].message


def test_a_school_sheet_without_its_columns_is_refused_and_not_passed_over(tmp_path: Path) -> None:
    broken: list[object] = ["Students" if one == "TotalStudents" else one for one in TITLES]
    file = a_workbook(
        tmp_path, {"District": [TITLES, cells("KG", 10, "000")], "School": [broken, cells("KG", 10)]}
    )
    state, (problem,) = read_state_enrollment(file)
    assert state is None
    assert problem.place.sheet == "School"
    assert "TotalStudents" in str(problem.found)


def test_a_sheet_of_any_name_will_do_with_a_title_above_the_header(tmp_path: Path) -> None:
    file = a_workbook(tmp_path, {"Notes": [["nothing"]], "Sheet1": [["Counts"], [], TITLES, cells("KG", 10)]})
    state, findings = read_state_enrollment(file)
    assert findings == ()
    assert state is not None
    assert (state.sheet, state.rows) == ("Sheet1", 1)


def test_a_place_in_a_workbook_is_a_cell(tmp_path: Path) -> None:
    file = a_workbook(tmp_path, {"School": [TITLES, cells("KG", "x")]})
    state, _ = read_state_enrollment(file)
    assert state is not None
    (one,) = state.districts["0001-01"].findings
    assert (one.place.sheet, one.place.cell) == ("School", "K2")


def test_a_formula_that_was_never_calculated_is_not_zero(tmp_path: Path) -> None:
    rows = [TITLES, cells("KG", 10), cells("01", "=5+5"), cells("02", 7), cells("All Grades", "=SUM(K2:K4)")]
    file = a_workbook(tmp_path, {"School": rows})
    state, _ = read_state_enrollment(file)
    assert state is not None
    found = state.districts["0001-01"].findings
    calculated = [one for one in found if one.code == "I102"]
    assert [one.place.cell for one in calculated] == ["K3", "K5"]
    assert all("never calculated" in str(one.found) for one in calculated)
    assert "Excel or LibreOffice, save it" in str(calculated[0].fix)


def test_text_of_a_cell_is_its_digits() -> None:
    assert [cell_text(one) for one in (None, " x\xa0", "NULL", 625.0, 7, True)] == [
        "",
        "x",
        "",
        "625",
        "7",
        "True",
    ]


def test_a_quotation_mark_that_swallows_rows_is_refused(tmp_path: Path) -> None:
    state, findings = read(
        tmp_path, a_row("KG", 10).replace("RIVER", '"RIVER'), a_row("01", 10), a_row("02", 5)
    )
    assert state is None
    assert (findings[0].code, findings[0].place.line) == ("I102", 2)
    assert "runs over the end of the line" in str(findings[0].found)


def test_a_quotation_mark_in_the_states_own_files_is_part_of_the_name(tmp_path: Path) -> None:
    file = tmp_path / "state.csv"
    file.write_text(
        "\n".join((HEADER, a_row("KG", 10), a_row("01", 5))).replace(",", "|").replace("RIVER", '"RIVER')
    )
    state, findings = read_state_enrollment(str(file))
    assert findings == ()
    assert state is not None
    assert state.districts["0001-01"].schools[0].name == '"RIVER'
    assert state.rows == 2


@pytest.mark.parametrize("row", [a_row("KG", 10) + ",7", a_row("KG", 10).removesuffix(",10,10")])
def test_a_row_of_more_or_fewer_fields_than_the_header_leaves_its_school_in_doubt(
    tmp_path: Path, row: str
) -> None:
    state, findings = read(tmp_path, a_row("01", 10), row)
    assert [(one.code, one.place.line) for one in findings] == [("I102", 3)]
    assert state is not None
    assert state.skipped == {"that cannot be read": 1}
    assert state.districts["0001-01"].students is None


def test_a_blank_school_number_is_not_the_whole_district(tmp_path: Path) -> None:
    state, findings = read(tmp_path, a_row("KG", 10, school=""), a_row("KG", 10, school="020"))
    assert [(one.code, one.place.line) for one in findings] == [("I102", 2)]
    assert state is not None
    assert state.districts["0001-01"].students is None


def test_schools_without_a_column_of_their_numbers_are_refused(tmp_path: Path) -> None:
    state, findings = read(tmp_path, a_row("KG", 10), header=HEADER.replace("schoolNumber", "School No"))
    assert state is None
    assert "schoolNumber" in str(findings[0].found)


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    state, findings = read(tmp_path, a_row("KG", 10) + ",5", header=HEADER + ",TotalMinority")
    assert state is None
    assert (findings[0].code, findings[0].found) == ("I104", "TotalMinority")


def test_a_group_that_ends_before_its_last_grade_is_in_doubt(tmp_path: Path) -> None:
    header = HEADER + ",MinMaxGrade"
    state, findings = read(tmp_path, a_row("KG", 10) + ",KG-02", a_row("01", 10) + ",KG-02", header=header)
    assert [one.code for one in findings] == ["I101"]
    assert "neither an All Grades row nor grade 02 of KG-02" in findings[0].message
    assert state is not None
    assert state.districts["0001-01"].students is None
    whole = (a_row("KG", 10) + ",KG-02", a_row("All Grades", 10) + ",KG-02")
    _, findings = read(tmp_path, *whole, header=header)
    assert findings == []


def test_another_name_under_the_number_of_a_school_is_a_finding(tmp_path: Path) -> None:
    _, findings = read(tmp_path, a_row("KG", 10), a_row("01", 10).replace("RIVER", "LAKE"))
    assert [(one.code, one.place.line) for one in findings] == [("I104", 3)]


@pytest.mark.parametrize(("code", "expected"), [("10.0", "10"), ("010", "10"), ("41", "41"), ("", None)])
def test_a_classification_is_two_digits(tmp_path: Path, code: str, expected: str | None) -> None:
    state, findings = read(tmp_path, a_row("KG", 10, classification=code))
    assert findings == []
    assert state is not None
    assert state.districts["0001-01"].schools[0].classification == expected


def test_a_classification_in_words_leaves_its_school_in_doubt(tmp_path: Path) -> None:
    state, findings = read(tmp_path, a_row("KG", 10, classification="elementary"))
    assert [(one.code, one.found) for one in findings] == [("I102", "'elementary'")]
    assert state is not None
    assert state.districts["0001-01"].schools[0].doubt is not None


def test_american_indian_students_of_an_empty_column_are_not_counted_rather_than_none(tmp_path: Path) -> None:
    state, findings = read(tmp_path, a_row("KG", 10, indian=","), a_row("All Grades", 10, indian=","))
    assert findings == []
    assert state is not None
    assert state.districts["0001-01"].students == Students(10, 2, None)
    state, findings = read(tmp_path, a_row("KG", 10, ""), a_row("All Grades", 10, ""))
    assert state is None
    assert findings[0].found == "an empty column"


def test_the_last_row_of_a_worksheet_is_known_wherever_its_words_stand(tmp_path: Path) -> None:
    header = "districtNumber,districtType,DataYear,DistrictName,Grade,TotalMinority,TotalStudents"
    state, findings = read(tmp_path, "0001,01,12-13,A,KG,1,10", "end of worksheet,,,,,,", header=header)
    assert findings == []
    assert state is not None
    assert state.skipped == {"empty or end of worksheet": 1}


def test_a_second_sheet_with_counts_is_not_passed_over(tmp_path: Path) -> None:
    file = a_workbook(
        tmp_path, {"Metro": [TITLES, cells("KG", 10)], "Other": [TITLES, cells("KG", 5, "020")]}
    )
    state, (problem,) = read_state_enrollment(file)
    assert state is None
    assert problem.found == "counts on the sheets Metro and Other"


def test_the_sheet_of_districts_is_laid_beside_that_of_schools_where_asked_for(tmp_path: Path) -> None:
    sheets = {"School": [TITLES, cells("KG", 10)], "District": [TITLES, cells("KG", 12, "000")]}
    file = a_workbook(tmp_path, sheets)
    alone, _ = read_state_enrollment(file)
    both, findings = read_state_enrollment(file, both_sheets=True)
    assert findings == ()
    assert alone is not None
    assert both is not None
    assert alone.districts["0001-01"].students == Students(10, 2, 1)
    assert both.districts["0001-01"].students == Students(12, 2, 1)
    assert (alone.rows, both.rows) == (1, 2)


def test_a_sheet_is_known_by_its_name_in_any_case(tmp_path: Path) -> None:
    broken: list[object] = ["Students" if one == "TotalStudents" else one for one in TITLES]
    file = a_workbook(
        tmp_path, {"SCHOOL": [broken, cells("KG", 10)], "District": [TITLES, cells("KG", 10, "000")]}
    )
    state, (problem,) = read_state_enrollment(file)
    assert state is None
    assert problem.place.sheet == "SCHOOL"


def test_places_are_the_cells_that_are_wrong(tmp_path: Path) -> None:
    rows = [TITLES, cells("KG", 10), cells("All Grades", 11)]
    state, _ = read_state_enrollment(a_workbook(tmp_path, {"School": rows}))
    assert state is not None
    assert [one.place.cell for one in state.districts["0001-01"].findings] == ["K3"]
