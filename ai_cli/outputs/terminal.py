"""Shows a document on a terminal, with Rich: wrapped to the window, figures kept whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO, assert_never

from ai_cli.outputs.document import Block, Divider, Heading, Lines, Paragraph, Table
from ai_cli.outputs.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

_HERE = "\ue000"
"""Keeps the place of a line across a table; a character that no text of a user can hold, since it is not printable."""

_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}
"""Of the word that begins a finding."""

_LEAST_WIDTH = 12
"""Of a column whose text may wrap: a narrower one breaks words to pieces."""


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
                text = Text(one_line(line))
                first, _, _ = line.partition(" ")
                if first in _STYLES:
                    text.stylize(_STYLES[first], 0, len(first))
                console.print(text, soft_wrap=True)
        case Table():
            _print_table(block, console)
        case _:
            assert_never(block)


def _print_table(block: Table, console: Console) -> None:
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    widths = _least_widths(block)
    room = console.width - sum(widths) - (len(widths) - 1)
    if room < 0:
        _print_rows(block, console)
        return
    apart = 1 if room >= len(widths) - 1 else 0
    table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, apart, 0, 0))
    for column, least in zip(block.columns, widths, strict=True):
        table.add_column(
            column.title, justify=column.align, no_wrap=not column.wraps, overflow="fold", min_width=least
        )
    dividers = [row.text for row in block.rows if isinstance(row, Divider)]
    for row in block.rows:
        cells = (_HERE,) if isinstance(row, Divider) else row
        table.add_row(*(Text(cell if cell == _HERE else one_line(cell)) for cell in cells))
    with console.capture() as captured:
        console.print(table)
    console.file.write(_with_dividers(captured.get(), dividers, console.width))


def _least_widths(block: Table) -> list[int]:
    """Return the room that each column needs at least: for its words where it may wrap, else for whole figures."""
    from rich.cells import cell_len

    rows = [row for row in block.rows if not isinstance(row, Divider)]
    widths = []
    for index, column in enumerate(block.columns):
        texts = [*column.title.split("\n"), *(one_line(row[index]) for row in rows)]
        if column.wraps:
            texts = [word for text in texts for word in text.split()]
        width = max(map(cell_len, texts), default=0)
        widths.append(min(width, _LEAST_WIDTH) if column.wraps else width)
    return widths


def _print_rows(block: Table, console: Console) -> None:
    """Print a table that the window has no room for: each row by itself, a line a figure."""
    from rich.text import Text

    for row in block.rows:
        if isinstance(row, Divider):
            console.file.write(_divider(row.text, console.width))
            continue
        first, *cells = map(one_line, row)
        console.print(Text(first, style="bold"), overflow="fold")
        for column, cell in zip(block.columns[1:], cells, strict=True):
            text = f"{one_line(column.title)}: {cell}" if cell else ""
            for line in _wrapped(text, console.width):
                console.print(Text(line), overflow="fold")


def _wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text below a row, broken between words only, so that figures stay whole."""
    from textwrap import TextWrapper

    wrapper = TextWrapper(width, "  ", "    ", break_long_words=False, break_on_hyphens=False)
    return wrapper.wrap(text)


def _with_dividers(shown: str, dividers: list[str], width: int) -> str:
    """Put each line across the table in the place that was kept for it."""
    texts = iter(dividers)
    lines = shown.splitlines(keepends=True)
    return "".join(_divider(next(texts), width) if _HERE in line else line for line in lines)


def _divider(text: str, width: int) -> str:
    return f"-- {one_line(text)} ".ljust(width, "-") + "\n"
