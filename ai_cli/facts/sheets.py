"""Column names of the sheets of a district workbook."""

from __future__ import annotations

COUNTS = ("total", "protected", "american_indian")
"""The counts of students that every sheet with students has."""

SCHOOLS = ("id", "name", "classification", "racially_identifiable", "grade", *COUNTS)
"""Columns of the sheet Schools, a row a school and grade."""

ADJOINING = ("id", "name", "contact", "racially_isolated", *COUNTS)
"""Columns of the sheet Adjoining, a row a district."""
