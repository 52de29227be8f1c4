"""Makes the pictures of the README: an estimate on a terminal, and the first page of a report.

``python tests/pictures.py`` writes them to ``.pictures/``; the page needs LibreOffice and pdftoppm.
"""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from running import ROOT, on_a_terminal, run

PICTURES = ROOT / ".pictures"
TERMINAL, PAGE = PICTURES / "estimate.svg", PICTURES / "report.png"
COMMAND = ("estimate", "sample_inputs/austin_fy2017.yaml")
COLUMNS, DOTS_PER_INCH = 110, 110
_FONT_OF_THE_WEB = re.compile(r"@font-face \{\{.*?\}\}", re.DOTALL)
_TEXT = re.compile(r"<text[^>]* clip-path=[^>]*>(.*?)</text>", re.DOTALL)


def shown() -> str:
    """Return what a terminal shows, with its marks of style."""
    return on_a_terminal(list(COMMAND), {"TERM": "xterm-256color", "COLUMNS": str(COLUMNS)})


def terminal_picture(text: str) -> str:
    """Return a picture of a terminal with this text, as SVG; the letters are those of the reader's machine."""
    from rich._export_format import CONSOLE_SVG_FORMAT
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(text))
    title = f"ai-cli {' '.join(COMMAND)}"
    code_format = _FONT_OF_THE_WEB.sub("", CONSOLE_SVG_FORMAT)
    return console.export_svg(title=title, code_format=code_format, unique_id="terminal")


def letters_of(picture: str) -> str:
    """Return the letters in a picture of a terminal, without spaces."""
    return "".join("".join(map(html.unescape, _TEXT.findall(picture))).split())


def page_picture(target: Path) -> None:
    """Write the first page of a report as PNG."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xlsx")
        run("report", COMMAND[1], "-o", str(report))
        office = ("soffice", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless")
        subprocess.run([*office, "--convert-to", "pdf", "--outdir", folder, str(report)], check=True)
        name = target.with_suffix("")
        page = ("pdftoppm", "-png", "-r", str(DOTS_PER_INCH), "-f", "1", "-l", "1", "-singlefile")
        subprocess.run([*page, str(report.with_suffix(".pdf")), str(name)], check=True)


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    TERMINAL.write_text(terminal_picture(shown()), encoding="utf-8")
    if shutil.which("soffice") and shutil.which("pdftoppm"):
        page_picture(PAGE)


if __name__ == "__main__":
    main()
