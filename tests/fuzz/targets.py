"""The readers of files, each with inputs to start from and the commands that use what it has read."""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from openpyxl import Workbook, load_workbook

sys.path.insert(0, str(Path(__file__).parents[1]))
from budget_workbooks import VALUES, packed, sheets
from cases import run
from mutations import parts_of, workbook_of
from running import ROOT, SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RULES = ROOT / "tests" / "rules"
AUSTIN, GREENDALE = str(SAMPLES / "austin_fy2017.yaml"), str(SAMPLES / "greendale_like_2012_13.yaml")
BUDGET = str(SAMPLES / "budget_fy2018.yaml")
NEIGHBORS = RULES / "E108" / "fail" / "a_corner_decides"
STATE, PAIRS = str(NEIGHBORS / "enrollment.csv"), str(NEIGHBORS / "pairs.csv")
Rows = list[list[object]]
Sheets = dict[str, Sequence[list[object]]]
_MOST_BYTES_OF_A_SEED = 60_000
_FIRST_ROWS = 60


class Target(NamedTuple):
    """A reader of files: the name that an input gets, the commands that read it, and the inputs to start from.

    In a command FILE stands for the input, FOLDER for where results go.
    """

    name: str
    file: str
    commands: tuple[tuple[str, ...], ...]
    seeds: Callable[[], list[bytes]]

    def inputs(self) -> list[bytes]:
        """Return the inputs to start from; workbooks packed as small as they get."""
        found = self.seeds()
        return [workbook_of(parts_of(one) or {}) for one in found] if self.is_workbook else found

    @property
    def is_workbook(self) -> bool:
        """Whether its inputs are workbooks."""
        return self.file.endswith(".xlsx")


def _commands(*written: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one.split()) for one in written)


_OF_A_DISTRICT = _commands(
    "estimate FILE -f json",
    "estimate FILE",
    "estimate FILE -f csv",
    "estimate FILE -f markdown --explain 12",
    "estimate FILE -f json --program mn-achievement-integration --program mn-integration-revenue --program mn-hf2051",
    "estimate FILE --program wi-integration-aid --explain 5",
    "estimate FILE --fiscal-year 2012..2021",
    "estimate FILE -f json --set budget.initial=700000 --set schools.130.grades.KG.total=5",
    "eligibility FILE -f json",
    "eligibility FILE",
    "report FILE -o FOLDER/report.xlsx --force",
    "report FILE --lines 12,13,16,20 -f json",
    f"budget-check {BUDGET} -f json --facts FILE",
)
_OF_A_BUDGET = _commands(
    "budget-check FILE -f json",
    "budget-check FILE",
    "budget-check FILE -f csv",
    "budget-check FILE -f json --account-order FD-ORG-PRO-FIN-OBJ-CRS",
    "budget-check FILE -f xlsx -o FOLDER/findings.xlsx --force",
    f"budget-check FILE -f json --facts {AUSTIN}",
    f"report {AUSTIN} --budget FILE --fiscal-year 2019 -o FOLDER/report.xlsx --force",
)
_OF_A_STATE = _commands(
    "eligibility --enrollment FILE -f json",
    "eligibility --enrollment FILE",
    "eligibility --enrollment FILE -f csv",
    f"eligibility --enrollment FILE --adjacency {PAIRS} -f json",
    "eligibility --enrollment FILE --district 0001-01",
    "eligibility --enrollment FILE -f xlsx -o FOLDER/schools.xlsx --force",
)


def _files(pattern: str) -> list[bytes]:
    files = (*RULES.glob(f"*/*/*/{pattern}"), *SAMPLES.glob(pattern))
    found = (one.read_bytes() for one in sorted(files))
    return sorted({one for one in found if len(one) < _MOST_BYTES_OF_A_SEED})


def _yaml_districts() -> list[bytes]:
    return [one for one in (*_files("district.yaml"), *_files("*_f*.yaml")) if b"items:" not in one]


def _yaml_budgets() -> list[bytes]:
    return [*_files("budget.yaml"), *_files("budget_*.yaml")]


