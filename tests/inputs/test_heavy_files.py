"""Files just within the bounds of what is read, sound and unsound, take some times as long as a district's, not minutes.

Hand-made to be heavy; a case may take six times the processor time of the sample district, some two seconds, and 400 MiB.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from budget_workbooks import DISTRICT, LINES, Row, packed, sheets
from running import AUSTIN, MEBIBYTES, SAMPLES, measured

from ai_cli.inputs.adjacency import MOST_PAIRS
from ai_cli.inputs.budget_lines import MOST_LINES
from ai_cli.inputs.grade_counts import MOST_SCHOOLS
from ai_cli.inputs.workbook import MOST_FILLED_ROWS
from ai_cli.inputs.yaml_tree import MOST_VALUES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the limits are those of a POSIX system")

MOST_TIMES, SECONDS = 6, 20
AUSTIN_TEXT = "".join(
    line for line in Path(AUSTIN).read_text().splitlines(True) if not line.startswith("assumed")
)
BUDGET_TEXT = (SAMPLES / "budget_fy2018.yaml").read_text()
ABOVE_THE_ITEMS = BUDGET_TEXT[: BUDGET_TEXT.index("  items:\n")] + "  items:\n"
ITEM = "  - {{item: Item {0}, narrative: See plan., strategy: '{1}', category: {2}, revenue: initial, account: {3}, amount: {4}}}\n"
STATE = SAMPLES.parent / "tests" / "rules" / "E108" / "fail" / "a_corner_decides" / "enrollment.csv"
HEADER: Row = ["id", "name", "classification", "racially_identifiable", "grade", "total", "protected"]
TAUGHT = ["KG", *(f"{grade:02}" for grade in range(1, 13))]


def numbered(head: str, entry: str, values: int) -> Callable[[], bytes]:
    """Return what writes a district file of numbered entries that have so many keys and values each."""
    most = (MOST_VALUES - 100) // values
    return (AUSTIN_TEXT + head + "".join(entry.format(number) for number in range(1, most))).encode


def schools(counts: str) -> Callable[[], bytes]:
    """Return what writes a district file of schools with all their grades, each with these counts."""
    grades = ", ".join(f"{grade}: {counts}" for grade in TAUGHT)
    each = 6 + len(TAUGHT) * 6 + 2
    return numbered(
        "schools:\n", f"- {{{{id: '{{}}', classification: 10, grades: {{{{{grades}}}}}}}}}\n", each
    )


def budget(strategy: str, category: str, account: str, amount: str) -> Callable[[], bytes]:
    """Return what writes a budget of as many lines as there may be."""
    lines = (ITEM.format(number, strategy, category, account, amount) for number in range(MOST_LINES))
    return (ABOVE_THE_ITEMS + "".join(lines)).encode


def district_workbook(rows: Iterable[Sequence[object]]) -> Callable[[], bytes]:
    """Return what writes a district workbook with these rows of schools."""
    return lambda: packed(
        {"District": [list(row) for row in DISTRICT[:3]], "Schools": [HEADER, *map(list, rows)]}
    )


def state() -> bytes:
    """Return a state's text of as many schools as there may be, with all grades."""
    header = STATE.read_text().splitlines()[0]
    rows = [
        f"12-13,{number // 50 + 1:04},01,D,{number % 50 + 1:03},School {number},{grade},0,0,5,10,10"
        for number in range(MOST_SCHOOLS - 1)
        for grade in TAUGHT
    ]
    return "\n".join([header, *rows]).encode()


def pairs() -> bytes:
    """Return as many pairs of districts as there may be."""
    two = itertools.islice(itertools.combinations(range(1, 2_000), 2), MOST_PAIRS)
    return "\n".join(
        ["district_a,district_b,contact", *(f"{a:04}-01,{b:04}-01,line" for a, b in two)]
    ).encode()


