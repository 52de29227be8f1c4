"""Lines of Wisconsin integration aid for a district that pupils leave: how many members it still counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.forms.expressions import ZERO, Applies, by_reading, choose, column, line, rate, row_sum, whole
from ai_cli.forms.lines import Derived, Given, GivenOrDerived, GivenRows, Line
from ai_cli.results.filled_form import Unit

if TYPE_CHECKING:
    from ai_cli.forms.lines import Origin

SENDING, BY_AGE = "sending", "by_age"
"""Parts of the form: all of these lines, and the rows by age group."""

SENDING_ORIGIN: Origin = {
    "cite": "Department of Public Instruction, Integration Aid (Chapter 220)",
    "url": "https://dpi.wi.gov/sfs/aid/general/integration-220/overview",
    "standing": "department",
    "part": SENDING,
}
BY_AGE_ORIGIN: Origin = {**SENDING_ORIGIN, "part": BY_AGE}

SENDING_LINES: tuple[Line, ...] = (
    Given(
        "28",
        "resident_membership",
        "Resident membership, transfers out among it",
        Unit.PUPILS,
        "interdistrict.resident_membership",
        **SENDING_ORIGIN,
    ),
    GivenRows(
        "29",
        "fte_out_by_age",
        "Age groups of pupils transferred out",
        Unit.ROWS,
        "interdistrict.fte_out_by_age",
        ("fte",),
        **BY_AGE_ORIGIN,
    ),
    GivenOrDerived(
        "30",
        "fte_out",
        "Pupils transferred out",
        Unit.PUPILS,
        "interdistrict.fte_out",
        row_sum("fte_out_by_age", column("fte")),
        **SENDING_ORIGIN,
    ),
    Derived(
        "31",
        "sender_reduction",
        "Reduction for transfers out",
        Unit.PUPILS,
        by_reading(
            "sender-75",
            {
                "from-2000-01": choose(
                    Applies("fte_out_by_age"),
                    row_sum("fte_out_by_age", whole(column("fte") * rate("sender_reduction"))),
                    line("fte_out") * rate("sender_reduction"),
                ),
                "off": ZERO,
            },
        ),
        **SENDING_ORIGIN,
    ),
    Derived(
        "32",
        "sending_membership",
        "Membership counted at home",
        Unit.PUPILS,
        line("resident_membership") - line("sender_reduction"),
        **SENDING_ORIGIN,
    ),
)
