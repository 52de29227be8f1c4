"""Looks a rate up for a fiscal year, and tells how well that year is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.law.reader import law

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from ai_cli.law.law import Rate, RateEntry


class RateInForce(NamedTuple):
    """A rate as it is taken for one fiscal year.

    ``since`` is the fiscal year from which the value is the same, whatever its standing.
    ``origin`` is ``law``; ``carried`` past the last year it is known for; ``nearest``, of the year in force
    nearest to the one asked for; or ``user``, given with ``--law``.
    """

    rate: Rate
    entry: RateEntry
    fiscal_year: int
    origin: str
    text: str
    since: int

    @property
    def value(self) -> Decimal:
        """The rate as a number; ``ValueError`` for a list."""
        return self.rate.number(self.entry.written)

    @property
    def day(self) -> date:
        """The day of the date that is for this fiscal year; ``ValueError`` for what is no date."""
        return self.rate.day(self.entry.written, self.fiscal_year)


class NoRate(NamedTuple):
    """Why there is no rate for a fiscal year: not known that early, or refused because carried."""

    rate: Rate
    fiscal_year: int
    allowed: str
    fix: str


@dataclass(frozen=True, eq=False)
class RateBook:
    """All rates of all laws, with the user's own on top.

    ``overrides`` is law key -> rate key -> the user's entry. With ``strict`` no rate is taken for a year past
    the last one it is known for, nor for a year in which the program is not in force.
    """

    overrides: Mapping[str, Mapping[str, RateEntry]] = field(default_factory=dict)
    strict: bool = False
    _found: dict[tuple[str, str, int], RateInForce | NoRate] = field(default_factory=dict, repr=False)

    @cached_property
    def as_enacted(self) -> RateBook:
        """The same without the user's rates: for a fixed past year, whose figures no new rate changes."""
        return RateBook({}, self.strict)

    @cached_property
    def leniently(self) -> RateBook:
        """The same, taking rates of years they are not known for: for what no amount rests on, such as a district's number."""
        return RateBook(self.overrides)

    @cached_property
    def strictly(self) -> RateBook:
        """The same, refusing rates of years they are not known for."""
        return RateBook(self.overrides, strict=True)

    def rate(self, law_key: str, rate_key: str, fiscal_year: int) -> RateInForce | NoRate:
        """Return the rate for a fiscal year, or why there is none.

        Errors: ``KeyError`` for an unknown law or rate, naming the nearest known rate.
        """
        wanted = (law_key, rate_key, fiscal_year)
        found = self._found.get(wanted)
        if found is None:
            found = self._found[wanted] = self._look_up(law_key, rate_key, fiscal_year)
        return found

    def _look_up(self, law_key: str, rate_key: str, fiscal_year: int) -> RateInForce | NoRate:
        the_law = law(law_key)
        rate = the_law.rates.get(rate_key)
        if rate is None:
            from difflib import get_close_matches

            near = get_close_matches(rate_key, the_law.rates, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise KeyError(f"{law_key} has no rate {rate_key}{hint}")
        own = self.overrides.get(law_key, {}).get(rate_key)
        if own is not None:
            return RateInForce(rate, own, fiscal_year, "user", rate.text(own.written), fiscal_year)
        nearest = the_law.nearest_year(fiscal_year)
        if nearest != fiscal_year and self.strict:
            return NoRate(
                rate, fiscal_year, the_law.in_force_words(), "leave out --strict for an illustration"
            )
        entry = rate.entry(nearest)
        if entry is None:
            first = rate.entries[0].first_fiscal_year
            return NoRate(rate, fiscal_year, f"FY {first} and later", "give the rate of that year with --law")
        origin = "law" if nearest == fiscal_year else "nearest"
        if nearest == fiscal_year and rate.known_through is not None and fiscal_year > rate.known_through:
            if self.strict:
                allowed = f"fiscal years through {rate.known_through}"
                fix = (
                    "give the rate of that year with --law, or leave out --strict to carry the last known one"
                )
                return NoRate(rate, fiscal_year, allowed, fix)
            origin = "carried"
        return RateInForce(rate, entry, fiscal_year, origin, rate.text(entry.written), rate.since(entry))
