"""Which clause of Minn. Stat. 124D.86, subd. 3 a district falls under, as far as its facts tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.forms import Entry, Form
from ai_cli.forms.expressions import (
    ZERO,
    Condition,
    IsChoice,
    IsYes,
    at_least,
    choose,
    condition_by_reading,
    line,
    more_than,
    rate,
)
from ai_cli.forms.lines import ChoiceLine, Derived, Flag, FromForm, Given
from ai_cli.results.filled_form import Unit

if TYPE_CHECKING:
    from ai_cli.forms.lines import Origin
    from ai_cli.programs.gathering import Gathering

KEY = "mn-integration-revenue"
OTHER = "another district"
DULUTH, ST_PAUL, MINNEAPOLIS = "Duluth", "St. Paul", "Minneapolis"
DISTRICTS = {
    DULUTH: ("duluth_district", "duluth_clause"),
    ST_PAUL: ("st_paul_district", "st_paul_clause"),
    MINNEAPOLIS: ("minneapolis_district", "minneapolis_clause"),
}
"""The districts that have a clause of their own -> the entries of the law with their number and that clause."""
STATUTE: Origin = {
    "cite": "Minn. Stat. 124D.86, subd. 3",
    "url": "https://www.revisor.mn.gov/bills/87/2011/0/HF/671/versions/0",
    "standing": "statute",
}


def above_threshold(share: str) -> Condition:
    """Return whether the share of a line is above the law's threshold, by the reading ``threshold`` at it too."""
    return condition_by_reading(
        "threshold",
        {
            "above": more_than(line(share), rate("protected_threshold")),
            "at-or-above": at_least(line(share), rate("protected_threshold")),
        },
    )


COUNTED: Origin = {**STATUTE, "standing": "unverified"}
"""Of which October the counts are was not read; the reading share-date decides."""

PROTECTED_SHARE = Form(
    key="mn-protected-share",
    title="Protected share of enrollment",
    law=KEY,
    lines=(
        Given("1", "enrollment", "Enrollment, October 1", Unit.PUPILS, "enrollment.total", **COUNTED),
        Given(
            "2",
            "protected_enrollment",
            "Protected enrollment, same date",
            Unit.PUPILS,
            "enrollment.protected",
            **COUNTED,
        ),
        Derived(
            "3",
            "protected_share",
            "Protected share",
            Unit.RATIO,
            line("protected_enrollment") / line("enrollment"),
            **STATUTE,
        ),
    ),
)

SHARE_OF_COUNTS = FromForm(PROTECTED_SHARE, "protected_share", "protected enrollment / enrollment")

_BY_PLAN = choose(
    IsYes("must_implement_plan"),
    choose(above_threshold("protected_share"), rate("above_threshold_clause"), rate("other_clause")),
    choose(IsYes("collaborative_member"), rate("collaborative_clause"), ZERO),
)

SUGGESTED_CLAUSE = Form(
    key="mn-integration-clause",
    title="The clause that the facts suggest, 0 for none",
    law=KEY,
    lines=(
        ChoiceLine(
            "1",
            "district",
            "District that has a clause of its own",
            Unit.CLAUSE,
            "district.id",
            (*DISTRICTS, OTHER),
            **STATUTE,
        ),
        Flag(
            "2",
            "must_implement_plan",
            "Must the district implement a plan?",
            Unit.FLAG,
            "integration_revenue.must_implement_plan",
            **STATUTE,
        ),
        Flag(
            "3",
            "collaborative_member",
            "Member of a collaborative, beside no racially isolated district?",
            Unit.FLAG,
            "integration_revenue.collaborative_member",
            **STATUTE,
        ),
        Derived("4", "protected_share", "Protected share", Unit.RATIO, SHARE_OF_COUNTS, **STATUTE),
        Derived(
            "5",
            "clause",
            "Clause",
            Unit.CLAUSE,
            choose(
                IsChoice("district", DULUTH),
                rate("duluth_clause"),
                choose(
                    IsChoice("district", ST_PAUL),
                    rate("st_paul_clause"),
                    choose(IsChoice("district", MINNEAPOLIS), rate("minneapolis_clause"), _BY_PLAN),
                ),
            ),
            **STATUTE,
        ),
    ),
)


def own_clause(facts: Gathering) -> Entry:
    """Return which district with a clause of its own this is, ``other`` for none, as it is entered on the form."""
    district = facts.file.facts.district
    law = facts.figures(KEY)
    found = next((name for name, (key, _) in DISTRICTS.items() if law.text(key) == district.id), OTHER)
    return facts.entry("district.id", found, ("district", "id"), None, f"by its number, {district.id}")
