"""On a terminal the table is set to the window; figures stay whole and names are not read as markup."""

from __future__ import annotations

import io
import os

import pytest
from running import AUSTIN, executable

from ai_cli.outputs.document import Column, Divider, Heading, Lines, Paragraph, Table
from ai_cli.outputs.figures import exact_figure, shown_difference, shown_dollars, shown_figure
from ai_cli.outputs.terminal import show_on_terminal
from ai_cli.results.filled_form import FilledLine, State, Unit


def test_a_document_is_shown_as_it_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    stream = io.StringIO()
    table = Table(
        (Column("Item", wraps=True), Column("Value", "right")),
        (("[b]Mille Lacs[/b] :warning:", "$12,345,678.90"),),
    )
    show_on_terminal((Heading("[red]x"), Paragraph("so", strong=True), Lines(("|  a",)), table), stream)
    shown = stream.getvalue()
    assert "[red]x" in shown
    assert "$12,345,678.90" in shown
    assert ":warning:" in shown
    assert "\u2026" not in shown


WIDE = Table(
    (Column("Item", wraps=True), Column("This\nyear", "right"), Column("Next year", "right"), Column("Note")),
    (
        ("Revenue of the [b]district[/b]", "$12,345,678.90", "-$12,345,678.90", ""),
        Divider("below"),
        ("Aid", "$1.00", "$2.00", "first"),
    ),
)


def shown_at(width: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", width)
    stream = io.StringIO()
    show_on_terminal([WIDE], stream)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def test_a_table_without_room_is_shown_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown_at("30", monkeypatch) == [
        "Revenue of the [b]district[/b]",
        "  This year: $12,345,678.90",
        "  Next year: -$12,345,678.90",
        "-- below ---------------------",
        "Aid",
        "  This year: $1.00",
        "  Next year: $2.00",
        "  Note: first",
    ]


def test_a_figure_is_not_broken_in_the_narrowest_window(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "    -$12,345,678.90" in shown_at("22", monkeypatch)


def test_columns_move_together_before_a_table_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    least = 12 + 14 + 15 + 5
    lines = shown_at(str(least + 3), monkeypatch)
    assert any(line.endswith("$12,345,678.90 -$12,345,678.90") for line in lines)
    assert shown_at(str(least + 2), monkeypatch)[1] == "  This year: $12,345,678.90"
    assert any(line.endswith("$12,345,678.90  -$12,345,678.90") for line in shown_at("100", monkeypatch))


def test_a_title_of_several_lines_stands_on_them_in_plain_text() -> None:
    from ai_cli.outputs.markdown import markdown_pieces
    from ai_cli.outputs.plain import plain_pieces

    table = Table((Column("Item"), Column("This\nyear", "right")), (("Aid", "$1.00"),))
    assert "".join(plain_pieces([table])) == "       This\nItem   year\n----  -----\nAid   $1.00\n"
    assert "| Item | This year |" in "".join(markdown_pieces([table]))


def test_differences_are_signed_in_their_unit() -> None:
    from decimal import Decimal

    assert shown_difference(Decimal("12.5"), Unit.DOLLARS) == "+$12.50"
    assert shown_difference(Decimal("-1234.5"), Unit.DOLLARS) == "-$1,234.50"
    assert shown_difference(Decimal("0.00"), Unit.DOLLARS) == "$0.00"
    assert shown_difference(Decimal("0.001"), Unit.DOLLARS) == "$0.00"
    assert shown_difference(Decimal(-3), Unit.PUPILS) == "-3"
    assert shown_difference(Decimal("1234.50"), Unit.PUPIL_UNITS) == "+1,234.5"
    assert shown_difference(Decimal("0.0151"), Unit.RATIO) == "+1.51 points"
    assert shown_difference(Decimal("-0.00000001"), Unit.RATIO) == "0 points"
    assert shown_difference(Decimal("-2.5"), Unit.PERCENT) == "-2.5 points"


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals here")
@pytest.mark.parametrize(("environment", "styled"), [({}, True), ({"NO_COLOR": "1", "TERM": "dumb"}, False)])
def test_a_real_terminal_gets_the_whole_table(environment: dict[str, str], styled: bool) -> None:
    import pty
    import subprocess

    leader, follower = pty.openpty()
    done = subprocess.Popen(
        [executable(), "estimate", AUSTIN],
        stdout=follower,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"COLUMNS": "80", "LINES": "40", "TERM": "xterm"} | environment,
    )
    os.close(follower)
    pieces = []
    while True:
        try:
            piece = os.read(leader, 65_536)
        except OSError:
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(leader)
    assert done.wait(timeout=30) == 0
    text = b"".join(pieces).decode("utf-8")
    assert ("\x1b[" in text) is styled
    for amount in ("$725,475.72", "$504,596.88", "$216,255.81", "$723,305.81"):
        assert amount in text


def line(unit: Unit, value: object) -> FilledLine:
    known = dict.fromkeys(FilledLine._fields) | {"unit": unit, "value": value, "state": State.COMPLETE}
    return FilledLine(**known)  # type: ignore[arg-type]


def test_figures_are_shown_for_people_and_exact_for_programs() -> None:
    from decimal import Decimal

    assert shown_figure(line(Unit.FLAG, True)) == "yes"
    assert shown_figure(line(Unit.FLAG, False)) == "no"
    assert shown_figure(line(Unit.CLAUSE, "4")) == "4"
    assert shown_figure(line(Unit.CLAUSE, None)) == ""
    assert shown_figure(line(Unit.PUPILS, Decimal(1200))) == "1,200"
    assert shown_figure(line(Unit.RATIO, Decimal("0.66"))) == "66%"
    assert exact_figure(line(Unit.FLAG, True)) is True
    assert shown_dollars(Decimal("-0.001")) == "$0.00"
    assert shown_dollars(Decimal("-2.665")) == "-$2.67"
