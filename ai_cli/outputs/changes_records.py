"""What has changed since a former run, for programs: JSON records and CSV rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.outputs import budget_records, estimate_records
from ai_cli.outputs.json_text import Record, finding_record
from ai_cli.results.changes import GONE, NEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ai_cli.findings import Finding
    from ai_cli.outputs.csv_text import Cell
    from ai_cli.results.changes import Change, Figure

ESTIMATE_COLUMNS = (*estimate_records.CSV_COLUMNS, "old_value", "old_state", "change")
BUDGET_COLUMNS = (*budget_records.CSV_COLUMNS, "change")


def change_record(one: Change, result: Record | None) -> Record:
    """Return a change as JSON shows it: the record of the result with only what changed, and what it was before.

    ``result`` is the whole record of the result as it is now, None where it is gone.
    """
    of = one.of
    record: Record = {
        "file": of.file,
        "district": {"id": of.district_id, "name": of.district_name},
        "program": of.program,
        "fiscal_year": of.fiscal_year,
    }
    record |= result or {}
    record["change"] = one.kind
    record["old_file"] = None if one.old is None else one.old.file
    if of.program is not None:  # a form has lines, a checked budget has totals
        record["lines"] = [_line(key, old, result) for key, (old, _) in one.figures.items()]
    else:
        record["totals"] = {key: None if new is None else new.value for key, (_, new) in one.figures.items()}
        record["old_totals"] = {
            key: None if old is None else old.value for key, (old, _) in one.figures.items()
        }
        record["not_checked"] = [unchecked._asdict() for unchecked in one.not_checked]
    record["findings"] = list(map(finding_record, one.new_findings))
    record["gone_findings"] = list(map(finding_record, one.gone_findings))
    return record


def _line(key: str, old: Figure | None, result: Record | None) -> Record:
    """Return a line that changed: as it is now, if it is, with its old value and state."""
    lines = () if result is None else result["lines"]
    found = next((line for line in lines if line["key"] == key), None)
    line: Record = found or {
        "line": None if old is None else old.number,
        "key": key,
        "label": None if old is None else old.label,
        "value": None,
        "state": None,
    }
    before = {"old_value": None, "old_state": None}
    return line | (before if old is None else {"old_value": old.value, "old_state": old.state})


def estimate_change_rows(changes: Iterable[Change]) -> Iterator[Sequence[Cell]]:
    """Go through the rows of a CSV file, one for each line that changed."""
    for one in changes:
        of = one.of
        district = (of.district_id, of.district_name, of.fiscal_year, of.program)
        for key, (old, new) in one.figures.items():
            figure = new or old
            if figure is None:
                continue
            now = (None, None) if new is None else (new.value, new.state)
            before = (None, None) if old is None else (old.value, old.state)
            line = (figure.number, key, figure.label, now[0], figure.unit, now[1], figure.standing, of.file)
            yield (*district, *line, *before, one.kind)


def budget_change_rows(
    changes: Iterable[Change], new: Iterable[Finding], gone: Iterable[Finding]
) -> Iterator[Sequence[Cell]]:
    """Go through the rows of a CSV file, one for each finding that is new or gone; those of unread files last."""
    for one in changes:
        of = one.of
        district = (of.file, of.district_id, of.district_name, of.fiscal_year)
        for kind, findings in ((NEW, one.new_findings), (GONE, one.gone_findings)):
            for finding in findings:
                yield (*district, *budget_records.finding_cells(finding), kind)
    for kind, findings in ((NEW, tuple(new)), (GONE, tuple(gone))):
        for finding in findings:
            yield (finding.place.file, None, None, None, *budget_records.finding_cells(finding), kind)
