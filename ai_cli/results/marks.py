"""The signs that stand beside a figure, and what they mean."""

from __future__ import annotations

from ai_cli.results.filled_form import Mark

SIGNS = {
    Mark.UNVERIFIED: ("u", "rests on a rate or formula that is not verified"),
    Mark.CARRIED: ("c", "rests on a rate carried past the last year it is known for"),
    Mark.ILLUSTRATION: ("i", "illustration: the program is not in force that year"),
    Mark.USER_RATE: ("r", "rests on a rate of your own, given with --law"),
    Mark.ASSUMED: ("a", "rests on an input that the file calls assumed"),
    Mark.OTHER_YEAR: ("y", "rests on figures of another year"),
}
"""Mark -> the sign that stands beside a line, and what it means."""
