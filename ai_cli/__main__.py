"""The program: sets up the streams, runs a command, and turns what happened into an exit status."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

import typer

from ai_cli.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE, FAULT, INTERRUPTED = 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments, or those of the command line, and return its exit status.

    0 nothing to act on, 1 findings or an incomplete result, 2 wrong usage or unreadable input, 3 a fault of the
    program, 130 interrupted. Nothing is raised.
    """
    gc.set_threshold(100_000)  # starting up makes many objects and hardly any garbage
    written = list(sys.argv[1:] if arguments is None else arguments)
    if sys.stdout is None:
        typer.echo("ai-cli: standard output is closed; use --output FILE", err=True)
        return USAGE
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = app(args=written, prog_name="ai-cli", standalone_mode=False)
    except KeyboardInterrupt:
        return INTERRUPTED
    except typer.Abort:
        return USAGE
    except typer.TyperException as problem:
        show = getattr(problem, "show", None)
        if show is None:
            typer.echo(str(problem), err=True)
        else:
            show()
        return USAGE
    except OSError as problem:
        name = f"{problem.filename}: " if problem.filename else ""
        typer.echo(f"ai-cli: {name}{problem.strerror or 'something cannot be read or written'}", err=True)
        return USAGE
    except Exception as fault:  # noqa: BLE001 - the last resort: one line instead of a traceback
        if "--debug" in written:
            import traceback

            traceback.print_exc()
        else:
            name = type(fault).__name__
            typer.echo(f"ai-cli: a fault of the program, {name}; run it again with --debug", err=True)
        return FAULT
    return status if isinstance(status, int) else 0


def run() -> None:
    """Run the program and leave with its exit status."""
    sys.exit(main())


if __name__ == "__main__":
    run()
