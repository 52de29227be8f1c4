"""The program: sets up the streams, runs a command, and turns what happened into an exit status."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE, FAULT, INTERRUPTED = 2, 3, 130
_OBJECTS_BEFORE_A_COLLECTION = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments, or those of the command line, and return its exit status.

    0 nothing to act on, 1 findings or an incomplete result, 2 wrong usage or unreadable input, 3 a fault of the
    program, 130 interrupted. Nothing is raised.
    """
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - the last resort: one line instead of a traceback
        from ai_cli.cli.printing import say_fault

        say_fault(fault, "--debug" in (sys.argv if arguments is None else arguments))
        return FAULT


def _run(arguments: Sequence[str] | None) -> int:
    import gc

    import typer

    from ai_cli.cli.app import app_for
    from ai_cli.cli.printing import say

    gc.set_threshold(_OBJECTS_BEFORE_A_COLLECTION)  # starting up makes many objects and hardly any garbage
    if sys.stdout is None:
        say("standard output is closed; use --output FILE")
        return USAGE
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app = app_for(sys.argv[1:] if arguments is None else arguments)
        # without arguments Typer takes the command line itself, and spells out *.yaml where a shell does not
        status = app(args=arguments, prog_name="ai-cli", standalone_mode=False)
    except typer.Abort:
        return USAGE
    except typer.TyperException as problem:
        show = getattr(problem, "show", None)
        if show is None:
            say(str(problem))
        else:
            show()
        return USAGE
    except OSError as problem:
        name = f"{problem.filename}: " if problem.filename else ""
        say(f"{name}{problem.strerror or 'something cannot be read or written'}")
        return USAGE
    return status if isinstance(status, int) else 0


def run() -> None:
    """Run the program and leave with its exit status."""
    from ai_cli.cli.interruption import interrupt_when_ended

    interrupt_when_ended()
    sys.exit(main())


if __name__ == "__main__":
    run()
