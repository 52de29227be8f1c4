"""Pairs of districts that touch are read, or everything that is wrong with the file is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from ai_cli.facts.enrollment import Contact
from ai_cli.findings import Finding
from ai_cli.inputs.adjacency import read_adjacency

HEADER = "district_a,name_a,district_b,name_b,gap_m,contact"


def read(path: Path, *rows: str, header: str = HEADER) -> tuple[tuple[Contact, ...], tuple[Finding, ...]]:
    file = path / "pairs.csv"
    file.write_text("\n".join((header, *rows)) + "\n")
    return read_adjacency(str(file))


def test_a_pair_has_two_districts_their_names_and_the_kind_of_contact(tmp_path: Path) -> None:
    pairs, findings = read(tmp_path, "0001-01,Aitkin,2-1,Hill City,0.0,line", "", "0001-01,,0004-01,,0,Point")
    assert findings == ()
    assert [(one.a, one.b, one.names, one.kind) for one in pairs] == [
        ("0001-01", "0002-01", ("Aitkin", "Hill City"), "line"),
        ("0001-01", "0004-01", (None, None), "point"),
    ]
    assert pairs[0].place.line == 2


def test_without_a_column_of_contacts_the_kind_is_not_known(tmp_path: Path) -> None:
    pairs, findings = read(tmp_path, "0001-01,0002-01", header="district_b,district_a")
    assert findings == ()
    assert (pairs[0].a, pairs[0].b, pairs[0].kind) == ("0002-01", "0001-01", None)


def test_everything_wrong_is_said_and_no_pair_is_left_out_in_silence(tmp_path: Path) -> None:
    pairs, findings = read(
        tmp_path,
        "0001-01,,0002-01,,0,line",
        "Aitkin,,0002-01,,0,line",
        "0001-01,,0003-01,,0,corner",
        "0001-01,,0001-01,,0,line",
        "0002-01,,0001-01,,0,line",
    )
    assert pairs == ()
    assert [(one.code, one.place.line) for one in findings] == [
        ("I102", 3),
        ("I102", 4),
        ("I105", 5),
        ("I104", 6),
    ]


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "district_a,name\n0001-01,x\n"])
def test_a_file_without_the_columns_is_told_which(tmp_path: Path, text: str) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text(text)
    pairs, (problem,) = read_adjacency(str(file))
    assert pairs == ()
    assert problem.code == "I102"
    assert "district_b" in str(problem.found)


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    pairs, (problem,) = read_adjacency(str(tmp_path / "none.csv"))
    assert pairs == ()
    assert problem.found == "no file"


@pytest.mark.parametrize("name", ["contakt", "Contact type"])
def test_a_misspelt_column_of_contacts_is_not_passed_over(tmp_path: Path, name: str) -> None:
    pairs, (problem,) = read(tmp_path, "0001-01,0002-01,point", header=f"district_a,district_b,{name}")
    assert pairs == ()
    assert (problem.code, problem.found) == ("I103", name)


def test_a_file_without_pairs_is_incomplete(tmp_path: Path) -> None:
    pairs, (problem,) = read(tmp_path)
    assert pairs == ()
    assert problem.code == "I101"


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, "0001-01,0002-01,0003-01", header="district_a,district_b,district_b")
    assert problem.code == "I104"


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    pairs, findings = read(tmp_path, HEADER, "0001-01,,0002-01,,0,line", header="Neighbors of 2019-20")
    assert findings == ()
    assert len(pairs) == 1
