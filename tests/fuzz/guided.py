"""Fuzzes one target with atheris, which follows what code an input reaches; ``run.py`` starts it.

``python tests/fuzz/guided.py TARGET FAULTS WORK CORPUS... [libFuzzer options]`` writes each input that shows a new
fault into FAULTS, and goes on; results of commands go into WORK.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import sys
from pathlib import Path
from random import Random
from typing import Any

import atheris

with atheris.instrument_imports(include=["ai_cli"]):
    import ai_cli

    for found in pkgutil.walk_packages(ai_cli.__path__, "ai_cli."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)

from cases import fault_of
from mutations import changed, part_to_change, parts_of, words_of, workbook_of
from targets import targets


def signature(fault: str) -> str:
    """Return what faults of one cause have in common: where they were raised, or their words without numbers."""
    lines = fault.splitlines()[1:]
    places = [one for one in lines if one.lstrip().startswith("File ")]
    words = "".join(one for one in lines[-1] if not one.isdigit())[:40]
    return hashlib.sha256("\n".join([*places[-3:], words.partition(":")[0]]).encode()).hexdigest()[:12]


def main() -> None:
    target = targets()[sys.argv[1]]
    faults, folder = Path(sys.argv[2]), Path(sys.argv[3])
    words = words_of(target.inputs())
    seen = {one.stem.partition("_")[0] for one in faults.iterdir()}

    def one_input(content: bytes) -> None:
        fault = fault_of(target, content, folder)
        if fault is not None and (name := signature(fault)) not in seen:
            seen.add(name)
            (faults / f"{name}_{target.file}").write_bytes(content)
            (faults / f"{name}_fault.txt").write_text(fault, encoding="utf-8", errors="backslashreplace")

    def mutated(content: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)
        parts = parts_of(content) if target.is_workbook and chance.random() < 0.3 else None
        if parts:
            name = part_to_change(parts, chance)
            parts[name] = atheris.Mutate(parts[name], len(parts[name]) + 100)
            made: bytes = workbook_of(parts)
        elif not target.is_workbook and chance.random() < 0.3:
            made = atheris.Mutate(content, most)
        else:
            made = changed(content, chance, words, most)
        return made[:most]

    options: dict[str, Any] = {"custom_mutator": mutated}
    atheris.Setup([sys.argv[0], *sys.argv[4:]], one_input, **options)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
