"""Criteria: what a reviewer holds a budget against, one small function each, facts in and findings out."""

from ai_cli.criteria.checking import check_budget
from ai_cli.criteria.merging import merged_facts
from ai_cli.criteria.registry import CRITERIA, Criterion

__all__ = ["CRITERIA", "Criterion", "check_budget", "merged_facts"]
