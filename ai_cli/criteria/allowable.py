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
    costs, phrases = ", ".join(review.law.texts("unallowable_costs")), _phrases(review)
    for line in review.lines:
        by_code = _by_code(review, line)
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
    for line in review.lines:
        named = phrase_in(line.narrative.value or "", phrases)
        if named is None or _by_code(review, line) or phrase_in(line.item.value or "", phrases):
            continue
        word, cost = named
        place = line.narrative.place
        yield finding("B402", place, line=line.name, cost=cost, found=f"the word '{word}'", costs=costs)


def _phrases(review: Review) -> Phrases:
    return phrases_of({cost: review.law.texts(key) for cost, key in _WORDS.items()})


def _by_code(review: Review, line: BudgetLine) -> tuple[str, str] | None:
    account = review.dimensions(line)
    if account is None:
        return None
    for dimension, (cost, codes) in _CODES.items():
        if in_ranges(account[dimension], review.law.texts(codes)):
            return cost, f"{dimension} code {account[dimension]}"
    return None
