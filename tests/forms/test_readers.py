"""What single readers of a form do with single pieces."""

from __future__ import annotations

import pytest

from ai_cli.forms import Entries, Form, calculate
from ai_cli.forms.evaluate import Evaluation, Trace
from ai_cli.forms.expressions import Expression, at_least, cents, choose, line, rate
from ai_cli.forms.lines import Derived, FromForm, Given, GivenOrDerived, RateLine
from ai_cli.forms.spreadsheet import spreadsheet_formula
from ai_cli.forms.words import in_words
from ai_cli.law import RateBook
from ai_cli.results.filled_form import Unit

GIVEN = Given("1", "a", "A", Unit.DOLLARS, "in.a")


class Cells:
    """Names each figure by what it is."""

    def line(self, key: str) -> str:
        return f"[{key}]"

    def rate(self, key: str, fiscal_year: int | None) -> str:
        return f"[{key} {fiscal_year or 'now'}]"

    def rows(self, key: str, column: str) -> tuple[str, ...]:
        return (f"[{key} {column}]",)

    def applies(self, key: str) -> bool:
        return key != "absent"

    def inner(self, key: str, taken: str) -> str:
        return f"[{key} {taken}]"


def words(formula: Expression, unit: Unit = Unit.DOLLARS) -> str:
    return in_words(
        formula, unit, {"a": "1"}, lambda key, fiscal_year: f"{key} {fiscal_year}", {"rounding": "cents"}
    )


def test_a_line_that_is_typed_has_no_spreadsheet_formula() -> None:
    assert spreadsheet_formula(GIVEN, Cells(), {}) is None


def test_a_rate_line_points_to_the_cell_of_its_rate() -> None:
    one = RateLine("1", "r", "R", Unit.RATIO, "aid_share")
    assert spreadsheet_formula(one, Cells(), {}) == "=[aid_share now]"


def test_a_line_of_an_inner_form_points_to_the_line_it_takes() -> None:
    inner = Form("inner", "Inner", "mn-achievement-integration", (GIVEN,))
    one = GivenOrDerived("2", "g", "G", Unit.DOLLARS, "in.g", FromForm(inner, "a", "the inner A"))
    assert spreadsheet_formula(one, Cells(), {}) == "=[g a]"


def test_at_least_is_a_comparison_that_is_not_strict() -> None:
    formula = cents(choose(at_least(line("a"), rate("aid_share", 2014)), line("a"), line("a")))
    assert words(formula) == "if (1) is at least aid_share 2014 then (1), otherwise (1)"
    one = Derived("2", "d", "D", Unit.DOLLARS, formula)
    assert spreadsheet_formula(one, Cells(), {}) == "=ROUND(IF([a]>=[aid_share 2014],[a],[a]),2)"


def test_a_dollar_line_without_rounding_says_so() -> None:
    assert words(line("a") * rate("aid_share")) == "(1) x aid_share None, not rounded"
    assert words(line("a") * rate("aid_share"), Unit.RATIO) == "(1) x aid_share None"


def test_a_piece_that_no_reader_knows_is_a_fault_of_the_form() -> None:
    unknown = Derived("2", "d", "D", Unit.DOLLARS, Expression())
    with pytest.raises(TypeError):
        words(Expression())
    with pytest.raises(TypeError):
        spreadsheet_formula(unknown, Cells(), {})
    evaluation = Evaluation("mn-achievement-integration", 2017, RateBook(), {}, {})
    with pytest.raises(TypeError):
        evaluation.value(Expression(), Trace({}, {}, {}))
    form = Form("x", "X", "mn-achievement-integration", (GIVEN, unknown))
    with pytest.raises(TypeError):
        calculate(form, Entries(), 2017, RateBook(), {"rounding": "cents"})
