"""Counts files of students for the command: reads them with the dates and the comparators, and gives the rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from ai_cli.cli.accountability.listing import take

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ai_cli.accountability.roster import Roster
    from ai_cli.cli.status import Tally
    from ai_cli.facts.accountability import LeftOut
    from ai_cli.results.accountability_rows import Basis
    from ai_cli.results.students import StudentsResult

CELLS, ROWS, CAPS, DOMAINS = "cells", "rows", "caps", "domains"
_TWO_OR_MORE = "two-or-more"


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


def counted(
    files: tuple[str, str, str | None], asked: Asked, readings: Mapping[str, str], tally: Tally
) -> Counted:
    """Read the files of students, of dates and of comparators, and count; what is wrong is noted in the tally.

    There are no rows where a file cannot be read. Errors: ``typer.BadParameter`` for a reading that needs a table without one.
    """
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
    readings, races = _races(readings, read, tally)
    codes = student_codes(Rules(rules_of_any_year().year, readings, races=races))
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
        before = None if config is None else config.year - 1
        comparators, of_comparators = read_comparators(comparators_file, rules.subjects, names, before)
        read.append(take(of_comparators, tally, found=comparators is not None))
    if config is None or students is None or tally.not_read:
        return Counted((), nothing, tuple(read))
    rules = Rules(config.year, readings, races=races)
    roster = roster_of(students, config, rules)
    result = evaluate_students(roster, of_students.rows, comparators, statewide=asked.statewide)
    tally.add_findings(result.findings, of_lines=True)
    if not result.cells and not tally.counts()["errors"]:
        tally.add_not_read([no_student_counts(result)])
    read[read.index(of_students.rows)] = of_students.rows._replace(reasons=result.left_out)
    basis = Basis(result.readings, result.rules, result.rates, result.labels, asked.internal)
    return Counted(tuple(_rows(asked, roster, result)), basis, tuple(read))


def _races(
    readings: Mapping[str, str], read: list[LeftOut], tally: Tally
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the readings, and the groups of the codes of two or more races where they are given in a table."""
    kind, _, file = readings.get(_TWO_OR_MORE, "").partition(":")
    if kind != "table":
        return readings, {}
    if not file:
        raise typer.BadParameter(f"--reading {_TWO_OR_MORE}=table needs the table: {_TWO_OR_MORE}=table:FILE")
    from ai_cli.accountability import rules_of_any_year
    from ai_cli.inputs.accountability_races import read_races

    rules = rules_of_any_year()
    races = rules.texts("race_groups")
    settled = (*races, rules.text("pacific_islanders"))
    table, of_table = read_races(file, (*races, rules.all_students), settled)
    read.append(take(of_table, tally, found=bool(table)))
    return {**readings, _TWO_OR_MORE: kind}, table


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
