"""The files of law are sound: every value cited, dated and of known standing, every rate used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import ai_cli
from ai_cli.forms.expressions import ByReading, RateValue, pieces
from ai_cli.forms.form import Form
from ai_cli.forms.lines import RateLine, formula_of, inner_form_of
from ai_cli.inputs.tree import plain
from ai_cli.inputs.yaml_tree import read_yaml
from ai_cli.law import STANDINGS, Law, every_reading, law, law_keys, readings_of
from ai_cli.programs import PROGRAMS
from ai_cli.programs.calendar import calendar_of

ROOT = Path(ai_cli.__file__).parent
RATE_KEYS = {"title", "unit", "cite", "url", "known_through", "values", "falls", "note"}
VALUE_KEYS = {"from", "value", "standing", "cite", "url", "note"}
READING_KEYS = {"question", "default", "choices", "cite", "standing"}

READ_BESIDE_A_FORM = {
    "minneapolis_district": "mn_hf2051.py",
    "st_paul_district": "mn_integration_clause.py",
    "duluth_district": "mn_integration_clause.py",
    "evaluation_years": "mn_hf2051.py",
    "pupil_units_meant": "mn_integration_revenue.py",
    "fund": "wi_integration_aid.py",
    "revenue_limit_years": "wi_integration_aid.py",
    "interdistrict_source": "wi_integration_aid.py",
    "intradistrict_source": "wi_integration_aid.py",
    "milwaukee_district": "wi_integration_aid.py",
}
"""Figures of a program that are no number on its form -> the module that reads them."""

PRINTED_ONLY = {
    "improvement_plan_most_share": "goals missed are known after the third year of a plan, not from a budget",
    "plan_years": "for the reader",
    "allowed_uses": "what the words of a narrative are about is for a reviewer",
    "plan_goals": "the same",
    "plan_strategies": "the same",
    "incentive_activities_districts": "the same",
    "incentive_activities_schools": "the same",
    "restricted_balance_code": "a balance sheet code, not one of a budget line",
    "professional_development_objects": "which objects are unfit is listed by category",
    "administration_programs": "the same",
    "direct_objects": "the same",
    "object_ranges": "the same",
    "debt_objects": "the same",
    "program_titles": "titles differ by district",
    "codes_in_two_dimensions": "the reason for the account order",
    "incentive_enrollment_target": "a proposed target of enrollment",
    "administration_costs": "what the words of a narrative are about is for a reviewer",
    "collaborative_plan_year": "for those who take part through a collaborative; membership is an official status",
    "protected_groups": "the definition behind the state's count of protected students",
    "early_childhood_hours": "for those who work out membership from hours of service by hand",
    "early_childhood_least_membership": "the same",
    "early_childhood_most_membership": "the same",
    "disabled_kindergarten_hours": "the same",
    "voluntary_prekindergarten_hours": "the same",
    "voluntary_prekindergarten_most_membership": "the same",
    "levy_shift_districts": "when a levy is recognized changes no line of the form and is no date",
}


def written(key: str) -> dict[str, Any]:
    file = f"{key.replace('-', '_')}.yaml"
    tree, findings = read_yaml((ROOT / "law" / file).read_text(encoding="utf-8"), file)
    assert findings == ()
    assert tree is not None
    body: dict[str, Any] = plain(tree)
    return body


def forms(form: Form) -> list[Form]:
    inner = [found.form for one in form.lines if (found := inner_form_of(one)) is not None]
    return [form, *(one for below in inner for one in forms(below))]


ALL_FORMS = [one for program in PROGRAMS for one in forms(program.form)]


def rates_used(form: Form) -> set[tuple[str, str]]:
    lines = {(form.law, one.rate) for one in form.lines if isinstance(one, RateLine)}
    formulas = [formula for one in form.lines if (formula := formula_of(one)) is not None]
    found = [piece for formula in formulas for piece in pieces(formula) if isinstance(piece, RateValue)]
    return lines | {(form.law, piece.key) for piece in found}


def dates_listed(one: Law) -> set[str]:
    """Return the dates that stand in a calendar of some year, under some reading."""
    readings = [{name: choice} for name, known in every_reading().items() for choice in known.choices]
    years = range(one.first_fiscal_year, 2030)
    return {
        day.key
        for chosen in readings
        for year in years
        for day in calendar_of(one.state, year, readings=chosen).dates
    }


@pytest.mark.parametrize("key", law_keys())
def test_a_file_has_no_key_that_would_be_ignored(key: str) -> None:
    body = written(key)
    for rate in body["rates"].values():
        assert set(rate) <= RATE_KEYS
        assert all(set(value) <= VALUE_KEYS for value in rate["values"])
    for reading in (body.get("readings") or {}).values():
        assert set(reading) == READING_KEYS


@pytest.mark.parametrize("key", law_keys())
def test_every_value_is_cited_with_one_address_and_a_known_standing(key: str) -> None:
    for rate in law(key).rates.values():
        for entry in rate.entries:
            assert entry.cite
            assert re.fullmatch(r"https?://[^\s,;]+", entry.url)
            assert entry.standing in STANDINGS


@pytest.mark.parametrize("key", law_keys())
def test_the_years_of_a_rate_follow_each_other_up_to_its_horizon(key: str) -> None:
    for rate in law(key).rates.values():
        years = [entry.first_fiscal_year for entry in rate.entries]
        assert years == sorted(set(years))
        assert rate.known_through is None or rate.known_through >= years[-1]


@pytest.mark.parametrize("key", law_keys())
def test_a_number_of_law_can_be_read(key: str) -> None:
    for rate in law(key).rates.values():
        for entry in rate.entries:
            if rate.is_number(entry.written):
                assert rate.number(entry.written) >= 0


@pytest.mark.parametrize("key", law_keys())
def test_the_default_of_a_reading_is_one_of_its_choices(key: str) -> None:
    for reading in law(key).readings.values():
        assert reading.default in reading.choices
        assert reading.standing in STANDINGS


@pytest.mark.parametrize("key", law_keys())
def test_every_rate_is_used_by_a_form_or_says_why_not(key: str) -> None:
    used = {rate for form in ALL_FORMS for law_key, rate in rates_used(form) if law_key == key}
    rooms = {"screening": "eligibility", "criteria": "criteria", "accountability": "accountability"}
    if law(key).kind in rooms:
        modules = (ROOT / rooms[law(key).kind]).glob("*.py")
        used = {
            word for one in modules for word in re.findall(r'"([a-z_]+)"', one.read_text(encoding="utf-8"))
        }
    if law(key).kind in ("program", "bill"):
        used |= {
            rate
            for rate, module in READ_BESIDE_A_FORM.items()
            if f'"{rate}"' in (ROOT / "programs" / module).read_text(encoding="utf-8")
        }
    if law(key).kind == "calendar":
        used = dates_listed(law(key))
    assert set(law(key).rates) - used - set(PRINTED_ONLY) == set()


def test_every_rate_that_a_form_uses_is_in_its_law() -> None:
    for form in ALL_FORMS:
        assert {rate for _, rate in rates_used(form)} <= set(law(form.law).rates)


def test_every_reading_in_a_form_is_in_its_law_with_the_same_choices() -> None:
    for program in PROGRAMS:
        known = readings_of(program.form.laws)
        for form in forms(program.form):
            formulas = [formula for one in form.lines if (formula := formula_of(one)) is not None]
            for piece in (piece for formula in formulas for piece in pieces(formula)):
                if isinstance(piece, ByReading):
                    assert set(piece.choices) == set(known[piece.reading].choices)


def test_an_unknown_law_is_an_error() -> None:
    with pytest.raises(KeyError):
        law("no-such-law")
