"""What the criteria look at: the budget, its totals, the plan, the limits, the schools; each worked out once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from ai_cli.criteria.adding import Adding
from ai_cli.criteria.known_schools import KnownSchools, known_schools
from ai_cli.criteria.strategies import Strategies
from ai_cli.criteria.words import cents
from ai_cli.facts.accounts import DIMENSIONS, whole_account
from ai_cli.facts.budget import CATEGORIES, INCENTIVE, INITIAL
from ai_cli.facts.minnesota import Budget, FactsOfYear, MinnesotaDistrict
from ai_cli.facts.sheets import SCHOOLS_SECTION, plain_title
from ai_cli.law.figures import Figures
from ai_cli.programs import Terms, estimate
from ai_cli.programs.mn_achievement_integration import PROGRAM
from ai_cli.results.checked_budget import BudgetTotals
from ai_cli.results.filled_form import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.criteria.merging import MergedFacts
    from ai_cli.facts.budget import BudgetLine, Strategy
    from ai_cli.facts.budget_file import BudgetFile
    from ai_cli.results.estimate import Estimate

CRITERIA_LAW, CALENDAR_LAW = "mn-budget-criteria", "mn-calendar"


class Review:
    """One budget under review.

    ``facts`` are the district's, merged with the budget's own; None where district or fiscal year are not known.
    ``account_order`` is what the user asked for, before what the file says. ``readings`` are those of the program.
    ``remarks`` are findings about the facts themselves.
    """

    def __init__(
        self,
        budget: BudgetFile,
        facts: MergedFacts,
        account_order: tuple[str, ...] | None,
        readings: Mapping[str, str],
    ) -> None:
        self.budget = budget
        self.facts = facts.file
        self.remarks = facts.findings
        self.readings = readings
        head = budget.facts.budget
        self.account_order = account_order or (head.account_order if head is not None else None)
        self.fiscal_year = budget.facts.fiscal_year or (
            None if self.facts is None else self.facts.facts.fiscal_year
        )

    @property
    def lines(self) -> tuple[BudgetLine, ...]:
        """The lines of the budget."""
        return self.budget.lines

    @cached_property
    def law(self) -> Figures:
        """The criteria's figures in the budget's fiscal year; of the first year where that is not known."""
        return Figures(CRITERIA_LAW, self.fiscal_year or 0)

    @cached_property
    def calendar(self) -> Figures:
        """The dates of the program's year."""
        return Figures(CALENDAR_LAW, self.fiscal_year or 0)

    @cached_property
    def totals(self) -> BudgetTotals:
        """The sums of the lines and their shares of the whole."""
        budget = self.budget
        total = budget.total()
        direct, development, administration = (budget.total_of("category", one) for one in CATEGORIES)
        return BudgetTotals(
            total=total,
            initial=budget.total_of("revenue", INITIAL),
            incentive=budget.total_of("revenue", INCENTIVE),
            direct=direct,
            professional_development=development,
            administration=administration,
            direct_share=_share(direct, total),
            professional_development_share=_share(development, total),
            administration_share=_share(administration, total),
        )

    @cached_property
    def adding(self) -> Adding | None:
        """Which lines the totals of the workbook add; None for a YAML file."""
        workbook = self.budget.workbook
        return None if workbook is None else Adding(workbook, self.lines)

    @cached_property
    def strategies(self) -> tuple[Strategy, ...]:
        """The strategies of the plan, none where no plan is given."""
        plan = self.budget.facts.plan
        return () if plan is None else plan.strategies

    @cached_property
    def _named_strategies(self) -> Strategies:
        return Strategies(self.strategies)

    def strategy_of(self, line: BudgetLine) -> Strategy | None:
        """Return the strategy of the plan that a line names; None where there is none."""
        return self._named_strategies.named(line.strategy.value or "")

    @property
    def _district(self) -> MinnesotaDistrict | None:
        """The facts of the district, which are merged only where it is one of Minnesota."""
        facts = None if self.facts is None else self.facts.facts
        return facts if isinstance(facts, MinnesotaDistrict) else None

    @cached_property
    def estimate(self) -> Estimate | None:
        """The program's form filled with the district's facts and the totals of this budget, None without facts."""
        facts = self._district
        if self.facts is None or facts is None or self.fiscal_year is None:
            return None
        years = dict(facts.years)
        initial, incentive = (
            None if one is None else cents(one) for one in (self.totals.initial, self.totals.incentive)
        )
        budget = Budget.model_construct(initial=initial, incentive=incentive, file=None)
        if self.fiscal_year != facts.fiscal_year:
            block = years.get(self.fiscal_year) or FactsOfYear.model_validate({})
            years[self.fiscal_year] = block.model_copy(update={"budget": budget})
        with_budget = facts.model_copy(update={"budget": budget, "years": years})
        return estimate(
            self.facts._replace(facts=with_budget),
            PROGRAM,
            self.fiscal_year,
            Terms(readings=self.readings),
        )

    def line_of_the_form(self, key: str) -> Decimal | None:
        """Return the dollars of a line of the form, such as ``max_initial_revenue``; None where it is incomplete."""
        if self.estimate is None:
            return None
        line = self.estimate.form.by_key[key]
        return line.value if line.state is State.COMPLETE and isinstance(line.value, Decimal) else None

    @cached_property
    def schools(self) -> KnownSchools | None:
        """What is known of the district's schools, None where no schools are given."""
        facts = self._district
        if self.facts is None or facts is None or self.fiscal_year is None:
            return None
        return known_schools(self.facts, facts, self.fiscal_year, self.readings)

    @cached_property
    def finance_codes(self) -> Mapping[str, str]:
        """Revenue -> its finance code."""
        return {
            INITIAL: self.law.text("initial_finance_code"),
            INCENTIVE: self.law.text("incentive_finance_code"),
        }

    def dimensions(self, line: BudgetLine) -> dict[str, str] | None:
        """Return the dimensions of a line's account, None where it is not whole or the order is not known."""
        return self._accounts.get(line.number)

    @cached_property
    def _accounts(self) -> dict[int, dict[str, str]]:
        """The whole accounts, by the number of their line."""
        if self.account_order is None:
            return {}
        digits = dict(zip(DIMENSIONS.values(), map(int, self.law.texts("account_dimensions")), strict=True))
        whole = whole_account(self.account_order, tuple(digits[one] for one in self.account_order))
        written = ((line.number, line.account.value) for line in self.lines if line.account.value is not None)
        found = ((number, whole(account)) for number, account in written)
        return {number: account for number, account in found if account is not None}

    def in_school_section(self, line: BudgetLine) -> bool:
        """Tell whether a line stands in the section for racially identifiable schools."""
        if line.school.value is not None or line.sheet is None:
            return line.school.value is not None
        sheet = f" {plain_title(line.sheet)} "
        return any(f" {words} " in sheet for words in SCHOOLS_SECTION)


def _share(part: Decimal | None, total: Decimal | None) -> Fraction | None:
    return None if part is None or not total else Fraction(part) / Fraction(total)
