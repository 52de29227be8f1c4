"""Accounts of the state's chart: six dimensions, in the order that the district's software writes them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ai_cli.facts.unreadable import UnreadableValue

if TYPE_CHECKING:
    from collections.abc import Callable

DIMENSIONS = {
    "FD": "fund",
    "ORG": "organization",
    "PRO": "program",
    "FIN": "finance",
    "OBJ": "object",
    "CRS": "course",
}
"""Short name in an account order -> dimension, in the order of the chart of accounts."""


def read_account_order(text: str) -> tuple[str, ...]:
    """Return the dimensions in their order, ``FD-ORG-PRO-FIN-OBJ-CRS`` as (fund, organization, ...), or by their names.

    Errors: ``UnreadableValue`` with I102 where not each of the six stands once.
    """
    written = re.split(r"[-/,\s]+", text.strip())
    names = tuple(DIMENSIONS.get(one.upper(), one.lower()) for one in written)
    if sorted(names) != sorted(DIMENSIONS.values()):
        allowed = "FD, ORG, PRO, FIN, OBJ and CRS, each once, with hyphens, such as FD-ORG-PRO-FIN-OBJ-CRS"
        raise UnreadableValue("I102", allowed, "write them in the order in which your accounts are written")
    return names


@cache
def whole_account(order: tuple[str, ...], digits: tuple[int, ...]) -> Callable[[str], dict[str, str] | None]:
    """Return what reads an account written with hyphens: its dimensions, None where one is missing or has other digits.

    ``order`` names the dimensions as the account has them, ``digits`` is how many each has.
    """
    pattern = re.compile("-".join(rf"\s*([0-9]{{{one}}})\s*" for one in digits))

    def read(text: str) -> dict[str, str] | None:
        match = pattern.fullmatch(text)
        return None if match is None else dict(zip(order, match.groups(), strict=True))

    return read
