"""The command budget-check: what a careful reviewer would find in a budget."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from ai_cli.cli.input_files import InputFiles, each_file, input_files
from ai_cli.cli.options import Shared, parsed_readings, with_shared_options
from ai_cli.cli.printing import Printing, deliver, printing_of, say
from ai_cli.cli.since import Comparison, Kind, Since, former_run, print_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ai_cli.cli.status import Tally
    from ai_cli.facts.district_file import DistrictFile
    from ai_cli.findings import Finding
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.results.changes import Change
    from ai_cli.results.checked_budget import CheckedBudget

HELP = """\b
Examples:
  ai-cli budget-check FY2027_AI_Budget.xlsx         every finding, with its cell and how to mend it
  ai-cli budget-check budget.yaml --facts district.yaml
  ai-cli budget-check *.xlsx --format csv -o findings.csv
  ai-cli budget-check budget.xlsx --ignore B402,B505

Check budgets against the criteria of the department's review.

A budget is YAML or an Excel workbook; it is opened for reading only. Shares of the uses, limits of the revenue, each line's
strategy, narrative and account, the workbook's own totals, and the days of plan and budget are checked. What could
not be checked is listed with what is missing, and never counts as passed. `ai-cli rule CODE` explains a finding.
"""
SHORT_HELP = "Check budgets against the criteria of the department's review."


@with_shared_options
def budget_check(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Budget files; - is standard input.")],
    facts: Annotated[
        str | None,
        typer.Option("--facts", metavar="FILE", help="District file, for facts that the budget has not."),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select", metavar="CODES", help="Only these codes or beginnings of codes, such as B1,B503."
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODES", help="Not these codes or beginnings of codes."),
    ] = None,
    account_order: Annotated[
        str | None,
        typer.Option(
            "--account-order", metavar="ORDER", help="Order in accounts, such as FD-ORG-PRO-FIN-OBJ-CRS."
        ),
    ] = None,
    *,
    since: Since = None,
    shared: Shared,
) -> None:
    """Check budgets; see ``HELP``."""
    from ai_cli.cli.status import Tally

    tally = Tally(line_findings_are_valid=True)
    inputs = input_files(files, "BUDGET", shared, tally)
    printing = printing_of(shared, "Budget check")
    printing.refuse_inputs([*inputs.names, *(one for one in (facts, since) if one)])
    order, wanted, readings = _order(account_order), _wanted(select, ignore), parsed_readings(shared.reading)
    district = _district(facts, tally)
    has_facts = facts is None or district is not None
    former = (
        former_run(since, "budget-check", inputs.names, tally) if since is not None and has_facts else None
    )
    ready = has_facts and (since is None or former is not None)

    def checked(file: str) -> Iterator[CheckedBudget]:
        return _checked(file, district, order, readings, wanted, tally)

    results = each_file(inputs.names if ready else (), checked, shared, tally)
    if former is None:
        _print(printing, results, tally, inputs)
        say(_closing(inputs, tally), quiet=shared.quiet)
        raise typer.Exit(tally.exit_status(shared.fail_on))
    compared = Comparison(_kind(), former, tally, Tally(line_findings_are_valid=True))
    print_changes(printing, compared, results, lambda: _summary(inputs, tally))
    say(f"{_closing(inputs, tally)}; {compared.closing()}", quiet=shared.quiet)
    raise typer.Exit(compared.exit_status(shared.fail_on))


def _kind() -> Kind[CheckedBudget]:
    """Return how checked budgets are compared with those of a former run."""
    from ai_cli.outputs.budget_records import budget_record
    from ai_cli.outputs.changes_records import BUDGET_COLUMNS, budget_change_rows
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.snapshots import budget_snapshot

    def rows(changes: Iterable[Change], new: Iterable[Finding], gone: Iterable[Finding]) -> Rows:
        return Rows(BUDGET_COLUMNS, budget_change_rows(changes, new, gone))

    return Kind("budget-check", budget_snapshot, budget_record, rows)


def _order(written: str | None) -> tuple[str, ...] | None:
    if written is None:
        return None
    from ai_cli.facts.accounts import read_account_order
    from ai_cli.facts.unreadable import UnreadableValue

    try:
        return read_account_order(written)
    except UnreadableValue as error:
        raise typer.BadParameter(
            f"--account-order {written!r} is not {error.allowed}; {error.fix}"
        ) from error


def _wanted(select: list[str] | None, ignore: list[str] | None) -> Callable[[str], bool]:
    """Return what tells of a code whether it is wanted; errors: ``typer.BadParameter`` for one that does not exist."""
    from ai_cli.findings import codes

    known = [one.code for one in codes()]

    def listed(written: list[str] | None) -> tuple[str, ...]:
        parts = tuple(
            part.strip().upper() for one in written or () for part in one.split(",") if part.strip()
        )
        for part in parts:
            if not any(code.startswith(part) for code in known):
                raise typer.BadParameter(f"unknown code {part!r}; codes: {', '.join(known)}")
        return parts

    selected, ignored = listed(select), listed(ignore)
    return lambda code: (not selected or code.startswith(selected)) and not code.startswith(ignored or ("-",))


def _district(facts: str | None, tally: Tally) -> DistrictFile | None:
    if facts is None:
        return None
    from ai_cli.inputs.district import read_district

    loaded = read_district(facts)
    if loaded.district is None:
        tally.add_not_read(loaded.findings)
    return loaded.district


def _checked(
    file: str,
    district: DistrictFile | None,
    order: tuple[str, ...] | None,
    readings: Mapping[str, str],
    wanted: Callable[[str], bool],
    tally: Tally,
) -> Iterator[CheckedBudget]:
    """Check a budget; a file that gives none is noted in the tally."""
    from ai_cli.criteria import check_budget, merged_facts
    from ai_cli.criteria.review import Review
    from ai_cli.inputs.budget import read_budget

    loaded = read_budget(file)
    if loaded.budget is None:
        tally.add_not_read(loaded.findings)
        return
    budget = loaded.budget
    checked = check_budget(Review(budget, merged_facts(budget, district), order, readings), wanted)
    tally.add_result(checked.findings, complete=True)
    tally.not_checked += len({one.code for one in checked.not_checked})
    yield checked


def _print(printing: Printing, results: Iterator[CheckedBudget], tally: Tally, files: InputFiles) -> None:
    """Print the checks as they are made; with --quiet a table is reduced to findings of warning and above."""

    def document() -> Iterator[Block]:
        from ai_cli.outputs.budget_document import budget_blocks

        return budget_blocks(results, tally.findings)

    def json() -> Iterator[str]:
        from ai_cli.outputs.budget_records import budget_record
        from ai_cli.outputs.json_text import json_pieces

        records = map(budget_record, results)
        return json_pieces(
            "budget-check", records, tally.findings, lambda: _summary(files, tally), printing.time_stamp()
        )

    def rows() -> Rows:
        from ai_cli.outputs.budget_records import CSV_COLUMNS, budget_rows
        from ai_cli.outputs.csv_text import Rows

        return Rows(CSV_COLUMNS, budget_rows(results, tally.findings))

    each = chain((one.findings for one in results), [tally.findings])
    deliver(printing, document, json, rows, lambda: each)


def _summary(files: InputFiles, tally: Tally) -> dict[str, int]:
    return {
        "files": len(files.names),
        **tally.counts(),
        "not_checked": tally.not_checked,
        "not_read": tally.not_read,
        "skipped": files.skipped,
        **({"interrupted": True} if tally.interrupted else {}),
    }


def _closing(files: InputFiles, tally: Tally) -> str:
    from ai_cli.cli.status import counted, ended

    summary = _summary(files, tally)
    return (
        f"checked {counted(len(files.names), 'file')}: {counted(summary['errors'], 'error')}, "
        f"{counted(summary['warnings'], 'warning')}, {summary['not_checked']} not checked, "
        f"{summary['not_read']} not read{ended(tally, files.skipped)}"
    )
