"""What a file says before anything is made of it: groups, lists and single values, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ai_cli.findings import Place


@dataclass(slots=True)
class Value:
    """One text. ``missing`` marks an empty one, ``~`` and plain ``null``."""

    text: str
    place: Place
    missing: bool = False


@dataclass(slots=True)
class Items:
    """A list."""

    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """Keys with what belongs to them. ``key_places`` is where each key itself stands."""

    place: Place
    entries: dict[str, Node] = field(default_factory=dict)
    key_places: dict[str, Place] = field(default_factory=dict)


Node = Value | Items | Group

KEY = "[key]"
"""Ends the path of a place that is a key's own, not its value's."""


def plain(node: Node) -> Any:
    """Return the node as dicts, tuples and texts, with missing values left out."""
    if isinstance(node, Value):
        return None if node.missing else node.text
    if isinstance(node, Items):
        return tuple(one for one in map(plain, node.items) if one is not None)
    filled = ((key, plain(one)) for key, one in node.entries.items())
    return {key: one for key, one in filled if one is not None}


def places(node: Node) -> dict[tuple[str | int, ...], Place]:
    """Return the place of every value, list, group and key, by its path from the top."""
    found: dict[tuple[str | int, ...], Place] = {}
    waiting: list[tuple[tuple[str | int, ...], Node]] = [((), node)]
    while waiting:
        path, one = waiting.pop()
        found[path] = one.place
        if isinstance(one, Items):
            kept = [item for item in one.items if not (isinstance(item, Value) and item.missing)]
            waiting.extend(((*path, index), item) for index, item in enumerate(kept))
        elif isinstance(one, Group):
            waiting.extend(((*path, key), below) for key, below in one.entries.items())
            found.update({(*path, key, KEY): place for key, place in one.key_places.items()})
    return found
