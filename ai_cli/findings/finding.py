"""One finding and the place it speaks of."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How grave a finding is, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def at_least(self, other: Severity) -> bool:
        """Tell whether this severity is as grave as ``other`` or graver."""
        ranks = list(Severity)
        return ranks.index(self) <= ranks.index(other)


class Place(NamedTuple):
    """Where something stands: a line and column of a text file, a cell of a workbook, or an option.

    Lines and columns count from 1; the column of a table is its name. ``file`` is as the user typed it.
    """

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    column: int | str | None = None

    def __str__(self) -> str:
        """Print as ``file:line:column``, or as ``file!Sheet!D14`` for a workbook.

        Without the name of a column, which messages begin with.
        """
        parts = [part for part in (self.file, self.sheet, self.cell) if part]
        text = "!".join(parts)
        if self.line is not None:
            text += f":{self.line}"
            if isinstance(self.column, int):
                text += f":{self.column}"
        return text

    @property
    def inside(self) -> str:
        """The place without its file: ``Sheet!D14``, or ``line 12:7`` of a text."""
        text = str(self._replace(file=None))
        return f"line {text[1:]}" if text.startswith(":") else text


class Finding(NamedTuple):
    """What was found, where, what is allowed, how to mend it, and the law behind it."""

    code: str
    severity: Severity
    message: str
    place: Place = Place()
    found: str | None = None
    allowed: str | None = None
    fix: str | None = None
    cite: str | None = None

    def at(self, place: Place) -> Finding:
        """Return the same finding at another place."""
        return Finding(
            self.code, self.severity, self.message, place, self.found, self.allowed, self.fix, self.cite
        )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by file, sheet, line, column, cell and code.

    Findings at one place with one code keep the order they were found in.
    """

    def key(one: Finding) -> tuple[str, str, int, int, int, str, str]:
        place = one.place
        column = (place.cell or "").rstrip("0123456789")
        row = (place.cell or "").removeprefix(column)
        return (
            place.file or "",
            place.sheet or "",
            place.line or int(row or 0),
            place.column if isinstance(place.column, int) else 0,
            len(column),
            column,
            one.code,
        )

    return tuple(sorted(findings, key=key))
