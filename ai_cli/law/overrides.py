"""Checks the rates that a user gives with ``--law`` against the laws they stand in for."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ai_cli.findings import Finding, Place, finding
from ai_cli.law.falling import DATED, check_written
from ai_cli.law.law import RateEntry
from ai_cli.law.rate_text import rate_number
from ai_cli.law.reader import law, law_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.law.law import Rate

    Written = Mapping[str, Mapping[str, tuple[str | tuple[str, ...], Place]]]


def _unknown(name: str, known: tuple[str, ...], place: Place) -> Finding:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    fix = f"did you mean {near[0]}?" if near else "see `ai-cli law` for the names"
    return finding("I103", place, key=name, found=name, allowed=", ".join(known), fix=fix)


def rates_of_the_user(
    written: Written, places: Mapping[str, Place]
) -> tuple[dict[str, dict[str, RateEntry]], tuple[Finding, ...]]:
    """Return the user's rates by law and rate, and what is wrong with them.

    ``written`` is law key -> rate key -> (text or texts, place); ``places`` holds where each law key stands.
    The rates stand as ``user`` for every fiscal year. Findings: I103 for an unknown law or rate, I102 for a
    value that spells no number where one is needed, I105 for a share typed without its percent sign. Nothing is
    raised.
    """
    entries: dict[str, dict[str, RateEntry]] = {}
    findings: list[Finding] = []
    for law_key, rates in written.items():
        if law_key not in law_keys():
            findings.append(_unknown(law_key, law_keys(), places[law_key]))
            continue
        known = law(law_key).rates
        for rate_key, (value, place) in rates.items():
            rate = known.get(rate_key)
            if rate is None:
                findings.append(_unknown(rate_key, tuple(known), place))
                continue
            problem = _problem(value, rate)
            if problem is not None:
                code, allowed = problem
                found = ", ".join(value) if isinstance(value, tuple) else value
                fix = f"write it as `ai-cli law {law_key}` prints it"
                key = f"{law_key}.{rate_key}"
                findings.append(finding(code, place, key=key, found=found, allowed=allowed, fix=fix))
                continue
            cite = f"given by the user in {place}"
            entries.setdefault(law_key, {})[rate_key] = RateEntry(
                0, value, "user", cite, rate.entries[-1].url
            )
    return entries, tuple(findings)


WHOLE, MOST_RATIO = 1, 2
"""A share of a whole is at most one; one that is more than the whole already is at most two."""

CENT = Decimal("0.01")
_SHAPES = {"fiscal_year": "FY [0-9]{4}"}


def _problem(value: str | tuple[str, ...], rate: Rate) -> tuple[str, str] | None:
    """Return the code and what is allowed for a value that cannot stand in for this rate, None for one that can."""
    known = rate.entries[-1].written
    if isinstance(known, tuple) or isinstance(value, tuple):
        return None if isinstance(known, tuple) and isinstance(value, tuple) else ("I102", _kind(rate))
    if rate.falls is not None and rate.unit in DATED:
        return None if _is_date(rate.unit, value) else ("I102", _kind(rate))
    if not rate.is_number(value):
        shape = _SHAPES.get(rate.unit)
        return None if shape is None or re.fullmatch(shape, value) else ("I102", _kind(rate))
    try:
        number = rate_number(value)
    except ValueError:
        return "I102", _kind(rate)
    if value.strip().endswith("%") and rate.unit != "ratio":
        return "I102", _kind(rate)
    if rate.unit == "dollars" and number % CENT:
        return "I102", "an amount of dollars with at most two decimals"
    if rate.unit == "ratio" and number > (WHOLE if rate.number(known) <= WHOLE else MOST_RATIO):
        return "I105", f"a share such as {rate.text(known)}, with its percent sign"
    return None


def _is_date(unit: str, value: str) -> bool:
    try:
        check_written(unit, value)
    except ValueError:
        return False
    return True


def _kind(rate: Rate) -> str:
    known = rate.entries[-1].written
    return "a list of texts" if isinstance(known, tuple) else f"a value such as {rate.text(known)}"
