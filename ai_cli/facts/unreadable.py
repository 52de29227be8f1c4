"""Why a text is not the value it should be."""

from __future__ import annotations


class UnreadableValue(ValueError):
    """Raised when a text cannot be read as the value expected, or the value is out of range.

    ``code`` is the finding it leads to, I102 or I105; ``allowed`` and ``fix`` are words for a finance officer.
    """

    def __init__(self, code: str, allowed: str, fix: str) -> None:
        super().__init__(allowed)
        self.code = code
        self.allowed = allowed
        self.fix = fix
