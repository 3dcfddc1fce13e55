"""Evidence on a page: escaped, its direction its own, and nothing invisible in it."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable

from workbench.model import texts


def text(said: str) -> str:
    """A text as HTML that shows what it holds: control characters, bidi controls among them, become boxes."""
    return "".join(_boxed(c) if texts.hidden(said, n) else _shown(c) for n, c in enumerate(said))


def value(said: str) -> str:
    """An identifier inside a sentence: always from left to right, and without effect on what stands around it."""
    return f'<bdi dir="ltr">{text(said)}</bdi>'


def words(said: str) -> str:
    """What somebody wrote, in the direction of its own script."""
    return f"<bdi>{text(said)}</bdi>"


def row(said: str, marks: Iterable[tuple[int, int]]) -> str:
    """A verbatim row with some stretches (from, to) of it marked; stretches that overlap become one."""
    return "".join(
        f"<mark>{text(part)}</mark>" if marked else text(part) for part, marked in texts.parted(said, marks)
    )


def _shown(c: str) -> str:
    return '<span class="tab" title="tab">\t</span>' if c == "\t" else html.escape(c)


def _boxed(c: str) -> str:
    name = unicodedata.name(c, "control character")
    return f'<span class="control" title="{html.escape(name.capitalize())}">U+{ord(c):04X}</span>'
