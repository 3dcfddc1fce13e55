"""Counts in words."""

from __future__ import annotations


def many(count: int, one: str, more: str = "") -> str:
    """A count with its noun: "1 round", "3 rounds"."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"
