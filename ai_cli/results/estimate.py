"""The estimate of one program for one district and fiscal year."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.findings import Finding
    from ai_cli.results.explanation import Explanation
    from ai_cli.results.filled_form import FilledForm


class Particular(NamedTuple):
    """What belongs to a result besides its figures: a date of payment, a code of the chart of accounts."""

    key: str
    label: str
    text: str
    cite: str
    standing: str


class Estimate(NamedTuple):
    """A filled form with what is to be said of it.

    ``missing`` are the inputs that would complete it. ``readings`` are all that the result used. ``what_if`` are
    the values tried with ``--set``. ``conclusion`` says the result in one or two sentences. ``asked_line`` is the
    line asked for with ``--explain``, and ``explained`` its explanation where the form has it. ``bill`` tells that the
    program is a bill that was not enacted.
    """

    file: str
    district_id: str
    district_name: str | None
    form: FilledForm
    missing: tuple[str, ...]
    readings: Mapping[str, str]
    findings: tuple[Finding, ...]
    what_if: tuple[str, ...]
    conclusion: str
    asked_line: str | None = None
    explained: Explanation | None = None
    particulars: tuple[Particular, ...] = ()
    bill: bool = False

    @property
    def district(self) -> str:
        """The district as it is named in a sentence."""
        return self.district_name or self.district_id
