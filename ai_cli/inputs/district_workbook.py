"""Reads a district workbook, sheets District, Schools and Adjoining, into the same tree as a YAML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.names import nearest
from ai_cli.facts.sheets import ADJOINING, COUNTS, LABELS, SCHOOLS
from ai_cli.findings import Finding, Place, finding
from ai_cli.inputs.tree import Group, Items, Value
from ai_cli.inputs.workbook import Sheet, Workbook, read_workbook
from ai_cli.inputs.yaml_tree import MOST_LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHEETS = ("district", "schools", "adjoining")
_LISTS = ("status", "assumed")
_LABEL, _VALUE = range(2)
_VALUE_COLUMN = "B"


def district_tree(content: bytes, file: str) -> tuple[Group | None, tuple[Finding, ...]]:
    """Return the tree of a district workbook, and what is wrong with it.

    The sheet District holds a dotted key in its first column (``enrollment.total``) and the value in its second;
    further columns, and further sheets, are for notes. Findings: I102 where it is no such workbook, a cell has no
    usable value, or a value stands without its key, column or grade; I103 for an unknown column or a misspelt
    sheet; I104 for a key, a column, a sheet or a grade that stands twice.
    """
    workbook = read_workbook(content, file, _SHEETS)
    if isinstance(workbook, Finding):
        return None, (workbook,)
    if "district" not in workbook.sheets:
        names = ", ".join(workbook.names)
        allowed = "a sheet District with keys in its first column and values in its second"
        fix = "`ai-cli new district FILE.xlsx` starts one"
        return None, (
            finding("I102", Place(file), key="the file", found=f"sheets {names}", allowed=allowed, fix=fix),
        )
    first = workbook.sheets["district"].rows[:1]
    if any(one is not None and one.text.strip() == "districtNumber" for row in first for one in row):
        allowed, fix = "a district file", "give it with `ai-cli eligibility --enrollment FILE.xlsx`"
        found = "the state's workbook of enrollment"
        return None, (finding("I102", Place(file), key="the file", found=found, allowed=allowed, fix=fix),)
    return tree_of(workbook, file)


def tree_of(workbook: Workbook, file: str, *, whole: bool = True) -> tuple[Group, tuple[Finding, ...]]:
    """Return the facts on the sheets District, Schools and Adjoining of a workbook, those that it has.

    Unless ``whole``, the workbook has other sheets too, whose names are nobody's misspelling.
    """
    reading = _Reading(workbook, file)
    if whole:
        reading.misspelt_sheets()
    return reading.tree(), tuple(reading.findings)


class _Reading:
    def __init__(self, workbook: Workbook, file: str) -> None:
        self.workbook = workbook
        self.file = file
        self.findings: list[Finding] = []

    def tree(self) -> Group:
        sheet = self.workbook.sheets.get("district")
        tree = Group(Place(self.file, None if sheet is None else sheet.name))
        for row in () if sheet is None else sheet.rows:
            self.put_row(tree, row)
        for name, columns in (("schools", SCHOOLS), ("adjoining", ADJOINING)):
            sheet_of = self.workbook.sheets.get(name)
            if sheet_of is None:
                continue
            if name in tree.entries:
                self.twice(tree.key_places[name], name, f"as sheet {sheet_of.name}")
            records = list(self.records(sheet_of, columns))
            groups = self.schools(records) if name == "schools" else self.adjoining(records)
            tree.entries[name] = Items(Place(self.file, sheet_of.name), list(groups))
            tree.key_places[name] = Place(self.file, sheet_of.name)
        return tree

    def twice(self, place: Place, key: str, first: str) -> None:
        self.findings.append(finding("I104", place, key=key, found=key, first=first))

    def misspelt_sheets(self) -> None:
        for name in self.workbook.names:
            advice = nearest(name.strip().casefold(), _SHEETS)
            if name.strip().casefold() not in _SHEETS and advice.startswith("did you mean"):
                allowed = "sheets District, Schools, Adjoining"
                place = Place(self.file, name)
                self.findings.append(
                    finding("I103", place, key=name, found=name, allowed=allowed, fix=advice)
                )

    def used(self, value: Value | None) -> Value | None:
        """Return the value of a cell that is used, after telling what is wrong with it."""
        problem = None if value is None else self.workbook.problems.get(value.place)
        if problem is not None:
            self.findings.append(problem)
        return value

    def put_row(self, tree: Group, row: tuple[Value | None, ...]) -> None:
        label = row[_LABEL]
        value = self.used(row[_VALUE]) if len(row) > _VALUE else None
        if label is None:
            if value is not None:
                allowed, fix = "a key such as budget.initial in the first column", "write its key beside it"
                found = f"'{value.text}' without a key"
                self.findings.append(
                    finding("I102", value.place, key="value", found=found, allowed=allowed, fix=fix)
                )
            return
        text = _key_of(label.text.strip())
        if text == "key":
            return
        *above, last = (part.strip() for part in text.split("."))
        if len(above) > MOST_LEVELS:
            found, allowed = f"a key of {len(above) + 1:,} parts", "a key such as budget.initial"
            fix = "use a key of the list that `ai-cli new district` shows"
            self.findings.append(
                finding("I102", label.place, key="key", found=found, allowed=allowed, fix=fix)
            )
            return
        group = tree
        for part in above:
            below = group.entries.get(part)
            if below is None:
                below = Group(label.place)
                group.entries[part] = below
                group.key_places[part] = label.place
            if not isinstance(below, Group):
                self.twice(label.place, text, f"in cell {group.key_places[part].cell}")
                return
            group = below
        if last in group.entries:
            self.twice(label.place, text, f"in cell {group.key_places[last].cell}")
            return
        group.key_places[last] = label.place
        if value is not None and not above and last in _LISTS:
            texts = (part.strip() for part in value.text.split(","))
            group.entries[last] = Items(value.place, [Value(one, value.place) for one in texts if one])
        else:
            beside = label.place._replace(cell=f"{_VALUE_COLUMN}{str(label.place.cell)[1:]}")
            group.entries[last] = value or Value("", beside, missing=True)

    def records(self, sheet: Sheet, columns: tuple[str, ...]) -> Iterator[dict[str, Value]]:
        """Go through the rows of a sheet below its header, by column name."""
        if not sheet.rows:
            return
        header: list[str | None] = []
        for cell in sheet.rows[0]:
            name = None if cell is None else cell.text.strip().casefold().replace(" ", "_")
            if cell is not None and name not in columns:
                allowed, fix = ", ".join(columns), nearest(str(name), columns)
                self.findings.append(
                    finding("I103", cell.place, key=cell.text, found=cell.text, allowed=allowed, fix=fix)
                )
            elif cell is not None and name in header:
                self.twice(cell.place, cell.text, "in the same row")
            header.append(name)
        for row in sheet.rows[1:]:
            record: dict[str, Value] = {}
            for index, cell in enumerate(row):
                name = header[index] if index < len(header) else None
                if cell is None or (name is not None and name not in columns):
                    continue
                if name is None:
                    allowed, fix = (
                        "cells below a column name",
                        "name the column, or move notes to another sheet",
                    )
                    found = f"'{cell.text}' under no column name"
                    self.findings.append(
                        finding("I102", cell.place, key="value", found=found, allowed=allowed, fix=fix)
                    )
                elif self.used(cell) is not None:
                    record[name] = cell
            if record:
                yield record

    def schools(self, records: list[dict[str, Value]]) -> Iterator[Group]:
        """Gather the rows of each school: its own columns from any of them, its counts by grade from all."""
        schools: dict[str, Group] = {}
        for record in records:
            key = record["id"].text.strip() if "id" in record else ""
            school = schools.setdefault(key, _group(record, SCHOOLS[: SCHOOLS.index("grade")]))
            for name in SCHOOLS[: SCHOOLS.index("grade")]:
                known, again = school.entries.get(name), record.get(name)
                if (
                    isinstance(known, Value)
                    and again is not None
                    and again.text.strip() != known.text.strip()
                ):
                    self.twice(again.place, name, f"in cell {known.place.cell} with another value")
            counts = [record[name] for name in COUNTS if name in record]
            if "grade" not in record:
                if counts:
                    allowed, fix = "a grade in the same row", "write the grade that these students are in"
                    found = f"'{counts[0].text}' without a grade"
                    self.findings.append(
                        finding("I102", counts[0].place, key="value", found=found, allowed=allowed, fix=fix)
                    )
                continue
            grade = record["grade"]
            grades = school.entries.setdefault("grades", Group(grade.place))
            school.key_places.setdefault("grades", grade.place)
            if isinstance(grades, Group):
                if grade.text in grades.entries:
                    self.twice(grade.place, grade.text, f"in cell {grades.key_places[grade.text].cell}")
                grades.entries[grade.text] = _group(record, COUNTS)
                grades.key_places[grade.text] = grade.place
        yield from schools.values()

    def adjoining(self, records: list[dict[str, Value]]) -> Iterator[Group]:
        for record in records:
            district = _group(record, ADJOINING[: ADJOINING.index("total")])
            if any(name in record for name in COUNTS):
                counts = _group(record, COUNTS)
                district.entries["enrollment"] = counts
                district.key_places["enrollment"] = counts.place
            yield district


def _key_of(label: str) -> str:
    """Return the key that a label stands for: ``Fiscal Year`` is ``fiscal_year``; a dotted one stands as it is."""
    label = label.rstrip(": ")
    if "." in label:
        return label
    key = "_".join(label.casefold().split())
    return LABELS.get(key, key)


def _group(record: dict[str, Value], names: tuple[str, ...]) -> Group:
    found = [record[name] for name in names if name in record] or list(record.values())
    group = Group(found[0].place)
    for name in names:
        if name in record:
            group.entries[name] = record[name]
            group.key_places[name] = record[name].place
    return group
