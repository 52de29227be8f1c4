"""What is to be said of the facts that determinations rest on: I101, A103, L104."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ai_cli.accountability.rules import TABLE
from ai_cli.accountability.sizes import most_decisions
from ai_cli.accountability.years_in_force import out_of_force
from ai_cli.facts.entity_ids import district_of
from ai_cli.facts.identifiers import district_type
from ai_cli.findings import Finding, Place, finding
from ai_cli.results.accountability import ASSUMED_SIZE, FEEDER, UNDETERMINED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import AccountabilityFacts
    from ai_cli.results.accountability import EntityResult


def remarks(results: Iterable[EntityResult], facts: AccountabilityFacts, rules: Rules) -> Iterator[Finding]:
    """Go through what is missing or strange: targets, rows of entities, paired schools, z of a table, types, years."""
    every = tuple(results)
    yield from out_of_force(rules, facts.cells.file)
    yield from _targets(every, facts)
    yield from _without_row(every, facts)
    yield from _unpaired(every, facts)
    yield from _open_new_schools(every, facts)
    yield from _types(every, facts, rules)
    if rules.interval and rules.reads("z", TABLE):
        yield from _table(every, rules)


def _targets(results: Iterable[EntityResult], facts: AccountabilityFacts) -> Iterator[Finding]:
    """Name each target that is missing, once, with how many cells need it."""
    missing = Counter(
        (cell.year, cell.subject, cell.group)
        for one in results
        for cell in one.determinations
        if cell.result == UNDETERMINED
    )
    for (year, subject, group), cells in missing.items():
        need = "one evaluated cell needs" if cells == 1 else f"{cells} evaluated cells need"
        what = f"no target for {group} in {subject} of {year}, which {need}"
        fix = f"add a row {year},{subject},{group} to the targets"
        yield finding("I101", Place(facts.cells.file), what=what, allowed="an index from 0 to 100", fix=fix)


def _without_row(results: Iterable[EntityResult], facts: AccountabilityFacts) -> Iterator[Finding]:
    without = [one.entity for one in results if ASSUMED_SIZE in one.labels]
    if without and facts.entities:
        what = f"{len(without)} of the entities with cells have no row of their own: {', '.join(without)}"
        fix = "add their rows to the file of schools and districts, or take them as of ordinary size"
        yield finding("I101", Place(facts.cells.file), what=what, allowed="a row for each entity", fix=fix)


def _unpaired(results: Iterable[EntityResult], facts: AccountabilityFacts) -> Iterator[Finding]:
    for one in results:
        if one.status == FEEDER and one.ayp == UNDETERMINED:
            entity = facts.entities[one.entity, one.year]
            what = f"{one.entity} feeds {entity.feeder_to}, which has no result in {one.year}"
            fix = "give the rows of the school it feeds, or correct `feeder_to`"
            yield finding("I101", entity.place, what=what, allowed="a school with a result", fix=fix)


def _open_new_schools(results: Iterable[EntityResult], facts: AccountabilityFacts) -> Iterator[Finding]:
    """Name what is missing where it is open whether a school may ask to count as new, unless that is withheld."""
    for one in results:
        asks = one.new_school
        if asks is not None and asks.missing and not asks.of_few:
            columns = " and ".join(asks.missing)
            what = f"whether {one.entity} may ask to count as new is open without {columns}"
            fix = f"fill in {columns}" + (", `none` for a school without one" if asks.reasons else "")
            place = facts.entities[one.entity, one.year].place._replace(column=asks.missing[0])
            yield finding("I101", place, what=what, allowed="percents, and the designation", fix=fix)


def _types(results: Iterable[EntityResult], facts: AccountabilityFacts, rules: Rules) -> Iterator[Finding]:
    """Name each district whose type is not in the list, once, R42."""
    known, seen = rules.texts("lea_types"), ", ".join(rules.texts("lea_types_seen"))
    allowed = f"types {', '.join(known)}; {seen} is in the state's files too"
    for district in sorted({district_of(one.entity) for one in results}):
        kind = district_type(district)
        if kind not in known:
            place = Place(facts.cells.file)
            yield finding("A103", place, found=district, kind=kind, allowed=allowed)


def _table(results: Iterable[EntityResult], rules: Rules) -> Iterator[Finding]:
    """Name the numbers of decisions that the table of z lacks."""
    maximum = rules.reads("decisions", "maximum")
    needed = {
        most_decisions(one.level, rules) if maximum else one.decisions for one in results if one.decisions
    }
    lacking = sorted(needed - set(rules.z_table))
    if lacking:
        what = (
            f"the table has no z for {', '.join(map(str, lacking))} decisions: no interval is taken for them"
        )
        fix = "add their rows to the table, or leave out the reading z=table"
        yield finding("I101", None, what=what, allowed="a z for each number of decisions", fix=fix)
