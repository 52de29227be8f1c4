"""The kinds of value that the models of facts hold, each read from text by the one grammar there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, ConfigDict, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from ai_cli.facts.identifiers import (
    read_date,
    read_grade,
    read_minnesota_district,
    read_wisconsin_district,
    read_yes_no,
)
from ai_cli.facts.numbers import read_count, read_money, read_quantity
from ai_cli.facts.unreadable import UnreadableValue
from ai_cli.facts.years import read_fiscal_year, read_october


class Facts(BaseModel):
    """A group of facts as a file spells it. Unknown keys are refused, and nothing can be changed later."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)


def refuse(code: str, allowed: str, fix: str, *, key: str = "", found: str = "") -> NoReturn:
    """Stop the check of a group with a finding-to-be; ``key`` names the value inside the group it speaks of.

    Errors: always ``PydanticCustomError``, whose context the reader of files turns into a finding.
    """
    context = {"allowed": allowed, "fix": fix, "key": key, "found": found}
    raise PydanticCustomError("finding", "{code}", {"code": code, **context})


def _reader(read: Callable[[str], object]) -> Callable[[Any], object]:
    def validate(value: Any) -> object:
        if not isinstance(value, str):
            refuse("I102", "one value, not a group or a list", "write a single value here")
        try:
            return read(value)
        except UnreadableValue as error:
            refuse(error.code, error.allowed, error.fix)

    return validate


def one_of(*choices: str, allowed: str = "") -> Any:
    """Return the validator of a text that is one of a few, and its JSON Schema.

    ``allowed`` is said to a user who typed another, where that is not simply the list of choices.
    """

    def read(text: str) -> str:
        if text.strip() not in choices:
            raise UnreadableValue("I102", allowed or ", ".join(choices), "use one of these words")
        return text.strip()

    return PlainValidator(_reader(read)), WithJsonSchema({"type": "string", "enum": list(choices)})


def _text(text: str) -> str:
    return text


_NUMBER_OR_TEXT = {"type": ["number", "string"]}

Money = Annotated[Decimal, PlainValidator(_reader(read_money)), WithJsonSchema(_NUMBER_OR_TEXT)]
Quantity = Annotated[Decimal, PlainValidator(_reader(read_quantity)), WithJsonSchema(_NUMBER_OR_TEXT)]
Count = Annotated[
    Decimal,
    PlainValidator(_reader(read_count)),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 0}),
]
FiscalYear = Annotated[
    int, PlainValidator(_reader(read_fiscal_year)), WithJsonSchema({"type": ["integer", "string"]})
]
October = Annotated[
    int, PlainValidator(_reader(read_october)), WithJsonSchema({"type": ["integer", "string"]})
]
MinnesotaId = Annotated[
    str,
    PlainValidator(_reader(read_minnesota_district)),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,4}-[0-9]{1,2}$"}),
]
WisconsinId = Annotated[
    str,
    PlainValidator(_reader(read_wisconsin_district)),
    WithJsonSchema({"type": ["string", "integer"]}),
]
Grade = Annotated[str, PlainValidator(_reader(read_grade)), WithJsonSchema({"type": "string"})]
YesNo = Annotated[bool, PlainValidator(_reader(read_yes_no)), WithJsonSchema({"type": ["boolean", "string"]})]
Day = Annotated[
    date, PlainValidator(_reader(read_date)), WithJsonSchema({"type": "string", "format": "date"})
]
Text = Annotated[str, PlainValidator(_reader(_text)), WithJsonSchema({"type": ["string", "number"]})]
