"""Whatever is wrong in an accountability file is named with its row and column, and every row is kept or counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import run

from ai_cli.accountability.rules import Rules
from ai_cli.facts.accountability import Cells, Read
from ai_cli.inputs.accountability_cells import read_cells
from ai_cli.inputs.accountability_tables import read_entities, read_other_indicators, read_targets

VOCABULARY = Rules(2012).vocabulary
HEADER = "entity_id,level,year,subject,group,enrolled,tested,nD,nP,nM,nE"
GOOD = "9001-01-010,school,2012,R,ALL,152,151,5,50,64,31"


def written(folder: Path, *lines: str, header: str = HEADER, end: str = "\n") -> str:
    file = folder / "cells.csv"
    file.write_bytes((end.join((header, *lines)) + end).encode())
    return str(file)


def cells_of(folder: Path, *lines: str) -> tuple[Cells, Read]:
    cells, read = read_cells(written(folder, *lines), VOCABULARY)
    assert cells is not None
    assert len(cells) + sum(read.rows.reasons.values()) == read.rows.rows == len(lines)
    return cells, read


@pytest.mark.parametrize(
    ("row", "code", "column", "found", "fix"),
    [
        (
            "9001-01-010,school,2012,R,ALL,150,151,5,50,64,31",
            "I105",
            "tested",
            "more than are enrolled",
            None,
        ),
        ("9001-01-010,school,2012,R,ALL,152,151,-5,50,64,31", "I105", "nD", "'-5'", None),
        ("9001-01-010,school,2012,R,ALL,152,151,x,50,64,31", "I102", "nD", "'x'", None),
        ("9001-01-010,school,2012,R,ALL,1_52,151,5,50,64,31", "I102", "enrolled", "'1_52'", None),
        ("9001-01-010,school,2012,R,ALL,152,,5,50,64,31", "I101", "tested", "nothing", None),
        ("9001-01-010,school,2012,R,HISP,152,151,5,50,64,31", "I103", "group", "'HISP'", "did you mean HIS?"),
        ("9001-01-010,school,2012,R,all,152,151,5,50,64,31", "I103", "group", "'all'", "did you mean ALL?"),
        ("9001-01-010,school,2012,S,ALL,152,151,5,50,64,31", "I103", "subject", "'S'", None),
        ("9001-01-010,school,20120,R,ALL,152,151,5,50,64,31", "I102", "year", "'20120'", None),
        ("9001,school,2012,R,ALL,152,151,5,50,64,31", "I102", "entity_id", "'9001'", None),
        (
            "9001-01-010,skool,2012,R,ALL,152,151,5,50,64,31",
            "I103",
            "level",
            "'skool'",
            "did you mean school?",
        ),
        (
            "9001-01-010,district,2012,R,ALL,152,151,5,50,64,31",
            "I105",
            "level",
            "'district' of 9001-01-010",
            None,
        ),
        ("9001-01-010,school,2012,R,ALL,152,151,5,50,64", "I102", "the row", "10 fields", None),
    ],
)
def test_a_wrong_row_is_named_and_the_others_are_kept(
    tmp_path: Path, row: str, code: str, column: str, found: str, fix: str | None
) -> None:
    other = GOOD.replace("010", "020")
    cells, read = cells_of(tmp_path, row, other)
    (one,) = read.findings
    assert (one.code, one.place.line, one.found) == (code, 2, found)
    assert one.message.startswith(column)
    assert one.place.column == (None if column == "the row" else column)
    assert one.allowed
    assert one.fix
    assert fix is None or one.fix == fix
    assert [cell.entity for cell in cells] == ["9001-01-020"]


def test_json_names_the_column_of_a_wrong_field_and_text_says_it_once(tmp_path: Path) -> None:
    cells = written(tmp_path, GOOD, GOOD.replace("010", "020").replace("R", "Q"))
    targets = tmp_path / "targets.csv"
    targets.write_text("year,subject,group,target\n2012,R,ALL,60\n", encoding="utf-8")
    command = ("accountability", "ayp", cells, "--targets", str(targets))
    (one,) = json.loads(run(*command, "-f", "json").out)["findings"]
    assert (one["line"], one["column"], one["cell"]) == (3, "subject", None)
    assert f"{cells}:3: subject 'Q': unknown name" in run(*command).out


def test_a_cell_that_stands_twice_is_kept_once_and_named(tmp_path: Path) -> None:
    others = [GOOD.replace("010", f"{number:03}") for number in range(20, 400)]
    _, read = cells_of(tmp_path, GOOD, *others, GOOD.replace("152", "153"))
    assert [(one.code, one.place.line) for one in read.findings] == [("I104", 383)]
    assert "in row 2" in read.findings[0].message


def test_every_wrong_field_of_a_row_is_named(tmp_path: Path) -> None:
    _, read = cells_of(tmp_path, "9001,school,2012,Q,ALX,152,151,5,50,64,31")
    assert [one.code for one in read.findings] == ["I102", "I103", "I103"]
    assert read.rows.reasons == {"a value that cannot be read": 1}


def test_an_id_without_its_zeros_is_read_with_a_warning_said_once(tmp_path: Path) -> None:
    short = [GOOD.replace("9001-01-010", one) for one in ("1-1-10", "1-1-20")]
    cells, read = cells_of(tmp_path, *short)
    assert {cell.entity for cell in cells} == {"0001-01-010", "0001-01-020"}
    assert [(one.code, one.place.line, one.found) for one in read.findings] == [("A102", 2, "1-1-10")]


def test_an_id_with_its_zeros_is_no_warning(tmp_path: Path) -> None:
    _, read = cells_of(tmp_path, GOOD)
    assert read.findings == ()


def test_two_spellings_of_an_id_are_one_entity(tmp_path: Path) -> None:
    _, read = cells_of(tmp_path, GOOD, GOOD.replace("9001-01-010", "9001-1-10"))
    assert [one.code for one in read.findings] == ["A102", "I104"]


def test_blank_rows_are_counted(tmp_path: Path) -> None:
    cells, read = cells_of(tmp_path, GOOD, "", ",,,,,,,,,,")
    assert len(cells) == 1
    assert read.rows.reasons == {"a blank row": 2}


def test_columns_may_stand_in_any_order_and_among_others(tmp_path: Path) -> None:
    header = "note,group,nD,nP,nM,nE,tested,enrolled,subject,year,level,entity_id"
    line = '"Elm, old",ALL,5,50,64,31,151,152,R,2011-12,school,9001-01-010'
    cells, read = read_cells(written(tmp_path, line, header=header), VOCABULARY)
    assert cells is not None
    assert read.findings == ()
    (one,) = cells
    assert one == ("9001-01-010", 2012, "R", "ALL", 152, 151, 5, 50, 64, 31, 2)
    assert one.scored == 150


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_any_line_end_is_read(tmp_path: Path, end: str) -> None:
    cells, read = read_cells(written(tmp_path, GOOD, GOOD.replace("010", "020"), end=end), VOCABULARY)
    assert cells is not None
    assert len(cells) == 2
    assert read.findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a,b\n1,2\n",
        HEADER.replace("group", "tested") + "\n",
        HEADER + ",tested\n",
        HEADER + "\n" + GOOD.replace("ALL", "A" * 140_000) + "\n",
        HEADER + '\n"' + GOOD.replace("ALL", '"' + "A" * 140_000 + '"') + "\n",
        HEADER + '\n"9001-01-010,school\n' + GOOD + "\n",
    ],
    ids=[
        "empty",
        "blank",
        "other columns",
        "a column missing",
        "a column twice",
        "a field without end",
        "the same in quotes",
        "an open quotation mark",
    ],
)
def test_a_file_that_is_no_table_of_cells_gives_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "cells.csv"
    file.write_text(text, encoding="utf-8")
    cells, read = read_cells(str(file), VOCABULARY)
    assert cells is None
    assert [one.severity for one in read.findings] == ["error"]


def test_a_file_that_is_not_there_gives_no_cells(tmp_path: Path) -> None:
    cells, read = read_cells(str(tmp_path / "cells.csv"), VOCABULARY)
    assert cells is None
    assert [one.code for one in read.findings] == ["I102"]


TARGET_HEADER = "year,subject,group,target"


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("2012,R,ALL,", "I101", "target"),
        ("2012,R,ALL,78%", "I102", "target"),
        ("2012,R,ALL,100.01", "I105", "target"),
        ("2012,R,ALL,-1", "I105", "target"),
        ("2012,X,ALL,78", "I103", "subject"),
        ("2012,R,WHITE,78", "I103", "group"),
        (",R,ALL,78", "I101", "year"),
    ],
)
def test_a_wrong_target_is_named(tmp_path: Path, row: str, code: str, column: str) -> None:
    found, read = read_targets(written(tmp_path, row, header=TARGET_HEADER), VOCABULARY)
    assert found == {}
    assert [(one.code, one.place.line) for one in read.findings] == [(code, 2)]
    assert column in read.findings[0].message
    assert read.findings[0].place.column == column


@pytest.mark.parametrize("target", ["0", "100", "62.50"])
def test_a_target_from_zero_to_one_hundred_is_read(tmp_path: Path, target: str) -> None:
    found, read = read_targets(written(tmp_path, f"2012,R,ALL,{target}", header=TARGET_HEADER), VOCABULARY)
    assert read.findings == ()
    assert list(found) == [(2012, "R", "ALL")]


def test_a_target_that_stands_twice_is_named(tmp_path: Path) -> None:
    lines = ("2012,R,ALL,78", "2012,R,ALL,79")
    found, read = read_targets(written(tmp_path, *lines, header=TARGET_HEADER), VOCABULARY)
    assert found[2012, "R", "ALL"].value == 78
    assert [(one.code, one.place.line) for one in read.findings] == [("I104", 3)]


def test_a_wrong_row_of_an_entity_is_named(tmp_path: Path) -> None:
    header = "entity_id,level,year,tested_grade_students,title_i,school_type"
    lines = (
        "9001-01-010,school,2012,x,Y,E",
        "9001-01-020,school,2012,10,maybe,E",
        "9001-01-030,school,2012,10,Y,Q",
        "9001-01-000,school,2012,10,Y,E",
        "9001-01-040,school,2012,,,",
        "9001-01-050,school",
    )
    found, read = read_entities(written(tmp_path, *lines, header=header))
    assert [one.id for one in found.values()] == ["9001-01-040"]
    assert [(one.code, one.place.line) for one in read.findings] == [
        ("I102", 2),
        ("I102", 3),
        ("I103", 4),
        ("I105", 5),
        ("I102", 7),
    ]
    assert len(found) + sum(read.rows.reasons.values()) == read.rows.rows


def test_a_wrong_row_of_another_indicator_is_named(tmp_path: Path) -> None:
    header = "entity_id,year,indicator,group,n,numerator,denominator"
    lines = (
        "9001-01-010,2012,attendance,ALL,160,28001,28000",
        "9001-01-010,2012,grad7,ALL,160,1,2",
        "9001-01-010,2012,grad4,ALL,160,1,",
        "9001-01-010,2012,grad4,ALL,160,1,2",
    )
    found, read = read_other_indicators(written(tmp_path, *lines, header=header), VOCABULARY)
    assert list(found) == [("9001-01-010", 2012, "grad4", "ALL")]
    assert [(one.code, one.place.line) for one in read.findings] == [("I105", 2), ("I103", 3), ("I101", 4)]


def test_a_row_that_runs_over_its_line_ends_the_reading_of_a_small_table(tmp_path: Path) -> None:
    found, read = read_targets(written(tmp_path, '2012,R,"ALL,78', header=TARGET_HEADER), VOCABULARY)
    assert found == {}
    assert [one.code for one in read.findings] == ["I102"]


def test_a_small_table_that_is_not_there_gives_no_records(tmp_path: Path) -> None:
    found, read = read_targets(str(tmp_path / "none.csv"), VOCABULARY)
    assert found == {}
    assert [one.code for one in read.findings] == ["I102"]


def test_blank_rows_and_missing_words_of_a_small_table_are_counted(tmp_path: Path) -> None:
    lines = ("", "2012,R,,78", "2012,R,ALL,78")
    found, read = read_targets(written(tmp_path, *lines, header=TARGET_HEADER), VOCABULARY)
    assert list(found) == [(2012, "R", "ALL")]
    assert [(one.code, one.place.line) for one in read.findings] == [("I101", 3)]
    assert read.rows.reasons == {"a blank row": 1, "a value is missing": 1}


def test_an_entity_without_an_id_is_named(tmp_path: Path) -> None:
    header = "entity_id,level,year,tested_grade_students"
    found, read = read_entities(written(tmp_path, ",school,2012,10", header=header))
    assert found == {}
    assert [one.code for one in read.findings] == ["I101"]


def test_a_long_file_of_ids_without_zeros_is_read_whole(tmp_path: Path) -> None:
    lines = [GOOD.replace("9001-01-010", f"1-1-{number}") for number in range(1, 400)]
    cells, read = cells_of(tmp_path, *lines)
    assert len(cells) == 399
    assert {cell.entity for cell in cells} == {f"0001-01-{number:03}" for number in range(1, 400)}
    assert [(one.code, one.place.line) for one in read.findings] == [("A102", 2)]
