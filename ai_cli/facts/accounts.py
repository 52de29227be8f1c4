"""Accounts of the state's chart: six dimensions, in the order that the district's software writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ai_cli.facts.unreadable import UnreadableValue

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def split_account(text: str, order: Sequence[str]) -> dict[str, str] | None:
    """Return the dimensions of an account written with hyphens, None where it has not as many as the order."""
    parts = [one.strip() for one in text.split("-")]
    return dict(zip(order, parts, strict=True)) if len(parts) == len(order) else None
