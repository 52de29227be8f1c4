"""Tells what several estimates have in common from what is said of some of them only."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

Owner = TypeVar("Owner", bound="Hashable")
Said = TypeVar("Said", bound="Hashable")


def by_owners(said: Iterable[tuple[Owner, Iterable[Said]]]) -> Mapping[tuple[Owner, ...], list[Said]]:
    """Return what is said, each once, by the owners it is said of; first what is said of most of them.

    ``said`` holds each owner once, with all that is said of it, in order.
    """
    owners: dict[Said, dict[Owner, None]] = {}
    for owner, every in said:
        for one in every:
            owners.setdefault(one, {})[owner] = None
    groups: dict[tuple[Owner, ...], list[Said]] = {}
    for one, of in owners.items():
        groups.setdefault(tuple(of), []).append(one)
    return dict(sorted(groups.items(), key=lambda group: -len(group[0])))
