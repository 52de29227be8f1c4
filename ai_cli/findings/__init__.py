"""Findings: what a check has to say, as values, worded by one catalogue of codes."""

from ai_cli.findings.catalogue import Entry, codes, entry, finding
from ai_cli.findings.finding import Finding, Place, Severity, in_order

__all__ = ["Entry", "Finding", "Place", "Severity", "codes", "entry", "finding", "in_order"]
