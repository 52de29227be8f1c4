"""Says how to install polars, the library of columns, where it is missing."""

from __future__ import annotations

from importlib.util import find_spec

from ai_cli.findings import Finding, Place, finding

_LIBRARY = "polars"


def missing_extra(file: str) -> Finding | None:
    """Return the finding that files of students cannot be read without polars, A106; None where it is installed."""
    return None if find_spec(_LIBRARY) is not None else finding("A106", Place(file), found=_LIBRARY)
