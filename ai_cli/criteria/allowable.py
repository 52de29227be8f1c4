"""Costs that the program does not pay: B401, B402."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.criteria.codes import in_ranges
from ai_cli.criteria.words import phrase_in
from ai_cli.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.criteria.review import Review
    from ai_cli.facts.budget import BudgetLine
    from ai_cli.results.checked_budget import NotChecked

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
    costs = ", ".join(review.law.texts("unallowable_costs"))
    for line in review.lines:
        found = _by_code(review, line)
        if found is not None:
            cost, what = found
            yield finding("B401", line.account.place, line=line.name, cost=cost, found=what, costs=costs)
            continue
        named = _by_word(review, line.item.value or "")
        if named is not None:
            cost, word = named
            yield finding(
                "B401", line.item.place, line=line.name, cost=cost, found=f"the word '{word}'", costs=costs
            )


def spoken_of(review: Review) -> Iterator[Finding | NotChecked]:
    """B402: a narrative should not speak of such a cost, where the line is not already one."""
    costs = ", ".join(review.law.texts("unallowable_costs"))
    for line in review.lines:
        if _by_code(review, line) is not None or _by_word(review, line.item.value or "") is not None:
            continue
        named = _by_word(review, line.narrative.value or "")
        if named is not None:
            cost, word = named
            place = line.narrative.place
            yield finding("B402", place, line=line.name, cost=cost, found=f"the word '{word}'", costs=costs)


def _by_code(review: Review, line: BudgetLine) -> tuple[str, str] | None:
    account = review.dimensions(line)
    if account is None:
        return None
    for dimension, (cost, codes) in _CODES.items():
        if in_ranges(account[dimension], review.law.texts(codes)):
            return cost, f"{dimension} code {account[dimension]}"
    return None


def _by_word(review: Review, text: str) -> tuple[str, str] | None:
    for cost, key in _WORDS.items():
        word = phrase_in(text, review.law.texts(key))
        if word is not None:
            return cost, word
    return None
