"""Eligibility: which schools are racially identifiable and which districts isolated. Computed, so a screening only."""

from ai_cli.eligibility.district_file import enrollment_of, with_official_status
from ai_cli.eligibility.districts import screen
from ai_cli.eligibility.rules import rules_of
from ai_cli.eligibility.statewide import screen_state
from ai_cli.eligibility.transfers import screen_transfers

__all__ = ["enrollment_of", "rules_of", "screen", "screen_state", "screen_transfers", "with_official_status"]
