"""A screening for people: the sentence first, schools and neighbors around the threshold, what was not tested."""

from __future__ import annotations

import io

import pytest
from made_districts import a_district, a_neighbour, a_school, screened

from ai_cli.facts.enrollment import Students
from ai_cli.outputs.document import Column, Divider, Table
from ai_cli.outputs.eligibility_document import eligibility_blocks
from ai_cli.outputs.markdown import markdown_pieces
from ai_cli.outputs.plain import plain_pieces
from ai_cli.outputs.terminal import show_on_terminal
from ai_cli.results.screening import Screening

LOW, HIGH = Students(1000, 50, 0), Students(1000, 500, 0)


def shown(result: Screening) -> list[str]:
    return "".join(plain_pieces(eligibility_blocks([result], ()))).splitlines()


def test_the_result_in_a_sentence_stands_first() -> None:
    lines = shown(screened(a_district(students=HIGH, neighbours=[a_neighbour(LOW)])))
    assert lines[0] == "0001-01, FY 2013: screening for racial isolation"
    assert lines[2].startswith(
        "Screening: 0001-01 is racially isolated: its 50.00 percent of protected students"
    )


def test_the_american_indian_exception_is_said_in_the_row() -> None:
    schools = [a_school("001", {"KG": Students(100, 90, 80)}), a_school("002", {"KG": Students(100, 10, 0)})]
    text = "\n".join(shown(screened(a_district(schools))))
    assert "001: without its American Indian students 10.00 percent is compared" in text
    assert "-40.00" in text


def test_what_is_not_tested_and_what_is_official_is_said_in_the_row() -> None:
    schools = [
        a_school("001", {"KG": Students(0, 0, 0)}, identifiable=True),
        a_school("002", {"KG": Students(100, 10, 0)}, identifiable=False),
    ]
    text = "\n".join(shown(screened(a_district(schools))))
    assert "001: not tested: it has no students" in text
    assert "001: official status: identifiable" in text
    assert "002: official" not in text
    assert "Officially identifiable: 001" in text


def test_contacts_at_a_corner_stand_apart_with_their_reading() -> None:
    neighbours = [a_neighbour(LOW), a_neighbour(LOW, contact="point", number="0003-01")]
    lines = shown(screened(a_district(students=HIGH, neighbours=neighbours)))
    corner = lines.index("Touching at a corner only, under the reading corner-contacts=count:")
    along = next(index for index, line in enumerate(lines) if line.startswith("0002-01"))
    assert along < corner
    assert any(line.startswith("0003-01   ") for line in lines[corner:])
    alone = shown(screened(a_district(students=HIGH, neighbours=neighbours[1:]), corner_contacts="leave-out"))
    assert "Touching at a corner only, under the reading corner-contacts=leave-out:" in alone


def test_a_neighbour_that_is_isolated_and_one_without_counts_say_so() -> None:
    neighbours = [a_neighbour(HIGH), a_neighbour(None, number="0003-01")]
    text = "\n".join(shown(screened(a_district(students=LOW, neighbours=neighbours))))
    assert "racially isolated itself" in text
    assert "its students are not known" in text
    assert "0001-01 adjoins 0002-01, which is racially isolated" in text


def test_the_official_status_is_shown() -> None:
    district = a_district(students=HIGH, neighbours=[a_neighbour(LOW)], official=("racially_isolated",))
    assert "Official status: racially_isolated" in shown(screened(district))


TABLE = Table(
    (Column("School"), Column("Name", wraps=True), Column("Difference", "right")),
    (("036", "Talahi", "+34.07"), Divider("above this line | named"), ("028", "Lincoln", "+12.36")),
)


def test_a_divider_crosses_a_plain_table_without_widening_it() -> None:
    lines = "".join(plain_pieces([TABLE])).splitlines()
    assert lines[1] == "------  -------  ----------"
    assert lines[3].startswith("-- above this line | named ")


def test_a_divider_is_a_row_of_markdown() -> None:
    assert "| above this line \\| named |  |  |" in "".join(markdown_pieces([TABLE]))


@pytest.mark.parametrize("width", ["40", "120"])
def test_a_divider_is_a_section_on_a_terminal(monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    stream = io.StringIO()
    show_on_terminal([TABLE], stream)
    text = stream.getvalue()
    assert text.index("Talahi") < text.index("above this") < text.index("Lincoln")
    assert "+34.07" in text
