"""Reads YAML into a tree of texts with their lines and columns, within bounds.

Every scalar stays as it was typed, so that ``0492-01`` and ``0010`` are no numbers and ``no`` is no answer until
a model asks for one. Anchors, aliases, tags, merged keys and further documents are refused by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.tree import Group, Items, Node, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LEVELS, MOST_VALUES = 32, 40_000
"""Keys count too: the schools of a large district have some twelve thousand a year, with their grades."""

_NULLS = {"", "~", "null", "Null", "NULL"}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):
    """The file uses something that is refused; reading stops there."""

    def __init__(self, event: Any, found: str, fix: str) -> None:
        super().__init__(found)
        self.event = event
        self.found = found
        self.fix = fix


def read_yaml(text: str, file: str) -> tuple[Group | None, tuple[Finding, ...]]:
    """Return the tree of a YAML text whose top is a group of keys, and what is wrong with it.

    Findings: I102 where the text is no such YAML, uses something that is refused, or is nested too deep; then
    there is no tree. I104 for every key that stands twice; the tree keeps the first of the two.
    """
    reader = _Reader(file)
    try:
        tree = reader.document(iter(_LOADER(text).get_event, None))
    except _Refused as refused:
        place = reader.place(refused.event)
        allowed = f"plain keys, lists and values, at most {MOST_LEVELS} levels deep"
        return None, (
            finding("I102", place, key="the file", found=refused.found, allowed=allowed, fix=refused.fix),
        )
    except (yaml.YAMLError, UnicodeError) as error:
        return None, (_not_yaml(error, text, file),)
    if not isinstance(tree, Group):
        found = "a list" if isinstance(tree, Items) else "nothing" if tree.missing else "a single text"
        allowed = "keys with values, such as `state: MN`"
        fix = "write `key: value` with a space after the colon"
        return None, (
            finding("I102", Place(file, line=1), key="the file", found=found, allowed=allowed, fix=fix),
        )
    return tree, tuple(reader.findings)


def _not_yaml(error: yaml.YAMLError | UnicodeError, text: str, file: str) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(file) if mark is None else Place(file, line=mark.line + 1, column=mark.column + 1)
    lines = text.splitlines()
    line = lines[mark.line] if mark is not None and mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        found, fix = "a tab at the start of the line", "indent with spaces"
    else:
        found = str(getattr(error, "problem", None) or "something that is no YAML")
        fix = "check this line and the one above it: a colon, a quote or the indentation is off"
    return finding("I102", place, key="the file", found=found, allowed="YAML: `key: value` lines", fix=fix)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.values = 0

    def place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.file, None, None, mark.line + 1, mark.column + 1)

    def document(self, events: Iterator[Any]) -> Node:
        """Read the one document there may be; a second one is refused."""
        top: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if top is not None:
                    raise _Refused(event, "a second document after `---`", "one file, one district")
                first = next(events)
                if isinstance(first, yaml.AliasEvent):
                    raise _Refused(first, f"an alias, *{first.anchor}", "write the value out")
                top = self.node(first, events, 1)
        return top if top is not None else Value("", Place(self.file), missing=True)

    def node(self, event: Any, events: Iterator[Any], level: int) -> Node:
        if level > MOST_LEVELS:
            raise _Refused(
                event, f"more than {MOST_LEVELS} levels of brackets or indentation", "check the brackets"
            )
        self.values += 1
        if self.values > MOST_VALUES:
            fix = "check that it is the file you mean; a district or a budget has a file of its own"
            raise _Refused(event, f"more than {MOST_VALUES:,} keys and values", fix)
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(event, f"an alias, *{event.anchor}", "write the value out")
        if event.anchor is not None:
            raise _Refused(event, f"an anchor, &{event.anchor}", "write the value out where it is needed")
        if event.tag is not None:
            raise _Refused(event, f"a tag, {event.tag}", "leave out the tag")
        mark = event.start_mark
        place = Place(self.file, None, None, mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            text = event.value
            return Value(text, place, missing=text in _NULLS and event.style in (None, ""))
        if isinstance(event, yaml.SequenceStartEvent):
            items = Items(place)
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.items.append(self.node(event, events, level + 1))
            return items
        return self.group(place, events, level)

    def group(self, place: Place, events: Iterator[Any], level: int) -> Group:
        group = Group(place)
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused(
                    event, "a key that is a group, a list or an alias", "a key is one word before a colon"
                )
            key = self.node(event, events, level)
            if not isinstance(key, Value) or key.text == "<<":
                raise _Refused(event, "a merged group, <<", "write its keys out")
            below = self.node(next(events), events, level + 1)
            if key.text in group.entries:
                first = group.key_places[key.text].line
                twice = finding("I104", key.place, key=key.text, found=key.text, first=f"on line {first}")
                group.twice[key.text] = twice
                self.findings.append(twice)
                continue
            group.entries[key.text] = below
            group.key_places[key.text] = key.place
        return group
