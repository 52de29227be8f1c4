"""Skips the tests of a module where polars, of the extra `students`, is not installed."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest
from libreoffice import REQUIRED


def require_polars() -> None:
    """Skip the module without polars, or fail where everything is required."""
    if find_spec("polars") is not None:
        return
    if os.environ.get(REQUIRED):
        pytest.fail("polars is not installed, and this run requires it")
    pytest.skip("polars is not installed: .venv/bin/pip install '.[students]'", allow_module_level=True)
