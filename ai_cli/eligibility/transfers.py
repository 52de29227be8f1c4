"""Wisconsin: which transfers between attendance areas count."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ai_cli.eligibility.rules import PER_CENT, WISCONSIN, Rules
from ai_cli.eligibility.shares import percent
from ai_cli.findings import Finding, finding, in_order
from ai_cli.results.percent_text import shown_percent
from ai_cli.results.screening import TransferScreening, TransferTest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from ai_cli.facts.district_file import DistrictFile
    from ai_cli.facts.wisconsin import AttendanceArea, Transfer, WisconsinDistrict
    from ai_cli.findings import Place

MINORITY, RETEST = "minority", "retest-30"
_INPUTS = ("kind", "pupil", "from.minority", "from.total", "to.minority", "to.total")


def screen_transfers(
    file: DistrictFile, facts: WisconsinDistrict, readings: Mapping[str, str]
) -> TransferScreening:
    """Return whether each transfer of the file is one between areas on the two sides of the threshold.

    A minority pupil moves from a school at or above the threshold to one below it, a nonminority pupil the other way;
    within a district a school that serves the whole district will do too. Shares are exact, and a share equal to the
    threshold is at it. Findings: I101 for what is not given, E102 close to the threshold, L102, L104.
    Source: Wis. Stat. 121.85(2).
    """
    rules = Rules(WISCONSIN, facts.fiscal_year, readings)
    tests, findings = [], [*rules.out_of_years(file.place(()))]
    for index, one in enumerate(facts.transfers):
        place = file.place(("transfers", index))
        tests.append(_test(index + 1, one, rules))
        findings.extend(_findings(place, index + 1, one, tests[-1], rules))
    if not tests:
        what, fix = "nothing can be screened: the file gives no transfers", "give `transfers:`, a list"
        findings.append(finding("I101", file.place(()), what=what, allowed="transfers", fix=fix))
    return TransferScreening(
        file=file.file,
        district_id=facts.district.id,
        district_name=facts.district.name,
        fiscal_year=facts.fiscal_year,
        transfers=tuple(tests),
        readings=rules.readings,
        rates=rules.rates(),
        conclusion=_conclusion(facts.district.name or facts.district.id, tests),
        findings=in_order(findings),
    )


class _Tested(NamedTuple):
    """The attendance areas whose shares are tested, and as of when in words."""

    sending: AttendanceArea | None
    receiving: AttendanceArea | None
    when: str


def _tested(transfer: Transfer, rules: Rules) -> _Tested:
    """Return what the reading ``retest-30`` has tested: the areas when pupils entered, where they are given, or now."""
    entry = transfer.at_entry
    if entry is None or rules.readings[RETEST] == "every-year":
        on = "" if transfer.tested_on is None else f"as of {transfer.tested_on}"
        return _Tested(transfer.from_, transfer.to, on)
    day = "" if entry.tested_on is None else f" of {entry.tested_on}"
    now = "" if transfer.tested_on is None else f", not tested again as of {transfer.tested_on}"
    return _Tested(entry.from_, entry.to, f"as at entry{day}{now}")


def _percent(area: AttendanceArea | None) -> Fraction | None:
    if area is None or area.minority is None or area.total is None:
        return None
    return percent(int(area.minority), int(area.total))


def _test(number: int, transfer: Transfer, rules: Rules) -> TransferTest:
    tested = _tested(transfer, rules)
    sending, receiving = _percent(tested.sending), _percent(tested.receiving)
    limit = rules.minority_share
    minority = transfer.pupil == MINORITY
    whole = _serves_all(transfer, tested) and (minority or rules.readings["whole-district-schools"] == "both")
    eligible: bool | None = None
    missing = transfer.kind is None or transfer.pupil is None
    if missing or sending is None or (receiving is None and not whole):
        reason = "kind, pupil, or the pupils of an attendance area are not given, or there are none"
    else:
        counted = None if whole else receiving
        from_right = (sending >= limit) is minority
        to_right = counted is None or (counted >= limit) is not minority
        eligible = from_right and to_right
        reasons = _reasons(sending, counted, limit, minority=minority)
        reason = "; ".join([*reasons, *filter(None, [tested.when])])
    return TransferTest(number, transfer.kind, transfer.pupil, sending, receiving, eligible, reason)


def _reasons(
    sending: Fraction, receiving: Fraction | None, limit: Fraction, *, minority: bool
) -> Iterator[str]:
    """Give the reasons of a test; ``receiving`` is None for a school that serves the whole district."""
    sides = {True: f"at or above {limit} percent", False: f"below {limit} percent"}
    yield f"from {shown_percent(sending, limit)}, {sides[sending >= limit]}, needed {sides[minority]}"
    if receiving is None:
        yield "to a school that serves the whole district"
    else:
        yield f"to {shown_percent(receiving, limit)}, {sides[receiving >= limit]}, needed {sides[not minority]}"


def _findings(
    place: Place, number: int, transfer: Transfer, test: TransferTest, rules: Rules
) -> Iterator[Finding]:
    if test.eligible is None:
        what = f"transfer {number} cannot be tested: {test.reason}"
        fix = "give kind, pupil, and minority and total of `from` and `to`; the total must not be 0"
        yield finding("I101", place, what=what, allowed=", ".join(_INPUTS), fix=fix)
    limit = rules.minority_share
    tested, whole = _tested(transfer, rules), "whole district" in test.reason
    for name, share, area in (
        ("from", test.from_percent, tested.sending),
        ("to", test.to_percent, tested.receiving),
    ):
        if test.eligible is None or share is None or area is None or (name == "to" and whole):
            continue
        if abs(share - limit) <= rules.near:
            yield finding(
                "E102",
                place,
                found=f"transfer {number}, {name}: {shown_percent(share, limit)} percent",
                near=f"{rules.near} point",
                threshold=f"{limit} percent",
                students=_change(area, limit),
                cite=rules.law.cite,
            )
    if transfer.pupil != MINORITY and test.eligible and "whole district" in test.reason:
        reading = "whole-district-schools=both"
        what = f"reading {reading}: transfer {number} of a nonminority pupil to a school that serves the whole district"
        fix = "compare with --reading whole-district-schools=minority, and ask the department"
        yield finding("L102", place, what=what, found=reading, fix=fix)


def _serves_all(transfer: Transfer, tested: _Tested) -> bool:
    area = tested.receiving
    return transfer.kind == "intradistrict" and area is not None and bool(area.whole_district)


def _change(area: AttendanceArea, limit: Fraction) -> str:
    """Say how many minority pupils would bring an attendance area to the other side."""
    minority, total = int(area.minority or 0), int(area.total or 0)
    least = (limit * total / PER_CENT).__ceil__()
    if minority >= least:
        return f"{minority - least + 1} fewer of the {total:,} pupils counted as minority pupils"
    return f"{least - minority} more of the {total:,} pupils counted as minority pupils"


def _conclusion(name: str, tests: list[TransferTest]) -> str:
    yes = sum(one.eligible is True for one in tests)
    unknown = sum(one.eligible is None for one in tests)
    number = "1 transfer" if len(tests) == 1 else f"{len(tests)} transfers"
    said = f"Screening: of {number} of {name}, {yes} {'counts' if yes == 1 else 'count'}"
    return f"{said}, {unknown} could not be tested." if unknown else f"{said}."
