"""The blank district workbook: a row a figure, with what belongs there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.names import described_names
from ai_cli.facts.sheets import ADJOINING, SCHOOLS
from ai_cli.workbooks.book import TEXT, TYPED, Book, Column

if TYPE_CHECKING:
    from pydantic import BaseModel

_COLUMNS = (Column("Key", 36), Column("Value", 24, TEXT), Column("What belongs here", 70))
_VALUE_COLUMN = 2
_FIRST = ("state", "district", "fiscal_year")
_ELSEWHERE = ("schools", "adjoining", "years", "transfers", "revenue_limit_counts")
"""Groups that have a sheet of their own, or belong in a YAML file."""

_OWN_KEYS = ("interdistrict.fte_out_by_age",)
"""Groups whose keys are the user's own, so that no row can be there beforehand."""


def blank_district(model: type[BaseModel], state: str) -> bytes:
    """Return the bytes of a workbook with an empty cell for each figure of a district file of this model.

    ``state`` is filled in. Sheets: District (dotted key, value, what belongs there), and, where the model lists such
    groups, Schools and Adjoining with their header rows.
    """
    book = Book("District file")
    sheet = book.sheet("District")
    sheet.put_header(_COLUMNS)
    described = [
        one
        for one in described_names(model)
        if one[0].split(".")[0] not in _ELSEWHERE and one[0] not in _OWN_KEYS
    ]
    for name, description in sorted(described, key=lambda one: one[0].split(".")[0] not in _FIRST):
        row = sheet.put_row((name, None, description), _COLUMNS)
        value = state.upper() if name == "state" else None
        sheet.put(row, _VALUE_COLUMN, value, **TYPED, num_format=TEXT, align="left", indent=1)
    for title, columns in (("Schools", SCHOOLS), ("Adjoining", ADJOINING)):
        if title.lower() in model.model_fields:
            book.sheet(title).put_header([Column(one, 16) for one in columns])
    return book.saved()
