"""The facts of a Wisconsin district, as a district file spells them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ai_cli.facts.fields import (
    Count,
    Day,
    Facts,
    FiscalYear,
    KeysOnce,
    Money,
    Quantity,
    Text,
    WisconsinId,
    YesNo,
    one_of,
    refuse,
    refuse_own_year,
)
from ai_cli.facts.years import read_fiscal_year

WisconsinState = Annotated[str, one_of("WI")]
TransferKind = Annotated[str, one_of("interdistrict", "intradistrict")]
PupilKind = Annotated[str, one_of("minority", "nonminority")]


class WisconsinName(Facts):
    """Who the district is."""

    id: WisconsinId = Field(description="District number, such as 4620.")
    name: Text | None = Field(None, description="Name of the district, as it shall be printed.")


class MembershipCounts(Facts):
    """Counts of full-time equivalents from which membership for aid is computed."""

    september: Quantity | None = Field(None, description="Count of the third Friday of September.")
    january: Quantity | None = Field(None, description="Count of the second Friday of January.")
    summer: Quantity | None = Field(None, description="Summer school; 0 where there is none.")
    foster: Quantity | None = Field(None, description="Foster and group homes; 0 where there are none.")


class RevenueLimitCounts(Facts):
    """Counts of one year for the revenue limit."""

    september: Quantity = Field(description="Count of the third Friday of September.")
    summer: Quantity = Field(description="Summer school; 0 where there is none.")


class Interdistrict(Facts):
    """Transfers between districts, and the costs of the year before."""

    fte_in: Quantity | None = Field(None, description="Pupils transferred in, full-time equivalents.")
    fte_out: Quantity | None = Field(
        None,
        description="Pupils transferred out, full-time equivalents; or fte_out_by_age with a name for each age group.",
    )
    fte_out_by_age: Annotated[dict[Text, Quantity], KeysOnce(str.strip)] = Field(
        default_factory=dict, description="Pupils transferred out by age group, instead of fte_out."
    )
    membership: Quantity | None = Field(
        None, description="Membership, after the reduction for transfers out."
    )
    counts: MembershipCounts | None = Field(None, description="Counts of that year, instead of membership.")
    resident_membership: Quantity | None = Field(
        None, description="Resident membership before the reduction."
    )
    net_cost_general_fund: Money | None = Field(
        None, description="Net cost of the general fund, year before."
    )
    net_cost_debt_service: Money | None = Field(None, description="Net cost of debt service, year before.")
    prior_integration_aid: Money | None = Field(None, description="Integration aid received the year before.")
    count_year: FiscalYear | None = Field(
        None, description="Year in which membership and pupils transferred in were counted, the year before."
    )


class Intradistrict(Facts):
    """Transfers within the district."""

    fte: Quantity | None = Field(None, description="Transfer pupils, full-time equivalents.")
    equalization_aid: Money | None = Field(None, description="Equalization aid of the year.")
    membership: Quantity | None = Field(None, description="Membership used to compute that aid.")
    counts: MembershipCounts | None = Field(None, description="Counts of that year, instead of membership.")
    count_year: FiscalYear | None = Field(None, description="Year in which the transfer pupils were counted.")


class Entitlement(Facts):
    """What the district was entitled to in 2014-15."""

    interdistrict: Money | None = Field(None, description="Interdistrict aid of 2014-15.")
    intradistrict: Money | None = Field(None, description="Intradistrict aid of 2014-15.")


class AttendanceArea(Facts):
    """Students of an attendance area's school."""

    minority: Count | None = Field(None, description="Minority group pupils.")
    total: Count | None = Field(None, description="All pupils.")
    whole_district: YesNo | None = Field(None, description="Whether the school serves the whole district.")

    @model_validator(mode="after")
    def _minority_within_total(self) -> Self:
        if self.minority is not None and self.total is not None and self.minority > self.total:
            allowed = f"at most the total, {self.total}"
            refuse("I105", allowed, "check the two counts", key="minority", found=str(self.minority))
        return self


class AtEntry(Facts):
    """The two attendance areas as they were when the pupils began to transfer."""

    tested_on: Day | None = Field(None, description="Day of these shares, such as 2012-05-01.")
    from_: AttendanceArea | None = Field(None, alias="from", description="The sending attendance area.")
    to: AttendanceArea | None = Field(None, description="The receiving attendance area.")


class Transfer(Facts):
    """One kind of transfer, from one attendance area to another."""

    kind: TransferKind | None = Field(None, description="interdistrict or intradistrict.")
    pupil: PupilKind | None = Field(None, description="minority or nonminority.")
    from_: AttendanceArea | None = Field(None, alias="from", description="The sending attendance area.")
    to: AttendanceArea | None = Field(None, description="The receiving attendance area.")
    tested_on: Day | None = Field(None, description="Day of these shares, May 1 of the year before.")
    at_entry: AtEntry | None = Field(None, description="The same when the pupils began to transfer.")


class WisconsinFactsOfYear(Facts):
    """The facts that belong to one fiscal year."""

    interdistrict: Interdistrict | None = Field(None, description="Transfers between districts.")
    intradistrict: Intradistrict | None = Field(None, description="Transfers within the district.")
    entitlement_2014_15: Entitlement | None = Field(
        None, description="Entitlements of 2014-15, for the guarantee."
    )
    paid_2014_15: Entitlement | None = Field(
        None, description="Aid as paid in 2014-15, for the reading base-2014-15=as-paid."
    )
    qualifying_pupils: Count | None = Field(None, description="Pupils who may still transfer with aid.")
    participants_2014_15: Count | None = Field(
        None, description="Pupils who took part in 2014-15, for the reading accepted-2015-16."
    )
    proration_factor: Quantity | None = Field(
        None, description="Part of the aid that is paid, for the reading proration=typed-factor."
    )
    revenue_limit_counts: tuple[RevenueLimitCounts, ...] = Field(
        default=(), description="Counts of three years, for the membership of the revenue limit."
    )
    transfers: tuple[Transfer, ...] = Field(default=(), description="Transfers to be screened.")


class WisconsinDistrict(WisconsinFactsOfYear):
    """A whole district file of Wisconsin."""

    timeless: ClassVar[frozenset[str]] = frozenset(
        {"entitlement_2014_15", "paid_2014_15", "participants_2014_15"}
    )

    state: WisconsinState = Field(description="WI for Wisconsin.")
    district: WisconsinName
    fiscal_year: FiscalYear = Field(description="Fiscal year of the facts, such as 2016-17.")
    assumed: tuple[Text, ...] = Field(default=(), description="Inputs that are assumed or implied.")
    years: Annotated[dict[FiscalYear, WisconsinFactsOfYear], KeysOnce(read_fiscal_year)] = Field(
        default_factory=dict, description="Facts of other fiscal years, by year."
    )

    @model_validator(mode="after")
    def _own_year_once(self) -> Self:
        refuse_own_year(self.fiscal_year, self.years)
        return self
