"""The sheet Eligibility of a report: the schools and neighbors of a district against the thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.results.percent_text import exact_percent
from ai_cli.workbooks.book import BOLD, BREACH, COUNT, NOTE, NUMBER, TEXT, TITLE, Column
from ai_cli.workbooks.look import put_findings

if TYPE_CHECKING:
    from decimal import Decimal

    from ai_cli.results.screening import NeighbourScreening, SchoolScreening, Screening
    from ai_cli.workbooks.book import Sheet, Value

_COLUMNS = (
    Column("School", 12, TEXT),
    Column("Name", 50),
    Column("Grades", 14, TEXT),
    Column("Students", 12, COUNT),
    Column("Protected", 12, COUNT),
    Column("Percent", 12, NUMBER),
    Column("District", 12, NUMBER),
    Column("Difference", 12, NUMBER),
    Column("Threshold", 12, NUMBER),
    Column("Identifiable", 14, TEXT),
    Column("Official", 12, TEXT),
    Column("Remark", 40),
)
_NEIGHBOURS = (
    "District", "Name", "Contact", None, None, "Percent", "This district", "Difference", "Threshold", "Isolates", "Isolated", "Remark",
)  # fmt: skip
_HEADER_ROW = 4
_DIFFERENCE, _THRESHOLD = 8, 9
_MOST_IN_A_CHART, _CHART_ROWS = 25, 18


def put_eligibility(sheet: Sheet, one: Screening) -> None:
    """Write a screening: schools by their difference, the greatest first, and a chart of them; then the neighbors."""
    name = f"{one.district_name} ({one.district_id})" if one.district_name else one.district_id
    sheet.put(1, 1, f"{name}, October 1, {one.october_1}: screening", **TITLE)
    sheet.merge(2, 1, len(_COLUMNS), one.conclusion, _COLUMNS, **BOLD)
    sheet.last_row = _HEADER_ROW - 1
    sheet.put_header(_COLUMNS, stays=False)
    schools = sorted(one.schools, key=lambda school: (school.difference is None, -(school.difference or 0)))
    threshold = exact_percent(one.school_threshold)
    for school in schools:
        row = sheet.put_row(_school(school, threshold), _COLUMNS)
        if school.racially_identifiable:
            sheet.colour(f"A{row}:L{row}", "TRUE", **BREACH)
    for left in one.schools_not_screened:
        sheet.put_row((left.id, left.name, *[None] * 7, "not screened", None, left.reason), _COLUMNS, **NOTE)
    if one.adjoining:
        sheet.last_row += 1
        head = sheet.last_row + 1
        for column, title in enumerate(_NEIGHBOURS, start=1):
            sheet.put(head, column, title, bold=True, bg_color="#DDE7F0", bottom=1)
        limit = exact_percent(one.district_threshold)
        for other in one.adjoining:
            sheet.put_row(_neighbour(other, one, limit), _COLUMNS)
    if any(school.difference is not None for school in schools):
        _put_chart(sheet, min(len(schools), _MOST_IN_A_CHART), sheet.last_row + 2)
        sheet.last_row += _CHART_ROWS
    put_findings(sheet, one.findings, _COLUMNS, 2)


def _school(one: SchoolScreening, threshold: Decimal | None) -> tuple[Value, ...]:
    remark = "American Indian students left out" if one.american_indian_exception else None
    return (
        one.id,
        one.name,
        one.grades,
        one.total,
        one.protected,
        exact_percent(one.counted_percent),
        exact_percent(one.district_percent),
        exact_percent(one.difference),
        threshold,
        _yes(one.racially_identifiable),
        _yes(one.official),
        one.reason or remark,
    )


def _neighbour(other: NeighbourScreening, one: Screening, threshold: Decimal | None) -> tuple[Value, ...]:
    return (
        other.id,
        other.name,
        other.contact,
        None,
        None,
        exact_percent(other.protected_percent),
        exact_percent(one.counted_percent),
        exact_percent(other.difference),
        threshold,
        _yes(other.isolates),
        _yes(other.isolated),
        other.reason,
    )


def _yes(value: bool | None) -> str:
    return "not known" if value is None else "yes" if value else "no"


def _put_chart(sheet: Sheet, schools: int, row: int) -> None:
    """Draw the differences as columns from a row on, and the threshold as a line over them."""
    book = sheet.book.workbook
    first, last = _HEADER_ROW, _HEADER_ROW + schools - 1
    names = [sheet.name, first, 0, last, 0]
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "Points above the district",
            "categories": names,
            "values": [sheet.name, first, _DIFFERENCE - 1, last, _DIFFERENCE - 1],
            "fill": {"color": "#2F5F8F"},
        }
    )
    line = book.add_chart({"type": "line"})
    line.add_series(
        {
            "name": "Threshold",
            "categories": names,
            "values": [sheet.name, first, _THRESHOLD - 1, last, _THRESHOLD - 1],
            "line": {"color": "#C00000", "width": 2},
        }
    )
    chart.combine(line)
    greatest = f", the {schools} with the greatest difference" if schools == _MOST_IN_A_CHART else ""
    title = f"Schools by number against the threshold, percentage points{greatest}"
    chart.set_title({"name": title, "name_font": {"size": 11}})
    chart.set_x_axis({"label_position": "low"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 860, "height": 320})
    sheet.page.insert_chart(row - 1, 1, chart)
