"""How many of something, in words."""

from __future__ import annotations


def counted(n: int, one: str, several: str = "") -> str:
    """A number with its noun; `several` is the noun plus s where nothing is said."""
    return f"{n:,} {one if n == 1 else several or one + 's'}"
