"""Law as data: rates, thresholds, dates and readings in YAML files, each with years, citation and standing."""

from ai_cli.law.law import Law, Rate, RateEntry, Reading, Rule
from ai_cli.law.rate_book import NoRate, RateBook, RateInForce
from ai_cli.law.reader import every_reading, law, law_keys, readings_of
from ai_cli.law.standing import STANDINGS, UNVERIFIED, weakest

__all__ = [
    "STANDINGS",
    "UNVERIFIED",
    "Law",
    "NoRate",
    "Rate",
    "RateBook",
    "RateEntry",
    "RateInForce",
    "Reading",
    "Rule",
    "every_reading",
    "law",
    "law_keys",
    "readings_of",
    "weakest",
]
