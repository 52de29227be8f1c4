"""The sheet About of a report: what it was made from, the readings used, and by which version of the tool."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ai_cli import __version__
from ai_cli.law import readings_of
from ai_cli.workbooks.book import BOLD, NOTE, TITLE, Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_cli.forms.form import Form
    from ai_cli.results.estimate import Estimate
    from ai_cli.results.filled_form import FilledLine
    from ai_cli.workbooks.book import Sheet, Value

_COLUMNS = (Column("", 34), Column("", 30), Column("", 60), Column("", 40), Column("", 28))
_DISTRICT = "district.id"
"""The input that says whose file it is: what a form takes from it is no figure that was typed."""


def put_about(sheet: Sheet, parts: Iterable[tuple[Estimate, Form]], stamp: str | None) -> None:
    """Write the inputs with their places, the readings with their questions, and who made the workbook.

    ``stamp`` is the time of the run where the user asks for it.
    """
    listed = tuple(parts)
    sheet.set_widths(_COLUMNS)
    sheet.put(1, 1, "About this workbook", **TITLE)
    sheet.put_row(("Made by", f"ai-cli {__version__}"), _COLUMNS)
    if stamp is not None:
        sheet.put_row(("Time of the run", stamp), _COLUMNS)
    sheet.put_row(
        ("Not a notice", "An estimate from the figures below; the department's own report decides."),
        _COLUMNS,
        **NOTE,
    )
    _put_block(sheet, ("Input", "Value", "Where it stands", "Remark"), _inputs(listed))
    _put_block(sheet, ("Reading", "Choice", "Question", "Citation", "Program"), _readings(listed))


def _put_block(sheet: Sheet, titles: tuple[str, ...], rows: Iterable[tuple[Value, ...]]) -> None:
    written = list(dict.fromkeys(rows))
    if not written:
        return
    sheet.last_row += 1
    sheet.put_row(titles, _COLUMNS, **BOLD)
    for row in written:
        sheet.put_row(row, _COLUMNS)


def _inputs(parts: tuple[tuple[Estimate, Form], ...]) -> Iterable[tuple[Value, ...]]:
    for estimate, _ in parts:
        for line in estimate.form.every_line():
            source = line.source
            if source is None or source.key == _DISTRICT:
                continue
            said = ["assumed"] if source.assumed else []
            if source.other_year:
                said.append(f"figure of FY {source.other_year}")
            if source.note:
                said.append(source.note)
            yield (source.key, _shown(line), str(source.place), "; ".join(said) or None)


def _shown(line: FilledLine) -> str | None:
    """Return a value as a text: an answer as yes or no, a figure with thousands separators, rows by their number."""
    match line.value:
        case bool():
            return "yes" if line.value else "no"
        case Decimal():
            return f"{line.value:,}"
    return line.value


def _readings(parts: tuple[tuple[Estimate, Form], ...]) -> Iterable[tuple[Value, ...]]:
    for estimate, form in parts:
        known = readings_of(form.laws)
        for name, choice in estimate.readings.items():
            reading = known.get(name)
            question = None if reading is None else reading.question
            yield (name, choice, question, None if reading is None else reading.cite, form.key)
