"""What lines name: strategies, schools, costs; each in the ways people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ai_cli.criteria import check_budget, merged_facts
from ai_cli.criteria.review import Review
from ai_cli.criteria.strategies import Strategies
from ai_cli.criteria.words import phrase_in, phrases_of, words
from ai_cli.facts.budget import Strategy
from ai_cli.inputs.budget import read_budget
from ai_cli.inputs.district import read_district
from ai_cli.law.figures import Figures
from ai_cli.results.checked_budget import CheckedBudget

HEAD = """\
state: MN
district: {id: 0492-01, name: Austin}
fiscal_year: FY 2019
plan:
  kind: amended
  strategies:
    - {id: "3", name: AVID grades 7-12}
"""
LINE = """\
budget:
  account_order: FD-ORG-PRO-FIN-OBJ-CRS
  items:
    - item: Teachers
      narrative: Two adults lead daily sections for students who are first in their family to plan college.
      strategy: "3"
      category: direct
      revenue: initial
      school: SCHOOL
      account: 01-456-211-313-140-000
      amount: 100
"""
SCHOOLS = """\
schools:
  - {id: "456", name: Sumner Elementary, racially_identifiable: yes}
  - {id: "111", name: Neveln, racially_identifiable: no}
"""


def checked(path: Path, text: str, facts: str | None = None) -> CheckedBudget:
    file = path / "budget.yaml"
    file.write_text(text)
    loaded = read_budget(str(file))
    assert loaded.budget is not None, loaded.findings
    district = None
    if facts is not None:
        other = path / "facts.yaml"
        other.write_text(facts)
        district = read_district(str(other)).district
    return check_budget(Review(loaded.budget, merged_facts(loaded.budget, district), None, {}))


def codes(result: CheckedBudget) -> set[str]:
    return {one.code for one in result.findings} - {"L102", "B303", "B305"}


@pytest.mark.parametrize(
    "text",
    [
        "3", "3.", "3.0", "03", "#3", "Strategy 3", "strategy #3", "Strategies 3", "Intervention 3", "Number 3", "No. 3",
        "AVID grades 7-12", "avid Grades 7 - 12", "AVID grades 7\u201312",
        "3 AVID", "3. AVID grades 7-12.", "3 - AVID grades 7-12", "Strategy 3: AVID grades 7-12",
    ],
)  # fmt: skip
def test_a_strategy_is_known_by_its_number_its_name_or_both(text: str) -> None:
    one = Strategy.model_validate({"id": "3", "name": "AVID grades 7-12"})
    assert Strategies([one]).named(text) is one


def test_names_that_begin_with_a_word_for_a_strategy_or_with_a_number_keep_it() -> None:
    plan = [
        Strategy.model_validate({"id": id_, "name": name})
        for id_, name in (
            ("3", "Number Corner"),
            ("4", "1:1 tutoring"),
            ("5", "Same"),
            ("6", "Same"),
            ("7", "S7"),
            ("8 b", "Coaching teams"),
        )
    ]
    known = Strategies(plan)
    for text in ("3 Number Corner", "Number Corner", "Strategies 3", "3 Number Corner (year 2)"):
        assert known.named(text) is plan[0], text
    assert known.named("4 1:1 tutoring") is plan[1]
    for text in ("4.1", "4-1", "Same"):
        assert known.named(text) is None, text
    assert known.named("6 Same") is plan[3]
    assert known.named("8 b coaching") is plan[5]


@pytest.mark.parametrize(
    "text", ["", ".", "-", "4", "AVID", "3 Coaching", "33", "3, 4", "7-12", "Coaching 3"]
)
def test_what_names_no_strategy_is_none(text: str) -> None:
    assert Strategies([Strategy.model_validate({"id": "3", "name": "AVID grades 7-12"})]).named(text) is None
    assert Strategies([Strategy.model_validate({"id": "3"})]).named(text) is None


def test_a_strategy_numbered_by_a_sign_alone_is_named_by_its_name_only() -> None:
    one = Strategy.model_validate({"id": "#", "name": "Coaching"})
    assert Strategies([one]).named("Coaching") is one
    unnamed = Strategies([Strategy.model_validate({"id": "#"})])
    assert unnamed.named("#") is unnamed.named("") is None


@pytest.mark.parametrize("school", ["456", '"0456"', "456.0", '"#456"', "456 Sumner", "Sumner Elementary"])
def test_a_school_is_known_by_its_number_or_name(tmp_path: Path, school: str) -> None:
    assert codes(checked(tmp_path, HEAD + SCHOOLS + LINE.replace("SCHOOL", school))) == set()


def test_a_school_that_is_not_identifiable_is_told_by_number_or_name(tmp_path: Path) -> None:
    unlisted = checked(tmp_path, HEAD + SCHOOLS + LINE.replace("SCHOOL", "999"))
    assert "is not among the schools" in next(one.message for one in unlisted.findings if one.code == "B508")
    for school in ("111", "Neveln", "Roosevelt"):
        assert codes(checked(tmp_path, HEAD + SCHOOLS + LINE.replace("SCHOOL", school))) == {"B508"}
    none = (HEAD + SCHOOLS + LINE.replace("SCHOOL", "111")).replace("identifiable: yes", "identifiable: no")
    (found,) = [one for one in checked(tmp_path, none).findings if one.code == "B508"]
    assert found.allowed == "no school: none is racially identifiable"


def test_a_school_without_official_status_is_screened_and_one_that_cannot_be_is_not_checked(
    tmp_path: Path,
) -> None:
    unknown = SCHOOLS.replace(", racially_identifiable: yes", "")
    result = checked(tmp_path, HEAD + unknown + LINE.replace("SCHOOL", ""))
    assert codes(result) == set()
    assert ("B507", "whether school 456 is racially identifiable") in result.not_checked
    named = checked(tmp_path, HEAD + unknown + LINE.replace("SCHOOL", "456"))
    assert ("B508", "whether school 456 is racially identifiable") in named.not_checked
    counts = (
        "schools:\n"
        '  - {id: "456", classification: 10, grades: {KG: {total: 10, protected: 9, american_indian: 0}}}\n'
        '  - {id: "111", classification: 10, grades: {KG: {total: 90, protected: 1, american_indian: 0}}}\n'
    )
    screened = checked(tmp_path, HEAD + counts + LINE.replace("SCHOOL", ""))
    (found,) = [one for one in screened.findings if one.code == "B507"]
    assert "(screening)" in found.message
    other_kind = checked(tmp_path, HEAD + counts.replace("classification: 10", "classification: 41") + LINE.replace("SCHOOL", ""))  # fmt: skip
    assert codes(other_kind) == set()
    assert "B507" not in {one.code for one in other_kind.not_checked}


def test_schools_of_another_year_are_used_and_marked(tmp_path: Path) -> None:
    facts = HEAD.split("plan:", maxsplit=1)[0].replace("FY 2019", "FY 2018") + SCHOOLS
    result = checked(tmp_path, HEAD + LINE.replace("SCHOOL", ""), facts)
    assert codes(result) == {"B507", "I106"}
    (marked,) = [one for one in result.findings if one.code == "I106"]
    assert marked.message == "FY 2019 has no figures of its own for schools; those of FY 2018 are used"
    assert (Path(str(marked.place.file)).name, marked.place.line) == ("facts.yaml", 5)
    block = facts + "years: {FY 2019: {pupil_units: {adjusted: 4900}}}\n"
    assert codes(checked(tmp_path, HEAD + LINE.replace("SCHOOL", ""), block)) == {"B507", "I106"}
    own = facts + 'years: {FY 2019: {schools: [{id: "456", racially_identifiable: no}]}}\n'
    assert codes(checked(tmp_path, HEAD + LINE.replace("SCHOOL", ""), own)) == set()


def test_the_totals_of_the_budget_are_no_facts_of_another_year(tmp_path: Path) -> None:
    facts = (
        HEAD.split("plan:", maxsplit=1)[0].replace("FY 2019", "FY 2018") + "pupil_units: {adjusted: 4900}\n"
    )
    result = checked(tmp_path, HEAD + LINE.replace("SCHOOL", ""), facts)
    (marked,) = [one for one in result.findings if one.code == "I106"]
    assert "pupil_units.adjusted" in marked.message
    assert "budget." not in marked.message


def cost(item: str) -> str | None:
    law = Figures("mn-budget-criteria", 2019)
    keys = ("furniture", "vehicle", "medical_equipment", "adult_basic_education", "lobbying")
    found = phrase_in(item, phrases_of({key: law.texts(f"{key}_words") for key in keys}))
    return None if found is None else found[1]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Passenger van", "vehicle"),
        ("Mini-van lease", "vehicle"),
        ("Van purchase", "vehicle"),
        ("Adult Basic Ed teacher", "adult_basic_education"),
        ("A.B.E. teacher", "adult_basic_education"),
        ("Van Buren Elementary tutors", None),
        ("Dr. Van Nguyen, consultant", None),
        ("Truck driver career day", None),
        ("Coach for the AED certification class", None),
        ("Wheelchair-accessible bus", None),
        ("Purchase of school bus", "vehicle"),
        ("Tables and chairs", "furniture"),
        ("File cabinet", "furniture"),
        ("Standing desks.", "furniture"),
        ("Two AEDs for the gym", "medical_equipment"),
        ("Medical-equipment", "medical_equipment"),
        ("adult-basic-education", "adult_basic_education"),
        ("GED classes for parents", "adult_basic_education"),
        ("Lobby the legislature", "lobbying"),
        ("Help desk technician", None),
        ("Front desk receptionist", None),
        ("Couch to college program", None),
        ("Abe Lincoln field trip", None),
        ("Mr. Ged, consultant", None),
        ("DESKTOP computers", None),
        ("Vanguard readers", None),
        ("Bus transportation to the magnet school", None),
        ("Department chairs' stipends", None),
        ("Family day in the lobby", None),
    ],
)
def test_costs_are_known_by_whole_words(item: str, expected: str | None) -> None:
    assert cost(item) == expected


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("Standing desks", "furniture, which is not allowed: the word 'desks'"),
        ("Passenger van", "a vehicle, which is not allowed: the word 'passenger van'"),
        ("Two AEDs", "medical equipment, which is not allowed: the word 'aeds'"),
        ("GED classes", "adult basic education, which is not allowed: the word 'ged classes'"),
        ("Lobbying", "lobbying, which is not allowed: the word 'lobbying'"),
    ],
)
def test_a_cost_that_is_not_allowed_is_told_by_its_kind_and_word(
    tmp_path: Path, item: str, kind: str
) -> None:
    result = checked(tmp_path, HEAD + LINE.replace("SCHOOL", "").replace("Teachers", item))
    (found,) = [one for one in result.findings if one.code == "B401"]
    assert found.message == f"line 1, {item} is for {kind}"


@pytest.mark.parametrize(
    ("item", "account", "expected"),
    [
        ("Teachers", "01-456-211-313-140-000", {"B402"}),
        ("Lobbying", "01-456-211-313-140-000", {"B401"}),
        ("Teachers", "01-456-211-313-550-000", {"B401"}),
        ("", "01-456-211-313-140-000", {"B402", "I101"}),
    ],
)
def test_a_narrative_that_speaks_of_a_cost_is_told_where_the_line_is_none_already(
    tmp_path: Path, item: str, account: str, expected: set[str]
) -> None:
    text = LINE.replace("SCHOOL", "").replace("Teachers", item).replace("01-456-211-313-140-000", account)
    spoken = text.replace("plan college.", "plan college, and a new passenger van.")
    assert codes(checked(tmp_path, HEAD + spoken)) == expected


def test_words_are_letters_and_digits_not_signs() -> None:
    assert words("- - & &  A&I's 7-12") == ("a&i's", "7", "12")


@pytest.mark.parametrize(
    "text", ["- - - - - -", "see plan see plan see plan", "x x x x x x", "AVID grades 7-12"]
)
def test_a_narrative_that_repeats_itself_says_nothing(tmp_path: Path, text: str) -> None:
    budget = HEAD + LINE.replace("SCHOOL", "")
    start = budget.index("narrative: ")
    end = budget.index("\n", start)
    result = checked(tmp_path, f'{budget[:start]}narrative: "{text}"{budget[end:]}')
    assert "B303" in {one.code for one in result.findings}


def test_the_words_of_a_narrative_count_beside_a_strategy_without_a_name(tmp_path: Path) -> None:
    unnamed = HEAD.replace(", name: AVID grades 7-12", "") + LINE.replace("SCHOOL", "")
    assert "B303" not in {one.code for one in checked(tmp_path, unnamed).findings}


def test_an_amended_budget_has_no_day_to_be_submitted_by(tmp_path: Path) -> None:
    assert "B701" not in {one.code for one in checked(tmp_path, HEAD + LINE).not_checked}
    new = checked(tmp_path, (HEAD + LINE).replace("  kind: amended\n", ""))
    assert "B701" in {one.code for one in new.not_checked}


@pytest.mark.parametrize(
    ("fiscal_year", "submitted", "late"),
    [
        ("FY 2014", "2013-09-27", False),
        ("FY 2014", "2013-09-28", True),
        ("FY 2015", "2014-03-15", False),
        ("FY 2015", "2014-03-16", True),
        ("FY 2028", "2027-03-16", True),
    ],
)
def test_a_new_budget_has_the_day_of_its_year(
    tmp_path: Path, fiscal_year: str, submitted: str, late: bool
) -> None:
    head = HEAD.replace("FY 2019", fiscal_year).replace("kind: amended", f"submitted_on: {submitted}")
    assert ("B701" in codes(checked(tmp_path, head + LINE))) is late


def test_the_day_of_a_budget_before_the_program_is_not_known(tmp_path: Path) -> None:
    head = HEAD.replace("FY 2019", "FY 2013").replace("kind: amended", "submitted_on: 2012-09-01")
    (found,) = [one for one in checked(tmp_path, head + LINE).not_checked if one.code == "B701"]
    assert found.missing == "the day on which a budget of FY 2013 was due"


def test_a_key_that_stands_twice_in_a_line_leaves_the_file_readable(tmp_path: Path) -> None:
    twice = (HEAD + LINE).replace("      amount: 100\n", "      amount: 100\n      amount: 200\n")
    result = checked(tmp_path, twice)
    assert "I104" in codes(result)
    assert result.totals.total is None


def test_totals_stated_as_in_a_district_file_are_compared_too(tmp_path: Path) -> None:
    stated = (HEAD + LINE).replace("  account_order", "  initial: 99\n  account_order")
    assert "B203" in codes(checked(tmp_path, stated))
    right = (HEAD + LINE).replace("  account_order", "  initial: 100\n  account_order")
    assert "B203" not in codes(checked(tmp_path, right))
