"""District numbers and other codes that users type."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from ai_cli.facts.unreadable import UnreadableValue

_MINNESOTA = re.compile(r"(?P<number>[0-9]{1,4})-(?P<type>[0-9]{1,2})")
_AMERICAN_DAY = re.compile(r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})")
_WISCONSIN = re.compile(r"[0-9]{1,4}")
_GRADES = ("PK", "EC", "KG", *(f"{grade:02d}" for grade in range(1, 13)))
_MOST_SCHOOL_DIGITS = 4
_YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


def grade_rank(grade: str) -> int:
    """Return where a grade stands in the order of grades; PK and EC are two names of one."""
    return max(0, _GRADES.index(grade) - 1)


def read_minnesota_district(text: str) -> str:
    """Return a district as number and type, ``0492-01``; ``492-1`` is the same district.

    Errors: ``UnreadableValue`` with I102. The number alone is not enough: 0001-01 is Aitkin, 0001-03 Minneapolis.
    """
    match = _MINNESOTA.fullmatch(text.strip())
    if match is None:
        allowed = "a district number and type such as 0492-01"
        raise UnreadableValue("I102", allowed, "add the type: 01 independent, 03 special")
    return f"{int(match['number']):04d}-{int(match['type']):02d}"


def district_type(district_id: str) -> str:
    """Return the type of a Minnesota district, the last two digits of its id: 01 independent, 03 special, 07 charter."""
    return district_id.rpartition("-")[2]


def school_number(text: str) -> str:
    """Return a school number as the state writes it, of three digits: ``7`` and ``0007`` are ``007``."""
    return text.strip().lstrip("0").zfill(3)


def read_school_number(text: str) -> str:
    """Return a school number of up to four digits, as ``school_number`` writes it. Errors: ``UnreadableValue`` with I102."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_SCHOOL_DIGITS):
        raise UnreadableValue("I102", "a school number such as 010", "write the number of the school")
    return school_number(text)


def read_classification(text: str) -> str:
    """Return the state's code for the kind of a school, two digits: ``10``. Errors: ``UnreadableValue`` with I102."""
    digits = text.strip().removesuffix(".0").lstrip("0")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len("10")):
        raise UnreadableValue(
            "I102",
            "a school classification such as 10",
            "write the code from the department's list of schools",
        )
    return digits.zfill(len("10"))


def read_wisconsin_district(text: str) -> str:
    """Return a Wisconsin district number as four digits. Errors: ``UnreadableValue`` with I102."""
    if _WISCONSIN.fullmatch(text.strip()) is None:
        raise UnreadableValue("I102", "a district number such as 4620", "type the number of the district")
    return f"{int(text):04d}"


def read_grade(text: str) -> str:
    """Return a grade as the state writes it: PK, EC, KG, 01 to 12. Errors: ``UnreadableValue`` with I102."""
    grade = text.strip().upper()
    if grade.isascii() and grade.isdigit():
        grade = grade.lstrip("0").zfill(len("01"))
    if grade not in _GRADES:
        fix = "write KG for kindergarten, PK or EC for those before it, 01 to 12 for the others"
        raise UnreadableValue("I102", ", ".join(_GRADES), fix)
    return grade


CLAUSES = ("1", "2", "3", "4", "5", "6")
"""The clauses of Minn. Stat. 124D.86, subd. 3, as they are written."""


def read_clause(text: str) -> Decimal:
    """Return a clause of Minn. Stat. 124D.86, subd. 3, written ``4`` or ``(4)``. Errors: ``UnreadableValue`` with I102."""
    clause = text.strip().removeprefix("(").removesuffix(")")
    if clause not in CLAUSES:
        raise UnreadableValue("I102", ", ".join(CLAUSES), "give the number of the clause")
    return Decimal(clause)


def read_yes_no(text: str) -> bool:
    """Return the answer to a question, yes or no. Errors: ``UnreadableValue`` with I102."""
    answer = _YES_NO.get(text.strip().lower())
    if answer is None:
        raise UnreadableValue("I102", "yes or no", "answer yes or no")
    return answer


def read_date(text: str) -> date:
    """Return a day written ``2018-03-15`` or, the month first, ``3/15/2018``. Errors: ``UnreadableValue`` with I102."""
    american = _AMERICAN_DAY.fullmatch(text.strip())
    try:
        if american is not None:
            return date(int(american["year"]), int(american["month"]), int(american["day"]))
        return date.fromisoformat(text.strip())
    except ValueError:
        allowed, fix = "a date such as 2018-03-15 or 3/15/2018", "write year-month-day, or month/day/year"
        raise UnreadableValue("I102", allowed, fix) from None
