"""Takes the totals of a budget file, one that a district file names, ``budget: {file: budget.xlsx}``, or the user."""

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
    given = [key for key in REVENUES if not _is_missing(budget, key)]
    tried = [key for key in given if _is_setting(budget.entries[key].place)]
    typed = [key for key in given if key not in tried]
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
    _put_totals(budget, loaded, named.place, but=tried)


def take_budget(tree: Group, budget_file: str, years: tuple[int, ...] | None = None) -> tuple[Finding, ...]:
    """Put the totals of a budget file into the tree of a district file, in the place of its own.

    They go to the block of the budget's fiscal year. ``years`` are those that are asked for, the file's own where none
    are. Findings: those of a file that cannot be read, and I102 for a budget of another district or fiscal year.
    """
    loaded = read_budget(budget_file)
    if loaded.budget is None:
        return loaded.findings
    budget = loaded.budget
    named = Value(budget_file, Place(budget_file))
    own = None if years is not None else _text(tree, "fiscal_year")
    problem = _of_another(budget, tree, own, named)
    year = budget.facts.fiscal_year
    if problem is None and years is not None and year is not None and year not in years:
        asked = ", ".join(f"FY {one}" for one in years)
        fix = "name the budget of this district and fiscal year"
        problem = _refused(named, f"'{safe(named.text)}', a budget of FY {year}", f"a budget of {asked}", fix)
    if problem is not None:
        return (problem,)
    block = _block_of(tree, year)
    old = block.entries.get("budget")
    tried = {}
    if isinstance(old, Group):
        tried = {
            key: one for key, one in old.entries.items() if isinstance(one, Value) and _is_setting(one.place)
        }
    group = Group(named.place)
    _put_totals(group, budget, named.place, but=list(tried))
    for key, one in tried.items():
        group.entries[key], group.key_places[key] = one, one.place
    block.entries["budget"] = group
    block.key_places["budget"] = named.place
    return ()


def _block_of(tree: Group, fiscal_year: int | None) -> Group:
    """Return the block of a fiscal year, a new one where the file has none; the file itself for its own year."""
    try:
        own = read_fiscal_year(_text(tree, "fiscal_year") or "")
    except UnreadableValue:
        return tree
    if fiscal_year is None or fiscal_year == own:
        return tree
    years = tree.entries.setdefault("years", Group(tree.place))
    if not isinstance(years, Group):
        return tree
    for key, block in years.entries.items():
        try:
            if isinstance(block, Group) and read_fiscal_year(key) == fiscal_year:
                return block
        except UnreadableValue:
            continue
    key = f"FY {fiscal_year}"
    years.entries[key] = made = Group(tree.place)
    years.key_places[key] = tree.place
    return made


def _put_totals(group: Group, budget: BudgetFile, key_place: Place, but: list[str] | None = None) -> None:
    """Put the totals of a budget into a group; ``but`` are those that the user tries another value for."""
    place = Place(budget.file, budget.lines[0].sheet if budget.lines else None)
    for key in REVENUES:
        total = budget.total_of("revenue", key)
        if total is not None and key not in (but or ()):
            group.entries[key] = Value(f"{total.quantize(_CENT, ROUND_HALF_UP):f}", place)
            group.key_places[key] = key_place


def _budget_of(named: Value, file: str) -> BudgetFile | Finding:
    """Return the budget in the folder of the district file."""
    folder = Path(file).parent
    if file == STANDARD_INPUT:
        return _refused(
            named, "a file beside standard input", "a district file in a folder", "name the district file"
        )
    try:
        target = (folder / named.text).resolve()
        inside, is_other = target.is_relative_to(folder.resolve()), target.exists() and not target.is_file()
    except (OSError, RuntimeError, ValueError):
        inside, is_other = False, True
    if not inside or is_other:
        fix = "copy the budget into the folder of the district file, and give its name"
        return _refused(named, f"'{safe(named.text)}'", "a file in the folder of the district file", fix)
    loaded = read_budget(str(folder / named.text))
    if loaded.budget is None:
        first = loaded.findings[0]
        return _refused(named, f"'{named.text}': {first.message}", "a budget file", str(first.fix))
    wrong = next(iter(loaded.budget.line_findings), None)
    if wrong is not None:
        fix = "mend what `ai-cli budget-check` says of the file"
        return _refused(
            named, f"'{named.text}', with errors among its lines: {wrong.message}", "a sound budget", fix
        )
    return loaded.budget


def safe(text: str) -> str:
    """Return a name as a message can show it."""
    return "".join(one if one.isprintable() else "?" for one in text)


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
    by_option = named.place == Place(named.text)
    key = "--budget" if by_option else "budget.file"
    return finding("I102", named.place, key=key, found=found, allowed=allowed, fix=fix)


def _text(group: Group, key: str) -> str | None:
    value = group.entries.get(key)
    return value.text if isinstance(value, Value) and not value.missing else None


def _is_setting(place: Place) -> bool:
    """Tell whether a value was given with --set, not typed in the file."""
    return str(place.file).startswith("--set ")


def _is_missing(group: Group, key: str) -> bool:
    value = group.entries.get(key)
    return value is None or (isinstance(value, Value) and value.missing)
