"""The facts of a budget file: what district files hold, the plan, and the lines of the budget."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Generic, NamedTuple, Self, TypeVar

from pydantic import AfterValidator, Field, model_validator

from ai_cli.facts.accounts import read_account_order
from ai_cli.facts.fields import (
    Day,
    Facts,
    FiscalYear,
    KeysOnce,
    Money,
    Quantity,
    Reads,
    Text,
    YesNo,
    one_of,
    refuse_own_year,
)
from ai_cli.facts.minnesota import District, FactsOfYear, MinnesotaState, each_id_once
from ai_cli.facts.years import read_fiscal_year

if TYPE_CHECKING:
    from ai_cli.findings import Finding, Place

DIRECT, PROFESSIONAL_DEVELOPMENT, ADMINISTRATION = CATEGORIES = (
    "direct",
    "professional_development",
    "administration",
)
"""The uses of the money."""

INITIAL, INCENTIVE = REVENUES = ("initial", "incentive")
"""The two revenues of the program."""

_MOST_SHOWN = 80
"""Characters of an item in a message."""

NEW, AMENDED = "new", "amended"

AccountOrder = Annotated[tuple[str, ...], Reads(read_account_order, {"type": "string"})]


class Strategy(Facts):
    """A strategy of the plan."""

    id: Text = Field(description="Number of the strategy in the plan, such as 3.")
    name: Text | None = Field(None, description="Name of the strategy, such as AVID grades 7-12.")
    goal: Text | None = Field(None, description="Goal of the plan that the strategy serves.")


class Plan(Facts):
    """The Achievement and Integration plan that the budget belongs to."""

    kind: Annotated[str, one_of(NEW, AMENDED)] = Field(
        NEW, description="Whether plan and budget are new or amended."
    )
    board_approved_on: Day | None = Field(None, description="Day the school board approved the budget.")
    submitted_on: Day | None = Field(None, description="Day the budget went to the department.")
    posted_on: Day | None = Field(None, description="Day the plan was posted.")
    public_meeting_on: Day | None = Field(None, description="Day of the annual public meeting.")
    strategies: Annotated[tuple[Strategy, ...], AfterValidator(each_id_once)] = Field(
        default=(), description="Strategies of the plan."
    )


class Stated(Facts):
    """Totals that the district typed, to compare with the lines."""

    initial: Money | None = Field(None, description="Total of the initial budget, finance code 313.")
    incentive: Money | None = Field(None, description="Total of the incentive budget, finance code 318.")
    total: Money | None = Field(None, description="Total of both.")


class Item(Facts):
    """One line of the budget, as editors are told of it; lines are read one value at a time."""

    item: Text | None = Field(None, description="What is paid for, such as AVID elective teachers, 2.0 FTE.")
    narrative: Text | None = Field(None, description="Who does what for whom; not a copy of the plan.")
    strategy: Text | None = Field(None, description="Number or name of the strategy in the plan.")
    category: Annotated[str, one_of(*CATEGORIES)] | None = Field(None, description="Use of the money.")
    revenue: Annotated[str, one_of(*REVENUES)] | None = Field(None, description="Which revenue pays for it.")
    school: Text | None = Field(
        None, description="A racially identifiable school, where the line is for one."
    )
    account: Text | None = Field(None, description="Account, such as 01-030-211-313-140-000.")
    fte: Quantity | None = Field(None, description="Full-time equivalents.")
    amount: Money | None = Field(None, description="The part that Achievement and Integration pays.")
    other_funding: Money | None = Field(
        None, description="What other funds pay; it comes on top of the amount."
    )
    enhances_existing: YesNo | None = Field(None, description="Whether it enhances an existing program.")


class BudgetHead(Facts):
    """The budget without its lines, which are read one by one."""

    account_order: AccountOrder | None = Field(
        None, description="Order of the six dimensions in an account, such as FD-ORG-PRO-FIN-OBJ-CRS."
    )
    stated: Stated | None = Field(None, description="Totals typed by the district, to compare with.")
    initial: Money | None = Field(None, description="Total of the initial budget, as in a district file.")
    incentive: Money | None = Field(None, description="Total of the incentive budget, as in a district file.")


class BudgetFacts(FactsOfYear):
    """What a budget file says besides its lines; any key of a district file may stand in it."""

    state: MinnesotaState | None = Field(None, description="MN for Minnesota.")
    district: District | None = None
    fiscal_year: FiscalYear | None = Field(None, description="Fiscal year of the budget, such as FY 2019.")
    assumed: tuple[Text, ...] = Field(default=(), description="Inputs that are assumed or implied.")
    plan: Plan | None = Field(None, description="The plan that the budget belongs to.")
    budget: BudgetHead | None = Field(None, description="The budget.")  # type: ignore[assignment]
    years: Annotated[dict[FiscalYear, FactsOfYear], KeysOnce(read_fiscal_year)] = Field(
        default_factory=dict, description="Facts of other fiscal years, by year."
    )

    @model_validator(mode="after")
    def _own_year_once(self) -> Self:
        if self.fiscal_year is not None:
            refuse_own_year(self.fiscal_year, self.years)
        return self


Value = TypeVar("Value")


class Entry(NamedTuple, Generic[Value]):
    """What stands in one place of a budget line.

    ``value`` is None where nothing is written, or nothing that can be read; then ``problem`` says what is wrong.
    ``text`` is what is written. ``as_text`` marks a number of a workbook that is stored as text.
    """

    value: Value | None
    text: str
    place: Place
    problem: Finding | None = None
    as_text: bool = False


class BudgetLine(NamedTuple):
    """One line of a budget. ``sheet`` is where it stands in a workbook, ``row`` its row there."""

    number: int
    place: Place
    item: Entry[str]
    narrative: Entry[str]
    strategy: Entry[str]
    category: Entry[str]
    revenue: Entry[str]
    school: Entry[str]
    account: Entry[str]
    fte: Entry[Decimal]
    amount: Entry[Decimal]
    other_funding: Entry[Decimal]
    enhances_existing: Entry[bool]
    sheet: str | None = None
    row: int | None = None

    @property
    def name(self) -> str:
        """The line as it is named in a message."""
        item = self.item.value or ""
        shown = item if len(item) <= _MOST_SHOWN else f"{item[:_MOST_SHOWN]}..."
        return f"line {self.number}" + (f", {shown}" if shown else "")

    def entries(self) -> tuple[Entry[Any], ...]:
        """Return everything that the line holds."""
        return (
            self.item,
            self.narrative,
            self.strategy,
            self.category,
            self.revenue,
            self.school,
            self.account,
            self.fte,
            self.amount,
            self.other_funding,
            self.enhances_existing,
        )
