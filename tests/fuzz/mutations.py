"""Changes inputs by what they are made of: lines and values of a text, parts and tags of a workbook."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

STRANGE = (
    "", " ", "~", "null", "-1", "0", "00", "-0", "1e400", "1E5", "nan", "-inf", ".5", "5.", "9" * 13, "1" * 5000, "0." + "0" * 60 + "1",
    "1,234.50", "1.234,50", "(5.00)", "$-1", "1" + ".0" + "0" * 5000, "\u0663", "\u00bd", "\u00b2", "0x1F", "12_345", "FY 2100", "FY 1970", "FY 2013", "FY 2018",
    "2099-00", "0001-01-01", "9999-12-31", "2018-W01-1", "13/45/2018", "yes", "MN", "WI", "All Grades", "000", "0001-03", "9999-99", "[" * 40, "{}", "[]", "[[]]",
    "{a: {b: c}}", "&a", "*a", "!!int 3", "<<", "? ", "|", ">", "---", "- ", ": ", "\t", "\n", "\r", "\ufeff", "\u2028", "\x85", "\x00", "\x1b[31m", "\U0010ffff",
    "\ud7ff", "a" * 40_000, "'", '"', "#", "=1+1", "=SUM(A1:A9)", "#REF!", "@x", "../../x", "a.b.c", ".", "..", "[/b]", "%", "{0}", "\\", "budget.xlsx", "point", "total",
)  # fmt: skip
"""Values that are often read wrongly, in any kind of file."""

_WORD = re.compile(r"[\w.$%-]+")
_TAG = re.compile(r"<[^<>]*>")
_VALUE = re.compile(r'(?<==")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)')
_STRANGE_IN_A_WORKBOOK = (
    "A1048576", "XFD1", "A0", "ZZZ9", "A-1", "1", "B2", "A99999999999999999999", "20001", "s", "b", "d", "e", "n", "str", "inlineStr", "x", "-1", "0", "99999",
    "1E308", "1E-300", "-1E15", "45000.5", "2958466", "-5", "#DIV/0!", "2018-03-15T00:00:00", "PT5H", "true", "SUM(I2:I5)", "SUM(I2:I99999999999)", "SUM(Budget!I2:I5)+",
    "[1]Budget!A1", "'", "OFFSET(A1,1,1)", "SUM(" * 80, "{1,2", "A1:B2", "array", "shared", "dataTable", "m/d/yyyy", "[h]:mm", "0.00%", "[" * 300, "_x0000_", "_xD800_",
    "&amp;", "&#10;", "&#x1F600;", "&lt;", "hidden", "veryHidden", "Budget", "Budget ", "Direct", "School", "district", "xl/worksheets/sheet1.xml", "http://purl.oclc.org/ooxml/", "rId1", "1904",
)  # fmt: skip
_SIGNS = "\t\n\r \x00\x1b\"'#$%&()*+,-./:;<=>?[]{}|~\u00a0\u2019\u2028\ufeff\U0001f600"


def changed(content: bytes, chance: Random, words: tuple[str, ...], most: int) -> bytes:
    """Return an input changed in a few places, of at most so many bytes; ``words`` are those of all inputs."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        is_workbook = content.startswith(b"PK")
        if chance.random() < (1 / 50 if is_workbook else 1 / 12):
            made = _raw(content, chance)
        elif is_workbook:
            made = _workbook(content, chance, words)
        else:
            made = _text(content.decode("utf-8", "replace"), chance, words).encode("utf-8", "replace")
        content = made if len(made) <= most else content
    return content[:most]


def words_of(inputs: list[bytes]) -> tuple[str, ...]:
    """Return the words of texts, and of the parts of workbooks, to put in the place of others."""
    texts = [text for one in inputs for text in (parts_of(one) or {"": one}).values()]
    return tuple(sorted({word for text in texts for word in _WORD.findall(text.decode("utf-8", "replace"))}))


def parts_of(content: bytes) -> dict[str, bytes] | None:
    """Return the parts of a workbook by name, None where it cannot be unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as kept:
            return {one: kept.read(one) for one in kept.namelist()}
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        zlib.error,
    ):
        return None


def workbook_of(parts: dict[str, bytes]) -> bytes:
    """Return a workbook of these parts; the same parts give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as kept:
        for name, part in parts.items():
            kept.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def part_to_change(parts: dict[str, bytes], chance: Random) -> str:
    """Return the name of a part; sheets and texts oftener than others."""
    often = [one for one in parts if "sheets/" in one or "sharedStrings" in one]
    return chance.choice(often if often and chance.random() < 0.8 else list(parts))


