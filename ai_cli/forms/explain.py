"""Reads a filled line as a tree: the line, the lines, rates and inputs it rests on, down to what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.results.explanation import Explanation

if TYPE_CHECKING:
    from ai_cli.results.filled_form import FilledForm, FilledLine


def explain(form: FilledForm, line: FilledLine, before: str = "") -> Explanation:
    """Return the tree of one line of a filled form; ``before`` is what its number begins with.

    A line that was filled from a form of its own is explained by the lines of that form. A line that stands
    under several others is explained under each.
    """
    behind, number = line.part or form, f"{before}{line.number}"
    inside = before if line.part is None else f"{number}."
    return Explanation(
        number, line, tuple(explain(behind, behind.by_key[key], inside) for key in line.rests_on)
    )
