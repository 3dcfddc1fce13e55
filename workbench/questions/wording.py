"""Numbers in sentences."""

from __future__ import annotations


def many(count: int, one: str, several: str = "") -> str:
    """A count with its noun: 1 place, 2 places, 1,000 places."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def some(count: int, one: str, several: str = "") -> str:
    """A count inside a sentence: no other pair, 1 other pair, 3 other pairs."""
    return many(count, one, several) if count else f"no {one}"
