"""A form checks itself when it is built, and its lines have three states when it is filled."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from ai_cli.findings import Place
from ai_cli.forms import Entries, Entry, Form, FormIsNotSound, calculate
from ai_cli.forms.evaluate import standing_of
from ai_cli.forms.explain import explain
from ai_cli.forms.expressions import (
    Constant,
    Expression,
    IsChoice,
    IsYes,
    by_reading,
    cents,
    cents_up,
    choose,
    column,
    greater,
    lesser,
    line,
    more_than,
    rate,
    row_sum,
    whole,
    whole_dollars,
)
from ai_cli.forms.lines import (
    ChoiceLine,
    Derived,
    Flag,
    FromForm,
    Given,
    GivenOrDerived,
    GivenRows,
    Line,
    RateLine,
)
from ai_cli.forms.rounding import CENTS, CENTS_UP, WHOLE, rounded
from ai_cli.law import RateBook, RateEntry, readings_of
from ai_cli.programs import PROGRAMS
from ai_cli.results.filled_form import FilledForm, Mark, Source, State, Unit

LAW = "mn-achievement-integration"
A = Given("1", "a", "A", Unit.DOLLARS, "in.a", standing="statute")
B = Given("2", "b", "B", Unit.DOLLARS, "in.b", standing="statute", part="second")


def form(*lines: Line) -> Form:
    return Form("test", "Test", LAW, lines)


def entry(number: str, key: str = "in.x", **source: object) -> Entry:
    return Entry(Decimal(number), Source(key, Place("test.yaml", line=3), **source))  # type: ignore[arg-type]


def fill(one: Form, entries: Entries, year: int = 2017, *, strict: bool = False) -> FilledForm:
    readings = {"rounding": "cents", "share-date": "prior-year-oct1"}
    return calculate(one, entries, year, RateBook(strict=strict), readings)


def derived(formula: Expression, number: str = "3", key: str = "c") -> Derived:
    return Derived(number, key, "C", Unit.DOLLARS, formula, standing="statute")


FAULTS = {
    "a repeated key": ((A, Given("2", "a", "A", Unit.DOLLARS, "in.a")), "key a stands twice"),
    "a number out of order": ((B, A), r"line \(1\) is out of order"),
    "a number that stands twice": (
        (A, Given("1", "z", "Z", Unit.DOLLARS, "in.z")),
        r"line \(1\) is out of order",
    ),
    "a number that is none": ((Given("b1", "x", "X", Unit.DOLLARS, "x"),), "'b1' is not a number"),
    "an unknown line": ((A, derived(line("zzz"))), "unknown line zzz"),
    "a later line": ((derived(line("a"), "0"), A), "a, which does not stand before it"),
    "a number used as a flag": ((A, derived(choose(IsYes("a"), line("a"), line("a")))), "uses a as a flag$"),
    "a flag used as a number": (
        (Flag("1", "f", "F", Unit.FLAG, "in.f"), derived(line("f"))),
        "uses f as a number$",
    ),
    "a choice used as a number": (
        (ChoiceLine("1", "k", "K", Unit.CLAUSE, "in.k", ("1", "2")), derived(line("k"))),
        "uses k as a number$",
    ),
    "a number used as rows": ((A, derived(row_sum("a", column("fte")))), "uses a as a table of rows$"),
    "a number used as a choice": (
        (A, derived(choose(IsChoice("a", "1"), line("a"), line("a")))),
        "uses a as a choice$",
    ),
    "a number where the unit is an answer": (
        (A, Derived("3", "c", "C", Unit.FLAG, line("a"))),
        r"line \(3\) answers yes or no, or is a number: its unit says the other",
    ),
    "an answer where the unit is a number": (
        (A, Derived("3", "c", "C", Unit.DOLLARS, more_than(line("a"), line("a")))),
        r"line \(3\) answers yes or no, or is a number: its unit says the other",
    ),
    "an unknown choice": (
        (
            ChoiceLine("1", "k", "K", Unit.CLAUSE, "in.k", ("1", "2")),
            derived(choose(IsChoice("k", "9"), rate("aid_share"), rate("aid_share"))),
        ),
        "asks for choice 9, which k does not have",
    ),
    "an unknown column": (
        (
            GivenRows("1", "r", "R", Unit.ROWS, "in.r", ("fte",)),
            derived(row_sum("r", column("zzz") * column("yyy"))),
        ),
        "unknown columns of r: yyy, zzz",
    ),
    "a column outside rows": ((A, derived(column("fte"))), "column outside the sum over its rows"),
    "a column outside rows, within other pieces": (
        (A, derived(line("a") * cents(column("fte")))),
        "column outside the sum over its rows",
    ),
    "a sum over rows of no column": (
        (A, GivenRows("2", "r", "R", Unit.ROWS, "in.r", ("fte",)), derived(row_sum("r", line("a")))),
        r"line \(3\) sums over r without any of its columns",
    ),
    "a figure of law in the form": ((A, derived(line("a") * Constant(350))), "350, which belongs in the law"),  # type: ignore[arg-type]
    "the lesser of one": ((A, derived(lesser(line("a")))), "lesser of fewer than two"),
    "a reading without choices": ((A, derived(by_reading("x", {}))), "a reading without choices"),
    "an unknown line of an inner form": (
        (GivenOrDerived("1", "g", "G", Unit.DOLLARS, "in.g", FromForm(form(A), "zzz", "inner")),),
        "takes unknown line zzz of test",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_form_refuses(fault: str) -> None:
    lines, message = FAULTS[fault]
    with pytest.raises(FormIsNotSound, match=message):
        form(*lines)


def test_every_fault_of_a_form_is_named_at_once() -> None:
    with pytest.raises(FormIsNotSound, match=r"out of order.*unknown line y.*unknown line z"):
        form(B, A, derived(line("y")), derived(line("z"), "4", "d"))


def test_a_line_without_its_input_is_incomplete_and_names_it() -> None:
    filled = fill(form(A, B, derived(cents(line("a") + line("b")))), Entries({"a": entry("1")}))
    assert filled.by_key["c"].state is State.INCOMPLETE
    assert filled.by_key["c"].missing == ("in.b",)
    assert filled.by_key["c"].value is None
    assert not filled.complete


def test_all_missing_inputs_are_named_together_each_once() -> None:
    one = form(
        A,
        B,
        derived(lesser(line("a"), line("b"))),
        derived(greater(line("c"), line("b"), line("a")), "4", "d"),
    )
    filled = fill(one, Entries())
    for key in ("c", "d"):
        assert filled.by_key[key].missing == ("in.a", "in.b")
        assert filled.by_key[key].reason == "in.a is not given; in.b is not given"


def test_a_part_that_does_not_apply_gives_its_reason_to_what_rests_on_it() -> None:
    entries = Entries({"a": entry("1")}, absent_parts={"second": "no second part"})
    filled = fill(form(A, B, derived(cents(line("a") + line("b")))), entries)
    assert filled.by_key["c"].state is State.NOT_APPLICABLE
    assert filled.by_key["c"].reason == "no second part"
    assert filled.complete


def test_what_does_not_apply_wins_over_what_is_missing() -> None:
    entries = Entries(absent_parts={"second": "no second part"})
    filled = fill(form(A, B, derived(greater(line("a"), line("b")))), entries)
    assert filled.by_key["c"].state is State.NOT_APPLICABLE


def test_division_by_zero_is_incomplete_with_a_reason() -> None:
    filled = fill(
        form(A, B, derived(line("a") / line("b"))), Entries({"a": entry("1"), "b": entry("0", "in.b")})
    )
    assert filled.by_key["c"].state is State.INCOMPLETE
    assert filled.by_key["c"].reason == "cannot divide by zero: (2) B"
    assert filled.by_key["c"].missing == ("in.b",)


def test_division_by_a_rate_of_zero_names_the_rate_and_no_line() -> None:
    zero = RateBook({LAW: {"aid_share": RateEntry(0, "0%", "user", "our own", "")}})
    one = form(A, derived(line("a") / rate("aid_share")))
    filled = calculate(one, Entries({"a": entry("1")}), 2017, zero, {"rounding": "cents"})
    assert (filled.by_key["c"].reason, filled.by_key["c"].missing) == ("cannot divide by zero: a rate", ())


def test_a_number_is_shown_as_it_was_entered() -> None:
    filled = fill(form(A), Entries({"a": entry("1.50")}))
    assert (str(filled.by_key["a"].value), filled.by_key["a"].exact) == ("1.50", Fraction(3, 2))
    assert filled.by_key["a"].rows == ()


def test_division_by_a_difference_of_zero_names_both_of_its_lines() -> None:
    one = form(A, B, derived(line("a") / (line("a") - line("b"))))
    filled = fill(one, Entries({"a": entry("1", "in.a"), "b": entry("1", "in.b")}))
    assert filled.by_key["c"].reason == "cannot divide by zero: (1) A, (2) B"
    assert filled.by_key["c"].missing == ("in.a", "in.b")


def test_a_line_rests_on_the_rate_it_is_divided_by() -> None:
    one = form(A, derived(cents(line("a") / rate("aid_share"))))
    assert [used.key for used in fill(one, Entries({"a": entry("1")})).by_key["c"].rates] == ["aid_share"]


def test_a_comparison_with_one_side_unknown_cannot_be_told() -> None:
    for condition in (more_than(line("a"), line("b")), more_than(line("b"), line("a"))):
        one = form(A, B, derived(choose(condition, line("a"), line("a"))))
        assert fill(one, Entries({"a": entry("1")})).by_key["c"].missing == ("in.b",)


def test_what_is_entered_in_a_part_that_does_not_apply_is_not_shown() -> None:
    entries = Entries({"b": entry("5", assumed=True)}, absent_parts={"second": "no second part"})
    absent = fill(form(A, B), entries).by_key["b"]
    assert (absent.value, absent.source, absent.inputs, absent.marks) == (
        None,
        None,
        frozenset(),
        frozenset(),
    )


def test_only_the_branch_that_is_taken_is_computed() -> None:
    never = line("a") / (line("a") - line("a"))
    one = form(A, B, derived(cents(choose(more_than(line("a"), line("b")), line("a"), never))))
    assert fill(one, Entries({"a": entry("2"), "b": entry("1")})).by_key["c"].value == 2
    assert fill(one, Entries({"a": entry("1"), "b": entry("1")})).by_key["c"].state is State.INCOMPLETE


def test_a_condition_that_cannot_be_told_blocks_the_line() -> None:
    asks = (IsYes("f"), IsChoice("k", "1"), more_than(line("a"), line("a")))
    for condition in asks:
        one = form(
            A,
            Flag("2", "f", "F", Unit.FLAG, "in.f"),
            ChoiceLine("3", "k", "K", Unit.CLAUSE, "in.k", ("1",)),
            derived(choose(condition, rate("aid_share"), rate("aid_share")), "4"),
        )
        assert fill(one, Entries()).by_key["c"].state is State.INCOMPLETE


def test_a_line_rests_on_the_answer_that_decides_it_and_on_the_branch_that_is_taken() -> None:
    one = form(
        A,
        Flag("2", "f", "F", Unit.FLAG, "in.f"),
        ChoiceLine("3", "k", "K", Unit.CLAUSE, "in.k", ("1", "2")),
        derived(choose(IsYes("f"), cents(line("a")), rate("aid_share")), "4"),
        derived(choose(IsChoice("k", "2"), cents(line("a")), rate("aid_share")), "5", "d"),
    )
    answers = {"f": Entry(True, Source("in.f", Place())), "k": Entry("2", Source("in.k", Place()))}
    filled = fill(one, Entries({"a": entry("3", "in.a"), **answers}))
    assert (filled.by_key["c"].value, filled.by_key["d"].value) == (3, 3)
    assert filled.by_key["c"].rests_on == ("f", "a")
    assert filled.by_key["d"].inputs == {"in.k", "in.a"}


def test_rows_that_are_not_given_block_their_sum() -> None:
    rows = GivenRows("1", "r", "R", Unit.ROWS, "in.r", ("fte",))
    filled = fill(form(rows, derived(row_sum("r", column("fte")))), Entries())
    assert filled.by_key["c"].missing == ("in.r",)


def test_a_row_whose_term_has_no_value_blocks_the_sum() -> None:
    rows = GivenRows("2", "r", "R", Unit.ROWS, "in.r", ("fte",))
    given = Entry(({"fte": Decimal(1)},), Source("in.r", Place()))
    one = form(A, rows, derived(row_sum("r", column("fte") * line("a"))))
    assert fill(one, Entries({"r": given})).by_key["c"].missing == ("in.a",)


def test_rounding_in_a_row_is_done_in_each_row() -> None:
    rows = GivenRows("1", "r", "R", Unit.ROWS, "in.r", ("fte",))
    given = Entry(({"fte": Decimal("0.5")}, {"fte": Decimal("0.5")}), Source("in.r", Place()))
    filled = fill(form(rows, derived(row_sum("r", whole(column("fte"))))), Entries({"r": given}))
    assert filled.by_key["c"].value == 2
    assert filled.by_key["r"].value == 2
    assert filled.by_key["r"].rows == given.value
    assert filled.by_key["c"].rows == ()


class TestGivenOrElseDerived:
    inner = form(A, Derived("2", "twice", "Twice", Unit.DOLLARS, line("a") + line("a"), standing="derived"))
    both = form(
        A,
        GivenOrDerived(
            "2", "g", "G", Unit.DOLLARS, "in.g", cents(line("a") * rate("aid_share")), standing="rule"
        ),
        GivenOrDerived(
            "3", "h", "H", Unit.DOLLARS, "in.h", FromForm(inner, "twice", "twice the inner A", 2014)
        ),
    )

    def test_the_input_wins(self) -> None:
        filled = fill(self.both, Entries({"a": entry("10"), "g": entry("5"), "h": entry("6")}))
        assert filled.by_key["g"].value == 5
        assert filled.by_key["g"].words is None
        assert filled.by_key["h"].value == 6

    def test_without_the_input_it_is_computed(self) -> None:
        entries = Entries({"a": entry("10")}, inner={"h": Entries({"a": entry("7", "in.inner")})})
        filled = fill(self.both, entries)
        assert filled.by_key["g"].value == 7
        assert filled.by_key["g"].words == "(1) x 70%"
        assert filled.by_key["h"].value == 14
        assert filled.by_key["h"].words == "twice the inner A"
        assert filled.by_key["h"].inputs == {"in.inner"}

    def test_with_nothing_of_either_the_input_is_what_is_missing(self) -> None:
        filled = fill(self.both, Entries())
        assert filled.by_key["g"].missing == ("in.g",)
        assert filled.by_key["h"].missing == ("in.h",)

    def test_with_a_part_of_the_derivation_the_rest_of_it_is_missing(self) -> None:
        filled = fill(self.both, Entries(inner={"h": Entries()}))
        assert filled.by_key["h"].missing == ("in.a",)

    def test_with_a_part_of_what_an_expression_takes_the_rest_is_missing(self) -> None:
        one = form(A, B, GivenOrDerived("3", "g", "G", Unit.DOLLARS, "in.g", cents(line("a") + line("b"))))
        assert fill(one, Entries({"a": entry("1", "in.a")})).by_key["g"].missing == ("in.b",)
        assert fill(one, Entries()).by_key["g"].missing == ("in.g",)

    def test_a_rate_of_the_user_holds_in_an_inner_form_but_not_in_one_of_a_fixed_year(self) -> None:
        own = RateBook({LAW: {"aid_share": RateEntry(0, "50%", "user", "our own", "")}})
        inner = form(RateLine("1", "r", "R", Unit.RATIO, "aid_share"))
        one = form(
            GivenOrDerived("1", "g", "G", Unit.RATIO, "in.g", FromForm(inner, "r", "inner")),
            GivenOrDerived("2", "h", "H", Unit.RATIO, "in.h", FromForm(inner, "r", "inner", 2016)),
        )
        filled = calculate(one, Entries(inner={"g": Entries(), "h": Entries()}), 2017, own, {})
        assert (filled.by_key["g"].exact, filled.by_key["h"].exact) == (Fraction(1, 2), Fraction(7, 10))

    def test_an_inner_form_that_takes_nothing_is_filled_without_entries_unless_its_program_gathers_them(
        self,
    ) -> None:
        inner = form(RateLine("1", "r", "R", Unit.RATIO, "aid_share"))
        of_program = FromForm(inner, "r", "inner", by_its_program=True)
        one = form(
            GivenOrDerived("1", "g", "G", Unit.RATIO, "in.g", FromForm(inner, "r", "inner")),
            GivenOrDerived("2", "h", "H", Unit.RATIO, "in.h", of_program),
        )
        filled = fill(one, Entries())
        assert filled.by_key["g"].exact == Fraction(7, 10)
        assert filled.by_key["h"].missing == ("in.h",)

    def test_readings_of_the_inner_form_are_readings_of_the_whole(self) -> None:
        choices = {"prior-year-oct1": line("a"), "same-year-oct1": line("a")}
        inner = form(A, Derived("2", "b", "B", Unit.PUPILS, by_reading("share-date", choices)))
        one = form(GivenOrDerived("1", "g", "G", Unit.PUPILS, "in.g", FromForm(inner, "b", "inner")))
        filled = fill(one, Entries(inner={"g": Entries({"a": entry("7")})}))
        assert filled.readings == {"share-date": "prior-year-oct1"}

    def test_explain_reaches_into_the_inner_form(self) -> None:
        filled = fill(self.both, Entries({}, inner={"h": Entries({"a": entry("7")})}))
        tree = explain(filled, filled.by_key["h"])
        assert [one.line.key for one in tree.below] == ["twice"]
        assert [one.line.key for one in tree.below[0].below] == ["a"]
        assert tree.below[0].below[0].line.source == Source("in.x", Place("test.yaml", line=3))

    def test_explain_numbers_the_lines_of_the_inner_form_under_the_line_that_takes_it(self) -> None:
        filled = fill(self.both, Entries({}, inner={"h": Entries({"a": entry("7")})}))
        twice = explain(filled, filled.by_key["h"])
        assert (twice.number, twice.below[0].number, twice.below[0].below[0].number) == ("3", "3.2", "3.1")
        plain = explain(filled, filled.by_key["g"])
        assert [one.number for one in plain.below] == ["1"]

    def test_every_line_goes_into_the_inner_form(self) -> None:
        filled = fill(self.both, Entries({"a": entry("1")}, inner={"h": Entries({"a": entry("7")})}))
        assert [one.key for one in filled.every_line()] == ["a", "g", "h", "a", "twice"]


def test_a_line_stands_as_weakly_as_the_weakest_it_rests_on() -> None:
    filled = fill(form(A, B, derived(cents(line("a") * rate("transfer_share")))), Entries({"a": entry("1")}))
    assert filled.by_key["a"].standing == "statute"
    assert filled.by_key["c"].formula_standing == "statute"
    assert filled.by_key["c"].standing == "unverified"
    assert filled.by_key["c"].marks == {Mark.UNVERIFIED}


def test_a_line_that_does_not_say_how_well_it_is_known_is_not_verified() -> None:
    silent = (
        Given("1", "a", "A", Unit.DOLLARS, "in.a"),
        Derived("2", "b", "B", Unit.DOLLARS, cents(line("a"))),
    )
    filled = fill(form(*silent), Entries({"a": entry("1")}))
    for one in filled.lines:
        assert one.standing == "unverified"
        assert one.marks == {Mark.UNVERIFIED}


def test_marks_pass_to_every_line_that_rests_on_them() -> None:
    entries = Entries({"a": entry("1", assumed=True), "b": entry("1", other_year=2016)})
    one = form(
        A,
        B,
        derived(cents(line("a") + line("b"))),
        derived(cents(line("c") * rate("aid_share")), "4", "d"),
    )
    filled = fill(one, entries, 2027)
    assert filled.by_key["c"].marks == {Mark.ASSUMED, Mark.OTHER_YEAR}
    assert filled.by_key["d"].marks == {Mark.ASSUMED, Mark.OTHER_YEAR, Mark.CARRIED}
    assert filled.by_key["d"].assumed


def test_a_rate_of_the_nearest_year_marks_an_illustration() -> None:
    one = form(RateLine("1", "r", "R", Unit.RATIO, "aid_share"))
    assert Mark.ILLUSTRATION in fill(one, Entries(), 2010).by_key["r"].marks


def test_a_rate_of_a_fixed_year_is_not_carried() -> None:
    one = form(
        RateLine("1", "r", "R", Unit.RATIO, "aid_share", 2016), derived(cents(rate("aid_share", 2016)))
    )
    filled = fill(one, Entries(), 2030)
    assert filled.by_key["r"].marks == frozenset()
    assert filled.by_key["c"].rates[0].fiscal_year == 2016


def test_a_rate_of_the_user_is_marked_and_one_of_a_fixed_year_stays_as_enacted() -> None:
    one = form(
        A,
        derived(cents(line("a") * rate("aid_share"))),
        derived(cents(line("a") * rate("aid_share", 2016)), "4", "d"),
    )
    own = RateBook({LAW: {"aid_share": RateEntry(0, "50%", "user", "our own", "")}})
    filled = calculate(one, Entries({"a": entry("100")}), 2017, own, {"rounding": "cents"})
    ours, enacted = filled.by_key["c"], filled.by_key["d"]
    assert (ours.value, ours.words, ours.marks) == (50, "(1) x 50%", frozenset({Mark.USER_RATE}))
    assert (enacted.value, enacted.words, enacted.marks) == (70, "(1) x 70%", frozenset())


def test_a_rate_is_known_through_the_last_year_of_its_value() -> None:
    factor = RateLine("1", "r", "R", Unit.RATIO, "guarantee_factor")
    one = Form("test", "Test", "wi-integration-aid", (factor,))
    for year, value, through in ((2017, Decimal("0.75"), 2017), (2023, Decimal(0), None)):
        (used,) = fill(one, Entries(), year).by_key["r"].rates
        assert (used.value, used.first_fiscal_year, used.known_through) == (value, year, through)


def test_a_rate_of_a_fixed_year_is_worded_as_of_that_year() -> None:
    paid = Derived("2", "b", "B", Unit.PUPILS, line("a") * rate("guarantee_factor", 2018))
    filled = fill(Form("test", "Test", "wi-integration-aid", (A, paid)), Entries({"a": entry("8")}))
    assert (filled.by_key["b"].words, filled.by_key["b"].exact) == ("(1) x 62.5%", Fraction(5))


def test_a_missing_rate_makes_the_line_incomplete_and_is_named() -> None:
    one = form(A, RateLine("2", "r", "R", Unit.RATIO, "aid_share"), derived(line("a") * rate("aid_share")))
    filled = fill(one, Entries({"a": entry("1")}), 2030, strict=True)
    assert filled.by_key["r"].state is State.INCOMPLETE
    assert filled.by_key["c"].words == '(1) x "Aid share of revenue", not rounded'
    assert [(rate.key, rate.fiscal_year) for rate in filled.missing_rates] == [("aid_share", 2030)]
    assert filled.by_key["r"].reason == "no rate for FY 2030: Aid share of revenue"
    assert filled.by_key["r"].standing == "unverified"


def test_a_missing_rate_of_an_inner_form_is_named_too() -> None:
    inner = form(RateLine("1", "r", "R", Unit.RATIO, "aid_share"))
    one = form(GivenOrDerived("1", "g", "G", Unit.RATIO, "in.g", FromForm(inner, "r", "inner", 2030)))
    filled = fill(one, Entries(inner={"g": Entries()}), 2017, strict=True)
    assert [rate.fiscal_year for rate in filled.missing_rates] == [2030]


def test_a_line_is_found_by_number_or_key() -> None:
    filled = fill(form(A, B), Entries())
    assert filled.find("(2)") == filled.find("b") == filled.by_key["b"]
    assert filled.find("3") is None


def test_a_number_is_kept_exact_so_that_a_half_cent_rounds_up() -> None:
    one = form(A, B, derived(cents(line("a") / line("b"))))
    # 0.0105 / 0.7 is exactly 0.015; the quotient 1/700 alone has no end of decimals.
    ratio = Fraction(1, 700)
    assert rounded(ratio * Fraction("0.03") * 350, CENTS) == Fraction("0.02")
    assert fill(one, Entries({"a": entry("0.0105"), "b": entry("0.7")})).by_key["c"].value == Decimal("0.02")


def test_rounding_is_halves_away_from_zero_and_up_is_away_from_zero() -> None:
    assert rounded(Fraction("-0.005"), CENTS) == Fraction("-0.01")
    assert rounded(Fraction("2.665"), CENTS) == Fraction("2.67")
    assert rounded(Fraction("0.0001"), CENTS_UP) == Fraction("0.01")
    assert rounded(Fraction("0.01"), CENTS_UP) == Fraction("0.01")
    assert rounded(Fraction("0.5"), WHOLE) == 1


def test_whole_dollars_is_a_step_of_its_own() -> None:
    filled = fill(form(A, B, derived(whole_dollars(line("a")))), Entries({"a": entry("1.50")}))
    assert filled.by_key["c"].value == 2
    assert filled.by_key["c"].words == "(1), rounded to the dollar"


def test_rounding_up_is_said_in_words() -> None:
    filled = fill(
        form(A, B, derived(cents_up(line("a") / rate("budget_claim_share")))), Entries({"a": entry("1")})
    )
    assert filled.by_key["c"].words == "(1) / 100.3%, rounded up to the cent"


@pytest.mark.parametrize(
    ("step", "noted"), [(cents, True), (cents_up, True), (whole_dollars, True), (whole, False)]
)
def test_the_reading_of_rounding_is_used_by_dollars_only(
    step: Callable[[Expression], Expression], noted: bool
) -> None:
    one = form(A, Derived("3", "c", "C", Unit.PUPILS, step(line("a") / rate("aid_share"))))
    filled = fill(one, Entries({"a": entry("1")}))
    assert filled.readings == ({"rounding": "cents"} if noted else {})


def test_whole_dollars_are_taken_for_cents_where_the_reading_asks_for_them_and_nothing_else() -> None:
    steps = {"c": cents, "d": cents_up, "e": whole_dollars, "f": whole}
    lines = [
        derived(step(line("a")), str(number), key)
        for number, (key, step) in enumerate(steps.items(), start=3)
    ]
    one = form(A, *lines)
    entries = Entries({"a": entry("1.234")})
    for reading, values in {
        "cents": ("1.23", "1.24", "1", "1"),
        "whole-dollars": ("1", "2", "1", "1"),
    }.items():
        filled = calculate(one, entries, 2017, RateBook(), {"rounding": reading})
        assert [filled.by_key[key].value for key in steps] == [Decimal(value) for value in values]


def test_a_line_rests_on_the_reading_that_chose_its_expression() -> None:
    choices = {"prior-year-oct1": line("a"), "same-year-oct1": line("a") + line("a")}
    one = form(A, derived(cents(by_reading("share-date", choices))))
    filled = fill(one, Entries({"a": entry("5")}))
    chosen = filled.by_key["c"]
    assert (chosen.value, chosen.standing) == (5, "unverified")
    assert chosen.unverified_readings == ((LAW, "share-date", "prior-year-oct1"),)
    assert filled.readings == {"rounding": "cents", "share-date": "prior-year-oct1"}


def test_a_reading_that_is_verified_is_none_of_those_a_line_warns_of() -> None:
    choices = {"separate": line("a"), "combined": line("a")}
    chosen = Derived("2", "b", "B", Unit.PUPILS, by_reading("guarantee-test", choices), standing="statute")
    one = Form("test", "Test", "wi-integration-aid", (A, chosen))
    for choice, standing in (("separate", "statute"), ("combined", "user")):
        filled = calculate(one, Entries({"a": entry("1")}), 2017, RateBook(), {"guarantee-test": choice})
        assert (filled.by_key["b"].standing, filled.by_key["b"].unverified_readings) == (standing, ())


@pytest.mark.parametrize("law_key", [one.law.key for one in PROGRAMS])
def test_a_default_stands_as_its_reading_and_another_choice_as_the_users_own(law_key: str) -> None:
    for name, reading in readings_of((law_key,)).items():
        for choice in reading.choices:
            own = choice != reading.default and reading.standing != "unverified"
            assert standing_of(law_key, name, choice) == ("user" if own else reading.standing)
    assert standing_of(law_key, "a-reading-of-no-law", "any") == "unverified"
