"""The kinds of line that a form has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

if TYPE_CHECKING:
    from typing import Unpack

    from ai_cli.forms.expressions import Expression
    from ai_cli.forms.form import Form
    from ai_cli.results.filled_form import Unit


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


class _Named:
    """What every line has: its number, printed in parentheses, its key, its label, its unit and its origin."""

    __slots__ = ("cite", "key", "label", "number", "part", "standing", "unit", "url")

    def __init__(self, number: str, key: str, label: str, unit: Unit, **origin: Unpack[Origin]) -> None:
        self.number = number
        self.key = key
        self.label = label
        self.unit = unit
        self.cite = origin.get("cite", "")
        self.url = origin.get("url", "")
        self.standing = origin.get("standing", "unverified")
        self.part = origin.get("part")


class _Entered(_Named):
    """A line that is entered from the input with a dotted key."""

    __slots__ = ("input",)

    def __init__(
        self, number: str, key: str, label: str, unit: Unit, source: str, /, **origin: Unpack[Origin]
    ) -> None:
        super().__init__(number, key, label, unit, **origin)
        self.input = source


class Given(_Entered):
    """A line that the user fills with a number."""

    __slots__ = ()


class Flag(_Entered):
    """A line that the user answers yes or no."""

    __slots__ = ()


class ChoiceLine(_Entered):
    """A line that the user fills with one of a few choices."""

    __slots__ = ("choices",)

    def __init__(
        self,
        number: str,
        key: str,
        label: str,
        unit: Unit,
        source: str,
        choices: tuple[str, ...],
        /,
        **origin: Unpack[Origin],
    ) -> None:
        super().__init__(number, key, label, unit, source, **origin)
        self.choices = choices


class GivenRows(_Entered):
    """A line that the user fills with rows, each with a number in every column; it shows how many there are."""

    __slots__ = ("columns",)

    def __init__(
        self,
        number: str,
        key: str,
        label: str,
        unit: Unit,
        source: str,
        columns: tuple[str, ...],
        /,
        **origin: Unpack[Origin],
    ) -> None:
        super().__init__(number, key, label, unit, source, **origin)
        self.columns = columns


class GivenOrDerived(_Entered):
    """A line that is taken from its input, or else computed by an expression or by a form of its own."""

    __slots__ = ("derivation",)

    def __init__(
        self,
        number: str,
        key: str,
        label: str,
        unit: Unit,
        source: str,
        derivation: Expression | FromForm,
        /,
        **origin: Unpack[Origin],
    ) -> None:
        super().__init__(number, key, label, unit, source, **origin)
        self.derivation = derivation


class RateLine(_Named):
    """A line that shows a rate of the form's law, of this fiscal year or of a fixed one."""

    __slots__ = ("fiscal_year", "rate")

    def __init__(
        self,
        number: str,
        key: str,
        label: str,
        unit: Unit,
        rate: str,
        fiscal_year: int | None = None,
        /,
        **origin: Unpack[Origin],
    ) -> None:
        super().__init__(number, key, label, unit, **origin)
        self.rate = rate
        self.fiscal_year = fiscal_year


class Derived(_Named):
    """A line computed from other lines and rates."""

    __slots__ = ("formula",)

    def __init__(
        self, number: str, key: str, label: str, unit: Unit, formula: Expression, /, **origin: Unpack[Origin]
    ) -> None:
        super().__init__(number, key, label, unit, **origin)
        self.formula = formula


class FromForm(NamedTuple):
    """The derivation of a line by a form of its own.

    ``take`` is the line to take from it, ``words`` what a reader sees instead of a formula, and
    ``fiscal_year`` the year whose rates that form takes, where it is a fixed one.
    """

    form: Form
    take: str
    words: str
    fiscal_year: int | None = None


Line = Given | Flag | ChoiceLine | GivenRows | RateLine | Derived | GivenOrDerived


def formula_of(one: Line) -> Expression | None:
    """Return the expression that a line is computed by, None for a line that has none of its own."""
    match one:
        case Derived():
            return one.formula
        case GivenOrDerived() if not isinstance(one.derivation, FromForm):
            return one.derivation
        case _:
            return None


def inner_form_of(one: Line) -> FromForm | None:
    """Return the form that a line is derived by, None for a line that has none."""
    if isinstance(one, GivenOrDerived) and isinstance(one.derivation, FromForm):
        return one.derivation
    return None
