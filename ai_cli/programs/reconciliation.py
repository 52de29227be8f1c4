"""Compares lines with the state's own report, and finds which input would explain a difference."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.findings import Finding, finding
from ai_cli.forms import Entries, decimal_of
from ai_cli.forms.rounding import CENTS, WHOLE, RoundingStep, rounded
from ai_cli.results.filled_form import FilledForm, FilledLine, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ai_cli.forms import Entry
    from ai_cli.programs.gathering import Gathering

_SHOWN = RoundingStep(4, always_up=False, words="to four decimals", dollars=False)
TOLERANCE = Fraction(1)
"""Dollars by which a line may differ: the state's reports show some amounts in whole dollars."""


class Tried(NamedTuple):
    """How a line is tried as the reason of a difference.

    ``most`` and ``least`` are lines that it cannot exceed or fall below. The amount changes in proportion to the
    line, or where ``inverse`` to one divided by it.
    """

    most: str | None = None
    least: str | None = None
    inverse: bool = False


def differences(
    facts: Gathering,
    entries: Entries,
    form: FilledForm,
    fill: Callable[[Entries], FilledForm],
    *,
    lines: tuple[str, ...],
    explained_by: Mapping[str, Tried],
) -> Iterator[Finding]:
    """Go through finding R101 for each of the ``lines`` that differs from the state's report.

    The report is only compared with an estimate of its own fiscal year. ``explained_by`` are the lines whose
    entries are tried, one at a time, as the reason. Lines that are not complete are not compared.
    """
    report, path, other_year = facts.section("state_report")
    if report is None or other_year is not None:
        return
    printed = f" of {report.printed_on}" if report.printed_on else ""
    for key in lines:
        stated, ours = getattr(report, key), form.by_key[key]
        if stated is None or ours.exact is None or abs(ours.exact - Fraction(stated)) <= TOLERANCE:
            continue
        reasons = list(_reasons(entries, form, fill, ours, Fraction(stated), explained_by))
        yield finding(
            "R101",
            facts.file.place((*path, key)),
            line=ours.number,
            label=ours.label,
            found=_dollars(ours.exact),
            stated=_dollars(Fraction(stated)),
            printed_on=printed,
            difference=_dollars(ours.exact - Fraction(stated)),
            tolerance=_dollars(TOLERANCE),
            explanation=f"; it would be explained by {', or by '.join(reasons)}" if reasons else "",
        )


def _reasons(
    entries: Entries,
    form: FilledForm,
    fill: Callable[[Entries], FilledForm],
    ours: FilledLine,
    stated: Fraction,
    explained_by: Mapping[str, Tried],
) -> Iterator[str]:
    """Go through the inputs that would give the stated amount, each with the value it would need.

    Two fillings of the form give that value, and a third proves it.
    """
    for key, how in explained_by.items():
        tried, entry = form.by_key[key], entries.values.get(key)
        start = tried.exact
        if entry is None or start is None or ours.exact is None or (how.inverse and not start):
            continue

        def amount(value: Fraction, key: str = key, entry: Entry = entry) -> Fraction | None:
            changed = {**entries.values, key: entry._replace(value=decimal_of(value))}
            return fill(entries._replace(values=changed)).by_key[ours.key].exact

        further = start + max(abs(start), Fraction(1))
        then = amount(further)
        if then is None or then == ours.exact:
            continue
        share = (stated - ours.exact) / (then - ours.exact)
        if how.inverse:
            needed = 1 / start + share * (1 / further - 1 / start)
            needed = 1 / needed if needed > 0 else Fraction(-1)
        else:
            needed = start + share * (further - start)
        needed = rounded(needed, {Unit.DOLLARS: CENTS, Unit.PUPILS: WHOLE}.get(tried.unit, _SHOWN))
        explained = amount(needed) if _possible(needed, how, form) else None
        if explained is not None and abs(explained - stated) <= TOLERANCE:
            yield f"{entry.source.key} of {_shown(needed, tried)} instead of {_shown(start, tried)}"


def _possible(value: Fraction, how: Tried, form: FilledForm) -> bool:
    most = form.by_key[how.most].exact if how.most is not None else None
    least = form.by_key[how.least].exact if how.least is not None else None
    return value >= (least or 0) and (most is None or value <= most)


def _shown(value: Fraction, line: FilledLine) -> str:
    return (
        _dollars(value)
        if line.unit is Unit.DOLLARS
        else f"{decimal_of(rounded(value, _SHOWN)).normalize():,f}"
    )


def _dollars(value: Fraction) -> str:
    sign = "-" if value < 0 else ""
    return f"{sign}${decimal_of(rounded(abs(value), CENTS)):,.2f}"
