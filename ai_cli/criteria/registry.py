"""All criteria there are, by code, in the order in which they are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ai_cli.criteria import accounts, allowable, dates, limits, lines, shares, workbooks
from ai_cli.criteria.review import Review
from ai_cli.findings import Finding
from ai_cli.results.checked_budget import NotChecked

Check = Callable[[Review], Iterator[Finding | NotChecked]]


class Criterion(NamedTuple):
    """A code and the function that checks it: a review in, findings out, and what could not be checked."""

    code: str
    check: Check


CRITERIA: tuple[Criterion, ...] = (
    Criterion("B101", shares.direct_services),
    Criterion("B102", shares.professional_development),
    Criterion("B103", shares.administration),
    Criterion("B201", limits.initial_budget),
    Criterion("B202", limits.incentive_budget),
    Criterion("B203", limits.stated_totals),
    Criterion("B204", lines.positive_amounts),
    Criterion("B301", lines.strategy_named),
    Criterion("B302", lines.strategy_of_the_plan),
    Criterion("B303", lines.narrative),
    Criterion("B304", lines.other_funding),
    Criterion("B305", lines.every_strategy),
    Criterion("B401", allowable.allowable),
    Criterion("B402", allowable.spoken_of),
    Criterion("B501", accounts.finance_code),
    Criterion("B502", accounts.finance_code_of_the_revenue),
    Criterion("B503", accounts.whole_account),
    Criterion("B504", accounts.misplaced_finance_code),
    Criterion("B505", accounts.object_of_the_category),
    Criterion("B506", accounts.general_fund),
    Criterion("B507", accounts.school_section),
    Criterion("B508", accounts.school_is_identifiable),
    Criterion("B601", workbooks.calculated),
    Criterion("B602", workbooks.typed_over),
    Criterion("B603", workbooks.inside_totals),
    Criterion("B604", workbooks.sheets_there),
    Criterion("B605", workbooks.numbers_as_numbers),
    Criterion("B606", workbooks.totals_agree),
    Criterion("B607", workbooks.no_links),
    Criterion("B701", dates.submitted_in_time),
    Criterion("B702", dates.posted_in_time),
    Criterion("B703", dates.approved_before_submission),
)
