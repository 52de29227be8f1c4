"""The commands students and ratings give the expected rows, feed ayp, and show nobody."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest
from fixtures import DATA, rows
from polars_extra import require_polars
from running import Ran, run
from test_privacy import LEAST, everything, worked_out

require_polars()

STUDENTS = (
    "accountability",
    "students",
    str(DATA / "students.csv"),
    "--config",
    str(DATA / "students_config.csv"),
)
RATINGS = ("accountability", "ratings", str(DATA / "mmr_statewide.csv"))
DOMAINS = ("--domains", "--comparators", str(DATA / "comparators.csv"))


def table(done: Ran) -> list[dict[str, str]]:
    assert done.status in (0, 1), done.err
    return list(csv.DictReader(io.StringIO(done.out)))


def same(found: str, expected: str, tolerance: str = "0.0001") -> bool:
    try:
        return abs(Fraction(found) - Fraction(expected)) <= Fraction(tolerance)
    except ValueError:
        return found == expected


def test_cells_are_the_expected_ones_beginning_with_the_columns_that_ayp_takes() -> None:
    found = table(run(*STUDENTS, "--internal", "-f", "csv"))
    assert list(found[0])[:11] == list(rows("cells.csv")[0])
    cells = {(row["entity_id"], row["subject"], row["group"]): row for row in found}
    for expected in rows("students_cells_expected.csv"):
        if expected["level"] == "state":
            continue
        one = cells[expected["entity_id"], expected["subject"], expected["group"]]
        assert all(same(one[column], value) for column, value in expected.items()), expected


def test_the_state_is_counted_where_the_file_is_all_of_it() -> None:
    found = table(run(*STUDENTS, "--internal", "--statewide", "-f", "csv"))
    expected = [row for row in rows("students_cells_expected.csv") if row["level"] == "state"]
    cells = {
        (row["entity_id"], row["subject"], row["group"]): row for row in found if row["level"] == "state"
    }
    for row in expected:
        one = cells[row["entity_id"], row["subject"], row["group"]]
        assert all(same(one[column], value) for column, value in row.items()), row


def test_the_cap_of_the_state_is_checked_on_what_the_districts_have_left(tmp_path: Path) -> None:
    config = tmp_path / "config.csv"
    config.write_text((DATA / "students_config.csv").read_text() + "mtas_waiver,9002-07:0.10\n")
    for dates, left, over in ((DATA / "students_config.csv", 3, 1), (config, 4, 2)):
        done = run(*STUDENTS[:3], "--config", str(dates), "--caps", "--statewide", "--internal", "-f", "csv")
        caps = [row for row in table(done) if row["district_id"] == "state"]
        assert [(row["subject"], row["test"]) for row in caps] == [("R", "MTAS"), ("M", "MTAS")]
        reading = {name: int(value) for name, value in caps[0].items() if value.isdigit()}
        assert reading == {"base": 210, "cap": 2, "proficient": left, "over": over}
        assert "A113" in done.err
        assert "A113" not in run(*STUDENTS[:3], "--config", str(dates), "--caps", "--internal").out


@pytest.mark.parametrize(
    ("options", "file", "keys"),
    [
        (("--caps",), "students_caps_expected.csv", ("district_id", "subject", "test")),
        (DOMAINS, "students_domains_expected.csv", ("school_id",)),
        (("--rows",), "students_expected.csv", ("row_id",)),
    ],
)
def test_a_table_has_every_expected_row(options: tuple[str, ...], file: str, keys: tuple[str, ...]) -> None:
    found = {
        tuple(row[key] for key in keys): row
        for row in table(run(*STUDENTS, *options, "--internal", "-f", "csv"))
    }
    expected = rows(file)
    assert len(found) == len(expected)
    for row in expected:
        one = found[tuple(row[key] for key in keys)]
        for column in set(row) - {"student_id", "case", "rules"}:
            assert same(one[column], row[column], "0.000001"), (row, column)


@pytest.mark.parametrize(
    "reading",
    sorted(
        {row["reading"] for row in rows("students_readings.csv") if not row["reading"].startswith("mtas")}
    ),
)
def test_a_reading_gives_the_expected_cells(reading: str) -> None:
    name, _, choice = reading.partition("=")
    written = f"{name.replace('_', '-')}={choice.replace('_', '-')}"
    found = table(run(*STUDENTS, "--internal", "--statewide", "-f", "csv", "--reading", written))
    cells = {(row["entity_id"], row["subject"], row["group"]): row for row in found}
    for expected in rows("students_readings.csv"):
        if expected["reading"] == reading:
            one = cells[expected["entity_id"], expected["subject"], expected["group"]]
            assert all(
                same(one[column], value) for column, value in expected.items() if column != "reading"
            ), expected


def test_students_of_two_or_more_races_count_with_the_group_that_a_table_has_for_their_code(
    tmp_path: Path,
) -> None:
    races, students = tmp_path / "races.csv", tmp_path / "students.csv"
    races.write_text("race,group\nMUL,ALL\nMB,BLK\n")
    content = (DATA / "students.csv").read_text()
    students.write_text(content.replace(",BLK,", ",MB,"))
    reading = ("--internal", "-f", "csv", "--reading", f"two-or-more=table:{races}")
    named = ("accountability", "students", str(students), *STUDENTS[3:], *reading)
    assert table(run(*named)) == table(run(*STUDENTS, "--internal", "-f", "csv"))
    races.write_text("race,group\nMB,ASI\nWHT,BLK\n")
    done = run(*named)
    assert done.status == 1
    assert "I105" in done.err
    assert not [row for row in table(done) if row["group"] == "BLK"]
    alone = run(*STUDENTS, "--reading", "two-or-more=table")
    assert (alone.status, "table:FILE" in alone.err) == (2, True)


def test_means_of_the_state_are_those_of_the_year_before_where_the_file_says_of_which_they_are(
    tmp_path: Path,
) -> None:
    """The means published of 2010 and 2011 in one file: the first ratings, of 2012, take those of 2011."""
    year_2010 = {
        "R": ("0.155419", "0.134419", "0.145441", "0.195370"),
        "M": ("0.100917", "0.076298", "0.109655", "0.137938"),
    }
    lines = ["year,subject,comparator,mean_z"]
    lines += [f"2011,{one['subject']},{one['comparator']},{one['mean_z']}" for one in rows("comparators.csv")]
    names = ("WHT", "not_LEP", "not_SPE", "not_FRP")
    lines += [
        f"2010,{one},{name},{mean}"
        for one, means in year_2010.items()
        for name, mean in zip(names, means, strict=True)
    ]
    means, alone, dates = tmp_path / "means.csv", tmp_path / "alone.csv", tmp_path / "dates.csv"
    means.write_text("\n".join(lines) + "\n")
    alone.write_text(
        "\n".join(line.partition(",")[2] for line in lines if not line.startswith("2011")) + "\n"
    )

    def scores(year: int, file: Path) -> Ran:
        text = (DATA / "students_config.csv").read_text()
        dates.write_text(text.replace("2012-", f"{year - 1}-").replace("2013", str(year)))
        named = ("--config", str(dates), "--domains", "--comparators", str(file), "--internal", "-f", "csv")
        return run(*STUDENTS[:3], *named)

    of_2012, of_2011, given = scores(2012, means), scores(2011, means), scores(2011, alone)
    assert table(of_2012) == table(scores(2012, DATA / "comparators.csv"))
    assert table(of_2011) == table(given)
    assert table(of_2012) != table(scores(2012, alone))
    none = scores(2013, means)
    assert none.status != 0
    assert "no mean z of 2012 of WHT in R" in none.out + none.err


def test_students_feed_ayp(tmp_path: Path) -> None:
    cells, targets = tmp_path / "cells.csv", tmp_path / "targets.csv"
    assert run(*STUDENTS, "--internal", "-f", "csv", "-o", str(cells)).status == 0
    groups = {(row["subject"], row["group"]) for row in rows("students_cells_expected.csv")}
    targets.write_text(
        "year,subject,group,target\n" + "".join(f"2013,{subject},{group},60\n" for subject, group in groups)
    )
    expected = tmp_path / "expected.csv"
    with expected.open("w", newline="") as opened:
        columns = (
            "entity_id",
            "level",
            "year",
            "subject",
            "group",
            "enrolled",
            "tested",
            "nD",
            "nP",
            "nM",
            "nE",
        )
        writer = csv.DictWriter(opened, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(
            {**row, "year": "2013"} for row in rows("students_cells_expected.csv") if row["level"] != "state"
        )
    determined = [
        run(
            "accountability",
            "ayp",
            str(file),
            "--targets",
            str(targets),
            "--by",
            "cell",
            "--internal",
            "-f",
            "csv",
        ).out
        for file in (cells, expected)
    ]
    assert sorted(determined[0].splitlines()) == sorted(determined[1].splitlines())
    assert len(determined[0].splitlines()) > 100


def piped(*arguments: str, into: tuple[str, ...]) -> Ran:
    given = run(*STUDENTS, *arguments, "-f", "csv", "--quiet").out.encode()
    return run("accountability", "ayp", "-", *into, "-f", "json", given=given)


def test_students_feed_ayp_through_a_pipe_also_with_the_rows_of_the_state(tmp_path: Path) -> None:
    targets = tmp_path / "targets.csv"
    targets.write_text(
        "year,subject,group,target\n"
        + "".join(
            f"2013,{one},{group},60\n"
            for one in "RM"
            for group in {row["group"] for row in rows("targets.csv")}
        )
    )
    into = ("--targets", str(targets), "--by", "cell", "--internal")
    alone, with_state = (piped("--internal", *options, into=into) for options in ((), ("--statewide",)))
    assert (alone.status, with_state.status) == (0, 0), alone.out + with_state.out
    answers = [json.loads(one.out) for one in (alone, with_state)]
    assert answers[0]["results"] == answers[1]["results"]
    assert len(answers[0]["results"]) > 5
    left_out = [one["summary"]["left_out"][0]["left_out"] for one in answers]
    assert left_out == [{}, {"a row of the whole state": 18}]


def test_counts_that_are_withheld_are_not_taken_for_whole_and_it_is_said_once_what_to_do(
    tmp_path: Path,
) -> None:
    targets = tmp_path / "targets.csv"
    targets.write_text("year,subject,group,target\n2013,R,ALL,60\n2013,M,ALL,60\n")
    done = piped(into=("--targets", str(targets)))
    answer = json.loads(done.out)
    said = [one for one in answer["findings"] if "withheld" in one["message"]]
    assert done.status == 1
    assert len(said) == 1
    assert "--internal" in said[0]["fix"]
    assert not [one for one in answer["findings"] if "nothing" in one["message"]]


def test_what_is_published_cannot_be_solved_for_what_is_not() -> None:
    published, whole = (table(run(*STUDENTS, "-f", "csv", *options)) for options in ((), ("--internal",)))
    for column, of_it in (
        ("enrolled", ("tested", "participation_rate")),
        ("n", ("nD", "nP", "nM", "nE", "index")),
    ):
        tables: dict[tuple[str, str], dict[tuple[str, str], int]] = defaultdict(dict)
        hidden: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        for shown, full in zip(published, whole, strict=True):
            district, _, school = full["entity_id"].rpartition("-")
            count = ("district" if school == "000" else school, full["group"])
            tables[district, full["subject"]][count] = int(full[column])
            if shown[column]:
                assert int(full[column]) >= LEAST
            else:
                assert not any(shown[one] for one in of_it)
                hidden[district, full["subject"]].add(count)
        assert any(hidden.values())
        for key, counts in tables.items():
            every, sums = everything(counts)
            found = worked_out(every, sums, frozenset(hidden[key]))
            assert not [count for count in found if 0 < every[count] < LEAST], key


@pytest.mark.parametrize("options", [(), ("--caps",), DOMAINS, ("--rows", "--internal"), ("--internal",)])
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_nobody_is_in_any_output(tmp_path: Path, options: tuple[str, ...], form: str) -> None:
    log = tmp_path / "log.txt"
    done = run(*STUDENTS, *options, "-f", form, "--log-file", str(log))
    assert done.status == 0
    assert "SYN" not in done.out + done.err + log.read_text()


@pytest.mark.parametrize("lines", [1, 3])
def test_a_file_of_which_no_student_counts_is_no_result(tmp_path: Path, lines: int) -> None:
    file = tmp_path / "students.csv"
    content = (DATA / "students.csv").read_text().splitlines()[:lines]
    file.write_text("\n".join(content).replace(",4,9001-01,", ",9,9001-01,") + "\n")
    done = run("accountability", "students", str(file), "--config", str(DATA / "students_config.csv"))
    assert done.status == 1
    assert "no student to count: " + ("no row is kept" if lines == 1 else "2 grade_not_tested") in done.out


def test_rows_of_students_are_shown_to_nobody_by_default() -> None:
    done = run(*STUDENTS, "--rows")
    assert (done.status, done.out) == (2, "")
    assert "--rows shows students one by one: add --internal" in done.err
    assert run(*STUDENTS, "--domains").status == 2
    assert run(*STUDENTS, "--caps", "--rows", "--internal").status == 2


def test_ratings_are_the_expected_ones() -> None:
    found = {row["school_id"]: row for row in table(run(*RATINGS, "-f", "csv"))}
    expected = rows("mmr_expected.csv")
    assert len(found) == len(expected)
    for row in expected:
        for column, value in row.items():
            tolerance = "0.000001" if column.startswith("pr_") else "0.0001"
            assert same(found[row["school_id"]][column], value, tolerance), (row["school_id"], column)


def test_ratings_of_the_year_before_are_taken_as_they_were_printed(tmp_path: Path) -> None:
    before, rest = tmp_path / "before.csv", tmp_path / "statewide.csv"
    assert run(*RATINGS, "-f", "csv", "-o", str(before)).status == 0
    found = {row["school_id"]: row for row in table(run(*RATINGS, "-f", "csv"))}
    header, *lines = (DATA / "mmr_statewide.csv").read_text().splitlines()
    rest.write_text("\n".join([header, *(line.replace(",0.", ",0.9") for line in lines)]))
    later = table(run("accountability", "ratings", str(rest), "--prior", str(before), "-f", "csv"))
    assert all(row[name] == found[row["school_id"]][name] for row in later for name in ("priority", "focus"))
    alone = run(*RATINGS, "--reading", "designation-carry=on")
    assert alone.status == 2
    assert "--prior" in alone.err


def test_one_district_is_not_rated_and_is_told_what_is_needed(tmp_path: Path) -> None:
    file = tmp_path / "district.csv"
    header, *lines = (DATA / "mmr_statewide.csv").read_text().splitlines()
    own = [f"0001-01-{index:03},{line.partition(',')[2]}" for index, line in enumerate(lines[:5], start=10)]
    file.write_text("\n".join([header, *own]))
    done = run("accountability", "ratings", str(file), "-f", "json")
    answer = json.loads(done.out)
    assert done.status == 1
    assert answer["results"] == []
    (finding,) = answer["findings"]
    assert finding["code"] == "A111"
    assert finding["fix"]


def test_without_polars_it_is_said_how_to_install_it() -> None:
    import subprocess
    import sys

    code = (
        "import importlib.util, sys\n"
        "find = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *more: None if name == 'polars' else find(name, *more)\n"
        "sys.modules['polars'] = None\n"
        "from ai_cli.__main__ import run\n"
        "run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *STUDENTS], capture_output=True, text=True, check=False
    )
    assert done.returncode in (1, 2)
    assert "A106" in done.stdout
    assert ".[students]" in done.stdout
    assert "Traceback" not in done.stderr
