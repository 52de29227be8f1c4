"""Membership of a Wisconsin district from its counts: for aid, and as the revenue limit averages it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.forms import Form
from ai_cli.forms.expressions import ONE, column, line, rate, row_sum, whole
from ai_cli.forms.lines import Derived, FromForm, Given, GivenRows, Line
from ai_cli.results.filled_form import Unit

if TYPE_CHECKING:
    from ai_cli.forms.lines import Origin

KEY = "wi-integration-aid"
LIMIT = "revenue_limit"
"""The part of the form for the revenue limit."""

AID_SHEET: Origin = {
    "cite": "Department of Public Instruction, aid membership worksheet of 2001-02",
    "url": "http://www.docstoc.com/docs/95711153/oct_aid02_wz",
    "standing": "department",
}
LIMIT_SHEET: Origin = {
    "cite": "Department of Public Instruction, revenue limit worksheet of 2004-05",
    "url": "https://docslib.org/download/13848522/2004-2005-revenue-limit-computation-worksheet",
    "standing": "department",
    "part": LIMIT,
}


def aid_membership(kind: str) -> FromForm:
    """Return the derivation of membership from the counts that stand under a kind of transfer."""

    def count(number: str, key: str, label: str) -> Given:
        return Given(number, key, label, Unit.PUPILS, f"{kind}.counts.{key}", **AID_SHEET)

    both = line("september") + line("january")
    form = Form(
        key=f"wi-{kind}-membership",
        title="Membership from counts",
        law=KEY,
        lines=(
            count("1", "september", "Count of the third Friday of September"),
            count("2", "january", "Count of the second Friday of January"),
            Derived(
                "3", "average", "Average of the two", Unit.PUPILS, whole(both / (ONE + ONE)), **AID_SHEET
            ),
            count("4", "summer", "Summer school"),
            count("5", "foster", "Foster and group homes"),
            Derived(
                "6",
                "membership",
                "Membership",
                Unit.PUPILS,
                line("average") + line("summer") + line("foster"),
                **AID_SHEET,
            ),
        ),
    )
    return FromForm(form, "membership", "from the counts of September and January")


LIMIT_LINES: tuple[Line, ...] = (
    GivenRows(
        "33",
        "revenue_limit_counts",
        "Years counted for the revenue limit",
        Unit.ROWS,
        "revenue_limit_counts",
        ("september", "summer"),
        **LIMIT_SHEET,
    ),
    Derived(
        "34",
        "revenue_limit_membership",
        "Membership of the revenue limit, their average",
        Unit.PUPILS,
        whole(
            row_sum(
                "revenue_limit_counts",
                column("september") + whole(column("summer") * rate("revenue_limit_summer_share")),
            )
            / line("revenue_limit_counts")
        ),
        **LIMIT_SHEET,
    ),
)
