"""The command accountability students: from rows of students to the counts that determinations are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from ai_cli.cli.accountability.listing import Internal, Listing, print_listing, readings_asked, take
from ai_cli.cli.options import Shared, with_shared_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ai_cli.accountability.roster import Roster
    from ai_cli.cli.status import Tally
    from ai_cli.facts.accountability import LeftOut
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.outputs.json_text import Record
    from ai_cli.results.accountability_rows import Basis
    from ai_cli.results.students import StudentsResult

HELP = """\b
Examples:
  ai-cli accountability students students.csv --config dates.csv
  ai-cli accountability students students.csv --config dates.csv --caps
  ai-cli accountability students students.csv --config dates.csv --domains --comparators means.csv
  ai-cli accountability students students.csv --config dates.csv --internal -f csv -o cells.csv

Count students into cells: who is enrolled, tested and scored, in which groups, after the caps on alternate tests.

STUDENTS has a row for each student and subject, CSV or Parquet, or is the state's file of results by student; the config has the dates of the year. The CSV of cells begins with the
columns that `accountability ayp` takes. No name, birth date or number of a student is in any output or message. It needs
the extra `students`: pip install 'ai-cli[students]'.
"""
SHORT_HELP = "Count rows of students into the cells that ayp takes."


CELLS, ROWS, CAPS, DOMAINS = "cells", "rows", "caps", "domains"


class Asked(NamedTuple):
    """Which table of a file of students is asked for, whether the state is counted too, whether nothing is withheld."""

    table: str
    statewide: bool
    internal: bool


class Counted(NamedTuple):
    """The rows of the table, what they rest on, and the count of the rows of each file."""

    rows: tuple[Any, ...]
    basis: Basis
    read: tuple[LeftOut, ...]


@with_shared_options
def students(
    file: Annotated[str, typer.Argument(metavar="STUDENTS", help="A row for each student and subject.")],
    config: Annotated[
        str, typer.Option("--config", metavar="FILE", help="The dates of the year, key and value.")
    ],
    rows: Annotated[
        bool, typer.Option("--rows", help="What became of each row; with --internal only.")
    ] = False,
    caps: Annotated[bool, typer.Option("--caps", help="The caps on alternate tests, by district.")] = False,
    domains: Annotated[
        bool, typer.Option("--domains", help="Growth and gap reduction of schools; needs --comparators.")
    ] = False,
    comparators: Annotated[
        str | None,
        typer.Option(
            "--comparators", metavar="FILE", help="Means of the state's students of the year before."
        ),
    ] = None,
    statewide: Annotated[
        bool, typer.Option("--statewide", help="The file holds all students of the state: count it too.")
    ] = False,
    internal: Internal = False,
    *,
    shared: Shared,
) -> None:
    """Count students into cells; see ``HELP``."""
    from ai_cli.cli.status import Tally
    from ai_cli.results import student_tables

    if rows + caps + domains > 1:
        raise typer.BadParameter("--rows, --caps and --domains are tables of their own: ask for one of them")
    if rows and not internal:
        raise typer.BadParameter("--rows shows students one by one: add --internal, and do not publish it")
    if domains is not (comparators is not None):
        raise typer.BadParameter("--domains compares with the means of --comparators: give both")
    table = ROWS if rows else CAPS if caps else DOMAINS if domains else CELLS
    asked = Asked(table, statewide, internal)
    tally = Tally(line_findings_are_valid=True)
    found = _counted((file, config, comparators), asked, readings_asked(shared), tally)
    kinds: dict[str, tuple[str, ...]] = {
        CELLS: student_tables.CELL_COLUMNS,
        ROWS: student_tables.StatusRow._fields,
        CAPS: student_tables.CapRow._fields,
        DOMAINS: student_tables.DomainRow._fields,
    }
    columns = kinds[table]

    def blocks() -> Iterable[Block]:
        from ai_cli.outputs.plain_rows import row_blocks

        return row_blocks(f"Students: {table}", columns, found.rows)

    def records() -> Iterable[Record]:
        return (dict(zip(columns, one, strict=True)) for one in found.rows)

    def csv() -> Rows:
        from ai_cli.outputs.csv_text import Rows

        return Rows((*columns, "internal"), ((*one, internal) for one in found.rows))

    closing = f"counted students into {len(found.rows):,} rows of {table}"
    parts = {"table": table}
    listing = Listing("students", "Students", found.basis, found.read, blocks, records, csv, parts, closing)
    print_listing(shared, listing, tally, (file, config, comparators))


def _counted(
    files: tuple[str, str, str | None], asked: Asked, readings: Mapping[str, str], tally: Tally
) -> Counted:
    """Read the files and count; there are no rows where one of them cannot be read, which is noted in the tally."""
    from ai_cli.accountability import Rules, rules_of_any_year
    from ai_cli.inputs.students_config import read_students_config
    from ai_cli.inputs.students_extra import missing_extra
    from ai_cli.results.accountability_rows import Basis

    file, config_file, comparators_file = files
    nothing = Basis({}, (), (), (), asked.internal)
    missing = missing_extra(file)
    if missing is not None:
        tally.add_not_read([missing])
        return Counted((), nothing, ())
    from ai_cli.accountability.growth import comparator_names
    from ai_cli.accountability.roster import roster_of
    from ai_cli.accountability.students import evaluate_students, no_student_counts, student_codes
    from ai_cli.inputs.accountability_comparators import read_comparators
    from ai_cli.inputs.students_dsr import read_dsr
    from ai_cli.inputs.students_rows import read_students
    from ai_cli.inputs.students_source import given

    config, of_config = read_students_config(config_file)
    read = [take(of_config, tally, found=config is not None)]
    codes = student_codes(rules_of_any_year())
    content = given(file)
    students, of_students = read_students(file, codes, content)
    if students is None and config is not None:
        by_test, of_tests = read_dsr(file, codes, config, content)
        if (
            by_test is not None
        ):  # the state's file of results by student; of any other the first answer stands
            students, of_students = by_test, of_tests
    read.append(take(of_students, tally, found=students is not None))
    comparators = None
    if comparators_file is not None:
        rules = rules_of_any_year()
        names = sorted(set(comparator_names(rules).values()))
        comparators, of_comparators = read_comparators(comparators_file, rules.subjects, names)
        read.append(take(of_comparators, tally, found=comparators is not None))
    if config is None or students is None or tally.not_read:
        return Counted((), nothing, tuple(read))
    rules = Rules(config.year, readings)
    roster = roster_of(students, config, rules)
    result = evaluate_students(roster, of_students.rows, comparators, statewide=asked.statewide)
    tally.add_findings(result.findings, of_lines=True)
    if not result.cells and not tally.counts()["errors"]:
        tally.add_not_read([no_student_counts(result)])
    read[1] = of_students.rows._replace(reasons=result.left_out)
    basis = Basis(result.readings, result.rules, result.rates, result.labels, asked.internal)
    return Counted(tuple(_rows(asked, roster, result)), basis, tuple(read))


def _rows(asked: Asked, roster: Roster, result: StudentsResult) -> Iterable[Any]:
    from ai_cli.accountability import student_publishing
    from ai_cli.accountability.caps import capped
    from ai_cli.accountability.student_rows import row_statuses

    rules, internal = roster.rules, asked.internal
    if asked.table == ROWS:
        return student_publishing.status_rows(row_statuses(roster, capped(roster)))
    if asked.table == CAPS:
        return student_publishing.cap_rows(result.caps, result.cells, rules, internal=internal)
    if asked.table == DOMAINS:
        return student_publishing.domain_rows(result.domains, result.cells, rules, internal=internal)
    return student_publishing.cell_counts(result.cells, rules, internal=internal)
