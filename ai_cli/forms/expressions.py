"""The pieces that the formula of a line is put together from.

They only say what is to be computed; the readers beside this module calculate, word and translate them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from ai_cli.forms.rounding import CENTS, CENTS_UP, WHOLE, WHOLE_DOLLARS, RoundingStep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Expression:
    """A number to be computed. Expressions are put together with ``+ - * /`` and the functions below."""

    __slots__ = ()

    def __add__(self, other: Expression) -> Arithmetic:
        """Return the sum."""
        return Arithmetic("+", self, other)

    def __sub__(self, other: Expression) -> Arithmetic:
        """Return the difference."""
        return Arithmetic("-", self, other)

    def __mul__(self, other: Expression) -> Arithmetic:
        """Return the product."""
        return Arithmetic("*", self, other)

    def __truediv__(self, other: Expression) -> Arithmetic:
        """Return the quotient; where the divisor is zero the line is incomplete."""
        return Arithmetic("/", self, other)


class LineValue(Expression):
    """The value of another line of the form, by its key."""

    __slots__ = ("key",)

    def __init__(self, key: str) -> None:
        self.key = key


class RateValue(Expression):
    """A rate of the form's law, by its key: of the form's fiscal year, or of a fixed one."""

    __slots__ = ("fiscal_year", "key")

    def __init__(self, key: str, fiscal_year: int | None = None) -> None:
        self.key = key
        self.fiscal_year = fiscal_year


class Constant(Expression):
    """Zero or one. Every other number is a rate, and stands in the law."""

    __slots__ = ("value",)

    def __init__(self, value: Literal[0, 1]) -> None:
        self.value = value


class Arithmetic(Expression):
    """Two expressions added, subtracted, multiplied or divided."""

    __slots__ = ("left", "operator", "right")

    def __init__(self, operator: Literal["+", "-", "*", "/"], left: Expression, right: Expression) -> None:
        self.operator = operator
        self.left = left
        self.right = right


class Extreme(Expression):
    """The lesser, or the greater, of two or more expressions."""

    __slots__ = ("operands", "which")

    def __init__(self, which: Literal["lesser", "greater"], operands: tuple[Expression, ...]) -> None:
        self.which = which
        self.operands = operands


class Rounded(Expression):
    """An expression rounded by a named step; nothing is rounded elsewhere."""

    __slots__ = ("operand", "step")

    def __init__(self, step: RoundingStep, operand: Expression) -> None:
        self.step = step
        self.operand = operand


Relation = Literal["more than", "at least", "equal to"]


class Comparison:
    """Whether one expression is more than, at least, or equal to another. Both sides are compared unrounded."""

    __slots__ = ("left", "relation", "right")

    def __init__(self, relation: Relation, left: Expression, right: Expression) -> None:
        self.relation = relation
        self.left = left
        self.right = right


class IsYes:
    """Whether a flag line is answered yes."""

    __slots__ = ("key",)

    def __init__(self, key: str) -> None:
        self.key = key


class IsChoice:
    """Whether a choice line holds this choice."""

    __slots__ = ("choice", "key")

    def __init__(self, key: str, choice: str) -> None:
        self.key = key
        self.choice = choice


class Applies:
    """Whether a line applies: it belongs to no part of the form that does not."""

    __slots__ = ("key",)

    def __init__(self, key: str) -> None:
        self.key = key


class ConditionByReading:
    """The condition that belongs to the choice made for a named reading of the law."""

    __slots__ = ("choices", "reading")

    def __init__(self, reading: str, choices: Mapping[str, Condition]) -> None:
        self.reading = reading
        self.choices = choices


Condition = Comparison | IsYes | IsChoice | Applies | ConditionByReading


class Choose(Expression):
    """One expression where the condition holds, another where it does not; only the one taken is computed."""

    __slots__ = ("condition", "otherwise", "then")

    def __init__(self, condition: Condition, then: Expression, otherwise: Expression) -> None:
        self.condition = condition
        self.then = then
        self.otherwise = otherwise


class ByReading(Expression):
    """The expression that belongs to the choice made for a named reading of the law."""

    __slots__ = ("choices", "reading")

    def __init__(self, reading: str, choices: Mapping[str, Expression]) -> None:
        self.reading = reading
        self.choices = choices


class Column(Expression):
    """The value in this column of the row that a sum has come to."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class RowSum(Expression):
    """The sum of an expression over the rows of a line; a rounding in it is done for each row."""

    __slots__ = ("rows", "term")

    def __init__(self, rows: str, term: Expression) -> None:
        self.rows = rows
        self.term = term


