"""Evidence on a page: escaped, its direction its own, and nothing invisible in it."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable


def text(said: str) -> str:
    """A text as HTML that shows what it holds: control characters, bidi controls among them, become boxes."""
    return "".join(_shown(c) for c in said)


def value(said: str) -> str:
    """An identifier inside a sentence: always from left to right, and without effect on what stands around it."""
    return f'<bdi dir="ltr">{text(said)}</bdi>'


def words(said: str) -> str:
    """What somebody wrote, in the direction of its own script."""
    return f"<bdi>{text(said)}</bdi>"


def row(said: str, marks: Iterable[tuple[int, int]]) -> str:
    """A verbatim row with some stretches (from, to) of it marked; stretches that overlap become one."""
    made, done = [], 0
    for start, end in _merged(marks, len(said)):
        made.append(f"{text(said[done:start])}<mark>{text(said[start:end])}</mark>")
        done = end
    return "".join(made) + text(said[done:])


def _merged(marks: Iterable[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(a, 0), min(b, size)) for a, b in marks):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged


def _shown(c: str) -> str:
    if c == "\n":
        return c
    if c == "\t":
        return '<span class="tab" title="tab">\t</span>'
    if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
        name = unicodedata.name(c, "control character")
        return f'<span class="control" title="{html.escape(name.capitalize())}">U+{ord(c):04X}</span>'
    return html.escape(c)
