"""Lists of words written as running text, which is easier to read and to add to than a list of literals."""

from __future__ import annotations


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


def phrases(text: str) -> list[str]:
    """The phrases of a text, parted by bars."""
    return [phrase.strip() for phrase in text.split("|")]
