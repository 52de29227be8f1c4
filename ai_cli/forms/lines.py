"""The kinds of line that a form has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from ai_cli.results.filled_form import Unit

if TYPE_CHECKING:
    from typing import Unpack

    from ai_cli.forms.expressions import Condition, Expression
    from ai_cli.forms.form import Form


class Origin(TypedDict, total=False):
    """Where a line is from, and the part of the form it belongs to.

    ``cite`` and ``url`` are the law behind it, ``standing`` how well its formula is known, or for a given line
    the choice of the figure that belongs there. ``part`` names the part of the form that the line belongs to,
    where that part as a whole may not apply (no budget given, say).
    """

    cite: str
    url: str
    standing: str
    part: str | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Named:
    """What every line has: its number (a letter may follow it), its key, its label, its unit and its origin."""

    number: str
    key: str
    label: str
    unit: Unit
    cite: str = field(default="", kw_only=True)
    url: str = field(default="", kw_only=True)
    standing: str = field(default="unverified", kw_only=True)
    part: str | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Given(_Named):
    """A line that the user fills with a number, from the input with a dotted key."""

    input: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Flag(_Named):
    """A line that the user answers yes or no."""

    input: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ChoiceLine(_Named):
    """A line that the user fills with one of a few choices."""

    input: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GivenRows(_Named):
    """A line that the user fills with rows, each with a number in every column; it shows how many there are."""

    input: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GivenOrDerived(_Named):
    """A line that is taken from its input, or else computed by an expression or by a form of its own."""

    input: str
    derivation: Expression | FromForm


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RateLine(_Named):
    """A line that shows a rate of the form's law, of this fiscal year or of a fixed one."""

    rate: str
    fiscal_year: int | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Derived(_Named):
    """A line computed from other lines and rates, or by a form of its own; one that answers yes or no by a condition."""

    formula: Expression | Condition | FromForm


def derived_dollars(
    number: str, key: str, label: str, formula: Expression, **origin: Unpack[Origin]
) -> Derived:
    """Return a derived line of dollars."""
    return Derived(number, key, label, Unit.DOLLARS, formula, **origin)


class FromForm(NamedTuple):
    """The derivation of a line by a form of its own.

    ``take`` is the line to take from it, ``words`` what a reader sees instead of a formula, and
    ``fiscal_year`` the year whose rates that form takes, where it is a fixed one. ``by_its_program`` says that what is
    entered on it are facts of that year, which the program of that form gathers; without any it is not looked at.
    """

    form: Form
    take: str
    words: str
    fiscal_year: int | None = None
    by_its_program: bool = False


Line = Given | Flag | ChoiceLine | GivenRows | RateLine | Derived | GivenOrDerived


def _derivation(one: Line) -> Expression | Condition | FromForm | None:
    match one:
        case Derived():
            return one.formula
        case GivenOrDerived():
            return one.derivation
        case _:
            return None


def formula_of(one: Line) -> Expression | Condition | None:
    """Return the expression or condition that a line is computed by, None for a line that has none of its own."""
    derivation = _derivation(one)
    return None if isinstance(derivation, FromForm) else derivation


def inner_form_of(one: Line) -> FromForm | None:
    """Return the form that a line is derived by, None for a line that has none."""
    derivation = _derivation(one)
    return derivation if isinstance(derivation, FromForm) else None
