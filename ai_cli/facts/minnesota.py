"""The facts of a Minnesota district, as a district file spells them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Protocol, Self, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from ai_cli.facts.contacts import CONTACTS
from ai_cli.facts.fields import (
    Classification,
    Count,
    Day,
    Facts,
    FiscalYear,
    Grade,
    KeysOnce,
    MinnesotaId,
    Money,
    October,
    OneOrList,
    Quantity,
    Reads,
    Text,
    YesNo,
    one_of,
    refuse,
    refuse_own_year,
)
from ai_cli.facts.identifiers import CLAUSES, read_clause, read_grade, school_number
from ai_cli.facts.states import codes
from ai_cli.facts.years import read_fiscal_year

NOT_PARTICIPATING = "not_participating"
STATUSES = (
    "racially_isolated",
    "adjoining",
    "voluntary",
    "collaborative",
    "racially_identifiable_school",
    NOT_PARTICIPATING,
)
"""The words for a district's official status."""

Status = Annotated[str, one_of(*STATUSES)]
Contact = Annotated[str, one_of(*CONTACTS)]
Clause = Annotated[Decimal, Reads(read_clause, {"enum": [*CLAUSES, *map(int, CLAUSES)]})]
MinnesotaState = Annotated[str, one_of("MN", allowed=codes())]


def _as_list(value: Any) -> Any:
    return (value,) if isinstance(value, dict) else value


def within_total(protected: Decimal | None, total: Decimal | None) -> None:
    """Refuse more protected students than students, with finding I105."""
    if protected is not None and total is not None and protected > total:
        allowed = f"at most the total, {total}"
        refuse("I105", allowed, "check the two counts", key="protected", found=str(protected))


class District(Facts):
    """Who the district is."""

    id: MinnesotaId = Field(description="District number and type, such as 0492-01.")
    name: Text | None = Field(None, description="Name of the district, as it shall be printed.")


class Counts(Facts):
    """Students of one count."""

    total: Count | None = Field(None, description="All students enrolled, every grade the state counts.")
    protected: Count | None = Field(None, description="Protected students among them: total less white.")
    american_indian: Count | None = Field(None, description="American Indian students among them.")

    @model_validator(mode="after")
    def _protected_within_total(self) -> Self:
        within_total(self.protected, self.total)
        part, whole = self.american_indian, self.protected
        if part is not None and whole is not None and part > whole:
            allowed = f"at most the protected students, {whole}"
            refuse("I105", allowed, "check the two counts", key="american_indian", found=str(part))
        return self


class Enrollment(Counts):
    """Students enrolled on one October 1."""

    october_1: October | None = Field(None, description="Year of the October 1 count, such as 2015.")


class Membership(Facts):
    """Average daily membership by grade, pupils served."""

    early_childhood: Quantity | None = Field(None, description="Membership in early childhood.")
    kindergarten: Quantity | None = Field(None, description="Membership in kindergarten.")
    grades_1_3: Quantity | None = Field(None, description="Membership in grades 1 to 3.")
    grades_4_6: Quantity | None = Field(None, description="Membership in grades 4 to 6.")
    grades_7_12: Quantity | None = Field(None, description="Membership in grades 7 to 12.")


class PupilUnits(Facts):
    """Pupil units: adjusted ones, or the membership they are computed from."""

    adjusted: Quantity | None = Field(None, description="Adjusted pupil units of the fiscal year, line (1).")
    adm: Membership | None = Field(
        None, description="Average daily membership by grade, instead of adjusted."
    )


class FirstYear(Facts):
    """Figures of FY 2014 from which its formula revenue, line (8), is computed."""

    adjusted: Quantity | None = Field(None, description="Adjusted pupil units of FY 2014.")
    total: Count | None = Field(None, description="Enrollment of October 1, 2012.")
    protected: Count | None = Field(None, description="Protected enrollment of October 1, 2012.")

    @model_validator(mode="after")
    def _protected_within_total(self) -> Self:
        within_total(self.protected, self.total)
        return self


