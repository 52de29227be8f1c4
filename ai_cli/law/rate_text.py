"""The way rates are written: numbers, percentages and lists."""

from __future__ import annotations

import re
from decimal import Decimal

_RATE = re.compile(
    r"\$?(?P<digits>(?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,9})(?:\.[0-9]{1,9})?)(?P<percent>%?)"
)
_PER_CENT = Decimal(100)


def rate_number(written: str) -> Decimal:
    """Return the number of a rate: ``350``, ``$350``, ``1.115``, or ``66%`` as 0.66.

    Errors: ``ValueError`` when the text spells no such number.
    """
    match = _RATE.fullmatch(written.strip())
    if match is None:
        raise ValueError(f"{written!r} is not a number such as 350, 1.115 or 66%")
    number = Decimal(match["digits"].replace(",", ""))
    return number / _PER_CENT if match["percent"] else number


def percent_text(number: Decimal) -> str:
    """Return a ratio as an exact percentage, 1.003 as ``100.3%``."""
    text = f"{(number * _PER_CENT).normalize():f}"
    return f"{text}%"


def rate_text(written: str | tuple[str, ...], unit: str) -> str:
    """Return a rate as a finance officer writes it: dollars with a sign, ratios in percent, lists with commas."""
    if isinstance(written, tuple):
        return ", ".join(written)
    if unit == "dollars":
        return f"${rate_number(written):,}"
    if unit == "ratio":
        return percent_text(rate_number(written))
    return written
