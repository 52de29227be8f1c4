"""How two districts can touch."""

from __future__ import annotations

LINE, POINT = CONTACTS = ("line", "point")
"""Along a line, or at a corner only."""