def _workbook(content: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    return packed({name: [list(row) for row in rows] for name, rows in content.items()}, {})


def _blank(*kind: str) -> bytes:
    """Return the workbook that users fill in; its texts are shared by its sheets, as Excel keeps them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "blank.xlsx")
        run(["new", *kind, str(file)])
        return file.read_bytes()


def _district_workbooks() -> list[bytes]:
    minnesota: Rows = [
        ["state", "MN"], ["district.id", "0492-01"], ["fiscal_year", "FY 2017"], ["enrollment.total", 4832], ["enrollment.protected", 2089],
        ["pupil_units.adjusted", 4794.5], ["hold_harmless.amount", "0"], ["budget.initial", "$670,895.00"],
        ["budget.incentive", 47945.25], ["status", "adjoining"], ["assumed", "pupil_units.adjusted, hold_harmless"],
    ]  # fmt: skip
    schools: Rows = [
        ["id", "name", "classification", "grade", "total", "protected", "american_indian"],
        ["130", "North", 10, "KG", 60, 31, 2], ["130", "North", 10, "01", 61, 30, 0], ["140", "South", 10, "KG", 70, 5, 1],
    ]  # fmt: skip
    adjoining: Rows = [["id", "name", "contact", "total", "protected"], ["0756-01", "Lyle", "line", 900, 120]]
    wisconsin: Rows = [
        ["state", "WI"],
        ["district.id", 4620],
        ["fiscal_year", "2016-17"],
        ["interdistrict.fte_in", 60],
    ]
    return [
        _workbook({"District": minnesota}),
        _workbook({"District": minnesota, "Schools": schools, "Adjoining": adjoining}),
        _workbook({"District": wisconsin, "Notes": [["=1+1"]]}),
        _blank("district"),
        _blank("district", "--state", "wi"),
    ]


def _budget_workbooks() -> list[bytes]:
    plain: Sheets = dict(sheets())
    header, *lines = plain["Budget"]
    uses = {
        "1. Direct services": lines[:2],
        "2. Professional Development": lines[2:3],
        "3. Administration": lines[3:4],
    }
    form: Sheets = {
        name: [["Achievement"], header, *rows, ["Total", *[None] * 7, "=SUM(I3:I9)"]]
        for name, rows in uses.items()
    }
    return [
        packed(plain), packed(plain, VALUES), packed(form, {}), packed({**form, "Plan": plain["Plan"]}),
        packed({**plain, "Schools": [["id", "name"], ["130", "North"]]}, VALUES), *_files("budget.xlsx")[:4], _blank("budget"),
    ]  # fmt: skip


def _rows_of_the_state() -> Rows:
    book = load_workbook(SAMPLES / "enrollment_by_race_2012_13_sample.xlsx", read_only=True)
    rows = book["School"].iter_rows(values_only=True, max_row=_FIRST_ROWS)
    return [list(row) for row in rows]


def _state_workbooks() -> list[bytes]:
    rows, few = _rows_of_the_state(), [one.split(",") for one in Path(STATE).read_text().splitlines()]
    book = Workbook()
    book.create_sheet("School").append(["no rows"])
    written = io.BytesIO()
    book.save(written)
    return [
        _workbook({"School": rows[:20]}), _workbook({"State": few, "School": rows, "District": few}),
        _workbook({"District": few}), written.getvalue(),
    ]  # fmt: skip


def _state_texts() -> list[bytes]:
    rows = [["" if one is None else str(one) for one in row] for row in _rows_of_the_state()]
    texts = []
    for delimiter in ",|;\t":
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows(rows)
        texts.append(text.getvalue())
    return [*_files("enrollment.csv"), *(one.encode() for one in texts), texts[0][:4000].encode("utf-16")]


def _law_files() -> list[bytes]:
    return [
        *_files("mine.yaml"),
        b"mn-achievement-integration: {formula_allowance: 400, incentive_allowance: $12.50, aid_share: 66%}\n",
        b"wi-integration-aid:\n  interdistrict_share: 30%\nmn-hf2051:\n  minneapolis_districts: [0001-03, '0002-01']\n",
    ]


@cache
def targets() -> dict[str, Target]:
    """Return the targets by name."""
    law = _commands(
        f"estimate {AUSTIN} --law FILE -f json",
        f"estimate {AUSTIN} --law FILE --explain 12",
        f"estimate {AUSTIN} --law FILE --program mn-integration-revenue --program mn-hf2051 -f json",
        f"estimate {GREENDALE} --law FILE -f json",
        f"report {AUSTIN} --law FILE -o FOLDER/report.xlsx --force",
        "calendar 2018..2020 --law FILE",
    )
    neighbors = _commands(
        f"eligibility --enrollment {STATE} --adjacency FILE -f json",
        f"eligibility --enrollment {STATE} --adjacency FILE",
        f"eligibility --enrollment {STATE} --adjacency FILE --district 0001-01",
    )
    every = (
        Target("district-yaml", "district.yaml", _OF_A_DISTRICT, _yaml_districts),
        Target("budget-yaml", "budget.yaml", _OF_A_BUDGET, _yaml_budgets),
        Target("law-yaml", "law.yaml", law, _law_files),
        Target("district-xlsx", "district.xlsx", _OF_A_DISTRICT, _district_workbooks),
        Target("budget-xlsx", "budget.xlsx", _OF_A_BUDGET, _budget_workbooks),
        Target("state-xlsx", "state.xlsx", _OF_A_STATE, _state_workbooks),
        Target("state-text", "state.csv", _OF_A_STATE, _state_texts),
        Target("adjacency", "pairs.csv", neighbors, lambda: _files("pairs.csv")),
    )
    return {one.name: one for one in every}
