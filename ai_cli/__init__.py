"""School integration aid put into forms: revenue, budgets and eligibility, each figure traceable."""

__version__ = "0.1.0"
