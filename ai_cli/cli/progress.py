"""Shows on a terminal how far the reading of a large file is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


def with_progress(rows: Iterator[T], expected: int | None) -> Iterable[T]:
    """Go through rows, with a bar on standard error if that is a terminal; ``expected`` is how many there may be."""
    if sys.stderr is None or not sys.stderr.isatty():
        return rows
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(rows, "Reading", total=expected, console=console, transient=True)
