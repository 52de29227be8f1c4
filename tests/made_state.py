"""A state that the tool does not cover, with a model of its districts and a program, for tests of what a new one takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

import pytest
from pydantic import Field

import ai_cli.programs
from ai_cli.facts import states
from ai_cli.facts.fields import Count, Facts, FiscalYear, KeysOnce, Text, one_of
from ai_cli.facts.states import STATES, State
from ai_cli.facts.years import read_fiscal_year
from ai_cli.forms import Form
from ai_cli.forms.expressions import cents, line, rate
from ai_cli.forms.lines import Given, derived_dollars
from ai_cli.inputs.file_kinds import _district_keys
from ai_cli.programs import PROGRAMS, registry
from ai_cli.programs.program import Program
from ai_cli.programs.sentences import dollars
from ai_cli.results.filled_form import FilledForm, Unit

if TYPE_CHECKING:
    from ai_cli.law import Law


class _Name(Facts):
    id: Text
    name: Text | None = None


class _FactsOfYear(Facts):
    protected_pupils: Count | None = Field(None, description="Protected pupils, line (1).")


class DakotaDistrict(_FactsOfYear):
    timeless: ClassVar[frozenset[str]] = frozenset()

    state: Annotated[str, one_of("DK")]
    district: _Name
    fiscal_year: FiscalYear
    assumed: tuple[Text, ...] = ()
    years: Annotated[dict[FiscalYear, _FactsOfYear], KeysOnce(read_fiscal_year)] = Field(default_factory=dict)


class _DakotaProgram(Program):
    __slots__ = ()

    @property
    def law(self) -> Law:
        return super().law._replace(key="dk-flat-aid", state="DK")


FORM = Form(
    "dk-flat-aid",
    "Flat aid",
    "mn-achievement-integration",
    (
        Given("1", "protected", "Protected pupils", Unit.PUPILS, "protected_pupils"),
        derived_dollars("2", "aid", "Aid", cents(rate("incentive_allowance") * line("protected"))),
    ),
)


def _conclude(form: FilledForm, district: str) -> str:
    return f"{district} can expect {dollars(form.by_key['aid'])}."


PROGRAM = _DakotaProgram(
    FORM, "prior-year-oct1", lambda facts: facts.entries_of(FORM), _conclude, main_lines=("aid",)
)


@pytest.fixture
def made_state(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tool know the state, in the two places where a state and a program are named, and nowhere else."""
    known = (*PROGRAMS, PROGRAM)
    monkeypatch.setattr(states, "STATES", (*STATES, State("DK", "Dakota", __name__, "DakotaDistrict")))
    monkeypatch.setattr(registry, "PROGRAMS", known)
    monkeypatch.setattr(ai_cli.programs, "PROGRAMS", known)
    _district_keys.cache_clear()
    monkeypatch.setattr("ai_cli.inputs.file_kinds._district_keys", _district_keys.__wrapped__)
