"""Facts: what a district is, as models checked once, each value with the place it was typed."""
