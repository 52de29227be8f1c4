"""The facts of a budget file lie over those of a district file, each with its own place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ai_cli.criteria import merged_facts
from ai_cli.facts.district_file import DistrictFile
from ai_cli.facts.minnesota import MinnesotaDistrict
from ai_cli.inputs.budget import read_budget
from ai_cli.inputs.district import read_district

ITEMS = "budget: {items: [{item: Tutors, category: direct, revenue: initial, amount: 100}]}\n"
DISTRICT = """\
state: MN
district: {id: 0492-01, name: Austin}
fiscal_year: FY 2018
enrollment: {october_1: 2016, total: 4800, protected: 2000}
pupil_units: {adjusted: 4900}
assumed: [pupil_units.adjusted]
"""


def merged(folder: Path, budget: str, district: str | None = DISTRICT) -> DistrictFile:
    file, facts = folder / "budget.yaml", folder / "district.yaml"
    file.write_text(budget + ITEMS)
    loaded = read_budget(str(file))
    assert loaded.budget is not None, loaded.findings
    below = None
    if district is not None:
        facts.write_text(district)
        below = read_district(str(facts)).district
        assert below is not None
    found = merged_facts(loaded.budget, below)
    assert found.findings == ()
    assert found.file is not None
    return found.file


def of(file: DistrictFile) -> MinnesotaDistrict:
    assert isinstance(file.facts, MinnesotaDistrict)
    return file.facts


def where(file: DistrictFile, *path: str | int) -> tuple[str, int | None]:
    place = file.place(path)
    return Path(str(place.file)).name, place.line


def test_a_section_of_the_budget_file_hides_that_of_the_district_file_and_keeps_its_place(
    tmp_path: Path,
) -> None:
    file = merged(tmp_path, "fiscal_year: FY 2018\npupil_units: {adjusted: 5000}\nassumed: [enrollment]\n")
    facts = of(file)
    assert facts.pupil_units is not None
    assert facts.pupil_units.adjusted == Decimal(5000)
    assert facts.enrollment[0].total == 4800
    assert where(file, "pupil_units", "adjusted") == ("budget.yaml", 2)
    assert where(file, "enrollment", "total") == ("district.yaml", 4)
    assert facts.assumed == ("pupil_units.adjusted", "enrollment")
    assert file.keys(("pupil_units",)) == ("adjusted",)
    assert file.keys(("enrollment",)) == ("october_1", "total", "protected")


def test_sections_of_another_year_become_a_block_of_that_year(tmp_path: Path) -> None:
    file = merged(tmp_path, "fiscal_year: FY 2019\npupil_units: {adjusted: 5000}\n")
    facts = of(file)
    assert facts.fiscal_year == 2018
    assert facts.pupil_units is not None
    assert facts.pupil_units.adjusted == Decimal(4900)
    block = facts.years[2019].pupil_units
    assert block is not None
    assert block.adjusted == Decimal(5000)
    path = file.path_of_year(2019)
    assert where(file, *path, "pupil_units", "adjusted") == ("budget.yaml", 2)
    assert where(file, "pupil_units", "adjusted") == ("district.yaml", 5)


def test_a_block_of_the_year_keeps_what_the_budget_file_does_not_say(tmp_path: Path) -> None:
    years = (
        "years:\n  18-19:\n    pupil_units: {adjusted: 1}\n    enrollment: {october_1: 2017, total: 4850}\n"
    )
    file = merged(tmp_path, "fiscal_year: FY 2019\npupil_units: {adjusted: 5000}\n", DISTRICT + years)
    block = of(file).years[2019]
    assert block.pupil_units is not None
    assert block.pupil_units.adjusted == Decimal(5000)
    assert block.enrollment[0].total == 4850
    path = file.path_of_year(2019)
    assert path == ("years", "18-19")
    assert where(file, *path, "enrollment", "total") == ("district.yaml", 10)
    assert where(file, *path, "pupil_units", "adjusted") == ("budget.yaml", 2)


def test_a_year_that_both_files_have_is_that_of_the_budget_file(tmp_path: Path) -> None:
    years = "years:\n  FY 2020: {pupil_units: {adjusted: 1}}\n  FY 2021: {pupil_units: {adjusted: 2}}\n"
    own = "fiscal_year: FY 2018\nyears:\n  19-20: {pupil_units: {adjusted: 3}}\n"
    file = merged(tmp_path, own, DISTRICT + years)
    adjusted = {}
    for year in (2020, 2021):
        units = of(file).years[year].pupil_units
        assert units is not None
        path = file.path_of_year(year)
        adjusted[year] = (units.adjusted, *where(file, *path, "pupil_units", "adjusted"))
    assert adjusted == {2020: (Decimal(3), "budget.yaml", 3), 2021: (Decimal(2), "district.yaml", 9)}


def test_a_group_without_a_value_says_nothing_and_hides_nothing(tmp_path: Path) -> None:
    file = merged(tmp_path, "fiscal_year: FY 2018\npupil_units: {adjusted: }\nschools: []\n")
    facts = of(file)
    assert facts.pupil_units is not None
    assert facts.pupil_units.adjusted == Decimal(4900)
    assert where(file, "pupil_units", "adjusted") == ("district.yaml", 5)


def test_without_a_district_file_the_budget_file_says_all(tmp_path: Path) -> None:
    own = DISTRICT + "years: {FY 2019: {pupil_units: {adjusted: 1}}}\n"
    file = merged(tmp_path, own, None)
    facts = of(file)
    assert (facts.district.id, facts.fiscal_year, facts.assumed) == (
        "0492-01",
        2018,
        ("pupil_units.adjusted",),
    )
    assert list(facts.years) == [2019]
    assert (facts.schools, facts.status, facts.adjoining, facts.hold_harmless) == ((), (), (), None)
    assert where(file, "enrollment", "total") == ("budget.yaml", 4)


def test_the_year_of_the_district_file_counts_where_the_budget_names_none(tmp_path: Path) -> None:
    file = merged(tmp_path, "pupil_units: {adjusted: 5000}\n")
    assert of(file).fiscal_year == 2018
    assert where(file, "pupil_units", "adjusted") == ("budget.yaml", 1)
    assert of(file).years == {}


@pytest.mark.parametrize(
    ("budget", "district", "message"),
    [
        (
            "district: {id: 0492-01}\n",
            DISTRICT.replace("0492-01", "0001-03"),
            "the facts are of district 0001-03, the budget is of district 0492-01: they are not used",
        ),
        (
            "district: {id: 0492-01}\n",
            'state: WI\ndistrict: {id: "4620"}\nfiscal_year: 2017-18\n',
            "the facts are of district 4620 of another state, the budget is of district 0492-01: they are not used",
        ),
        (
            "",
            'state: WI\ndistrict: {id: "4620"}\nfiscal_year: 2017-18\n',
            "the facts are of district 4620 of another state, the budget is of a district of Minnesota: they are not used",
        ),
    ],
)
def test_facts_of_another_district_are_refused_by_name_and_not_used(
    tmp_path: Path, budget: str, district: str, message: str
) -> None:
    file, facts = tmp_path / "budget.yaml", tmp_path / "district.yaml"
    file.write_text(budget + ITEMS)
    facts.write_text(district)
    loaded, below = read_budget(str(file)).budget, read_district(str(facts)).district
    assert loaded is not None
    found = merged_facts(loaded, below)
    assert found.file is None
    assert [(one.code, one.message) for one in found.findings] == [("I108", message)]
