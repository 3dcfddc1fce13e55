"""The window of pairs that may be the same."""
