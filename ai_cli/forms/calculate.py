"""Fills a form: computes every line exactly, or says what it lacks."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from ai_cli.forms.entries import Entries
from ai_cli.forms.evaluate import Blocked, Evaluation, Trace, because_of
from ai_cli.forms.expressions import RateValue
from ai_cli.forms.lines import GivenOrDerived, Line, RateLine, inner_form_of
from ai_cli.forms.words import in_words
from ai_cli.law import UNVERIFIED, NoRate, RateBook, law, weakest
from ai_cli.results.filled_form import FilledForm, FilledLine, Mark, RateUsed, State, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.forms.entries import Entry
    from ai_cli.forms.expressions import Condition, Expression
    from ai_cli.forms.form import Form
    from ai_cli.forms.lines import FromForm

_DIGITS = Context(prec=40)
_NO_INPUTS: frozenset[str] = frozenset()
_NO_MARKS: frozenset[Mark] = frozenset()
_UNVERIFIED = frozenset({Mark.UNVERIFIED})
_ORIGIN_MARKS = {"carried": Mark.CARRIED, "user": Mark.USER_RATE}


def calculate(
    form: Form, entries: Entries, fiscal_year: int, rates: RateBook, readings: Mapping[str, str]
) -> FilledForm:
    """Fill the form for one fiscal year.

    ``readings`` holds a choice for every reading the form uses. Every number is kept exact; a line is rounded
    only by the rounding steps in its formula. A line that lacks an input, divides by zero or has no rate is
    incomplete, and what rests on it too; a line of a part that does not apply, or that rests on one, does not
    apply. Nothing is raised for what the user entered.
    """
    filling = _Filling(form, entries, fiscal_year, rates, readings)
    for one, formula, inner in form.plan:
        filling.fill(one, formula, inner)
    evaluation = filling.evaluation
    return FilledForm(
        form.key,
        form.title,
        fiscal_year,
        tuple(evaluation.filled.values()),
        dict(sorted(evaluation.readings_used.items())),
        tuple(evaluation.missing_rates.values()),
    )


class _Filling:
    def __init__(
        self, form: Form, entries: Entries, fiscal_year: int, rates: RateBook, readings: Mapping[str, str]
    ) -> None:
        self.form = form
        self.entries = entries
        self.fiscal_year = fiscal_year
        self.rates = rates
        self.readings = readings
        in_force = law(form.law).nearest_year(fiscal_year) == fiscal_year
        self.own_marks = _NO_MARKS if in_force else frozenset({Mark.ILLUSTRATION})
        rows = {key: one.value for key, one in entries.values.items() if isinstance(one.value, tuple)}
        self.formulas_in_words = _formulas_in_words(form, fiscal_year, rates, tuple(readings.items()))
        self.evaluation = Evaluation(form.law, fiscal_year, rates, readings, rows)

    def fill(self, one: Line, formula: Expression | Condition | None, inner: FromForm | None) -> None:
        """Fill one line; the lines before it are filled already."""
        absent = self.entries.absent_parts.get(one.part) if one.part else None
        entry = self.entries.values.get(one.key) if absent is None else None
        trace = Trace({}, {}, {})
        part: FilledForm | None = None
        value: Fraction | bool | str | Blocked
        if absent is not None:
            value = Blocked(State.NOT_APPLICABLE, absent)
        elif entry is not None:
            value = _entered(entry)
        elif formula is not None:
            value = self.computed(one, formula, trace)
        elif isinstance(one, RateLine):
            value = self.evaluation.rate(RateValue(one.rate, one.fiscal_year), trace)
        elif inner is not None and (one.key in self.entries.inner or not inner.by_its_program):
            part = self.inner_form(one.key, inner)
            value = _taken(part, inner.take, trace)
        else:
            value = self.not_given(one)
        if isinstance(value, Blocked) and isinstance(one, GivenOrDerived) and self.nothing_given(one, trace):
            value = self.not_given(one) if value.state is State.INCOMPLETE else value
        self.evaluation.filled[one.key] = self.line(one, value, entry, trace, part)

    def computed(self, one: Line, formula: Expression | Condition, trace: Trace) -> Fraction | bool | Blocked:
        """Return the number of a line, or the answer of one that is a flag: a form has made sure of which it is."""
        if one.unit is Unit.FLAG:
            return self.evaluation.holds(cast("Condition", formula), trace)
        return self.evaluation.value(cast("Expression", formula), trace)

    def nothing_given(self, one: GivenOrDerived, trace: Trace) -> bool:
        if inner_form_of(one) is not None:
            return one.key not in self.entries.inner
        return not any(line.inputs for line in trace.lines.values())

    def not_given(self, one: Line) -> Blocked:
        key: str = getattr(one, "input", one.key)
        return Blocked(State.INCOMPLETE, self.entries.missing.get(one.key, f"{key} is not given"), (key,))

    def inner_form(self, key: str, inner: FromForm) -> FilledForm:
        year = inner.fiscal_year or self.fiscal_year
        entries = self.entries.inner.get(key, Entries())
        rates = self.rates if inner.fiscal_year is None else self.rates.as_enacted
        filled = calculate(inner.form, entries, year, rates, self.readings)
        self.evaluation.readings_used.update(filled.readings)
        for rate in filled.missing_rates:
            self.evaluation.missing_rates[rate.law, rate.key, rate.fiscal_year] = rate
        return filled

    def unverified(self, trace: Trace) -> tuple[tuple[str, str, str], ...]:
        """Return the readings of unverified standing that a line rests on: law, reading, choice."""
        return tuple(
            (self.form.law, name, self.readings[name])
            for name, standing in trace.readings.items()
            if standing == UNVERIFIED
        )

    def line(
        self,
        one: Line,
        value: Fraction | bool | str | Blocked,
        entry: Entry | None,
        trace: Trace,
        part: FilledForm | None,
    ) -> FilledLine:
        """Put the filled line together, with the standing and marks of all that it rests on."""
        rests_on = tuple(trace.lines.values())
        used = tuple(trace.rates.values())
        chosen = trace.readings.values()
        if isinstance(one, RateLine):
            own_standing, cite, url = _of_the_rate(used)
        else:
            own_standing, cite, url = one.standing, one.cite, one.url
        if entry is not None and entry.source.standing is not None:
            own_standing = weakest([own_standing, entry.source.standing])
        if own_standing == UNVERIFIED or not (rests_on or used or chosen):
            standing = own_standing
        else:
            standings = [*[line.standing for line in rests_on], *[rate.standing for rate in used], *chosen]
            standing = weakest([own_standing, *standings])
        inputs = _NO_INPUTS if entry is None else frozenset((entry.source.key,))
        for line in rests_on:
            inputs |= line.inputs
        blocked = value if isinstance(value, Blocked) else None
        exact = value if isinstance(value, Fraction) else None
        # In the order of the record, by position: this is done for every line of every district.
        return FilledLine(
            one.number,
            one.key,
            one.label,
            one.unit,
            type(one).__name__,
            State.COMPLETE if blocked is None else blocked.state,
            _shown(value, entry),
            exact,
            self.formulas_in_words[one.key] if entry is None else None,
            cite,
            url,
            own_standing,
            standing,
            self.own_marks | _marks(entry, rests_on, used, standing),
            None if entry is None else entry.source,
            used,
            tuple(trace.lines),
            None if blocked is None else blocked.reason,
            () if blocked is None else blocked.missing,
            inputs,
            part,
            entry.value if entry is not None and isinstance(entry.value, tuple) else (),
            self.unverified(trace) if trace.readings else (),
        )


@lru_cache(maxsize=64)
def _formulas_in_words(
    form: Form, year_of_form: int, rates: RateBook, readings: tuple[tuple[str, str], ...]
) -> dict[str, str | None]:
    """Return the words of every formula of a form, which are the same for all districts of a year."""

    def rate_text(key: str, fiscal_year: int | None) -> str:
        book = rates if fiscal_year is None else rates.as_enacted
        found = book.rate(form.law, key, fiscal_year or year_of_form)
        return f'"{found.rate.title}"' if isinstance(found, NoRate) else found.text

    return {
        one.key: in_words(formula, one.unit, form.numbers, rate_text, dict(readings))
        if formula is not None
        else (inner.words if inner is not None else None)
        for one, formula, inner in form.plan
    }


def decimal_of(number: Fraction) -> Decimal:
    """Return the number as a Decimal: exact where its decimals end, otherwise to 40 digits."""
    return _DIGITS.divide(Decimal(number.numerator), Decimal(number.denominator))


def _entered(entry: Entry) -> Fraction | bool | str:
    if isinstance(entry.value, tuple):
        return Fraction(len(entry.value))
    if isinstance(entry.value, Decimal):
        return Fraction(entry.value)
    return entry.value


def _shown(value: Fraction | bool | str | Blocked, entry: Entry | None) -> Decimal | bool | str | None:
    """Return the value as a result shows it: a number as a Decimal, as it was entered where it was."""
    if isinstance(value, Blocked):
        return None
    if isinstance(value, Fraction):
        entered = None if entry is None else entry.value
        return entered if isinstance(entered, Decimal) else decimal_of(value)
    return value


def _taken(part: FilledForm, take: str, trace: Trace) -> Fraction | Blocked:
    line = part.by_key[take]
    trace.lines[take] = line
    return line.exact if line.exact is not None else because_of(line)


def _of_the_rate(used: tuple[RateUsed, ...]) -> tuple[str, str, str]:
    if not used:
        return "unverified", "", ""
    return used[0].standing, used[0].cite, used[0].url


def _marks(
    entry: Entry | None, rests_on: tuple[FilledLine, ...], used: tuple[RateUsed, ...], standing: str
) -> frozenset[Mark]:
    """Return the marks of a line: its own, and those of all that it rests on."""
    marks = _NO_MARKS if standing != UNVERIFIED else _UNVERIFIED
    for line in rests_on:
        marks |= line.marks
    for rate in used:
        if rate.origin in _ORIGIN_MARKS:
            marks |= {_ORIGIN_MARKS[rate.origin]}
    if entry is not None and entry.source.assumed:
        marks |= {Mark.ASSUMED}
    if entry is not None and entry.source.other_year is not None:
        marks |= {Mark.OTHER_YEAR}
    return marks
