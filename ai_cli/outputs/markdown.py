"""Shows a document as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from ai_cli.outputs.document import Block, Divider, Heading, Lines, Paragraph, Table
from ai_cli.outputs.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown_pieces(blocks: Iterable[Block]) -> Iterator[str]:
    """Go through the Markdown of a document, a piece a block; text of users is escaped, so that it prints as typed."""
    for index, block in enumerate(blocks):
        yield ("\n" if index else "") + _block(block) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"## {_escaped(block.text)}"
        case Paragraph():
            text = _escaped(block.text)
            return f"**{text}**" if block.strong else text
        case Lines():
            return "\n".join(("```text", *map(one_line, block.lines), "```"))
        case Table():
            return _table(block)
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    titles = "| " + " | ".join(_escaped(column.title) for column in table.columns) + " |"
    rule = "|" + "|".join("---:" if column.align == "right" else "---" for column in table.columns) + "|"
    rows = ["| " + " | ".join(map(_escaped, _cells(row, table))) + " |" for row in table.rows]
    return "\n".join((titles, rule, *rows))


def _cells(row: tuple[str, ...] | Divider, table: Table) -> tuple[str, ...]:
    if isinstance(row, Divider):
        return (row.text, *("" for _ in table.columns[1:]))
    return row


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", one_line(text))
