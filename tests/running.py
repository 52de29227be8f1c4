"""Runs the real executable, as a user does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_inputs"
AUSTIN = str(SAMPLES / "austin_fy2017.yaml")


def executable() -> str:
    found = shutil.which("ai-cli", path=str(Path(sys.executable).parent))
    assert found is not None, "the project is not installed in this environment"
    return found


class Ran(NamedTuple):
    status: int
    out: str
    err: str


def run(*arguments: str, given: bytes | None = None, cwd: Path | None = None, **environment: str) -> Ran:
    """Run ai-cli with these arguments; its streams are read as UTF-8."""
    done = subprocess.run(
        [executable(), *arguments],
        input=given,
        capture_output=True,
        cwd=cwd or ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
        check=False,
        timeout=60,
    )
    return Ran(
        done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    )
