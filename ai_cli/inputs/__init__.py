"""Inputs: files of many hands, guarded, read into trees with positions and checked into facts."""
