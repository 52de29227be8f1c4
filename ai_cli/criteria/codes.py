"""Codes of the chart of accounts and ranges of them."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def in_ranges(code: str, ranges: tuple[str, ...]) -> bool:
    """Tell whether a code is one of these, each a code or a range such as ``110-119``."""
    for one in ranges:
        first, _, last = one.partition("-")
        if int(first) <= int(code) <= int(last or first):
            return True
    return False
