"""The kinds of value that the models of facts hold, each read from text by the one grammar there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError, core_schema

from ai_cli.facts.identifiers import (
    read_classification,
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

    model_config = ConfigDict(
        strict=True, frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _leave_out_what_is_missing(cls, value: Any) -> Any:
        """Leave out known keys without a value; an unknown key stays, and is refused."""
        if not isinstance(value, dict) or None not in value.values():
            return value
        known = _names(cls)
        return {key: one for key, one in value.items() if one is not None or key not in known}


@cache
def _names(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in model.model_fields.items())


def refuse(
    code: str,
    allowed: str,
    fix: str,
    *,
    key: str | tuple[str | int, ...] = "",
    found: str = "",
    first: str | int = "",
) -> NoReturn:
    """Stop the check of a group with a finding-to-be.

    ``key`` names the value inside the group that it speaks of, or is the path to it. ``first`` says where a key that
    stands twice stands before: in words, or as its index in the list.
    Errors: always ``PydanticCustomError``, whose context the reader of files turns into a finding.
    """
    context = {"allowed": allowed, "fix": fix, "key": key, "found": found, "first": first}
    raise PydanticCustomError("finding", "{code}", {"code": code, **context})


def refuse_own_year(fiscal_year: int, years: Mapping[int, object]) -> None:
    """Refuse a block of the file's own fiscal year among those of other years, with finding I104."""
    if fiscal_year in years:
        allowed, fix = (
            "years other than the file's own",
            "move the figures of that block to the top of the file",
        )
        refuse("I104", allowed, fix, key="years", found=f"FY {fiscal_year}", first="as fiscal_year")


class Reads:
    """The annotation of a value that is read from text by one function, and what an editor is told of it."""

    __slots__ = ("_json_schema", "_read")

    def __init__(self, read: Callable[[str], object], json_schema: dict[str, Any]) -> None:
        self._read = read
        self._json_schema = json_schema

    def validate(self, value: Any) -> object:
        """Return the value that a text spells; anything but a text is refused. Errors: ``refuse``."""
        if not isinstance(value, str):
            refuse("I102", "one value, not a group or a list", "write a single value here")
        try:
            return self._read(value)
        except UnreadableValue as error:
            refuse(error.code, error.allowed, error.fix)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Return the check that pydantic runs: this function and nothing else."""
        del source, handler
        return core_schema.no_info_plain_validator_function(self.validate)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Return what JSON Schema says of the value."""
        del schema, handler
        return dict(self._json_schema)


class OneOrList:
    """The annotation that tells editors that a list of groups may also be written as a single group."""

    __slots__ = ()

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Return what JSON Schema says of the value."""
        listed = handler(schema)
        return {"anyOf": [listed["items"], listed]}


class KeysOnce:
    """The annotation of a group whose keys are values: a key without a value is left out, none may stand twice.

    ``read`` gives the value of a key, so that two spellings of one value count as the same.
    """

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[str], object]) -> None:
        self._read = read

    def validate(self, value: Any) -> Any:
        """Return the group without empty keys, but for those that cannot be read. Errors: ``refuse`` with I104 for a key in two spellings."""
        if not isinstance(value, dict):
            return value
        seen: dict[object, str] = {}
        unreadable = set()
        for key in value:
            try:
                read = self._read(key)
            except UnreadableValue:
                unreadable.add(key)
                continue
            if read in seen:
                fix = "keep one of the two and delete the other"
                refuse("I104", "each name once", fix, key=key, found=key, first=f"as {seen[read]}")
            seen[read] = key
        return {key: one for key, one in value.items() if one is not None or key in unreadable}

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Return the check that pydantic runs before that of the group."""
        return core_schema.no_info_before_validator_function(self.validate, handler(source))


def one_of(*choices: str, allowed: str = "") -> Reads:
    """Return the annotation of a text that is one of a few.

    ``allowed`` is said to a user who typed another, where that is not simply the list of choices.
    """

    def read(text: str) -> str:
        if text.strip() not in choices:
            raise UnreadableValue("I102", allowed or ", ".join(choices), "use one of these words")
        return text.strip()

    numbers = [int(one) for one in choices if one.isdigit()]
    return Reads(read, {"enum": [*choices, *numbers]})


_NUMBER = {"type": ["number", "string"]}
_INTEGER = {"type": ["integer", "string"]}

Money = Annotated[Decimal, Reads(read_money, _NUMBER)]
Quantity = Annotated[Decimal, Reads(read_quantity, _NUMBER)]
Count = Annotated[Decimal, Reads(read_count, _INTEGER)]
FiscalYear = Annotated[int, Reads(read_fiscal_year, _INTEGER)]
October = Annotated[int, Reads(read_october, _INTEGER)]
MinnesotaId = Annotated[
    str, Reads(read_minnesota_district, {"type": "string", "pattern": "^[0-9]{1,4}-[0-9]{1,2}$"})
]
WisconsinId = Annotated[str, Reads(read_wisconsin_district, {"type": ["string", "integer"]})]
Grade = Annotated[str, Reads(read_grade, {"type": "string"})]
Classification = Annotated[str, Reads(read_classification, {"type": ["integer", "string"]})]
YesNo = Annotated[bool, Reads(read_yes_no, {"type": ["boolean", "string"]})]
Day = Annotated[date, Reads(read_date, {"type": "string", "format": "date"})]
Text = Annotated[str, Reads(str, {"type": ["string", "number"]})]
