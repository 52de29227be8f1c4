"""Shows on a terminal how far a run is."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


def with_progress(steps: Iterator[T], expected: int | None) -> Iterable[T]:
    """Go through steps, with a bar on standard error if that is a terminal; ``expected`` is how many there may be.

    There is no bar where the result goes to the same terminal meanwhile.
    """
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return steps
    return _with_bar(steps, expected)


def _with_bar(steps: Iterator[T], expected: int | None) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    # standard output is the result's alone: the bar must not take it over
    with Progress(console=console, transient=True, redirect_stdout=False) as bar:
        yield from bar.track(steps, total=expected, description="Reading")