class HoldHarmless(Facts):
    """Hold-harmless revenue, line (11), or the figures it is computed from."""

    amount: Money | None = Field(None, description="Hold-harmless revenue, line (11); 0 where there is none.")
    revenue_fy2013: Money | None = Field(None, description="Integration revenue of FY 2013, line (7).")
    formula_revenue_fy2014: Money | None = Field(None, description="Formula revenue of FY 2014, line (8).")
    fy2014: FirstYear | None = Field(None, description="Figures of FY 2014, instead of line (8).")


class Budget(Facts):
    """The approved budget of the program."""

    initial: Money | None = Field(None, description="Approved initial budget, finance code 313, line (14).")
    incentive: Money | None = Field(
        None, description="Approved incentive budget, finance code 318, line (17)."
    )
    file: Text | None = Field(None, description="Budget file in the folder of this file, instead of totals.")


class StateReport(Facts):
    """What the state's own report says, for comparison."""

    printed_on: Day | None = Field(None, description="Day the report was printed, such as 2016-11-01.")
    max_initial_revenue: Money | None = Field(None, description="Line (12) of the state's report.")
    max_incentive_revenue: Money | None = Field(None, description="Line (13) of the state's report.")


class School(Facts):
    """One school of the district."""

    id: Text = Field(description="School number, such as 130.")
    name: Text | None = Field(None, description="Name of the school.")
    classification: Classification | None = Field(
        None, description="The state's school classification, such as 10."
    )
    racially_identifiable: YesNo | None = Field(None, description="Official status of the school, if known.")
    grades: Annotated[dict[Grade, Counts], KeysOnce(read_grade)] = Field(
        default_factory=dict, description="Students by grade: PK, KG, 01 to 12."
    )


class Adjoining(Facts):
    """A district that touches this one."""

    id: MinnesotaId = Field(description="District number and type.")
    name: Text | None = Field(None, description="Name of the district.")
    enrollment: Counts | None = Field(None, description="Its students on the same October 1.")
    contact: Contact | None = Field(None, description="Whether the two meet along a line or at a point.")
    racially_isolated: YesNo | None = Field(None, description="Official status of that district, if known.")


class _WithId(Protocol):
    """A group that has an id."""

    @property
    def id(self) -> str:
        """What it is known by."""


Named = TypeVar("Named", bound=_WithId)


class IntegrationRevenue(Facts):
    """What integration revenue under 124D.86 needs besides counts and pupil units."""

    actual_cost: Money | None = Field(None, description="Actual cost of the plan in the fiscal year.")
    alternative_attendance_aid: Money | None = Field(None, description="Aid under subdivision 6.")
    must_implement_plan: YesNo | None = Field(None, description="Whether the district must implement a plan.")
    collaborative_member: YesNo | None = Field(None, description="Whether it belongs to a collaborative.")
    clause: Clause | None = Field(None, description="Clause 1 to 6, where the one suggested is not wanted.")
    approved_budget: Money | None = Field(
        None, description="Approved budget of the plan, an estimate of its cost before the year ends."
    )
    levy: Money | None = Field(None, description="Levy, for the reading levy-use=typed-levy.")


class Hf2051(Facts):
    """Answers that the bill HF 2051 asks for."""

    sufficient_progress: YesNo | None = Field(None, description="Progress in closing the achievement gap.")
    met_evaluation: YesNo | None = Field(None, description="Other evaluation requirements were met.")
    reported_outcomes: YesNo | None = Field(None, description="Integration outcomes were reported.")
    levy: Money | None = Field(None, description="Levy, for the reading levy-use=typed-levy.")


