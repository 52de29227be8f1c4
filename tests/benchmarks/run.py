"""Prints every ratio of speed: ``python tests/benchmarks/run.py [ROUNDS]`` runs the other scripts of this folder in turn.

What each of them measures stands at its top. Nothing is asserted: the times of a shared machine prove nothing alone.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPTS = ("files.py", "accountability.py", "students.py")


def main(rounds: list[str]) -> int:
    folder = Path(__file__).parent
    done = [
        subprocess.run([sys.executable, str(folder / script), *rounds], check=False).returncode
        for script in SCRIPTS
    ]
    return max(done)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
