"""A spreadsheet program calculates every line of a report as estimate does, to the cent, also after inputs are changed."""

from __future__ import annotations

import json
import random
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from libreoffice import libreoffice, recalculated_all
from openpyxl import load_workbook
from running import run

from ai_cli.__main__ import main

CENT = Decimal("0.01")
UNITS = {"dollars": CENT, "pupil_units": Decimal("0.000001"), "pupils": Decimal("0.000001")}
INPUTS = {
    "1": "pupil_units.adjusted",
    "2": "enrollment.total",
    "3": "enrollment.protected",
    "11": "hold_harmless.amount",
    "14": "budget.initial",
    "17": "budget.incentive",
}


def test_a_large_budget_for_the_maximum_is_not_a_cent_too_low(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libreoffice()
    file = tmp_path / "large.yaml"
    file.write_text(
        "state: MN\ndistrict: {id: 0001-03}\nfiscal_year: FY 2017\nenrollment: {total: 2, protected: 1}\n"
        "pupil_units: {adjusted: 2}\nhold_harmless: {amount: 15307325.66}\nbudget: {initial: 5, incentive: 5}\n"
    )
    main(["report", str(file), "-o", str(tmp_path / "large.xlsx"), "--quiet"])
    values = shown(recalculated_all([tmp_path / "large.xlsx"], tmp_path) / "large.xlsx")
    (one,) = estimated([file], capsys)
    assert [line["line"] for line in one["lines"] if not agrees(line, values[line["line"]])] == []


def money(odd: random.Random, most: int) -> str:
    """Return an amount; every third one ends in a nickel, so that shares of it end in half cents."""
    cents = odd.randrange(1, most * 100)
    if odd.random() < 0.33:
        cents = cents // 10 * 10 + 5
    return f"{cents // 100}.{cents % 100:02}"


def district(odd: random.Random, number: int) -> str:
    """Return a random district file: figures given or derived, with and without a budget, a few with gaps."""
    total = odd.randrange(20, 40_000)
    lines = ["state: MN", f"district: {{id: {number:04}-01}}", f"fiscal_year: FY {odd.randrange(2014, 2030)}"]
    if odd.random() > 0.05:
        lines.append(f"enrollment: {{total: {total}, protected: {odd.randrange(0, total + 1)}}}")
    units = odd.random()
    if units < 0.5:
        lines.append(f"pupil_units: {{adjusted: {odd.randrange(1, 50_000_000) / 1000}}}")
    elif units < 0.95:
        grades = ("early_childhood", "kindergarten", "grades_1_3", "grades_4_6", "grades_7_12")
        adm = ", ".join(f"{one}: {odd.randrange(0, 900_000) / 100}" for one in grades)
        lines.append(f"pupil_units: {{adm: {{{adm}}}}}")
    held = odd.random()
    if held < 0.4:
        lines.append(f"hold_harmless: {{amount: {money(odd, 400_000)}}}")
    elif held < 0.7:
        formula = money(odd, 600_000)
        lines.append(
            f"hold_harmless: {{revenue_fy2013: {money(odd, 900_000)}, formula_revenue_fy2014: {formula}}}"
        )
    elif held < 0.95:
        first = odd.randrange(20, 30_000)
        counts = f"adjusted: {odd.randrange(1, 3_000_000) / 100}, total: {first}, protected: {odd.randrange(0, first)}"
        lines.append(f"hold_harmless: {{revenue_fy2013: {money(odd, 900_000)}, fy2014: {{{counts}}}}}")
    if odd.random() < 0.7:
        lines.append(f"budget: {{initial: {money(odd, 900_000)}, incentive: {money(odd, 90_000)}}}")
    return "\n".join(lines) + "\n"


def older_district(odd: random.Random, number: int) -> str:
    """Return a random district file of the law before 2014, with and without a clause, a few with gaps."""
    total = odd.randrange(20, 40_000)
    own = number % 4 == 0
    name = ("0001-03", "0625-01", "0709-01")[number // 4 % 3] if own else f"{number:04}-01"
    lines = ["state: MN", f"district: {{id: {name}}}", f"fiscal_year: FY {1999 + number // 4 % 16}"]
    if odd.random() > 0.1:
        protected = odd.choice([0, total * 15 // 100, total * 15 // 100 + 1, odd.randrange(0, total + 1)])
        lines.append(f"enrollment: {{total: {total}, protected: {protected}}}")
    if odd.random() < 0.7:
        lines.append(f"pupil_units: {{adjusted: {odd.randrange(1, 50_000_000) / 1000}}}")
    else:
        lines.append(
            f"pupil_units: {{adm: {{early_childhood: 1.5, kindergarten: {total}, grades_1_3: 7.25, grades_4_6: 0, grades_7_12: 9.125}}}}"
        )
    plan = [
        f"actual_cost: {money(odd, 4_000_000)}",
        f"alternative_attendance_aid: {money(odd, 400_000)}",
        f"levy: {money(odd, 900_000)}",
    ]
    plan += [
        f"must_implement_plan: {odd.choice(['yes', 'no'])}",
        f"collaborative_member: {odd.choice(['yes', 'no'])}",
    ]
    plan += [f"clause: {odd.randrange(1, 7)}"] if odd.random() < 0.3 else []
    kept = [one for one in plan if odd.random() > 0.04]
    lines.append(f"integration_revenue: {{{', '.join(kept)}}}")
    answers = ("sufficient_progress", "met_evaluation", "reported_outcomes")
    given = [f"{one}: {odd.choice(['yes', 'yes', 'no'])}" for one in answers if odd.random() > 0.04]
    lines.append(f"hf2051: {{{', '.join([*given, f'levy: {money(odd, 900_000)}'])}}}")
    return "\n".join(lines) + "\n"


def wisconsin_district(odd: random.Random, number: int) -> str:
    """Return a random district file of Wisconsin: one kind of aid or both, in and outside the phase-out, a few with gaps."""
    lines = ["state: WI", f"district: {{id: '{number:04}'}}", f"fiscal_year: FY {odd.randrange(1994, 2026)}"]

    def group(name: str, **figures: object) -> None:
        kept = [f"{key}: {one}" for key, one in figures.items() if odd.random() > 0.02]
        lines.append(f"{name}: {{{', '.join(kept)}}}")

    kinds = odd.choice(
        [("in",), ("within",), ("in", "within"), ("in", "within", "out"), ("in", "out", "ages")]
    )
    if "in" in kinds:
        figures: dict[str, object] = {
            "fte_in": odd.randrange(0, 90_000) / 100,
            "membership": odd.randrange(1, 900_000) / 100,
            "net_cost_general_fund": money(odd, 90_000_000),
            "net_cost_debt_service": money(odd, 4_000_000),
            "prior_integration_aid": money(odd, 4_000_000),
        }
        if "out" in kinds:
            figures |= {
                "resident_membership": odd.randrange(1, 900_000) / 100,
                "fte_out": odd.randrange(0, 9_000) / 4,
            }
        if "ages" in kinds:
            figures["fte_out_by_age"] = (
                f"{{4K: {odd.randrange(0, 900) / 4}, K-5: {odd.randrange(0, 900) / 2}, 6-12: 30}}"
            )
        group("interdistrict", **figures)
    if "within" in kinds:
        group(
            "intradistrict",
            fte=odd.randrange(0, 90_000) / 100,
            equalization_aid=money(odd, 90_000_000),
            membership=odd.randrange(1, 900_000) / 100,
        )
    group("entitlement_2014_15", interdistrict=money(odd, 3_000_000), intradistrict=money(odd, 3_000_000))
    group("paid_2014_15", interdistrict=money(odd, 3_000_000), intradistrict=money(odd, 3_000_000))
    lines += [f"qualifying_pupils: {odd.choice([0, 1, 400])}", f"participants_2014_15: {odd.choice([0, 3])}"]
    lines.append(f"proration_factor: 0.{odd.randrange(1, 1000):03}")
    return "\n".join(lines) + "\n"


def estimated(files: list[Path], capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, Any]]:
    main(["estimate", *map(str, files), "--format", "json", *more])
    answer = json.loads(capsys.readouterr().out, parse_float=Decimal, parse_int=Decimal)
    results = answer["results"]
    assert isinstance(results, list)
    return results


def shown(file: Path, sheet: str = "Revenue") -> dict[str, object]:
    """Return line number -> what its cell shows."""
    rows = load_workbook(file, data_only=True)[sheet].iter_rows(min_row=6, max_col=3, values_only=True)
    return {str(number): value for number, _, value in rows if number is not None}


def agrees(line: dict[str, Any], value: object) -> bool:
    """Tell whether a cell shows a line: blank where it is not complete, to the cent where it is dollars."""
    if line["state"] != "complete":
        return value in (None, "") or line["formula"] is None
    if isinstance(line["value"], bool):
        return value == ("yes" if line["value"] else "no")
    assert isinstance(value, int | float)
    number, expected = Decimal(repr(value)), Decimal(line["value"])
    step = UNITS.get(line["unit"])
    if step is not None:
        return number.quantize(step, ROUND_HALF_UP) == expected.quantize(step, ROUND_HALF_UP)
    return abs(number - expected) < Decimal("1e-12")


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "reading"), [(124862, "rounding=cents"), (861, "rounding=whole-dollars")])
def test_every_line_of_two_hundred_random_districts_is_recalculated_to_the_cent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int, reading: str
) -> None:
    libreoffice()
    odd = random.Random(seed)  # noqa: S311 - no secret
    files = []
    for number in range(1, 221):
        file = tmp_path / f"d{number:03}.yaml"
        file.write_text(district(odd, number))
        files.append(file)
    main(["report", *map(str, files), "-o", f"{tmp_path}/reports/", "--quiet", "--reading", reading])
    reports = sorted((tmp_path / "reports").glob("*.xlsx"))
    assert len(reports) == len(files)
    calculated = recalculated_all(reports, tmp_path)
    wrong, incomplete = [], 0
    for one in estimated(files, capsys, "--reading", reading):
        name = f"{one['district']['id']}_fy{one['fiscal_year']}.xlsx"
        values, cached = shown(calculated / name), shown(tmp_path / "reports" / name)
        incomplete += not one["complete"]
        for line in one["lines"]:
            number = line["line"]
            if not agrees(line, values[number]) or not agrees(line, cached[number]):
                wrong.append((name, number, line["value"], values[number], cached[number]))
    assert wrong == []
    assert incomplete > 10


