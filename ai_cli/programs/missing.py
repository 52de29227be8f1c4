"""Finds the inputs that would complete a form, and says what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.results.filled_form import FilledForm, FilledLine, State

if TYPE_CHECKING:
    from collections.abc import Iterator


class MissingInput(NamedTuple):
    """An input that a line of a form of some fiscal year lacks, with the inputs that would do in its place.

    ``number`` is that of the line; of one in a form that derives line (1) it begins with ``1.``.
    """

    key: str
    line: FilledLine
    instead: tuple[str, ...]
    fiscal_year: int
    number: str

    def words(self, written: str) -> dict[str, str]:
        """Return the texts of finding I101 for it; ``written`` is its dotted name in the file."""
        line, reason = self.line, self.line.reason or ""
        fix = f"give `{written}`"
        if self.instead:
            fix += f", or instead {', '.join(self.instead)}"
        if not line.missing:
            fix = "correct the rate given with --law"
        elif line.rests_on and not self.instead:
            fix = f"give `{written}` a value other than zero"
        elif not line.rests_on and reason != f"{self.key} is not given":
            fix = f"give what is missing: {reason}"
        return {
            "what": f"line ({self.number}) {line.label} is incomplete: {reason}",
            "allowed": f"a value for {self.key}",
            "fix": fix,
        }


def missing_inputs(form: FilledForm) -> tuple[MissingInput, ...]:
    """Return the inputs that would complete the form, each once, in the order of the lines.

    Only lines at which a lack begins are named, not those that rest on them; a line that may be given or
    derived, and has nothing of either, asks for its own input and names the others as a way instead.
    """
    found = {one.key: one for one in _of_form(form)}
    return tuple(found.values())


def _of_form(form: FilledForm, before: str = "") -> Iterator[MissingInput]:
    alternatives: set[str] = set()
    for line in reversed(form.lines):
        if line.state is State.INCOMPLETE and _asks_for_itself(form, line):
            alternatives.update(_below(form, line))
    for line in form.lines:
        if line.state is not State.INCOMPLETE or line.key in alternatives:
            continue
        number = f"{before}{line.number}"
        if _asks_for_itself(form, line):
            instead = tuple(dict.fromkeys(key for one in _resting(form, line) for key in one.missing))
            yield MissingInput(line.missing[0], line, instead, form.fiscal_year, number)
        elif line.part is not None:
            yield from _of_form(line.part.resting_on(line.rests_on), f"{number}.")
        elif not any(one.state is State.INCOMPLETE for one in _resting(form, line)):
            yield from (MissingInput(key, line, (), form.fiscal_year, number) for key in line.missing)
            if not line.missing and not form.missing_rates:
                yield MissingInput("a rate other than zero", line, (), form.fiscal_year, number)


def _resting(form: FilledForm, line: FilledLine) -> list[FilledLine]:
    lines = (line.part or form).by_key
    return [lines[key] for key in line.rests_on]


def _asks_for_itself(form: FilledForm, line: FilledLine) -> bool:
    """Tell whether a line that could be derived lacks its own input, because nothing was given to derive it."""
    if line.kind != "GivenOrDerived" or not line.missing:
        return False
    below = {key for one in _resting(form, line) for key in one.missing}
    return not set(line.missing) <= below


def _below(form: FilledForm, line: FilledLine) -> Iterator[str]:
    if line.part is None:
        for one in _resting(form, line):
            yield one.key
            yield from _below(form, one)
