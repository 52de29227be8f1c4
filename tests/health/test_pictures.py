"""The pictures of the README show what the program prints now."""

from __future__ import annotations

import os
import re

import pytest
from pictures import PAGE, TERMINAL, letters_of, shown
from rich.text import Text
from running import ROOT

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of Unix")
def test_the_picture_of_the_terminal_shows_what_a_terminal_shows() -> None:
    """Mended by ``python tests/pictures.py``."""
    picture = TERMINAL.read_text(encoding="utf-8")
    assert letters_of(picture) == "".join(Text.from_ansi(shown()).plain.split())
    assert re.findall(r"https?://(?!www\.w3\.org|www\.textualize\.io)", picture) == []


def test_the_readme_shows_both_pictures() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {f"({one.relative_to(ROOT).as_posix()})" for one in (TERMINAL, PAGE)} <= set(
        re.findall(r"!\[[^]]+\](\([^)]+\))", readme)
    )
    assert PAGE.read_bytes().startswith(PNG)
