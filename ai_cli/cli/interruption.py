"""Ctrl-C, or the end that a scheduler asks for, while a command goes through many files."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def interrupt_when_ended() -> None:
    """Let the end that a scheduler or an administrator asks for be an interruption, so that all is put in order."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@contextmanager
def finishing_the_file() -> Iterator[Callable[[], bool]]:
    """Give what tells whether the user has interrupted the block.

    The first interruption is only noted, so that the block can end behind the file it is at; a second one raises
    ``KeyboardInterrupt`` at once.
    """
    asked = False

    def noted(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            signal.default_int_handler(number, frame)
        asked = True

    before = {number: signal.signal(number, noted) for number in _SIGNALS}
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
