"""How well a figure or a formula is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

STANDINGS = ("statute", "rule", "department", "derived", "bill", "user", "unverified")
"""The standings, strongest first."""

UNVERIFIED = STANDINGS[-1]
"""The weakest standing: widely stated, not read at its source."""

_RANKS = {standing: rank for rank, standing in enumerate(STANDINGS)}


def weakest(standings: Iterable[str]) -> str:
    """Return the weakest of the standings given; a line stands as weakly as the weakest it rests on.

    Errors: ``KeyError`` for an unknown standing, ``ValueError`` when none is given.
    """
    return max(standings, key=_RANKS.__getitem__)
