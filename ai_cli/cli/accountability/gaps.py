"""The command accountability gaps: achievement gaps, how they change, and paths that close half of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ai_cli.cli.accountability.listing import (
    Internal,
    Listing,
    Year,
    note_no_year,
    parsed_year,
    print_listing,
    readings_asked,
    take,
)
from ai_cli.cli.options import Shared, with_shared_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ai_cli.accountability import Rules
    from ai_cli.cli.status import Tally
    from ai_cli.facts.accountability import LeftOut
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.outputs.json_text import Record
    from ai_cli.results.accountability_rows import GapRow, ProgressRow
    from ai_cli.results.gaps import Mixture

HELP = """\b
Examples:
  ai-cli accountability gaps gaps.csv               percents of two groups, two years
  ai-cli accountability gaps cells.csv              counts by group: gaps and half-closure targets
  ai-cli accountability gaps cells.csv --show targets -f csv
  ai-cli accountability gaps --statewide --share 36

Measure achievement gaps in percentage points, how they have changed, and the paths that close half of what is lacking.

FILE has percents of a reference and a focal group, or counts by entity, year, subject and group as `accountability ayp` takes them. The
statewide percents of 2023-24 need no file; --share compares the percent of students in the focal group with what they imply.
"""
SHORT_HELP = "Measure achievement gaps, their change, and half-closure targets."


class Show(StrEnum):
    """Which table a CSV file is of."""

    GAPS = "gaps"
    TARGETS = "targets"


class _Found(NamedTuple):
    gaps: tuple[GapRow, ...] = ()
    targets: tuple[ProgressRow, ...] = ()
    mixtures: tuple[Mixture, ...] = ()
    read: tuple[LeftOut, ...] = ()


@with_shared_options
def gaps(
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="Percents or counts by group.")] = None,
    show: Annotated[
        Show, typer.Option("--show", help="Which table goes to CSV: the gaps, or the half-closure targets.")
    ] = Show.GAPS,
    year: Year = None,
    base_year: Annotated[
        str | None,
        typer.Option("--base-year", metavar="YEAR", help="The base of half closure, instead of the law's."),
    ] = None,
    statewide: Annotated[
        bool, typer.Option("--statewide", help="The gaps of the whole state, which need no file.")
    ] = False,
    share: Annotated[
        str | None,
        typer.Option(
            "--share", metavar="PERCENT", help="Share of FRP students, to hold against --statewide."
        ),
    ] = None,
    internal: Internal = False,
    *,
    shared: Shared,
) -> None:
    """Measure gaps; see ``HELP``."""
    from ai_cli.accountability import GAPS, Rules, rules_of_any_year
    from ai_cli.accountability.half_closure import year_of
    from ai_cli.cli.status import Tally, counted
    from ai_cli.outputs import gap_views
    from ai_cli.results.accountability_rows import Basis
    from ai_cli.results.gaps import LOCAL_PATH, NO_STATE_FORMULA

    if (file is None) is not statewide:
        raise typer.BadParameter("name a file, or --statewide for the gaps of the whole state")
    if share is not None and not statewide:
        raise typer.BadParameter("--share is held against the percents of --statewide")
    tally = Tally(line_findings_are_valid=True)
    readings_asked(shared)
    asked, base = parsed_year(year), parsed_year(base_year)
    rules = Rules(asked or _last_year(), law_key=GAPS)
    goal = year_of("goal_year", rules)
    if base is not None and base >= goal:
        raise typer.BadParameter(
            f"--base-year {base_year} is not before {goal}, in which half is to be closed"
        )
    if file is None:
        found = _statewide(rules, share, tally)
    else:
        found = _of_file(file, rules, rules_of_any_year(), (asked, base), tally, internal=internal)
    labels = (NO_STATE_FORMULA, *((LOCAL_PATH,) if found.targets else ()))
    basis = Basis({}, rules.cited(("R63", "R64", "R65", "R66")), rules.rates(), labels, internal)

    def blocks() -> Iterable[Block]:
        return gap_views.gap_blocks(found.gaps, found.targets, found.mixtures)

    def records() -> Iterable[Record]:
        return (one._asdict() for one in found.gaps)

    def table() -> Rows:
        from ai_cli.outputs.csv_text import Rows

        if show is Show.TARGETS:
            return Rows(gap_views.TARGET_COLUMNS, ((*one, internal) for one in found.targets))
        return Rows(gap_views.GAP_COLUMNS, ((*one, internal) for one in found.gaps))

    parts: dict[str, object] = {
        "targets": [one._asdict() for one in found.targets],
        "mixtures": [gap_views.mixture_record(one) for one in found.mixtures],
    }
    closing = f"measured {counted(len(found.gaps), 'gap')}, {counted(len(found.targets), 'target')}"
    listing = Listing("gaps", "Gaps", basis, found.read, blocks, records, table, parts, closing)
    print_listing(shared, listing, tally, (file,))


def _last_year() -> int:
    """Return the last year that a figure of the law of gaps begins in."""
    from ai_cli.accountability import GAPS
    from ai_cli.law import law

    return max(entry.first_fiscal_year for rate in law(GAPS).rates.values() for entry in rate.entries)


def _statewide(rules: Rules, share: str | None, tally: Tally) -> _Found:
    from ai_cli.accountability import gap_change
    from ai_cli.accountability.cell_gaps import gap_row
    from ai_cli.accountability.gaps import statewide_mixture, statewide_pairs
    from ai_cli.facts.unreadable import UnreadableValue
    from ai_cli.findings import Place
    from ai_cli.inputs.accountability_rows import read_percent

    rows = tuple(gap_row(one, gap_change(one, rules)) for one in statewide_pairs(rules))
    try:
        given = None if share is None else read_percent(share.removesuffix("%"))
    except UnreadableValue as error:
        raise typer.BadParameter(f"--share {share!r} is not {error.allowed}; {error.fix}") from error
    mixture = statewide_mixture(rules, given, Place(f"--share {share}"))
    tally.add_findings(mixture.findings)
    return _Found(rows, mixtures=(mixture,))


def _of_file(
    file: str, rules: Rules, of_groups: Rules, years: Sequence[int | None], tally: Tally, *, internal: bool
) -> _Found:
    """Return the gaps of a file of percents, or of one of counts with its half-closure targets."""
    from ai_cli.accountability import gap_change
    from ai_cli.accountability.cell_gaps import CellGaps, gap_row
    from ai_cli.accountability.withholding import privacy
    from ai_cli.facts.accountability import AccountabilityFacts
    from ai_cli.inputs.accountability_cells import read_cells
    from ai_cli.inputs.accountability_scores import read_gaps

    cells, of_cells = read_cells(file, of_groups.vocabulary)
    if cells is None:
        pairs, read = read_gaps(file)
        rows = (take(read, tally, found=bool(pairs)),)
        return _Found(tuple(gap_row(one, gap_change(one, rules)) for one in pairs.values()), read=rows)
    rows = (take(of_cells, tally, found=True),)
    asked, base = years
    note_no_year(tally, file, asked, (slot[0] for slot in cells.slots))
    last = asked or max((slot[0] for slot in cells.slots), default=rules.year)
    is_withheld = None if internal else privacy(AccountabilityFacts(cells, {}, {}, {}), of_groups)
    found = CellGaps(cells, last, of_groups, rules, is_withheld)
    try:
        targets = tuple(found.progress(base))
    except LookupError:
        targets = ()  # the year lies behind the end of the path
    return _Found(tuple(found.gaps()), targets, read=rows)
