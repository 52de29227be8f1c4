"""Small programs for tests of what is shown of several, and a registry that knows them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

import ai_cli.programs
from ai_cli.forms import Entries, Form
from ai_cli.forms.expressions import cents, line, rate
from ai_cli.forms.lines import Derived, Given
from ai_cli.programs import PROGRAMS, registry
from ai_cli.programs.program import Program
from ai_cli.programs.sentences import dollars
from ai_cli.results.filled_form import FilledForm, State, Unit

if TYPE_CHECKING:
    from ai_cli.law import Law
    from ai_cli.programs.gathering import Gathering

LAW = "mn-achievement-integration"
(ACHIEVEMENT,) = [one for one in PROGRAMS if one.key == LAW]


class EarlierProgram(Program):
    """A program that was in force until the other one began."""

    __slots__ = ()

    @property
    def law(self) -> Law:
        later = super().law
        return later._replace(
            first_fiscal_year=later.first_fiscal_year - 10, last_fiscal_year=later.first_fiscal_year - 1
        )


def _conclude(form: FilledForm, district: str) -> str:
    revenue = form.by_key["amount"]
    return f"{district}: {dollars(revenue)}." if revenue.state is State.COMPLETE else f"{district}: unknown."


def _gather(form: Form) -> object:
    def gather(facts: Gathering) -> Entries:
        absent = {"budget": "no plan given"} if facts.section("budget")[0] is None else {}
        return facts.entries_of(form)._replace(absent_parts=absent)

    return gather


def _per_unit(key: str, title: str, *, earlier: bool = False) -> Program:
    """Return a program that pays an amount for each pupil unit, the protected share of it as levy."""
    amount = line("units") + line("units") if earlier else rate("incentive_allowance") * line("units")
    form = Form(
        key,
        title,
        LAW,
        (
            Given("1", "units", "Units of it", Unit.PUPIL_UNITS, "pupil_units.adjusted"),
            Given("2", "students", "Students of it", Unit.PUPILS, "enrollment.total"),
            Given("3", "protected", "Protected of it", Unit.PUPILS, "enrollment.protected"),
            Derived("4", "share", "Share of it", Unit.RATIO, line("protected") / line("students")),
            Derived("5", "amount", "Amount", Unit.DOLLARS, cents(amount)),
            Derived("6", "levied", "Levied", Unit.DOLLARS, cents(line("amount") * line("share"))),
            Derived("7", "aided", "Aided", Unit.DOLLARS, cents(line("amount") - line("levied"))),
        ),
    )
    kind = EarlierProgram if earlier else Program
    return kind(
        form,
        "same-year-oct1",
        _gather(form),  # type: ignore[arg-type]
        _conclude,
        compared=MappingProxyType(
            {
                "adjusted_pupil_units": "units",
                "enrollment": "students",
                "protected_share": "share",
                "revenue": "amount",
                "aid": "aided",
                "levy": "levied",
            }
        ),
        main_lines=("amount", "aided", "levied"),
    )


def _budgeted() -> Program:
    """Return a program that pays twice what is budgeted, and has no levy."""
    form = Form(
        "mn-budgeted",
        "Budgeted revenue",
        LAW,
        (
            Given("1", "units", "Units of it", Unit.PUPIL_UNITS, "pupil_units.adjusted"),
            Given("2", "planned", "Planned", Unit.DOLLARS, "budget.initial", part="budget"),
            Derived(
                "3", "amount", "Amount", Unit.DOLLARS, cents(line("planned") + line("planned")), part="budget"
            ),
        ),
    )
    return Program(
        form,
        "same-year-oct1",
        _gather(form),  # type: ignore[arg-type]
        _conclude,
        compared=MappingProxyType({"adjusted_pupil_units": "units", "revenue": "amount"}),
        main_lines=("amount",),
    )


PER_UNIT = _per_unit("mn-per-unit", "Revenue per pupil unit")
EARLIER = _per_unit("mn-earlier", "Earlier revenue", earlier=True)
BUDGETED = _budgeted()


@pytest.fixture
def made_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tool know the programs made here, and of its own only the one whose law they share."""
    known = (ACHIEVEMENT, PER_UNIT, EARLIER, BUDGETED)
    monkeypatch.setattr(registry, "PROGRAMS", known)
    monkeypatch.setattr(ai_cli.programs, "PROGRAMS", known)
