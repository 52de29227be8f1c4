"""What-if values, ``--set key=value``, put into the tree of a file before it is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.facts.names import nearest
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.facts.years import read_fiscal_year
from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.tree import Group, Items, Node, Value
from ai_cli.inputs.yaml_tree import MOST_LEVELS, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable


class Setting(NamedTuple):
    """One value to try: the dotted key as in the file, and the text given for it."""

    key: str
    text: str

    @property
    def place(self) -> Place:
        """The option it came from, as a place."""
        return Place(f"--set {self.key}={self.text}")


def read_setting(written: str) -> Setting:
    """Return the setting that is written ``key=value``.

    Errors: ``ValueError`` when there is no equals sign, a part of the key is empty, or there are far too many parts.
    """
    key, equals, text = written.partition("=")
    parts = key.split(".")
    if not equals or len(parts) > MOST_LEVELS or not all(part.strip() for part in parts):
        raise ValueError(written)
    return Setting(key.strip(), text.strip())


def put_all(tree: Group, settings: Iterable[Setting]) -> tuple[Finding, ...]:
    """Put every setting into the tree, in place of what the file says or beside it.

    A value is put into every block of ``years:`` that gives the same group, too, so that it holds whichever year
    is computed; ``years.2018.`` at the start of a key names one block, in any spelling of the year. In a list, a
    part of the key names an item by its id or its October: ``schools.130.grades.KG.total``; an item that is not
    there is finding I103. Names that no model knows are refused later, at the place of the option.
    """
    found: list[Finding | None] = []
    for setting in settings:
        parts = setting.key.split(".")
        years = tree.entries.get("years")
        blocks = years.entries if isinstance(years, Group) else {}
        if parts[0] == "years" and parts[1:]:
            parts[1] = next((one for one in blocks if _same_year(one, parts[1])), parts[1])
        else:
            same = [one for one in blocks.values() if isinstance(one, Group) and parts[0] in one.entries]
            found.extend(_put(one, parts, setting) for one in same)
        found.append(_put(tree, parts, setting))
    return tuple(one for one in found if one is not None)


def _same_year(one: str, other: str) -> bool:
    try:
        return read_fiscal_year(one) == read_fiscal_year(other)
    except UnreadableValue:
        return False


def _put(here: Group | Items, parts: list[str], setting: Setting) -> Finding | None:
    part, below_it = parts[0], parts[1:]
    if isinstance(here, Items):
        named = {name: one for one in here.items if isinstance(one, Group) for name in _names(one)}
        groups = [one for one in here.items if isinstance(one, Group)]
        if part in named and below_it:
            return _put(named[part], below_it, setting)
        if len(groups) == 1 and part not in named:
            return _put(groups[0], parts, setting)
        fix = nearest(part, named)
        if named and any(part in one.entries for one in groups):
            above = setting.key.split(".")[: -len(parts)]
            fix = f"say which of them: `--set {'.'.join([*above, next(iter(named)), *parts])}={setting.text}`"
        return finding("I103", setting.place, key=part, found=part, allowed=", ".join(named), fix=fix)
    below: Node | None = here.entries.get(part)
    if below_it and isinstance(below, Group | Items):
        return _put(below, below_it, setting)
    here.key_places[part] = setting.place
    if not below_it:
        here.entries[part] = _value(setting)
        return None
    added = Group(setting.place)
    here.entries[part] = added
    return _put(added, below_it, setting)


def _names(group: Group) -> list[str]:
    values = (group.entries.get(name) for name in ("id", "october_1"))
    return [one.text.strip() for one in values if isinstance(one, Value)]


def _value(setting: Setting) -> Node:
    if setting.text.startswith(("[", "{")):
        tree, findings = read_yaml(f"value: {setting.text}", "--set")
        if tree is not None and not findings:
            return _placed(tree.entries["value"], setting.place)
    return Value(setting.text, setting.place, missing=setting.text in ("", "~", "null"))


def _placed(node: Node, place: Place) -> Node:
    """Return the node with everything in it at the place of the option."""
    node.place = place
    if isinstance(node, Items):
        for one in node.items:
            _placed(one, place)
    elif isinstance(node, Group):
        for key, one in node.entries.items():
            node.key_places[key] = place
            _placed(one, place)
    return node
