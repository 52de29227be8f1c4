"""What each line must say: its values, its amount, its strategy and its narrative: B204, B301 to B305, I101, I102, I105."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.criteria.words import bare, counted, words
from ai_cli.facts.budget import CATEGORIES, REVENUES
from ai_cli.findings import Finding, finding
from ai_cli.results.checked_budget import NotChecked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.criteria.review import Review
    from ai_cli.facts.budget import BudgetLine

UNCALCULATED = "B601"
_MOST_SHOWN, _MOST_NAMED = 60, 12
"""Characters of a text, and strategies, in a message."""

_WORDS_OF = {"category": ", ".join(CATEGORIES), "revenue": ", ".join(REVENUES)}


def readable(review: Review) -> Iterator[Finding | NotChecked]:
    """Every value of a line must be readable, and each line must say what it is, its category and its revenue."""
    yield from review.budget.line_findings
    for line in review.lines:
        for entry in line.entries():
            problem = entry.problem
            if problem is not None and problem.code != UNCALCULATED and not _is_for_b204(line, problem):
                yield problem
        for key in ("item", "category", "revenue"):
            entry = getattr(line, key)
            if entry.value is None and entry.problem is None:
                what, fix = f"{line.name}: {key} is missing", f"give the line its {key}"
                allowed = _WORDS_OF.get(key, "what the line is for")
                yield finding("I101", entry.place, what=what, allowed=allowed, fix=fix)


def _is_for_b204(line: BudgetLine, problem: Finding) -> bool:
    return problem is line.amount.problem and problem.code == "I105"


def positive_amounts(review: Review) -> Iterator[Finding | NotChecked]:
    """B204: an amount must be above zero."""
    for line in review.lines:
        amount = line.amount
        found = None
        if amount.value is not None and not amount.value:
            found = "zero"
        elif amount.problem is not None and _is_for_b204(line, amount.problem):
            found = f"'{amount.text}'"
        elif amount.value is None and amount.problem is None:
            found = "missing"
        if found is not None:
            yield finding("B204", amount.place, line=line.name, found=found)


def strategy_named(review: Review) -> Iterator[Finding | NotChecked]:
    """B301: a line must name a strategy of the plan."""
    for line in review.lines:
        if line.strategy.value is None and line.strategy.problem is None:
            yield finding("B301", line.strategy.place, line=line.name, allowed=_allowed(review))


def strategy_of_the_plan(review: Review) -> Iterator[Finding | NotChecked]:
    """B302: the strategy that a line names must be in the plan."""
    if not review.strategies:
        yield NotChecked("B302", "plan.strategies")
        return
    for line in review.lines:
        named = line.strategy.value
        if named is not None and review.strategy_of(line) is None:
            yield finding("B302", line.strategy.place, line=line.name, found=named, allowed=_allowed(review))


def _allowed(review: Review) -> str:
    names = [f"{one.id} {one.name or ''}".strip()[:_MOST_SHOWN] for one in review.strategies[:_MOST_NAMED]]
    more = len(review.strategies) - len(names)
    return (", ".join(names) + (f" and {more:,} more" if more else "")) or "a strategy of the plan"


def narrative(review: Review) -> Iterator[Finding | NotChecked]:
    """B303: each line has a narrative that says more than the names of its item and strategy."""
    least = int(review.law.number("narrative_least_words"))
    empty = review.law.texts("empty_narratives")
    for line in review.lines:
        text = line.narrative.value or ""
        strategy = review.strategy_of(line)
        names = {*words(line.item.value or ""), *words(line.strategy.value or "")}
        if strategy is not None:
            names |= {*words(strategy.name or ""), *words(strategy.id)}
        beyond = set(words(text)) - names
        if not text:
            what = "the narrative is missing"
        elif bare(text) in empty:
            what = f"the narrative says nothing, '{text}'"
        elif len(beyond) < least:
            what = f"the narrative has {counted(len(beyond), 'word')} beyond the names of item and strategy"
        else:
            continue
        yield finding(
            "B303",
            line.narrative.place,
            line=line.name,
            what=what,
            least=least,
            found=text[:_MOST_SHOWN] or "nothing",
        )


def other_funding(review: Review) -> Iterator[Finding | NotChecked]:
    """B304: a line that enhances an existing program must say what other funding that has."""
    for line in review.lines:
        if (
            line.enhances_existing.value
            and line.other_funding.value is None
            and line.other_funding.problem is None
        ):
            yield finding("B304", line.other_funding.place, line=line.name, found="nothing")


def every_strategy(review: Review) -> Iterator[Finding | NotChecked]:
    """B305: each strategy of the plan should have a line."""
    if not review.strategies:
        yield NotChecked("B305", "plan.strategies")
        return
    if review.budget.unread is not None:
        yield NotChecked("B305", review.budget.unread)
        return
    used = {one.id for line in review.lines if (one := review.strategy_of(line)) is not None}
    for index, strategy in enumerate(review.strategies):
        if strategy.id not in used:
            place = review.budget.written.place(("plan", "strategies", index))
            yield finding("B305", place, found=f"{strategy.id} {strategy.name or ''}".strip())
