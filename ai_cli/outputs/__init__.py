"""Outputs: results as a table, JSON, CSV or Markdown. They print what they are handed and compute nothing."""
