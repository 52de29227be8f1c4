"""Why a line has its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ai_cli.results.filled_form import FilledLine


class Explanation(NamedTuple):
    """A line, and the lines it was computed from, each explained in its turn.

    ``number`` is that of the line; of one in a form that derives line (1) it begins with ``1.``.

    The rates the line used and the input it was filled from stand on the line itself.
    """

    number: str
    line: FilledLine
    below: tuple[Explanation, ...]
