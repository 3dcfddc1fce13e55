"""Texts that any encoding can write, and texts that show all they hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})  # categories of signs that no eye finds
JOINERS = "\u200c\u200d"  # part of how Persian, Urdu and the languages of India are spelt


def sound(text: str) -> str:
    """The text with U+FFFD for halves of surrogate pairs, which JSON can hold and no encoding can write."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def shown(text: str) -> str:
    """The text with ‹U+202E› in place of each sign that does not show, but for ends of lines and tabs."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(f"‹U+{ord(c):04X}›" if hidden(text, n) else c for n, c in enumerate(text))


def hidden(text: str, place: int) -> bool:
    """Whether the sign at a place shows nothing; what joins or parts letters inside a word is spelling."""
    c = text[place]
    if c in "\n\t" or unicodedata.category(c) not in UNSHOWN:
        return False
    if c in JOINERS and 0 < place < len(text) - 1:
        return not all(_joins(beside) for beside in (text[place - 1], text[place + 1]))
    return True


def _joins(c: str) -> bool:
    return unicodedata.category(c) in ("Lo", "Mn", "Mc") and c > "\u0600"


def from_the_right(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for c in text:
        way = unicodedata.bidirectional(c)
        if way in ("L", "R", "AL"):
            return way != "L"
    return False


def parted(text: str, marks: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text in parts, each marked or not, by stretches (from, to) of it that may overlap."""
    made: list[tuple[str, bool]] = []
    done = 0
    for start, end in sorted((max(a, 0), min(b, len(text))) for a, b in marks):
        start = max(start, done)
        if start >= end:
            continue
        if start > done:
            made.append((text[done:start], False))
        if made and made[-1][1] and start == done:
            made[-1] = made[-1][0] + text[start:end], True
        else:
            made.append((text[start:end], True))
        done = end
    if done < len(text):
        made.append((text[done:], False))
    return made
