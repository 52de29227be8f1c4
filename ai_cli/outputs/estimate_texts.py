"""What every view of estimates says in the same words: names, readings, figures, their marks, and why there are none."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ai_cli.outputs.document import Lines
from ai_cli.outputs.figures import shown_figure
from ai_cli.results.filled_form import FilledLine, State
from ai_cli.results.marks import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ai_cli.results.estimate import Estimate, Particular


def district_text(one: Estimate) -> str:
    """Return the district as a heading names it, ``Austin (0492-01)``."""
    return f"{one.district_name} ({one.district_id})" if one.district_name else one.district_id


def basis_texts(estimates: Sequence[Estimate]) -> Iterator[str]:
    """Go through what estimates of one file were made from: the file, the values tried, the user's own rates."""
    yield f"File: {estimates[0].file}"
    if estimates[0].what_if:
        yield f"What-if: {', '.join(estimates[0].what_if)}"
    rates = {
        (rate.law, rate.key): rate
        for one in estimates
        for line in one.form.every_line()
        for rate in line.rates
        if rate.origin == "user"
    }
    if rates:
        own = ", ".join(f"{rate.key} {rate.text}" for rate in rates.values())
        yield f"Your own rates (--law): {own}"


def readings_text(one: Estimate) -> str:
    """Return the readings that an estimate used, ``rounding=cents, transfer-base=initial-revenue``."""
    return ", ".join(f"{name}={choice}" for name, choice in one.readings.items())


def particular_text(particular: Particular) -> str:
    """Return what belongs to a result besides its figures, with its source: ``Payment: 2017-06-19 (DPI, department)``."""
    return f"{particular.label}: {particular.text} ({particular.cite}, {particular.standing})"


def value_text(line: FilledLine) -> str:
    """Return the value of a line for people, or ``incomplete`` or ``n/a`` where it has none."""
    if line.state is State.COMPLETE:
        return shown_figure(line)
    return "incomplete" if line.state is State.INCOMPLETE else "n/a"


def signs_text(lines: Iterable[FilledLine]) -> str:
    """Return the signs of all marks on the complete ones of these lines, ``u a``."""
    used = {mark for line in lines if line.state is State.COMPLETE for mark in line.marks}
    return " ".join(sign for mark, (sign, _) in SIGNS.items() if mark in used) if used else ""


def legend(lines: Iterable[FilledLine]) -> Iterator[Lines]:
    """Say what the signs on these lines mean, in a block; nothing where there are none."""
    used = {mark for line in lines if line.state is State.COMPLETE for mark in line.marks}
    if used:
        yield Lines(tuple(f"{sign}  {meaning}" for mark, (sign, meaning) in SIGNS.items() if mark in used))


def remarks(lines: Iterable[FilledLine]) -> Iterator[tuple[list[FilledLine], str]]:
    """Go through the runs of lines that there is one thing to say of: why they have no value, or of their input."""
    for (state, reason, note), group in groupby(
        lines, key=lambda line: (line.state, line.reason, _note(line))
    ):
        run = list(group)
        if state is State.INCOMPLETE:
            yield run, f"incomplete: {reason}"
        elif state is State.NOT_APPLICABLE:
            yield run, f"not applicable: {reason}"
        elif note is not None:
            yield run, note


def _note(line: FilledLine) -> str | None:
    return None if line.source is None else line.source.note
