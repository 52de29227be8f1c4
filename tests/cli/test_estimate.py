"""The command estimate, through the real executable."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from running import AUSTIN, ROOT, SAMPLES, executable, run

BAD = b"state: MN\ndistrict: {id: 0492-01}\nfiscal_year: FY 2017\nenrolment: {total: 5}\n"


def as_json(*arguments: str) -> Any:
    return json.loads(run("estimate", *arguments, "--format", "json").out, parse_float=Decimal)


def test_the_table_reads_like_the_report() -> None:
    done = run("estimate", "sample_inputs/austin_fy2017.yaml")
    assert done.status == 0
    lines = done.out.splitlines()
    assert lines[0] == "Austin (0492-01), FY 2017: Achievement and Integration revenue"
    assert any(
        line.split() == ["(12)", "Max", "Initial", "Rev", "$725,475.72", "(6)", "+", "(11)", "u", "a"]
        for line in lines
    )
    assert "lesser of (12), (15)" in done.out
    assert lines[-1].endswith("budgeting $723,305.81 would claim all of it.")
    assert (
        done.err == "ai-cli: estimated 1 file: 1 complete, 0 incomplete, 0 not read, 0 errors, 0 warnings\n"
    )


def test_a_table_in_a_pipe_is_plain_and_whole() -> None:
    done = run("estimate", AUSTIN, COLUMNS="40", FORCE_COLOR="1", TTY_COMPATIBLE="1")
    assert "\x1b" not in done.out
    assert "\u2026" not in done.out
    assert "$725,475.72" in done.out


def test_json_holds_exact_numbers_in_the_order_of_the_contract() -> None:
    done = run("estimate", AUSTIN, "--format", "json")
    assert done.out.isascii()
    answer = json.loads(done.out, parse_float=Decimal)
    assert list(answer) == ["schema", "results", "findings", "summary"]
    assert answer["schema"] == "ai-cli/estimate/1"
    (result,) = answer["results"]
    assert list(result)[:10] == [
        "file",
        "district",
        "program",
        "fiscal_year",
        "complete",
        "missing",
        "lines",
        "readings",
        "findings",
        "conclusion",
    ]
    by_number = {line["line"]: line for line in result["lines"]}
    assert list(by_number["12"])[:11] == [
        "line",
        "key",
        "label",
        "value",
        "unit",
        "state",
        "formula",
        "cite",
        "standing",
        "assumed",
        "source",
    ]
    assert str(by_number["12"]["value"]) == "725475.72"
    assert str(by_number["13"]["value"]) == "47945.00"
    assert str(by_number["4"]["value"]) == "0.432326158940"
    assert by_number["13"]["standing"] == "department"
    assert by_number["12"]["standing"] == "unverified"
    assert by_number["1"]["source"]["line"] == 17
    assert result["readings"] == {
        "rounding": "cents",
        "share-date": "prior-year-oct1",
        "transfer-base": "initial-revenue",
    }


def test_csv_has_the_columns_of_the_contract() -> None:
    rows = list(csv.DictReader(io.StringIO(run("estimate", AUSTIN, "--format", "csv").out)))
    assert ",".join(rows[0]) == (
        "district_id,district,fiscal_year,program,line,key,label,value,unit,state,standing,file"
    )
    assert rows[11]["value"] == "725475.72"
    assert rows[11]["district_id"] == "0492-01"
    assert rows[6]["value"] == ""
    assert rows[6]["state"] == "not_applicable"


def test_csv_without_header_can_be_appended() -> None:
    done = run("estimate", AUSTIN, "--format", "csv", "--no-header")
    assert done.out.startswith("0492-01,Austin,2017,")


def test_csv_tells_its_findings_on_standard_error() -> None:
    done = run("estimate", AUSTIN, "-f", "csv", "--fiscal-year", "2027")
    assert "warning L101" in done.err


def test_markdown_escapes_what_users_typed() -> None:
    done = run("estimate", AUSTIN, "--format", "markdown", "--set", "district.name=[b]|Austin_*")
    assert "## \\[b\\]\\|Austin\\_\\* (0492-01)" in done.out
    assert "| (12) | Max Initial Rev | $725,475.72 |" in done.out


def test_explain_goes_down_to_the_rate_and_the_typed_input() -> None:
    done = run("estimate", "sample_inputs/austin_fy2017.yaml", "--explain", "12")
    assert "rate formula_allowance $350: FY 2017" in done.out
    assert "Minn. Stat. 124D.862, subd. 1, unverified" in done.out
    assert "input pupil_units.adjusted at sample_inputs/austin_fy2017.yaml:17:13; assumed" in done.out
    assert "(14)" not in done.out


def test_explain_takes_a_key_and_json_holds_the_tree() -> None:
    (result,) = as_json(AUSTIN, "--explain", "max_initial_revenue")["results"]
    assert result["explained"]["key"] == "max_initial_revenue"
    assert [one["key"] for one in result["explained"]["rests_on"]] == [
        "formula_revenue",
        "hold_harmless_revenue",
    ]


def test_a_line_that_no_form_has_is_wrong_usage() -> None:
    done = run("estimate", AUSTIN, "--explain", "max_initial_revenu")
    assert done.status == 2
    assert "did you mean max_initial_revenue?" in done.err


def test_what_if_values_head_the_output() -> None:
    done = run("estimate", AUSTIN, "--set", "budget.initial=$700,000", "--set", "pupil_units.adjusted=4800")
    assert "What-if: budget.initial=$700,000, pupil_units.adjusted=4800" in done.out
    assert (
        "What-if: budget.initial=5" in run("estimate", AUSTIN, "--set", "budget.initial=5", "-f", "csv").err
    )
    (result,) = as_json(AUSTIN, "--set", "budget.initial=700000")["results"]
    assert result["what_if"] == ["budget.initial=700000"]


def test_what_if_can_add_a_list_and_reach_into_one(tmp_path: Path) -> None:
    file = tmp_path / "schools.yaml"
    file.write_text(
        Path(AUSTIN).read_text() + 'schools: [{id: "130", grades: {KG: {total: 60}}}, {id: "131"}]\n'
    )
    done = run(
        "estimate",
        str(file),
        "--set",
        "status=[adjoining, voluntary]",
        "--set",
        "schools.130.grades.KG.protected=61",
        "--set",
        "enrollment.total=5000",
    )
    assert done.status == 2
    assert "more" not in done.out
    assert "schools.grades.KG.protected: 61 is out of range" in done.out


@pytest.mark.parametrize("option", ["budget.initial", "=5", "budget..initial=5"])
def test_a_what_if_that_is_not_key_and_value_is_wrong_usage(option: str) -> None:
    assert run("estimate", AUSTIN, "--set", option).status == 2


def test_rates_of_ones_own_are_marked_in_every_output(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("mn-achievement-integration:\n  formula_allowance: $360\n")
    done = run("estimate", AUSTIN, "--law", str(mine))
    assert "Your own rates (--law): formula_allowance $360" in done.out
    assert "r  rests on a rate of your own" in done.out
    (result,) = as_json(AUSTIN, "--law", str(mine))["results"]
    assert result["lines"][4]["standing"] == "user"
    assert str(result["lines"][5]["value"]) == "746203.60"
    assert "user_rate" in result["lines"][11]["marks"]
    rows = run("estimate", AUSTIN, "--law", str(mine), "-f", "csv").out.splitlines()
    assert ",user," in rows[5]


@pytest.mark.parametrize(
    "text",
    [
        "mn-achievement-integration: {formula_alowance: 1}",
        "zzz: {a: 1}",
        "mn-achievement-integration: 5",
        "mn-achievement-integration: {formula_allowance: {a: 1}}",
        "mn-achievement-integration: {formula_allowance: }",
        "mn-eligibility: {screened_classifications: [[10]]}",
        "- a",
        "",
    ],
)
def test_a_file_of_rates_that_is_not_valid_stops_the_run(text: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(text)
    done = run("estimate", AUSTIN, "--law", str(mine))
    assert done.status == 2
    assert str(mine) in done.out
    assert "Max Initial Rev" not in done.out


def test_a_reading_is_chosen_and_an_unknown_one_refused() -> None:
    assert "$725,476.00" in run("estimate", AUSTIN, "--reading", "rounding=whole-dollars").out
    assert run("estimate", AUSTIN, "--reading", "rounding=up").status == 2
    wrong = run("estimate", AUSTIN, "--reading", "roundin=cents")
    assert wrong.status == 2
    assert "did you mean rounding?" in wrong.err


def test_an_unknown_program_is_wrong_usage() -> None:
    done = run("estimate", AUSTIN, "--program", "mn-achievement")
    assert done.status == 2
    assert "did you mean mn-achievement-integration?" in done.err


def test_two_lines_to_explain_are_answered_with_how_one_is_named() -> None:
    done = run("estimate", AUSTIN, "--explain", "16,12")
    assert done.status == 2
    said = " ".join(done.err.split())
    assert said.endswith(
        "no line '16,12'; a line is named by its number, as in the table, or by its key, as in JSON"
    )
    one = " ".join(run("estimate", AUSTIN, "--explain", "q", "--program", "wi-integration-aid").err.split())
    assert "; the keys are qualifying_pupils, " in one


def test_a_range_of_years_gives_a_result_a_year() -> None:
    results = as_json(AUSTIN, "--fiscal-year", "2015-16..2017-18")["results"]
    assert [one["fiscal_year"] for one in results] == [2016, 2017, 2018]
    assert run("estimate", AUSTIN, "--fiscal-year", "20x").status == 2


def test_strict_refuses_what_would_be_carried() -> None:
    assert run("estimate", AUSTIN, "--fiscal-year", "FY 2027").status == 0
    assert run("estimate", AUSTIN, "--fiscal-year", "FY 2027", "--strict").status == 2


def test_an_estimate_for_fy_2027_carries_l101() -> None:
    (result,) = as_json(AUSTIN, "--fiscal-year", "FY 2027")["results"]
    assert "L101" in {one["code"] for one in result["findings"]}
    assert str(result["lines"][11]["value"]) == "725475.72"


def test_standard_input_is_read_for_a_dash() -> None:
    done = run("estimate", "-", "--format", "csv", given=Path(AUSTIN).read_bytes())
    assert done.status == 0
    assert done.out.splitlines()[1].endswith(",-")


def test_one_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(BAD)
    done = run("estimate", str(bad), AUSTIN, str(tmp_path / "none.yaml"), "--format", "json")
    answer = json.loads(done.out)
    assert done.status == 2
    assert [one["district"]["name"] for one in answer["results"]] == ["Austin"]
    assert [one["code"] for one in answer["findings"]] == ["I103", "I102"]
    assert answer["summary"]["not_read"] == 2


def test_an_incomplete_estimate_is_1_and_never_is_0() -> None:
    file = str(SAMPLES / "montevideo_fy2016_incomplete.yaml")
    assert run("estimate", file).status == 1
    assert run("estimate", file, "--fail-on", "never").status == 0
    (result,) = as_json(file)["results"]
    assert result["complete"] is False
    assert result["missing"] == ["pupil_units.adjusted", "hold_harmless.amount"]


def test_fail_on_warning_makes_a_warning_1() -> None:
    assert run("estimate", AUSTIN, "--fiscal-year", "2027", "--fail-on", "warning").status == 1
    assert run("estimate", AUSTIN, "--fail-on", "warning").status == 0


def test_quiet_prints_warnings_and_nothing_where_there_are_none() -> None:
    done = run("estimate", AUSTIN, "--quiet")
    assert (done.status, done.out, done.err) == (0, "", "")
    warned = run("estimate", AUSTIN, "--quiet", "--fiscal-year", "2027")
    assert warned.out.startswith("warning I106")
    assert "info" not in warned.out
    assert run("estimate", "none.yaml", "--quiet").out.startswith("error I102")


def test_an_output_file_is_written_whole_and_never_replaced_unasked(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    first = run("estimate", AUSTIN, "-f", "json", "-o", str(target))
    assert (first.status, first.out) == (0, "")
    again = run("estimate", AUSTIN, "-f", "csv", "-o", str(target))
    assert again.status == 2
    assert "--force replaces it" in again.err
    assert target.read_text().startswith("{")
    assert run("estimate", AUSTIN, "-f", "csv", "-o", str(target), "--force").status == 0
    assert target.read_text().startswith("district_id")
    assert [one.name for one in tmp_path.iterdir()] == ["out.json"]


def test_an_output_that_cannot_be_written_is_2(tmp_path: Path) -> None:
    assert run("estimate", AUSTIN, "-o", str(tmp_path)).status == 2
    assert run("estimate", AUSTIN, "-o", str(tmp_path / "none" / "out.txt")).status == 2


def test_an_input_is_never_written_over() -> None:
    before = Path(AUSTIN).read_bytes()
    done = run("estimate", AUSTIN, "-o", AUSTIN, "--force")
    assert done.status == 2
    assert "is an input" in done.err
    assert Path(AUSTIN).read_bytes() == before


def test_the_same_input_gives_the_same_output() -> None:
    assert run("estimate", AUSTIN, "-f", "json").out == run("estimate", AUSTIN, "-f", "json").out


def test_a_console_that_is_not_unicode_still_gets_the_answer(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(
        Path(AUSTIN).read_text().replace("name: Austin", "name: Mille Lacs \u2265 \u540d"), encoding="utf-8"
    )
    for encoding in ("ascii", "cp1252"):
        done = run("estimate", str(file), PYTHONIOENCODING=encoding)
        assert done.status == 0
        assert "$725,475.72" in done.out
    answer = json.loads(run("estimate", str(file), "-f", "json", PYTHONIOENCODING="ascii").out)
    assert answer["results"][0]["district"]["name"] == "Mille Lacs \u2265 \u540d"


def test_a_letter_beyond_the_basic_plane_survives_json(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(Path(AUSTIN).read_text().replace("name: Austin", "name: \U0001f3eb"), encoding="utf-8")
    assert (
        json.loads(run("estimate", str(file), "-f", "json").out)["results"][0]["district"]["name"]
        == "\U0001f3eb"
    )


def test_a_name_that_looks_like_a_formula_stays_text_in_csv(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(Path(AUSTIN).read_text().replace("name: Austin", "name: '=1+1'"))
    assert ",'=1+1," in run("estimate", str(file), "-f", "csv").out


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise on Windows")
def test_a_closed_pipe_ends_quietly_with_the_verdict() -> None:
    for file, status in ((AUSTIN, 0), (str(SAMPLES / "montevideo_fy2016_incomplete.yaml"), 1)):
        many = [executable(), "estimate", *[file] * 40]
        done = subprocess.Popen(many, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
        assert done.stdout is not None
        assert done.stderr is not None
        done.stdout.read(10)
        done.stdout.close()
        errors = done.stderr.read().decode()
        done.stderr.close()
        assert done.wait(timeout=60) == status
        assert "Broken" not in errors
        assert "Traceback" not in errors


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"- a\n- list\n",
        bytes(range(256)) * 50,
        b"a: &a [x]\nb: [*a, *a]\n" * 10,
        b"[" * 20_000,
        b"state: " + b"[" * 20_000,
        b"state: {a: " * 5_000,
        BAD.replace(b"FY 2017", b".nan"),
        b"\xff\xfe" + "state: MN".encode("utf-16-le"),
        b"x" * 3_000_000,
    ],
    ids=["empty", "list", "binary", "aliases", "brackets", "nested", "groups", "nan", "utf-16", "huge"],
)
def test_a_hostile_file_is_refused_in_words_within_a_second(given: bytes, tmp_path: Path) -> None:
    file = tmp_path / "hostile.yaml"
    file.write_bytes(given)
    before = os.times()
    done = run("estimate", str(file))
    after = os.times()  # of the processor: how much else the machine does is no matter
    taken = after.children_user + after.children_system - before.children_user - before.children_system
    assert taken < 5, "a second here, with room for a slow machine"
    assert done.status in (1, 2)
    assert done.out.startswith("error I10")
    assert "Traceback" not in done.out + done.err


def test_an_unexpected_fault_is_3_with_one_line() -> None:
    code = (
        "import sys, ai_cli.cli.estimate as e\n"
        "from ai_cli.__main__ import main\n"
        "import ai_cli.inputs.district as d\n"
        "def broken(*_, **__): raise RuntimeError('salaries')\n"
        "d.read_district = broken\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    plain = subprocess.run(
        [sys.executable, "-c", code, "estimate", AUSTIN], capture_output=True, text=True, check=False
    )
    assert plain.returncode == 3
    fault, closing = plain.stderr.splitlines()
    assert fault == f"ai-cli: {AUSTIN}: a fault of the program, RuntimeError; run it again with --debug"
    assert closing.endswith("1 not read, 0 errors, 0 warnings, 1 fault of the program")
    debug = subprocess.run(
        [sys.executable, "-c", code, "estimate", AUSTIN, "--debug"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert debug.returncode == 3
    assert "Traceback" in debug.stderr


def test_explain_tells_the_findings_too() -> None:
    done = run("estimate", AUSTIN, "--explain", "12", "--fiscal-year", "2026", "--fail-on", "warning")
    assert done.status == 1
    assert "warning L101" in done.out


def test_a_what_if_value_of_a_list_is_answered_with_how_to_name_one_of_it(tmp_path: Path) -> None:
    file = tmp_path / "two.yaml"
    one = "  total: 4832\n  protected: 2089\n"
    two = "  - {october_1: 2015, total: 4832, protected: 2089}\n  - {october_1: 2016, total: 4900, protected: 2100}\n"
    file.write_text(Path(AUSTIN).read_text().replace(f"  october_1: 2015\n{one}", two))
    refused = run("estimate", str(file), "--set", "enrollment.protected=2072")
    assert refused.status == 2
    assert "fix: say which of them: `--set enrollment.2015.protected=2072`" in refused.out
    assert "$709,925.00" not in refused.out
    assert " 2,072 " in run("estimate", str(file), "--set", "enrollment.2015.protected=2072").out


def test_a_missing_value_is_asked_for_where_its_key_stands(tmp_path: Path) -> None:
    file = tmp_path / "some.yaml"
    file.write_text("state: MN\ndistrict: {name: Some}\nfiscal_year:\n")
    told = run("estimate", str(file)).out
    assert "fix: write it behind `fiscal_year:`" in told
    assert "fix: add `id:` with its value; the file that `ai-cli new` writes shows where" in told


def test_a_count_without_its_october_is_said_under_the_table() -> None:
    done = run("estimate", AUSTIN, "--set", "enrollment.october_1=")
    assert (
        "(2) and (3) taken for the count of October 1, 2015; the file does not name its October" in done.out
    )
    assert "(2) and (3) count of October 1, 2015" in run("estimate", AUSTIN).out


def test_a_wrong_value_tried_is_told_once_for_many_files() -> None:
    answer = json.loads(run("estimate", AUSTIN, AUSTIN, "--set", "budget.initial=abc", "-f", "json").out)
    assert [one["code"] for one in answer["findings"]] == ["I102"]
    assert answer["summary"]["not_read"] == 2


def test_a_range_takes_the_program_of_each_year_and_the_nearest_before_any() -> None:
    done = run("estimate", AUSTIN, "--fiscal-year", "1998..2015", "-f", "json")
    results = json.loads(done.out)["results"]
    assert [one["fiscal_year"] for one in results] == list(range(1998, 2016))
    assert {one["program"] for one in results[:-2]} == {"mn-integration-revenue"}
    assert {one["program"] for one in results[-2:]} == {"mn-achievement-integration"}
    out_of_force = [
        one["fiscal_year"] for one in results if "L104" in [found["code"] for found in one["findings"]]
    ]
    assert out_of_force == [1998]


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_file_name_that_is_no_text_is_told_in_escapes(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.yaml"
    with open(name, "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(Path(AUSTIN).read_bytes())
    for form in ("json", "csv", "table", "markdown"):
        command = [
            os.fsencode(executable()),
            b"estimate",
            name,
            b"-f",
            form.encode(),
            b"-o",
            os.fsencode(tmp_path / form),
        ]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0
        assert "725" in (tmp_path / form).read_text()
    assert "caf\\udce9" in json.loads((tmp_path / "json").read_text())["results"][0]["file"]


def test_a_share_that_is_the_same_since_earlier_says_since_when() -> None:
    done = run(
        "estimate", AUSTIN, "--set", "enrollment.october_1=2023", "--fiscal-year", "2025", "--explain", "24"
    )
    assert "rate budget_claim_share 100.3%: FY 2025, the same since FY 2014" in done.out


def test_a_line_that_this_form_does_not_have_is_said() -> None:
    from ai_cli.inputs.district import read_district
    from ai_cli.outputs.estimate_document import estimate_blocks
    from ai_cli.outputs.plain import plain_pieces
    from ai_cli.programs import Terms, program_of
    from ai_cli.programs import estimate as estimated

    district = read_district(AUSTIN).district
    assert district is not None
    one = estimated(district, program_of("MN", 2017), 2017, Terms(explain_line="99"))
    assert "This form has no line 99 to explain." in "".join(plain_pieces(estimate_blocks([one], ())))


def test_only_the_stamp_tells_the_time() -> None:
    stamped = json.loads(run("estimate", AUSTIN, "-f", "json", "--stamp").out)
    assert list(stamped)[-1] == "stamp"
    assert stamped["stamp"].endswith("+00:00")
    assert "stamp" not in as_json(AUSTIN)


@pytest.mark.skipif(os.name == "nt", reason="streams are closed otherwise on Windows")
def test_closed_streams_and_odd_targets_are_2_with_a_message(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    tries = [
        f"{executable()} estimate {AUSTIN} >&-",
        f"{executable()} law >&-",
        f"{executable()} estimate - <&-",
        f"{executable()} --help > /dev/full",
        f"{executable()} estimate {AUSTIN} -o {pipe} --force",
        f"{executable()} estimate {AUSTIN} -o {loop}",
        f"{executable()} estimate {AUSTIN} -o {tmp_path}/{'a' * 300}",
    ]
    for command in tries:
        done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, timeout=60)
        assert done.returncode == 2, command
        assert b"Traceback" not in done.stderr
    assert pipe.is_fifo()


def test_a_value_tried_twice_is_wrong_usage() -> None:
    done = run("estimate", AUSTIN, "--set", "budget.initial=1", "--set", "budget.initial=2")
    assert done.status == 2
    assert "stands twice" in done.err


def test_a_figure_that_is_unverified_says_by_what_in_its_explanation() -> None:
    assert (
        "which figure belongs here: Minn. Stat. 124D.862, subd. 1, unverified"
        in run("estimate", AUSTIN, "--explain", "2").out
    )


def test_quiet_hides_no_wrong_usage() -> None:
    assert run("law", "nonsense", "-q").status == 2
    assert run("rule", "ZZZ", "-q").status == 2
    assert run("law", "mn-calendar", "-q", "-f", "json").out.startswith("{")