ZERO = Constant(0)
ONE = Constant(1)


def line(key: str) -> LineValue:
    """Return the value of another line."""
    return LineValue(key)


def rate(key: str, fiscal_year: int | None = None) -> RateValue:
    """Return a rate of the form's law, of this fiscal year or of a fixed one."""
    return RateValue(key, fiscal_year)


def lesser(*operands: Expression) -> Extreme:
    """Return the least of the operands."""
    return Extreme("lesser", operands)


def greater(*operands: Expression) -> Extreme:
    """Return the greatest of the operands."""
    return Extreme("greater", operands)


def cents(operand: Expression) -> Rounded:
    """Round to the cent, halves up."""
    return Rounded(CENTS, operand)


def cents_up(operand: Expression) -> Rounded:
    """Round up to the next cent."""
    return Rounded(CENTS_UP, operand)


def whole_dollars(operand: Expression) -> Rounded:
    """Round to the dollar, halves up."""
    return Rounded(WHOLE_DOLLARS, operand)


def whole(operand: Expression) -> Rounded:
    """Round to a whole number, such as of pupils, halves up."""
    return Rounded(WHOLE, operand)


def choose(condition: Condition, then: Expression, otherwise: Expression) -> Choose:
    """Return one expression where the condition holds, the other where it does not."""
    return Choose(condition, then, otherwise)


def more_than(left: Expression, right: Expression) -> Comparison:
    """Tell whether ``left`` exceeds ``right``."""
    return Comparison("more than", left, right)


def at_least(left: Expression, right: Expression) -> Comparison:
    """Tell whether ``left`` equals or exceeds ``right``."""
    return Comparison("at least", left, right)


def equal(left: Expression, right: Expression) -> Comparison:
    """Tell whether ``left`` equals ``right``."""
    return Comparison("equal to", left, right)


def where_it_applies(key: str) -> Choose:
    """Return the value of another line, zero where that line does not apply."""
    return Choose(Applies(key), LineValue(key), ZERO)


def condition_by_reading(reading: str, choices: Mapping[str, Condition]) -> ConditionByReading:
    """Return the condition of the choice made for a reading; ``choices`` is choice -> condition."""
    return ConditionByReading(reading, MappingProxyType(dict(choices)))


def by_reading(reading: str, choices: Mapping[str, Expression]) -> ByReading:
    """Return the expression of the choice made for a reading; ``choices`` is choice -> expression."""
    return ByReading(reading, MappingProxyType(dict(choices)))


def row_sum(rows: str, term: Expression) -> RowSum:
    """Return the sum of ``term`` over the rows of the line ``rows``."""
    return RowSum(rows, term)


def column(name: str) -> Column:
    """Return the value in a column of the row at hand."""
    return Column(name)


def parts(piece: Expression | Condition) -> tuple[Expression | Condition, ...]:
    """Return the expressions and conditions that this one is directly put together from."""
    match piece:
        case Arithmetic() | Comparison():
            return (piece.left, piece.right)
        case Extreme():
            return piece.operands
        case Rounded():
            return (piece.operand,)
        case Choose():
            return (piece.condition, piece.then, piece.otherwise)
        case ByReading() | ConditionByReading():
            return tuple(piece.choices.values())
        case RowSum():
            return (piece.term,)
        case _:
            return ()


def pieces(expression: Expression | Condition) -> Iterator[Expression | Condition]:
    """Go through an expression and everything in it."""
    waiting: list[Expression | Condition] = [expression]
    while waiting:
        piece = waiting.pop()
        yield piece
        waiting.extend(reversed(parts(piece)))
