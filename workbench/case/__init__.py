"""The case file, and the only SQL."""
