"""The way several fiscal years are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def years_text(years: Sequence[int]) -> str:
    """Return fiscal years in order as text: ``FY 2015``, ``FY 2015 and FY 2016``, ``FY 2014 to FY 2016, FY 2018``."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(map(_run_text, runs))


def _run_text(run: list[int]) -> str:
    first, *rest = run
    if not rest:
        return f"FY {first}"
    return f"FY {first} {'to' if rest[1:] else 'and'} FY {rest[-1]}"
