"""Commands: each reads its options, calls the rooms below, prints and exits."""
