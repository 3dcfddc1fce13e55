"""Keeping a case: what is due for review, and purging sources from it."""
