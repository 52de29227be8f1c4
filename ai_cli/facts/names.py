"""The names that are known at a place in a file, and the one nearest to a misspelt one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the advice for a misspelt name: the nearest known one, or to look at the list."""
    return suggested(name, known) or "use one of the names allowed here, or leave it out"


def suggested(name: str, known: Iterable[str]) -> str:
    """Return the question whether the nearest known name is meant, empty where none is near."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1)
    return f"did you mean {close[0]}?" if close else ""


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Return what is said of an unknown name on the command line: the nearest known one, and all of them."""
    listed = list(known)
    near = suggested(name.lower(), listed)
    return f"unknown {what} {name!r}; {f'{near} Known' if near else 'known'} are {', '.join(listed)}"


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def names_of(model: type[BaseModel]) -> dict[str, type[BaseModel] | None]:
    """Return the names that a group of this model may hold, each with the model of the group below it."""
    return {
        field.alias or name: next(_models_in(field.annotation), None)
        for name, field in model.model_fields.items()
    }


def names_at(model: type[BaseModel], path: Iterable[str | int]) -> tuple[str, ...]:
    """Return the names known in the group at ``path`` below a file of this model."""
    here: type[BaseModel] | None = model
    for part in path:
        known = names_of(here) if here is not None else {}
        here = known.get(str(part), here)
    return tuple(names_of(here)) if here is not None else ()


@cache
def dotted_names(model: type[BaseModel]) -> tuple[str, ...]:
    """Return every dotted name in a file of this model, such as ``pupil_units.adjusted``."""
    names: list[str] = []
    for name, below in names_of(model).items():
        names.append(name)
        if below is not None and name != "years":
            names.extend(f"{name}.{one}" for one in dotted_names(below))
    return tuple(names)


def described_names(model: type[BaseModel], above: str = "") -> Iterator[tuple[str, str]]:
    """Go through the dotted names that hold a value in a file of this model, each with what belongs there."""
    for name, field in model.model_fields.items():
        key = above + (field.alias or name)
        below = next(_models_in(field.annotation), None)
        if below is None:
            yield key, field.description or ""
        else:
            yield from described_names(below, f"{key}.")
