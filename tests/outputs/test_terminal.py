"""On a terminal the table is set to the window; figures stay whole and names are not read as markup."""

from __future__ import annotations

import io
import os

import pytest
from running import AUSTIN, executable

from ai_cli.outputs.document import Column, Heading, Lines, Paragraph, Table
from ai_cli.outputs.figures import exact_figure, shown_dollars, shown_figure
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
