"""JSON Schema of the files that hold facts, made from their models."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from pydantic import Field, TypeAdapter

from ai_cli.facts import states
from ai_cli.facts.budget import BudgetFacts, BudgetHead, Item


class _WholeBudget(BudgetHead):
    items: tuple[Item, ...] = Field(default=(), description="The lines of the budget.")


class _BudgetFile(BudgetFacts):
    budget: _WholeBudget | None = Field(None, description="The budget.")


def district_schema() -> dict[str, Any]:
    """Return the JSON Schema of a district file of any state; an optional key may be empty."""
    any_state: Any = reduce(or_, (one.model for one in states.STATES))
    return _schema(TypeAdapter(any_state), "District file of ai-cli")


def budget_schema() -> dict[str, Any]:
    """Return the JSON Schema of a budget file; an optional key may be empty."""
    return _schema(TypeAdapter(_BudgetFile), "Budget file of ai-cli")


def _schema(adapter: TypeAdapter[Any], title: str) -> dict[str, Any]:
    schema = adapter.json_schema(by_alias=True, mode="validation")
    for group in (*schema["$defs"].values(), schema):
        for name, one in group.get("properties", {}).items():
            if name not in group.get("required", ()) and {"type": "null"} not in one.get("anyOf", ()):
                group["properties"][name] = {"anyOf": [one, {"type": "null"}]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
