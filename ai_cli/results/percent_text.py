"""The way exact percents and differences in percentage points are written."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

_DIGITS = Context(prec=12, rounding=ROUND_HALF_UP)
_DECIMALS, _MOST_DECIMALS = 2, 12


def exact_percent(value: Fraction | None) -> Decimal | None:
    """Return a percent or difference as a decimal number of 12 significant digits, for programs."""
    return None if value is None else _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


def shown_percent(value: Fraction, threshold: Fraction | None = None) -> str:
    """Return a percent or difference with two decimals, and with more where they alone tell it from the threshold."""
    decimals = _DECIMALS
    while threshold is not None and value != threshold and decimals < _MOST_DECIMALS:
        if rounded(value, decimals) != threshold:
            break
        decimals += 1
    return f"{rounded(value, decimals):f}"


def rounded_quotient(part: int, whole: int, decimals: int) -> Decimal:
    """Return part / whole rounded half up to so many decimals, of whole numbers that are not negative."""
    half_up = (2 * part * 10**decimals + whole) // (2 * whole)
    return Decimal(half_up).scaleb(-decimals)


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Return an exact value rounded half up to so many decimals, never as minus zero."""
    scaled = value * 10**decimals
    half_up = (abs(scaled) + Fraction(1, 2)).__floor__()
    rounded = Decimal(half_up if scaled >= 0 else -half_up).scaleb(-decimals)
    return rounded or abs(rounded)
