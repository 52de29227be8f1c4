"""The figures, lists and readings that determinations go by in one accountability year."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from ai_cli.facts.accountability import Vocabulary
from ai_cli.law.figures import Figures
from ai_cli.law.rate_text import rate_number
from ai_cli.results.accountability import RuleOfLaw
from ai_cli.results.screening import RateOfLaw

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from ai_cli.law import RateBook

ACCOUNTABILITY, GAPS = "mn-accountability", "mn-proficiency-gaps"
NUMBER, TABLE, LADDER = "number", "table", "ladder"
_NUMBERED = "z"
"""The reading whose choice may be a number of its own."""


def chosen(known: Mapping[str, str], name: str, default: str, choices: Iterable[str]) -> str:
    """Return the choice of a reading, by its name with hyphens or underscores; the default where it is not chosen."""
    choice = known.get(name, known.get(name.replace("-", "_"), default)).replace("_", "-")
    if name == _NUMBERED and (choice == NUMBER or _is_number(choice)):
        return default if choice == NUMBER else choice
    return choice if choice in choices else default


def _is_number(text: str) -> bool:
    try:
        rate_number(text)
    except ValueError:
        return False
    return not text.endswith("%")


def rules_of_any_year() -> Rules:
    """Return the rules of the first year in force, for what is the same in all years: the codes of groups and subjects."""
    from ai_cli.law import law

    return Rules(law(ACCOUNTABILITY).nearest_year(0))


class Rules(Figures):
    """What the law of accountability says in one year, under the readings chosen.

    ``z_table`` is the z by number of decisions, for the reading ``z=table``, ``races`` the group by code of two or more races, for ``two-or-more=table``; ``readings`` holds every reading of the law with
    its choice, that of ``z`` also a number such as ``1.6449``. Errors: ``LookupError`` for a rate that the year does not have.
    """

    def __init__(
        self,
        year: int,
        readings: Mapping[str, str] | None = None,
        z_table: Mapping[int, Decimal] | None = None,
        races: Mapping[str, str] | None = None,
        book: RateBook | None = None,
        law_key: str = ACCOUNTABILITY,
    ) -> None:
        super().__init__(law_key, year, book)
        self.year = year
        self.z_table = z_table or {}
        self.races = races or {}
        self._asked: set[str] = set()
        self.readings = {
            name: chosen(readings or {}, name, one.default, one.choices)
            for name, one in sorted(self.law.readings.items())
        }

    def under(self, readings: Mapping[str, str]) -> Rules:
        """Return the same rules with other choices of some readings."""
        return Rules(self.year, {**self.readings, **readings}, self.z_table, self.races, law_key=self.law.key)

    def reads(self, name: str, choice: str) -> bool:
        """Tell whether a reading has this choice."""
        return self.choice(name) == choice

    def choice(self, name: str) -> str:
        """Return the choice of a reading, and remember that it was asked for."""
        self._asked.add(name)
        return self.readings[name]

    @property
    def used_readings(self) -> dict[str, str]:
        """The readings that were asked for so far, with their choices."""
        return {name: choice for name, choice in self.readings.items() if name in self._asked}

    def whole(self, key: str) -> int:
        """Return a figure that is a whole number: students, years, decisions."""
        return int(self.number(key))

    def share(self, key: str) -> Fraction:
        """Return a ratio, weight or number of points, exact."""
        return Fraction(self.number(key))

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups that are evaluated, in the order of results."""
        return self.texts("groups")

    @cached_property
    def all_students(self) -> str:
        """The group of all students."""
        return self.text("all_students")

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The subjects that are evaluated, in the order of results."""
        return self.texts("subjects")

    def tested_grades(self) -> dict[str, tuple[str, ...]]:
        """Return the grades that are tested, by subject."""
        tested = (self.texts("reading_grades"), self.texts("mathematics_grades"))
        return dict(zip(self.subjects, tested, strict=True))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The codes that files may hold."""
        return Vocabulary(self.groups, self.subjects, self.texts("graduation_rates"))

    @cached_property
    def least_scored(self) -> int:
        """Full-year scored students from which on proficiency is evaluated, R1."""
        return self.whole("least_scored_students")

    @cached_property
    def least_enrolled(self) -> int:
        """Enrolled students from which on participation is evaluated, R2."""
        return self.whole("least_enrolled")

    @cached_property
    def least_cohort(self) -> int:
        """The cohort from which on graduation is evaluated, R3."""
        return self.whole("least_cohort")

    @cached_property
    def least_safe_harbor_base(self) -> int:
        """Students that the base of safe harbor must have, by the reading ``sh-base-min-n``."""
        return int(self.choice("sh-base-min-n"))

    @cached_property
    def safe_harbor_on_percent(self) -> bool:
        """Whether safe harbor compares the percent proficient instead of the index."""
        return self.reads("sh-basis", "percent")

    @cached_property
    def safe_harbor_on_pool(self) -> bool:
        """Whether safe harbor compares with all years since its base together."""
        return self.reads("sh-base", "pooled")

    @cached_property
    def averages_means(self) -> bool:
        """Whether years are averaged by the mean of their indexes."""
        return self.reads("averaging", "mean")

    @cached_property
    def skips_missing_years(self) -> bool:
        """Whether an average passes over a year without students."""
        return self.reads("avg-missing-year", "skip")

    @cached_property
    def safe_harbor_years(self) -> int:
        """How many years back safe harbor goes, R26."""
        return self.whole("safe_harbor_years")

    @cached_property
    def kept_nonproficiency(self) -> Fraction:
        """The part of nonproficiency that safe harbor lets a group keep, R26."""
        return 1 - self.share("safe_harbor_reduction")

    @cached_property
    def averaged_years(self) -> int:
        """How many years an average may have, R27."""
        return self.whole("averaged_years")

    @cached_property
    def partial_weight(self) -> Fraction:
        """What a student who partially meets counts in the index, R22."""
        return self.share("partially_meets_weight")

    @cached_property
    def interval(self) -> bool:
        """Whether the target is lowered by an interval, R24."""
        return self.reads("ci", "on")

    @cached_property
    def interval_of_average(self) -> bool:
        """Whether the target of an average is lowered by an interval of its own."""
        return self.interval and self.reads("ci-on-average", "on")

    def cited(self, numbers: Iterable[str]) -> tuple[RuleOfLaw, ...]:
        """Return rules by their numbers, in the order of the law."""
        wanted = set(numbers)
        return tuple(RuleOfLaw(*one) for number, one in self.law.rules.items() if number in wanted)

    def rates(self) -> tuple[RateOfLaw, ...]:
        """Return the figures and lists that were used, in the order of the law."""
        return tuple(
            RateOfLaw(key, one.text, one.entry.standing, one.entry.cite) for key, one in self.in_order()
        )
