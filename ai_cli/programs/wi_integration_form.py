"""The form of Wisconsin integration aid, Wis. Stat. 121.85, with the phase-out since 2015-16; its numbers are this tool's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.forms import Form
from ai_cli.forms.expressions import (
    ONE,
    ZERO,
    Applies,
    IsYes,
    at_least,
    by_reading,
    cents,
    choose,
    greater,
    line,
    more_than,
    rate,
    where_it_applies,
)
from ai_cli.forms.lines import Derived, Given, GivenOrDerived, Line, RateLine, derived_dollars
from ai_cli.programs.wi_membership import KEY, LIMIT_LINES, aid_membership
from ai_cli.programs.wi_sending_membership import SENDING_LINES
from ai_cli.results.filled_form import Unit

if TYPE_CHECKING:
    from ai_cli.forms.expressions import Expression
    from ai_cli.forms.lines import Origin

INTER, INTRA = KINDS = ("interdistrict", "intradistrict")
"""The kinds of aid; each is a part of the form that may not apply, with parts of its own for guarantee and aid."""

GATE, GUARANTEE, HISTORY, PRORATION = "gate", "guarantee", "history", "proration"
"""Other parts of the form that may not apply."""


def guarantee_part(kind: str) -> str:
    """Return the part of the form that guarantees a kind of aid."""
    return f"{kind}_guarantee"


def aid_part(kind: str) -> str:
    """Return the part of the form that pays a kind of aid by itself."""
    return f"{kind}_aid"


def _statute(paragraph: str, part: str | None = None, standing: str = "statute") -> Origin:
    return {
        "cite": f"Wis. Stat. 121.85{paragraph}",
        "url": "https://docs.legis.wisconsin.gov/statutes/statutes/121/vi/85",
        "standing": standing,
        "part": part,
    }


def _gated(open_: Expression, guaranteed: Expression, also_open: Expression) -> Expression:
    """Return an amount while the gate is open or there is none, and what is left when it is shut."""
    shut = by_reading("no-pupils-left", {"zero": ZERO, "guarantee-only": guaranteed})
    return choose(Applies("gate"), choose(IsYes("gate"), open_, shut), also_open)


def _prorated(amount: Expression) -> Expression:
    factor = choose(Applies("proration_factor"), line("proration_factor"), ONE)
    return amount * factor


INTERDISTRICT, INTRADISTRICT = _statute("(6)(b)2.", INTER), _statute("(6)(a)", INTRA)
COST = _statute("(1)", INTER)
LAGGED = _statute("(6)(b)2.", INTER, "unverified")
"""Of membership: of which year it is was not read."""

SUNSET = _statute("(6)(h)", GATE)


def _guarantee_lines(
    numbers: tuple[str, str, str, str], kind: str, paragraph: str, standing: str
) -> tuple[Line, ...]:
    """Return the lines from the 2014-15 entitlement of a kind of aid to its aid; ``standing`` is that of its guarantee."""
    base, guarantee, entitlement, aid = numbers
    guaranteed, paid = (
        _statute(paragraph, guarantee_part(kind), standing),
        _statute(paragraph, aid_part(kind)),
    )
    name = kind.capitalize()
    return (
        Given(
            base,
            f"{kind}_entitlement_2014_15",
            f"{name} entitlement of 2014-15",
            Unit.DOLLARS,
            f"entitlement_2014_15.{kind}",
            **guaranteed,
        ),
        derived_dollars(
            guarantee,
            f"{kind}_guarantee",
            f"{name} guarantee",
            cents(line(f"{kind}_entitlement_2014_15") * line("guarantee_factor")),
            **guaranteed,
        ),
        derived_dollars(
            entitlement,
            f"{kind}_entitlement",
            f"{name} entitlement, if a pupil still qualifies",
            cents(
                choose(
                    Applies(f"{kind}_guarantee"),
                    greater(line(f"{kind}_computed"), line(f"{kind}_guarantee")),
                    line(f"{kind}_computed"),
                )
            ),
            **paid,
        ),
        derived_dollars(
            aid,
            f"{kind}_aid",
            f"{name} aid",
            cents(
                _prorated(
                    _gated(
                        line(f"{kind}_entitlement"),
                        where_it_applies(f"{kind}_guarantee"),
                        line(f"{kind}_entitlement"),
                    )
                )
            ),
            **paid,
        ),
    )


def _both(amount: str) -> Expression:
    """Return the sum of a line over the kinds of aid that apply."""
    return where_it_applies(f"{INTER}_{amount}") + where_it_applies(f"{INTRA}_{amount}")


def _together() -> Expression:
    return greater(_both("computed"), _both("guarantee"))


_PER_PUPIL = line("fte_in") * line("average_net_cost")
_BONUS = choose(
    more_than(line("fte_in"), rate("historical_membership_share") * line("membership")),
    line("fte_in") * line("average_net_cost") * line("historical_multiplier"),
    line("fte_in") * line("average_net_cost"),
)

FORM = Form(
    key=KEY,
    title="Integration aid",
    law=KEY,
    lines=(
        Given(
            "1", "qualifying_pupils", "Pupils who still qualify", Unit.PUPILS, "qualifying_pupils", **SUNSET
        ),
        Derived(
            "2",
            "gate",
            "May aid still be paid?",
            Unit.FLAG,
            at_least(line("qualifying_pupils"), rate("qualifying_pupils_least")),
            **SUNSET,
        ),
        RateLine(
            "3",
            "guarantee_factor",
            "Guaranteed part of the 2014-15 entitlement",
            Unit.RATIO,
            "guarantee_factor",
            part=GUARANTEE,
        ),
        Given(
            "4",
            "proration_factor",
            "Part of the aid that is paid, hypothetical",
            Unit.RATIO,
            "proration_factor",
            **_statute("", PRORATION, "unverified"),
        ),
        Given(
            "5",
            "net_cost_general_fund",
            "Net cost of the general fund, year before",
            Unit.DOLLARS,
            "interdistrict.net_cost_general_fund",
            **COST,
        ),
        Given(
            "6",
            "net_cost_debt_service",
            "Net cost of debt service, year before",
            Unit.DOLLARS,
            "interdistrict.net_cost_debt_service",
            **COST,
        ),
        Given(
            "7",
            "prior_integration_aid",
            "Integration aid received, year before",
            Unit.DOLLARS,
            "interdistrict.prior_integration_aid",
            **COST,
        ),
        derived_dollars(
            "8",
            "net_school_cost",
            "Net school cost",
            cents(
                by_reading(
                    "net-cost-addback",
                    {
                        "add": line("net_cost_general_fund")
                        + line("net_cost_debt_service")
                        + line("prior_integration_aid"),
                        "already-added": line("net_cost_general_fund") + line("net_cost_debt_service"),
                    },
                )
            ),
            **COST,
        ),
        GivenOrDerived(
            "9",
            "membership",
            "Membership, year before",
            Unit.PUPILS,
            "interdistrict.membership",
            aid_membership(INTER),
            **LAGGED,
        ),
        Given(
            "10",
            "fte_in",
            "Pupils transferred in, year before",
            Unit.PUPILS,
            "interdistrict.fte_in",
            **INTERDISTRICT,
        ),
        derived_dollars(
            "11",
            "average_net_cost",
            "Average net cost per pupil",
            line("net_school_cost")
            / by_reading(
                "cost-divisor",
                {
                    "membership-plus-in": line("membership") + line("fte_in"),
                    "membership-only": line("membership"),
                },
            ),
            **INTERDISTRICT,
        ),
        RateLine(
            "11a",
            "historical_multiplier",
            "Multiplier of the bonus before 1996-97",
            Unit.WEIGHT,
            "historical_multiplier",
            part=HISTORY,
        ),
        derived_dollars(
            "12",
            "interdistrict_computed",
            "Interdistrict aid as computed",
            cents(choose(Applies("historical_multiplier"), _BONUS, _PER_PUPIL)),
            **INTERDISTRICT,
        ),
        *_guarantee_lines(("13", "14", "15", "16"), INTER, "(6)(bm)", "unverified"),
        Given(
            "17",
            "equalization_aid",
            "Equalization aid of the aid year",
            Unit.DOLLARS,
            "intradistrict.equalization_aid",
            **INTRADISTRICT,
        ),
        GivenOrDerived(
            "18",
            "intradistrict_membership",
            "Membership used for it",
            Unit.PUPILS,
            "intradistrict.membership",
            aid_membership(INTRA),
            **INTRADISTRICT,
        ),
        derived_dollars(
            "19",
            "aid_per_member",
            "Equalization aid per member",
            line("equalization_aid") / line("intradistrict_membership"),
            **INTRADISTRICT,
        ),
        Given(
            "20",
            "intradistrict_fte",
            "Intradistrict transfer pupils",
            Unit.PUPILS,
            "intradistrict.fte",
            **INTRADISTRICT,
        ),
        RateLine(
            "20a",
            "historical_weight",
            "Part of the aid per member before 1996-97",
            Unit.RATIO,
            "historical_weight",
            part=HISTORY,
        ),
        Derived(
            "21",
            "weighted_pupils",
            "Weighted transfer pupils",
            Unit.PUPILS,
            line("intradistrict_fte")
            * choose(Applies("historical_weight"), line("historical_weight"), rate("intradistrict_weight")),
            **INTRADISTRICT,
        ),
        derived_dollars(
            "22",
            "intradistrict_computed",
            "Intradistrict aid as computed",
            cents(line("aid_per_member") * line("weighted_pupils")),
            **INTRADISTRICT,
        ),
        *_guarantee_lines(("23", "24", "25", "26"), INTRA, "(6)(as)", "statute"),
        derived_dollars(
            "27",
            "total_aid",
            "Integration aid",
            cents(
                by_reading(
                    "guarantee-test",
                    {
                        "separate": _both("aid"),
                        "combined": _prorated(_gated(_together(), _both("guarantee"), _together())),
                    },
                )
            ),
            **_statute("(6)"),
        ),
        *SENDING_LINES,
        *LIMIT_LINES,
    ),
)
