"""Reads a district file into facts, or says everything that is wrong with it."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, cast

from pydantic import ValidationError

from ai_cli.facts import states
from ai_cli.facts.district_file import DistrictFile
from ai_cli.findings import Finding, finding
from ai_cli.inputs.document import WORKBOOK, read_bytes, text_of
from ai_cli.inputs.tree import Group, Items, Tree, Value, plain
from ai_cli.inputs.yaml_tree import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import BaseModel

    from ai_cli.facts.district_file import DistrictFacts
    from ai_cli.inputs.settings import Setting


class Loaded(NamedTuple):
    """What a file gave: the district, or None where a finding says why there is none."""

    district: DistrictFile | None
    findings: tuple[Finding, ...]


def read_district(
    file: str,
    settings: Sequence[Setting] = (),
    *,
    budgets: bool = False,
    budget: str | None = None,
    years: tuple[int, ...] | None = None,
) -> Loaded:
    """Read a district file, YAML or workbook, ``-`` for standard input, with what-if settings put in.

    With ``budgets`` the totals of budget files that it names are taken from them; ``budget`` is a budget file that the
    user names, whose totals win over the file's own, of one of the ``years`` asked for.
    Findings: I101 to I105, each at its line and column or its cell, all of them at once. Nothing is raised for what the
    file holds.
    """
    content = read_bytes(file)
    if isinstance(content, Finding):
        return Loaded(None, (content,))
    if content.startswith(WORKBOOK):
        from ai_cli.inputs.district_workbook import district_tree

        tree, findings = district_tree(content, file)
    else:
        text = text_of(content, file)
        if isinstance(text, Finding):
            return Loaded(None, (text,))
        tree, findings = read_yaml(text, file)
    if tree is None:
        return Loaded(None, findings)
    if settings:
        from ai_cli.inputs.settings import put_all

        findings += put_all(tree, settings)
    if budget is not None:
        from ai_cli.inputs.linked_budget import take_budget

        findings += take_budget(tree, budget, years)
    elif budgets and _names_a_budget(tree):
        from ai_cli.inputs.linked_budget import take_linked_budgets

        findings += take_linked_budgets(tree, file)
    return district_of(tree, file, findings)


def district_of(
    tree: Group, file: str, findings: tuple[Finding, ...], settings: Sequence[Setting] = ()
) -> Loaded:
    """Check the tree of a district file, however it was read, as ``read_district`` does."""
    if settings:
        from ai_cli.inputs.settings import put_all

        findings += put_all(tree, settings)
    unknown = _unknown_state(tree)
    if unknown is not None:
        return Loaded(None, (*findings, unknown))
    model = _model_of(tree)
    problems = chain(findings, _unknown_assumptions(tree, model))
    try:
        facts = cast("DistrictFacts", model.model_validate(plain(tree)))
    except ValidationError as error:
        from ai_cli.inputs.checking import first_of, refusals

        return Loaded(None, first_of(chain(problems, refusals(error, model, tree)), file))
    first = next(problems, None)
    if first is not None:
        from ai_cli.inputs.checking import first_of

        return Loaded(None, first_of(chain((first,), problems), file))
    return Loaded(DistrictFile(file, facts, Tree(tree)), ())


def _names_a_budget(tree: Group) -> bool:
    years = tree.entries.get("years")
    blocks = [tree, *(years.entries.values() if isinstance(years, Group) else ())]
    budgets = [one.entries.get("budget") for one in blocks if isinstance(one, Group)]
    return any(isinstance(one, Group) and "file" in one.entries for one in budgets)


def _unknown_state(tree: Group) -> Finding | None:
    """Return I102 for a state that nobody knows: what else its file says can be held against nothing."""
    state = tree.entries.get("state")
    if not isinstance(state, Value) or state.missing or states.state_named(state.text) is not None:
        return None
    fix = "use one of these words; the districts of no other state are covered"
    return finding(
        "I102", state.place, key="state", found=f"'{state.text[:60]}'", allowed=states.codes(), fix=fix
    )


def _model_of(tree: Group) -> type[BaseModel]:
    """Return the model of the state that the file means, of the first one where it names none."""
    written = tree.entries.get("state")
    named = states.state_named(written.text) if isinstance(written, Value) else None
    return (named or states.STATES[0]).model


def _unknown_assumptions(tree: Group, model: type[BaseModel]) -> Iterator[Finding]:
    assumed = tree.entries.get("assumed")
    if not isinstance(assumed, Items):
        return
    from ai_cli.facts.names import nearest

    known = _assumable(model)
    allowed = "the dotted name of an input, such as pupil_units.adjusted"
    for one in assumed.items:
        if isinstance(one, Value) and not one.missing and one.text not in known:
            fix = nearest(one.text, known)
            yield finding("I103", one.place, key=one.text, found=one.text, allowed=allowed, fix=fix)


_NEVER_ASSUMED = frozenset(
    {
        "state",
        "district",
        "fiscal_year",
        "assumed",
        "years",
        "status",
        "schools",
        "adjoining",
        "state_report",
        "transfers",
    }
)


@cache
def _assumable(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of the figures that a line may be entered from, and of groups of such."""
    from ai_cli.facts.names import dotted_names

    return tuple(
        name
        for name in dotted_names(model)
        if name.split(".")[0] not in _NEVER_ASSUMED and not name.endswith((".october_1", ".file"))
    )
