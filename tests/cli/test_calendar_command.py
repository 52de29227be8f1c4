"""The command calendar, through the real executable."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from running import run


def answer(*arguments: str) -> dict[str, Any]:
    done = run("calendar", *arguments, "--format", "json")
    assert done.status == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


@pytest.mark.parametrize("written", ["2019", "FY19", "FY 2019", "2018-19", "18-19", "2018/19"])
def test_a_year_is_read_in_every_spelling(written: str) -> None:
    done = run("calendar", written)
    assert done.out.startswith("Dates of the Achievement and Integration year, MN, FY 2019\n")
    assert done.status == 0


@pytest.mark.parametrize("written", ["wi", "WI", "Wi", "wisconsin", "Wisconsin"])
def test_a_state_is_read_in_every_spelling(written: str) -> None:
    assert answer("2018", "--state", written)["results"][0]["state"] == "WI"


@pytest.mark.parametrize("chosen", [(), ("--state", "MN"), ("--state", "minnesota")])
def test_minnesota_is_the_state_by_default(chosen: tuple[str, ...]) -> None:
    assert answer("2018", *chosen) == answer("2018", "--state", "mn")


def test_json_has_every_date_with_citation_and_standing() -> None:
    found = answer("2018-19")
    assert list(found) == ["schema", "results", "findings", "summary"]
    assert found["schema"] == "ai-cli/calendar/1"
    assert found["summary"] == {"calendars": 1, "dates": 16, "errors": 0, "warnings": 2, "infos": 3}
    (calendar,) = found["results"]
    assert list(calendar) == ["state", "fiscal_year", "dates", "readings", "findings"]
    assert [one["code"] for one in calendar["findings"]] == ["L101", "L101", "L102", "L102", "L102"]
    due = {one["fiscal_year"]: one for one in calendar["dates"] if one["key"] == "budget_due"}
    assert due[2019] == {
        "date": "2018-03-15",
        "weekday": "Thursday",
        "key": "budget_due",
        "title": "Budget due at the department",
        "text": "March 15",
        "fiscal_year": 2019,
        "cite": "Department of Education, FY 2019 budget workbook",
        "url": "https://education.mn.gov/MDE/dse/acint/",
        "standing": "department",
        "origin": "law",
        "note": None,
    }
    assert due[2020]["date"] == "2019-03-15"
    (posting,) = [one for one in calendar["dates"] if one["key"] == "posting_days"]
    assert (posting["date"], posting["weekday"]) == (None, None)
    assert posting["text"] == "30 days before the annual public meeting"


def test_a_range_gives_a_calendar_a_year() -> None:
    assert [one["fiscal_year"] for one in answer("2018..2020")["results"]] == [2018, 2019, 2020]


def test_the_table_shows_where_the_year_begins_and_ends() -> None:
    lines = run("calendar", "FY19").out.splitlines()
    begins = next(
        index for index, line in enumerate(lines) if "before FY 2019, which begins 2018-07-01" in line
    )
    ends = next(index for index, line in enumerate(lines) if "after FY 2019, which ends 2019-06-30" in line)
    assert lines[begins - 1].startswith("2018-06-01")
    assert lines[begins + 1].startswith("2018-08-01")
    assert lines[ends - 1].startswith("2019-06-01")
    assert lines[ends + 1].startswith("2019-08-01")
    assert run("calendar", "FY19").out.isascii()


def test_the_holiday_is_noted_in_its_year_only() -> None:
    assert "June 19, 2023 is Juneteenth" in run("calendar", "2023", "--state", "wi").out
    assert "Juneteenth" not in run("calendar", "2024", "--state", "wi").out


def test_csv_has_a_row_a_date_and_no_header_where_none_is_wanted() -> None:
    done = run("calendar", "2019..2020", "--state", "wi", "-f", "csv")
    rows = list(csv.DictReader(done.out.splitlines()))
    listed = [one for year in answer("2019..2020", "--state", "wi")["results"] for one in year["dates"]]
    once = {(one["date"], one["key"], one["fiscal_year"]) for one in listed}
    assert len(rows) == len(once) < len(listed)
    payment = next(one for one in rows if one["key"] == "aid_payment")
    assert (payment["date"], payment["for_fiscal_year"], payment["state"]) == ("2019-06-17", "2019", "WI")
    bare = run("calendar", "2019", "--state", "wi", "-f", "csv", "--no-header").out
    assert bare.splitlines()[0].startswith("WI,2019,2018-05-01,Tuesday,shares_taken,")


def test_findings_are_told_beside_csv() -> None:
    assert "warning L101" in run("calendar", "2019", "-f", "csv").err


def test_markdown_has_a_table() -> None:
    out = run("calendar", "2019", "-f", "markdown").out
    assert "| 2018-03-15 | Thu | FY 2019 | Budget due at the department | March 15 |" in out


def test_a_workbook_has_a_row_a_date(tmp_path: Path) -> None:
    out = tmp_path / "dates.xlsx"
    assert run("calendar", "2019", "-f", "xlsx", "-o", str(out)).status == 0
    page = load_workbook(out)["Calendar"]
    assert [page["A2"].value, page["B2"].value, page["C2"].value] == ["MN", 2019, "2017-10-01"]
    assert page.max_row == 17
    again = run("calendar", "2019", "-f", "xlsx", "-o", str(out))
    assert again.status == 2
    assert run("calendar", "2019", "-f", "xlsx", "-o", str(out), "--force").status == 0
    assert run("calendar", "2019", "-f", "xlsx").status == 2


def test_quiet_prints_findings_of_warning_and_above() -> None:
    done = run("calendar", "2019", "--quiet")
    assert done.out.startswith("warning L101 ")
    assert "L102" not in done.out
    assert done.err == ""
    assert run("calendar", "2018", "--state", "wi", "-q").out == ""


def test_the_time_of_the_run_is_put_in_where_it_is_asked_for() -> None:
    assert "stamp" in answer("2019", "--stamp")
    assert "stamp" not in answer("2019")


def test_the_exit_status_follows_the_findings() -> None:
    assert run("calendar", "2019").status == 0
    assert run("calendar", "2019", "--fail-on", "warning").status == 1
    assert run("calendar", "2019", "--fail-on", "never").status == 0
    assert run("calendar", "2010").status == 0
    assert "L104" in run("calendar", "2010").out
    assert run("calendar", "2010", "--strict").status == 2
    assert run("calendar", "2019", "--strict").status == 2
    unknown = run("calendar", "1990", "--state", "wi")
    assert unknown.status == 2
    assert "no date is known for FY 1990" in unknown.out
    assert "allowed: FY 1997 and later" in unknown.out


def test_a_reading_moves_the_count_for_the_ratio() -> None:
    done = answer("2017", "--reading", "share-date=same-year-oct1")["results"][0]
    assert done["readings"] == {"share-date": "same-year-oct1"}
    counted = [(one["date"], one["fiscal_year"]) for one in done["dates"] if one["key"].startswith("ratio")]
    assert counted == [("2016-10-01", 2017)]
    assert run("calendar", "2017", "--reading", "zzz=1").status == 2


def test_a_date_of_the_user_is_marked(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("wi-calendar:\n  aid_payment: second Monday of June\n")
    done = run("calendar", "2018", "--state", "wi", "--law", str(own))
    assert "2018-06-11  Mon  FY 2018  Payment of integration aid" in done.out
    assert "r  your own, given with --law" in done.out
    own.write_text("wi-calendar:\n  aid_payment: a Monday\n")
    wrong = run("calendar", "2018", "--state", "wi", "--law", str(own))
    assert wrong.status == 2
    assert "a value such as third Monday of June" in wrong.out
    assert run("calendar", "2018", "--law", str(own), "-o", str(own), "--force").status == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("next",), "'next' is not a fiscal year such as FY 2018"),
        (("2018-20",), "the second year must follow the first"),
        (("1066",), "'1066' is not a fiscal year from 1970 to 2100; check the year"),
        (("2020..2018",), "write the earlier year first"),
        (("2019", "--state", "ia"), "there is no calendar of 'ia'; states: mn (Minnesota), wi (Wisconsin)"),
        ((), "Missing argument"),
    ],
)
def test_what_is_typed_wrong_is_told_in_words(arguments: tuple[str, ...], told: str) -> None:
    done = run("calendar", *arguments, COLUMNS="200")
    assert done.status == 2
    assert told in done.err
    assert done.out == ""
