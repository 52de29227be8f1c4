"""The state's file of test results by student is read by its header, and says what it does not hold."""

from __future__ import annotations

from pathlib import Path

from polars_extra import require_polars

require_polars()

from fixtures import DATA  # noqa: E402 - only with polars
from running import run  # noqa: E402
from student_files import YEAR, the_config  # noqa: E402

from ai_cli.accountability import Rules, capped, evaluate_students, roster_of, row_statuses, student_codes  # noqa: E402
from ai_cli.facts.accountability import Read  # noqa: E402
from ai_cli.facts.students import Students  # noqa: E402
from ai_cli.inputs.students_dsr import IN_PLACE, LABELS, read_dsr  # noqa: E402
from ai_cli.inputs.students_dsr_columns import DSR_COLUMNS  # noqa: E402

RULES = Rules(YEAR)
Row = dict[str, str]
PLAIN: Row = {
    "Test Name": "MCA-III",
    "TESTSUBJECT": "R",
    "Grade": "04",
    "Testing District Number": "1",
    "Testing District Type": "3",
    "Testing school Number": "103",
    "Filler A": "",
    "MARSS State Reporting Number": "0001000000001",
    "Local Student ID": "L-1",
    "Student Last Name": "Nobody",
    "Student First Name": "Nemo",
    "Date Of Birth": "2003-02-01",
    "English Learner Flag": "N",
    "Special Education Flag": "N",
    "FRP Eligible Flag": "N",
    "October 1 School Flag": "Y",
    "October 1 District Flag": "Y",
    "Prior EL Accountability Flag": "N",
    "Prior SPE Accountability Flag": "N",
    "Recently Arrived English Learner Flag": "N",
    "Ethnic Code": "5",
    "Achievement Level": "M",
}


