"""Schools that a file gives for another fiscal year than its own are known in that year."""

from __future__ import annotations

from pathlib import Path

from ai_cli.criteria.known_schools import KnownSchools, known_schools
from ai_cli.facts.minnesota import MinnesotaDistrict
from ai_cli.inputs.district import read_district
from ai_cli.law import law

READINGS = {name: one.default for name, one in law("mn-eligibility").readings.items()}
DISTRICT = """\
state: MN
district: {id: 0492-01, name: Austin}
fiscal_year: FY 2017
enrollment: {october_1: 2017, total: 1000, protected: 100}
years:
  FY 2018:
    schools:
      - {id: "10", name: Ten, classification: 10, grades: {KG: {total: 100, protected: 90, american_indian: 0}}}
      - {id: "11", name: Eleven, classification: 10, grades: {KG: {total: 900, protected: 10, american_indian: 0}}}
"""


def known(folder: Path, text: str) -> KnownSchools | None:
    file = folder / "district.yaml"
    file.write_text(text)
    loaded = read_district(str(file)).district
    assert loaded is not None
    assert isinstance(loaded.facts, MinnesotaDistrict)
    return known_schools(loaded, loaded.facts, 2018, READINGS)


def test_schools_of_the_block_of_a_year_are_screened_in_a_file_of_another_year(tmp_path: Path) -> None:
    found = known(tmp_path, DISTRICT)
    assert found is not None
    assert (dict(found.identifiable), found.unknown, found.findings) == (
        {"010": "screening"},
        frozenset(),
        (),
    )
