"""Graduation, R30: whether a group reaches the goal, an average at the goal, or a gain, on one of three rates."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.accountability.index import PER_CENT
from ai_cli.accountability.participation import reaches
from ai_cli.accountability.routes import LEAST_AVERAGED, NONE
from ai_cli.facts.accountability import ATTENDANCE
from ai_cli.facts.accountability import GRADUATION as INDICATOR
from ai_cli.results.accountability import GRADUATION, MET, NOT_EVALUATED, NOT_MET, Determination

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import OtherIndicator

    Others = Mapping[tuple[str, int, str, str], OtherIndicator]

GOAL, AVERAGE, IMPROVE = "goal_", "average_", "improve_"
"""The routes; an average is followed by its years and ``_of_``, and each by the years that the rate allows."""

NOT_PUBLISHED = "not_published"
_RULES = ("R3", "R27", "R30")
_HUNDREDTHS = PER_CENT


class Rate(NamedTuple):
    """The graduates of a cohort."""

    graduates: int
    cohort: int

    @property
    def percent(self) -> Fraction:
        """The rate, 0 to 100, exact."""
        return Fraction(PER_CENT * self.graduates, self.cohort)


Rates = tuple[Rate | None, ...]
"""One rate of a group over years, this one first; None where it is not published."""


def graduation(entity: str, others: Others, rules: Rules) -> Iterator[Determination]:
    """Give the graduation of each group of an entity that has a rate in this year.

    Units: graduates of a cohort. Source: least_cohort, least_published, graduation_goal, graduation_rates, graduation_gains.
    """
    groups = (rules.all_students,) if rules.reads("grad-groups", "all") else rules.groups
    least, goal = rules.least_cohort, rules.share("graduation_goal") * PER_CENT
    for group in groups:
        by_rate = {
            name: _rates(entity, group, name, others, rules) for name in rules.texts("graduation_rates")
        }
        first = next(iter(by_rate.values()))[0]
        if all(rates[0] is None for rates in by_rate.values()):
            continue
        graduates, cohort = first or (0, 0)
        counted = (cohort, graduates, cohort, goal)
        cell = (GRADUATION, entity, rules.year, None, group, *counted)
        if first is None:
            yield Determination(*cell, NOT_EVALUATED, None, NOT_PUBLISHED, ("R4",))
        elif cohort < least:
            yield Determination(*cell, NOT_EVALUATED, None, f"n_below_{least}", ("R3",))
        else:
            route = graduation_route(by_rate, rules)
            yield Determination(*cell, NOT_MET if route == NONE else MET, route, None, _RULES)


def graduation_of_all(others: Others, rules: Rules) -> tuple[Determination, ...]:
    """Return the graduation of every entity that has a rate in the year of the rules, by id and then by group."""
    known = sorted({entity for entity, year, name, _ in others if year == rules.year and name != ATTENDANCE})
    return tuple(one for entity in known for one in graduation(entity, others, rules))


def _rates(entity: str, group: str, name: str, others: Others, rules: Rules) -> Rates:
    """Return a rate of a group for this year and those before it that an average may have."""
    years = range(rules.year, rules.year - rules.averaged_years, -1)
    known = (others.get((entity, year, f"{INDICATOR}{name}", group)) for year in years)
    return tuple(None if one is None or not one.whole else Rate(one.part, one.whole) for one in known)


def graduation_route(by_rate: Mapping[str, Rates], rules: Rules) -> str:
    """Return the first route that a group meets by, or ``none``: goal, averages of two and three years, then gain.

    A rate is used when its own cohort of this year is large enough; the shorter rates go first.
    """
    used = {
        name: rates
        for name, rates in by_rate.items()
        if rates[0] is not None and rates[0].cohort >= rules.least_cohort
    }
    goal = rules.share("graduation_goal")
    for name, (now, *_) in used.items():
        if now is not None and reaches(now.graduates, now.cohort, goal):
            return f"{GOAL}{name}"
    for count in range(LEAST_AVERAGED, rules.averaged_years + 1):
        for name, rates in used.items():
            if _averages(rates, count, goal, rules):
                return f"{AVERAGE}{count}_of_{name}"
    gains = dict(zip(rules.texts("graduation_rates"), rules.texts("graduation_gains"), strict=True))
    for name, (now, before, *_) in used.items():
        if now is not None and before is not None and _gains(now, before, Fraction(gains[name]), rules):
            return f"{IMPROVE}{name}"
    return NONE


def _averages(rates: Rates, count: int, goal: Fraction, rules: Rules) -> bool:
    """Tell whether the average of a rate over so many years is at the goal, or above it by ``grad-average-compare=gt``."""
    least = rules.whole("least_published")
    now, *before = rates[:count]
    earlier = [one for one in before if one is not None and one.cohort >= least]
    if now is None or not before or before[-1] not in earlier:
        return False
    if len(earlier) < len(before) and not rules.reads("avg-missing-year", "skip"):
        return False
    known = [now, *earlier]
    if rules.reads("grad-average", "mean"):
        average = sum((one.percent for one in known), Fraction()) / len(known) / PER_CENT
    else:
        average = Fraction(sum(one.graduates for one in known), sum(one.cohort for one in known))
    return average > goal if rules.reads("grad-average-compare", "gt") else average >= goal


def _gains(now: Rate, before: Rate, points: Fraction, rules: Rules) -> bool:
    """Tell whether a rate gained so many percentage points on the year before, whose cohort is large enough."""
    if before.cohort < int(rules.choice("grad-base-min-n")):
        return False
    if rules.reads("grad-improvement", "rounded2"):
        return _two_decimals(now.percent) - _two_decimals(before.percent) >= points
    gained = now.graduates * before.cohort - before.graduates * now.cohort
    return PER_CENT * gained * points.denominator >= points.numerator * now.cohort * before.cohort


def _two_decimals(percent: Fraction) -> Fraction:
    """Return a percent with two decimals, half up."""
    half = Fraction(1, 1 + 1)
    return Fraction((percent * _HUNDREDTHS + half).__floor__(), _HUNDREDTHS)
