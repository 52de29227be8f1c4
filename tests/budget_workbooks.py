"""Budget workbooks made for tests, with the values that Excel would have calculated."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

HEADER = ["Item", "Narrative", "Strategy", "Category", "Revenue", "School", "Account", "FTE", "Amount", "Other Funding", "Enhances Existing"]  # fmt: skip
_SAYS = "works with students of the secondary schools every day of the school year in small groups"
DISTRICT = [
    ["district.id", "0492-01"],
    ["district.name", "Austin"],
    ["fiscal_year", "FY 2019"],
    ["account_order", "FD-ORG-PRO-FIN-OBJ-CRS"],
]
PLAN = [["Strategy", "Name", "Goal"], ["3", "AVID", "access"], ["4", "Coaching", "teachers"]]

Row = list[object]


def line(item: str, category: str, amount: object, strategy: str = "3", account: str = "") -> Row:
    codes = {
        "direct": "211-313-140",
        "professional_development": "640-313-305",
        "administration": "605-313-110",
    }
    return [
        item,
        f"The {item} {_SAYS}",
        strategy,
        category,
        "initial",
        None,
        account or f"01-005-{codes[category]}-000",
        None,
        amount,
    ]


LINES = [
    line("teachers", "direct", 60000),
    line("tutors", "direct", 20000),
    line("coach", "professional_development", 10000, "4"),
    line("coordinator", "administration", 10000),
]


def summary(first: int, last: int) -> list[Row]:
    """Return a Summary of formulas over these rows of the sheet Budget."""
    amounts, categories = f"Budget!I{first}:I{last}", f"Budget!D{first}:D{last}"
    return [
        ["Use", "Amount"],
        ["Direct services", f'=SUMIF({categories},"direct",{amounts})'],
        ["Professional development", f'=SUMIF({categories},"professional_development",{amounts})'],
        ["Administration", f'=SUMIF({categories},"administration",{amounts})'],
        ["Total", f"=SUM({amounts})"],
    ]


def sheets(lines: Sequence[Row] = LINES, total: object = "=SUM(I2:I5)") -> dict[str, list[Row]]:
    """Return the sheets of a budget that has nothing wrong, its lines in rows 2 to 5 and their total in row 6."""
    return {
        "Budget": [list(HEADER), *map(list, lines), ["Total", *[None] * 7, total]],
        "Plan": [list(row) for row in PLAN],
        "District": [list(row) for row in DISTRICT],
        "Summary": summary(2, 5),
    }


VALUES = {
    "Budget!I6": "100000",
    "Summary!B2": "80000",
    "Summary!B3": "10000",
    "Summary!B4": "10000",
    "Summary!B5": "100000",
}
"""What Excel calculates for these sheets."""


def packed(content: Mapping[str, Sequence[Row]], values: Mapping[str, str] = VALUES) -> bytes:
    """Return the bytes of a workbook with these sheets; ``values`` are those of formulas, by sheet and cell."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in content.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return calculated(written.getvalue(), list(content), values)


def calculated(plain: bytes, names: list[str], values: Mapping[str, str]) -> bytes:
    """Return a workbook with these sheets whose formulas have values, as if Excel had saved it; fixed times, same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(target, "w") as kept:
        for part in source.namelist():
            text = source.read(part)
            match = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", part)
            if match is not None:
                text = _put(text.decode(), names[int(match[1]) - 1], values).encode()
            kept.writestr(zipfile.ZipInfo(part, (2020, 1, 1, 0, 0, 0)), text)
    return target.getvalue()


def _put(xml: str, sheet: str, values: Mapping[str, str]) -> str:
    for key, value in values.items():
        name, cell = key.split("!")
        if name == sheet:
            pattern = rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)(?:<v ?/>|<v></v>)'
            xml = re.sub(pattern, rf"\g<1><v>{value}</v>", xml)
    return xml


def write(folder: Path, content: Mapping[str, Sequence[Row]], values: Mapping[str, str] = VALUES) -> str:
    file = folder / "budget.xlsx"
    file.write_bytes(packed(content, values))
    return str(file)
