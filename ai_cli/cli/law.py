"""The command law: rates with citations and standing, and the readings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ai_cli.cli.options import Shared, parsed_readings, with_shared_options
from ai_cli.cli.printing import deliver, printing_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.law import Law
    from ai_cli.outputs.csv_text import Rows
    from ai_cli.outputs.document import Block
    from ai_cli.results.law_listing import ListedLaw

HELP = """\b
Examples:
  ai-cli law                                        every law there is
  ai-cli law mn-achievement-integration             the rates and readings of one
  ai-cli law --format csv -o rates.csv

Print rates, thresholds and lists with their fiscal years, citation and standing, and the readings of unclear law.

Standing, strongest first: statute, rule, department, derived (checked against real data), bill, user, unverified
(widely stated, not read at its source).
"""
SHORT_HELP = "Print the rates with citations and standing, and the readings."


@with_shared_options
def law(
    program: Annotated[
        str | None, typer.Argument(metavar="PROGRAM", help="A law, such as mn-achievement-integration.")
    ] = None,
    *,
    shared: Shared,
) -> None:
    """Print rates with their citations and standing, and the readings; see ``HELP``."""
    from ai_cli.facts.names import unknown
    from ai_cli.law import law as law_named
    from ai_cli.law import law_keys
    from ai_cli.outputs import law_views

    parsed_readings(shared.reading)
    keys = law_keys()
    if program is not None and program not in keys:
        raise typer.BadParameter(unknown("law", program, keys))
    laws = [_listed(law_named(key)) for key in ((program,) if program is not None else keys)]

    def document() -> Iterator[Block]:
        return law_views.law_blocks(laws)

    def json() -> Iterator[str]:
        from ai_cli.outputs.json_text import json_pieces

        return json_pieces("law", map(law_views.law_record, laws), (), lambda: {"laws": len(laws)})

    def rows() -> Rows:
        from ai_cli.outputs.csv_text import Rows

        return Rows(law_views.CSV_COLUMNS, law_views.law_rows(laws))

    deliver(printing_of(shared, "Law"), document, json, rows)


def _listed(one: Law) -> ListedLaw:
    """Return a law as it is listed; a program's readings include those that every program has."""
    from ai_cli.law import readings_of
    from ai_cli.results.law_listing import ListedLaw, ListedRate, ListedReading

    readings = readings_of((one.key,)) if one.kind in ("program", "bill") else one.readings
    return ListedLaw(
        key=one.key,
        title=one.title,
        kind=one.kind,
        state=one.state,
        cite=one.cite,
        url=one.url,
        in_force=one.in_force_words(),
        note=one.note,
        rates=tuple(
            ListedRate(
                key=rate.key,
                title=rate.title,
                unit=rate.unit,
                value=rate.number(entry.written) if rate.is_number(entry.written) else None,
                text=rate.text(entry.written),
                first_fiscal_year=entry.first_fiscal_year,
                known_through=rate.through(entry),
                standing=entry.standing,
                cite=entry.cite,
                url=entry.url,
                note=entry.note,
            )
            for rate in one.rates.values()
            for entry in rate.entries
        ),
        readings=tuple(
            ListedReading(
                reading.name,
                reading.question,
                reading.default,
                reading.choices,
                reading.cite,
                reading.standing,
            )
            for reading in readings.values()
        ),
    )
