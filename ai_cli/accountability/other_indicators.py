"""Which other indicator a school or district has, R29, R30 and R43: attendance, graduation or both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.accountability.attendance import attendance
from ai_cli.accountability.graduation import graduation
from ai_cli.facts.accountability import DISTRICT, GRADUATION

if TYPE_CHECKING:
    from ai_cli.accountability.rules import Rules
    from ai_cli.facts.accountability import AccountabilityFacts, Entity
    from ai_cli.results.accountability import Determination


def other_indicators(entity: Entity, facts: AccountabilityFacts, rules: Rules) -> list[Determination]:
    """Return attendance, graduation or both: of a district both, of a school the one of its type.

    A school of no usual type has graduation if it has a four-year cohort, otherwise attendance; by the reading
    ``other-indicator`` attendance always. Source: attendance_school_types, graduation_school_types.
    """
    kind = school_type(entity, rules)
    usual = kind in rules.texts("attendance_school_types")
    graduates = kind in rules.texts("graduation_school_types")
    if not usual and not graduates and rules.reads("other-indicator", "graduation"):
        first = f"{GRADUATION}{rules.texts('graduation_rates')[0]}"
        graduates = any((entity.id, entity.year, first, group) in facts.others for group in rules.groups)
    both = entity.level == DISTRICT
    found: list[Determination] = []
    if both or not graduates:
        found.extend(attendance(entity.id, facts, rules))
    if both or graduates:
        found.extend(graduation(entity.id, facts.others, rules))
    return found


def school_type(entity: Entity, rules: Rules) -> str | None:
    """Return the type of a school: as given, otherwise by its classification, None where neither tells it."""
    if entity.school_type is not None or entity.classification is None:
        return entity.school_type
    elementary, middle = rules.texts("attendance_school_types")
    (high,) = rules.texts("graduation_school_types")
    by_type = {
        elementary: rules.texts("elementary_classifications"),
        middle: rules.texts("middle_classifications"),
        high: rules.texts("high_classifications"),
    }
    return next((kind for kind, codes in by_type.items() if entity.classification in codes), None)
