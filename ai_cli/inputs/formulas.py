"""Reads what the formula of a total adds, as far as that can be told from the formula alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.facts.budget_file import Range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.formula.tokenizer import Token

_CELLS = re.compile(
    r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!\[\]]+))!)?"
    r"\$?(?P<column>[A-Z]{1,3})\$?(?P<first>[0-9]{1,7})?(?::\$?(?P<other>[A-Z]{1,3})\$?(?P<last>[0-9]{1,7})?)?",
    re.IGNORECASE,
)
_ADDING = ("SUM(", "SUBTOTAL(", "ROUND(")
_FINDING_CELLS = frozenset({"OFFSET(", "INDEX(", "INDIRECT(", "CHOOSE(", "XLOOKUP(", "VLOOKUP(", "HLOOKUP("})
"""Functions that take cells which their formula does not name."""

_MOST_CHARACTERS = 8_192
"""Excel takes no longer formula."""

_WITH_A_NUMBER = ("SUBTOTAL(", "ROUND(")


class Formula(NamedTuple):
    """What a formula speaks of.

    ``ranges`` are the cells that it names, a column each; ``names_all`` tells that it takes no others, ``is_sum`` that it
    adds them and does nothing else, ``is_constant`` that it names none, so that it is a number in another dress.
    """

    ranges: tuple[Range, ...]
    names_all: bool
    is_sum: bool
    is_constant: bool


_OF_ANOTHER_KIND = Formula((), names_all=False, is_sum=False, is_constant=False)


@lru_cache(maxsize=1024)
def read_formula(text: str, sheet: str) -> Formula:
    """Return what a formula on this sheet adds. Nothing is raised: what is no sum is of another kind."""
    from openpyxl.formula import Tokenizer

    if len(text) > _MOST_CHARACTERS:
        return _OF_ANOTHER_KIND
    try:
        tokens = Tokenizer(text).items
    except Exception:  # noqa: BLE001 - the tokenizer raises whatever a broken formula leads it to
        return _OF_ANOTHER_KIND
    named = [one for one in tokens if one.type == "OPERAND" and one.subtype == "RANGE"]
    found = [_range(one.value, sheet) for one in named]
    ranges = tuple(one for one in found if one is not None)
    functions = {one.value.upper() for one in tokens if one.type == "FUNC" and one.subtype == "OPEN"}
    names_all = len(ranges) == len(named) and not functions & _FINDING_CELLS
    is_sum = bool(ranges) and names_all and all(_adds(tokens))
    return Formula(ranges, names_all, is_sum, is_constant=not named and not functions)


def _range(text: str, sheet: str) -> Range | None:
    """Return the cells of one column that a reference names, None for a name, a table or several columns."""
    match = _CELLS.fullmatch(text)
    if match is None or (match["other"] or match["column"]).upper() != match["column"].upper():
        return None
    if match["first"] is None and match["other"] is None:
        return None
    name = (match["quoted"] or match["plain"] or sheet).replace("''", "'")
    first = int(match["first"]) if match["first"] else None
    last = first if match["other"] is None else int(match["last"]) if match["last"] else None
    if first is not None and last is not None and last < first:
        first, last = last, first
    return Range(name, match["column"].upper(), first, last)


def _adds(tokens: list[Token]) -> Iterator[bool]:
    """Go through the tokens of a formula, and tell of each whether it belongs to a sum."""
    open_functions: list[str] = []
    for one in tokens:
        match one.type, one.subtype:
            case "FUNC", "OPEN":
                open_functions.append(one.value.upper())
                yield open_functions[-1] in _ADDING
            case "FUNC", "CLOSE":
                open_functions.pop()
            case "OPERAND", "NUMBER":
                yield bool(open_functions) and open_functions[-1] in _WITH_A_NUMBER
            case "OPERAND", kind:
                yield kind == "RANGE"
            case (("OPERATOR-INFIX" | "OPERATOR-PREFIX"), _):
                yield one.value == "+"
            case kind, _:
                yield kind in ("SEP", "PAREN", "WHITE-SPACE")
