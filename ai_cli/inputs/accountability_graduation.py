"""Reads the state's graduation indicators by district: four rows a group, one for each ending status."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.facts.accountability import GRADUATION, OtherIndicator, Read
from ai_cli.facts.entity_ids import entity_id
from ai_cli.findings import Finding, finding, in_order
from ai_cli.inputs.accountability_rows import Fields, read_count
from ai_cli.inputs.accountability_tables import read_table
from ai_cli.inputs.csv_file import CsvFile
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.state_columns import Columns, Shape, recognised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ai_cli.facts.accountability import Vocabulary
    from ai_cli.findings import Place

_YEARS = {"4": "Four", "5": "Five", "6": "Six"}
STATE_GRADUATION = Shape(
    what="the state's graduation indicators by district",
    fields={
        "year": ("Data Year",),
        "number": ("District Number",),
        "type": ("District Type",),
        "name": ("District Name",),
        "category": ("Demographic Category",),
        "status": ("Ending Status",),
        **{f"count{years}": (f"{word} Year Count",) for years, word in _YEARS.items()},
        **{f"total{years}": (f"{word} Year Total",) for years, word in _YEARS.items()},
    },
    counts={},
)
GROUPS = {
    "A": "ALL",
    "B": "AMI",
    "C": "ASI",
    "E": "HIS",
    "F": "BLK",
    "G": "WHT",
    "I": "LEP",
    "J": "SPE",
    "K": "FRP",
}
"""The state's demographic categories that are groups of accountability."""

_OTHER_CATEGORIES = ("D", "H", "O", "P", "Q", "S", "T")
_GRADUATE, _STATUSES = "Graduate", ("Graduate", "Dropout", "Continuing", "Unknown")
NO_GROUP, END, INCOMPLETE = (
    "a category that is no group of accountability",
    "the mark at the end of the file",
    "a group whose counts do not add up",
)
"""Why rows are left out, beside what is wrong with them."""

_END = "end of worksheet"


class _Status(NamedTuple):
    """One ending status of a group: its count and the cohort for each rate, None where they are not published."""

    name: str
    counts: tuple[tuple[int, int] | None, ...]
    place: Place


class GraduationFile(NamedTuple):
    """The rates of a file as indicators by entity, year, indicator and group, and the names of the districts."""

    others: Mapping[tuple[str, int, str, str], OtherIndicator]
    names: Mapping[str, str]


def is_state_graduation(file: str) -> bool:
    """Tell whether a file has the columns of the state's graduation indicators."""
    try:
        source = CsvFile(file, Shape(what="a table", fields={}, counts={}))
    except Refused:
        return False
    return isinstance(recognised(source.columns.titles, STATE_GRADUATION), Columns)


def read_state_graduation(
    file: str, vocabulary: Vocabulary, *, internal: bool = False
) -> tuple[GraduationFile, Read]:
    """Return the rates of four, five and six years of each district and group, and what was left out of the file.

    Rates are counts of graduates and cohorts: the published percents, which are rounded twice, are not used. A rate that is
    not published is not there. Findings: I101 to I105 as for other tables, I101 a group without the row of its graduates,
    A101 a label of a year that was turned into a day, once each; A105 counts that do not add up to their cohort, whose group
    is left out. Findings name counts, which may be of too few students to be told, only where ``internal`` is set. Nothing is
    raised.
    """
    names: dict[str, str] = {}

    def row_of(fields: Fields) -> tuple[tuple[str, int, str, str], _Status, int] | None:
        if fields.text("year").casefold() == _END:
            fields.reason = END
            return None
        number, kind = fields.read("number", read_count), fields.read("type", read_count)
        year = fields.school_year("year")
        category = fields.word("category", (*GROUPS, *_OTHER_CATEGORIES))
        status = fields.word("status", _STATUSES)
        counts = tuple(_rate(fields, years, internal=internal) for years in vocabulary.graduation_rates)
        if number is None or kind is None or year is None or category is None or status is None:
            return None
        if category not in GROUPS:
            fields.reason = fields.reason or NO_GROUP
            return None
        entity = entity_id(str(number), str(kind))
        names.setdefault(entity, fields.text("name"))
        key = (entity, year, GROUPS[category], status)
        return key, _Status(fields.text("name"), counts, fields.place), fields.number

    rows, read = read_table(file, STATE_GRADUATION, row_of)
    others: dict[tuple[str, int, str, str], OtherIndicator] = {}
    wrong: list[Finding] = []
    left_out = 0
    for entity, year, group in dict.fromkeys(key[:-1] for key in rows):
        by_status = {
            one: rows[entity, year, group, one] for one in _STATUSES if (entity, year, group, one) in rows
        }
        who, rates = f"{entity} {year} {group}", vocabulary.graduation_rates
        found = list(_not_adding_up(who, by_status, rates, internal=internal))
        if found:
            wrong.extend(found)
            left_out += len(by_status)
            continue
        graduates = by_status[_GRADUATE]
        for years, counts in zip(vocabulary.graduation_rates, graduates.counts, strict=True):
            if counts is not None:
                key = (entity, year, f"{GRADUATION}{years}", group)
                part, whole = counts
                others[key] = OtherIndicator(*key, whole, part, whole, graduates.place)
    reasons = {**read.rows.reasons, **({INCOMPLETE: left_out} if left_out else {})}
    findings = in_order((*read.findings, *wrong))
    return GraduationFile(others, names), Read(read.rows._replace(reasons=reasons), findings)


def _rate(fields: Fields, years: str, *, internal: bool) -> tuple[int, int] | None:
    """Return the count and the cohort of a rate, None where both are empty."""
    count, total = f"count{years}", f"total{years}"
    if not fields.text(count) and not fields.text(total):
        return None
    part, whole = fields.read(count, read_count), fields.read(total, read_count)
    if part is None or whole is None:
        return None
    if part > whole:
        fix = "correct the row, or get the file again"
        found = f"{part} of {whole}" if internal else "more than the cohort"
        fields.refuse("I105", count, found, "at most the cohort", fix)
    return part, whole


def _not_adding_up(
    who: str, by_status: Mapping[str, _Status], rates: Sequence[str], *, internal: bool
) -> Iterator[Finding]:
    """Go through what makes the rows of a group unusable: no graduates, or statuses that are not the cohort together."""
    first = next(iter(by_status.values()))
    if _GRADUATE not in by_status:
        what = f"{who} has no row of its graduates"
        yield finding(
            "I101", first.place, what=what, allowed="a row for each ending status", fix="get the file again"
        )
        return
    for index, years in enumerate(rates):
        known = [counts for one in by_status.values() if (counts := one.counts[index]) is not None]
        if not known:
            continue
        together, cohorts = sum(part for part, _ in known), {whole for _, whole in known}
        if len(cohorts) > 1 or together not in cohorts or len(known) < len(_STATUSES):
            stated = " and ".join(map(str, sorted(cohorts)))
            told = f"the ending statuses add up to {together}, the cohort is {stated}"
            found = told if internal else "the ending statuses do not add up to the cohort, or one is missing"
            place = first.place._replace(column=f"{_YEARS[years]} Year Count")
            yield finding("A105", place, who=f"{who}, {years}-year", found=found)
