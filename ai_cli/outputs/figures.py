"""The way single figures are written: for people, and as exact numbers for programs."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from ai_cli.results.filled_form import FilledLine, Unit

if TYPE_CHECKING:
    from fractions import Fraction

_CENT = Decimal("0.01")
_RATIO_DIGITS = Context(prec=12, rounding=ROUND_HALF_UP)
_PERCENT_DECIMALS = Decimal("0.0001")

Figure = Decimal | bool | str | None


def exact_figure(line: FilledLine) -> Figure:
    """Return the value of a line for programs: money with two decimals, ratios with 12 significant digits."""
    value = line.value
    if not isinstance(value, Decimal):
        return value
    if line.unit is Unit.DOLLARS:
        return exact_dollars(value)
    if line.unit in (Unit.RATIO, Unit.PERCENT):
        return _RATIO_DIGITS.plus(value)
    return value


def exact_dollars(value: Decimal) -> Decimal:
    """Return an amount for programs, with two decimals."""
    return value.quantize(_CENT, rounding=ROUND_HALF_UP)


def exact_ratio(value: Fraction) -> Decimal:
    """Return a ratio for programs, with 12 significant digits."""
    return _RATIO_DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


def shown_figure(line: FilledLine) -> str:
    """Return the value of a line for people: ``$1,234.50``, ``43.2326%``, ``4,794.5``, ``yes``."""
    return shown_value(line.value, line.unit)


def shown_value(value: Figure, unit: str) -> str:
    """Return a value in a unit for people, nothing for none."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, Decimal):
        return "" if value is None else value
    if unit == Unit.DOLLARS:
        return shown_dollars(value)
    if unit == Unit.RATIO:
        return f"{_percent_text(value)}%"
    return _trimmed(value)


def shown_difference(value: Decimal, unit: str) -> str:
    """Return a difference in a unit for people, signed unless it is zero: ``+$12.50``, ``-3``, ``+1.5 points``."""
    if unit == Unit.DOLLARS:
        text = shown_dollars(value)
    elif unit == Unit.RATIO:
        text = f"{_percent_text(value)} points"
    else:
        text = f"{_trimmed(value)} points" if unit == Unit.PERCENT else _trimmed(value)
    more = any(one in "123456789" for one in text) and not text.startswith("-")
    return f"+{text}" if more else text


def shown_dollars(value: Decimal) -> str:
    """Return an amount with a dollar sign, thousands separators and two decimals; never ``-$0.00``."""
    rounded = exact_dollars(value)
    sign = "-" if rounded < 0 else ""
    return f"{sign}${abs(rounded):,.2f}"


def _percent_text(ratio: Decimal) -> str:
    rounded = (ratio * 100).quantize(_PERCENT_DECIMALS, rounding=ROUND_HALF_UP)
    return _trimmed(rounded or abs(rounded))


def _trimmed(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
