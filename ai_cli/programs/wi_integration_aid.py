"""Wisconsin integration aid: how facts fill its form, and what is said of the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.findings import finding
from ai_cli.forms import Entries, Entry
from ai_cli.law import weakest
from ai_cli.law.figures import Figures
from ai_cli.programs.gathering import Gathering, says_nothing
from ai_cli.programs.program import Program
from ai_cli.programs.sentences import basis, dollars
from ai_cli.programs.wi_integration_form import (
    FORM,
    GATE,
    GUARANTEE,
    HISTORY,
    INTER,
    INTRA,
    KINDS,
    PRORATION,
    aid_part,
    guarantee_part,
)
from ai_cli.programs.wi_membership import KEY, LIMIT
from ai_cli.programs.wi_sending_membership import BY_AGE, SENDING
from ai_cli.results.estimate import Particular
from ai_cli.results.filled_form import FilledForm, Source, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ai_cli.findings import Finding
    from ai_cli.law import RateBook

CALENDAR, PAYMENT = "wi-calendar", "aid_payment"
_SOURCES = {INTER: "interdistrict_source", INTRA: "intradistrict_source"}
_BASES = {"final-eligibility": "entitlement_2014_15", "as-paid": "paid_2014_15"}
_ATTENDED = {"eligible-if-attended": "qualifying_pupils", "participants-2014-15": "participants_2014_15"}
_OF_SENDERS = {"fte_out", "fte_out_by_age", "resident_membership"}
_COUNTED = {INTER: ("membership", "fte_in"), INTRA: ("intradistrict_fte",)}


def gather(facts: Gathering) -> Entries:
    """Return the entries of the form from the facts of a Wisconsin district.

    A kind of aid does not apply where the file says nothing of it and something of the other. Guarantee and gate apply
    from 2015-16 on; the guarantee ends with its factor.
    """
    entries = facts.entries_of(FORM)
    values, missing = dict(entries.values), dict(entries.missing)
    absent = _absent(facts)
    _take_instead(facts, values, missing)
    for kind in KINDS:
        _check_count_year(facts, kind, values, missing)
    aid = values.get("equalization_aid")
    if aid is not None:
        after = facts.chosen("equalization-figure") == "after-reductions"
        note = "taken for the aid after its own reductions; not compared with the department's sheet"
        values["equalization_aid"] = facts.under("equalization-figure", aid, note if after else None)
    by_age = _by_age(facts)
    values.pop("fte_out_by_age", None)
    if by_age is not None:
        values["fte_out_by_age"] = by_age
        values.pop("fte_out", None)
    elif SENDING in absent or "fte_out" in values:
        absent[BY_AGE] = absent.get(SENDING, "pupils transferred out are not given by age group")
    _take_limit(facts, values, missing, absent)
    return Entries(values, absent, missing, entries.inner)


def _take_limit(
    facts: Gathering, values: dict[str, Entry], missing: dict[str, str], absent: dict[str, str]
) -> None:
    """Enter the years that the revenue limit averages, or say why not: none are given, or not so many as it takes."""
    listed, path, other_year = facts.section("revenue_limit_counts")
    wanted = facts.figures(KEY).number("revenue_limit_years")
    values.pop("revenue_limit_counts", None)
    if not listed:
        absent[LIMIT] = "no counts for the revenue limit are given"
    elif len(listed) != wanted:
        missing["revenue_limit_counts"] = (
            f"counts of {len(listed)} years are given, and those of {wanted} are needed"
        )
    else:
        rows = tuple({"september": one.september, "summer": one.summer} for one in listed)
        source = Source("revenue_limit_counts", facts.file.place(path), other_year=other_year)
        values["revenue_limit_counts"] = Entry(rows, source)


def _absent(facts: Gathering) -> dict[str, str]:
    """Return the parts of the form that do not apply, each with the reason."""
    absent: dict[str, str] = {}
    law, year = facts.figures(KEY), facts.fiscal_year
    if law.law.rates["qualifying_pupils_least"].entry(year) is None:
        absent[GATE] = absent[GUARANTEE] = "the phase-out begins with 2015-16"
    elif not law.number("guarantee_factor"):
        absent[GUARANTEE] = "no part of the 2014-15 entitlement is guaranteed any more"
    given = [kind for kind in KINDS if _is_given(facts, kind)] or list(KINDS)
    for kind in KINDS:
        if kind not in given:
            reason = f"nothing is given of {kind} transfers"
            absent |= dict.fromkeys((kind, guarantee_part(kind), aid_part(kind)), reason)
        elif GUARANTEE in absent:
            absent[guarantee_part(kind)] = absent[GUARANTEE]
    if GUARANTEE not in absent and facts.chosen("guarantee-test") == "combined":
        absent |= {
            aid_part(kind): "both kinds are one entitlement (reading guarantee-test=combined)"
            for kind in KINDS
        }
    if facts.chosen("proration") == "none":
        absent[PRORATION] = "the aid is paid in full (reading proration=none)"
    before = year < law.law.first_fiscal_year
    if not before or facts.chosen("history") == "off":
        absent[HISTORY] = "these hold before 1996-97 only, under the reading history=on"
    if facts.take(f"{INTER}.resident_membership") is None:
        absent[SENDING] = "no resident membership is given"
    return absent


def _is_given(facts: Gathering, kind: str) -> bool:
    """Tell whether the file says anything of a kind of transfer into which aid is paid, or guarantees aid for it."""
    group = facts.section(kind)[0]
    keys = set() if group is None else group.model_fields_set - _OF_SENDERS
    bases = [facts.take(f"{base}.{kind}") for base in _BASES.values()]
    guaranteed = any(base is not None and bool(base.value) for base in bases)
    return guaranteed or any(not says_nothing(getattr(group, key)) for key in keys)


def _take_instead(facts: Gathering, values: dict[str, Entry], missing: dict[str, str]) -> None:
    """Take the base of the guarantee and the pupils who keep the aid going as the readings have them."""
    base = _BASES[facts.chosen("base-2014-15")]
    pupils = _ATTENDED[facts.chosen("accepted-2015-16")]
    wanted = {f"{kind}_entitlement_2014_15": ("base-2014-15", f"{base}.{kind}") for kind in KINDS}
    wanted["qualifying_pupils"] = ("accepted-2015-16", pupils)
    for line, (reading, key) in wanted.items():
        entry = facts.take(key)
        values.pop(line, None)
        if entry is None:
            missing[line] = f"{key} is not given"
        else:
            values[line] = facts.under(reading, entry)


def _check_count_year(facts: Gathering, kind: str, values: dict[str, Entry], missing: dict[str, str]) -> None:
    """Say of which year the counts of a kind are; those of another year than the one needed are not used."""
    group = facts.section(kind)[0]
    if group is None:
        return
    is_current = kind == INTRA and facts.chosen("count-year") == "current-year"
    wanted = facts.fiscal_year if is_current else facts.fiscal_year - 1
    for line in _COUNTED[kind]:
        entry = values.get(line)
        if entry is None:
            continue
        if group.count_year is None:
            note = f"taken for the count of FY {wanted}; the file does not name its count_year"
            values[line] = facts.under("count-year", entry, note)
        elif group.count_year == wanted or entry.source.other_year is not None:
            values[line] = facts.under("count-year", entry, f"count of FY {group.count_year}")
        else:
            del values[line]
            missing[line] = (
                f"the file has the count of FY {group.count_year}, and that of FY {wanted} is needed"
            )
            if kind == INTRA:
                missing[line] += "; see --reading count-year"


def _by_age(facts: Gathering) -> Entry | None:
    """Return the rows of pupils transferred out by age group, None where there are none."""
    group, path, other_year = facts.section(INTER)
    if group is None or not group.fte_out_by_age:
        return None
    key = f"{INTER}.fte_out_by_age"
    place = facts.file.place((*path, "fte_out_by_age"))
    note = ", ".join(f"{name} {fte}" for name, fte in group.fte_out_by_age.items())
    if group.fte_out is not None:
        note += f"; {INTER}.fte_out given too and not used"
    rows = tuple({"fte": fte} for fte in group.fte_out_by_age.values())
    return Entry(rows, Source(key, place, other_year=other_year, note=note))


def conclude(form: FilledForm, district: str) -> str:
    """Say what the district can expect, in a sentence or two; form lines in, words out."""
    lines = form.by_key
    total = lines["total_aid"]
    if total.state is not State.COMPLETE:
        lacking = "there is a rate for the year" if form.missing_rates else "the missing figures are given"
        return f"What {district} can expect cannot be said before {lacking}."
    kinds = [
        f"{dollars(lines[f'{kind}_aid'])} {kind}"
        for kind in KINDS
        if lines[f"{kind}_aid"].state is State.COMPLETE
    ]
    said = f"{basis(form, total)}{district} can expect {dollars(total)} of integration aid"
    return f"{said}: {' and '.join(kinds)}." if kinds else f"{said}."


def check(
    facts: Gathering, entries: Entries, form: FilledForm, fill: Callable[[Entries], FilledForm]
) -> Iterator[Finding]:
    """Go through what is to be said of the result: P101 for no qualifying pupils, P105 for Milwaukee."""
    del fill
    gate, total = form.by_key["gate"], form.by_key["total_aid"]
    pupils = entries.values.get("qualifying_pupils")
    if gate.value is False and pupils is not None:
        aid = f"the aid is {dollars(total)}" if total.state is State.COMPLETE else "no aid by the statute"
        yield finding("P101", pupils.source.place, aid=aid, found="0")
    if facts.file.facts.district.id == facts.figures(KEY).text("milwaukee_district"):
        yield finding("P105", facts.file.place(("district", "id")), found="Milwaukee")


def particulars(form: FilledForm, rates: RateBook) -> tuple[Particular, ...]:
    """Return what belongs to the aid besides its amount: the day of payment and the accounts it is coded to."""
    from ai_cli.programs.calendar import date_of

    book = rates.leniently
    law, found = Figures(KEY, form.fiscal_year, book), []
    try:
        day = date_of(CALENDAR, PAYMENT, form.fiscal_year, book)
        paid = Figures(CALENDAR, form.fiscal_year, book).rate(PAYMENT)
        text = f"{day.isoformat()}, the {paid.text}" + (f"; {paid.entry.note}" if paid.entry.note else "")
        standing = weakest(["derived", paid.entry.standing])
        found.append(Particular("payment_date", "Payment", text, paid.entry.cite, standing))
    except LookupError:
        pass  # before the first year whose day of payment is known
    for kind, key in _SOURCES.items():
        source, fund = law.rate(key), law.text("fund")
        text = f"fund {fund}, source {law.text(key)}"
        found.append(
            Particular(key, f"Account of {kind} aid (WUFAR)", text, source.entry.cite, source.entry.standing)
        )
    return tuple(found)


PROGRAM = Program(
    FORM,
    "same-year-oct1",
    gather,
    conclude,
    check,
    particulars=particulars,
    compared={"revenue": "total_aid", "aid": "total_aid"},
    main_lines=(
        "guarantee_factor",
        *(f"{kind}_{amount}" for kind in KINDS for amount in ("computed", "guarantee", "aid")),
        "total_aid",
    ),
)
