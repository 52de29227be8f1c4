"""What holds for every test."""

from __future__ import annotations

import decimal

import pytest
from hypothesis import settings
from running import ROOT

decimal.DefaultContext.traps[decimal.FloatOperation] = True
decimal.setcontext(decimal.DefaultContext.copy())

settings.register_profile("without deadlines", deadline=None)  # they would test how busy the machine is
settings.load_profile("without deadlines")


@pytest.fixture(scope="session", autouse=True)
def stood_before() -> frozenset[str]:
    """Return what stood in the project's folder before the tests, files of the user's own among it."""
    return frozenset(one.name for one in ROOT.iterdir())
