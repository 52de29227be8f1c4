"""The one grammar of numbers that users type."""

from __future__ import annotations

import re
from decimal import Decimal

from ai_cli.facts.unreadable import UnreadableValue

_NUMBER = re.compile(
    r"(?P<open>\()?(?P<minus>-)?\$?(?P<minus_after>-)?"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<decimals>[0-9]*))?(?P<close>\))?"
)
_EXACT_DECIMALS = 6
_BELOW_NOISE = Decimal(1).scaleb(-_EXACT_DECIMALS)
_NOT_FINITE = {"nan", "inf", "infinity"}
MOST_DIGITS = 12
"""More digits before the decimal point than any amount of a school district has."""


def read_number(text: str, *, decimals: int, kind: str) -> Decimal:
    """Return the number that a text spells, exact and not negative.

    Accepted: ``1234.5``, ``1,234.50``, ``$1,234.50`` and, as negative, ``-5`` and ``(5.00)``. ``decimals`` is how
    many decimals it may have, ``kind`` what it is, for the message.
    Errors: ``UnreadableValue`` with I102 where the text spells no such number, I105 where it is negative, not
    finite or has too many digits.
    """
    stripped = text.strip()
    if stripped.lstrip("+-.").lower() in _NOT_FINITE:
        raise UnreadableValue("I105", f"{kind}, a finite number", "type the figure in digits")
    match = _NUMBER.fullmatch(stripped)
    if match is None or bool(match["open"]) is not bool(match["close"]):
        example = "1234.5 or 1,234.50" if decimals else "45 or 1,234"
        raise UnreadableValue("I102", kind, f"type it in digits, such as {example}")
    fraction = match["decimals"] or ""
    if len(fraction.rstrip("0")) > decimals:
        most = f"at most {decimals} decimals" if decimals else "no decimals"
        raise UnreadableValue(
            "I102", f"{kind}, with {most}", "round it yourself; nothing is rounded silently"
        )
    whole = match["whole"].replace(",", "").lstrip("0") or "0"
    if len(whole) > MOST_DIGITS:
        raise UnreadableValue(
            "I105", f"{kind}, of at most {MOST_DIGITS} digits", "check the number of digits"
        )
    number = Decimal(f"{whole}.{fraction[:decimals]}" if fraction[:decimals] else whole)
    if (match["open"] or match["minus"] or match["minus_after"]) and number:
        raise UnreadableValue("I105", f"{kind}, zero or more", "leave out the minus sign or the parentheses")
    return number


def read_money(text: str) -> Decimal:
    """Return an amount of dollars with at most two decimals. Errors: as of ``read_number``."""
    return read_number(text, decimals=2, kind="an amount of dollars such as 1234.50")


def read_exact_money(text: str) -> Decimal:
    """Return an amount of dollars that was computed, with parts of a cent, without the noise of binary arithmetic.

    Errors: as of ``read_number``.
    """
    amount = read_number(text, decimals=15, kind="an amount of dollars such as 1234.50")
    return amount.quantize(_BELOW_NOISE) if -int(amount.as_tuple().exponent) > _EXACT_DECIMALS else amount


def read_quantity(text: str) -> Decimal:
    """Return pupil units, membership or full-time equivalents. Errors: as of ``read_number``."""
    return read_number(text, decimals=6, kind="a number such as 4794.5")


def read_count(text: str) -> Decimal:
    """Return a count of pupils, a whole number. Errors: as of ``read_number``."""
    return read_number(text, decimals=0, kind="a whole number of pupils")
