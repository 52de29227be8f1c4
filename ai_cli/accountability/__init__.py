"""Accountability: adequate yearly progress of schools and districts, graduation, gaps, and who leaves the EL group."""

from ai_cli.accountability.el_exit import exits
from ai_cli.accountability.gaps import gap_change, statewide_gaps
from ai_cli.accountability.graduation import graduation_of_all
from ai_cli.accountability.half_closure import path, progress
from ai_cli.accountability.mixture import mixture
from ai_cli.accountability.new_school import new_school
from ai_cli.accountability.public_index import public_index
from ai_cli.accountability.rules import ACCOUNTABILITY, GAPS, Rules, rules_of_any_year
from ai_cli.accountability.sizes import is_publishable
from ai_cli.accountability.statewide import determine

__all__ = [
    "ACCOUNTABILITY",
    "GAPS",
    "Rules",
    "determine",
    "exits",
    "gap_change",
    "graduation_of_all",
    "is_publishable",
    "mixture",
    "new_school",
    "path",
    "progress",
    "public_index",
    "rules_of_any_year",
    "statewide_gaps",
]
