"""The command budget-check: what a careful reviewer would find in a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ai_cli.cli.options import (
    Debug,
    Fail,
    FailOn,
    Force,
    Format,
    NoHeader,
    Output,
    OutputFormat,
    Quiet,
    Readings,
    Stamp,
    parsed_readings,
)
from ai_cli.cli.printing import Printing, deliver, grave_pieces, say, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ai_cli.cli.status import Tally
    from ai_cli.facts.district_file import DistrictFile
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
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
    reading: Readings = None,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
    force: Force = False,
    no_header: NoHeader = False,
    stamp: Stamp = False,
    fail_on: Fail = FailOn.ERROR,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Check budgets; see ``HELP``."""
    from ai_cli.cli.status import Tally

    del debug  # read by the last resort of the program
    printing = Printing(
        output_format, output, force, header=not no_header, quiet=quiet, stamp=stamp, title="Budget check"
    )
    printing.refuse_inputs([*files, *([facts] if facts else [])])
    order, wanted, readings = _order(account_order), _wanted(select, ignore), parsed_readings(reading)
    tally = Tally(line_findings_are_valid=True)
    district = _district(facts, tally)
    results = []
    for file in files if facts is None or district is not None else ():
        checked = _checked(file, district, order, readings, wanted, tally)
        if checked is not None:
            tally.add_result(checked.findings, complete=True)
            results.append(checked)
    _print(printing, results, tally, len(files))
    if not quiet:
        say(_closing(len(files), results, tally))
    raise typer.Exit(tally.exit_status(fail_on))


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
) -> CheckedBudget | None:
    from ai_cli.criteria import check_budget, merged_facts
    from ai_cli.criteria.review import Review
    from ai_cli.inputs.budget import read_budget

    loaded = read_budget(file)
    if loaded.budget is None:
        tally.add_not_read(loaded.findings)
        return None
    budget = loaded.budget
    return check_budget(Review(budget, merged_facts(budget, district), order, readings), wanted)


def _print(printing: Printing, results: list[CheckedBudget], tally: Tally, files: int) -> None:
    """Print the checks; with --quiet a table is reduced to findings of warning and above."""

    def document() -> Iterator[Block]:
        from ai_cli.outputs.budget_document import budget_blocks

        return budget_blocks(results, tally.findings)

    def json() -> Iterator[str]:
        from ai_cli.outputs.budget_records import budget_record
        from ai_cli.outputs.json_text import json_pieces

        records = map(budget_record, results)
        summary = _summary(files, results, tally)
        return json_pieces("budget-check", records, tally.findings, lambda: summary, printing.time_stamp())

    def rows() -> Rows:
        from ai_cli.outputs.budget_records import CSV_COLUMNS, budget_rows
        from ai_cli.outputs.csv_text import Rows

        return Rows(CSV_COLUMNS, budget_rows(results, tally.findings))

    if printing.quiet and printing.format is OutputFormat.TABLE:
        every = [*(finding for one in results for finding in one.findings), *tally.findings]
        write(printing, grave_pieces(every))
        return
    deliver(printing, document, json, rows)


def _summary(files: int, results: list[CheckedBudget], tally: Tally) -> dict[str, int]:
    unchecked = sum(len({one.code for one in result.not_checked}) for result in results)
    return {"files": files, **tally.counts(), "not_checked": unchecked, "not_read": tally.not_read}


def _closing(files: int, results: list[CheckedBudget], tally: Tally) -> str:
    from ai_cli.cli.status import counted

    summary = _summary(files, results, tally)
    return (
        f"checked {counted(files, 'file')}: {counted(summary['errors'], 'error')}, "
        f"{counted(summary['warnings'], 'warning')}, {summary['not_checked']} not checked, "
        f"{summary['not_read']} not read"
    )
