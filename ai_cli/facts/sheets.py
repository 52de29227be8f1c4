"""Column names of the sheets of a district workbook."""

from __future__ import annotations

import re

COUNTS = ("total", "protected", "american_indian")
"""The counts of students that every sheet with students has."""

SCHOOLS = ("id", "name", "classification", "racially_identifiable", "grade", *COUNTS)
"""Columns of the sheet Schools, a row a school and grade."""

LABELS = {
    "district": "district.id",
    "district_number": "district.id",
    "name": "district.name",
    "district_name": "district.name",
}
"""Labels of the sheet District -> the key that they stand for, where they do not spell it."""

BUDGET = {
    "item": ("item", "line item", "budget item", "item description"),
    "narrative": ("narrative", "budget narrative", "description", "line item narrative"),
    "strategy": ("strategy", "intervention", "strategy number", "strategy name", "plan strategy"),
    "category": ("category", "use"),
    "revenue": ("revenue", "revenue source"),
    "school": ("school", "school number", "school name"),
    "account": ("account", "account code", "account number", "ufars account", "ufars code"),
    "fte": ("fte",),
    "amount": ("amount", "budget amount", "total amount", "a i amount"),
    "other_funding": ("other funding", "other funding source amount"),
    "enhances_existing": ("enhances existing", "enhances existing program"),
}
"""Key of a budget line -> the plain column names it goes by, the first as this tool writes it."""

WORDS_OF_LINES = {
    "direct services": "direct",
    "pd": "professional development",
    "prof dev": "professional development",
    "prof development": "professional development",
    "admin": "administration",
    "administrative": "administration",
    "initial revenue": "initial",
    "incentive revenue": "incentive",
}
"""What lines call a category or a revenue, in plain words -> its name."""

PLAN = {
    "id": ("strategy", "number", "strategy number"),
    "name": ("name", "strategy name"),
    "goal": ("goal",),
}
"""Key of a strategy -> its plain column names on the sheet Plan."""

USES = {
    ("racially identifiable", "ris"): {"revenue": "initial"},
    ("incentive",): {"revenue": "incentive"},
    ("professional development", "prof dev", "pd"): {
        "category": "professional_development",
        "revenue": "initial",
    },
    ("administration", "admin"): {"category": "administration", "revenue": "initial"},
    ("direct",): {"category": "direct", "revenue": "initial"},
}
"""Words in the name of a sheet for one use, as the state's form has them -> what its lines are."""

SCHOOLS_SECTION = next(iter(USES))
"""The section for racially identifiable schools."""

TOTAL_WORDS = (
    "total", "totals", "subtotal", "sum", "sub", "grand", "the", "of", "for", "budget", "fin", "code", "finance", "a", "i",
    "expenditures", "expenses",
)  # fmt: skip
"""Words of a total's label that do not say what it is of."""

TOTAL_LABELS = {
    "direct": "direct",
    "direct services": "direct",
    "direct student services": "direct",
    "direct services to students": "direct",
    "professional development": "professional_development",
    "administration": "administration",
    "administrative": "administration",
    "administrative costs": "administration",
    "administration costs": "administration",
    "initial": "initial",
    "initial revenue": "initial",
    "incentive": "incentive",
    "incentive revenue": "incentive",
}
"""What is left of the label of a total, in plain words -> what it is of."""

AMOUNT_TITLES = (
    *BUDGET["amount"], "amounts", "total", "totals", "budget", "budgeted", "dollars", "sum",
)  # fmt: skip
SHARE_TITLES = (
    "share",
    "shares",
    "percent",
    "percentage",
    "pct",
    "percent of total",
    "of total",
    "of budget",
    "share of total",
    "ratio",
)
"""Plain titles of the columns of a Summary that hold totals, and their shares in the whole."""


def plain_title(text: str) -> str:
    """Return a title or label in small letters, its words set apart by single spaces: ``A&I Amount ($)``, ``a i amount``."""
    return _SIGNS.sub(" ", text.casefold()).strip()


_SIGNS = re.compile(r"[\W_]+")

ADJOINING = ("id", "name", "contact", "racially_isolated", *COUNTS)
"""Columns of the sheet Adjoining, a row a district."""
