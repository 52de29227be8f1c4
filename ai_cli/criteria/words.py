"""Words that criteria and their messages share."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from ai_cli.results.percent_text import shown_percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORD = re.compile(r"\w+(?:['&]\w+)*")
_CENT = Decimal("0.01")
_MANY_DIGITS = Context(prec=60)
_PER_CENT = _CENTS = 100


def dollars(amount: Decimal | Fraction) -> str:
    """Return an amount as ``$1,234.50``, to the cent."""
    exact = amount if isinstance(amount, Decimal) else Decimal(amount.numerator) / Decimal(amount.denominator)
    return f"${cents(exact):,.2f}"


def cents(amount: Decimal) -> Decimal:
    """Return an amount rounded to the cent, half up, as a line of the form takes it."""
    return amount.quantize(_CENT, ROUND_HALF_UP, _MANY_DIGITS)


def up_to_the_cent(amount: Fraction) -> Fraction:
    """Return an amount rounded up to the next cent, where less than it would not do."""
    return Fraction(ceil(amount * _CENTS), _CENTS)


def percent(share: Fraction, limit: Fraction) -> str:
    """Return a share as ``79.99%``, with more decimals where they alone tell it from its limit."""
    return f"{shown_percent(share * _PER_CENT, limit * _PER_CENT)}%"


def counted(number: int, noun: str) -> str:
    """Return a number of things in words: ``1 word``, ``3 words``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, in small letters."""
    return tuple(_WORD.findall(text.casefold()))


Phrases = dict[str, list[tuple[tuple[str, ...], str, str]]]
"""First word -> the words of a phrase that it begins, the phrase as it is written, and what it means."""


def phrases_of(listed: Mapping[str, Iterable[str]]) -> Phrases:
    """Return phrases to look for, from meaning -> its words or phrases."""
    found: Phrases = {}
    for meaning, phrases in listed.items():
        for phrase in phrases:
            parts = words(phrase)
            found.setdefault(parts[0], []).append((parts, phrase, meaning))
    return found


def phrase_in(text: str, phrases: Phrases) -> tuple[str, str] | None:
    """Return the first phrase that stands in a text as whole words, and what it means; None where none does."""
    said = words(text)
    if phrases.keys().isdisjoint(said):
        return None
    for start, word in enumerate(said):
        for parts, phrase, meaning in phrases.get(word, ()):
            if said[start : start + len(parts)] == parts:
                return phrase, meaning
    return None


def bare(text: str) -> str:
    """Return a text in small letters, without outer signs, its words set apart by single spaces."""
    return " ".join(text.casefold().split()).strip(" .!-")
