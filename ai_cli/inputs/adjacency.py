"""Reads which districts touch each other."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from ai_cli.facts.contacts import CONTACTS
from ai_cli.facts.enrollment import Contact
from ai_cli.facts.identifiers import read_minnesota_district
from ai_cli.facts.names import nearest as nearest_name
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.state_columns import Columns, Shape, columns_needed, recognised
from ai_cli.inputs.state_table import MOST_PROBLEMS, read_tables, too_many_problems

if TYPE_CHECKING:
    from ai_cli.inputs.state_table import Row, Table

PAIRS_OF_DISTRICTS = Shape(
    what="pairs of districts that touch",
    fields={
        "a": ("district_a",),
        "b": ("district_b",),
        "name_a": ("name_a",),
        "name_b": ("name_b",),
        "contact": ("contact",),
    },
    counts={},
    may_lack=frozenset({"name_a", "name_b", "contact"}),
)
_CONTACT = "contact"
_MOST_ROWS_ABOVE_THE_HEADER = 10
MOST_PAIRS = 20_000
"""The districts of Minnesota touch in some nine hundred pairs."""


def read_adjacency(file: str) -> tuple[tuple[Contact, ...], tuple[Finding, ...]]:
    """Return the pairs of districts in a file, each once, or everything that is wrong with it.

    A file with a pair that cannot be read gives none: a contact left out could leave a district out.
    Findings: I101 for a file without pairs, I102 for a file or a value that cannot be read, I103 for a misspelt column of
    contacts, I104 for a pair or a column that stands twice, I105 for a district that touches itself. Nothing is raised.
    """
    try:
        table = next(read_tables(file))
        columns = _columns(table)
        reading = _Reading(table, columns)
        for number, row in table.rows:
            reading.take(number, row)
            if len(reading.findings) > MOST_PROBLEMS:
                return (), (too_many_problems(table.place(number)),)
            if len(reading.contacts) > MOST_PAIRS:
                return (), (_too_many_pairs(table.place(number)),)
    except Refused as refused:
        return (), (refused.finding,)
    if reading.findings:
        return (), tuple(reading.findings)
    if not reading.contacts:
        what, fix = (
            "the adjacency file has no pair of districts",
            "give a row for each two districts that touch",
        )
        return (), (finding("I101", Place(file), what=what, allowed="pairs of districts", fix=fix),)
    return tuple(reading.contacts.values()), ()


def _too_many_pairs(place: Place) -> Finding:
    found, allowed = f"more than {MOST_PAIRS:,} pairs of districts", f"at most {MOST_PAIRS:,}"
    fix = "check that it is the file you mean: the districts of one state that touch, each two once"
    return finding("I102", place, key="the file", found=found, allowed=allowed, fix=fix)


def _columns(table: Table) -> Columns:
    """Return the columns of the first row that has them. Errors: ``Refused`` with I102, I103 or I104."""
    nearest = columns_needed(PAIRS_OF_DISTRICTS)
    for number, row in islice(table.rows, _MOST_ROWS_ABOVE_THE_HEADER):
        found = recognised(row, PAIRS_OF_DISTRICTS)
        if not isinstance(found, Columns):
            nearest = min(nearest, found, key=len)
            continue
        if found.twice:
            key, place = found.titles[found.twice[0]], table.place(number, found.twice[0], found.titles)
            raise Refused(finding("I104", place, key=key, found=key, first="in the same row"))
        misspelt = [one for one in found.titles if _CONTACT in _bare(one) or _is_like(one)]
        if "contact" not in found.fields and misspelt:
            place, fix = table.place(number), f"call the column {_CONTACT}"
            key, allowed = misspelt[0], "contact"
            raise Refused(finding("I103", place, key=key, found=key, allowed=allowed, fix=fix))
        return found
    raise Refused(_not_recognised(table.file, nearest))


def _bare(title: str) -> str:
    return title.strip().casefold()


def _is_like(title: str) -> bool:
    return nearest_name(_bare(title), (_CONTACT,)).startswith("did you mean")


def _not_recognised(file: str, missing: tuple[str, ...]) -> Finding:
    needed = ", ".join(columns_needed(PAIRS_OF_DISTRICTS))
    found = f"no column {', '.join(missing)}"
    fix = "give a CSV file with a row for each pair, and its header"
    return finding(
        "I102", Place(file), key="the file", found=found, allowed=f"columns {needed}, contact", fix=fix
    )


class _Reading:
    def __init__(self, table: Table, columns: Columns) -> None:
        self.table = table
        self.columns = columns
        self.contacts: dict[frozenset[str], Contact] = {}
        self.rows: dict[frozenset[str], int] = {}
        self.findings: list[Finding] = []

    def take(self, number: int, row: Row) -> None:
        text = self.columns.text
        if not any(text(row, field) for field in self.columns.fields):
            return
        a, b = self.district(number, row, "a"), self.district(number, row, "b")
        contact = text(row, "contact").casefold() or None
        if contact is not None and contact not in CONTACTS:
            allowed, fix = ", ".join(CONTACTS), "say whether the two meet along a line or at a point"
            self.refuse("I102", number, "contact", text(row, "contact"), allowed, fix)
        if a is None or b is None:
            return
        pair = frozenset((a, b))
        if a == b:
            self.refuse("I105", number, "b", b, "another district", "name the two districts of the pair")
        elif pair in self.contacts:
            place, first = self.table.place(number), f"in row {self.rows[pair]}"
            self.findings.append(
                finding("I104", place, key=f"{a} and {b}", found=f"{a} and {b}", first=first)
            )
        else:
            names = (text(row, "name_a") or None, text(row, "name_b") or None)
            self.contacts[pair] = Contact(a, b, names, contact, self.table.place(number))
            self.rows[pair] = number

    def district(self, number: int, row: Row, field: str) -> str | None:
        text = self.columns.text(row, field)
        try:
            return read_minnesota_district(text)
        except UnreadableValue as problem:
            self.refuse(problem.code, number, field, text, problem.allowed, problem.fix)
            return None

    def refuse(self, code: str, number: int, field: str, found: str, allowed: str, fix: str) -> None:
        index = self.columns.fields[field]
        key, place = self.columns.titles[index], self.table.place(number, index, self.columns.titles)
        self.findings.append(finding(code, place, key=key, found=f"'{found}'", allowed=allowed, fix=fix))
