"""The code keeps the rules of the house."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ai_cli
from ai_cli.forms.form import Form
from ai_cli.programs import PROGRAMS

ROOT = Path(ai_cli.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
NAMES = [
    ".".join(file.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
    for file in MODULES
]

MAY_IMPORT = {
    "findings": set(),
    "facts": {"findings"},
    "law": {"findings"},
    "results": {"findings"},
    "forms": {"law", "findings", "results"},
    "inputs": {"facts", "findings"},
    "programs": {"forms", "law", "facts", "findings", "results"},
    "eligibility": {"law", "facts", "findings", "results"},
    "criteria": {"law", "facts", "programs", "forms", "eligibility", "findings", "results"},
    "accountability": {"law", "facts", "findings", "results"},
    "outputs": {"results", "findings", "facts"},
    "workbooks": {"forms", "results", "law", "facts", "findings"},
}
"""Room -> the rooms it may import from; only the commands may import from all."""


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(one.name for one in node.names)
    return names


def room(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


@pytest.mark.parametrize("file", MODULES, ids=NAMES)
def test_imports_go_one_way(file: Path) -> None:
    own = file.relative_to(ROOT).parts[0]
    if own not in MAY_IMPORT:
        return
    ours = {room(name) for name in imported(ast.parse(file.read_text())) if name.startswith("ai_cli.")}
    assert ours - {own} <= MAY_IMPORT[own]


NUMBERS_OF_OUR_OWN = {
    "reconciliation": {4},
    "merging": {2},
    "lines": {12, 60},
    "words": {60, 4096},
    "codes": {4096},
    "workbooks": {20_000},
    "publishing": {4, 6},
    "graduation_rows": {2},
    "cell_gaps": {4},
    "student_publishing": {4, 6},
    "rating_rows": {4, 6},
}
"""Module -> decimals that are shown, the length of a path, the texts of a message, digits of a context, the sizes of memories, the rounding of a printed share."""


@pytest.mark.parametrize(
    "file",
    [one for one in MODULES if one.parent.name in ("programs", "eligibility", "criteria", "accountability")],
    ids=lambda one: f"{one.parent.name}.{one.stem}",
)
def test_no_figure_of_law_stands_in_the_code(file: Path) -> None:
    constants = [
        node.value for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Constant)
    ]
    numbers = {one for one in constants if isinstance(one, int | float) and not isinstance(one, bool)}
    assert numbers <= {0, 1, -1, 100} | NUMBERS_OF_OUR_OWN.get(file.stem, set())
    assert not [one for one in constants if isinstance(one, str) and re.fullmatch(r"[0-9]{3,}", one)]


@pytest.mark.parametrize("file", MODULES, ids=NAMES)
def test_a_module_has_one_job_and_is_short(file: Path) -> None:
    assert len(file.read_text().splitlines()) <= 350


@pytest.mark.parametrize("file", MODULES, ids=NAMES)
def test_money_is_never_a_float(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text())):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("float", "round")
        )


def test_every_module_can_be_imported_alone() -> None:
    code = "import importlib, sys\nfor name in sys.argv[1:]:\n    importlib.import_module(name)\n    {kept}"
    forget = "[sys.modules.pop(one) for one in list(sys.modules) if one.startswith('ai_cli')]"
    done = subprocess.run(
        [sys.executable, "-c", code.format(kept=forget), *NAMES], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("arguments", "never"),
    [
        (["--help"], {"pydantic.main", "openpyxl", "yaml", "rich.table", "ai_cli.programs"}),
        (["calendar", "2019"], {"openpyxl", "rich.console", "polars", "ai_cli.workbooks"}),
        (["--version"], {"pydantic.main", "openpyxl", "yaml", "rich.table", "ai_cli.programs"}),
        (
            ["estimate", "sample_inputs/austin_fy2017.yaml", "-f", "json"],
            {"openpyxl", "rich.console", "polars", "jsonschema", "ai_cli.facts.wisconsin"},
        ),
    ],
    ids=["help", "calendar", "version", "estimate"],
)
def test_a_command_imports_nothing_it_does_not_use(arguments: list[str], never: set[str]) -> None:
    code = (
        "import sys\nfrom ai_cli.__main__ import main\nmain(sys.argv[1:])\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, cwd=ROOT.parent
    )
    assert not never & set(done.stderr.split())


def test_no_two_lines_share_a_formula_object() -> None:
    for program in PROGRAMS:
        form: Form = program.form
        formulas = [id(formula) for _, formula, _ in form.plan if formula is not None]
        assert len(formulas) == len(set(formulas))


def test_the_line_keys_are_those_of_the_contract() -> None:
    (form,) = [one.form for one in PROGRAMS if one.key == "mn-achievement-integration"]
    assert [one.number for one in form.lines] == [str(number) for number in range(1, 25)]
    assert " ".join(one.key for one in form.lines) == (
        "adjusted_pupil_units enrollment protected_enrollment protected_ratio allowance formula_revenue "
        "revenue_fy2013 formula_revenue_fy2014 hold_harmless_base hold_harmless_share hold_harmless_revenue "
        "max_initial_revenue max_incentive_revenue initial_budget budget_cap initial_revenue incentive_budget "
        "incentive_revenue total_revenue aid levy state_transfer unclaimed_initial budget_for_maximum"
    )
