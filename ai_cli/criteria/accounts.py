"""The account of each line: B501 to B508. One fault, one code: each function says which other ones it gives way to."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from ai_cli.criteria.codes import in_ranges
from ai_cli.facts.accounts import DIMENSIONS
from ai_cli.facts.budget import ADMINISTRATION, DIRECT, PROFESSIONAL_DEVELOPMENT
from ai_cli.facts.identifiers import school_number
from ai_cli.findings import Finding, finding
from ai_cli.results.checked_budget import NotChecked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ai_cli.criteria.review import Review
    from ai_cli.facts.budget import BudgetLine

    Account = dict[str, str]
    """Dimension -> its digits."""

    CheckOfAccount = Callable[[Review, BudgetLine, Account], Iterator[Finding | NotChecked]]
    Check = Callable[[Review], Iterator[Finding | NotChecked]]

_SCHOOLS = (
    "schools, each with `racially_identifiable` or counts by grade, in a budget workbook on the sheet Schools"
)
_STATUS = "whether school {} is racially identifiable"
_ORDER = "account_order; give it in the file or with --account-order"


def _of_each_account(code: str) -> Callable[[CheckOfAccount], Check]:
    """Make a criterion of a check of one line: every line whose account is whole is checked; B503 speaks of the others."""

    def criterion(check: CheckOfAccount) -> Check:
        @wraps(check)
        def of_every_line(review: Review) -> Iterator[Finding | NotChecked]:
            if review.account_order is None:
                yield NotChecked(code, _ORDER)
                return
            for line in review.lines:
                account = review.dimensions(line)
                if account is not None:
                    yield from check(review, line, account)

        return of_every_line

    return criterion


def _is_misplaced(codes: Mapping[str, str], account: Account) -> bool:
    """Tell whether a finance code of the program stands in the object's place only: B504."""
    return account["object"] in codes.values() and account["finance"] not in codes.values()


@_of_each_account("B501")
def finance_code(review: Review, line: BudgetLine, account: Account) -> Iterator[Finding | NotChecked]:
    """B501: the finance code must be one of the program's. Gives way to B503, B504."""
    codes = review.finance_codes
    if account["finance"] not in codes.values() and not _is_misplaced(codes, account):
        yield finding(
            "B501", line.account.place, line=line.name, found=account["finance"], allowed=_allowed(codes)
        )


def _allowed(codes: Mapping[str, str]) -> str:
    return ", ".join(f"{code} for {revenue} revenue" for revenue, code in codes.items())


@_of_each_account("B502")
def finance_code_of_the_revenue(
    review: Review, line: BudgetLine, account: Account
) -> Iterator[Finding | NotChecked]:
    """B502: the finance code must be that of the line's revenue. Gives way to B501, B503, B504."""
    codes = review.finance_codes
    revenue = line.revenue.value
    if revenue is not None and account["finance"] in codes.values() and account["finance"] != codes[revenue]:
        place, found = line.account.place, account["finance"]
        yield finding("B502", place, line=line.name, found=found, revenue=revenue, allowed=_allowed(codes))


def whole_account(review: Review) -> Iterator[Finding | NotChecked]:
    """B503: an account must have its six dimensions with all their digits."""
    if review.account_order is None:
        yield NotChecked("B503", _ORDER)
        return
    digits = dict(zip(DIMENSIONS.values(), review.law.texts("account_dimensions"), strict=True))
    allowed = ", ".join(f"{one} of {digits[one]} digits" for one in review.account_order) + ", with hyphens"
    for line in review.lines:
        if line.account.problem is None and review.dimensions(line) is None:
            text = line.account.text
            what = (
                f"account '{text}' is not six dimensions of the right digits"
                if text
                else "the account is missing"
            )
            yield finding(
                "B503", line.account.place, line=line.name, what=what, found=text or None, allowed=allowed
            )


