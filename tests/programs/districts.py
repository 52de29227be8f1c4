"""District files for the programs, written for a test and estimated."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ai_cli.inputs.district import read_district
from ai_cli.programs import Terms, estimate, program

if TYPE_CHECKING:
    from pathlib import Path

    from ai_cli.results.estimate import Estimate

Values = dict[str, Decimal | bool | str | None]


def estimated(
    folder: Path, text: str, key: str, year: int | None = None, readings: dict[str, str] | None = None
) -> Estimate:
    """Return the estimate of a district file with this text."""
    file = folder / "district.yaml"
    file.write_text(text, encoding="utf-8")
    loaded = read_district(str(file))
    assert loaded.district is not None, loaded.findings
    the_program = program(key)
    assert the_program is not None
    return estimate(
        loaded.district,
        the_program,
        year or loaded.district.facts.fiscal_year,
        Terms(readings=readings or {}),
    )


def values(one: Estimate) -> Values:
    """Return the value of each line by its key."""
    return {line.key: line.value for line in one.form.lines}


def money(one: Estimate, *keys: str) -> Any:
    """Return lines as a tuple of exact amounts, to be compared with whole numbers too."""
    found = [one.form.by_key[key].value for key in keys]
    assert all(isinstance(value, Decimal) for value in found), (keys, found, one.missing)
    return tuple(found)


def codes(one: Estimate) -> list[str]:
    """Return the codes of the findings but those of what is not verified."""
    return [finding.code for finding in one.findings if finding.code != "L102"]
