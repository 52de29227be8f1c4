"""Shows a document on a terminal, with Rich: wrapped to the window, figures kept whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO, assert_never

from ai_cli.outputs.document import Block, Divider, Heading, Lines, Paragraph, Table
from ai_cli.outputs.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.text import Text


def show_on_terminal(blocks: Iterable[Block], stream: TextIO) -> None:
    """Print the document on a terminal. Text of users is printed as it is, never read as markup."""
    from rich.console import Console

    console = Console(file=stream, markup=False, highlight=False, emoji=False)
    for index, block in enumerate(blocks):
        if index:
            console.print()
        _print(block, console)


def _print(block: Block, console: Console) -> None:
    from rich.text import Text

    match block:
        case Heading():
            console.print(Text(one_line(block.text), style="bold"))
        case Paragraph():
            console.print(Text(one_line(block.text), style="bold" if block.strong else ""))
        case Lines():
            for line in block.lines:
                console.print(Text(one_line(line)), soft_wrap=True)
        case Table():
            _print_table(block, console)
        case _:
            assert_never(block)


def _print_table(block: Table, console: Console) -> None:
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in block.columns:
        table.add_column(column.title, justify=column.align, no_wrap=not column.wraps, overflow="fold")
    for row in block.rows:
        if isinstance(row, Divider):
            table.add_section()
            table.add_row(*_across(row, block))
            table.add_section()
        else:
            table.add_row(*(Text(one_line(cell)) for cell in row))
    console.print(table)


def _across(divider: Divider, block: Table) -> list[Text]:
    """Return a row with the text of a line across in the first column that may wrap."""
    from rich.text import Text

    place = next((index for index, column in enumerate(block.columns) if column.wraps), 0)
    text = one_line(divider.text)
    return [Text(text if index == place else "", style="italic") for index in range(len(block.columns))]
