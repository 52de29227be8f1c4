"""The commands of accountability: determinations, graduation, gaps, and who leaves the English learner group."""

from __future__ import annotations

import typer

from ai_cli.cli.accountability import ayp, el_exit, gaps, graduation, ratings, students

HELP = """\b
Examples:
  ai-cli accountability ayp cells.csv --targets targets.csv --entities entities.csv --indicators others.csv
  ai-cli accountability graduation 2015-16.csv 2016-17.csv
  ai-cli accountability gaps cells.csv
  ai-cli accountability el-exit access.csv
  ai-cli accountability students students.csv --config dates.csv
  ai-cli accountability ratings statewide.csv

Minnesota's accountability measures of 2012 to 2015, and achievement gaps, from counts.

Figures of fewer students than may be published are withheld, and so is what they could be worked out from; --internal
shows all of them and says so. Readings of what the source leaves open are listed with every result.
"""
SHORT_HELP = "Determine AYP, graduation, gaps and EL exits from counts."

accountability = typer.Typer(rich_markup_mode=None, no_args_is_help=True, add_completion=False)
for _name, _module, _function in (
    ("ayp", ayp, ayp.ayp),
    ("graduation", graduation, graduation.graduation),
    ("gaps", gaps, gaps.gaps),
    ("el-exit", el_exit, el_exit.el_exit),
    ("students", students, students.students),
    ("ratings", ratings, ratings.ratings),
):
    accountability.command(_name, help=_module.HELP, short_help=_module.SHORT_HELP)(_function)
