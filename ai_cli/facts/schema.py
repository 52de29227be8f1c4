"""JSON Schema of the files that hold facts, made from their models."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from ai_cli.facts.minnesota import MinnesotaDistrict
from ai_cli.facts.wisconsin import WisconsinDistrict


def district_schema() -> dict[str, Any]:
    """Return the JSON Schema of a district file, of Minnesota or of Wisconsin; an optional key may be empty."""
    adapter: TypeAdapter[MinnesotaDistrict | WisconsinDistrict] = TypeAdapter(
        MinnesotaDistrict | WisconsinDistrict
    )
    schema = adapter.json_schema(by_alias=True, mode="validation")
    for group in schema["$defs"].values():
        for name, one in group["properties"].items():
            if name not in group.get("required", ()) and {"type": "null"} not in one.get("anyOf", ()):
                group["properties"][name] = {"anyOf": [one, {"type": "null"}]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "District file of ai-cli",
        **schema,
    }
