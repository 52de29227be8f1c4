"""Which strategy of the plan a line of the budget names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ai_cli.criteria.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_cli.facts.budget import Strategy

_BEFORE_A_NUMBER = ("strategy", "strategies", "intervention", "number", "no")
_WHOLE = re.compile(r"([0-9]+)\.0+")


class Strategies:
    """The strategies of a plan, found by what a line calls them."""

    def __init__(self, listed: Iterable[Strategy]) -> None:
        self._by_words: dict[tuple[str, ...], Strategy] = {}
        self._named: dict[tuple[str, ...], list[Strategy]] = {}
        self._by_number: dict[tuple[str, ...], tuple[tuple[str, ...], Strategy]] = {}
        self._found: dict[str, Strategy | None] = {}
        for one in listed:
            number, name = _said(one.id), _said(one.name or "")
            for known in (number, (*number, *name)):
                if known:
                    self._by_words.setdefault(known, one)
            self._named.setdefault(name, []).append(one)
            self._by_number.setdefault(number, (name, one))
        for name, ones in self._named.items():
            if name and len(ones) == 1:
                self._by_words.setdefault(name, ones[0])

    def named(self, text: str) -> Strategy | None:
        """Return the strategy that a line names by its number, its name or both; None where there is none.

        ``3``, ``Strategy 3``, ``AVID grades 7-12``, ``3. AVID grades 7-12`` and ``3 AVID``, the number with the beginning
        of the name, are all strategy 3.
        """
        if text not in self._found:
            said = _said(text)
            self._found[text] = self._by_words.get(said) or self._by_its_beginning(said)
        return self._found[text]

    def _by_its_beginning(self, said: tuple[str, ...]) -> Strategy | None:
        """Return the strategy whose number begins the words, followed by its name, its beginning, or more than it."""
        for length in range(1, len(said)):
            found = self._by_number.get(said[:length])
            if found is None:
                continue
            name, rest = found[0], said[length:]
            shorter = min(len(name), len(rest))
            if name[:shorter] == rest[:shorter] and any(not one.isdigit() for one in rest[:shorter]):
                return found[1]
        return None


def _said(text: str) -> tuple[str, ...]:
    """Return the words of a number or name, without ``strategy`` before a number, zeros before it or ``.0`` behind it."""
    parts = words(_WHOLE.sub(r"\1", text.strip()) if _WHOLE.fullmatch(text.strip()) else text)
    while len(parts) > 1 and parts[0] in _BEFORE_A_NUMBER and parts[1].isdigit():
        parts = parts[1:]
    return tuple(one.lstrip("0") or "0" if one.isdigit() else one for one in parts)
