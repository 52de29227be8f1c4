"""Shows a document as plain text at full width: nothing wrapped, nothing cut, no escape codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from ai_cli.outputs.document import Block, Column, Divider, Heading, Lines, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def one_line(text: str) -> str:
    """Return a text with line breaks and control characters shown as spaces, so that it stays in its row.

    Bytes of a file name that are no text are shown as escapes.
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(one: str) -> str:
    if one.isprintable():
        return one
    return one.encode("ascii", "backslashreplace").decode() if "\ud800" <= one <= "\udfff" else " "


def plain_pieces(blocks: Iterable[Block]) -> Iterator[str]:
    """Go through the text of a document, a piece a block; blocks are set apart by an empty line."""
    for index, block in enumerate(blocks):
        yield ("\n" if index else "") + _block(block) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return one_line(block.text)
        case Paragraph():
            return one_line(block.text)
        case Lines():
            return "\n".join(map(one_line, block.lines))
        case Table():
            return _table(block)
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    titles = _title_rows(table.columns)
    rows = [row if isinstance(row, Divider) else tuple(map(one_line, row)) for row in table.rows]
    filled = [*titles, *(row for row in rows if not isinstance(row, Divider))]
    widths = [max(len(row[index]) for row in filled) for index in range(len(table.columns))]
    rule = "  ".join("-" * width for width in widths)
    lines = [*(_row(row, table.columns, widths) for row in titles), rule]
    lines += [
        _divider(row, rule) if isinstance(row, Divider) else _row(row, table.columns, widths) for row in rows
    ]
    return "\n".join(lines)


def _title_rows(columns: tuple[Column, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the titles as the rows they take, those of fewer lines at the bottom."""
    titles = [column.title.split("\n") for column in columns]
    most = max(map(len, titles))
    return tuple(zip(*([""] * (most - len(one)) + one for one in titles), strict=True))


def _divider(divider: Divider, rule: str) -> str:
    return f"-- {one_line(divider.text)} ".ljust(len(rule), "-")


def _row(row: tuple[str, ...], columns: tuple[Column, ...], widths: list[int]) -> str:
    cells = [
        cell.rjust(width) if column.align == "right" else cell.ljust(width)
        for cell, column, width in zip(row, columns, widths, strict=True)
    ]
    return "  ".join(cells).rstrip()
