"""The readers of a form say the same: what is calculated is what the words and the spreadsheet say."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from random_forms import Filled, filled_forms
from reading_spreadsheets import computed
from reading_words import Words, rounded

from ai_cli.forms import calculate
from ai_cli.forms.lines import Derived
from ai_cli.forms.spreadsheet import spreadsheet_formula
from ai_cli.law import NoRate, RateBook
from ai_cli.results.filled_form import FilledForm, State, Unit

YEAR = 2017
BOOK = RateBook()


def fill(example: Filled) -> FilledForm:
    return calculate(example.form, example.entries, YEAR, BOOK, example.readings)


def rows_of(example: Filled) -> list[dict[str, Fraction]]:
    rows = example.entries.values["rows"].value
    assert isinstance(rows, tuple)
    return [{name: Fraction(number) for name, number in row.items()} for row in rows]


def check_words(example: Filled) -> None:
    filled = fill(example)
    values = {one.number: one.exact if one.exact is not None else one.value for one in filled.lines}
    for one in filled.lines:
        if one.kind != "Derived" or one.state is not State.COMPLETE:
            continue
        assert one.words is not None
        words = Words(one.words, values, {"7": rows_of(example)}, absent={"3b"})
        if one.unit is Unit.FLAG:
            assert words.answer() is one.value, one.words
            continue
        cents_are_dollars = one.unit is Unit.DOLLARS
        by_words = words.whole(dollars=False)
        if cents_are_dollars and "rounded" not in one.words.rsplit("]", 1)[-1]:
            by_words = rounded(by_words, 2 if example.readings["rounding"] == "cents" else 0)
        assert by_words == one.exact, (one.words, by_words, one.exact)


class CellsOfTest:
    """Gives each figure a cell of its own, and its value."""

    def __init__(self, example: Filled, filled: FilledForm) -> None:
        self.values: dict[str, Fraction | str] = {}
        self.example = example
        for one in filled.lines:
            answers = {True: "yes", False: "no"}
            plain = answers[one.value] if isinstance(one.value, bool) else str(one.value)
            self.values[self.line(one.key)] = one.exact if one.exact is not None else plain

    def line(self, key: str) -> str:
        return f"L_{key}"

    def rate(self, key: str, fiscal_year: int | None) -> str:
        found = BOOK.rate(self.example.form.law, key, fiscal_year or YEAR)
        assert not isinstance(found, NoRate)
        cell = f"R_{key}_{fiscal_year}"
        self.values[cell] = Fraction(found.value)
        return cell

    def rows(self, key: str, column: str) -> tuple[str, ...]:
        cells = []
        for index, row in enumerate(rows_of(self.example)):
            cell = f"ROW_{key}_{column}_{index}"
            self.values[cell] = row[column]
            cells.append(cell)
        return tuple(cells)

    def applies(self, key: str) -> bool:
        return key != "absent"

    def inner(self, key: str, taken: str) -> str:
        return f"L_{key}_{taken}"


def check_spreadsheet(example: Filled) -> None:
    filled = fill(example)
    cells = CellsOfTest(example, filled)
    for one in example.form.lines:
        line = filled.by_key[one.key]
        if not isinstance(one, Derived) or line.state is not State.COMPLETE:
            continue
        formula = spreadsheet_formula(one, cells, example.readings)
        assert formula is not None
        expected = line.exact if line.exact is not None else {True: "yes", False: "no"}[line.value is True]
        assert computed(formula, cells.values) == expected, formula


@settings(max_examples=300, deadline=None)
@given(filled_forms())
def test_the_words_of_a_line_compute_to_its_value(example: Filled) -> None:
    check_words(example)


@settings(max_examples=300, deadline=None)
@given(filled_forms())
def test_the_spreadsheet_formula_of_a_line_computes_to_its_value(example: Filled) -> None:
    check_spreadsheet(example)


@pytest.mark.slow
@settings(max_examples=5000, deadline=None)
@given(filled_forms())
def test_words_and_spreadsheet_agree_on_thousands_of_forms(example: Filled) -> None:
    check_words(example)
    check_spreadsheet(example)


@settings(max_examples=100, deadline=None)
@given(filled_forms())
def test_filling_a_form_twice_gives_the_same(example: Filled) -> None:
    assert fill(example) == fill(example)
