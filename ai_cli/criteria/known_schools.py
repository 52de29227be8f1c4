"""Which schools of the district are racially identifiable, as far as the facts tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ai_cli.eligibility import enrollment_of, rules_of
from ai_cli.eligibility.schools import screen_schools
from ai_cli.facts.identifiers import school_number
from ai_cli.facts.sheets import plain_title
from ai_cli.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_cli.facts.district_file import DistrictFile
    from ai_cli.facts.minnesota import MinnesotaDistrict

_LEADING_NUMBER = re.compile(r"\s*#?\s*(?:[0-9]{1,4}-(?:[0-9]{2}-)?)?([0-9]+)(?:\.0+)?\b")
OFFICIAL, SCREENED = "official status", "screening"


class KnownSchools(NamedTuple):
    """The schools of a district, all their ``numbers``.

    ``identifiable`` is number -> how that is known, ``unknown`` those of which it is not.

    ``names`` is plain name -> number. ``findings`` say of which year they are, where that is another one.
    """

    numbers: frozenset[str]
    identifiable: Mapping[str, str]
    unknown: frozenset[str]
    names: Mapping[str, str]
    findings: tuple[Finding, ...]

    def number_of(self, text: str) -> str:
        """Return the number of the school that a text names: ``456``, ``0456``, ``456 Sumner`` or ``Sumner``."""
        named = self.names.get(plain_title(text))
        if named is not None:
            return named
        number = _LEADING_NUMBER.match(text)
        return text.strip() if number is None else school_number(number[1])


def known_schools(
    file: DistrictFile, facts: MinnesotaDistrict, fiscal_year: int, readings: Mapping[str, str]
) -> KnownSchools | None:
    """Return what is known of the schools in a fiscal year; None where no schools are given.

    The official status of a school counts; a school without one is screened. Findings: I106 for schools of another
    fiscal year.
    """
    block = facts.years.get(fiscal_year)
    of_year = facts
    findings: list[Finding] = []
    if facts.fiscal_year != fiscal_year:
        if block is not None and block.schools:
            sections = {
                name: getattr(block, name) or getattr(facts, name)
                for name in ("enrollment", "schools", "status")
            }
            of_year = facts.model_copy(update={**sections, "fiscal_year": fiscal_year})
            # places are those of the block; the screening asks only whether a school is identifiable
        elif facts.schools:
            place, years = (
                file.place(("schools",)),
                {"fiscal_year": fiscal_year, "facts_year": facts.fiscal_year},
            )
            findings.append(finding("I106", place, keys="schools", found="schools", **years))
    if not of_year.schools:
        return None
    schools = screen_schools(enrollment_of(file, of_year), rules_of(of_year.fiscal_year, readings))
    by_screening = {school_number(one.id): one.racially_identifiable for one in schools.screened}
    by_screening |= {school_number(one.id): False for one in schools.not_screened if one.classification}
    identifiable, unknown = {}, set()
    for one in of_year.schools:
        number = school_number(one.id)
        known, source = one.racially_identifiable, OFFICIAL
        if known is None:
            known, source = by_screening.get(number), SCREENED
        if known is None:
            unknown.add(number)
        elif known:
            identifiable[number] = source
    names = {plain_title(one.name): school_number(one.id) for one in of_year.schools if one.name}
    numbers = frozenset(school_number(one.id) for one in of_year.schools)
    return KnownSchools(numbers, identifiable, frozenset(unknown), names, tuple(findings))
