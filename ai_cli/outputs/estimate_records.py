"""Estimates for programs: JSON records and CSV rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.outputs.figures import exact_figure
from ai_cli.outputs.json_text import Record, finding_record
from ai_cli.results.filled_form import FilledLine, Mark, RateUsed, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ai_cli.outputs.csv_text import Cell
    from ai_cli.results.estimate import Estimate
    from ai_cli.results.explanation import Explanation

_MARKS = tuple(Mark)
_BILL, _NOT_ENACTED = "bill", "not enacted"

CSV_COLUMNS = (
    "district_id",
    "district",
    "fiscal_year",
    "program",
    "line",
    "key",
    "label",
    "value",
    "unit",
    "state",
    "standing",
    "file",
)


def estimate_record(one: Estimate, lines: Sequence[str] | None = None) -> Record:
    """Return an estimate as JSON shows it; of its lines only those of these numbers or keys, all for None."""
    record: Record = {
        "file": one.file,
        "district": {"id": one.district_id, "name": one.district_name},
        "program": one.form.key,
        "fiscal_year": one.form.fiscal_year,
        "complete": one.form.complete,
        "missing": one.missing,
        "lines": [line_record(line) for line in _lines(one, lines)],
        "readings": dict(one.readings),
        "findings": [finding_record(finding) for finding in one.findings],
        "conclusion": one.conclusion,
    }
    if one.particulars:
        record["particulars"] = [particular._asdict() for particular in one.particulars]
    if one.what_if:
        record["what_if"] = one.what_if
    if one.explained is not None:
        record["explained"] = _explained(one.explained)
    return record


def line_record(line: FilledLine) -> Record:
    """Return one line as JSON shows it; ``marks`` says what its value rests on that a reader must know."""
    return {
        "line": line.number,
        "key": line.key,
        "label": line.label,
        "value": exact_figure(line),
        "unit": line.unit,
        "state": line.state,
        "formula": line.words,
        "cite": line.cite,
        "standing": line.standing,
        "assumed": line.assumed,
        "source": None if line.source is None else _source(line.source),
        "marks": [mark for mark in _MARKS if mark in line.marks] if line.marks else [],
        "reason": line.reason,
        "rates": [_rate(rate) for rate in line.rates] if line.rates else [],
    }


def _rate(rate: RateUsed) -> Record:
    return {
        "key": rate.key,
        "text": rate.text,
        "fiscal_year": rate.fiscal_year,
        "known_through": rate.known_through,
        "origin": rate.origin,
        "standing": rate.standing,
        "cite": rate.cite,
    }


def _source(source: Source) -> Record:
    place = source.place
    return {
        "key": source.key,
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "line": place.line,
        "column": place.column,
        "fiscal_year": source.other_year,
        "note": source.note,
    }


def _explained(tree: Explanation) -> Record:
    return {**line_record(tree.line), "rests_on": [_explained(one) for one in tree.below]}


def _lines(one: Estimate, names: Sequence[str] | None) -> Iterable[FilledLine]:
    """Return the lines named, each once, in the order they are named; all lines for None."""
    if names is None:
        return one.form.lines
    found = (one.form.find(name) for name in names)
    return {line.key: line for line in found if line is not None}.values()


def estimate_rows(
    estimates: Iterable[Estimate], lines: Mapping[str, Sequence[str]] | None = None
) -> Iterator[Sequence[Cell]]:
    """Go through the rows of a CSV file, one a line of each estimate.

    ``lines`` is program key -> the numbers or keys of the lines that are wanted; without it all are.
    """
    for one in estimates:
        district = (one.district_id, one.district_name, one.form.fiscal_year, one.form.key)
        for line in _lines(one, None if lines is None else lines[one.form.key]):
            figure = (exact_figure(line), line.unit, line.state, line.standing)
            yield (*district, line.number, line.key, label_of(one, line), *figure, one.file)


def label_of(one: Estimate, line: FilledLine) -> str:
    """Return the label of a line; of a bill it says so, where neither the label nor the standing does."""
    if not one.bill or line.standing == _BILL or _NOT_ENACTED in line.label:
        return line.label
    return f"{line.label} ({_BILL}, {_NOT_ENACTED})"
