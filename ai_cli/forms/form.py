"""A form: numbered lines in order, which checks itself when it is built."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ai_cli.forms.expressions import (
    Applies,
    ByReading,
    Column,
    Condition,
    ConditionByReading,
    Constant,
    Expression,
    Extreme,
    IsChoice,
    IsYes,
    LineValue,
    RowSum,
    parts,
    pieces,
)
from ai_cli.forms.lines import ChoiceLine, Derived, Flag, GivenRows, Line, formula_of, inner_form_of
from ai_cli.results.filled_form import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ai_cli.forms.lines import FromForm

_NUMBER = re.compile("([0-9]+)([a-z]?)")


class FormIsNotSound(ValueError):
    """Raised when a form is built whose lines do not fit together; the message lists every fault."""


@dataclass(frozen=True, eq=False)
class Form:
    """An aid program, or a part of one, as numbered lines in the order they are filled.

    ``law`` is the key of the law that its rates come from.
    Errors: ``FormIsNotSound`` when built with unknown or repeated keys, a line that refers to a later one, a
    number out of order, or a reference to a line of the wrong kind.
    """

    key: str
    title: str
    law: str
    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        """Check the whole form."""
        faults = list(_faults(self))
        if faults:
            raise FormIsNotSound(f"form {self.key}: " + "; ".join(faults))

    @cached_property
    def by_key(self) -> Mapping[str, Line]:
        """The lines by their key."""
        return {one.key: one for one in self.lines}

    @cached_property
    def plan(self) -> tuple[tuple[Line, Expression | Condition | None, FromForm | None], ...]:
        """Each line with the formula, or the form, that it is computed by, if any."""
        return tuple((one, formula_of(one), inner_form_of(one)) for one in self.lines)

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The number of each line by its key."""
        return {one.key: one.number for one in self.lines}

    @cached_property
    def laws(self) -> tuple[str, ...]:
        """The keys of the laws that this form and the forms inside it take rates from, each once."""
        keys = [self.law]
        for one in self.lines:
            inner = inner_form_of(one)
            if inner is not None:
                keys.extend(inner.form.laws)
        return tuple(dict.fromkeys(keys))


def _faults(form: Form) -> Iterator[str]:
    seen: dict[str, Line] = {}
    keys = {one.key for one in form.lines}
    last = (-1, "")
    for one in form.lines:
        if one.key in seen:
            yield f"key {one.key} stands twice"
        number = _NUMBER.fullmatch(one.number)
        if number is None:
            yield f"line number {one.number!r} is not a number"
        elif (int(number[1]), number[2]) <= last:
            yield f"line ({one.number}) is out of order"
        else:
            last = (int(number[1]), number[2])
        formula, inner = formula_of(one), inner_form_of(one)
        if formula is not None:
            if isinstance(formula, Condition) is not (one.unit is Unit.FLAG):
                yield f"line ({one.number}) answers yes or no, or is a number: its unit says the other"
            yield from _faults_of_formula(one, formula, seen, keys)
        if inner is not None and inner.take not in inner.form.by_key:
            yield f"line ({one.number}) takes unknown line {inner.take} of {inner.form.key}"
        seen[one.key] = one


def _faults_of_formula(
    one: Line, formula: Expression | Condition, seen: Mapping[str, Line], keys: set[str]
) -> Iterator[str]:
    for piece in pieces(formula):
        wanted, kind = _reference(piece)
        if wanted is None:
            continue
        if wanted not in keys:
            yield f"line ({one.number}) refers to unknown line {wanted}"
        elif wanted not in seen:
            yield f"line ({one.number}) refers to {wanted}, which does not stand before it"
        elif not _fits(seen[wanted], kind):
            yield f"line ({one.number}) uses {wanted} as a {kind}"
        elif isinstance(piece, RowSum) and (unknown := _columns(piece) - set(_known_columns(seen[wanted]))):
            yield f"line ({one.number}) uses unknown columns of {wanted}: {', '.join(sorted(unknown))}"
        elif isinstance(piece, RowSum) and not _columns(piece):
            yield f"line ({one.number}) sums over {wanted} without any of its columns"
        elif isinstance(piece, IsChoice) and piece.choice not in _known_choices(seen[wanted]):
            yield f"line ({one.number}) asks for choice {piece.choice}, which {wanted} does not have"
    for piece in pieces(formula):
        match piece:
            case Constant() if piece.value not in (0, 1):
                yield f"line ({one.number}) holds the number {piece.value}, which belongs in the law"
            case Extreme() if not piece.operands[1:]:
                yield f"line ({one.number}) takes the {piece.which} of fewer than two"
            case ByReading() | ConditionByReading() if not piece.choices:
                yield f"line ({one.number}) has a reading without choices"
            case _:
                pass
    if _columns_outside_rows(formula):
        yield f"line ({one.number}) uses a column outside the sum over its rows"


def _columns(piece: RowSum) -> set[str]:
    return {one.name for one in pieces(piece.term) if isinstance(one, Column)}


def _columns_outside_rows(formula: Expression | Condition) -> bool:
    waiting: list[Expression | Condition] = [formula]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, Column):
            return True
        if not isinstance(piece, RowSum):
            waiting.extend(parts(piece))
    return False


def _known_columns(one: Line) -> tuple[str, ...]:
    return one.columns if isinstance(one, GivenRows) else ()


def _known_choices(one: Line) -> tuple[str, ...]:
    return one.choices if isinstance(one, ChoiceLine) else ()


def _reference(piece: object) -> tuple[str | None, str]:
    match piece:
        case LineValue():
            return piece.key, "number"
        case IsYes():
            return piece.key, "flag"
        case IsChoice():
            return piece.key, "choice"
        case Applies():
            return piece.key, "line"
        case RowSum():
            return piece.rows, "table of rows"
        case _:
            return None, ""


def _fits(one: Line, kind: str) -> bool:
    is_flag = isinstance(one, Flag) or (isinstance(one, Derived) and one.unit is Unit.FLAG)
    match kind:
        case "line":
            return True
        case "flag":
            return is_flag
        case "choice":
            return isinstance(one, ChoiceLine)
        case "table of rows":
            return isinstance(one, GivenRows)
        case _:
            return not is_flag and not isinstance(one, ChoiceLine)
