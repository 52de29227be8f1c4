"""Turns what a model refuses into findings with their places, all of them at once."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from ai_cli.facts.names import names_at, nearest
from ai_cli.findings import Finding, Place, finding, in_order
from ai_cli.inputs.tree import Group, Items, Tree, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import BaseModel, ValidationError

    from ai_cli.facts.district_file import Path

_KEY = "[key]"
"""Ends the path that pydantic gives for a key it refuses."""

MOST_PROBLEMS = 1_000
"""So many are told of one file: nobody mends more of them one by one."""

_MOST_SHOWN = 60
_KINDS = {
    "model_type": "a group of keys",
    "model_attributes_type": "a group of keys",
    "dict_type": "a group of keys",
    "tuple_type": "a list, such as [a, b]",
}


def first_of(findings: Iterable[Finding], file: str) -> tuple[Finding, ...]:
    """Return what is wrong with a file in its order; of very many problems the first, with I102 that there are more."""
    going = iter(findings)
    first = tuple(islice(going, MOST_PROBLEMS))
    if next(going, None) is None:
        return in_order(first)
    found = f"more than {MOST_PROBLEMS:,} problems, of which the first are told here"
    fix = "check that it is the file you mean; mend what is told, and check it again for the others"
    allowed = "a file with its keys and values in place"
    more = finding("I102", Place(file), key="the file", found=found, allowed=allowed, fix=fix)
    return (more, *in_order(first))


def refusals(error: ValidationError, model: type[BaseModel], tree: Group) -> Iterator[Finding]:
    """Go through the things that the model refused, each as a finding at the place where it stands in the file."""
    whole = Tree(tree)
    for one in error.errors(include_url=False, include_input=False):
        yield _refusal(one, model, whole)


def _refusal(detail: Any, model: type[BaseModel], tree: Tree) -> Finding:
    path: Path = tuple(part for part in detail["loc"] if part != _KEY)
    of_key = _KEY in detail["loc"] or detail["type"] == "extra_forbidden"
    context = detail.get("ctx", {})
    if context.get("key"):
        within = context["key"]
        path = (*path, within) if isinstance(within, str) else (*path, *within)
    place = tree.place(path, of_key=of_key)
    name = ".".join(str(part) for part in path if not isinstance(part, int)) or "the file"
    if detail["type"] == "missing":
        return finding(
            "I101",
            place,
            what=f"{name} is missing",
            allowed="a value",
            fix=_where_to_write(tree, path, place),
        )
    if detail["type"] == "extra_forbidden":
        known = names_at(model, path[:-1])
        allowed = ", ".join(known)
        return finding(
            "I103", place, key=name, found=path[-1], allowed=allowed, fix=_advice(str(path[-1]), known)
        )
    found = context.get("found") or (f"'{path[-1]}'" if of_key else _shown(tree, path))
    if detail["type"] == "finding":
        allowed, fix = context["allowed"], context["fix"]
        first = context["first"]
        if place.cell and isinstance(first, int):
            first = f"in cell {tree.place((*path[:-2], first, path[-1])).cell}"
        elif isinstance(first, int):
            first = f"as item {first + 1} of the list"
        return finding(context["code"], place, key=name, found=found, allowed=allowed, fix=fix, first=first)
    allowed = _KINDS.get(detail["type"], "another kind of value")
    return finding("I102", place, key=name, found=found, allowed=allowed, fix=f"write {allowed} here")


def _where_to_write(tree: Tree, path: Path, place: Place) -> str:
    """Return how to give a value that is missing: in its cell, behind its key, or with a key that is not there yet."""
    key = path[-1]
    if place.cell:
        return f"type it in {place.cell} of sheet {place.sheet}"
    if key in tree.keys(path[:-1]):
        return f"write it behind `{key}:`"
    return f"add `{key}:` with its value; the file that `ai-cli new` writes shows where"


def _advice(name: str, known: tuple[str, ...]) -> str:
    """Return how to mend an unknown name; a number is the rest of one that a comma has cut in two."""
    if name[:1].isdigit():
        return "inside { } a comma ends a value: write the number without commas, or in quotes"
    return nearest(name, known)


def _shown(tree: Tree, path: Path) -> str:
    """Return what stands at this path, as a message shows it."""
    node = tree.node(path)
    if node is None or (isinstance(node, Value) and node.missing):
        return "nothing"
    if isinstance(node, Group):
        return "a group of keys"
    if isinstance(node, Items):
        return "a list"
    return f"'{node.text if len(node.text) <= _MOST_SHOWN else node.text[:_MOST_SHOWN] + '...'}'"
