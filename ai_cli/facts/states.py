"""The states whose districts are covered: what each is called, and the model of its district files."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from pydantic import BaseModel


class State(NamedTuple):
    """A state, by the ``code`` that its files and laws have.

    ``module`` and ``model_name`` say where the model of a district file is; it is imported when it is asked for, since
    most runs need that of one state only. A starter file for it is ``inputs/starters/district_CODE.yaml``.
    """

    code: str
    name: str
    module: str
    model_name: str

    @property
    def model(self) -> type[BaseModel]:
        """The model of a district file, a ``DistrictFacts``."""
        return cast("type[BaseModel]", getattr(import_module(self.module), self.model_name))


STATES: tuple[State, ...] = (
    State("MN", "Minnesota", "ai_cli.facts.minnesota", "MinnesotaDistrict"),
    State("WI", "Wisconsin", "ai_cli.facts.wisconsin", "WisconsinDistrict"),
)
"""All of them; the first one is taken where nothing is said."""


def codes() -> str:
    """Return the codes of all states as they are told to a user, ``MN, WI``."""
    return ", ".join(one.code for one in STATES)


def state_named(written: str) -> State | None:
    """Return the state that a user means by its code or its name, in capitals or not; None where there is none."""
    said = written.strip().casefold()
    return next((one for one in STATES if said in (one.code.casefold(), one.name.casefold())), None)