def _workbook(content: bytes, chance: Random, words: tuple[str, ...]) -> bytes:
    parts = parts_of(content)
    if not parts:
        return _raw(content, chance)
    name = part_to_change(parts, chance)
    kind = chance.random()
    if kind < 0.03:
        del parts[name]
    elif kind < 0.06:
        parts[chance.choice(list(parts))] = parts[name]
    elif kind < 0.08:
        parts[f"xl/{chance.choice(words)}"] = parts.pop(name)
    elif kind < 0.12:
        parts[name] = _raw(parts[name], chance)
    else:
        parts[name] = _xml(parts[name].decode("utf-8", "replace"), chance, words).encode("utf-8", "replace")
    return workbook_of(parts)


def _xml(text: str, chance: Random, words: tuple[str, ...]) -> str:
    kind = chance.random()
    values, tags = list(_VALUE.finditer(text)), list(_TAG.finditer(text))
    if values and kind < 0.6:
        value = chance.choice(values)
        new = chance.choice(
            (*_STRANGE_IN_A_WORKBOOK, chance.choice(STRANGE), chance.choice(words), chance.choice(values)[0])
        )
        return text[: value.start()] + new + text[value.end() :]
    if len(tags) < 3:
        return text + chance.choice(_STRANGE_IN_A_WORKBOOK)
    first, last = sorted(chance.sample(range(len(tags)), 2))
    last = min(last, first + chance.choice((1, 1, 2, 3, 8, 40)))
    start, end = tags[first].start(), tags[last].end()
    span, at = text[start:end], chance.choice(tags).start()
    if kind < 0.7:
        return text[:start] + text[end:]
    if kind < 0.9:
        return text[:at] + span * chance.choice((1, 1, 2, 50, 1000)) + text[at:]
    return text[:start] + _text(span, chance, words) + text[end:]


def _raw(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    end = min(len(content), at + chance.choice((0, 1, 2, 8, 100)))
    new = chance.choice(
        (
            b"",
            chance.randbytes(chance.randint(1, 8)),
            content[at:end] * chance.choice((2, 300)),
            b"\xff\xfe",
            b"\x00",
        )
    )
    return content[:at] + new + content[end:]


def _text(text: str, chance: Random, words: tuple[str, ...]) -> str:
    return chance.choice(_CHANGES)(text, chance, words)


def _value(text: str, chance: Random, words: tuple[str, ...]) -> str:
    found = list(_WORD.finditer(text))
    new = chance.choice((*STRANGE, *(chance.choice(words) for _ in range(40))))
    if not found:
        return text + new
    one = chance.choice(found)
    return text[: one.start()] + new + text[one.end() :]


def _sign(text: str, chance: Random, words: tuple[str, ...]) -> str:
    del words
    at = chance.randrange(len(text) + 1)
    return (
        text[:at] + chance.choice(_SIGNS) * chance.choice((1, 1, 2, 100)) + text[at + chance.choice((0, 1)) :]
    )


def _lines(text: str, chance: Random, words: tuple[str, ...]) -> str:
    del words
    lines = text.split("\n")
    first = chance.randrange(len(lines))
    last = min(len(lines), first + chance.choice((1, 1, 2, 5)))
    block, rest = lines[first:last], lines[:first] + lines[last:]
    indent = chance.choice(("", "  ", "    "))
    at = chance.randrange(len(rest) + 1)
    new = [indent + one for one in block] * chance.choice((0, 1, 1, 1, 2, 300))
    return "\n".join(
        [*rest[:at], *new, *rest[at:]] if chance.random() < 0.5 else [*lines[:at], *new, *lines[at:]]
    )


def _span(text: str, chance: Random, words: tuple[str, ...]) -> str:
    del words
    first, last = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    last = min(last, first + chance.choice((4, 20, 100)))
    at = chance.randrange(len(text) + 1)
    return chance.choice((text[:first] + text[last:], text[:at] + text[first:last] + text[at:], text[:last]))


_CHANGES: tuple[Callable[[str, Random, tuple[str, ...]], str], ...] = (
    _value,
    _value,
    _value,
    _lines,
    _lines,
    _sign,
    _span,
)
