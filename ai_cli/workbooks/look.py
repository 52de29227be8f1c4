"""What the sheets of a report share: formats by unit, the look of figures that a reader must know something of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ai_cli.findings import Place, entry
from ai_cli.results.filled_form import Mark, State, Unit
from ai_cli.results.marks import SIGNS
from ai_cli.workbooks.book import BOLD, COUNT, HEAD, MONEY, NOTE, NUMBER, RATIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ai_cli.findings import Finding
    from ai_cli.results.filled_form import FilledLine
    from ai_cli.workbooks.book import Column, Sheet

UNVERIFIED: Mapping[str, Any] = {"italic": True, "font_color": "#9C5700"}
"""Of a figure that is not verified."""

_FORMATS: Mapping[str, str] = {
    Unit.DOLLARS: MONEY,
    Unit.PUPIL_UNITS: NUMBER,
    Unit.PUPILS: COUNT,
    Unit.RATIO: RATIO,
    Unit.PERCENT: "0.00",
    Unit.WEIGHT: "0.000###",
    "dollars_per_pupil_unit": MONEY,
}


def unit_format(unit: str) -> str:
    """Return the number format of a unit; ``General`` for one that has none of its own."""
    return _FORMATS.get(unit, "General")


def format_of(line: FilledLine) -> str:
    """Return the number format of a line; membership, which is counted in parts of pupils, has decimals."""
    value = line.exact
    if line.unit is Unit.PUPILS and value is not None and value.denominator != 1:
        return NUMBER
    return unit_format(line.unit)


def signs_of(line: FilledLine) -> str:
    """Return the signs of what a complete line rests on, ``u c``."""
    if line.state is not State.COMPLETE:
        return ""
    return " ".join(sign for mark, (sign, _) in SIGNS.items() if mark in line.marks)


def is_unverified(line: FilledLine) -> bool:
    """Tell whether a complete line rests on something that is not verified."""
    return line.state is State.COMPLETE and Mark.UNVERIFIED in line.marks


def put_legend(sheet: Sheet, lines: Iterable[FilledLine], column: int) -> None:
    """Write what the signs mean that any of these lines has."""
    used = {mark for line in lines if line.state is State.COMPLETE for mark in line.marks}
    sheet.last_row += 1 if used else 0
    for mark, (sign, meaning) in SIGNS.items():
        if mark in used:
            sheet.put(sheet.last_row + 1, column, f"{sign}  {meaning}", **NOTE, text_wrap=False)


def _together(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings, the gravest first; infos of one code are one, with what each of them found."""
    graves: list[Finding] = []
    infos: dict[str, list[Finding]] = {}
    for one in findings:
        if one.severity == "info":
            infos.setdefault(one.code, []).append(one)
        else:
            graves.append(one)
    graves.sort(key=lambda one: one.severity != "error")
    for code, group in infos.items():
        found = "; ".join(dict.fromkeys(one.found or one.message for one in group))
        message = group[0].message if len(group) == 1 else f"{entry(code).title}: {found}"
        graves.append(group[0]._replace(message=message, place=Place(group[0].place.file)))
    return graves


def put_findings(sheet: Sheet, findings: Iterable[Finding], columns: tuple[Column, ...], first: int) -> None:
    """Write findings below what stands on the sheet: severity and code, message, where, how to mend it.

    ``columns`` are those of the sheet, ``first`` is the column of the message; the texts run over the cells beside it.
    """
    listed = tuple(findings)
    if not listed:
        return
    sheet.last_row += 1
    row = sheet.last_row + 1
    for column in range(1, len(columns) + 1):
        sheet.put(row, column, "What to look at" if column == 1 else None, **HEAD, text_wrap=False)
    for one in _together(listed):
        row = sheet.last_row + 1
        place = f" ({one.place})" if str(one.place) else ""
        fix = f"; {one.fix}" if one.fix and one.severity != "info" else ""
        look = BOLD if one.severity == "error" else {}
        sheet.put(row, 1, f"{one.severity} {one.code}", **look, text_wrap=False)
        sheet.merge(row, first, len(columns), f"{one.message}{place}{fix}", columns, **look)