def results(folder: Path, *changes: Row) -> tuple[Students, Read]:
    rows = [
        {**PLAIN, "MARSS State Reporting Number": f"{number:013}", **one}
        for number, one in enumerate(changes, 1)
    ]
    file = folder / "DSR.txt"
    lines = ["\t".join(PLAIN), *("\t".join(one.values()) for one in rows)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    students, read = read_dsr(str(file), student_codes(RULES), the_config())
    assert students is not None, read.findings
    return students, read


def test_flags_stand_for_full_years_former_groups_and_new_students(tmp_path: Path) -> None:
    students, read = results(
        tmp_path,
        {},
        {"October 1 School Flag": "N"},
        {"October 1 School Flag": "N", "October 1 District Flag": "N"},
        {"Prior EL Accountability Flag": "Y", "FRP Eligible Flag": "Y"},
        {"English Learner Flag": "Y", "Recently Arrived English Learner Flag": "Y"},
        {"Achievement Level": ""},
        {"Test Name": "MCA-Modified", "Grade": "5", "Special Education Flag": "Y", "Achievement Level": "4"},
    )
    assert (read.findings, read.rows.reasons) == ((), {})
    roster = roster_of(students, the_config(), RULES)
    found = list(row_statuses(roster, capped(roster)))
    assert [one.full_year for one in found[:3]] == [
        (True, True, True),
        (False, True, True),
        (False, False, False),
    ]
    assert found[3].groups_proficiency == ("ALL", "WHT", "LEP", "FRP")
    assert found[3].groups_participation == ("ALL", "WHT", "FRP")
    assert found[4].reason == "new_to_country_reading_score_excluded"
    assert (found[5].enrolled, found[5].tested) == (True, False)
    assert (found[6].cap, found[6].level_used) == ("over", "D")
    result = evaluate_students(roster, read.rows)
    assert result.labels[:3] == LABELS
    (school,) = (one for one in result.cells if (one.level, one.group) == ("school", "ALL"))
    assert (school.entity, school.enrolled, school.tested) == ("0001-03-103", 7, 6)


def test_science_is_left_out_and_counted(tmp_path: Path) -> None:
    students, read = results(tmp_path, {}, {"TESTSUBJECT": "S"})
    assert students.frame.height == 1
    assert read.rows.rows == 2
    assert read.rows.reasons == {"a subject that is not evaluated": 1}


def test_a_finding_names_the_column_of_the_file_and_hides_whom_it_is_of(tmp_path: Path) -> None:
    students, read = results(
        tmp_path, {}, {"Ethnic Code": "9"}, {"Achievement Level": "Nobody"}, {"Grade": "2003-02-01"}
    )
    assert students.frame.height == 1
    found = [(one.place.line, one.message.partition(":")[0], one.found) for one in read.findings]
    hidden = "a value that names a student"
    assert found == [(3, "EthnicCode", "'9'"), (4, "AchievementLevel", hidden), (5, "Grade", hidden)]


def test_names_and_birth_dates_are_not_kept(tmp_path: Path) -> None:
    students, _ = results(tmp_path, {})
    kept = repr(students.frame.rows())
    for secret in ("Nobody", "Nemo", "L-1", "2003"):
        assert secret not in kept


def in_place(*changes: Row) -> str:
    """Return a file without a header, of all columns in their order."""
    lines = []
    for number, one in enumerate(changes, 1):
        own = {bare(name): value for name, value in {**PLAIN, **one}.items()}
        own[bare("MARSS State Reporting Number")] = f"{number:013}"
        lines.append("\t".join(own.get(bare(name), "") for name in DSR_COLUMNS))
    return "\n".join(lines) + "\n"


def bare(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def test_a_file_of_all_columns_needs_no_header(tmp_path: Path) -> None:
    changes: list[Row] = [{}, {"October 1 School Flag": "N", "Achievement Level": "2"}, {"Ethnic Code": "9"}]
    file = tmp_path / "DSR.txt"
    file.write_text(in_place(*changes), encoding="utf-8")
    found, read = read_dsr(str(file), student_codes(RULES), the_config())
    with_header, _ = results(tmp_path, *changes)
    assert found is not None
    assert found.frame.drop("line").equals(with_header.frame.drop("line"))
    assert found.labels == (*LABELS, IN_PLACE)
    assert [(one.code, one.place.line) for one in read.findings] == [("I103", 3)]
    assert "Nobody" not in repr(read)


def test_a_header_with_a_name_that_is_not_known_is_not_taken_for_a_row(tmp_path: Path) -> None:
    file = tmp_path / "DSR.txt"
    header = "\t".join(DSR_COLUMNS).replace("EthnicCode", "Ethnicity")
    file.write_text(header + "\n" + in_place({}), encoding="utf-8")
    found, read = read_dsr(str(file), student_codes(RULES), the_config())
    assert found is None
    assert "no column EthnicCode" in read.findings[0].message


def test_the_command_takes_the_state_s_file_from_standard_input(tmp_path: Path) -> None:
    results(tmp_path, *({} for _ in range(12)))
    named = ("accountability", "students", str(tmp_path / "DSR.txt"))
    rest = ("--config", str(DATA / "students_config.csv"), "-f", "csv")
    expected = run(*named, *rest)
    given = run("accountability", "students", "-", *rest, given=(tmp_path / "DSR.txt").read_bytes())
    headless = run(
        "accountability", "students", "-", *rest, given=in_place(*({} for _ in range(12))).encode()
    )
    assert expected.status == 0
    assert expected.out == given.out == headless.out


def test_a_file_of_fewer_columns_without_its_header_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "DSR.txt"
    file.write_text("\t".join(PLAIN.values()) + "\n", encoding="utf-8")
    students, read = read_dsr(str(file), student_codes(RULES), the_config())
    assert students is None
    assert [one.code for one in read.findings] == ["I102"]
    assert "Nobody" not in repr(read)


def test_the_command_takes_the_state_s_file_and_names_nobody_in_it(tmp_path: Path) -> None:
    results(tmp_path, *({} for _ in range(12)))
    config = str(DATA / "students_config.csv")
    for form in ("table", "json", "csv"):
        done = run("accountability", "students", str(tmp_path / "DSR.txt"), "--config", config, "-f", form)
        assert done.status == 0, done.out + done.err
        assert "0001-03-103" in done.out
        assert not [
            one
            for one in ("Nobody", "Nemo", "2003-02-01", "0000000000001", "L-1")
            if one in done.out + done.err
        ]
    assert (
        "R7, R15, R16 not applied"
        in run("accountability", "students", str(tmp_path / "DSR.txt"), "--config", config).out
    )
