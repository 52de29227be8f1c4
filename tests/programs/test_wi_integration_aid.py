"""Wisconsin integration aid: unit checks, guarantee and gate by year, readings, membership, payment and accounts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from districts import codes, estimated, money, values
from hypothesis import given, settings
from hypothesis import strategies as st
from running import run

from ai_cli.inputs.district import read_district
from ai_cli.programs import Terms, estimate, program
from ai_cli.results.estimate import Estimate
from ai_cli.results.filled_form import State

KEY = "wi-integration-aid"
SAMPLE = Path(__file__).parents[2] / "sample_inputs" / "greendale_like_2012_13.yaml"
INTER = (
    "interdistrict: {fte_in: 60, membership: 1940, net_cost_general_fund: 20000000, "
    "net_cost_debt_service: 1000000, prior_integration_aid: 600000}\n"
)
INTRA = "intradistrict: {fte: 400, equalization_aid: 30000000, membership: 5000}\n"
ENTITLED = "entitlement_2014_15: {interdistrict: 0, intradistrict: 1000000}\n"


def text(*parts: str, year: str = "2016-17", district: str = "4620", pupils: int | None = 400) -> str:
    qualifying = "" if pupils is None else f"qualifying_pupils: {pupils}\n"
    return f'state: WI\ndistrict: {{id: "{district}"}}\nfiscal_year: {year}\n' + "".join(parts) + qualifying


def aided(folder: Path, written: str, year: int | None = None, **readings: str) -> Estimate:
    return estimated(folder, written, KEY, year, {k.replace("_", "-"): v for k, v in readings.items()})


def intra(fte: object, base: object) -> str:
    """Return facts that compute to $1,000 for each pupil, and the entitlement of 2014-15."""
    return (
        f"intradistrict: {{fte: {fte}, equalization_aid: 4000, membership: 1}}\n"
        f"entitlement_2014_15: {{interdistrict: 0, intradistrict: {base}}}\n"
    )


def test_interdistrict_aid_is_the_average_net_cost_for_each_pupil_transferred_in(tmp_path: Path) -> None:
    one = aided(tmp_path, text(INTER, ENTITLED))
    assert money(one, "net_school_cost", "average_net_cost", "interdistrict_computed") == (
        21_600_000,
        10_800,
        648_000,
    )


def test_intradistrict_aid_is_a_quarter_of_the_aid_per_member_for_each_pupil(tmp_path: Path) -> None:
    one = aided(tmp_path, text(INTRA, ENTITLED))
    assert money(one, "aid_per_member", "weighted_pupils", "intradistrict_computed") == (6_000, 100, 600_000)


def test_average_cost_and_aid_per_member_are_not_rounded(tmp_path: Path) -> None:
    one = aided(tmp_path, text(INTRA.replace("5000", "7000"), ENTITLED))
    assert money(one, "intradistrict_computed") == (Decimal("428571.43"),)
    inter = aided(tmp_path, text(INTER.replace("1940", "1943"), ENTITLED))
    assert money(inter, "interdistrict_computed") == (Decimal("647029.46"),)


@pytest.mark.parametrize(
    ("year", "guarantee", "aid"),
    [
        ("2015-16", 875_000, 875_000),
        ("2016-17", 750_000, 750_000),
        ("2017-18", 625_000, 700_000),
        ("2018-19", 500_000, 700_000),
        ("2019-20", 375_000, 700_000),
        ("2020-21", 250_000, 700_000),
        ("2021-22", 125_000, 700_000),
    ],
)
def test_the_guarantee_falls_by_an_eighth_a_year(tmp_path: Path, year: str, guarantee: int, aid: int) -> None:
    one = aided(tmp_path, text(intra(700, 1_000_000), year=year))
    assert money(one, "intradistrict_guarantee", "intradistrict_aid", "total_aid") == (guarantee, aid, aid)


@pytest.mark.parametrize("year", ["2022-23", "2023-24", "2030-31"])
def test_from_2022_23_on_there_is_the_computed_aid_only(tmp_path: Path, year: str) -> None:
    one = aided(tmp_path, text(intra(700, 1_000_000), year=year))
    assert one.form.by_key["intradistrict_guarantee"].state is State.NOT_APPLICABLE
    assert money(one, "total_aid") == (700_000,)
    assert one.form.complete


@pytest.mark.parametrize("year", ["2000-01", "2012-13", "2014-15"])
def test_before_2015_16_guarantee_and_gate_do_not_apply(tmp_path: Path, year: str) -> None:
    one = aided(tmp_path, text(intra(700, 1_000_000), year=year, pupils=0))
    for key in ("gate", "qualifying_pupils", "guarantee_factor", "intradistrict_guarantee"):
        assert one.form.by_key[key].state is State.NOT_APPLICABLE
    assert money(one, "total_aid") == (700_000,)
    assert codes(one) == []


BOTH = (
    "interdistrict: {fte_in: 1, membership: 0, net_cost_general_fund: 50, net_cost_debt_service: 0, "
    "prior_integration_aid: 0}\nintradistrict: {fte: 1, equalization_aid: 400, membership: 1}\n"
    "entitlement_2014_15: {interdistrict: 100, intradistrict: 100}\n"
)


def test_each_kind_has_its_own_guarantee_and_a_reading_tests_both_together(tmp_path: Path) -> None:
    separate = aided(tmp_path, text(BOTH))
    assert money(separate, "interdistrict_aid", "intradistrict_aid", "total_aid") == (75, 100, 175)
    combined = aided(tmp_path, text(BOTH), guarantee_test="combined")
    assert money(combined, "total_aid") == (150,)
    assert combined.form.by_key["interdistrict_aid"].state is State.NOT_APPLICABLE
    assert combined.form.complete


def test_without_a_qualifying_pupil_the_aid_is_zero_with_a_warning(tmp_path: Path) -> None:
    one = aided(tmp_path, text(BOTH, pupils=0))
    assert money(one, "interdistrict_aid", "intradistrict_aid", "total_aid") == (0, 0, 0)
    assert codes(one) == ["P101"]
    kept = aided(tmp_path, text(BOTH, pupils=0), no_pupils_left="guarantee-only")
    assert money(kept, "interdistrict_aid", "intradistrict_aid", "total_aid") == (75, 75, 150)
    both = aided(tmp_path, text(BOTH, pupils=0), no_pupils_left="guarantee-only", guarantee_test="combined")
    assert money(both, "total_aid") == (150,)
    assert aided(tmp_path, text(BOTH, pupils=None)).missing == ("qualifying_pupils",)


def test_the_gate_may_be_kept_open_by_those_of_2014_15_alone(tmp_path: Path) -> None:
    written = text(BOTH, "participants_2014_15: 0\n", pupils=5)
    assert money(aided(tmp_path, written), "total_aid") == (175,)
    assert money(aided(tmp_path, written, accepted_2015_16="participants-2014-15"), "total_aid") == (0,)
    asked = aided(tmp_path, text(BOTH), accepted_2015_16="participants-2014-15")
    assert asked.missing == ("qualifying_pupils",)
    assert "participants_2014_15 is not given" in str(asked.form.by_key["qualifying_pupils"].reason)


def test_the_base_of_the_guarantee_may_be_the_amount_paid(tmp_path: Path) -> None:
    written = text(intra(1, 1_000_000), "paid_2014_15: {interdistrict: 0, intradistrict: 800000}\n")
    assert money(aided(tmp_path, written), "intradistrict_guarantee") == (750_000,)
    assert money(aided(tmp_path, written, base_2014_15="as-paid"), "intradistrict_guarantee") == (600_000,)


def test_a_kind_of_which_nothing_is_given_does_not_apply_but_one_kind_is_asked_for(tmp_path: Path) -> None:
    one = aided(tmp_path, text(INTRA, ENTITLED))
    assert one.form.by_key["interdistrict_aid"].state is State.NOT_APPLICABLE
    assert one.form.complete
    nothing = aided(tmp_path, text())
    assert nothing.form.by_key["total_aid"].state is State.INCOMPLETE
    assert "interdistrict.fte_in" in nothing.missing
    assert "intradistrict.fte" in nothing.missing


@pytest.mark.parametrize(
    "started",
    [
        "intradistrict: {fte: , equalization_aid: , membership: 5000}\n",
        "intradistrict: {count_year: 2015-16}\n",
        "paid_2014_15: {intradistrict: 1000000}\n",
    ],
)
def test_a_kind_of_which_a_part_is_given_is_not_left_out(tmp_path: Path, started: str) -> None:
    base = "entitlement_2014_15: {interdistrict: 700000}\n"
    for reading in ("final-eligibility", "as-paid"):
        one = aided(tmp_path, text(INTER, base, started), base_2014_15=reading)
        assert one.form.by_key["total_aid"].state is State.INCOMPLETE
        assert "intradistrict.fte" in one.missing
    inter = "interdistrict: {prior_integration_aid: 600000}\n"
    assert "interdistrict.fte_in" in aided(tmp_path, text(inter, INTRA, ENTITLED)).missing
    sender = "interdistrict: {resident_membership: 1950, fte_out: 4}\n"
    home = aided(tmp_path, text(sender, INTRA, ENTITLED))
    assert home.form.complete
    assert money(home, "sending_membership") == (1949,)


def test_pupils_transferred_out_are_asked_for_where_membership_is_given(tmp_path: Path) -> None:
    one = aided(tmp_path, text("interdistrict: {resident_membership: 1950}\n", INTRA, ENTITLED))
    assert one.missing == ("interdistrict.fte_out",)
    assert one.form.by_key["sending_membership"].state is State.INCOMPLETE


def test_a_choice_other_than_the_law_stands_as_the_users_own(tmp_path: Path) -> None:
    kept = aided(tmp_path, text(BOTH, pupils=0), no_pupils_left="guarantee-only")
    assert kept.form.by_key["intradistrict_aid"].standing in ("user", "unverified")
    draft = aided(tmp_path, text(BOTH, "participants_2014_15: 3\n"), accepted_2015_16="participants-2014-15")
    assert draft.form.by_key["qualifying_pupils"].standing == "user"
    own = aided(tmp_path, text(INTRA, ENTITLED, year="2013-14"))
    assert own.form.by_key["equalization_aid"].standing == "unverified"


def test_own_rates_move_the_day_of_payment_and_the_accounts(tmp_path: Path) -> None:
    file, rates = tmp_path / "district.yaml", tmp_path / "rates.yaml"
    file.write_text(text(INTRA, ENTITLED))
    rates.write_text("wi-calendar: {aid_payment: fourth Monday of June}\nwi-integration-aid: {fund: '27'}\n")
    out = run("estimate", str(file), "--law", str(rates)).out
    assert "Payment: 2017-06-26, the fourth Monday of June" in out
    assert "fund 27, source 615" in out


def test_a_blank_workbook_can_be_filled_in_with_age_groups_of_its_own(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    file = tmp_path / "blank.xlsx"
    assert run("new", "district", str(file), "--state", "WI").status == 0
    book = load_workbook(file)
    sheet = book["District"]
    typed: dict[str, str | int] = {
        "district.id": "4620",
        "fiscal_year": "2016-17",
        "interdistrict.resident_membership": 1950,
        "intradistrict.fte": 400,
        "intradistrict.equalization_aid": 30_000_000,
        "intradistrict.membership": 5_000,
        "entitlement_2014_15.intradistrict": 1_000_000,
        "qualifying_pupils": 5,
    }
    for row in sheet.iter_rows(min_row=2):
        if row[0].value in typed:
            row[1].value = typed[str(row[0].value)]
    sheet.append(["interdistrict.fte_out_by_age.4K", 2])
    sheet.append(["interdistrict.fte_out_by_age.K-5", 6])
    book.save(file)
    done = run("estimate", str(file), "-f", "csv")
    assert done.status == 0, done.out
    assert ",32,sending_membership,Membership counted at home,1947," in done.out


def test_a_guarantee_alone_asks_for_the_counts_of_its_kind(tmp_path: Path) -> None:
    one = aided(tmp_path, text(INTER, ENTITLED.replace("1000000", "0")))
    assert one.form.by_key["intradistrict_aid"].state is State.NOT_APPLICABLE
    one = aided(tmp_path, text(INTER, ENTITLED))
    assert one.form.by_key["intradistrict_aid"].state is State.INCOMPLETE
    assert "intradistrict.fte" in one.missing


def test_readings_of_the_average_cost(tmp_path: Path) -> None:
    written = text(INTER, ENTITLED.replace("1000000", "0"))
    alone = aided(tmp_path, written, cost_divisor="membership-only", net_cost_addback="already-added")
    assert money(alone, "net_school_cost") == (21_000_000,)
    assert money(alone, "interdistrict_computed") == (Decimal("649484.54"),)


def test_a_proration_factor_is_hypothetical_and_needs_its_reading(tmp_path: Path) -> None:
    written = text(BOTH, "proration_factor: 0.5\n")
    assert money(aided(tmp_path, written), "total_aid") == (175,)
    half = aided(tmp_path, written, proration="typed-factor")
    assert money(half, "interdistrict_aid", "total_aid") == (Decimal("37.50"), Decimal("87.50"))
    assert "hypothetical" in half.form.by_key["proration_factor"].label


def test_before_1996_97_the_old_weights_hold_under_their_reading(tmp_path: Path) -> None:
    written = text(INTRA, year="1994-95")
    now = aided(tmp_path, written)
    assert money(now, "intradistrict_computed") == (600_000,)
    assert codes(now) == ["L104"]
    assert money(aided(tmp_path, written, history="on"), "intradistrict_computed") == (780_000,)
    many = text(INTER.replace("fte_in: 60", "fte_in: 100"), year="1994-95")
    assert money(aided(tmp_path, many), "interdistrict_computed") == (Decimal("1058823.53"),)
    assert money(aided(tmp_path, many, history="on"), "interdistrict_computed") == (Decimal("1270588.24"),)
    few = text(INTER, year="1994-95")
    assert money(aided(tmp_path, few, history="on"), "interdistrict_computed") == (648_000,)
    assert money(aided(tmp_path, text(INTRA, year="1996-97"), history="on"), "total_aid") == (600_000,)


@pytest.mark.parametrize(
    ("out", "expected"),
    [
        ("fte_out: 100", "1925"),
        ("fte_out: 10.5", "1947.375"),
        ("fte_out_by_age: {4K: 2, K-5: 6, 6-12: 10}", "1944"),
        ("fte_out_by_age: {4K: 1, K-5: 1}", "1950"),
        ("fte_out: 99, fte_out_by_age: {all: 8}", "1948"),
    ],
)
def test_a_pupil_transferred_out_counts_three_quarters_at_home(
    tmp_path: Path, out: str, expected: str
) -> None:
    home = INTER.replace("fte_in: 60", f"fte_in: 60, resident_membership: 1950, {out}")
    written = text(home, ENTITLED.replace("1000000", "0"))
    assert money(aided(tmp_path, written), "sending_membership") == (Decimal(expected),)
    assert money(aided(tmp_path, written, sender_75="off"), "sending_membership") == (1950,)
    before = written.replace("2016-17", "1999-00")
    assert money(aided(tmp_path, before), "sending_membership") == (1950,)


def test_the_year_of_the_counts_is_told_and_a_wrong_one_is_not_used(tmp_path: Path) -> None:
    one = aided(tmp_path, text(INTRA, ENTITLED))
    source = one.form.by_key["intradistrict_fte"].source
    assert source is not None
    assert source.note == "taken for the count of FY 2016; the file does not name its count_year"
    named = INTRA.replace("fte: 400", "fte: 400, count_year: 2016-17")
    lagged = aided(tmp_path, text(named, ENTITLED))
    assert lagged.missing == ("intradistrict.fte",)
    assert money(aided(tmp_path, text(named, ENTITLED), count_year="current-year"), "intradistrict_fte") == (
        400,
    )
    inter = INTER.replace("fte_in: 60", "fte_in: 60, count_year: 2015-16")
    assert aided(tmp_path, text(inter, ENTITLED.replace("1000000", "0"))).form.complete


@pytest.mark.parametrize(
    ("written", "line", "hint"),
    [
        (INTRA.replace("fte: 400", "fte: 400, count_year: 2016-17"), "intradistrict_fte", True),
        (INTER.replace("fte_in: 60", "fte_in: 60, count_year: 2016-17"), "fte_in", False),
    ],
)
def test_a_count_of_another_year_is_refused_with_the_reading_that_would_take_it_if_any_would(
    tmp_path: Path, written: str, line: str, hint: bool
) -> None:
    reason = aided(tmp_path, text(written, ENTITLED)).form.by_key[line].reason or ""
    assert reason.startswith("the file has the count of FY 2017, and that of FY 2016 is needed")
    assert ("see --reading count-year" in reason) is hint


def test_the_result_says_when_it_is_paid_and_how_it_is_coded(tmp_path: Path) -> None:
    one = aided(tmp_path, text(INTRA, ENTITLED))
    said = {particular.key: particular.text for particular in one.particulars}
    assert said == {
        "payment_date": "2017-06-19, the third Monday of June",
        "interdistrict_source": "fund 10, source 616",
        "intradistrict_source": "fund 10, source 615",
    }
    old = aided(tmp_path, text(INTRA, year="1989-90"))
    assert [particular.key for particular in old.particulars] == [
        "interdistrict_source",
        "intradistrict_source",
    ]


def test_milwaukee_is_outside_what_is_covered(tmp_path: Path) -> None:
    assert codes(aided(tmp_path, text(INTRA, ENTITLED, district="3619"))) == ["P105"]


def test_the_published_aid_of_greendale_is_met_within_its_tolerance() -> None:
    loaded = read_district(str(SAMPLE))
    assert loaded.district is not None
    the_program = program(KEY)
    assert the_program is not None
    one = estimate(loaded.district, the_program, 2013, Terms())
    assert one.form.by_key["average_net_cost"].value == 11_418
    assert abs(money(one, "total_aid")[0] - 725_000) <= 500


def test_membership_follows_from_counts_as_wabenos_worksheet_of_2001_02_has_it(tmp_path: Path) -> None:
    counts = "counts: {september: 630, january: 633, summer: 1, foster: 0}"
    one = aided(tmp_path, text(INTRA.replace("membership: 5000", counts), year="2001-02"))
    assert money(one, "intradistrict_membership") == (633,)
    part = one.form.by_key["intradistrict_membership"].part
    assert part is not None
    assert part.by_key["average"].value == 632
    inter = aided(tmp_path, text(INTER.replace("membership: 1940", counts), year="2001-02"))
    assert money(inter, "membership") == (633,)


def test_membership_of_the_revenue_limit_is_that_of_hamiltons_worksheet_of_2004_05(tmp_path: Path) -> None:
    counts = (
        "revenue_limit_counts:\n  - {september: 3761, summer: 64}\n  - {september: 3819, summer: 78}\n"
        "  - {september: 3924, summer: 76}\n"
    )
    one = aided(tmp_path, text(INTRA, counts, year="2004-05"))
    assert money(one, "revenue_limit_membership") == (3_864,)
    assert round(Decimal(34_721_863) / money(one, "revenue_limit_membership")[0], 2) == Decimal("8985.99")
    two = aided(tmp_path, text(INTRA, counts.rsplit("  -", 1)[0], year="2004-05"))
    assert "counts of 2 years are given, and those of 3 are needed" in str(
        two.form.by_key["revenue_limit_membership"].reason
    )
    assert aided(tmp_path, text(INTRA, year="2004-05")).form.complete


def test_the_line_keys_are_those_of_the_contract() -> None:
    the_program = program(KEY)
    assert the_program is not None
    keys = [one.key for one in the_program.form.lines]
    named = [
        "net_school_cost",
        "average_net_cost",
        "interdistrict_computed",
        "interdistrict_guarantee",
        "interdistrict_aid",
        "aid_per_member",
        "intradistrict_computed",
        "intradistrict_guarantee",
        "intradistrict_aid",
        "total_aid",
        "sending_membership",
    ]
    assert [key for key in keys if key in named] == named


@settings(max_examples=150, deadline=None)
@given(
    fte=st.decimals(0, 900, places=2),
    base=st.decimals(0, 5_000_000, places=2),
    year=st.integers(2016, 2026),
    reading=st.sampled_from(["cents", "whole-dollars"]),
)
def test_aid_is_never_below_the_computed_aid_nor_the_guarantee(
    tmp_path_factory: pytest.TempPathFactory, fte: Decimal, base: Decimal, year: int, reading: str
) -> None:
    written = text(intra(fte, base), year=f"FY {year}")
    one = estimated(tmp_path_factory.mktemp("random"), written, KEY, readings={"rounding": reading})
    computed, aid, total = money(one, "intradistrict_computed", "intradistrict_aid", "total_aid")
    guarantee = values(one)["intradistrict_guarantee"] or Decimal(0)
    assert isinstance(guarantee, Decimal)
    assert aid == total == max(computed, guarantee)
