"""The lines that a report shows of each estimate: each program has lines of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ai_cli.results.estimate import Estimate
    from ai_cli.results.filled_form import FilledForm


def by_program(estimates: Iterable[Estimate]) -> list[list[Estimate]]:
    """Return the estimates of each program, the programs in the order in which they first come."""
    found: dict[str, list[Estimate]] = {}
    for one in estimates:
        found.setdefault(one.form.key, []).append(one)
    return list(found.values())


def are_headed(programs: Sequence[Sequence[Estimate]]) -> bool:
    """Tell whether figures need the title of their program: there are several, or one that was not enacted."""
    return len(programs) > 1 or any(one.bill for estimates in programs for one in estimates)


def absent_text(form: FilledForm, names: Iterable[str]) -> str | None:
    """Return which of these lines a form does not have, ``mn-hf2051 has no line 19``; None where it has all."""
    absent = [bare(name) for name in names if form.find(name) is None]
    if not absent:
        return None
    *others, last = dict.fromkeys(absent)
    before = f"{', '.join(others)} and " if others else ""
    return f"{form.key} has no line {before}{last}"


def bare(name: str) -> str:
    """Return the number or key of a line without parentheses."""
    return name.strip().strip("()")
