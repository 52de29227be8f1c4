"""What is entered on the given lines of a form."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from ai_cli.results.filled_form import Source

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Entry(NamedTuple):
    """One value entered, with the input it comes from; a line that takes rows is entered with a tuple of them."""

    value: Decimal | bool | str | tuple[Mapping[str, Decimal], ...]
    source: Source


class Entries(NamedTuple):
    """All that is entered on a form.

    ``values`` is line key -> entry. ``absent_parts`` is a part of the form that does not apply -> the reason.
    ``missing`` is line key -> what would fill it, in words, where that is not simply the line's input.
    ``inner`` is the key of a line derived by a form of its own -> the entries of that form; no entry there
    means that nothing of that form was given.
    """

    values: Mapping[str, Entry] = _NOTHING
    absent_parts: Mapping[str, str] = _NOTHING
    missing: Mapping[str, str] = _NOTHING
    inner: Mapping[str, Entries] = _NOTHING
