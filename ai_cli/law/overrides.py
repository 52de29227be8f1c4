"""Checks the rates that a user gives with ``--law`` against the laws they stand in for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.findings import Finding, Place, finding
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
    value that spells no number where one is needed. Nothing is raised.
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
            listed = isinstance(rate.entries[-1].written, tuple)
            if listed is not isinstance(value, tuple) or not _readable(value, rate):
                findings.append(
                    finding(
                        "I102",
                        place,
                        key=f"{law_key}.{rate_key}",
                        found=", ".join(value) if isinstance(value, tuple) else value,
                        allowed="a list of texts"
                        if listed
                        else f"a value such as {rate.text(rate.entries[-1].written)}",
                        fix=f"write it as `ai-cli law {law_key}` prints it",
                    )
                )
                continue
            cite = f"given by the user in {place}"
            entries.setdefault(law_key, {})[rate_key] = RateEntry(
                0, value, "user", cite, rate.entries[-1].url
            )
    return entries, tuple(findings)


def _readable(value: str | tuple[str, ...], rate: Rate) -> bool:
    if not rate.is_number(value) or isinstance(value, tuple):
        return True
    try:
        rate_number(value)
    except ValueError:
        return False
    return True
