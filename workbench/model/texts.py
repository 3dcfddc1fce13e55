"""Texts that any encoding can write."""

from __future__ import annotations


def sound(text: str) -> str:
    """The text with U+FFFD for halves of surrogate pairs, which JSON can hold and no encoding can write."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
