"""The school year 11-12 that a spreadsheet program turned into the twelfth of November is read, and named, by each command alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import run

FILES = {
    "cells.csv": ("entity_id,level,year,subject,group,enrolled,tested,nD,nP,nM,nE",
                  "9001-01-010,school,{},R,ALL,152,151,5,50,64,31"),
    "targets.csv": ("year,subject,group,target", "{},R,ALL,60"),
    "entities.csv": ("entity_id,level,year,tested_grade_students", "9001-01-010,school,{},160"),
    "others.csv": ("entity_id,year,indicator,group,n,numerator,denominator",
                   "9001-01-010,{},attendance,ALL,160,25200,28000"),
}  # fmt: skip


def findings(folder: Path, damaged: str, year: str) -> tuple[int, list[dict[str, object]], str]:
    """Return the status, the findings and the result of AYP, where one of the files has a damaged label."""
    for name, (header, row) in FILES.items():
        written = row.format(year if name == damaged else "2011-12")
        (folder / name).write_text(f"{header}\n{written}\n", encoding="utf-8")
    options = [text for one in ("targets", "entities") for text in (f"--{one}", f"{one}.csv")]
    done = run(
        "accountability", "ayp", "cells.csv", *options, "--indicators", "others.csv", "-f", "json", cwd=folder
    )
    answer = json.loads(done.out)
    return done.status, answer["findings"], "".join(one["ayp"] for one in answer["results"])


@pytest.mark.parametrize("file", FILES)
def test_november_in_any_file_of_ayp_is_read_as_the_school_year_and_named_with_its_column(
    tmp_path: Path, file: str
) -> None:
    status, found, ayp = findings(tmp_path, file, "12-Nov")
    (one,) = found
    assert (one["code"], one["severity"]) == ("A101", "warning")
    assert (one["file"], one["line"], one["column"], one["found"]) == (file, 2, "year", "12-Nov")
    assert one["message"] == "year: '12-Nov' is read as 2011-12"
    assert "column as text" in str(one["fix"])
    assert (status, ayp) == (0, "made")


@pytest.mark.parametrize("file", FILES)
def test_a_day_that_no_school_year_turns_into_is_refused_in_any_file_of_ayp(
    tmp_path: Path, file: str
) -> None:
    _, found, _ = findings(tmp_path, file, "14-Dec")
    one = next(one for one in found if one["code"] == "I102")
    assert (one["file"], one["line"], one["column"], one["found"]) == (file, 2, "year", "'14-Dec'")


def test_a_day_before_the_tenth_is_a_school_year_too(tmp_path: Path) -> None:
    header, row = FILES["cells.csv"]
    lines = [row.format(one) for one in ("2011-12", "9-Aug")]
    (tmp_path / "cells.csv").write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    (tmp_path / "targets.csv").write_text("year,subject,group,target\n2012,R,ALL,60\n", encoding="utf-8")
    done = run("accountability", "ayp", "cells.csv", "--targets", "targets.csv", "-f", "json", cwd=tmp_path)
    (one,) = json.loads(done.out)["findings"]
    assert one["message"] == "year: '9-Aug' is read as 2008-09"


def test_a_label_is_named_once_in_a_long_file(tmp_path: Path) -> None:
    header, row = FILES["cells.csv"]
    rows = [row.format("12-Nov").replace("010", f"{number:03}") for number in range(1, 400)]
    (tmp_path / "cells.csv").write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    (tmp_path / "targets.csv").write_text("year,subject,group,target\n2012,R,ALL,60\n", encoding="utf-8")
    done = run("accountability", "ayp", "cells.csv", "--targets", "targets.csv", "-f", "json", cwd=tmp_path)
    answer = json.loads(done.out)
    assert [(one["code"], one["line"]) for one in answer["findings"]] == [("A101", 2)]
    assert len(answer["results"]) == 399


def test_november_in_a_public_file_is_named_too(tmp_path: Path) -> None:
    header = "dataYear\tdistrictNumber\tdistrictType\tschoolNumber\ttestname\tgrade\tsubject\treportCategory"
    header += "\tReportDescription\tfiltered\tcountTested\tcountLevel1\tcountLevel2\tcountLevel3\tcountLevel4"
    row = "12-Nov\t1\t1\t1\tMCA\t3\tR\tAll Categories\tAll Students\tN\t40\t10\t10\t10\t10"
    (tmp_path / "mca.txt").write_text(f"{header}\n{row}\n", encoding="utf-8")
    (tmp_path / "targets.csv").write_text("year,subject,group,target\n2012,R,ALL,60\n", encoding="utf-8")
    done = run("accountability", "ayp", "mca.txt", "--targets", "targets.csv", "-f", "json", cwd=tmp_path)
    (one,) = json.loads(done.out)["findings"]
    assert (one["code"], one["line"], one["column"], one["found"]) == ("A101", 2, "dataYear", "12-Nov")
