"""Wisconsin's transfers count when they run between attendance areas on the two sides of 30 percent."""

from __future__ import annotations

from pathlib import Path

import pytest

from ai_cli.eligibility import screen_transfers
from ai_cli.facts.wisconsin import WisconsinDistrict
from ai_cli.inputs.district import read_district
from ai_cli.results.screening import TransferScreening

HEAD = 'state: WI\ndistrict: {id: "4620", name: Racine}\nfiscal_year: 2014-15\n'


def screened(path: Path, *transfers: str, **readings: str) -> TransferScreening:
    file = path / "district.yaml"
    listed = "\n".join(f"  - {one}" for one in transfers)
    file.write_text(f"{HEAD}transfers:\n{listed}\n" if transfers else HEAD)
    loaded = read_district(str(file))
    assert loaded.district is not None, loaded.findings
    assert isinstance(loaded.district.facts, WisconsinDistrict)
    chosen = {name.replace("_", "-"): choice for name, choice in readings.items()}
    return screen_transfers(loaded.district, loaded.district.facts, chosen)


def a_transfer(kind: str, pupil: str, sending: int, receiving: int, total: int = 1000, more: str = "") -> str:
    return (
        f"{{kind: {kind}, pupil: {pupil}, from: {{minority: {sending}, total: {total}}}, "
        f"to: {{minority: {receiving}, total: {total}{more}}}}}"
    )


@pytest.mark.parametrize("kind", ["interdistrict", "intradistrict"])
@pytest.mark.parametrize(
    ("pupil", "sending", "receiving", "eligible"),
    [
        ("minority", 300, 299, True),
        ("minority", 299, 100, False),
        ("minority", 500, 300, False),
        ("nonminority", 299, 300, True),
        ("nonminority", 300, 500, False),
        ("nonminority", 100, 299, False),
    ],
)
def test_exactly_thirty_percent_is_on_the_upper_side(
    tmp_path: Path, kind: str, pupil: str, sending: int, receiving: int, eligible: bool
) -> None:
    (one,) = screened(tmp_path, a_transfer(kind, pupil, sending, receiving)).transfers
    assert one.eligible is eligible


def test_the_share_is_never_rounded(tmp_path: Path) -> None:
    (one,) = screened(tmp_path, a_transfer("interdistrict", "minority", 29_999_999, 0, 100_000_000)).transfers
    assert one.eligible is False
    assert "29.999999, below 30 percent" in one.reason


def test_a_school_that_serves_the_whole_district_will_do_within_a_district(tmp_path: Path) -> None:
    whole = ", whole_district: yes"
    result = screened(
        tmp_path,
        a_transfer("intradistrict", "minority", 500, 400, more=whole),
        a_transfer("intradistrict", "nonminority", 100, 100, more=whole),
        a_transfer("interdistrict", "minority", 500, 400, more=whole),
        "{kind: intradistrict, pupil: minority, from: {minority: 5, total: 10}, to: {whole_district: yes}}",
    )
    assert [one.eligible for one in result.transfers] == [True, True, False, True]
    assert [one.code for one in result.findings] == ["L102"]
    narrow = screened(
        tmp_path,
        a_transfer("intradistrict", "nonminority", 100, 100, more=whole),
        whole_district_schools="minority",
    )
    assert [one.eligible for one in narrow.transfers] == [False]
    assert narrow.findings == ()


@pytest.mark.parametrize(
    "transfer",
    [
        "{pupil: minority, from: {minority: 5, total: 10}, to: {minority: 1, total: 10}}",
        "{kind: interdistrict, from: {minority: 5, total: 10}, to: {minority: 1, total: 10}}",
        "{kind: interdistrict, pupil: minority, to: {minority: 1, total: 10}}",
        "{kind: interdistrict, pupil: minority, from: {minority: 5, total: 10}}",
        "{kind: interdistrict, pupil: minority, from: {minority: 0, total: 0}, to: {minority: 1, total: 10}}",
    ],
)
def test_what_is_not_given_is_not_tested(tmp_path: Path, transfer: str) -> None:
    result = screened(tmp_path, transfer)
    assert result.transfers[0].eligible is None
    assert [one.code for one in result.findings] == ["I101"]
    assert "1 could not be tested" in result.conclusion


def test_what_is_close_to_the_threshold_is_marked(tmp_path: Path) -> None:
    result = screened(tmp_path, a_transfer("interdistrict", "minority", 310, 289))
    (one,) = result.findings
    assert (one.code, one.cite) == ("E102", "Wis. Stat. 121.85(2)")
    assert "transfer 1, from: 31.00 percent" in one.message


def test_a_file_without_transfers_has_nothing_to_screen(tmp_path: Path) -> None:
    result = screened(tmp_path)
    assert [one.code for one in result.findings] == ["I101"]
    assert result.district == "Racine"


def test_a_nonminority_transfer_to_a_whole_district_school_needs_its_share_under_the_narrow_reading(
    tmp_path: Path,
) -> None:
    transfer = "{kind: intradistrict, pupil: nonminority, from: {minority: 5, total: 100}, to: {whole_district: yes}}"
    result = screened(tmp_path, transfer, whole_district_schools="minority")
    assert result.transfers[0].eligible is None
    assert [one.code for one in result.findings] == ["I101"]


def test_a_mark_says_how_many_pupils_would_change_the_side(tmp_path: Path) -> None:
    (one,) = screened(tmp_path, a_transfer("interdistrict", "minority", 305, 100)).findings
    assert "6 fewer of the 1,000 pupils" in str(one.fix)
    (one,) = screened(tmp_path, a_transfer("interdistrict", "minority", 500, 295)).findings
    assert "5 more of the 1,000 pupils" in str(one.fix)


def test_a_transfer_is_tested_once_at_entry_or_by_a_reading_every_year(tmp_path: Path) -> None:
    entry = "at_entry: {tested_on: 2012-05-01, from: {minority: 400, total: 1000}, to: {minority: 100, total: 1000}}"
    now = a_transfer("interdistrict", "minority", 500, 310)[:-1]
    moved = f"{now}, tested_on: 2014-05-01, {entry}}}"
    (once,) = screened(tmp_path, moved).transfers
    assert once.eligible is True
    assert once.reason.endswith("as at entry of 2012-05-01, not tested again as of 2014-05-01")
    anew = screened(tmp_path, moved, retest_30="every-year")
    assert anew.transfers[0].eligible is False
    assert anew.transfers[0].reason.endswith("as of 2014-05-01")
    assert anew.readings["retest-30"] == "every-year"
    assert [one.code for one in anew.findings if one.code == "E102"] == ["E102"]
    assert not [one for one in screened(tmp_path, moved).findings if one.code == "E102"]
    (undated,) = screened(tmp_path, a_transfer("interdistrict", "minority", 500, 310)).transfers
    assert undated.eligible is False
