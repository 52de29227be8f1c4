"""The figures of one law in one fiscal year, as a room takes them, and which of them it took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.law.rate_book import RateBook, RateInForce
from ai_cli.law.reader import law

if TYPE_CHECKING:
    from decimal import Decimal


class Figures:
    """The thresholds, lists and codes of a law in a fiscal year. ``used`` holds those that were asked for.

    ``book`` has the user's own rates on top.
    """

    def __init__(self, law_key: str, fiscal_year: int, book: RateBook | None = None) -> None:
        self.law = law(law_key)
        self.fiscal_year = fiscal_year
        self.used: dict[str, RateInForce] = {}
        self._book = book or RateBook()

    def rate(self, key: str) -> RateInForce:
        """Return a rate as it is taken for the fiscal year. Errors: ``LookupError`` where there is none."""
        known = self.used.get(key)
        if known is not None:
            return known
        found = self._book.rate(self.law.key, key, self.fiscal_year)
        if not isinstance(found, RateInForce):
            raise LookupError(key)  # noqa: TRY004 - there is none for the year
        self.used[key] = found
        return found

    def number(self, key: str) -> Decimal:
        """Return a rate as a number."""
        return self.rate(key).value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the entries of a list; of a single value, that one."""
        written = self.rate(key).entry.written
        return written if isinstance(written, tuple) else (written,)

    def text(self, key: str) -> str:
        """Return a single value as it is written."""
        return self.texts(key)[0]

    def in_order(self) -> tuple[tuple[str, RateInForce], ...]:
        """Return the rates that were used, in the order of the law."""
        return tuple((key, self.used[key]) for key in self.law.rates if key in self.used)
