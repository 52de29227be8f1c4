"""Words that the conclusions of programs share."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ai_cli.results.filled_form import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_cli.results.filled_form import FilledForm, FilledLine, Source

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def dollars(line: FilledLine) -> str:
    """Return the value of a complete line as dollars and cents, ``$1,234.50``."""
    value = line.value if isinstance(line.value, Decimal) else Decimal(0)
    return f"-${-value:,.2f}" if value < 0 else f"${value:,.2f}"


def sentence(text: str) -> str:
    """Return a sentence with its first letter in capitals."""
    return text[:1].upper() + text[1:]


def counted(number: int, noun: str) -> str:
    """Return ``two inputs``: the number as a word up to nine, the noun in the plural where it needs one."""
    word = _WORDS[number] if number < len(_WORDS) else str(number)
    return f"{word} {noun}" if number == 1 else f"{word} {noun}s"


def basis(form: FilledForm, *lines: FilledLine) -> str:
    """Return the opening of a conclusion that says on what the lines rest, empty where all is well founded."""
    marks = {mark for line in lines for mark in line.marks}
    parts = []
    if Mark.USER_RATE in marks:
        parts.append("your own rates")
    if Mark.UNVERIFIED in marks:
        parts.append("rates not all verified")
    if Mark.CARRIED in marks:
        parts.append("rates carried past the last year they are known for")
    keys = {key for line in lines for key in line.inputs}
    sources = _sources(form)
    if Mark.OTHER_YEAR in marks:
        parts.append("figures of another year")
    assumed = [key for key in keys if key in sources and sources[key].assumed]
    if assumed:
        parts.append(counted(len(assumed), "assumed input"))
    opening = "As an illustration only, by " if Mark.ILLUSTRATION in marks else "By "
    if not parts:
        return "As an illustration only, " if Mark.ILLUSTRATION in marks else ""
    return f"{opening}{_listed(parts)}, "


def _sources(form: FilledForm) -> dict[str, Source]:
    return {line.source.key: line.source for line in form.every_line() if line.source is not None}


def _listed(parts: Iterable[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
