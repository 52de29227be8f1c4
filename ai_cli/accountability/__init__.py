"""Accountability: adequate yearly progress of schools and districts, graduation, gaps, students and ratings."""

from ai_cli.accountability.caps import capped
from ai_cli.accountability.el_exit import exits
from ai_cli.accountability.gaps import gap_change, statewide_gaps
from ai_cli.accountability.graduation import graduation_of_all
from ai_cli.accountability.growth import comparator_names
from ai_cli.accountability.half_closure import path, progress
from ai_cli.accountability.mixture import mixture
from ai_cli.accountability.mmr import first_rating
from ai_cli.accountability.new_school import new_school
from ai_cli.accountability.public_index import public_index
from ai_cli.accountability.ratings import rate
from ai_cli.accountability.roster import roster_of
from ai_cli.accountability.rules import ACCOUNTABILITY, GAPS, Rules, rules_of_any_year
from ai_cli.accountability.sizes import is_publishable
from ai_cli.accountability.statewide import determine
from ai_cli.accountability.student_cells import as_cells
from ai_cli.accountability.student_rows import row_statuses
from ai_cli.accountability.students import evaluate_students, student_codes

__all__ = [
    "ACCOUNTABILITY",
    "GAPS",
    "Rules",
    "as_cells",
    "capped",
    "comparator_names",
    "determine",
    "evaluate_students",
    "exits",
    "first_rating",
    "gap_change",
    "graduation_of_all",
    "is_publishable",
    "mixture",
    "new_school",
    "path",
    "progress",
    "public_index",
    "rate",
    "roster_of",
    "row_statuses",
    "rules_of_any_year",
    "statewide_gaps",
    "student_codes",
]