OLDER = {
    "as the law has it": (older_district, "mn-integration-revenue", ()),
    "the law in other readings": (
        older_district,
        "mn-integration-revenue",
        ("mpls-35=inside-30", "subd6-minus=both-limbs", "clause-6=as-clause-4", "levy-use=typed-levy"),
    ),
    "the bill": (older_district, "mn-hf2051", ()),
    "the bill in other readings": (
        older_district,
        "mn-hf2051",
        (
            "below-15=unchanged-law",
            "threshold=at-or-above",
            "p654-base=pupil-units",
            "cut-scope=a-only",
            "multi-failure=repeat-cut",
            "no-plan=gate",
            "subd6-after=keep",
            "levy-use=typed-levy",
            "rounding=whole-dollars",
        ),
    ),
    "Wisconsin": (wisconsin_district, "wi-integration-aid", ()),
    "Wisconsin in other readings": (
        wisconsin_district,
        "wi-integration-aid",
        (
            "guarantee-test=combined",
            "net-cost-addback=already-added",
            "cost-divisor=membership-only",
            "no-pupils-left=guarantee-only",
            "base-2014-15=as-paid",
            "accepted-2015-16=participants-2014-15",
            "history=on",
            "proration=typed-factor",
        ),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", OLDER)
def test_every_line_of_other_programs_is_recalculated_to_the_cent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    libreoffice()
    made, program, readings = OLDER[case]
    odd = random.Random(case)  # noqa: S311 - no secret
    files = []
    for number in range(1, 61):
        files.append(tmp_path / f"d{number:03}.yaml")
        files[-1].write_text(made(odd, number))
    options = ["--program", program, *(part for one in readings for part in ("--reading", one))]
    main(["report", *map(str, files), "-o", f"{tmp_path}/reports/", "--quiet", *options])
    results = estimated(files, capsys, *options)
    written = sorted((tmp_path / "reports").glob("*.xlsx"))
    assert len(written) == len(results) == len(files)
    calculated = recalculated_all(written, tmp_path)
    wrong, incomplete = [], 0
    for one in results:
        name = f"{one['district']['id']}_fy{one['fiscal_year']}.xlsx"
        values, cached = shown(calculated / name), shown(tmp_path / "reports" / name)
        incomplete += not one["complete"]
        for line in one["lines"]:
            number = line["line"]
            if not agrees(line, values.get(number)) or not agrees(line, cached.get(number)):
                wrong.append((name, number, line["value"], values.get(number), cached.get(number)))
    assert wrong == []
    assert incomplete > 3


def test_changed_inputs_change_the_lines_as_estimate_computes_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libreoffice()
    odd = random.Random(861862)  # noqa: S311 - no secret
    base = tmp_path / "base.yaml"
    base.write_text(
        "state: MN\ndistrict: {id: 0492-01}\nfiscal_year: FY 2017\nenrollment: {total: 4832, protected: 2089}\n"
        "pupil_units: {adjusted: 4794.5}\nhold_harmless: {amount: 0}\nbudget: {initial: 670895, incentive: 47945}\n"
    )
    main(["report", str(base), "-o", str(tmp_path / "base.xlsx"), "--quiet"])
    cells = {
        str(row[0].value): row[2]
        for row in load_workbook(tmp_path / "base.xlsx")["Revenue"].iter_rows(min_row=6)
    }
    changes, files = [], []
    for number in range(12):
        total = odd.randrange(100, 20_000)
        change = {
            "1": f"{odd.randrange(1, 9_000_000) / 1000}",
            "2": str(total),
            "3": str(odd.randrange(0, total)),
            "11": money(odd, 90_000),
            "14": money(odd, 900_000),
            "17": money(odd, 90_000),
        }
        book = load_workbook(tmp_path / "base.xlsx")
        for line, value in change.items():
            cell = book["Revenue"][cells[line].coordinate]
            assert not str(cell.value).startswith("=")
            cell.value = Decimal(value)
        files.append(tmp_path / f"changed{number:02}.xlsx")
        book.save(files[-1])
        changes.append(change)
    calculated = recalculated_all(files, tmp_path)
    for file, change in zip(files, changes, strict=True):
        tried = [option for line, value in change.items() for option in ("--set", f"{INPUTS[line]}={value}")]
        (one,) = estimated([base], capsys, *tried)
        values = shown(calculated / file.name)
        assert [line["line"] for line in one["lines"] if not agrees(line, values[line["line"]])] == []


def test_a_figure_that_is_missing_leaves_blanks_with_their_reason_and_typing_it_fills_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libreoffice()
    file = tmp_path / "gap.yaml"
    text = "state: MN\ndistrict: {id: 0492-01}\nfiscal_year: FY 2017\nenrollment: {total: 4832, protected: 2089}\n"
    file.write_text(f"{text}pupil_units: {{adjusted: 4794.5}}\n")
    assert run("report", str(file), "-o", str(tmp_path / "gap.xlsx")).status == 1
    sheet = load_workbook(tmp_path / "gap.xlsx")["Revenue"]
    row = next(row for row in sheet.iter_rows(min_row=6) if row[0].value == 12)
    assert "hold_harmless.amount is not given" in str(row[7].value)
    blank = shown(recalculated_all([tmp_path / "gap.xlsx"], tmp_path) / "gap.xlsx")
    assert blank["12"] in (None, "")
    assert blank["13"] == 47945
    book = load_workbook(tmp_path / "gap.xlsx")
    held = next(row for row in book["Revenue"].iter_rows(min_row=6) if row[0].value == 11)
    assert str(held[2].value).startswith("=")
    held[2].value = 12345
    book.save(tmp_path / "typed.xlsx")
    typed = shown(recalculated_all([tmp_path / "typed.xlsx"], tmp_path) / "typed.xlsx")
    (one,) = estimated([file], capsys, "--set", "hold_harmless.amount=12345")
    line = next(line for line in one["lines"] if line["line"] == "12")
    assert agrees(line, typed["12"])
