"""Runs kept inputs again, in a process without atheris: ``python tests/fuzz/replay.py TARGET FILE...``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from cases import fault_of
from targets import targets


def main(name: str, files: list[str]) -> int:
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            fault = fault_of(targets()[name], Path(file).read_bytes(), Path(folder))
            faults += fault is not None
            if fault is not None:
                print(f"{file}: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