ROWS = range(MOST_FILLED_ROWS - 10)
SCHOOL_ROWS = [[str(row), "S", 10, None, "KG", 20, 5] for row in ROWS]
CASES: dict[str, tuple[str, Callable[[], bytes], tuple[str, ...]]] = {
    "unknown keys": ("d.yaml", numbered("", "key{}: 1\n", 2), ("estimate", "eligibility")),
    "keys that stand twice": ("d.yaml", numbered("", "key: 1\n", 2), ("estimate",)),
    "unknown assumptions": ("d.yaml", numbered("assumed:\n", "- key{}\n", 1), ("estimate",)),
    "schools": ("d.yaml", schools("{{total: 20, protected: 5}}"), ("estimate", "eligibility", "report")),
    "schools with words for counts": ("d.yaml", schools("{{total: x, protected: y}}"), ("eligibility",)),
    "schools with misspelt counts": ("d.yaml", schools("{{total: 20, protectd: 5}}"), ("eligibility",)),
    "schools with more protected than all": ("d.yaml", schools("{{total: 2, protected: 5}}"), ("eligibility",)),
    "schools of one grade": (
        "d.yaml",
        numbered("schools:\n", "- {{id: '{}', grades: {{KG: {{total: 50, protected: 5}}}}}}\n", 13),
        ("eligibility", "report"),
    ),
    "neighbors": (
        "d.yaml",
        numbered("adjoining:\n", "- {{id: '{:04}-01', enrollment: {{total: 50, protected: 5}}}}\n", 9),
        ("eligibility", "report"),
    ),
    "a workbook of schools": ("d.xlsx", district_workbook(SCHOOL_ROWS), ("estimate", "eligibility", "report")),
    "a workbook of one school": (
        "d.xlsx",
        district_workbook(["1", "S", 10, None, "KG", 20, 5] for _ in ROWS),
        ("eligibility",),
    ),
    "a workbook of words": ("d.xlsx", district_workbook(["x"] * 7 for _ in ROWS), ("eligibility",)),
    "a budget": ("b.yaml", budget("3", "direct", "01-030-211-313-140-000", "100.00"), ("budget-check",)),
    "a budget of words": ("b.yaml", budget("9", "x", "y", "z"), ("budget-check",)),
    "a budget of wrong codes": ("b.yaml", budget("4", "direct", "01-030-211-999-911-000", "0.01"), ("budget-check",)),
    "a workbook of lines": (
        "b.xlsx",
        lambda: packed(sheets(LINES * ((MOST_LINES - 10) // len(LINES)))),
        ("budget-check",),
    ),
    "a state's text": ("s.csv", state, ("eligibility --enrollment",)),
    "pairs of districts": ("p.csv", pairs, (f"eligibility --enrollment {STATE} --adjacency",)),
}  # fmt: skip


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> float:
    """The processor seconds of the sample district, the longer of two."""
    folder = tmp_path_factory.mktemp("usual")
    return max(
        measured(folder, "report", AUSTIN, "-o", str(folder / "r.xlsx"), "--force").seconds for _ in range(2)
    )


@pytest.mark.parametrize(
    ("kind", "command"), [(kind, one) for kind, case in CASES.items() for one in case[2]]
)
def test_a_file_just_within_the_bounds_is_handled_in_short_time(
    tmp_path: Path, usual: float, kind: str, command: str
) -> None:
    name, make, _ = CASES[kind]
    file = tmp_path / name
    file.write_bytes(make())
    result = ("-o", str(tmp_path / "report.xlsx")) if command == "report" else ()
    done = measured(tmp_path, *command.split(), str(file), *result, seconds=SECONDS)
    assert done.ran.status in (0, 1, 2), done.ran.err
    refused = "the file: cannot be read: " in done.ran.out and "problems, of which" not in done.ran.out
    assert not refused, done.ran.out[:300]
    assert done.seconds < MOST_TIMES * usual
    assert done.kibibytes < MEBIBYTES * 1024
