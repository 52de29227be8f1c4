"""Programs: one module each, with its form and the way facts fill it."""

from ai_cli.programs.estimating import Terms, estimate
from ai_cli.programs.program import Program
from ai_cli.programs.registry import PROGRAMS, program, program_of

__all__ = ["PROGRAMS", "Program", "Terms", "estimate", "program", "program_of"]
