"""Reads a filled line as a tree: the line, the lines, rates and inputs it rests on, down to what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.results.explanation import Explanation

if TYPE_CHECKING:
    from ai_cli.results.filled_form import FilledForm, FilledLine


def explain(form: FilledForm, line: FilledLine) -> Explanation:
    """Return the tree of one line of a filled form.

    A line that was filled from a form of its own is explained by the lines of that form. A line that stands
    under several others is explained under each.
    """
    behind = line.part or form
    return Explanation(line, tuple(explain(behind, behind.by_key[key]) for key in line.rests_on))
