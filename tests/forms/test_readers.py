"""What single readers of a form do with single pieces."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ai_cli.forms import Entries, Form, calculate
from ai_cli.forms.evaluate import Evaluation, Trace
from ai_cli.forms.expressions import (
    ONE,
    Applies,
    Comparison,
    Condition,
    Expression,
    IsChoice,
    IsYes,
    Relation,
    at_least,
    by_reading,
    cents,
    cents_up,
    choose,
    column,
    condition_by_reading,
    equal,
    greater,
    lesser,
    line,
    more_than,
    rate,
    row_sum,
    where_it_applies,
    whole,
)
from ai_cli.forms.lines import Derived, FromForm, Given, GivenOrDerived, RateLine
from ai_cli.forms.spreadsheet import spreadsheet_formula
from ai_cli.forms.words import in_words
from ai_cli.law import RateBook
from ai_cli.results.filled_form import Unit

GIVEN = Given("1", "a", "A", Unit.DOLLARS, "in.a")
X, Y, Z = line("a"), line("b"), line("c")


class Cells:
    """Names each figure by what it is; a line of rows has some of them."""

    def __init__(self, count: int = 1) -> None:
        self.count = count

    def line(self, key: str) -> str:
        return f"[{key}]"

    def rate(self, key: str, fiscal_year: int | None) -> str:
        return f"[{key} {fiscal_year or 'now'}]"

    def rows(self, key: str, column: str) -> tuple[str, ...]:
        return tuple(f"[{key} {column} {index}]" for index in range(self.count))

    def applies(self, key: str) -> bool:
        return key != "absent"

    def inner(self, key: str, taken: str) -> str:
        return f"[{key} {taken}]"


NUMBERS = {"a": "1", "b": "2", "c": "3", "r": "4", "absent": "5"}


def words(formula: Expression, unit: Unit = Unit.DOLLARS, **readings: str) -> str:
    return in_words(
        formula,
        unit,
        NUMBERS,
        lambda key, fiscal_year: f"{key} {fiscal_year}",
        {"rounding": "cents", **readings},
    )


def cells(formula: Expression | Condition, count: int = 1, **readings: str) -> str | None:
    unit = Unit.RATIO if isinstance(formula, Expression) else Unit.FLAG
    one = Derived("9", "d", "D", unit, formula)
    return spreadsheet_formula(one, Cells(count), {"rounding": "cents", **readings})


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


BRACKETS: dict[str, tuple[Expression, str, str]] = {
    "a sum from the left": (X - Y + Z, "(1) - (2) + (3)", "=[a]-[b]+[c]"),
    "one less a line": (ONE - X, "1 - (1)", "=1-[a]"),
    "a sum within a difference": (X - (Y + Z), "(1) - [ (2) + (3) ]", "=[a]-([b]+[c])"),
    "a difference within a difference": (X - (Y - Z), "(1) - [ (2) - (3) ]", "=[a]-([b]-[c])"),
    "a product within a sum": (X + Y * Z, "(1) + (2) x (3)", "=[a]+[b]*[c]"),
    "a sum within a product": ((X + Y) * Z, "[ (1) + (2) ] x (3)", "=([a]+[b])*[c]"),
    "a product after a sum": (X * (Y - Z), "(1) x [ (2) - (3) ]", "=[a]*([b]-[c])"),
    "a quotient from the left": (X / Y * Z, "(1) / (2) x (3)", "=[a]/[b]*[c]"),
    "a product within a quotient": (X / (Y * Z), "(1) / [ (2) x (3) ]", "=[a]/([b]*[c])"),
    "an extreme of sums": (
        lesser(X + Y, Z, greater(X, Y)),
        "lesser of [ (1) + (2) ], (3), [ greater of (1), (2) ]",
        "=MIN([a]+[b],[c],MAX([a],[b]))",
    ),
    "an extreme within a product": (
        greater(X, Y) * Z,
        "[ greater of (1), (2) ] x (3)",
        "=MAX([a],[b])*[c]",
    ),
    "a rounded sum": (
        whole(X + Y),
        "(1) + (2), rounded to a whole number",
        "=ROUND(ROUND([a]+[b],5),0)",
    ),
    "a rounded extreme within a sum": (
        cents(lesser(X, Y)) + Z,
        "[ [ lesser of (1), (2) ], rounded to the cent ] + (3)",
        "=ROUND(MIN([a],[b]),2)+[c]",
    ),
    "a choice": (
        choose(equal(X, Y + Z), X + Y, lesser(X, Y)),
        "if (1) is (2) + (3) then (1) + (2), otherwise [ lesser of (1), (2) ]",
        "=IF([a]=[b]+[c],[a]+[b],MIN([a],[b]))",
    ),
    "a choice after a choice": (
        choose(more_than(X, Y), X, choose(IsYes("b"), Y, choose(IsChoice("c", "red"), Z, X))),
        (
            "if (1) is more than (2) then (1), otherwise if (2) is yes then (2), "
            "otherwise if (3) is red then (3), otherwise (1)"
        ),
        '=IF([a]>[b],[a],IF([b]="yes",[b],IF([c]="red",[c],[a])))',
    ),
    "a choice within a product": (
        X * choose(more_than(X, Y), X, Y),
        "(1) x [ if (1) is more than (2) then (1), otherwise (2) ]",
        "=[a]*IF([a]>[b],[a],[b])",
    ),
    "a line where it applies": (
        X - where_it_applies("a"),
        "(1) - [ if (1) applies then (1), otherwise 0 ]",
        "=[a]-[a]",
    ),
    "a line that does not apply": (
        X - where_it_applies("absent"),
        "(1) - [ if (5) applies then (5), otherwise 0 ]",
        "=[a]-0",
    ),
    "a reading that chooses a sum": (
        X - by_reading("which", {"one": Y, "sum": Y + Z}),
        "(1) - [ (2) + (3) ]",
        "=[a]-([b]+[c])",
    ),
    "a sum over rows": (
        X + row_sum("r", column("fte") * Y),
        "(1) + [ sum over (4) of [ each fte x (2) ] ]",
        "=[a]+SUM([r fte 0]*[b],[r fte 1]*[b])",
    ),
}


@pytest.mark.parametrize("kind", BRACKETS)
def test_brackets_stand_where_the_order_needs_them_and_nowhere_else(kind: str) -> None:
    formula, said, typed = BRACKETS[kind]
    assert words(formula, Unit.RATIO, which="sum") == said
    assert cells(formula, 2, which="sum") == typed


def test_a_sum_over_no_rows_is_zero() -> None:
    assert cells(row_sum("r", column("fte")), 0) == "=0"


def test_a_line_that_answers_is_yes_or_no_in_a_cell() -> None:
    assert cells(Applies("a")) == '=IF(TRUE,"yes","no")'
    assert cells(Applies("absent")) == '=IF(FALSE,"yes","no")'
    choices: dict[str, Condition] = {"one": IsYes("a"), "other": at_least(X + Y, Z)}
    assert cells(condition_by_reading("which", choices), which="other") == '=IF([a]+[b]>=[c],"yes","no")'


@pytest.mark.parametrize(
    ("step", "reading", "said", "typed"),
    [
        (cents, "cents", "(1), rounded to the cent", "=ROUND([a],2)"),
        (cents, "whole-dollars", "(1), rounded to the dollar", "=ROUND(ROUND([a],5),0)"),
        (
            cents_up,
            "cents",
            "(1), rounded up to the cent",
            (
                "=ROUND(ROUND([a],2)+IF(ROUND([a],7)>ROUND([a],2),IF(ROUND([a],7)>0,0.01,0),"
                "IF(ROUND([a],2)>ROUND([a],7),IF(0>ROUND([a],7),0-0.01,0),0)),2)"
            ),
        ),
        (
            cents_up,
            "whole-dollars",
            "(1), rounded up to the dollar",
            (
                "=ROUND(ROUND([a],0)+IF(ROUND([a],5)>ROUND([a],0),IF(ROUND([a],5)>0,1,0),"
                "IF(ROUND([a],0)>ROUND([a],5),IF(0>ROUND([a],5),0-1,0),0)),0)"
            ),
        ),
        (whole, "whole-dollars", "(1), rounded to a whole number", "=ROUND(ROUND([a],5),0)"),
    ],
)
def test_each_step_of_rounding_has_its_words_and_its_formula(
    step: Callable[[Expression], Expression], reading: str, said: str, typed: str
) -> None:
    assert words(step(X), Unit.RATIO, rounding=reading) == said
    assert cells(step(X), rounding=reading) == typed


def chosen_by(one: Expression, relation: Relation, *keys: str) -> Expression:
    """Return a choice by how a line compares with each of these rates in turn."""
    chain: Expression = Z
    for key in reversed(keys):
        chain = choose(Comparison(relation, one, rate(key)), rate(f"paid_{key}"), chain)
    return chain


def test_four_values_of_one_line_are_worded_as_a_list_and_fewer_as_choices() -> None:
    assert words(chosen_by(X, "equal to", "p", "q", "s", "t"), Unit.RATIO) == (
        "by (1): p None paid_p None, q None paid_q None, s None paid_s None, t None paid_t None, otherwise (3)"
    )
    assert words(chosen_by(X, "equal to", "p", "q", "s"), Unit.RATIO) == (
        "if (1) is p None then paid_p None, otherwise if (1) is q None then paid_q None, "
        "otherwise if (1) is s None then paid_s None, otherwise (3)"
    )


@pytest.mark.parametrize(
    "chain",
    [
        chosen_by(X, "at least", "p", "q", "s", "t"),
        chosen_by(X + Y, "equal to", "p", "q", "s", "t"),
        choose(equal(X, rate("p")), Y, chosen_by(Y, "equal to", "q", "s", "t")),
        choose(equal(X, Y), Y, chosen_by(X, "equal to", "q", "s", "t")),
        choose(IsYes("a"), Y, chosen_by(X, "equal to", "q", "s", "t")),
    ],
)
def test_choices_that_are_not_by_the_values_of_one_line_are_no_list(chain: Expression) -> None:
    said = words(chain, Unit.RATIO)
    assert said.startswith("if ")
    assert said.count("otherwise") == 4
