"""Reads a district workbook, sheets District, Schools and Adjoining, into the same tree as a YAML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.names import nearest
from ai_cli.facts.sheets import ADJOINING, COUNTS, SCHOOLS
from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.tree import Group, Items, Value
from ai_cli.inputs.workbook import Sheet, Workbook, read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHEETS = ("district", "schools", "adjoining")
_LISTS = ("status", "assumed")
_LABEL, _VALUE = range(2)


def district_tree(content: bytes, file: str) -> tuple[Group | None, tuple[Finding, ...]]:
    """Return the tree of a district workbook, and what is wrong with it.

    The sheet District holds a dotted key in its first column (``enrollment.total``) and the value in its second;
    further columns are for notes. Findings: I102 where it is no such workbook, I103 for an unknown column or a
    misspelt sheet, I104 for a key that stands twice.
    """
    workbook = read_workbook(content, file)
    if isinstance(workbook, Finding):
        return None, (workbook,)
    if "district" not in workbook.sheets:
        names = ", ".join(one.name for one in workbook.sheets.values())
        allowed = "a sheet District with keys in its first column and values in its second"
        fix = "`ai-cli new district FILE.xlsx` starts one"
        return None, (
            finding("I102", Place(file), key=file, found=f"sheets {names}", allowed=allowed, fix=fix),
        )
    findings = [*workbook.findings, *_misspelt_sheets(workbook, file)]
    tree = Group(Place(file, workbook.sheets["district"].name))
    for row in workbook.sheets["district"].rows:
        _put_row(tree, row, findings)
    for name, columns in (("schools", SCHOOLS), ("adjoining", ADJOINING)):
        if name in workbook.sheets:
            sheet = workbook.sheets[name]
            rows = list(_records(sheet, columns, findings))
            place = Place(file, sheet.name)
            tree.entries[name] = Items(place, list(_schools(rows) if name == "schools" else _adjoining(rows)))
            tree.key_places[name] = place
    return tree, tuple(findings)


def _misspelt_sheets(workbook: Workbook, file: str) -> Iterator[Finding]:
    for name, sheet in workbook.sheets.items():
        advice = nearest(name, _SHEETS)
        if name not in _SHEETS and advice.startswith("did you mean"):
            allowed = "sheets District, Schools, Adjoining"
            yield finding(
                "I103", Place(file, sheet.name), key=sheet.name, found=sheet.name, allowed=allowed, fix=advice
            )


def _put_row(tree: Group, row: tuple[Value | None, ...], findings: list[Finding]) -> None:
    label = row[_LABEL]
    value = row[_VALUE] if len(row) > _VALUE else None
    if label is None or value is None or label.text.strip().casefold() == "key":
        return
    *above, last = (part.strip() for part in label.text.strip().split("."))
    group = tree
    for part in above:
        below = group.entries.get(part)
        if not isinstance(below, Group):
            below = Group(label.place)
            group.entries[part] = below
            group.key_places[part] = label.place
        group = below
    if last in group.entries:
        first = group.key_places[last].cell
        findings.append(
            finding("I104", label.place, key=label.text, found=label.text, first=f"in cell {first}")
        )
        return
    group.key_places[last] = label.place
    if not above and last in _LISTS:
        texts = (part.strip() for part in value.text.split(","))
        group.entries[last] = Items(value.place, [Value(text, value.place) for text in texts if text])
    else:
        group.entries[last] = value


def _records(sheet: Sheet, columns: tuple[str, ...], findings: list[Finding]) -> Iterator[dict[str, Value]]:
    """Go through the rows of a sheet below its header, by column name."""
    if not sheet.rows:
        return
    header = [None if one is None else one.text.strip().casefold().replace(" ", "_") for one in sheet.rows[0]]
    for cell, name in zip(sheet.rows[0], header, strict=True):
        if cell is not None and name not in columns:
            allowed, fix = ", ".join(columns), nearest(str(name), columns)
            findings.append(
                finding("I103", cell.place, key=cell.text, found=cell.text, allowed=allowed, fix=fix)
            )
    for row in sheet.rows[1:]:
        filled = zip(header, row, strict=False)
        yield {name: one for name, one in filled if name in columns and one is not None and name is not None}


def _group(record: dict[str, Value], names: tuple[str, ...]) -> Group:
    found = [record[name] for name in names if name in record]
    group = Group(found[0].place if found else next(iter(record.values())).place)
    for name in names:
        if name in record:
            group.entries[name] = record[name]
            group.key_places[name] = record[name].place
    return group


def _schools(records: list[dict[str, Value]]) -> Iterator[Group]:
    """Gather the rows of each school: its own columns from its first row, its counts by grade from all."""
    schools: dict[str, Group] = {}
    for record in records:
        key = record["id"].text.strip() if "id" in record else ""
        school = schools.setdefault(key, _group(record, SCHOOLS[: SCHOOLS.index("grade")]))
        if "grade" not in record:
            continue
        grades = school.entries.setdefault("grades", Group(record["grade"].place))
        school.key_places.setdefault("grades", record["grade"].place)
        if isinstance(grades, Group):
            grade = record["grade"]
            grades.entries[grade.text] = _group(record, COUNTS)
            grades.key_places[grade.text] = grade.place
    yield from schools.values()


def _adjoining(records: list[dict[str, Value]]) -> Iterator[Group]:
    for record in records:
        district = _group(record, ADJOINING[: ADJOINING.index("total")])
        if any(name in record for name in COUNTS):
            counts = _group(record, COUNTS)
            district.entries["enrollment"] = counts
            district.key_places["enrollment"] = counts.place
        yield district