@_of_each_account("B504")
def misplaced_finance_code(
    review: Review, line: BudgetLine, account: Account
) -> Iterator[Finding | NotChecked]:
    """B504: a finance code of the program must not stand in the object's place instead of its own."""
    codes = review.finance_codes
    if _is_misplaced(codes, account):
        allowed = _allowed(codes) + ", in the finance place"
        yield finding(
            "B504",
            line.account.place,
            line=line.name,
            found=account["object"],
            account=line.account.value,
            allowed=allowed,
        )


@_of_each_account("B505")
def object_of_the_category(
    review: Review, line: BudgetLine, account: Account
) -> Iterator[Finding | NotChecked]:
    """B505: the object code should fit the category. Gives way to B503, B504."""
    codes = review.finance_codes
    category = line.category.value
    if category is None or _is_misplaced(codes, account):
        return
    unfit = _unfit(review, category, account)
    if unfit is not None and not in_ranges(account["object"], review.law.texts("objects_of_any_category")):
        yield finding(
            "B505",
            line.account.place,
            line=line.name,
            found=account["object"],
            category=category.replace("_", " "),
            allowed=f"objects other than {', '.join(unfit)}",
        )


def _unfit(review: Review, category: str, account: Account) -> tuple[str, ...] | None:
    """Return the object codes that do not fit the category, where the account's is one of them."""
    law = review.law
    if category == PROFESSIONAL_DEVELOPMENT and account["program"] == law.text(
        "professional_development_program"
    ):
        return None
    key = {
        DIRECT: "administration_objects",
        ADMINISTRATION: "objects_not_administration",
        PROFESSIONAL_DEVELOPMENT: "objects_not_professional_development",
    }[category]
    return law.texts(key) if in_ranges(account["object"], law.texts(key)) else None


@_of_each_account("B506")
def general_fund(review: Review, line: BudgetLine, account: Account) -> Iterator[Finding | NotChecked]:
    """B506: the fund must be the general fund. Gives way to B503."""
    fund = review.law.text("general_fund")
    if account["fund"] != fund:
        yield finding(
            "B506", line.account.place, line=line.name, found=account["fund"], allowed=f"fund {fund}"
        )


def school_section(review: Review) -> Iterator[Finding | NotChecked]:
    """B507: a line of a racially identifiable school must stand in the section for such schools. Gives way to B503."""
    if review.schools is None:
        yield NotChecked("B507", _SCHOOLS)
    else:
        yield from _school_section(review)


@_of_each_account("B507")
def _school_section(review: Review, line: BudgetLine, account: Account) -> Iterator[Finding | NotChecked]:
    known, school = review.schools, school_number(account["organization"])
    if known is None or review.in_school_section(line):
        return
    if school in known.unknown:
        yield NotChecked("B507", _STATUS.format(school))
    elif school in known.identifiable:
        fix = f"put the line on the sheet for racially identifiable schools, or name {school} in its column School"
        yield finding(
            "B507",
            line.account.place,
            line=line.name,
            found=school,
            source=known.identifiable[school],
            fix=fix if line.sheet is not None else f"give the line its `school: {school}`",
        )


def school_is_identifiable(review: Review) -> Iterator[Finding | NotChecked]:
    """B508: the school of a line should be racially identifiable."""
    named = [line for line in review.lines if line.school.value is not None]
    known = review.schools
    if not named:
        return
    if known is None:
        yield NotChecked("B508", _SCHOOLS)
        return
    allowed = ", ".join(sorted(known.identifiable)) or "no school: none is racially identifiable"
    sources = " and ".join(sorted(set(known.identifiable.values()))) or "by what is known of the schools"
    for line in named:
        number = known.number_of(line.school.value or "")
        if number in known.unknown:
            yield NotChecked("B508", _STATUS.format(number))
        elif number not in known.identifiable:
            what = f"is not racially identifiable ({sources})"
            if number not in known.numbers:
                what = "is not among the schools of the district that are given"
            place = line.school.place
            yield finding("B508", place, line=line.name, found=number, what=what, allowed=allowed)
