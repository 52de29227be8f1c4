"""Costs that the program does not pay: B401, B402."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.criteria.codes import in_ranges
from ai_cli.criteria.words import phrase_in, phrases_of
from ai_cli.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.criteria.review import Review
    from ai_cli.criteria.words import Phrases
    from ai_cli.results.checked_budget import NotChecked

    Codes = dict[str, tuple[str, tuple[str, ...]]]

_WORDS = {
    "furniture": "furniture_words",
    "a vehicle": "vehicle_words",
    "medical equipment": "medical_equipment_words",
    "adult basic education": "adult_basic_education_words",
    "lobbying": "lobbying_words",
}
_CODES = {
    "object": ("a vehicle", "unallowable_objects"),
    "program": ("adult basic education", "unallowable_programs"),
}


def allowable(review: Review) -> Iterator[Finding | NotChecked]:
    """B401: a line must not be for a cost that is not allowed, by a code of its account or a word in the item's name."""
    costs, phrases = ", ".join(review.law.texts("unallowable_costs")), _phrases(review)
    codes = _codes(review)
    for line in review.lines:
        by_code = _by_code(codes, review.dimensions(line))
        named = phrase_in(line.item.value or "", phrases)
        if by_code is not None:
            cost, what = by_code
            yield finding("B401", line.account.place, line=line.name, cost=cost, found=what, costs=costs)
        elif named is not None:
            word, cost = named
            yield finding(
                "B401", line.item.place, line=line.name, cost=cost, found=f"the word '{word}'", costs=costs
            )


def spoken_of(review: Review) -> Iterator[Finding | NotChecked]:
    """B402: a narrative should not speak of such a cost, where the line is not already one."""
    costs, phrases = ", ".join(review.law.texts("unallowable_costs")), _phrases(review)
    codes = _codes(review)
    for line in review.lines:
        named = phrase_in(line.narrative.value or "", phrases)
        if (
            named is None
            or _by_code(codes, review.dimensions(line))
            or phrase_in(line.item.value or "", phrases)
        ):
            continue
        word, cost = named
        place = line.narrative.place
        yield finding("B402", place, line=line.name, cost=cost, found=f"the word '{word}'", costs=costs)


def _phrases(review: Review) -> Phrases:
    return phrases_of({cost: review.law.texts(key) for cost, key in _WORDS.items()})


def _codes(review: Review) -> Codes:
    return {dimension: (cost, review.law.texts(key)) for dimension, (cost, key) in _CODES.items()}


def _by_code(codes: Codes, account: dict[str, str] | None) -> tuple[str, str] | None:
    """Return the cost that a code of the account stands for, and the code; None where none does."""
    if account is None:
        return None
    for dimension, (cost, ranges) in codes.items():
        if in_ranges(account[dimension], ranges):
            return cost, f"{dimension} code {account[dimension]}"
    return None
