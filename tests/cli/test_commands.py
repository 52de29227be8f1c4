"""The other commands, and the program as a whole, through the real executable."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from running import ROOT, SAMPLES, run

from ai_cli import __version__
from ai_cli.findings import codes
from ai_cli.law import law_keys

COMMANDS = ("calendar", "estimate", "new", "rule", "law", "schema")


def test_the_version_is_printed() -> None:
    assert run("--version").out == f"ai-cli {__version__}\n"


def test_python_m_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ai_cli", "--version"], capture_output=True, text=True, check=False
    )
    assert done.stdout == f"ai-cli {__version__}\n"


@pytest.mark.parametrize("command", [(), *((one,) for one in COMMANDS)])
def test_help_opens_with_examples(command: tuple[str, ...]) -> None:
    done = run(*command, "--help", COLUMNS="80")
    assert done.status == 0
    _, _, text = done.out.partition("\n\n")
    assert text.startswith("  Examples:\n    ai-cli ")


def test_every_command_is_listed_with_a_sentence() -> None:
    listed = run("--help").out.partition("Commands:\n")[2]
    for command in COMMANDS:
        assert f"  {command} " in listed
    assert all(line.endswith(".") or "  " in line for line in listed.splitlines())


@pytest.mark.parametrize(
    "arguments", [(), ("estimat",), ("estimate",), ("estimate", "x", "--zzz"), ("estimate", "x", "-f", "pdf")]
)
def test_wrong_usage_is_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).status == 2


def test_the_catalogue_lists_every_code() -> None:
    done = run("rule")
    for one in codes():
        assert f"\n{one.code} " in done.out
    answer = json.loads(run("rule", "--format", "json").out)
    assert answer["schema"] == "ai-cli/rule/1"
    assert [one["code"] for one in answer["results"]] == [one.code for one in codes()]


def test_a_code_is_explained() -> None:
    done = run("rule", "i103")
    assert done.out.startswith("I103 (error): Unknown key or column\n")
    assert "Fix:" in done.out
    assert run("rule", "X999").status == 2
    assert "Law: Minn. Stat. 124D.861" in run("rule", "E104").out
    assert run("rule", "I103", "-f", "csv").out.splitlines()[1].startswith("I103,error,")


def test_the_law_is_printed_with_standing_and_readings() -> None:
    done = run("law", "mn-achievement-integration")
    assert "formula_allowance" in done.out
    assert "unverified" in done.out
    assert "Reading rounding:" in done.out
    assert "prior-year-oct1 (default)" in done.out


def test_every_law_is_printed_in_every_format() -> None:
    answer = json.loads(run("law", "--format", "json").out)
    assert [one["law"] for one in answer["results"]] == list(law_keys())
    rates = {(one["law"], rate["key"]): rate for one in answer["results"] for rate in one["rates"]}
    assert rates["mn-achievement-integration", "budget_claim_share"]["value"] == 1.003
    assert rates["mn-eligibility", "screened_classifications"]["value"] is None
    assert run("law", "-f", "csv").out.startswith("law,rate,title,unit,value,")
    assert "| formula\\_allowance | $350 |" in run("law", "-f", "markdown").out
    wrong = run("law", "mn-achievement")
    assert wrong.status == 2
    assert "did you mean mn-achievement-integration?" in wrong.err


def test_the_common_options_are_taken_by_every_printing_command() -> None:
    for command in ("rule", "law"):
        done = run(command, "--quiet", "--fail-on", "warning", "--reading", "rounding=cents", "--debug")
        assert (done.status, done.out) == (0, "")
        assert run(command, "--reading", "zzz=1").status == 2


def test_the_schema_accepts_what_is_left_empty() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(run("schema", "district").out))
    base = {"state": "MN", "district": {"id": "0492-01"}, "fiscal_year": 2017}
    for key in ("status", "enrollment", "years", "assumed", "budget", "schools"):
        validator.validate(base | {key: None})
    validator.validate(
        base | {"integration_revenue": {"clause": 3}, "enrollment": {"total": 1}, "status": ["adjoining"]}
    )


def test_the_schema_accepts_every_sample_and_refuses_a_misspelt_key() -> None:
    schema = json.loads(run("schema", "district").out)
    validator = jsonschema.Draft202012Validator(schema)
    for file in SAMPLES.glob("*.yaml"):
        if file.stem.startswith("budget"):
            continue
        validator.validate(yaml.safe_load(file.read_text()))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(
            {"state": "MN", "district": {"id": "0492-01"}, "fiscal_year": 2017, "enrolment": {}}
        )
    assert run("schema", "plan").status == 2


@pytest.mark.parametrize("state", ["mn", "wi"])
def test_a_starter_file_is_valid_but_for_what_must_be_filled_in(state: str, tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    assert run("new", "district", str(file), "--state", state).status == 0
    done = run("estimate", str(file), "-f", "json")
    assert {one["code"] for one in json.loads(done.out)["findings"]} == {"I101"}
    assert run("new", "district", str(file), "--state", state).status == 2
    assert run("new", "district", str(file), "--state", state, "--force").status == 0


def test_a_starter_file_is_filled_in_and_estimated(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    run("new", "district", str(file))
    text = file.read_text()
    for key, value in {
        "id": "0492-01",
        "fiscal_year": "FY 2017",
        "october_1": "2015",
        "total": "4832",
        "protected": "2089",
        "adjusted": "4794.5",
        "amount": "0",
        "initial": "670895",
        "incentive": "47945",
    }.items():
        text = re.sub(rf"(?m)^( *){key}:", rf"\g<1>{key}: {value}", text, count=1)
    file.write_text(text)
    assert "$720,852.69" in run("estimate", str(file)).out


def test_a_starter_file_names_every_key_of_the_model(tmp_path: Path) -> None:
    from ai_cli.facts.minnesota import MinnesotaDistrict
    from ai_cli.facts.names import names_of
    from ai_cli.facts.wisconsin import WisconsinDistrict

    for state, model in (("mn", MinnesotaDistrict), ("wi", WisconsinDistrict)):
        file = tmp_path / f"{state}.yaml"
        run("new", "district", str(file), "--state", state)
        text = file.read_text()
        for name in names_of(model):
            assert f"{name}:" in text


def test_a_starter_of_another_kind_is_refused(tmp_path: Path) -> None:
    assert run("new", "district", str(tmp_path / "x.txt")).status == 2


def test_nothing_is_written_beside_the_project(stood_before: frozenset[str]) -> None:
    now = {one.name for one in ROOT.iterdir() if not one.name.startswith(".")}
    assert now <= stood_before
