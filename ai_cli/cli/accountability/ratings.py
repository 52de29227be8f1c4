"""The command accountability ratings: percentile ranks, ratings and designations of a state's schools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ai_cli.cli.accountability.listing import (
    Internal,
    Listing,
    Year,
    parsed_year,
    print_listing,
    readings_asked,
    take,
)
from ai_cli.cli.options import Shared, with_shared_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.outputs.json_text import Record
    from ai_cli.results.student_tables import RatingRow

HELP = """\b
Examples:
  ai-cli accountability ratings statewide.csv
  ai-cli accountability ratings statewide.csv --year 2014 -f csv -o ratings.csv
  ai-cli accountability ratings statewide.csv --prior ratings_2013.csv
  ai-cli accountability ratings statewide.csv --reading percentile=midrank

Rate and designate schools by their domain scores: percentile ranks inside the type, MMR, Focus Rating, designations.

The file needs the scores of every school of the state: ranks are among all schools of a type, so that one district's
own schools are refused.
"""
_CARRY = "designation-carry"
SHORT_HELP = "Rate and designate a state's schools by their domain scores."


@with_shared_options
def ratings(
    file: Annotated[
        str, typer.Argument(metavar="STATEWIDE", help="Domain scores of every school of the state.")
    ],
    year: Year = None,
    prior: Annotated[
        str | None,
        typer.Option(
            "--prior",
            metavar="FILE",
            help="Ratings of the year before: its Priority and Focus schools stay so.",
        ),
    ] = None,
    internal: Internal = False,
    *,
    shared: Shared,
) -> None:
    """Rate and designate schools; see ``HELP``."""
    from ai_cli.accountability import Rules, rules_of_any_year
    from ai_cli.accountability.rating_rows import rating_rows
    from ai_cli.accountability.ratings import rate
    from ai_cli.cli.status import Tally, counted
    from ai_cli.inputs.accountability_ratings import read_prior, read_statewide
    from ai_cli.outputs.plain_rows import row_blocks
    from ai_cli.results.accountability_rows import Basis
    from ai_cli.results.student_tables import RatingRow

    tally = Tally(line_findings_are_valid=True)
    readings = {**({_CARRY: "on"} if prior else {}), **readings_asked(shared)}
    if (readings.get(_CARRY) == "on") is not bool(prior):
        raise typer.BadParameter(f"--reading {_CARRY}=on takes the ratings of --prior: give both, or neither")
    rules = Rules(parsed_year(year) or rules_of_any_year().year, readings)
    state, read = read_statewide(file)
    read_rows = [take(read, tally, found=state is not None)]
    if prior is not None:
        before, of_before = read_prior(prior)
        read_rows.append(take(of_before, tally, found=before is not None))
        state = None if state is None or before is None else state._replace(prior=before)
    rows: tuple[RatingRow, ...] = ()
    basis = Basis({}, (), (), (), internal)
    if state is not None:
        rated = rate(state, rules)
        tally.add_findings(rated.findings, of_lines=True)
        rows = tuple(rating_rows(rated, state, rules))
        basis = Basis(rated.readings, rated.rules, rated.rates, rated.labels, internal)

    def blocks() -> Iterable[Block]:
        return row_blocks("Ratings", RatingRow._fields, rows)

    def records() -> Iterable[Record]:
        return (one._asdict() for one in rows)

    def table() -> Rows:
        from ai_cli.outputs.csv_text import Rows

        return Rows((*RatingRow._fields, "internal"), ((*one, internal) for one in rows))

    closing = f"rated {counted(len(rows), 'school')}"
    listing = Listing("ratings", "Ratings", basis, tuple(read_rows), blocks, records, table, {}, closing)
    print_listing(shared, listing, tally, (file, prior))
