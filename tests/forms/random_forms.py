"""Makes random forms, and random entries for them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from ai_cli.findings import Place
from ai_cli.forms import Entries, Entry, Form
from ai_cli.forms.expressions import (
    ONE,
    ZERO,
    Applies,
    Arithmetic,
    Comparison,
    Condition,
    Expression,
    Extreme,
    IsChoice,
    IsYes,
    by_reading,
    cents,
    cents_up,
    choose,
    column,
    condition_by_reading,
    line,
    rate,
    row_sum,
    where_it_applies,
    whole,
    whole_dollars,
)
from ai_cli.forms.lines import ChoiceLine, Derived, Flag, Given, GivenRows, Line, RateLine
from ai_cli.results.filled_form import Source, Unit

LAW = "mn-achievement-integration"
RATES = (
    "formula_allowance",
    "hold_harmless_share",
    "incentive_allowance",
    "budget_claim_share",
    "aid_share",
    "transfer_share",
)
COLORS = ("red", "blue")
READING = "share-date"
CHOICES = ("prior-year-oct1", "same-year-oct1")
UNITS = st.sampled_from([Unit.DOLLARS, Unit.RATIO, Unit.PUPILS])

amounts = st.decimals(min_value=0, max_value=10_000_000, places=2)


@dataclass(frozen=True)
class Filled:
    """A random form with entries and the readings chosen."""

    form: Form
    entries: Entries
    readings: dict[str, str]


def conditions(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Condition]:
    relations = st.sampled_from(["more than", "at least", "equal to"])
    simple = st.one_of(
        st.builds(Comparison, relations, inner, inner),
        st.just(IsYes("flag")),
        st.just(IsYes("answer")),
        st.builds(IsChoice, st.just("color"), st.sampled_from(COLORS)),
        st.builds(Applies, st.sampled_from(["first", "absent", "answer", "rows"])),
    )
    by_reading = st.builds(
        lambda a, b: condition_by_reading(READING, dict(zip(CHOICES, (a, b), strict=True))), simple, simple
    )
    return st.one_of(simple, by_reading)


@cache
def formulas(numbers: tuple[str, ...]) -> st.SearchStrategy[Expression]:
    """Return expressions over the lines with these keys, rates, rows, a flag and a choice."""
    lines = st.sampled_from(numbers).map(line)
    rates = st.builds(rate, st.sampled_from(RATES), st.sampled_from([None, 2014]))
    leaves = st.one_of(lines, lines, rates, st.sampled_from([ZERO, ONE]))
    row_terms = st.one_of(
        st.just(column("fte")),
        rates.map(lambda one: column("fte") * one),
        rates.map(lambda one: whole(column("count") * one)),
    )

    def extend(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        return st.one_of(
            st.builds(Arithmetic, st.sampled_from("+-*/"), inner, inner),
            st.builds(Extreme, st.sampled_from(["lesser", "greater"]), st.tuples(inner, inner)),
            st.builds(Extreme, st.sampled_from(["lesser", "greater"]), st.tuples(inner, inner, inner)),
            inner.map(cents),
            inner.map(whole_dollars),
            inner.map(whole),
            st.builds(lambda key, of: cents_up(line(key) / of), st.sampled_from(numbers), rates),
            st.builds(choose, conditions(inner), inner, inner),
            st.builds(
                lambda a, b: by_reading(READING, dict(zip(CHOICES, (a, b), strict=True))), inner, inner
            ),
            row_terms.map(lambda term: row_sum("rows", term)),
            st.sampled_from(["first", "absent"]).map(where_it_applies),
        )

    return st.recursive(leaves, extend, max_leaves=6)


@st.composite
def filled_forms(draw: st.DrawFn) -> Filled:
    """Return a sound form of three given lines, a flag, a choice, rows, a rate line and some derived lines."""
    lines: list[Line] = [
        Given("1", "first", "First", Unit.DOLLARS, "first"),
        Given("2", "second", "Second", Unit.PUPILS, "second"),
        Derived("3a", "answer", "Answer", Unit.FLAG, Comparison("equal to", line("first"), line("second"))),
        Given("3b", "absent", "Absent", Unit.DOLLARS, "absent", part="absent"),
        Given("4", "third", "Third", Unit.PUPIL_UNITS, "third"),
        Flag("5", "flag", "Flag", Unit.FLAG, "flag"),
        ChoiceLine("6", "color", "Color", Unit.CLAUSE, "color", COLORS),
        GivenRows("7", "rows", "Rows", Unit.ROWS, "rows", ("fte", "count")),
        RateLine("8", "allowance", "Allowance", Unit.DOLLARS, "formula_allowance"),
    ]
    numbers = ["first", "second", "third", "allowance"]
    if draw(st.booleans()):
        condition = draw(conditions(formulas(tuple(numbers))))
        lines.append(Derived("9", "told", "Told", Unit.FLAG, condition))
    for index in range(draw(st.integers(1, 5))):
        key = f"derived_{index}"
        lines.append(Derived(str(10 + 2 * index), key, key, draw(UNITS), draw(formulas(tuple(numbers)))))
        numbers.append(key)
    values: dict[str, Decimal | bool | str | tuple[dict[str, Decimal], ...]] = {
        key: draw(amounts) for key in ("first", "second", "third")
    }
    values["flag"] = draw(st.booleans())
    values["color"] = draw(st.sampled_from(COLORS))
    rows = st.fixed_dictionaries({"fte": amounts, "count": amounts})
    values["rows"] = tuple(draw(st.lists(rows, max_size=3)))
    entries = Entries(
        {key: Entry(one, Source(key, Place("random"))) for key, one in values.items()},
        {"absent": "for the test"},
    )
    readings = {
        READING: draw(st.sampled_from(CHOICES)),
        "rounding": draw(st.sampled_from(["cents", "whole-dollars"])),
    }
    return Filled(Form("random", "Random", LAW, tuple(lines)), entries, readings)
