"""What a file says before anything is made of it: groups, lists and single values, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ai_cli.facts.district_file import Path
    from ai_cli.findings import Finding, Place


class Value:
    """One text. ``missing`` marks an empty one, ``~`` and plain ``null``."""

    __slots__ = ("missing", "place", "text")

    def __init__(self, text: str, place: Place, *, missing: bool = False) -> None:
        self.text = text
        self.place = place
        self.missing = missing


class Items:
    """A list."""

    __slots__ = ("_filled", "items", "place")

    def __init__(self, place: Place, items: list[Node] | None = None) -> None:
        self.place = place
        self.items: list[Node] = items or []
        self._filled: list[Node] | None = None

    def filled(self) -> list[Node]:
        """Return the items but for missing values, as the facts hold them; asked for when the list is whole."""
        if self._filled is None:
            self._filled = [one for one in self.items if not (isinstance(one, Value) and one.missing)]
        return self._filled


class Group:
    """Keys with what belongs to them. ``key_places`` is where each key itself stands.

    ``twice`` is a key that stands again -> what is to be said of it; ``entries`` keeps the first of the two.
    """

    __slots__ = ("entries", "key_places", "place", "twice")

    def __init__(self, place: Place) -> None:
        self.place = place
        self.entries: dict[str, Node] = {}
        self.key_places: dict[str, Place] = {}
        self.twice: dict[str, Finding] = {}


Node = Value | Items | Group


class Tree:
    """The tree of a whole file, and where things stand in it."""

    __slots__ = ("top",)

    def __init__(self, top: Group) -> None:
        self.top = top

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Return where the value at this path, or its key, stands, or the nearest group above it.

        A single block stands for a list of one, so a zero in the path may lead nowhere.
        """
        here: Node = self.top
        place = here.place
        for part in path:
            below = _below(here, part)
            if below is None:
                if part == 0:
                    continue
                break
            place = below.place
            if isinstance(here, Group) and of_key:
                place = here.key_places[str(part)]
            here = below
        return place

    def node(self, path: Path) -> Node | None:
        """Return what stands at this path, None where nothing does; a zero may lead nowhere, as for ``place``."""
        here: Node | None = self.top
        for part in path:
            if here is None or isinstance(here, Value):
                break
            below = _below(here, part)
            here = here if below is None and part == 0 else below
        return here

    def keys(self, path: Path) -> tuple[str, ...]:
        """Return the keys, as written, of the group at this path."""
        here: Node | None = self.top
        for part in path:
            here = None if here is None else _below(here, part)
        return tuple(here.entries) if isinstance(here, Group) else ()


def _below(node: Node, part: str | int) -> Node | None:
    if isinstance(node, Group) and isinstance(part, str):
        return node.entries.get(part)
    if isinstance(node, Items) and isinstance(part, int):
        filled = node.filled()
        return filled[part] if part < len(filled) else None
    return None


def plain(node: Node) -> Any:
    """Return the node as dicts, tuples and texts; None for a missing value of a key, none at all in a list.

    Which keys may be missing is for a model to say, so that a misspelt one does not vanish with its empty value.
    """
    if isinstance(node, Value):
        return None if node.missing else node.text
    if isinstance(node, Items):
        return tuple(map(plain, node.filled()))
    return {key: plain(one) for key, one in node.entries.items()}