def _one_block_an_october(blocks: tuple[Enrollment, ...]) -> tuple[Enrollment, ...]:
    octobers = [block.october_1 for block in blocks]
    if len(set(octobers)) < len(octobers):
        allowed = "one block for each October 1"
        refuse("I105", allowed, "name the year of each count in october_1", found="a list")
    return blocks


def _no_contradiction(statuses: tuple[str, ...]) -> tuple[str, ...]:
    if NOT_PARTICIPATING in statuses and len(statuses) > 1:
        allowed = "not_participating alone, or what the district takes part as"
        refuse("I105", allowed, "keep the one that is true", found=", ".join(statuses))
    return statuses


def _identity(one: object) -> str:
    """Return what a listed group is known by; a school by its number of three digits."""
    written = str(getattr(one, "id", ""))
    return school_number(written) if isinstance(one, School) else written


def each_id_once(listed: tuple[Named, ...]) -> tuple[Named, ...]:
    """Refuse a list in which an id stands twice, with finding I104."""
    ids = [_identity(one) for one in listed]
    seen: set[str] = set()
    twice = next((index for index, one in enumerate(ids) if one in seen or seen.add(one)), None)  # type: ignore[func-returns-value]
    if twice is not None:
        fix = "keep one of the two and delete the other"
        first = ids.index(ids[twice])
        refuse("I104", "each id once", fix, key=(twice, "id"), found=listed[twice].id, first=first)
    return listed


class FactsOfYear(Facts):
    """The facts that belong to one fiscal year."""

    enrollment: Annotated[
        tuple[Enrollment, ...], BeforeValidator(_as_list), AfterValidator(_one_block_an_october), OneOrList()
    ] = Field(default=(), description="October 1 counts: one block, or a list of them.")
    pupil_units: PupilUnits | None = Field(None, description="Pupil units of the fiscal year.")
    hold_harmless: HoldHarmless | None = Field(
        None, description="Hold-harmless revenue; the same every year."
    )
    budget: Budget | None = Field(
        None, description="Approved budget; leave it out to see what can be claimed."
    )
    state_report: StateReport | None = Field(None, description="The state's own figures, to compare with.")
    status: Annotated[tuple[Status, ...], AfterValidator(_no_contradiction)] = Field(
        default=(), description="Official status from the department's notice."
    )
    schools: Annotated[tuple[School, ...], AfterValidator(each_id_once)] = Field(
        default=(), description="Schools with their counts by grade."
    )
    adjoining: Annotated[tuple[Adjoining, ...], AfterValidator(each_id_once)] = Field(
        default=(), description="Districts that touch this one."
    )
    integration_revenue: IntegrationRevenue | None = Field(None, description="For years before FY 2014.")
    hf2051: Hf2051 | None = Field(None, description="For the bill HF 2051.")


class MinnesotaDistrict(FactsOfYear):
    """A whole district file of Minnesota."""

    timeless: ClassVar[frozenset[str]] = frozenset({"hold_harmless"})

    state: MinnesotaState = Field(description="MN for Minnesota.")
    district: District
    fiscal_year: FiscalYear = Field(description="Fiscal year of the facts, such as FY 2017 or 2016-17.")
    assumed: tuple[Text, ...] = Field(
        default=(), description="Inputs that are assumed or implied, such as pupil_units.adjusted."
    )
    years: Annotated[dict[FiscalYear, FactsOfYear], KeysOnce(read_fiscal_year)] = Field(
        default_factory=dict, description="Facts of other fiscal years, by year."
    )

    @model_validator(mode="after")
    def _own_year_once(self) -> Self:
        refuse_own_year(self.fiscal_year, self.years)
        return self

    @model_validator(mode="after")
    def _not_beside_itself(self) -> Self:
        index = next((at for at, one in enumerate(self.adjoining) if one.id == self.district.id), None)
        if index is not None:
            allowed, fix = "another district", "name the district that this one touches"
            refuse("I105", allowed, fix, key=("adjoining", index, "id"), found=self.district.id)
        return self
