"""What the JSON of a former run says, as far as runs are compared."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from ai_cli.findings import Severity

Scalar = Decimal | bool | str | None
"""A whole number of JSON fits the first two: it is a number, not yes or no."""


class _Read(BaseModel):
    """Keys that are not named here are passed over: a later version may write more of them."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, defer_build=True)


class FormerDistrict(_Read):
    """The district of a result."""

    id: str | None = None
    name: str | None = None


class FormerLine(_Read):
    """A line of a form: its number, key, value and state."""

    line: str
    key: str
    label: str
    unit: str
    value: Scalar
    state: str
    standing: str | None = None


class FormerFinding(_Read):
    """A finding with its place."""

    code: str
    severity: Severity
    message: str
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    column: int | str | None = None
    found: str | None = None
    allowed: str | None = None
    fix: str | None = None
    cite: str | None = None


class FormerNotChecked(_Read):
    """A criterion that could not be checked, and what is missing for it."""

    code: str
    missing: str


class FormerResult(_Read):
    """A result: an estimate has a program and lines, a checked budget has totals."""

    file: str
    district: FormerDistrict = FormerDistrict()
    program: str | None = None
    fiscal_year: int | None = None
    lines: tuple[FormerLine, ...] | int = ()
    totals: dict[str, Scalar] = {}
    findings: tuple[FormerFinding, ...] = ()
    what_if: tuple[str, ...] = ()
    not_checked: tuple[FormerNotChecked, ...] = ()


class FormerRun(_Read):
    """A whole run: its results, and the findings of files that gave none."""

    results: tuple[FormerResult, ...]
    findings: tuple[FormerFinding, ...]
