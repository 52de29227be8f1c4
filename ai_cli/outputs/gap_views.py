"""Achievement gaps and half-closure targets: for people, with bars, and what JSON and CSV have of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Column, Heading, Lines, Table
from ai_cli.results.accountability_rows import GapRow, ProgressRow
from ai_cli.results.percent_text import exact_percent, shown_percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from ai_cli.outputs.json_text import Record
    from ai_cli.results.gaps import Mixture

GAP_COLUMNS = (*GapRow._fields, "internal")
TARGET_COLUMNS = (*ProgressRow._fields, "internal")
_WIDTH, _WHOLE = 25, 100
_HIDDEN = "*"
_GAPS = (
    Column("Case"),
    Column("Subject"),
    Column("Groups", wraps=True),
    Column("Reference", "right"),
    Column("Focal", "right"),
    Column("Gap before", "right"),
    Column("Gap now", "right"),
    Column("Change", "right"),
    Column("Gap now"),
)
_TARGETS = (
    Column("Id"),
    Column("Subject"),
    Column("Group"),
    Column("Index", "right"),
    Column("Target", "right"),
    Column("Difference", "right"),
    Column("Goal"),
)


def gap_blocks(
    gaps: Sequence[GapRow], targets: Sequence[ProgressRow], mixtures: Sequence[Mixture]
) -> Iterator[Block]:
    """Go through the gaps with bars, the half-closure targets, and shares that percents imply."""
    if gaps:
        yield Heading("Achievement gaps, in percentage points")
        yield Table(_GAPS, tuple(_gap(one) for one in gaps))
    if targets:
        yield Heading(f"Half-closure targets, {targets[0].year}, from the index of {targets[0].base_year}")
        yield Table(_TARGETS, tuple(_target(one) for one in targets))
    if any(one.withheld for one in gaps) or any(one.withheld for one in targets):
        yield Lines((f"{_HIDDEN} withheld",))
    if mixtures:
        yield Lines(tuple(_mixture(one) for one in mixtures))


def _gap(one: GapRow) -> tuple[str, ...]:
    figures = (one.ref_now, one.focal_now, one.gap_before, one.gap_now, one.change)
    shown = tuple(_figure(value, hidden=one.withheld) for value in figures)
    groups = f"{one.focal} behind {one.reference}, {one.measure}"
    return (one.case_id, one.subject, groups, *shown, "" if one.gap_now is None else _bar(one.gap_now))


def _bar(gap: Decimal) -> str:
    """Draw a gap as a bar, a mark for every four points; one the other way round with minus signs."""
    length = min(_WIDTH, int(abs(gap) * _WIDTH / _WHOLE))
    return ("#" if gap >= 0 else "-") * length


def _target(one: ProgressRow) -> tuple[str, ...]:
    figures = (one.reached, one.target, one.difference)
    shown = (_figure(value, hidden=one.withheld) for value in figures)
    return (one.entity_id, one.subject, one.group, *shown, "met" if one.met else "not met")


def _figure(value: Decimal | None, *, hidden: bool) -> str:
    if value is None:
        return _HIDDEN if hidden else ""
    return f"{value.normalize():f}" if value else "0"


def _mixture(one: Mixture) -> str:
    implied = "no share gives them" if one.implied is None else f"{shown_percent(one.implied)}% are implied"
    given = "" if one.given is None else f", {shown_percent(one.given)}% are given"
    agrees = {True: ", which agrees", False: ", which does not agree", None: ""}[one.agrees]
    return f"Share of {one.group} among those tested: {implied}{given}{agrees} ({', '.join(one.labels)})"


def mixture_record(one: Mixture) -> Record:
    """Return the share that percents imply as JSON shows it, in percent."""
    return {
        "group": one.group,
        "implied_percent": exact_percent(one.implied),
        "given_percent": exact_percent(one.given),
        "agrees": one.agrees,
        "labels": list(one.labels),
    }
