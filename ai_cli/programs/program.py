"""What a program is: a form, the way facts fill it, and what is said of the result."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.law import law

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ai_cli.findings import Finding
    from ai_cli.forms import Entries, Form
    from ai_cli.law import Law, RateBook
    from ai_cli.programs.gathering import Gathering
    from ai_cli.results.estimate import Particular
    from ai_cli.results.filled_form import FilledForm


class Program(NamedTuple):
    """An aid program of a state.

    ``october`` is the October 1 whose enrollment it takes, ``prior-year-oct1`` (before the fiscal year) or
    ``same-year-oct1`` (inside it), unless its law has a reading ``share-date`` of it. ``gather`` takes the entries
    of the form from the facts. ``conclude`` says a filled form in a sentence or two, given the name of the
    district. ``check``, if there is one, compares the result with what else the file says; it is handed a
    function that fills the form again with other entries. ``by_status`` says that only districts of an official status
    take part. ``outside_years`` is the reading, if the law has one, whose
    choice ``refuse`` refuses years in which the program is not in force. ``particulars`` gives what belongs to a result
    besides its figures. ``compared`` says which of its lines stands in a row that programs have in common, key of
    ``COMMON_ROWS`` -> key of the line; a row that it has no line for is left out. ``main_lines`` are the keys of the
    lines that a table over years shows. ``report_lines`` are the keys or numbers of those that a report shows where none are
    asked for, if these are others.
    """

    form: Form
    october: str
    gather: Callable[[Gathering], Entries]
    conclude: Callable[[FilledForm, str], str]
    check: (
        Callable[[Gathering, Entries, FilledForm, Callable[[Entries], FilledForm]], Iterable[Finding]] | None
    ) = None
    by_status: bool = False
    outside_years: str | None = None
    particulars: Callable[[FilledForm, RateBook], tuple[Particular, ...]] | None = None
    compared: Mapping[str, str] = MappingProxyType({})
    main_lines: tuple[str, ...] = ()
    report_lines: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key that users type, such as ``mn-achievement-integration``."""
        return self.form.key

    @property
    def lines_to_report(self) -> tuple[str, ...]:
        """The keys or numbers of the lines that a report shows where none are asked for."""
        return self.report_lines or self.main_lines

    @property
    def law(self) -> Law:
        """The law that the program's own rates come from."""
        return law(self.form.law)
