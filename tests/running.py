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
    return run_in(environment, *arguments, given=given, cwd=cwd)


def run_in(
    environment: dict[str, str], *arguments: str, given: bytes | None = None, cwd: Path | None = None
) -> Ran:
    """Run ai-cli with these arguments and environment variables; its streams are read as UTF-8."""
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


def on_a_terminal(arguments: list[str], environment: dict[str, str]) -> str:
    """Return what ai-cli shows on a terminal of forty columns, or of those in the environment; Unix only."""
    import pty

    leader, follower = pty.openpty()
    with subprocess.Popen(
        [executable(), *arguments],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "40", "LINES": "30", "PYTHONIOENCODING": "utf-8"} | environment,
    ):
        os.close(follower)
        parts = []
        while True:
            try:
                part = os.read(leader, 65_536)
            except OSError:
                break
            if not part:
                break
            parts.append(part)
    os.close(leader)
    return b"".join(parts).decode("utf-8").replace("\r\n", "\n")


CPU_SECONDS, MEBIBYTES = 8, 400
"""What the reading of any one file may take."""

_BOUNDED = """
import resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1])))
status = subprocess.run(sys.argv[3:]).returncode
with open(sys.argv[2], "w") as peak:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak.write(f"{used.ru_maxrss} {used.ru_utime + used.ru_stime}")
sys.exit(status if status >= 0 else 99)
"""


class Measured(NamedTuple):
    """A run, with the most memory and the seconds on the processor that it took."""

    ran: Ran
    kibibytes: int
    seconds: float


def run_within_bounds(folder: Path, *arguments: str) -> Ran:
    """Run ai-cli with its time on the processor limited, and assert that it stayed within the memory bound."""
    done = measured(folder, *arguments)
    assert done.ran.status != 99, "it took longer than allowed"
    assert done.kibibytes < MEBIBYTES * 1024
    return done.ran


def measured(folder: Path, *arguments: str, seconds: int = CPU_SECONDS) -> Measured:
    """Run ai-cli with its time on the processor limited; status 99 where that was not enough."""
    peak = folder / "taken.txt"
    done = subprocess.run(
        [sys.executable, "-c", _BOUNDED, str(seconds), str(peak), executable(), *arguments],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=120,
    )
    ran = Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
    kibibytes, taken = peak.read_text().split()
    return Measured(ran, int(kibibytes), float(taken))
