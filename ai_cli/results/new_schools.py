"""Whether a school may ask to count as new, and the row that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from fractions import Fraction

ELIGIBLE_TO_REQUEST, NOT_ELIGIBLE, OPEN = "eligible_to_request", "not_eligible", "undetermined"
"""The outcomes. None is that the status is granted: that is the Commissioner's to decide."""


class NewSchool(NamedTuple):
    """Whether a school may ask to count as new, None where that is open.

    ``missing`` are the columns that would settle it, ``reported`` what goes with the request, percents of 0 to 100 by their
    columns. ``of_few`` tells that the school has too few students for a share of them to be published.
    """

    eligible_to_request: bool | None
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    reported: Mapping[str, Fraction | bool | str | None]
    of_few: bool = False

    @property
    def outcome(self) -> str:
        """The outcome as a word."""
        if self.eligible_to_request is None:
            return OPEN
        return ELIGIBLE_TO_REQUEST if self.eligible_to_request else NOT_ELIGIBLE


class NewSchoolRow(NamedTuple):
    """An outcome with its reasons and what is missing, and what goes with the request: percents are 0 to 100, None in public."""

    outcome: str
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    reported: Mapping[str, Decimal | bool | str | None]
