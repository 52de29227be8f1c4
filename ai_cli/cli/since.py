"""The option --since: a run is compared with a former one, and only what changed is printed and counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Generic, NamedTuple, TypeVar

import typer

from ai_cli.cli.printing import deliver

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from ai_cli.cli.options import FailOn
    from ai_cli.cli.printing import Printing
    from ai_cli.cli.status import Tally
    from ai_cli.findings import Finding
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.outputs.json_text import Record
    from ai_cli.results.changes import Change, FormerResults, Snapshot

Since = Annotated[
    str | None,
    typer.Option("--since", metavar="FILE", help="Only what changed since a former run; FILE is its JSON."),
]

T = TypeVar("T")


class FormerRun(NamedTuple):
    """A former run: the file of its JSON, its results, and the findings of files that gave none."""

    file: str
    results: FormerResults
    findings: tuple[Finding, ...]


class Kind(NamedTuple, Generic[T]):
    """How the results of a command are compared and written: as a snapshot, as a record of JSON, and as rows of CSV.

    The rows are of the changes, then of the findings that are new and gone of files that gave no result; new findings that
    the rows have no place for are told as the rows are gone through.
    """

    command: str
    snapshot: Callable[[T], Snapshot]
    record: Callable[[T], Record]
    rows: Callable[[Iterable[Change], Iterable[Finding], Iterable[Finding]], Rows]


def former_run(file: str, command: str, files: Collection[str], tally: Tally) -> FormerRun | None:
    """Return the former run of a command from its JSON; None where it cannot be read, noted in the tally.

    ``files`` are those that this run goes through.
    Errors: ``typer.BadParameter`` where both would be read from standard input.
    """
    from ai_cli.findings import Finding
    from ai_cli.inputs.document import STANDARD_INPUT
    from ai_cli.inputs.former_run import read_former_run
    from ai_cli.outputs.snapshots import former_finding, former_snapshot
    from ai_cli.results.changes import FormerResults

    if file == STANDARD_INPUT and file in files:
        raise typer.BadParameter("standard input is read once: name a file for --since")
    read = read_former_run(file, command)
    if isinstance(read, Finding):
        tally.add_findings([read])
        return None
    results = FormerResults(map(former_snapshot, read.results), frozenset(files))
    return FormerRun(file, results, tuple(map(former_finding, read.findings)))


class Comparison(Generic[T]):
    """A run beside a former one. ``tally`` counts the run as a whole, ``counted`` what is new in it."""

    def __init__(self, kind: Kind[T], former: FormerRun, tally: Tally, counted: Tally) -> None:
        self.kind = kind
        self.former = former
        self.tally = tally
        self.counted = counted
        self.numbers = {"new": 0, "changed": 0, "gone": 0}

    def changes(self, results: Iterable[T]) -> Iterator[tuple[Change, T | None]]:
        """Go through the results that changed, as they are made, then those that are gone.

        Nothing is gone that was not looked at: where the run was interrupted, or a file could not be read.
        """
        from ai_cli.results.changes import change_between

        for result in results:
            new = self.kind.snapshot(result)
            change = change_between(self.former.results.take(new), new)
            if change:
                self._count(change)
                yield change, result
        for old in () if self.tally.interrupted else self.former.results.left():
            if old.file in self.tally.without_result:
                continue
            change = change_between(old, None)
            self._count(change)
            yield change, None

    def _count(self, change: Change) -> None:
        self.numbers[change.kind] += 1
        self.counted.add_result(change.new_findings, complete=True)

    def new_findings(self) -> Iterator[Finding]:
        """Go through the new findings of files that gave no result; to be asked for when the results are through."""
        new, _ = self._apart()
        self.counted.add_findings(new)
        yield from new

    def gone_findings(self) -> Iterator[Finding]:
        """Go through such findings of the former run that are gone; none where the run did not come to all files."""
        if not self.tally.interrupted:
            yield from self._apart()[1]

    def _apart(self) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        from ai_cli.results.changes import findings_apart

        return findings_apart(self.former.findings, self.tally.findings, of_one_file=False)

    def summary(self, whole: Mapping[str, int]) -> dict[str, int]:
        """Return the summary of the run with only new findings counted, and how many results changed."""
        return {**whole, **self.counted.counts(), **self.numbers}

    def closing(self) -> str:
        """Return what changed in a few words, for the closing sentence."""
        numbers = ", ".join(f"{number} {kind}" for kind, number in self.numbers.items())
        counts = self.counted.counts()
        return f"since {self.former.file}: {numbers}, new errors {counts['errors']}, new warnings {counts['warnings']}"

    def exit_status(self, fail_on: FailOn) -> int:
        """Return the status of the run, in which only new findings count as findings."""
        from ai_cli.cli.options import FailOn

        return self.tally.exit_status(FailOn.NEVER) or self.counted.exit_status(fail_on)


def print_changes(
    printing: Printing, compared: Comparison[T], results: Iterable[T], whole: Callable[[], Mapping[str, int]]
) -> None:
    """Print what changed; with --quiet nothing where nothing has. ``whole`` gives the summary of the run as a whole."""
    pairs = compared.changes(results)
    changes = (change for change, _ in pairs)

    def document() -> Iterator[Block]:
        from ai_cli.outputs.changes_document import changes_blocks

        new, gone = compared.new_findings(), compared.gone_findings()
        return changes_blocks(changes, None if printing.only_findings else compared.former.file, new, gone)

    def json() -> Iterator[str]:
        from ai_cli.outputs.changes_records import change_record
        from ai_cli.outputs.json_text import finding_record, json_pieces

        records = (
            change_record(change, None if result is None else compared.kind.record(result))
            for change, result in pairs
        )
        parts = {
            "since": compared.former.file,
            "gone_findings": lambda: list(map(finding_record, compared.gone_findings())),
        }
        return json_pieces(
            compared.kind.command,
            records,
            compared.new_findings(),
            lambda: compared.summary(whole()),
            printing.time_stamp(),
            parts,
        )

    def rows() -> Rows:
        return compared.kind.rows(changes, compared.new_findings(), compared.gone_findings())

    deliver(replace(printing, quiet=False), document, json, rows)
