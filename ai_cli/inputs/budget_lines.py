"""Reads the lines of a budget one value at a time, so that a wrong one leaves the others standing."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from ai_cli.facts.budget import CATEGORIES, REVENUES, BudgetLine, Entry
from ai_cli.facts.identifiers import read_yes_no
from ai_cli.facts.names import nearest
from ai_cli.facts.numbers import read_exact_money, read_money, read_quantity
from ai_cli.facts.sheets import BUDGET, WORDS_OF_LINES, plain_title
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.tree import Group, Items, Value, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOST_LINES = 2_000
"""A budget has some hundred; what is wrong with a line is told for each of them."""

Read = TypeVar("Read")


def read_items(node: object, file: str) -> tuple[tuple[BudgetLine, ...], tuple[Finding, ...]]:
    """Return the lines under ``budget.items`` of a YAML file, and what is wrong with their names.

    Findings: I102 for what is no list of groups, I103 for unknown keys. A key that stands twice in a line, I104, is told
    with the line, and has no value.
    """
    if node is None or (isinstance(node, Value) and node.missing):
        return (), ()
    findings: list[Finding] = []
    if not isinstance(node, Items):
        place = node.place if isinstance(node, Value | Group) else Place(file)
        return (), (_no_group(place, "a list of lines, each with its keys"),)
    if len(node.items) > MOST_LINES:
        return (), (too_many_lines(node.place, len(node.items)),)
    lines = []
    for number, one in enumerate(node.items, start=1):
        if not isinstance(one, Group):
            findings.append(_no_group(one.place, "the keys of a line"))
            continue
        for key in one.entries:
            if key not in BUDGET:
                place, allowed = one.key_places[key], ", ".join(BUDGET)
                fix = nearest(key, BUDGET)
                findings.append(finding("I103", place, key=key, found=key, allowed=allowed, fix=fix))
        known = {key: value for key, value in one.entries.items() if key in BUDGET}
        unknown = {
            key: Value("", twice.place, missing=True) for key, twice in one.twice.items() if key in BUDGET
        }
        problems = {twice.place: twice for twice in one.twice.values()}
        lines.append(read_line(number, {**known, **unknown}, one.place, problems))
    return tuple(lines), tuple(findings)


def too_many_lines(place: Place, lines: int) -> Finding:
    """Return the finding that there are more lines than a budget has, I102."""
    found, fix = f"{lines:,} lines", "check that it is the budget of one district and fiscal year"
    return finding("I102", place, key="the lines", found=found, allowed=f"at most {MOST_LINES:,}", fix=fix)


def _no_group(place: Place, allowed: str) -> Finding:
    fix = "write each line as `- item: ...` with its keys below"
    return finding("I102", place, key="budget.items", found="something else", allowed=allowed, fix=fix)


def read_line(
    number: int,
    cells: Mapping[str, object],
    place: Place,
    problems: Mapping[Place, Finding] | None = None,
    sheet: str | None = None,
    row: int | None = None,
) -> BudgetLine:
    """Return one line, whatever stands in it.

    ``cells`` are its values by key. ``problems`` says what is wrong with cells of a workbook that hold no value.
    """
    line = _Line(number, cells, place, problems or {})
    return BudgetLine(
        number=number,
        place=place,
        item=line.entry("item", str.strip),
        narrative=line.entry("narrative", str.strip),
        strategy=line.entry("strategy", str.strip),
        category=line.entry("category", _one_of(CATEGORIES)),
        revenue=line.entry("revenue", _one_of(REVENUES)),
        school=line.entry("school", str.strip),
        account=line.entry("account", str.strip),
        fte=line.entry("fte", read_quantity),
        amount=line.entry("amount", read_money),
        other_funding=line.entry("other_funding", read_money),
        enhances_existing=line.entry("enhances_existing", read_yes_no),
        sheet=sheet,
        row=row,
    )


class _Line(NamedTuple):
    number: int
    cells: Mapping[str, object]
    place: Place
    problems: Mapping[Place, Finding]

    def entry(self, key: str, read: Callable[[str], Read]) -> Entry[Read]:
        node = self.cells.get(key)
        if node is None:
            return Entry(None, "", self.place)
        if not isinstance(node, Value):
            return self.no_value(key, node)
        if node.missing:
            return Entry(None, "", node.place, self.problems.get(node.place))
        as_text = getattr(node, "as_text", None)
        try:
            # the number of a cell may have parts of a cent: Excel adds them too, and only shows none
            exact = read is read_money and as_text is False
            value = cast("Read", read_exact_money(node.text)) if exact else read(node.text)
        except UnreadableValue as error:
            what, found = self.named(key), f"'{node.text}'"
            problem = finding(
                error.code, node.place, key=what, found=found, allowed=error.allowed, fix=error.fix
            )
            return Entry(None, node.text, node.place, problem)
        return Entry(value, node.text, node.place, None, bool(as_text))

    def no_value(self, key: str, node: object) -> Entry[Any]:
        place = node.place if isinstance(node, Items | Group) else self.place
        found = str(plain(node)) if isinstance(node, Items | Group) else ""
        allowed, fix = "one value, not a group or a list", "write a single value here"
        problem = finding("I102", place, key=self.named(key), found=found, allowed=allowed, fix=fix)
        return Entry(None, "", place, problem)

    def named(self, key: str) -> str:
        """Return the line and one of its values as a message names them."""
        item = self.cells.get("item")
        what = f", {item.text.strip()}" if isinstance(item, Value) and item.text else ""
        return f"line {self.number}{what}: {key.replace('_', ' ')}"


@cache
def _one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    @lru_cache(maxsize=256)
    def read(text: str) -> str:
        plain_words = " ".join(one for one in plain_title(text).split() if not one.isdigit())
        word = WORDS_OF_LINES.get(plain_words, plain_words).replace(" ", "_")
        if word not in choices:
            raise UnreadableValue("I102", ", ".join(choices), "use one of these words")
        return word

    return read
