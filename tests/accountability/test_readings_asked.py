"""The commands of accountability take the readings of accountability, and name these for one that they do not know."""

from __future__ import annotations

import pytest
from running import SAMPLES, run

from ai_cli.law import every_reading, law

FOLDER = SAMPLES / "accountability"
OWN = law("mn-accountability").readings
COMMANDS = {
    "ayp": (str(FOLDER / "cells.csv"), "--targets", str(FOLDER / "targets.csv")),
    "graduation": (str(FOLDER / "graduation.csv"),),
    "gaps": (str(FOLDER / "gaps.csv"),),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_reading_is_answered_with_those_of_accountability_alone(command: str) -> None:
    done = run("accountability", command, *COMMANDS[command], "--reading", "averagin=mean")
    assert done.status == 2
    assert "did you mean averaging?" in done.err
    _, _, named = " ".join(done.err.split()).partition("Known are ")
    assert named.split(", ") == list(OWN)


def test_a_reading_of_another_program_is_unknown_here() -> None:
    other = next(one for one in every_reading() if one not in OWN)
    done = run("accountability", "ayp", *COMMANDS["ayp"], "--reading", f"{other}=x")
    assert done.status == 2
    assert f"unknown reading '{other}'" in done.err


def test_a_reading_of_accountability_is_taken() -> None:
    done = run("accountability", "ayp", *COMMANDS["ayp"], "--reading", "averaging=mean")
    assert "averaging=mean" in done.out
