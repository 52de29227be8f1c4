"""Takes the totals of a budget file that a district file names: ``budget: {file: budget.xlsx}``."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from ai_cli.facts.budget import REVENUES
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.facts.years import read_fiscal_year
from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.budget import read_budget
from ai_cli.inputs.document import STANDARD_INPUT
from ai_cli.inputs.tree import Group, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_cli.facts.budget_file import BudgetFile

_CENT = Decimal("0.01")


def take_linked_budgets(tree: Group, file: str) -> tuple[Finding, ...]:
    """Put the totals of budget files into the tree of the district file that names them, for each year's block.

    A total is the sum of the budget's lines to the cent, half up; one that is not known, because a line cannot be read,
    stays missing. Findings: I102 for a file that cannot be read, is not in the folder of the district file, or is of
    another district or fiscal year; I104 for a total that is typed beside the file.
    """
    years = tree.entries.get("years")
    blocks = [(_text(tree, "fiscal_year"), tree)]
    if isinstance(years, Group):
        blocks += [(key, block) for key, block in years.entries.items() if isinstance(block, Group)]
    return tuple(one for year, block in blocks for one in _take(tree, block, year, file))


def _take(tree: Group, block: Group, year: str | None, file: str) -> Iterator[Finding]:
    budget = block.entries.get("budget")
    named = budget.entries.get("file") if isinstance(budget, Group) else None
    if not isinstance(budget, Group) or not isinstance(named, Value) or named.missing:
        return
    typed = [key for key in REVENUES if not _is_missing(budget, key)]
    for key in typed:
        fix = "delete the total, or the name of the file"
        first, place = "as the total of the file", budget.key_places[key]
        yield finding("I104", place, key=f"budget.{key}", found=key, first=first)._replace(fix=fix)
    if typed:
        return
    loaded = _budget_of(named, file)
    if isinstance(loaded, Finding):
        yield loaded
        return
    problem = _of_another(loaded, tree, year, named)
    if problem is not None:
        yield problem
        return
    place = Place(loaded.file, loaded.lines[0].sheet if loaded.lines else None)
    for key in REVENUES:
        total = loaded.total_of("revenue", key)
        if total is not None:
            budget.entries[key] = Value(f"{total.quantize(_CENT, ROUND_HALF_UP):f}", place)
            budget.key_places[key] = named.place


def _budget_of(named: Value, file: str) -> BudgetFile | Finding:
    """Return the budget in the folder of the district file."""
    folder = Path(file).parent
    if file == STANDARD_INPUT:
        return _refused(
            named, "a file beside standard input", "a district file in a folder", "name the district file"
        )
    if not (folder / named.text).resolve().is_relative_to(folder.resolve()):
        fix = "copy the budget into the folder of the district file, and give its name"
        return _refused(named, f"'{named.text}'", "a file in the folder of the district file", fix)
    loaded = read_budget(str(folder / named.text))
    if loaded.budget is None:
        first = loaded.findings[0]
        return _refused(named, f"'{named.text}': {first.message}", "a budget file", str(first.fix))
    return loaded.budget


def _of_another(budget: BudgetFile, tree: Group, year: str | None, named: Value) -> Finding | None:
    """Return what is wrong where the budget says that it is of another district or fiscal year."""
    facts = budget.facts
    district = tree.entries.get("district")
    ours = _text(district, "id") if isinstance(district, Group) else None
    fix = "name the budget of this district and fiscal year"
    if facts.district is not None and ours is not None and _same(facts.district.id, ours) is False:
        return _refused(named, f"'{named.text}', a budget of {facts.district.id}", f"a budget of {ours}", fix)
    try:
        wanted = None if year is None else read_fiscal_year(year)
    except UnreadableValue:
        return None  # told where the year stands
    if facts.fiscal_year is not None and wanted is not None and facts.fiscal_year != wanted:
        return _refused(
            named, f"'{named.text}', a budget of FY {facts.fiscal_year}", f"a budget of FY {wanted}", fix
        )
    return None


def _same(theirs: str, ours: str) -> bool:
    from ai_cli.facts.identifiers import read_minnesota_district

    try:
        return theirs == read_minnesota_district(ours)
    except UnreadableValue:
        return True  # told where the id stands


def _refused(named: Value, found: str, allowed: str, fix: str) -> Finding:
    return finding("I102", named.place, key="budget.file", found=found, allowed=allowed, fix=fix)


def _text(group: Group, key: str) -> str | None:
    value = group.entries.get(key)
    return value.text if isinstance(value, Value) and not value.missing else None


def _is_missing(group: Group, key: str) -> bool:
    value = group.entries.get(key)
    return value is None or (isinstance(value, Value) and value.missing)
