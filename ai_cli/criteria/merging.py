"""Lays the facts of a budget file over those of a district file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from ai_cli.facts.district_file import DistrictFile
from ai_cli.facts.minnesota import FactsOfYear, MinnesotaDistrict

if TYPE_CHECKING:
    from ai_cli.facts.budget_file import BudgetFile
    from ai_cli.facts.district_file import Path, Written
    from ai_cli.findings import Place

_SECTIONS = tuple(name for name in FactsOfYear.model_fields if name != "budget")


class _Overlaid:
    """What two files say together: the sections that the upper one has, and all else of the lower one."""

    def __init__(self, upper: Written, lower: Written, sections: frozenset[str], fiscal_year: int) -> None:
        self.upper = upper
        self.lower = lower
        self.sections = sections
        self.block = ("years", f"FY {fiscal_year}")

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Return where the value at this path stands, in the file that it is from."""
        inner = path[2:] if path[:2] == self.block else path
        if inner and inner[0] in self.sections:
            return self.upper.place(inner, of_key=of_key)
        return self.lower.place(path, of_key=of_key)

    def keys(self, path: Path) -> tuple[str, ...]:
        """Return the keys, as written, of the group at this path."""
        if path == ("years",):
            return (*self.lower.keys(path), self.block[1])
        return self.lower.keys(path)


def merged_facts(budget: BudgetFile, district: DistrictFile | None) -> DistrictFile | None:
    """Return the facts that a budget is checked with: its own, over those of a district file.

    The budget's sections belong to its fiscal year. None where neither file says which district and fiscal year it is,
    or the district file is not one of Minnesota.
    """
    facts = budget.facts
    lower = district.facts if district is not None and isinstance(district.facts, MinnesotaDistrict) else None
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
    if lower.fiscal_year == year:
        below |= own
    elif own:
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
    written = _Overlaid(budget.written, district.written, frozenset(own), year)
    return DistrictFile(district.file, merged, written)


def _says(value: object) -> bool:
    if isinstance(value, BaseModel):
        return any(_says(getattr(value, name)) for name in value.model_fields_set)
    return value is not None and value not in ((), {})


def _filled(sections: dict[str, Any]) -> dict[str, Any]:
    """Return all sections, those that are not given as a model has them by default."""
    lists = ("enrollment", "status", "schools", "adjoining")
    return {name: sections.get(name, () if name in lists else None) for name in _SECTIONS}
