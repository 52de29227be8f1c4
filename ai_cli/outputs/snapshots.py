"""Results reduced to what two runs are compared by: the figures and findings that their JSON holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.findings import Finding, Place
from ai_cli.outputs.budget_records import exact_totals
from ai_cli.outputs.estimate_records import label_of
from ai_cli.outputs.figures import exact_figure
from ai_cli.results.changes import Figure, Snapshot
from ai_cli.results.checked_budget import NotChecked
from ai_cli.results.filled_form import State, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.facts.former_run import FormerFinding, FormerResult
    from ai_cli.results.changes import Value
    from ai_cli.results.checked_budget import CheckedBudget
    from ai_cli.results.estimate import Estimate

_SHARE = "_share"


def estimate_snapshot(one: Estimate) -> Snapshot:
    """Return an estimate as two runs compare it: the lines of its form."""
    form = one.form
    figures = {
        line.key: Figure(
            line.number, label_of(one, line), line.unit, exact_figure(line), line.state, line.standing
        )
        for line in form.lines
    }
    whose = (one.file, one.district_id, one.district_name, form.key, form.fiscal_year)
    return Snapshot(*whose, figures, one.findings, one.what_if)


def budget_snapshot(one: CheckedBudget) -> Snapshot:
    """Return a checked budget as two runs compare it: its totals and shares."""
    figures = _totals(exact_totals(one))
    district = (one.district_id, one.district_name)
    return Snapshot(
        one.file, *district, None, one.fiscal_year, figures, one.findings, not_checked=one.not_checked
    )


def former_snapshot(one: FormerResult) -> Snapshot:
    """Return what the JSON of a former run says of a result."""
    if isinstance(one.lines, tuple):
        figures = {
            line.key: Figure(line.line, line.label, line.unit, line.value, line.state, line.standing)
            for line in one.lines
        }
    else:
        figures = _totals(one.totals)
    district = (one.district.id, one.district.name)
    findings = tuple(map(former_finding, one.findings))
    not_checked = tuple(NotChecked(unchecked.code, unchecked.missing) for unchecked in one.not_checked)
    return Snapshot(
        one.file, *district, one.program, one.fiscal_year, figures, findings, one.what_if, not_checked
    )


def former_finding(one: FormerFinding) -> Finding:
    """Return a finding that the JSON of a former run holds."""
    place = Place(one.file, one.sheet, one.cell, one.line, one.column)
    return Finding(one.code, one.severity, one.message, place, one.found, one.allowed, one.fix, one.cite)


def _totals(totals: Mapping[str, Value]) -> dict[str, Figure]:
    return {
        key: Figure(
            None,
            key.replace("_", " ").capitalize(),
            Unit.RATIO if key.endswith(_SHARE) else Unit.DOLLARS,
            value,
            State.COMPLETE if value is not None else State.INCOMPLETE,
        )
        for key, value in totals.items()
    }
