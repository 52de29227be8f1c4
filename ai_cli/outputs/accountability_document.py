"""Determinations for people: schools with a mark for each cell, cells with their figures, and what all of it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.outputs.document import Block, Column, Heading, Lines, Paragraph, Table
from ai_cli.outputs.findings_document import findings_block
from ai_cli.results.accountability import ENROLLED_NOT_KNOWN, fed_school
from ai_cli.results.accountability_rows import WITHHELD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from ai_cli.facts.accountability import LeftOut
    from ai_cli.findings import Finding
    from ai_cli.results.accountability_rows import Basis, CellRow, EntityRow, GraduationRow

_INTERNAL = "INTERNAL: figures of any number of students are shown; not to be published"
_PUBLISHED = "Figures that would tell of too few students are withheld"
_NOT_MET, _OPEN, _NOT_EVALUATED, _NOT_KNOWN, _HIDDEN, _MET = "NO", "?", ".", "-", "*", "ok"
_MARKS = {
    "target": "T",
    "target_ci": "TI",
    "safe_harbor": "S",
    "average": "A",
    "small_average": "P",
    "small_all": "PA",
    "goal": "G",
    "average_of": "GA",
    "improve": "GI",
}
_MEANINGS = {
    "T": "met by the target",
    "TI": "met by the target less its interval",
    "S": "met by safe harbor against so many years before",
    "A": "met by the average of so many years",
    "P": "small school, met on so many years together",
    "PA": "small school, met on all its years together",
    "G": "met by the graduation goal on the rate of so many years",
    "GA": "met by an average of that rate",
    "GI": "met by a gain in that rate",
    _MET: "met",
    _NOT_MET: "not met",
    _OPEN: "open: something is missing",
    _NOT_EVALUATED: "too few students to be evaluated",
    _NOT_KNOWN: "not evaluated: how many are enrolled is not known",
    _HIDDEN: "withheld",
}
_FIGURES = ("n", "value", "target", "adjusted_target", "sh_target", "pooled2_value", "pooled3_value")


def basis_blocks(basis: Basis, read: Sequence[LeftOut], findings: Iterable[Finding]) -> Iterator[Block]:
    """Go through what rows rest on: readings, labels, rows left out, findings, and whether they may be published."""
    readings = ", ".join(f"{name}={choice}" for name, choice in basis.readings.items())
    lines = [f"Readings: {readings}"] if readings else []
    lines += [f"Note: {label}" for label in basis.labels]
    lines += [_left_out(one) for one in read]
    yield Lines(tuple(lines))
    yield from findings_block(findings)
    yield Paragraph(_INTERNAL if basis.internal else f"{_PUBLISHED}; --internal shows all.", strong=True)


def _left_out(one: LeftOut) -> str:
    number = sum(one.reasons.values())
    reasons = ", ".join(f"{count:,} {why}" for why, count in sorted(one.reasons.items()))
    read = "rows read" if one.rows is None else f"{one.rows:,} rows read"
    return f"{one.file}: {read}, {number:,} left out" + (f" ({reasons})" if number else "")


def entity_blocks(rows: Sequence[EntityRow]) -> Iterator[Block]:
    """Go through the schools and districts: a mark for each cell, with the route by which it meets."""
    if not rows:
        return
    groups = list(dict.fromkeys(cell.group or "" for one in rows for cell in one.cells))
    yield Heading(f"Adequate yearly progress, {rows[0].year}")
    columns = (Column("Id"), Column("Name", wraps=True), Column("AYP"), Column("Of"), *map(Column, groups))
    yield Table(columns, tuple(line for one in rows for line in _lines(one, groups)))
    used = {_kind(mark) for one in rows for cell in one.cells for mark in (_mark(cell),)}
    yield Lines(tuple(f"{mark:<3} {meaning}" for mark, meaning in _MEANINGS.items() if mark in used))
    fed = {one.entity_id: fed_school(one.failing or "") for one in rows}
    failing = [f"{_called(one)}: {one.failing}" for one in rows if one.failing and not fed[one.entity_id]]
    if failing:
        yield Lines(("Not met:", *failing))
    feeders = [f"{_called(one)}: {fed[one.entity_id]}" for one in rows if fed[one.entity_id]]
    if feeders:
        yield Lines(
            ("No tested grades, with the result of the school that its students move on to:", *feeders)
        )
    asking = [line for one in rows for line in _new_school(one)]
    if asking:
        yield Lines(("New-school status, which the Commissioner alone grants:", *asking))
    for label in dict.fromkeys(label for one in rows for label in one.labels):
        ids = [one.entity_id for one in rows if label in one.labels]
        yield Lines((f"Note on {len(ids)} of {len(rows)}: {label}",))


def _called(one: EntityRow) -> str:
    return f"{one.entity_id} {one.name}" if one.name else one.entity_id


def _new_school(one: EntityRow) -> Iterator[str]:
    """Go through the lines about a school that may ask to count as new: the outcome and why, what is missing, what goes with it."""
    asks = one.new_school
    if asks is None:
        return
    why = [*asks.reasons, *(f"{name} is not given" for name in asks.missing)]
    yield f"{_called(one)}: {': '.join([asks.outcome.replace('_', ' '), *([', '.join(why)] if why else [])])}"
    known = {name.replace("_", " "): value for name, value in asks.reported.items() if value is not None}
    if known:
        yield "    " + ", ".join(f"{name}: {_said(value)}" for name, value in known.items())


def _said(value: Decimal | bool | str | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")


def _lines(one: EntityRow, groups: Sequence[str]) -> Iterator[tuple[str, ...]]:
    indicators = dict.fromkeys((cell.scope, cell.subject) for cell in one.cells)
    start = (one.entity_id, one.name or "", one.ayp.replace("_", " "))
    for scope, subject in indicators or {("", None): None}:
        marks = {
            cell.group: _mark(cell) for cell in one.cells if (cell.scope, cell.subject) == (scope, subject)
        }
        what = f"{subject} {scope}" if subject else scope
        yield (*start, what or one.status.replace("_", " "), *(marks.get(group, "") for group in groups))
        start = ("", "", "")


def _mark(cell: CellRow) -> str:
    """Return the mark of a cell: by which route it meets, with the years of it, or why it does not."""
    if cell.result == WITHHELD or (cell.withheld and cell.result == "not_evaluated"):
        return _HIDDEN
    if cell.result == "not_met":
        return _NOT_MET
    if cell.result == "not_evaluated":
        return _NOT_KNOWN if cell.reason == ENROLLED_NOT_KNOWN else _NOT_EVALUATED
    if cell.result == "undetermined":
        return _OPEN
    if cell.route is None:
        return _MET
    name, _, years = cell.route.rpartition("_")
    if "_of_" in cell.route:
        return f"{_MARKS['average_of']}{years}"
    return _MARKS.get(cell.route) or f"{_MARKS[name]}{years}"


def _kind(mark: str) -> str:
    return mark.rstrip("0123456789")


def cell_blocks(cells: Iterable[CellRow]) -> Iterator[Block]:
    """Go through the cells with their figures and the route that decided each."""
    rows = tuple(_cell(one) for one in cells)
    if rows:
        titles = ("Id", "Of", "Subject", "Group", "n", "Value", "Target", "Less\ninterval")
        more = ("Safe\nharbor", "2 years", "3 years", "Result", "Route", "Rules")
        right = ("n", "Value", "Target", "Less\ninterval", "Safe\nharbor", "2 years", "3 years")
        columns = tuple(Column(title, "right" if title in right else "left") for title in (*titles, *more))
        yield Table(columns, rows)


def _cell(one: CellRow) -> tuple[str, ...]:
    start = (one.entity_id, one.scope, one.subject or "", one.group or "")
    figures = (_HIDDEN if one.withheld and name == "n" else _figure(getattr(one, name)) for name in _FIGURES)
    return (*start, *figures, one.result.replace("_", " "), one.route or one.reason or "", one.rules)


def _figure(value: Decimal | int | None) -> str:
    return "" if value is None else f"{value:,}"


def graduation_blocks(rows: Sequence[GraduationRow]) -> Iterator[Block]:
    """Go through the graduation of each group of a district: its rates with their cohorts, and the route that decided."""
    if not rows:
        return
    rates = [name.removeprefix("cohort") for name in rows[0].figures if name.startswith("cohort")]
    yield Heading(f"Graduation, {rows[0].data_year}")
    titles = (f"{rate} years{line}" for rate in rates for line in ("", "\ncohort", "\nyear before"))
    right = tuple(Column(title, "right") for title in titles)
    columns = (
        Column("Id"),
        Column("District", wraps=True),
        Column("Group"),
        *right,
        Column("Result"),
        Column("Route"),
    )
    yield Table(columns, tuple(_graduation(one, rates) for one in rows))


def _graduation(one: GraduationRow, rates: Sequence[str]) -> tuple[str, ...]:
    figures = (
        _figure(one.figures[name])
        for rate in rates
        for name in (f"rate{rate}", f"cohort{rate}", f"prior_rate{rate}")
    )
    hidden = f" {_HIDDEN}" if one.withheld else ""
    result = one.result.replace("_", " ") + hidden
    return (one.district_id, one.district or "", one.group, *figures, result, one.route or one.reason or "")
