"""Fuzzes the readers of files for a while, guided by what code each input reaches, and prints what was found.

``python tests/fuzz/run.py [SECONDS] [TARGET...]`` gives each target SECONDS, 60 where none are given. Inputs worth keeping
stay in ``.fuzz/``, so that the next run goes on from there, those with a fault too, each with what it did in a text
beside it. It needs atheris: ``pip install -e '.[fuzz]'``.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))
from running import ROOT
from targets import Target, targets

KEPT = ROOT / ".fuzz"
_TRIED = re.compile(r"^Done (\d+) runs|^#(\d+)\t", re.MULTILINE)
_MOST_BYTES = {True: 80_000, False: 40_000}


def fuzzed(target: Target, seconds: int) -> tuple[int, int]:
    """Fuzz one target; return how many inputs were tried, and how many show a fault without atheris too."""
    corpus, faults = KEPT / "corpus" / target.name, KEPT / "faults" / target.name
    for folder in (corpus, faults):
        folder.mkdir(parents=True, exist_ok=True)
    most = f"-max_len={_MOST_BYTES[target.is_workbook]}"
    bounds = (f"-max_total_time={seconds}", most, "-timeout=60", "-rss_limit_mb=2000")
    with tempfile.TemporaryDirectory() as seeds, tempfile.TemporaryDirectory() as work:
        for index, content in enumerate(target.inputs()):
            Path(seeds, str(index)).write_bytes(content)
        said = _ran(
            "guided.py", target.name, faults, work, corpus, seeds, f"-artifact_prefix={faults}/", *bounds
        )
    tried = max((int(done or so_far) for done, so_far in _TRIED.findall(said.stderr)), default=0)
    if said.returncode or not tried:
        print(said.stderr[-3000:])
    shown = 0
    for one in sorted(faults.iterdir()):
        if one.suffix != ".txt":
            again = _ran("replay.py", target.name, one)
            print(again.stdout, end="")
            shown += again.returncode != 0
    return tried, shown


def _ran(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(Path(__file__).with_name(script)), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)


def main(arguments: list[str]) -> int:
    if importlib.util.find_spec("atheris") is None:
        print("atheris is missing: pip install -e '.[fuzz]' (Linux and macOS)")
        print("`pytest tests/fuzz -m slow` changes files without it, unguided")
        return 2
    seconds = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 60
    known, faults = targets(), 0
    unknown = [name for name in arguments if name not in known]
    if unknown:
        print(f"no target {', '.join(unknown)}; targets: {', '.join(known)}")
        return 2
    for name in arguments or known:
        tried, shown = fuzzed(known[name], seconds)
        print(f"{tried:9,} inputs  {shown} faults  {name}", flush=True)
        faults += shown
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
