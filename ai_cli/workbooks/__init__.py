"""Workbooks: Excel files that people fill in or file away."""
