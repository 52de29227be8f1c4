"""Lays the facts of a budget file over those of a district file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from ai_cli.facts.district_file import DistrictFile
from ai_cli.facts.minnesota import FactsOfYear, MinnesotaDistrict
from ai_cli.findings import finding

if TYPE_CHECKING:
    from ai_cli.facts.budget_file import BudgetFile
    from ai_cli.facts.district_file import Path, Written
    from ai_cli.findings import Finding, Place

_SECTIONS = tuple(name for name in FactsOfYear.model_fields if name != "budget")
_YEARS = ("years",)


class _Overlaid:
    """What two files say together: the sections and years that the upper one has, and all else of the lower one.

    ``block`` is the path at which the sections of the upper file stand among the facts of the lower one.
    """

    def __init__(self, upper: Written, lower: Written, sections: frozenset[str], block: Path) -> None:
        self.upper = upper
        self.lower = lower
        self.sections = sections
        self.block = block

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Return where the value at this path stands, in the file that it is from."""
        written, inner = self._behind(path)
        return written.place(inner, of_key=of_key)

    def keys(self, path: Path) -> tuple[str, ...]:
        """Return the keys, as written, of the group at this path."""
        if path == _YEARS:
            years = (*self.upper.keys(path), *self.lower.keys(path), *map(str, self.block[1:]))
            return tuple(dict.fromkeys(years))
        written, inner = self._behind(path)
        return written.keys(inner)

    def _behind(self, path: Path) -> tuple[Written, Path]:
        """Return the file that the value at this path is from, and its path there."""
        depth = len(self.block)
        if path[:depth] == self.block and self.sections.intersection(path[depth : depth + 1]):
            return self.upper, path[depth:]
        is_of_upper = path[:1] == _YEARS and path[1:2] and path[1] in self.upper.keys(_YEARS)
        return self.upper if is_of_upper else self.lower, path


class MergedFacts(NamedTuple):
    """The facts that a budget is checked with, None where they are not enough, and findings about them."""

    file: DistrictFile | None
    findings: tuple[Finding, ...] = ()


def merged_facts(budget: BudgetFile, district: DistrictFile | None) -> MergedFacts:
    """Return the facts that a budget is checked with: its own, over those of a district file.

    The budget's sections belong to its fiscal year. None where neither file says which district and fiscal year it is.
    Findings: I108 where the district file is of another district, or not one of Minnesota; it is not used then.
    """
    foreign = _foreign(budget, district)
    if foreign is not None:
        return MergedFacts(merged_facts(budget, None).file, (foreign,))
    lower = district.facts if district is not None and isinstance(district.facts, MinnesotaDistrict) else None
    return MergedFacts(_merged(budget, district, lower))


def _foreign(budget: BudgetFile, district: DistrictFile | None) -> Finding | None:
    if district is None:
        return None
    theirs, ours = district.facts.district.id, budget.facts.district
    name = "a district of Minnesota" if ours is None else f"district {ours.id}"
    if isinstance(district.facts, MinnesotaDistrict):
        if ours is None or theirs == ours.id:
            return None
        found = f"district {theirs}"
    else:
        found = f"district {theirs} of another state"
    return finding("I108", district.place(("district", "id")), found=found, district=name)


def _merged(
    budget: BudgetFile, district: DistrictFile | None, lower: MinnesotaDistrict | None
) -> DistrictFile | None:
    facts = budget.facts
    year = facts.fiscal_year if facts.fiscal_year is not None else getattr(lower, "fiscal_year", None)
    who = facts.district or (lower.district if lower is not None else None)
    if year is None or who is None:
        return None
    own = {name: getattr(facts, name) for name in _SECTIONS if _says(getattr(facts, name))}
    common: dict[str, Any] = {"state": "MN", "district": who, "budget": None}
    if lower is None or district is None:
        merged = MinnesotaDistrict.model_construct(
            **common, **_filled(own), fiscal_year=year, assumed=facts.assumed, years=facts.years
        )
        return DistrictFile(budget.file, merged, budget.written)
    below = {name: getattr(lower, name) for name in _SECTIONS}
    years = {**lower.years, **facts.years}
    at: Path = ()
    if lower.fiscal_year == year:
        below |= own
    elif own:
        at = district.path_of_year(year) or (*_YEARS, f"FY {year}")
        block = years.get(year)
        known = {name: getattr(block, name) for name in _SECTIONS if _says(getattr(block, name, None))}
        years[year] = FactsOfYear.model_construct(**_filled({**known, **own}), budget=None)
    merged = MinnesotaDistrict.model_construct(
        **common,
        **below,
        fiscal_year=lower.fiscal_year,
        assumed=(*lower.assumed, *facts.assumed),
        years=years,
    )
    written = _Overlaid(budget.written, district.written, frozenset(own), at)
    return DistrictFile(district.file, merged, written)


def _says(value: object) -> bool:
    if isinstance(value, BaseModel):
        return any(_says(getattr(value, name)) for name in value.model_fields_set)
    if isinstance(value, tuple):
        return any(map(_says, value))
    return value is not None and value != {}


def _filled(sections: dict[str, Any]) -> dict[str, Any]:
    """Return all sections, those that are not given as a model has them by default."""
    lists = ("enrollment", "status", "schools", "adjoining")
    return {name: sections.get(name, () if name in lists else None) for name in _SECTIONS}
