"""Words that criteria and their messages share."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from ai_cli.results.percent_text import shown_percent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

_WORD = re.compile(r"[\w&'-]+")
_CENT = Decimal("0.01")
_PER_CENT = 100


def dollars(amount: Decimal | Fraction) -> str:
    """Return an amount as ``$1,234.50``, to the cent."""
    exact = amount if isinstance(amount, Decimal) else Decimal(amount.numerator) / Decimal(amount.denominator)
    return f"${exact.quantize(_CENT, rounding=ROUND_HALF_UP):,.2f}"


def percent(share: Fraction, limit: Fraction) -> str:
    """Return a share as ``79.99%``, with more decimals where they alone tell it from its limit."""
    return f"{shown_percent(share * _PER_CENT, limit * _PER_CENT)}%"


def words(text: str) -> list[str]:
    """Return the words of a text, in small letters."""
    return [one.casefold() for one in _WORD.findall(text)]


@lru_cache(maxsize=4096)
def _spaced(text: str) -> str:
    return f" {' '.join(words(text))} "


def phrase_in(text: str, phrases: Iterable[str]) -> str | None:
    """Return the first of these words or phrases that stands in a text as whole words, None where none does."""
    said = _spaced(text)
    return next((one for one in phrases if _spaced(one) in said), None)


def bare(text: str) -> str:
    """Return a text in small letters, without outer signs, its words set apart by single spaces."""
    return " ".join(text.casefold().split()).strip(" .!-")
