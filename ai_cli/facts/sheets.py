"""Column names of the sheets of a district workbook."""

from __future__ import annotations

COUNTS = ("total", "protected", "american_indian")
"""The counts of students that every sheet with students has."""

SCHOOLS = ("id", "name", "classification", "racially_identifiable", "grade", *COUNTS)
"""Columns of the sheet Schools, a row a school and grade."""

BUDGET = {
    "item": ("item", "line item", "budget item"),
    "narrative": ("narrative", "budget narrative", "description"),
    "strategy": ("strategy", "intervention"),
    "category": ("category", "use"),
    "revenue": ("revenue",),
    "school": ("school", "school number"),
    "account": ("account", "account code", "ufars account", "ufars code"),
    "fte": ("fte",),
    "amount": ("amount", "budget amount"),
    "other_funding": ("other funding", "other funding source amount"),
    "enhances_existing": ("enhances existing", "enhances existing program"),
}
"""Key of a budget line -> the column names it goes by, the first as this tool writes it."""

PLAN = {"id": ("strategy", "number"), "name": ("name",), "goal": ("goal",)}
"""Key of a strategy -> its column names on the sheet Plan."""

USES = {
    "racially identifiable": {"revenue": "initial"},
    "incentive": {"revenue": "incentive"},
    "professional development": {"category": "professional_development", "revenue": "initial"},
    "administration": {"category": "administration", "revenue": "initial"},
    "direct": {"category": "direct", "revenue": "initial"},
}
"""Words in the name of a sheet for one use, as the state's form has them -> what its lines are."""

ADJOINING = ("id", "name", "contact", "racially_isolated", *COUNTS)
"""Columns of the sheet Adjoining, a row a district."""
