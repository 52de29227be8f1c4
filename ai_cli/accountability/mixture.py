"""Checks a share of students against what percents imply: all students are a mixture of a group and the others."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ai_cli.accountability.index import PER_CENT
from ai_cli.findings import finding
from ai_cli.results.gaps import Mixture
from ai_cli.results.percent_text import shown_percent

if TYPE_CHECKING:
    from ai_cli.accountability.rules import Rules
    from ai_cli.findings import Finding, Place


def mixture(  # noqa: PLR0913 - three percents, the share and where it stands
    every: Fraction,
    group: Fraction,
    others: Fraction,
    rules: Rules,
    *,
    name: str,
    given: Fraction | None = None,
    place: Place | None = None,
) -> Mixture:
    """Return the share of a group among all students that three percents imply, and whether a given share agrees.

    ``every``, ``group`` and ``others`` are percents, 0 to 100, of the same measure: of all students, of those in the group
    called ``name`` and of those outside it; ``given`` is the group's share in percent. Units: percent, exact.
    Findings: A104 where the two shares lie further apart than the tolerance. Source: mixture_tolerance.
    """
    tolerance = rules.share("mixture_tolerance")
    implied = None if group == others else PER_CENT * Fraction(every - others) / (group - others)
    if implied is not None and not 0 <= implied <= PER_CENT:
        implied = None
    agrees = None if given is None or implied is None else abs(given - implied) <= tolerance
    findings: tuple[Finding, ...] = ()
    if given is not None and implied is not None and not agrees:
        findings = (
            finding(
                "A104",
                place,
                found=f"{shown_percent(given)}%",
                group=name,
                implied=f"{shown_percent(implied)}%",
                tolerance=tolerance,
            ),
        )
    return Mixture(name, implied, given, agrees, tolerance, rules.cited(("R66",)), findings)
