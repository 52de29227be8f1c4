"""Reads the file of rates that a user gives with ``--law``, as a plain mapping with places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ai_cli.findings import Finding, finding, in_order
from ai_cli.inputs.document import read_text
from ai_cli.inputs.tree import Group, Items, Node, Value
from ai_cli.inputs.yaml_tree import read_yaml

if TYPE_CHECKING:
    from ai_cli.findings import Place

Written = str | tuple[str, ...]


@dataclass(slots=True)
class LawFile:
    """What a user's file of rates says: law key -> rate key -> (text or texts, place)."""

    rates: dict[str, dict[str, tuple[Written, Place]]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


def read_law_file(file: str) -> tuple[LawFile, tuple[Finding, ...]]:
    """Read ``program: {rate: value}`` from a YAML file.

    Findings: I102 where the file cannot be read or a value is not one text or a list of texts, I104 for a key
    that stands twice. Whether the names are known is for the law to say.
    """
    law_file = LawFile()
    text = read_text(file)
    if isinstance(text, Finding):
        return law_file, (text,)
    tree, findings = read_yaml(text, file)
    if tree is None:
        return law_file, findings
    problems = list(findings)
    for key, below in tree.entries.items():
        law_file.places[key] = tree.key_places[key]
        if not isinstance(below, Group):
            problems.append(_refused(key, below, "a group of rates, such as `formula_allowance: 350`"))
            continue
        rates = law_file.rates.setdefault(key, {})
        for name, node in below.entries.items():
            written = _written(node)
            if written is None:
                problems.append(_refused(f"{key}.{name}", node, "one value, or a list of values"))
            else:
                rates[name] = (written, below.key_places[name])
    return law_file, in_order(problems)


def _refused(key: str, node: Node, allowed: str) -> Finding:
    found = f"'{node.text}'" if isinstance(node, Value) else "a group or a list"
    return finding("I102", node.place, key=key, found=found, allowed=allowed, fix=f"write {allowed}")


def _written(node: Node) -> Written | None:
    if isinstance(node, Value):
        return None if node.missing else node.text
    if isinstance(node, Items):
        texts = tuple(one.text for one in node.items if isinstance(one, Value) and not one.missing)
        return texts if texts and len(texts) == len(node.items) else None
    return None
